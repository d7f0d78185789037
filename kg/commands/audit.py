"""`kg audit`: what of each page was read, ignored by name, or left unread."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands import fail
from kg.commands.inputs import read_inputs, seconds_option
from kg.commands.output import emit, output_option

if TYPE_CHECKING:
    from kg.pages.model import Failure
    from kg.reading.read import Reading


@click.command(short_help="List what of each page was read, ignored by name, or left unread.")
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@seconds_option
@output_option
def command(inputs: tuple[str, ...], seconds: float, output: Path | None) -> int:
    """List what of each page was read, ignored by name, or left unread.

    INPUT is what `kg build` takes. Infobox parameters, list items, table rows, sentences that tell of dead or
    injured, and references are counted for each page and in total; what was left unread is shown.

    \b
    Examples:
      kg audit
      kg audit MINUSMA.wikitext
    """
    failures: list[str] = []
    emit("\n".join(_reports(read_inputs(inputs, seconds), failures)), output)
    return 1 if failures else 0


def _reports(found: "Iterable[Reading | Failure]", failures: list[str]) -> Iterator[str]:
    """The text of each page and of their sum; what cannot be read is told on stderr."""
    from kg.answers.audit import Counts, counts_of, page_text, total_text  # noqa: PLC0415
    from kg.reading.read import Reading  # noqa: PLC0415

    pages, counts = 0, Counts()
    for one in found:
        if isinstance(one, Reading):
            pages += 1
            counts.update(counts_of(one.report))
            yield page_text(one.report)
        else:
            failures.append(one.source)
            fail(f"{one.source}: {one.message}", 1)
    yield total_text(pages, counts)

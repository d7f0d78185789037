"""`kg audit`: what of each page was read, ignored by name, or left unread."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.build import each
from kg.commands import fail
from kg.commands.inputs import pages_of, seconds_option, title_option
from kg.commands.output import emit, output_option
from kg.pages.model import Failure

if TYPE_CHECKING:
    from kg.reading.read import Reading
    from kg.reading.report import Report


@click.command(short_help="List what of each page was read, ignored by name, or left unread.")
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@title_option
@seconds_option
@output_option
def command(inputs: tuple[str, ...], title: str, seconds: float, output: Path | None) -> int:
    """List what of each page was read, ignored by name, or left unread.

    INPUT is what `kg build` takes. Infobox parameters, list items, table rows, sentences that tell of dead or
    injured, and references are counted for each page and in total; what was left unread is shown.

    \b
    Examples:
      kg audit
      kg audit MINUSMA.wikitext
    """
    failures: list[str] = []
    emit("\n".join(_reports(each(pages_of(inputs, title), _report, seconds), failures)), output)
    return 1 if failures else 0


def _report(reading: "Reading") -> "Report":
    return reading.report


def _reports(found: "Iterable[Report | Failure]", failures: list[str]) -> Iterator[str]:
    """The text of each page and of their sum; what cannot be read is told on stderr."""
    from kg.answers.audit import Counts, counts_of, page_text, total_text  # noqa: PLC0415

    pages, counts = 0, Counts()
    for one in found:
        if isinstance(one, Failure):
            failures.append(one.source)
            fail(f"{one.source}: {one.message}", 1)
        else:
            pages += 1
            counts.update(counts_of(one))
            yield page_text(one)
    if pages:
        yield total_text(pages, counts)

"""`kg build`: pages to a graph."""

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from kg.build import gather
from kg.commands import fail
from kg.commands.inputs import pages_of, seconds_option
from kg.commands.output import counted, emit, format_for, format_option, output_option, say

if TYPE_CHECKING:
    from kg.answers.graph import Graph
    from kg.answers.summary import Summary


@click.command(short_help="Build a graph from wikitext files, folders, and MediaWiki exports.")
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@output_option
@format_option
@seconds_option
@click.option("--base", help="What the IRIs of entities and facts begin with (else https://w3id.org/peacekg/id/).")
def command(inputs: tuple[str, ...], output: Path | None, form: str | None, seconds: float, base: str | None) -> int:
    """Read articles and build their graph.

    INPUT is a wikitext file (its name is the title), a folder of them, a MediaWiki XML export (plain, .gz, .bz2
    or .zst), or - for standard input; without any, the bundled sample is read. A page that cannot be read is
    named, the others are still built, and the exit code is 1.

    \b
    Examples:
      kg build -o sample.ttl
      kg build articles/ dump.xml.bz2 -o graph.nt
      kg build MINUSMA.wikitext | head
    """
    form = format_for(form, output)
    started = monotonic()
    graph = gather(pages_of(inputs), base, seconds=seconds if inputs else None, audit=True)
    seconds = monotonic() - started
    if graph.summary and graph.summary.pages:
        emit(graph.to_bytes(form), output)
    return _tell(graph, output, seconds)


def _tell(graph: "Graph", output: Path | None, seconds: float) -> int:
    """What was read and what was not, on stderr; the exit code."""
    summary = graph.summary
    assert summary is not None  # noqa: S101  (a build always has one)
    for failure in summary.failures:
        fail(f"{failure.source}: {failure.message}", 1)
    if summary.pages:
        say(f"Read {counted(summary.pages, 'page')} in {seconds:.1f} s: {_facts(summary)}.")
        say(_left(summary))
        say(f"{len(graph):,} triples" + (f" in {output}." if output and str(output) != "-" else "."))
    else:
        fail("No page was read; nothing is written.", 1)
    return 1 if summary.failures or not summary.pages else 0


def _facts(summary: "Summary") -> str:
    return ", ".join(counted(count, kind.lower()) for kind, count in sorted(summary.facts.items())) or "no facts"


def _left(summary: "Summary") -> str:
    unread, total = summary.units["unread"], summary.units.total()
    return f"Left unread: {unread:,} of {total:,} values ({summary.percent_unread:.1f} %); `kg audit` lists them."

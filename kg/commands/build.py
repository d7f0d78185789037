"""`kg build`: pages to a graph."""

import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from kg.commands import fail
from kg.commands.engines import SHOW, Settings, Work, engine_options, listing, on_spark, set_up
from kg.commands.inputs import seconds_option, title_option
from kg.commands.output import counted, emit, format_for, format_option, output_option, say
from kg.errors import InputError, UsageError
from kg.resources import folder

if TYPE_CHECKING:
    from kg.dumps.model import Tally

_FEW = 5


@click.command(short_help="Build a graph from wikitext files, folders, and MediaWiki exports.")
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@output_option
@format_option
@title_option
@seconds_option
@engine_options
@click.option("--base", help="What the IRIs of entities and facts begin with (else https://w3id.org/peacekg/id/).")
def command(
    inputs: tuple[str, ...], output: Path | None, form: str | None, seconds: float, base: str | None, **options: Any
) -> int:
    """Read articles and build their graph.

    INPUT is a wikitext file (named by its title; else give --title), a folder of them, a MediaWiki XML export
    (plain, .gz, .bz2 or .zst), or - for standard input; without any, the bundled sample is read. A page that cannot
    be read is named, the others are still built, and the exit code is 1. N-Quads are written page by page as they
    are read, for graphs beyond memory; other formats are sorted.

    \b
    Examples:
      kg build -o sample.ttl
      kg build articles/ dump.xml.bz2 -o graph.nt
      kg build MINUSMA.wikitext | head
      kg build page1.txt --title MINUSMA -o graph.ttl
      kg build enwiki-pages-articles-multistream.xml.bz2 -o graph.nq --cache cache
      kg build --select
    """
    settings = Settings(**options)
    if settings.select == SHOW:
        emit(listing())
        return 0
    form = format_for(form, output)
    if settings.engine == "spark":
        return _spark(inputs, settings, base, seconds, output)
    streamed = form == "nquads" and bool(inputs)
    if settings.resume and (not streamed or output is None or str(output) == "-"):
        raise UsageError("--resume goes on with a file of N-Quads: name it with -o, ending in .nq.")
    started = monotonic()
    work = _work(inputs or (str(folder("samples")),), settings, base, seconds)
    tally, triples = _streamed(work, settings.resume, output) if streamed else _gathered(work, output, form)
    return _tell(tally, triples, output, monotonic() - started)


def _streamed(work: Work, resume: bool, output: Path | None) -> tuple["Tally", int]:
    """Page by page to the file or the screen."""
    if output is not None and str(output) != "-":
        tally = _filed(work, resume, output)
    elif sys.stdout is None:
        raise InputError("Standard output is closed; name a file with -o.")
    else:
        tally = work.stream(sys.stdout.buffer.write)
    return tally, tally.triples


def _filed(work: Work, resume: bool, output: Path) -> "Tally":
    try:
        return work.file(output, resume)
    except KeyboardInterrupt:
        say(f"\n{output} is not whole yet; the same command with --resume goes on.")
        raise


def _gathered(work: Work, output: Path | None, form: str) -> tuple["Tally", int]:
    """All in one graph, which is written sorted."""
    from kg.answers.graph import Graph  # noqa: PLC0415

    graph = Graph(base=work.base)
    tally = work.stream(graph.add_ntriples)
    if tally.read:
        emit(graph.to_bytes(form), output)
    return tally, len(graph)


def _work(inputs: tuple[str, ...], settings: Settings, base: str | None, seconds: float) -> Work:
    return set_up(inputs, settings, _base(base), seconds)


def _base(base: str | None) -> str:
    from kg.triples.iris import checked_base  # noqa: PLC0415
    from kg.triples.names import BASE  # noqa: PLC0415

    return checked_base(base or BASE)


def _spark(inputs: tuple[str, ...], settings: Settings, base: str | None, seconds: float, output: Path | None) -> int:
    unknown = settings.title or settings.titles or settings.resume or settings.cache
    if not inputs or output is None or str(output) == "-" or unknown:
        raise UsageError(
            "--engine spark needs inputs and a folder (-o); it has no --title, --titles, --resume or --cache."
        )
    started = monotonic()
    tally = on_spark(inputs, settings, _base(base), seconds, str(output))
    return _tell(tally, tally.triples, output, monotonic() - started)


def _tell(tally: "Tally", triples: int, output: Path | None, seconds: float) -> int:
    """What was read and what was not, on stderr; the exit code."""
    for failure in tally.failures:
        fail(f"{failure.source}: {failure.message}", 1)
    for line in _notes(tally.notes):
        say(line)
    if tally.read:
        say(f"Read {counted(tally.read, 'page')} in {seconds:.1f} s: {_facts(tally)}.")
        if tally.seen > tally.chosen:
            say(f"Chosen by words: {tally.chosen:,} of {tally.seen:,} pages; `kg build --select` tells which words.")
        if tally.cached:
            say(f"Taken from the cache: {counted(tally.cached, 'page')}.")
        say(_left(tally))
        say(f"{triples:,} triples" + (f" in {output}." if output and str(output) != "-" else "."))
    else:
        fail("No page was read; nothing is written.", 1)
    return 1 if tally.failures or not tally.read else 0


def _notes(notes: list[str]) -> list[str]:
    """The first few, and how many there are beside them."""
    more = [f"Note: {counted(len(notes) - _FEW, 'more such page')}; `kg audit` tells of each."]
    return [*(f"Note: {note}." for note in notes[:_FEW]), *(more if len(notes) > _FEW else [])]


def _facts(tally: "Tally") -> str:
    return ", ".join(counted(count, kind.lower()) for kind, count in sorted(tally.facts.items())) or "no facts"


def _left(tally: "Tally") -> str:
    unread, total = tally.units["unread"], tally.units.total()
    return f"Left unread: {unread:,} of {total:,} values ({100 * unread / (total or 1):.1f} %); `kg audit` lists them."

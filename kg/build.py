"""Joins the rooms: pages are taken apart, read, turned into triples and gathered in one graph."""

# ruff: noqa: PLC0415  The rooms are imported when a build starts: `kg --help` loads none of them.

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kg.errors import InputError, UsageError
from kg.pages.model import Failure, Page, noted

if TYPE_CHECKING:
    from kg.answers.graph import Graph
    from kg.answers.summary import Part
    from kg.pages.dump import RawPage
    from kg.reading.read import Reading

MEGABYTES = 2048
"""What reading a page may take beyond what the program has, where it is read in a process of its own."""

Source = str | Path | Iterable[Page | Failure]
Result = TypeVar("Result")


def build(source: Source, *, title: str | None = None, base: str | None = None, seconds: float | None = None) -> Graph:
    """The graph of an article's wikitext (with its `title`), of a file (which may have one) or folder, or of pages.

    `base` is what the IRIs of entities and facts begin with (else https://w3id.org/peacekg/id/). With `seconds`,
    a process of its own reads the pages and is ended when one of them takes longer. Of several pages, those that
    cannot be read stand in the graph's `summary.failures`; a single article that cannot be read is an InputError.
    Nothing is asked of the network.
    """
    graph = gather(_pages(source, title), base, seconds=seconds)
    if isinstance(source, str) and title is not None and graph.summary:
        for failure in graph.summary.failures:
            raise InputError(f"{failure.source}: {failure.message}")
    return graph


def gather(
    pages: Iterable[Page | Failure], base: str | None = None, *, seconds: float | None = None, audit: bool = False
) -> Graph:
    """One graph of all pages, of which none is kept; its summary counts them. `audit` counts what was left unread."""
    from kg.answers.graph import Graph
    from kg.answers.summary import Summary
    from kg.triples.iris import checked_base
    from kg.triples.names import BASE

    root, summary = checked_base(base or BASE), Summary()
    graph = Graph(summary=summary, base=root)
    for found in each(_noting(pages, summary.notes), partial(_part, root, audit), seconds):
        if isinstance(found, Failure):
            summary.failures.append(found)
        else:
            graph.add_ntriples(found.triples)
            summary.count(found)
    return graph


def _noting(pages: Iterable[Page | Failure], notes: list[str]) -> Iterator[Page | Failure]:
    """The same pages; what the user should know of them is added to the notes."""
    for page in pages:
        if not isinstance(page, Page | Failure):
            raise UsageError(f"{_TAKES}, not {type(page).__name__}.")
        notes += [noted(page)] if noted(page) else []
        yield page


def each(
    pages: Iterable[Page | Failure], function: Callable[[Reading], Result], seconds: float | None = None
) -> Iterator[Result | Failure]:
    """What `function` makes of each page's reading; one that cannot be read is a failure, and the next follows."""
    from kg.documents.read import read_document
    from kg.pages.fence import fenced
    from kg.reading.read import read_facts

    def read(page: Page) -> Result:
        return function(read_facts(read_document(page)))

    return map(partial(_tried, read), pages) if seconds is None else fenced(pages, read, seconds, MEGABYTES)


def _tried(read: Callable[[Page], Result], page: Page | Failure) -> Result | Failure:
    if isinstance(page, Failure):
        return page
    try:
        return read(page)
    except Exception as error:  # One page's fault, or a fault in reading it, must not cost the others.
        said = str(error) if isinstance(error, InputError) else f"{type(error).__name__}: {error}; please report it"
        return Failure(page.source or page.title, f"the page {page.title!r} could not be read ({said})")


def _part(base: str, audit: bool, reading: Reading) -> Part:
    """What a page gives to the graph."""
    from kg.answers.summary import Part
    from kg.linking.embedded import country_links
    from kg.triples.formats import serialize
    from kg.triples.write import triples_of

    triples = triples_of(reading, base)
    return Part(
        serialize(chain(triples, country_links(triples)), "ntriples"),
        Counter(type(fact).__name__ for fact in reading.facts),
        Counter(unit.status for unit in reading.report.units) if audit else Counter(),
    )


def page_part(base: str, audit: bool, page: Page | RawPage) -> Part | Failure:
    """What a page gives to the graph, or why it cannot be read."""
    from kg.documents.read import read_document
    from kg.reading.read import read_facts

    found = page if isinstance(page, Page) else page.parse()
    return found if isinstance(found, Failure) else _part(base, audit, read_facts(read_document(found)))


def _pages(source: Source, title: str | None) -> Iterable[Page | Failure]:
    if title is not None and not title.strip():
        raise UsageError("The title is empty; give the article's title.")
    if isinstance(source, str) and not _is_path(source):
        if title is None:
            raise UsageError("Wikitext needs the title of its page: kg.build(text, title=…); no file has this name.")
        return [Page(title=title, text=source)]
    if isinstance(source, (str, Path)):
        return _opened(Path(source), title or "")
    if not isinstance(source, Iterable) or title is not None:
        raise UsageError(f"{_TAKES}, not {type(source).__name__}{' with a title' if title else ''}.")
    return source


_TAKES = "kg.build takes a path, wikitext with its title, or an iterable of kg.Page"


def _opened(path: Path, title: str) -> Iterable[Page | Failure]:
    from kg.pages.sources import begins_export, open_pages

    if title and (path.is_dir() or begins_export(path)):
        raise UsageError(f"{path} holds pages with titles of their own; leave title= out.")
    return open_pages([str(path)], title)


def _is_path(text: str) -> bool:
    try:
        return "\n" not in text and text.strip() != "" and Path(text).exists()
    except (OSError, ValueError):  # too long, or with a NUL
        return False

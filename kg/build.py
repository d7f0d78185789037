"""Joins the rooms: pages are taken apart, read, turned into triples and gathered in one graph."""

# ruff: noqa: PLC0415  The rooms are imported when a build starts: `kg --help` loads none of them.

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError, UsageError
from kg.pages.model import Page

if TYPE_CHECKING:
    from kg.answers.graph import Graph
    from kg.pages.model import Failure
    from kg.reading.read import Reading

BASE = "https://w3id.org/peacekg/id/"
Source = str | Path | Iterable["Page | Failure"]


def build(source: Source, *, title: str | None = None, base: str = BASE) -> Graph:
    """The graph of an article's wikitext (with its `title`), of a file or folder, or of pages.

    `base` is the IRI that entities and facts begin with. Pages that cannot be read stand in the graph's
    `summary.failures`; nothing is asked of the network.
    """
    return gather(readings(_pages(source, title)), base)


def readings(pages: Iterable[Page | Failure]) -> Iterator[Reading | Failure]:
    """Each page read; a page that cannot be read is a failure that names it, and the next one follows."""
    from kg.pages.model import Failure

    for page in pages:
        if isinstance(page, Failure):
            yield page
            continue
        try:
            yield _read(page)
        except Exception as error:  # noqa: BLE001  One page's fault, or a fault in reading it, must not cost the others.
            yield Failure(page.source or page.title, _message(page, error))


def _read(page: Page) -> Reading:
    from kg.documents.read import read_document
    from kg.reading.read import read_facts

    return read_facts(read_document(page))


def _message(page: Page, error: Exception) -> str:
    if isinstance(error, InputError):
        return str(error)
    return f"the page {page.title!r} could not be read ({type(error).__name__}: {error}); please report it"


def gather(found: Iterable[Reading | Failure], base: str = BASE) -> Graph:
    """One graph of all that was read; the readings themselves are not kept."""
    from kg.answers.graph import Graph
    from kg.answers.summary import Summary
    from kg.linking.embedded import country_links
    from kg.pages.model import Failure
    from kg.triples.write import triples_of

    graph = Graph(summary=(summary := Summary()))
    for reading in found:
        if isinstance(reading, Failure):
            summary.failures.append(reading)
            continue
        summary.count(reading)
        triples = triples_of(reading, base)
        graph.add(chain(triples, country_links(triples)))
    return graph


def _pages(source: Source, title: str | None) -> Iterable[Page | Failure]:
    if title is not None and isinstance(source, str):
        return [Page(title=title, text=source)]
    if isinstance(source, str) and not _is_path(source):
        raise UsageError("Wikitext needs the title of its page: kg.build(text, title=…); no file has this name.")
    if isinstance(source, (str, Path)):
        from kg.pages.sources import open_pages

        return open_pages([str(source)])
    return source


def _is_path(text: str) -> bool:
    try:
        return "\n" not in text and Path(text).exists()
    except (OSError, ValueError):  # too long, or with a NUL
        return False

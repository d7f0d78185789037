"""Passages met again in the wikitext: is the slice there, and what is the sentence around it?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.documents.links import whole_links
from kg.documents.model import Document, Span, Text
from kg.errors import InputError
from kg.pages.model import Page


@dataclass(frozen=True, slots=True)
class Context:
    """The sentence, item or cell around a passage, as a reader sees it: `plain[begin:end]` is the evidence."""

    plain: str
    begin: int
    end: int


def pages_titled(sources: Sequence[str], titles: frozenset[str]) -> Iterator[Page]:
    """The pages of these titles among the sources: wikitext files (also as TITLE=FILE), folders, exports."""
    from kg.pages.sources import open_pages  # noqa: PLC0415 (only where sources are given)

    for title, source in map(_entitled, sources):
        for page in open_pages([source], title):
            if not isinstance(page, Page):
                raise InputError(f"{page.source}: {page.message}")
            if page.title in titles:
                yield page


def checked_source(source: str) -> None:
    """InputError where a source is not there."""
    path = Path(_entitled(source)[1])
    if not path.exists():
        raise InputError(f"{path}: does not exist; check the name.")


def _entitled(source: str) -> tuple[str, str]:
    """The title that a source is given with, and its path: "MINUSMA=page1.txt"."""
    title, sign, path = source.partition("=")
    return (title, path) if sign and not Path(source).exists() and Path(path).is_file() else ("", source)


def context(document: Document, begin: int, end: int) -> Context | None:
    """The smallest part of the page that holds the passage; None where no part does."""
    span, wikitext = Span(begin, end), document.page.text
    parts = ((Span(*whole_links(wikitext, part.begin, part.end)), text) for part, text in _parts(document))
    holding = [(part.end - part.begin, text) for part, text in parts if _holds(part, span)]
    if not holding:
        return None
    text = min(holding, key=lambda found: found[0])[1]
    return Context(text.plain, *_plain(text, span))


def _parts(document: Document) -> Iterator[tuple[Span, Text]]:
    for sentence in document.sentences:
        yield sentence.span, sentence.text
    for item in document.items:
        yield item.span, item.text
    for infobox in document.infoboxes:
        for parameter in infobox.parameters:
            yield parameter.span, parameter.text
    for table in document.tables:
        for row in table.rows:
            yield from ((cell.span, cell.text) for cell in row if cell)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.begin <= inner.begin and inner.end <= outer.end


def _plain(text: Text, span: Span) -> tuple[int, int]:
    """Where the passage begins and ends in the plain text: the pieces that its wikitext made."""
    inside = [piece for piece in text.pieces if piece.source.end > span.begin and piece.source.begin < span.end]
    if not inside:
        return 0, len(text.plain)
    first, last = inside[0], inside[-1]
    begin = first.begin + _into(first.begin, first.end, span.begin - first.source.begin, first.source)
    end = last.begin + _into(last.begin, last.end, span.end - last.source.begin, last.source)
    return begin, max(end, begin)


def _into(begin: int, end: int, offset: int, source: Span) -> int:
    """How far into a piece's plain text an offset into its wikitext reaches."""
    verbatim = end - begin == source.end - source.begin
    inside = min(max(offset, 0), end - begin)
    return inside if verbatim else (end - begin if offset >= source.end - source.begin else 0)


def documents(pages: Iterable[Page]) -> dict[str, Document]:
    """Each page taken apart, by title."""
    from kg.documents.read import read_document  # noqa: PLC0415 (only where sources are given)

    return {page.title: read_document(page) for page in pages}

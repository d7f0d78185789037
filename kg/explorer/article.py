"""Passages in their article: the text around them as a reader sees it, where the wikitext is at hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, pairwise

from kg.answers.explain import Passage
from kg.answers.passages import context, documents, pages_titled
from kg.documents.model import Document, ListItem, Sentence, Span, Table
from kg.errors import InputError

_AROUND = 60
_MOST = 300
_KEPT = 32


@dataclass(frozen=True, slots=True)
class Block:
    """A sentence, list item, row of a table or parameter of an infobox; those of one `group` stand in one line."""

    span: Span
    text: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph or line, in pieces that are marked or not."""

    pieces: Sequence[tuple[str, bool]]

    @property
    def here(self) -> bool:
        """Whether a passage is in it."""
        return any(marked for _, marked in self.pieces)


@dataclass(frozen=True, slots=True)
class Telling:
    """Passages of one part of an article, and the text around them (empty where it is not at hand)."""

    passages: Sequence[Passage]
    parts: Sequence[Part]


@dataclass(slots=True)
class Articles:
    """The articles of some sources (wikitext files, exports), read when they are asked for."""

    sources: Sequence[str]
    _kept: dict[str, Document | None] = field(default_factory=dict)

    def tellings(self, passages: Sequence[Passage]) -> list[Telling]:
        """The passages, those of the same section or table together."""
        found: dict[object, tuple[list[Passage], Document | None, Sequence[Block]]] = {}
        for at, passage in enumerate(passages):
            document = self._document(passage.page) if self.sources else None
            blocks = list(_blocks(document, Span(passage.begin, passage.end))) if document else []
            key = (passage.page, blocks[0].span) if blocks else at
            found.setdefault(key, ([], document, blocks))[0].append(passage)
        return [Telling(several, _parts(several, document, blocks)) for several, document, blocks in found.values()]

    def _document(self, title: str) -> Document | None:
        if title not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.pop(next(iter(self._kept)))
            try:
                self._kept[title] = documents(pages_titled(self.sources, frozenset({title}))).get(title)
            except InputError:
                self._kept[title] = None
        return self._kept[title]


def _parts(passages: Sequence[Passage], document: Document | None, blocks: Sequence[Block]) -> list[Part]:
    """The blocks around the passages, as paragraphs and lines."""
    spans = [Span(passage.begin, passage.end) for passage in passages]
    told = [at for at, block in enumerate(blocks) if any(_touches(block.span, span) for span in spans)]
    if document is None or not told:
        return []
    near = blocks[max(told[0] - _AROUND, 0) : min(told[-1] + _AROUND, told[0] + _MOST)]
    grouped = [list(group) for _, group in groupby(near, key=lambda block: block.group or block.span)]
    return [_part(document, group, spans) for group in grouped]


def _part(document: Document, blocks: Sequence[Block], spans: Sequence[Span]) -> Part:
    pieces: list[tuple[str, bool]] = []
    for block in blocks:
        if pieces:
            pieces.append((" ", False))
        pieces += _pieces(block.text, [mark for span in spans if (mark := _mark(document, block, span))])
    return Part(pieces)


def _mark(document: Document, block: Block, span: Span) -> tuple[int, int] | None:
    """Where in the block's text the passage stands: all of it where the passage is larger or cannot be placed."""
    if not _touches(block.span, span):
        return None
    here = context(document, span.begin, span.end) if _holds(block.span, span) else None
    start = block.text.rfind(here.plain) if here else -1
    if here is None or start < 0 or here.begin == here.end:
        return 0, len(block.text)
    begin = start + here.begin
    return begin, begin + len(block.text[begin : start + here.end].rstrip())


def _pieces(text: str, marks: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """The text, cut where a mark begins or ends."""
    cuts = sorted({0, len(text), *chain.from_iterable(marks)})
    for begin, end in pairwise(cuts):
        yield text[begin:end], any(first <= begin and end <= last for first, last in marks)


def _blocks(document: Document, span: Span) -> Iterator[Block]:
    """Sentences and list items of the passage's section, the rows of its table, or the parts of its infobox."""
    prose: list[Sentence | ListItem] = [*document.sentences, *document.items]
    holding = next((one for one in prose if _holds(one.span, span)), None)
    if holding is not None:
        alike = (_block(one) for one in prose if one.section == holding.section)
        yield from sorted(alike, key=lambda block: block.span)
        return
    table = next((one for one in document.tables if _holds(one.span, span)), None)
    if table is not None:
        yield from _rows(table)
        return
    parameters = chain.from_iterable(box.parameters for box in document.infoboxes if _holds(box.span, span))
    yield from (Block(one.span, f"{one.name}: {one.text.plain}") for one in parameters)


def _block(one: Sentence | ListItem) -> Block:
    if isinstance(one, Sentence):
        return Block(one.span, one.text.plain, f"paragraph {one.paragraph}")
    return Block(one.span, f"• {one.text.plain}")


def _rows(table: Table) -> Iterator[Block]:
    for row in table.rows:
        cells = [cell for cell in row if cell is not None]
        if cells:
            span = Span(min(cell.span.begin for cell in cells), max(cell.span.end for cell in cells))
            yield Block(span, " | ".join(cell.text.plain for cell in cells))


def _holds(outer: Span, inner: Span) -> bool:
    return outer.begin <= inner.begin and inner.end <= outer.end


def _touches(block: Span, span: Span) -> bool:
    return block.begin < span.end and span.begin < block.end

"""The blocks of a page: headings, paragraphs, list items and tables, in their order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kg.documents.calls import Call, Range, call_of, name_of, trimmed
from kg.documents.families import families
from kg.documents.scan import Scan

MAX_NESTING = 12
"""Lists and quotations within templates within templates, this deep."""

_LIST_LINE = re.compile(r"\n[ \t]*[*#]|\n[ \t:]*\{\|")
_REST = re.compile(r"\||\{\||!(?: |.*!!)")
_MAY_BREAK = frozenset({"template", "html table"})
_MARKS = re.compile(r"[*#:;]+[ \t]*")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the page that is one of these; `depth` is a heading's level or how deep an item lies.

    A "rest" is a line of a table without its beginning or its end. A term (`;`) is an item of depth 0, since the
    items after it lie below it.
    `index` is a table's place in the scan.
    """

    kind: Literal["heading", "paragraph", "item", "table", "rest"]
    begin: int
    end: int
    depth: int = 0
    index: int = -1


def blocks(scan: Scan, begin: int, end: int, nesting: int = 0) -> Iterator[Block]:
    """The blocks of a range, those within list and quotation templates included.

    >>> text = "Intro:\\n* a\\n* {{flag|Mali}}\\n\\n== H ==\\nLast"
    >>> [(b.kind, text[b.begin : b.end]) for b in blocks(Scan(text), 0, len(text))]
    [('paragraph', 'Intro:'), ('item', 'a'), ('item', '{{flag|Mali}}'), ('heading', 'H'), ('paragraph', 'Last')]
    """
    lines = _Lines(scan.text)
    start = begin
    for index in scan.children(begin, end):
        kind = scan.kinds[index]
        if kind == "line":
            yield from lines.add(start, scan.begins[index])
            start = scan.ends[index]
        elif kind == "table" or (kind in _MAY_BREAK and lines.breaks_off(start) and nesting < MAX_NESTING):
            inner = _inner(scan, index, nesting)
            if inner is not None:
                yield from lines.add(start, scan.begins[index])
                yield from lines.flush()
                yield from inner
                start = scan.ends[index]
    yield from lines.add(start, end)
    yield from lines.flush()


def _inner(scan: Scan, index: int, nesting: int) -> list[Block] | None:
    """The blocks that a table or a template is; None where a template is part of the text."""
    if scan.kinds[index] == "template":
        return _container(scan, index, nesting)
    return [Block("table", *scan.span(index), index=index)]


class _Lines:
    """Puts lines together: those of a paragraph wait until it ends."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.paragraph: Range | None = None

    def breaks_off(self, start: int) -> bool:
        """Whether a block may stand in the line that begins there (a list item keeps its line together)."""
        return self.text[start : start + 1] not in ("*", "#")

    def flush(self) -> Iterator[Block]:
        if self.paragraph:
            yield Block("paragraph", *self.paragraph)
            self.paragraph = None

    def add(self, begin: int, end: int) -> Iterator[Block]:
        begin, end = trimmed(self.text, begin, end)
        first = self.text[begin] if begin < end else ""
        heading = _heading(self.text, begin, end) if first == "=" else None
        rest = first in "|{!" and bool(_REST.match(self.text, begin, end))
        if first and heading is None and not rest and first not in "*#:;":
            self.paragraph = (self.paragraph[0] if self.paragraph else begin, end)
            return
        yield from self.flush()
        if heading:
            yield heading
        elif first and rest:
            yield Block("rest", begin, end)
        elif first:
            yield _item(self.text, begin, end)


def _heading(text: str, begin: int, end: int) -> Block | None:
    """The heading that a line is; a comment after it belongs to neither title nor text."""
    comment = text.find("<!--", begin, end)
    if comment >= 0 and text.endswith("-->", begin, end):
        begin, end = trimmed(text, begin, comment)
    line = text[begin:end]
    level = min(len(line) - len(line.lstrip("=")), len(line) - len(line.rstrip("=")), 6, (len(line) - 1) // 2)
    return Block("heading", *trimmed(text, begin + level, end - level), depth=level) if level > 0 else None


def _item(text: str, begin: int, end: int) -> Block:
    marks = _MARKS.match(text, begin, end)
    start = marks.end() if marks else begin
    depth = len(marks[0].rstrip()) if marks else 1
    if marks and marks[0].rstrip() == ";":
        depth = 0
    return Block("item", start, end, depth)


def _container(scan: Scan, index: int, nesting: int) -> list[Block] | None:
    """The blocks within a template that holds paragraphs or lists; None where it is part of the text."""
    family = families().of(name_of(scan, index))
    listed = family.shows == "unknown" and bool(_LIST_LINE.search(scan.text, *scan.inner(index)))
    if family.shows == "unknown" and not listed and _alone(scan.text, *scan.span(index)):
        return [Block("paragraph", *scan.span(index))]
    if not (family.block or listed):
        return None
    call = call_of(scan, index)
    if family.shows == "arguments":
        return [block for place in call.positional() for block in _argument(scan, place, nesting)]
    places = _held(call) if family.shows == "unknown" else [call.first(family.arguments)]
    return [block for place in places if place for block in blocks(scan, *place, nesting + 1)]


def _alone(text: str, begin: int, end: int) -> bool:
    """Whether nothing else stands in the lines of a template."""
    return text[begin - 1 : begin] in ("", "\n") and text[end : end + 1] in ("", "\n")


def _held(call: Call) -> list[Range]:
    """What an unknown template with lists in it holds: the values without a name."""
    return call.positional()


def _argument(scan: Scan, place: Range, nesting: int) -> list[Block]:
    begin, end = place
    if begin == end:
        return []
    first = scan.text[begin]
    if first in "*#" or "\n" in scan.text[begin:end]:
        return list(blocks(scan, begin, end, nesting + 1))
    return [Block("item", begin, end, 1)]

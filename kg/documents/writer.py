"""Writes plain text from wikitext and remembers, for every character, where it came from."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from operator import itemgetter

from kg.documents.model import Mark, Piece, Reference, Span, Text
from kg.documents.scan import Scan

MAX_DEPTH = 40
"""Markup nested deeper than this is left unread, with a note. Real pages stay below ten."""

Handler = Callable[["Writer", int], None]
_SPACES = {ord(c): " " for c in "\n\t\r\v\f\u00a0\u2002\u2003\u2009\u202f\u3000"}
_ODD_SPACE = re.compile("[\n\t\r\v\f\u00a0\u2002\u2003\u2009\u202f\u3000]")
_LIST_MARK = re.compile(r"[ \t]*\n[*#;:]+[ \t]*|[ \t]*\n[ \t]*\n[*#;:\s]*")


class Writer:
    """Collects the plain text of ranges of a scan.

    In a value (`divides=True`) a line break, a list item and a list template's argument begin a new line; in prose
    they are spaces and `breaks` keeps their places. A piece is (begin, end, source begin, source end).
    """

    def __init__(self, scan: Scan, handlers: Mapping[str, Handler], offset: int = 0, *, divides: bool = False) -> None:
        self.scan, self.handlers, self.offset, self.divides = scan, handlers, offset, divides
        self.parts: list[str] = []
        self.length = 0
        self.depth = 0
        self.pieces: list[tuple[int, int, int, int]] = []
        self.marks: list[tuple[str, int, int, str]] = []
        self.references: list[tuple[int, str]] = []
        self.breaks: list[int] = []
        self.unread: list[tuple[int, int]] = []
        self._starts: list[int] = []

    def plain(self) -> str:
        """All that has been written."""
        if len(self.parts) > 1:
            self.parts = ["".join(self.parts)]
        return self.parts[0] if self.parts else ""

    def verbatim(self, begin: int, end: int) -> None:
        """Write `wikitext[begin:end]` as it stands; white space of any kind becomes a space."""
        part = self.scan.text[begin:end]
        if _ODD_SPACE.search(part):
            part = part.translate(_SPACES)
        length = self.length
        self.parts.append(part)
        self.length = length + end - begin
        self.pieces.append((length, self.length, begin, end))

    def produced(self, words: str, begin: int, end: int) -> None:
        """Write words that `wikitext[begin:end]` stands for."""
        if not words:
            return
        length = self.length
        self.parts.append(words)
        self.length = length + len(words)
        if len(words) == end - begin:  # equal lengths mean "verbatim", so this must not be one piece of that length
            begin, length = self._parted(length, begin, end)
        self.pieces.append((length, self.length, begin, end))

    def _parted(self, length: int, begin: int, end: int) -> tuple[int, int]:
        """Begin a piece of words that are as long as their source: the first character goes apart."""
        if end - begin == 1:
            return max(begin - 1, 0), length
        self.pieces.append((length, length + 1, begin, end))
        return begin, length + 1

    def divide(self, begin: int, end: int, shown: str = " ") -> None:
        """An item ends here: a line break in a value, `shown` in prose."""
        if self.divides:
            self.produced("\n", begin, end)
        else:
            self.breaks.append(self.length)
            self.produced(shown, begin, end)

    def mark(self, kind: str, begin: int, value: str) -> None:
        """Mark what has been written since `begin`."""
        self.marks.append((kind, begin, self.length, value))

    def write(self, begin: int, end: int) -> None:
        """Write a range of the wikitext as a reader sees it."""
        if self.depth >= MAX_DEPTH:
            self.unread.append((begin, end))
            return
        self.depth += 1
        scan, handlers, cursor = self.scan, self.handlers, begin
        for index in scan.children(begin, end):
            kind, at = scan.kinds[index], scan.begins[index]
            if kind == "bar" or at < cursor or (kind == "line" and not self.divides):
                continue
            if cursor < at:
                self.verbatim(cursor, at)
            cursor = self._line(at, end) if kind == "line" else scan.ends[index]
            if kind != "line":
                handlers[kind](self, index)
        if cursor < end:
            self.verbatim(cursor, end)
        self.depth -= 1

    def _line(self, at: int, end: int) -> int:
        """A line's end within a value: it divides before a list item and before an empty line."""
        found = _LIST_MARK.match(self.scan.text, at, end)
        if not found:
            self.verbatim(at, at + 1)
            return at + 1
        self.divide(at, found.end())
        return found.end()

    def text(self, begin: int = 0, end: int | None = None) -> Text:
        """What has been written, or a part of it, without white space at its ends."""
        plain = self.plain()[begin:end]
        left = begin + len(plain) - len(plain.lstrip())
        reach = begin + len(plain)
        plain = plain.strip()
        return self.exactly(plain, left, (begin, reach))

    def exactly(self, plain: str, begin: int, around: tuple[int, int]) -> Text:
        """The part that begins there and reads `plain`, with the footnotes and empty marks that stand `around` it."""
        end = begin + len(plain)
        return Text(
            plain, self._pieces(begin, end), self._marks(begin, end, around), self._references(begin, end, around)
        )

    def _pieces(self, begin: int, end: int) -> tuple[Piece, ...]:
        found: list[Piece] = []
        pieces, offset = self.pieces, self.offset
        index = max(bisect_right(pieces, (begin, _FAR, 0, 0)) - 1, 0)
        while index < len(pieces) and pieces[index][0] < end:
            first, last, source, stop = pieces[index]
            index += 1
            if first >= begin and last <= end:
                found.append(Piece(first - begin, last - begin, Span(source + offset, stop + offset)))
            elif last > begin:
                piece = Piece(first - begin, last - begin, Span(source + offset, stop + offset))
                found += _clipped(piece, end - begin)
        return tuple(found)

    def _marks(self, begin: int, end: int, around: tuple[int, int]) -> tuple[Mark, ...]:
        """The marks that begin in a part; one that reaches further is cut."""
        if not self.marks:
            return ()
        self._sort_marks()
        low, reach = min(around[0], begin), max(around[1], end)
        found = self.marks[bisect_left(self._starts, low) : bisect_right(self._starts, reach)]
        return tuple(
            Mark(kind, min(max(first, begin), end) - begin, min(max(last, begin), end) - begin, value)
            for kind, first, last, value in found
            if begin <= first < end or first == last
        )

    def _sort_marks(self) -> None:
        if len(self._starts) != len(self.marks):
            self.marks.sort(key=itemgetter(1))
            self._starts = [mark[1] for mark in self.marks]

    def _references(self, begin: int, end: int, around: tuple[int, int]) -> tuple[Reference, ...]:
        if not self.references:
            return ()
        low, reach = around
        found = self.references[bisect_left(self.references, (low, "")) : bisect_left(self.references, (reach + 1, ""))]
        return tuple(Reference(min(max(at, begin), end) - begin, key) for at, key in found)


_FAR = 1 << 62


def _clipped(piece: Piece, end: int) -> list[Piece]:
    """A piece that reaches over the ends of a part (0 and `end`), cut to it."""
    left, right, source = max(piece.begin, 0), min(piece.end, end), piece.source
    if piece.end - piece.begin == source.end - source.begin:
        return [Piece(left, right, Span(source.begin + left - piece.begin, source.begin + right - piece.begin))]
    if right - left == source.end - source.begin > 1:
        return [Piece(left, left + 1, source), Piece(left + 1, right, source)]
    return [Piece(left, right, source)]

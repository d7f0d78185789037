"""Tables, those of wikitext and those of HTML, as full grids.

The scanner bounds a table, mwparserfromhell reads its rows, cells and attributes (`kg/documents/rows.py`), and
`grid_of` spreads the cells over what they span.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from kg.documents.calls import Range, trimmed
from kg.documents.grid import RawCell, grid_of
from kg.documents.model import Cell, Note, Span, Table
from kg.documents.scan import Scan
from kg.documents.skeleton import skeleton_of
from kg.documents.text import cell_value, prose

MAX_LENGTH = 200_000
"""Characters of a table's skeleton."""
MAX_MARKS = 30_000
"""Signs and tags that may begin a row, a cell or an attribute, in all tables of a page; each costs some 30 µs."""

_MARK = re.compile(r"[|!=<]")
_LETTER = re.compile(r"\w")
_LIST = re.compile(r"\n[ \t]*\*")


@dataclass(frozen=True, slots=True)
class TableRead:
    """A table (None where it had to be left unread), why parts were left, and what else its cells hold.

    `layout` are cells with lists in a table without headers, which only lays columns out; `nested` are the
    scan's indices of tables in other cells.
    """

    table: Table | None
    unread: tuple[Note, ...] = ()
    layout: tuple[Range, ...] = ()
    nested: tuple[int, ...] = ()


class TableReader:
    """Reads the tables of one page, as far as `MAX_MARKS` goes."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.left = MAX_MARKS

    def read(self, index: int, section: tuple[str, ...]) -> TableRead:
        """The table that stands at the scan's `index`."""
        from kg.documents.rows import rows_of  # noqa: PLC0415 (mwparserfromhell is loaded by the first table)

        skeleton = skeleton_of(self.scan, index)
        reason = self._spend(skeleton.text())
        found = None if reason else rows_of(skeleton)
        if found is None:
            return TableRead(None, (self._note(*self.scan.span(index), reason or "table that cannot be taken apart"),))
        rows = [[self._with_links(cell) for cell in row] for row in found.rows if row]
        grid, whole = grid_of(rows)
        caption = " ".join(prose(self.scan, *found.caption).plain().split()) if found.caption else ""
        table = Table(Span(*self.scan.span(index)), section, caption, self._filled(grid))
        notes = [
            self._note(*place, "words of a table outside its cells") for place in found.loose if self._says(*place)
        ]
        if not whole:
            notes.append(self._note(*self.scan.span(index), "table larger than its grid may be"))
        cells = [cell for row in rows for cell in row]
        layout = () if any(cell.header for cell in cells) else tuple(self._lists(cells))
        return TableRead(table, tuple(notes), layout, tuple(self._nested(index, layout)))

    def _spend(self, text: str) -> str:
        """Why a skeleton is not read, or an empty string; what reading it costs is taken from what is left."""
        if len(text) > MAX_LENGTH:
            return f"table larger than {MAX_LENGTH} characters"
        marks = len(_MARK.findall(text))
        if marks > self.left:
            return f"tables with more than {MAX_MARKS} cells and attributes"
        self.left -= marks
        return ""

    def _note(self, begin: int, end: int, reason: str) -> Note:
        return Note(Span(begin, end), reason)

    def _says(self, begin: int, end: int) -> bool:
        return bool(_LETTER.search(prose(self.scan, begin, end).plain()))

    def _with_links(self, cell: RawCell) -> RawCell:
        """A cell whose bar stands after a link has no attributes, as in MediaWiki (`doTableStuff`)."""
        if "[[" in self.scan.text[cell.attributes : cell.begin]:
            return RawCell(cell.header, cell.attributes, cell.attributes, cell.end)
        return cell

    def _filled(self, grid: list[list[RawCell | None]]) -> tuple[tuple[Cell | None, ...], ...]:
        known: dict[int, Cell] = {}
        return tuple(tuple(self._cell(cell, known) if cell else None for cell in row) for row in grid)

    def _cell(self, cell: RawCell, known: dict[int, Cell]) -> Cell:
        if id(cell) not in known:
            place = trimmed(self.scan.text, cell.begin, cell.end)
            known[id(cell)] = Cell(cell_value(self.scan, *place).text(), Span(*place), cell.header)
        return known[id(cell)]

    def _lists(self, cells: list[RawCell]) -> Iterator[Range]:
        for cell in cells:
            if _LIST.search(self.scan.text, cell.begin, cell.end):
                yield cell.begin, cell.end

    def _nested(self, index: int, layout: tuple[Range, ...]) -> Iterator[int]:
        for child in self.scan.children(*self.scan.inner(index)):
            if self.scan.kinds[child] in ("table", "html table") and not _covered(layout, self.scan.begins[child]):
                yield child


def _covered(ranges: tuple[Range, ...], at: int) -> bool:
    """Whether one of the ranges, which are in order, holds a place."""
    place = bisect_right(ranges, at, key=itemgetter(0)) - 1
    return place >= 0 and at < ranges[place][1]

"""Tables as full grids. Follows `doTableStuff` of MediaWiki's parser: a table is read line by line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.documents.calls import Range, trimmed
from kg.documents.model import Cell, Span, Table
from kg.documents.scan import Scan
from kg.documents.text import prose, value

MAX_ROWS = 2000
MAX_COLUMNS = 100
MAX_CELLS = 40_000
"""Places of a grid; what a table holds beyond them is reported as unread."""

_LEAVES = frozenset({"line", "bar", "quotes", "entity", "switch", "tag"})
_SPAN = re.compile(r"\b(row|col)span\s*=\s*[\"']?\s*(\d{1,5})", re.IGNORECASE)
_DATA = re.compile(r"\|\|")
_HEADER = re.compile(r"\|\||!!")


@dataclass(slots=True)
class _Cell:
    header: bool
    begin: int
    end: int
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class _Rows:
    """What the lines of a table say, before spans are spread."""

    caption: Range | None = None
    rows: list[list[_Cell]] = field(default_factory=lambda: [[]])
    open: _Cell | None = None


def read_table(scan: Scan, index: int, section: tuple[str, ...]) -> tuple[Table, bool]:
    """The table that stands at the scan's `index`, and whether all of it fits the grid."""
    rows = _rows(scan, index)
    caption = " ".join(prose(scan, *rows.caption).plain().split()) if rows.caption else ""
    grid, whole = _grid([row for row in rows.rows if row])
    texts: dict[int, Cell] = {}
    filled = tuple(tuple(_read(scan, cell, texts) for cell in row) for row in grid)
    return Table(Span(scan.begins[index], scan.ends[index]), section, caption, filled), whole


def _read(scan: Scan, cell: _Cell | None, known: dict[int, Cell]) -> Cell | None:
    if cell is None:
        return None
    if id(cell) not in known:
        place = trimmed(scan.text, cell.begin, cell.end)
        known[id(cell)] = Cell(value(scan, *place).text(), Span(*place), cell.header)
    return known[id(cell)]


def cells_with_lists(scan: Scan, index: int) -> list[Range]:
    """Where the cells of a table without headers hold lists: such a table only lays columns out."""
    cells = [cell for row in _rows(scan, index).rows for cell in row]
    if any(cell.header for cell in cells):
        return []
    return [(cell.begin, cell.end) for cell in cells if re.search(r"\n[ \t]*\*", scan.text[cell.begin : cell.end])]


def _rows(scan: Scan, index: int) -> _Rows:
    found = _Rows()
    begin, end = scan.inner(index)
    for at, line in _lines(_masked(scan, begin, end), begin):
        _read_line(found, at, line)
    _close(found, end)
    return found


def _masked(scan: Scan, begin: int, end: int) -> str:
    """The table's own characters: templates, links and the like are filled up, so that their bars are not seen."""
    parts, cursor = [], begin
    for child in scan.children(begin, end):
        if scan.kinds[child] not in _LEAVES:
            parts.append(scan.text[cursor : scan.begins[child]])
            parts.append("\0" * (scan.ends[child] - scan.begins[child]))
            cursor = scan.ends[child]
    return "".join([*parts, scan.text[cursor:end]])


def _lines(text: str, offset: int) -> Iterator[tuple[int, str]]:
    """The lines after the first (which holds the table's attributes), with the places where they begin."""
    first, *others = text.split("\n")
    offset += len(first) + 1
    for line in others:
        yield offset, line
        offset += len(line) + 1


def _read_line(found: _Rows, at: int, line: str) -> None:
    bare = line.lstrip()
    at += len(line) - len(bare)
    if bare.startswith("|-"):
        _close(found, at)
        found.rows.append([])
    elif bare.startswith("|+"):
        _close(found, at)
        begin, _ = _content(bare[2:], at + 2)
        found.caption = (begin, at + len(bare))
    elif bare.startswith(("|", "!")):
        _close(found, at)
        _cells(found, at, bare)


def _cells(found: _Rows, at: int, line: str) -> None:
    header = line[0] == "!"
    separator = _HEADER if header else _DATA
    begin = 1
    for mark in [*separator.finditer(line, 1), None]:
        end = mark.start() if mark else len(line)
        start, attributes = _content(line[begin:end], at + begin)
        cell = _Cell(header, start, at + end, _span(attributes, "row"), _span(attributes, "col"))
        found.rows[-1].append(cell)
        begin = mark.end() if mark else end
    found.open = found.rows[-1][-1]


def _content(part: str, at: int) -> tuple[int, str]:
    """Where a cell's content begins, and the attributes before it."""
    bar = part.find("|")
    return (at + bar + 1, part[:bar]) if bar >= 0 else (at, "")


def _span(attributes: str, kind: str) -> int:
    sizes = [int(size) for which, size in _SPAN.findall(attributes) if which.lower() == kind]
    return max(sizes[0], 1) if sizes else 1


def _close(found: _Rows, at: int) -> None:
    """The last cell of a line goes on until something else begins."""
    if found.open:
        found.open.end = max(at - 1, found.open.begin)
        found.open = None


def _grid(rows: list[list[_Cell]]) -> tuple[list[list[_Cell | None]], bool]:
    """Spread rows and cells over the places that they cover."""
    whole = len(rows) <= MAX_ROWS
    rows = rows[:MAX_ROWS]
    limit = max(min(MAX_COLUMNS, MAX_CELLS // max(len(rows), 1)), 1)
    hanging: dict[int, tuple[int, _Cell]] = {}
    grid: list[list[_Cell | None]] = []
    for row in rows:
        places, fits = _place(row, hanging, limit)
        whole = whole and fits
        grid.append(places)
    width = max(map(len, grid), default=0)
    return [row + [None] * (width - len(row)) for row in grid], whole


def _place(row: list[_Cell], hanging: dict[int, tuple[int, _Cell]], limit: int) -> tuple[list[_Cell | None], bool]:
    """One row of the grid; `hanging` holds, by column, for how many rows more a cell from above goes on."""
    places: list[_Cell | None] = []
    for cell in row:
        _hang(places, hanging)
        for _ in range(min(cell.columns, limit - len(places))):
            if cell.rows > 1:
                hanging[len(places)] = (cell.rows - 1, cell)
            places.append(cell)
        if len(places) >= limit:
            break
    fits = len(row) == 0 or places[-1:] == [row[-1]] or len(places) < limit
    _hang(places, hanging)
    return places, fits


def _hang(places: list[_Cell | None], hanging: dict[int, tuple[int, _Cell]]) -> None:
    while len(places) in hanging:
        left, cell = hanging.pop(len(places))
        column = len(places)
        places.append(cell)
        if left > 1:
            hanging[column] = (left - 1, cell)

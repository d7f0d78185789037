"""What the columns of a table hold: header rows found and put together, each column named by its header."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.documents.model import Cell, Table
from kg.resources import folder

_MAX_HEADER_ROWS = 3
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
Row = tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's columns by what they hold ("person", "start"), its headers, and its rows below the header."""

    places: Mapping[str, int]
    headers: tuple[str, ...]
    rows: tuple[Row, ...]

    def cell(self, row: Row, name: str) -> Cell | None:
        """The cell of a row in the column that holds `name`; None where there is no such column or no cell."""
        place = self.places.get(name)
        return row[place] if place is not None and place < len(row) else None

    def text(self, row: Row, name: str) -> str:
        """The plain text of that cell, "" where there is none."""
        cell = self.cell(row, name)
        return cell.text.plain.strip() if cell else ""


def columns_of(table: Table) -> Columns:
    """Reads a table's header: the leading rows that consist of header cells; two rows read as one ("Term", "From")."""
    depth = _header_depth(table)
    width = len(table.rows[0]) if table.rows else 0
    headers = tuple(_header(table.rows[:depth], place) for place in range(width))
    places: dict[str, int] = {}
    for place, header in enumerate(headers):
        name = column_name(header)
        if name and name != "ignored":
            places.setdefault(name, place)
    return Columns(places, headers, table.rows[depth:])


def _header_depth(table: Table) -> int:
    """How many leading rows are headers; without any, the first row where its words name two columns."""
    depth = 0
    while depth < min(_MAX_HEADER_ROWS, len(table.rows)) and _is_header(table.rows[depth]):
        depth += 1
    if depth == 0 and table.rows:
        named = [column_name(cell.text.plain) for cell in table.rows[0] if cell]
        depth = int(sum(bool(name) for name in named) >= 2)
    return depth


def _is_header(row: Row) -> bool:
    cells = [cell for cell in row if cell is not None]
    return bool(cells) and all(cell.header for cell in cells)


def _header(rows: tuple[Row, ...], place: int) -> str:
    """A column's header cells from top to bottom, each once (a spanning cell stands in each row that it covers)."""
    cells = [row[place] for row in rows]
    texts = [cell.text.plain.strip() for cell in cells if cell is not None]
    return "\n".join(dict.fromkeys(text for text in texts if text))


def column_name(header: str) -> str:
    """What a header says that its column holds; the lowest of several header lines decides if it says anything.

    >>> column_name("Term\\nFrom"), column_name("Force commander"), column_name("Name (rank)"), column_name("Colour")
    ('start', 'person', 'person', '')
    """
    lines = [" ".join(_BRACKETS.sub(" ", line).lower().split()) for line in reversed(header.split("\n"))]
    return next((name for line in lines if (name := _named(line))), "")


def _named(line: str) -> str:
    if line in _headers():
        return _headers()[line]
    found = [(-len(m[0]), m.start(), _headers()[m[0]]) for m in _pattern().finditer(line[:100])]
    return min(found)[2] if found else ""


@cache
def _headers() -> dict[str, str]:
    text = (folder("language") / "vocabulary" / "columns.toml").read_text(encoding="utf-8")
    return {header: name for name, entry in tomllib.loads(text).items() for header in entry["headers"]}


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted((h for h in _headers() if len(h) > 3), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])")

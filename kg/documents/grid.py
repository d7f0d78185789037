"""Rows of cells, spread over the places that they cover."""

from dataclasses import dataclass

MAX_ROWS = 2000
MAX_COLUMNS = 100
MAX_CELLS = 40_000
"""Places of a grid; what a table holds beyond them is reported as unread."""


@dataclass(slots=True)
class RawCell:
    """A cell before spans are spread: where its attributes and its content begin in the page, where it ends."""

    header: bool
    attributes: int
    begin: int
    end: int
    rows: int = 1
    columns: int = 1


Row = list[RawCell | None]


def grid_of(rows: list[list[RawCell]]) -> tuple[list[Row], bool]:
    """Rows of equal length, a cell in each place that it covers; and whether all of them fit the limits.

    >>> wide, low = RawCell(False, 0, 0, 1, columns=2), RawCell(False, 2, 2, 3)
    >>> [len(row) for row in grid_of([[wide], [low]])[0]], grid_of([[wide], [low]])[0][1][1]
    ([2, 2], None)
    """
    whole = len(rows) <= MAX_ROWS
    rows = rows[:MAX_ROWS]
    limit = max(min(MAX_COLUMNS, MAX_CELLS // max(len(rows), 1)), 1)
    hanging: dict[int, tuple[int, RawCell]] = {}
    grid: list[Row] = []
    for row in rows:
        places, fits = _place(row, hanging, limit)
        whole = whole and fits
        grid.append(places)
    width = max(map(len, grid), default=0)
    return [row + [None] * (width - len(row)) for row in grid], whole


def _place(row: list[RawCell], hanging: dict[int, tuple[int, RawCell]], limit: int) -> tuple[Row, bool]:
    """One row of the grid; `hanging` holds, by column, for how many rows more a cell from above goes on."""
    places: Row = []
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


def _hang(places: Row, hanging: dict[int, tuple[int, RawCell]]) -> None:
    while len(places) in hanging:
        left, cell = hanging.pop(len(places))
        column = len(places)
        places.append(cell)
        if left > 1:
            hanging[column] = (left - 1, cell)

"""Facts from one row of a table, by the kind of table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.documents.model import Cell, Document, Span, Table, Text
from kg.facts.model import Attack, Casualties, Contribution, Entity, Evidence, Figure, Tenure
from kg.reading.columns import Columns, Row
from kg.reading.contributions import read_details, read_sent
from kg.reading.evidence import Passage
from kg.reading.holders import nationality_named, rank_named, read_holder, role_named
from kg.reading.periods import Period, read_period
from kg.reading.prose.cues import method_of
from kg.reading.tenures import role_in, role_of_title, tenure
from kg.reading.values import read_date, read_places
from kg.values.dates import PartialDate
from kg.values.numbers import read_number

_COUNTS = ("troops", "police", "observers", "staff")
_SUM = re.compile(r"^(?:grand |sub-?)?total\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its table: `before` is the row above, `role` the role that the table as a whole is about."""

    document: Document
    table: Table
    columns: Columns
    row: Row
    before: Row
    mission: Entity
    role: str | None

    def cell(self, name: str) -> Cell | None:
        """The row's cell in the column that holds `name`."""
        return self.columns.cell(self.row, name)

    def plain(self, name: str) -> str:
        """The words of that cell, "" where there is none."""
        return self.columns.text(self.row, name)

    def evidence(self, rule: str) -> tuple[Evidence, ...]:
        """The row as one passage, from its first cell to its last (cells that span from rows above left out)."""
        cells = list(dict.fromkeys(c for c in self.row if c is not None))
        own = [c for c in cells if c not in self.before] or cells
        span = Span(min(c.span.begin for c in own), max(c.span.end for c in own))
        quote = " | ".join(c.text.plain.strip() for c in cells)
        text = Text(quote, references=tuple(mark for c in cells for mark in c.text.references))
        return Passage(self.document, text, self.table.section, span).evidence(f"table/{rule}")


def role_of_table(table: Table, columns: Columns) -> str | None:
    """The role that a table of holders is about: by the header of its persons, its caption, its headings."""
    place = columns.places.get("person")
    header = columns.headers[place] if place is not None else ""
    return role_of_title(header) or role_in(table.caption, table.section)


def commander(line: Line) -> Iterator[Tenure]:
    """The holder of a role, with rank, nationality and term from their columns."""
    cell = line.cell("person")
    holder = read_holder(cell.text) if cell else None
    if holder is None:
        return
    holder = replace(
        holder,
        rank=holder.rank or rank_named(line.plain("rank")),
        role=holder.role or role_named(line.plain("role")),
        nationality=holder.nationality or _nation(line.cell("nationality")),
        period=_term(line) or holder.period,
    )
    if holder.role or line.role:
        yield tenure(line.mission, holder, line.role, line.evidence("commander"))


def _nation(cell: Cell | None) -> Entity | None:
    if cell is None:
        return None
    named = nationality_named(cell.text.plain)
    flagged = (nationality_named(mark.value) for mark in cell.text.marks if mark.kind == "flag")
    return named or next((nation for nation in flagged if nation), None)


def _term(line: Line) -> Period | None:
    """The period of a row: its term column, else its columns of beginning and end."""
    term = line.cell("term")
    period = read_period(term.text.plain) if term else None
    start, end = (_day(line.cell(name)) for name in ("start", "end"))
    return period or (Period(0, 0, start, end) if start or end else None)


def _day(cell: Cell | None) -> PartialDate | None:
    return next(iter(read_date(cell.text)), None) if cell else None


def contributor(line: Line) -> Iterator[Contribution]:
    """A country's contribution: the total where a column gives it, else the sum of what the columns count."""
    cell = line.cell("nationality")
    if cell is None or _SUM.match(cell.text.plain.strip()):
        return
    sent = read_sent(cell.text)
    if sent:
        besides = read_details(sent.country, line.plain("comment"))
        term = _term(line) or Period(0, 0, sent.start or besides.start, sent.end or besides.end)
        yield Contribution(
            mission=line.mission,
            contributor=sent.country,
            evidence=line.evidence("contributor"),
            personnel=next((n for n in (sent.personnel, _people(line), besides.personnel) if n is not None), None),
            start=term.start,
            end=term.stop,
            comment=sent.comment or besides.comment,
        )


def _people(line: Line) -> int | None:
    total = read_number(line.plain("total"))
    counts = [number for name in _COUNTS if (number := read_number(line.plain(name))) is not None]
    return total if total is not None else sum(counts) if counts else None


def total_of_deaths(line: Line) -> Iterator[Figure]:
    """The mission's dead in all, from the row of totals; the parts are no figures of the mission as a whole."""
    first = next((c.text.plain.strip() for c in line.row if c is not None), "")
    deaths = read_number(line.plain("total") or line.plain("deaths"))
    if _SUM.match(first) and deaths is not None:
        yield Figure(line.mission, "Fatalities", deaths, line.evidence("fatalities"))


def incident(line: Line) -> Iterator[Attack]:
    """An attack that a row tells: a date, victims, and words for the kind of attack; rows of other deaths give none."""
    method = method_of(" ".join(c.text.plain for c in line.row if c is not None))
    day, killed = _day(line.cell("date")), read_number(line.plain("deaths"))
    if method and day and killed is not None:
        cell = line.cell("place")
        places = read_places(cell.text) if cell else []
        victims = Casualties(killed, read_number(line.plain("injured")), nationality=_nation(line.cell("nationality")))
        yield Attack(
            mission=line.mission,
            evidence=line.evidence("incident"),
            date=day,
            place=tuple(place for place in places if place.kind == "Place"),
            country=next((place for place in places if place.kind == "Country"), None),
            method=method,
            casualties=(victims,),
        )

"""Facts from tables: which tables are read, and by which reader of rows."""

from collections.abc import Callable, Iterator

from kg.documents.model import Document, Table
from kg.facts.model import Entity, Fact
from kg.reading.columns import Columns, Row, columns_of
from kg.reading.rows import Line, commander, contributor, incident, role_of_table, total_of_deaths
from kg.reading.scope import mission_of
from kg.reading.subject import Subject
from kg.reading.topics import topic_of

_MAX_ROWS = 2000


def read_tables(document: Document, subject: Subject) -> Iterator[Fact]:
    """The facts of a page's tables; a table whose caption, headings and columns say nothing known gives none."""
    for table in document.tables:
        mission = mission_of(subject, table.caption, table.section)
        if mission and table.rows:
            yield from _read(document, table, mission)


def _read(document: Document, table: Table, mission: Entity) -> Iterator[Fact]:
    columns = columns_of(table)
    reader = _reader(columns, topic_of(table.caption, table.section))
    role = role_of_table(table, columns)
    before: Row = ()
    for row in columns.rows[:_MAX_ROWS] if reader else ():
        line = Line(document, table, columns, row, before, mission, role)
        yield from reader(line) if reader else ()
        before = row


def _reader(columns: Columns, topic: str) -> Callable[[Line], Iterator[Fact]] | None:
    """What kind of table it is: by its columns, and by the topic of its caption and headings."""
    has = columns.places.keys()
    if "person" in has and topic in ("commanders", "") and has & {"start", "end", "term"}:
        return commander
    if "person" in has and topic == "commanders" and has & {"rank", "nationality"}:
        return commander
    if topic == "contributors" and "nationality" in has:
        return contributor
    if topic in ("contributors", "") and "nationality" in has and has & {"troops", "police", "observers"}:
        return contributor
    if topic in ("incidents", "fatalities") and {"date", "deaths"} <= has:
        return incident
    return total_of_deaths if topic == "fatalities" and has & {"deaths", "total"} else None

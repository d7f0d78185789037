"""Panels: which queries a page shows, in which form, and with what is asked for bound in (docs/queries.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from kg.answers.asking import nodes_named
from kg.answers.graph import Graph
from kg.answers.model import Rows
from kg.answers.parameters import bind
from kg.answers.queries import Query, named, shipped
from kg.explorer.names import Cell, cells, labels
from kg.explorer.pictures import DRAWN
from kg.explorer.shape import Shape
from kg.values.missions import abbreviated

ROWS = 200
_ORDER = ("number", "timeline", "bars", "map", "network", "table")
_ABOVE = {"ArmedGroup": "Organization"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A panel with its answer; `given` are the query's parameters, as an address has them."""

    query: Query
    form: str
    rows: Rows
    sparql: str
    heads: Sequence[str]
    lines: Sequence[Sequence[Cell]]
    given: Mapping[str, str]
    deferred: bool = False

    @property
    def drawn(self) -> bool:
        """Whether it has a picture."""
        return self.form in DRAWN

    def address(self, kind: str, **more: str) -> str:
        """Where the panel stands as `svg`, `csv`, `json`, `ttl`, or as a page (`html`)."""
        name = self.query.name if kind == "html" else f"{self.query.name}.{kind}"
        pairs = urlencode({**self.given, **more})
        return f"/panel/{name}?{pairs}" if pairs else f"/panel/{name}"

    @property
    def plain(self) -> list[list[Cell]]:
        """The lines for a file that has no other pages: only links that lead outside."""
        return [[cell if cell.outside else replace(cell, href="") for cell in line] for line in self.lines]

    @property
    def picture(self) -> str:
        """The address of the picture."""
        return self.address("svg", **{"as": self.form})

    @property
    def sparql_page(self) -> str:
        """The SPARQL page with this query."""
        return "/ask?" + urlencode({"query": self.sparql})

    @property
    def numbers(self) -> list[tuple[str, str]]:
        """Of a panel of numbers: each number of the first row, and what it counts."""
        shape = Shape(self.rows, self.query.told)
        first = zip(self.rows.variables, self.lines[0] if self.lines else (), strict=False)
        return [(shape.title(name), cell.text) for name, cell in first if name in shape.measures]


def panels_for(kind: str) -> list[tuple[Query, str]]:
    """The queries whose heads say that they are a panel for a class, with their forms: pictures before tables."""
    kinds = {kind, _ABOVE.get(kind, kind)}
    found = [(query, panel.form) for query in shipped() for panel in query.panels if panel.subject in kinds]
    return sorted(found, key=lambda one: _ORDER.index(one[1]))


def panel(graph: Graph, query: Query, form: str, given: Mapping[str, str], about: str = "") -> Shown:
    """A query's answer as a panel; with `about`, only rows that speak of this node where no parameter says so."""
    sparql = bind(query, given, lambda name: nodes_named(graph, name))
    rows = graph.run(sparql)
    if about and about not in given.values():
        rows = _speaking_of(rows, {about, labels(graph, [about]).get(about, about)})
    rows = _telling(rows, {labels(graph, [about]).get(about, "")} if about else set())
    lines = _lines(graph, rows)
    asked = {**given, "about": about} if about and about not in given.values() else dict(given)
    return Shown(query, form, rows, sparql, rows.variables, lines, asked)


def _lines(graph: Graph, rows: Rows) -> list[list[Cell]]:
    """The first rows as cells; missions go by their letters, unless these stand in a column of their own."""
    lines = cells(graph, rows.terms[:ROWS], brief=True)
    if "missionName" not in rows.variables or "abbreviation" in rows.variables:
        return lines
    at = rows.variables.index("missionName")
    return [[*line[:at], _abbreviated(line[at]), *line[at + 1 :]] for line in lines]


def _abbreviated(cell: Cell) -> Cell:
    letters = abbreviated(cell.text)
    return cell if letters == cell.text else replace(cell, text=letters, whole=cell.text)


def subject_panels(graph: Graph, iri: str, kind: str, *, deferred: bool = False) -> list[Shown]:
    """The panels of a node's page, those without an answer left out; deferred ones are not asked, only named."""
    if deferred:
        return [_unasked(query, form, _bound(query, iri, kind), iri) for query, form in panels_for(kind)]
    found = (panel(graph, query, form, _bound(query, iri, kind), iri) for query, form in panels_for(kind))
    return [shown for shown in found if shown.rows]


def _unasked(query: Query, form: str, given: Mapping[str, str], about: str) -> Shown:
    asked = dict(given) if given else {"about": about}
    return Shown(query, form, Rows((), ()), "", (), (), asked, deferred=True)


def _bound(query: Query, iri: str, kind: str) -> dict[str, str]:
    """The parameter that is called as the class is."""
    name = kind[:1].lower() + kind[1:]
    return {name: iri} if any(parameter.name == name for parameter in query.parameters) else {}


def _speaking_of(rows: Rows, names: set[str]) -> Rows:
    """The rows with the node, or its name, in one of their cells."""
    kept = (
        row for row in rows.terms if any(isinstance(cell, (NamedNode, Literal)) and cell.value in names for cell in row)
    )
    return Rows(rows.variables, tuple(kept), rows.form)


def _telling(rows: Rows, names: set[str]) -> Rows:
    """The answer without columns that only repeat what the page is about."""
    if len(rows.variables) < 3 or not rows.terms or not names:
        return rows
    kept = [at for at in range(len(rows.variables)) if {getattr(row[at], "value", None) for row in rows.terms} != names]
    return Rows(
        tuple(rows.variables[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in rows.terms), rows.form
    )


def asked_panel(graph: Graph, name: str, form: str, given: Mapping[str, str]) -> Shown:
    """The panel that an address asks for; parameters that the query does not have are no fault (`as`, `about`)."""
    query = named(name)
    known = {parameter.name for parameter in query.parameters}
    kept = {key: value for key, value in given.items() if key in known and value}
    return panel(graph, query, form or first_form(query), kept, given.get("about", ""))


def first_form(query: Query) -> str:
    """How the query's head wants it drawn; else a table."""
    return query.panels[0].form if query.panels else "table"

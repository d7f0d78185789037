"""The page of a node: what the graph says of it, and where each of these things was read."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.answers.explain import Passage, explain
from kg.answers.graph import Graph
from kg.answers.parameters import iri as known_iri
from kg.errors import UsageError
from kg.explorer.facts import FACTS, FactTable, casualties, fact_tables
from kg.explorer.names import HEAD, Cell, cells, labels, named_property
from kg.explorer.panels import Shown, subject_panels
from kg.triples.names import PREFIXES

_MOST = 300
CLASSES = ("Mission", "Country", "Person", "ArmedGroup", "Organization", "Place", "Resolution", "Attack", "Accident")
_PROPERTIES = """
SELECT ?property ?value ?passage WHERE {
  { SELECT ?property ?value WHERE { %s ?property ?value } LIMIT 300 }
  OPTIONAL {
    ?passage rdf:subject %s ; rdf:predicate ?property ; rdf:object ?value
  }
}
ORDER BY ?property ?value
LIMIT 300
"""
_CLASS = "SELECT ?class WHERE { %s a ?class }"
_NAMED_BY = """
SELECT DISTINCT ?property ?other WHERE {
  ?other ?property %s .
  FILTER(?property NOT IN (rdf:subject, rdf:object, pk:mission, nif:referenceContext, pk:cites))
  FILTER NOT EXISTS { ?other a ?class FILTER(?class IN (%s, pk:Casualties, rdf:Statement)) }
}
ORDER BY ?property ?other
LIMIT 100
"""
_TECHNICAL = frozenset(
    PREFIXES[prefix] + local
    for prefix, local in (
        ("rdf", "type"),
        ("prov", "wasDerivedFrom"),
        ("rdfs", "label"),
        ("pk", "rule"),
        ("pk", "notBefore"),
        ("pk", "notAfter"),
    )
)


@dataclass(frozen=True, slots=True)
class Line:
    """A property and one of its values; `evidence` is the page of the statement's passages."""

    property: str
    value: Cell
    evidence: str


@dataclass(frozen=True, slots=True)
class Node:
    """All that the page of a node shows."""

    iri: str
    label: str
    kind: str
    lines: Sequence[Line]
    passages: Sequence[Passage]
    facts: Sequence[FactTable]
    panels: Sequence[Shown]
    named_by: Sequence[tuple[str, Cell]]

    @property
    def evident(self) -> bool:
        """Whether any of the lines has a sentence of its own; those of a fact share the fact's."""
        return any(line.evidence for line in self.lines)


def checked(iri: str) -> NamedNode:
    """The node with this IRI; UsageError where it is none."""
    if (node := known_iri(iri)) is None:
        raise UsageError("That is not the IRI of a node.")
    return node


def node(graph: Graph, iri: str, *, deferred: bool = False) -> Node | None:
    """What the graph says of a node; None where it says nothing. Deferred panels are named, not asked."""
    about = checked(iri)
    kinds = [str(row["class"]) for row in graph.run(_CLASS % about)]
    kind = _kind(kinds)
    lines = _lines(graph, about)
    if not kinds and not lines:
        return None
    return Node(
        about.value,
        labels(graph, [about.value]).get(about.value, about.value),
        kind,
        lines,
        _own_passages(graph, about.value),
        tuple(fact_tables(graph, about)) if kind not in FACTS[:5] else (),
        subject_panels(graph, about.value, kind, deferred=deferred) if kind else (),
        _named_by(graph, about),
    )


def _named_by(graph: Graph, node: NamedNode) -> list[tuple[str, Cell]]:
    """Other nodes, facts apart, that name this one: a mission whose predecessor it is, a place inside it."""
    rows = graph.run(HEAD + _NAMED_BY % (node, ", ".join(f"pk:{kind}" for kind in FACTS))).terms
    others = cells(graph, [[row[1]] for row in rows])
    return [
        (named_property(row[0]), other)
        for row, (other,) in zip(rows, others, strict=True)
        if isinstance(row[0], NamedNode)
    ]


def _kind(kinds: Sequence[str]) -> str:
    """The name of the class from the ontology; of two, the narrower (an armed group is an organization)."""
    own = [kind.removeprefix(PREFIXES["pk"]) for kind in kinds if kind.startswith(PREFIXES["pk"])]
    return min(own, default="")


def _lines(graph: Graph, node: NamedNode) -> list[Line]:
    rows = graph.run(HEAD + _PROPERTIES % (node, node)).terms
    kept = [row for row in rows if isinstance(row[0], NamedNode) and row[0].value not in _TECHNICAL][:_MOST]
    values = cells(graph, [[row[1]] for row in kept])
    victims = casualties(graph, [row[1] for row in kept if isinstance(row[1], NamedNode)])
    told = [victims.get(getattr(row[1], "value", ""), "") for row in kept]
    values = [[Cell(text, value.href) if text else value] for text, (value,) in zip(told, values, strict=True)]
    return [
        Line(named_property(row[0]), value, f"{row[2].value}" if isinstance(row[2], NamedNode) else "")
        for row, (value,) in zip(kept, values, strict=True)
        if isinstance(row[0], NamedNode)
    ]


def _own_passages(graph: Graph, iri: str) -> Sequence[Passage]:
    """The passages of a fact or statement; those of plain triples stand beside their lines."""
    return tuple(passage for passage in explain(graph, iri).passages if not passage.claim)[:50]

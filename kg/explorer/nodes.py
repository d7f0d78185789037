"""The page of a node: what the graph says of it, and where each of these things was read."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.answers.explain import Passage, explain
from kg.answers.graph import Graph
from kg.answers.parameters import iri as checked_iri
from kg.errors import UsageError
from kg.explorer.names import HEAD, Cell, cells, labels
from kg.explorer.panels import Shown, subject_panels
from kg.explorer.shape import named
from kg.triples.names import PREFIXES

_MOST = 300
_FACTS = 100
FACTS = ("Attack", "Accident", "Tenure", "Contribution", "Figure", "Resolution")
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
# EXISTS, not a second pattern: the engine would join the node's facts with all facts of the class.
_FACTS_ABOUT = """
SELECT DISTINCT ?fact ?day WHERE {
  ?fact ?how %s .
  FILTER EXISTS { ?fact a %s }
  OPTIONAL { ?fact pk:notBefore|pk:start ?day }
}
ORDER BY (STR(?day)) ?fact
LIMIT 101
"""
_DETAILS = """
SELECT ?fact ?property ?value WHERE {
  VALUES ?fact { %s }
  ?fact ?property ?value .
  FILTER(?property NOT IN (rdf:type, prov:wasDerivedFrom, pk:rule, pk:notBefore, pk:notAfter, pk:dateInferred))
  FILTER(?property NOT IN (schema:mainEntityOfPage, skos:altLabel))
}
ORDER BY ?fact ?property ?value
"""
_CASUALTIES = """
SELECT ?group ?killed ?injured ?abducted ?who ?role WHERE {
  VALUES ?group { %s }
  ?group a pk:Casualties .
  OPTIONAL { ?group pk:killed ?killed }
  OPTIONAL { ?group pk:injured ?injured }
  OPTIONAL { ?group pk:abducted ?abducted }
  OPTIONAL { ?group pk:nationality/rdfs:label ?who }
  OPTIONAL { ?group pk:victimRole ?role }
}
ORDER BY ?group
"""
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
class FactTable:
    """Facts of one class about a node: a head, and for each fact its page and cells."""

    kind: str
    heads: Sequence[str]
    lines: Sequence[tuple[str, Sequence[Sequence[Cell]]]]
    more: bool


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


def node(graph: Graph, iri: str, *, deferred: bool = False) -> Node | None:
    """What the graph says of a node; None where it says nothing. Deferred panels are named, not asked."""
    checked = checked_iri(iri)
    if checked is None:
        raise UsageError("That is not the IRI of a node.")
    kinds = [str(row["class"]) for row in graph.run(_CLASS % checked)]
    kind = _kind(kinds)
    lines = _lines(graph, checked)
    if not kinds and not lines:
        return None
    return Node(
        checked.value,
        labels(graph, [checked.value]).get(checked.value, checked.value),
        kind,
        lines,
        _own_passages(graph, checked.value),
        tuple(_fact_tables(graph, checked)) if kind not in FACTS[:5] else (),
        subject_panels(graph, checked.value, kind, deferred=deferred) if kind else (),
        _named_by(graph, checked),
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
    return [
        Line(named_property(row[0]), value, f"{row[2].value}" if isinstance(row[2], NamedNode) else "")
        for row, (value,) in zip(kept, values, strict=True)
        if isinstance(row[0], NamedNode)
    ]


def named_property(node: NamedNode) -> str:
    """A property in words.

    >>> named_property(NamedNode(PREFIXES["pk"] + "operatesIn"))
    'operates in'
    """
    text = named(node)
    local = text.partition(":")[2] if ":" in text and "/" not in text else text
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in local).strip()


def _own_passages(graph: Graph, iri: str) -> Sequence[Passage]:
    """The passages of a fact or statement; those of plain triples stand beside their lines."""
    return tuple(passage for passage in explain(graph, iri).passages if not passage.claim)[:50]


def _fact_tables(graph: Graph, about: NamedNode) -> list[FactTable]:
    found = (_fact_table(graph, about, kind) for kind in FACTS)
    return [table for table in found if table is not None]


def _fact_table(graph: Graph, about: NamedNode, kind: str) -> FactTable | None:
    rows = graph.run(HEAD + _FACTS_ABOUT % (about, f"pk:{kind}")).terms
    facts = [row[0] for row in rows if isinstance(row[0], NamedNode)]
    if not facts:
        return None
    heads, lines = details(graph, list(dict.fromkeys(facts))[:_FACTS], about)
    return FactTable(kind, heads, lines, len(facts) > _FACTS)


def details(
    graph: Graph, facts: Sequence[NamedNode], about: NamedNode | None = None
) -> tuple[list[str], list[tuple[str, list[list[Cell]]]]]:
    """Facts as a table: the properties that any of them has, and for each fact its IRI and, by property, its values."""
    rows = graph.run(HEAD + _DETAILS % " ".join(map(str, facts))).terms
    kept = [row for row in rows if row[2] != about]
    groups = _casualties(graph, [row[2] for row in kept if isinstance(row[2], NamedNode)])
    values = [one for (one,) in cells(graph, [[row[2]] for row in kept])]
    table: dict[str, dict[str, list[Cell]]] = {fact.value: {} for fact in facts}
    for row, value in zip(kept, values, strict=True):
        if isinstance(row[0], NamedNode) and isinstance(row[1], NamedNode) and isinstance(row[2], object):
            told = groups.get(getattr(row[2], "value", ""))
            table[row[0].value].setdefault(named_property(row[1]), []).append(Cell(told) if told else value)
    heads = sorted({name for line in table.values() for name in line}, key=_order)
    return heads, [(fact, [line.get(name, []) for name in heads]) for fact, line in table.items()]


def _order(name: str) -> tuple[int, str]:
    first = ("date", "start", "end", "number", "person", "role", "contributor", "measure", "value", "place", "country")
    last = ("casualties", "mission", "comment")
    if name in first:
        return first.index(name), ""
    return 100 + last.index(name) if name in last else 50, name


def _casualties(graph: Graph, nodes: Sequence[NamedNode]) -> dict[str, str]:
    """Victims in few words: "2 killed, 3 injured (Chad, soldier)"."""
    asked = " ".join(str(one) for one in nodes if "/victims-" in one.value)
    if not asked:
        return {}
    return {str(row["group"]): _victims(row) for row in graph.run(HEAD + _CASUALTIES % asked)}


def _victims(row: "dict[str, str | int | float | bool | None]") -> str:
    counts = ", ".join(f"{row[name]} {name}" for name in ("killed", "injured", "abducted") if row[name] is not None)
    role = named(NamedNode(str(row["role"]))) if row["role"] else ""
    who = ", ".join(str(part) for part in (row["who"], role) if part)
    return f"{counts or 'victims'} ({who})" if who else counts or "victims"

"""Facts as tables: a line for each, a column for each property that any of them has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import NamedNode

from kg.answers.graph import Graph
from kg.answers.model import Term
from kg.explorer.names import HEAD, Cell, cells, named_property
from kg.explorer.shape import named
from kg.triples.names import PREFIXES

FACTS = ("Attack", "Accident", "Tenure", "Contribution", "Figure", "Resolution")
_MOST = 100
_WIDEST = 200  # properties of a fact
# The class is OPTIONAL: of two patterns, the engine would join the node's facts with all facts of the class.
_FACTS_ABOUT = """
SELECT ?fact ?class ?day ?start WHERE {
  { SELECT DISTINCT ?fact { ?fact ?how %s } }
  OPTIONAL { ?fact a ?class }
  OPTIONAL { ?fact pk:notBefore ?day }
  OPTIONAL { ?fact pk:start ?start }
}
"""
_APART = frozenset(
    PREFIXES[prefix] + local
    for prefix, local in (
        ("rdf", "type"),
        ("prov", "wasDerivedFrom"),
        ("pk", "rule"),
        ("pk", "notBefore"),
        ("pk", "notAfter"),
        ("pk", "dateInferred"),
        ("schema", "mainEntityOfPage"),
        ("skos", "altLabel"),
    )
)
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


@dataclass(frozen=True, slots=True)
class FactTable:
    """Facts of one class about a node: a head, and for the first facts their pages and cells; `count` is of all."""

    kind: str
    heads: Sequence[str]
    lines: Sequence[tuple[str, Sequence[Sequence[Cell]]]]
    count: int


def facts_about(graph: Graph, about: NamedNode) -> dict[str, list[str]]:
    """The facts that name a node: their IRIs by class, in the order of their dates."""
    kinds = {PREFIXES["pk"] + kind: kind for kind in FACTS}
    found: dict[str, set[tuple[str, str]]] = {kind: set() for kind in FACTS}
    for row in graph.run(HEAD + _FACTS_ABOUT % about):
        if kind := kinds.get(str(row["class"])):
            found[kind].add((str(row["day"] or row["start"] or ""), str(row["fact"])))
    return {kind: list(dict.fromkeys(fact for _, fact in sorted(dated))) for kind, dated in found.items()}


def fact_tables(graph: Graph, about: NamedNode) -> list[FactTable]:
    """The facts that name a node, the first hundred of each class."""
    return [_fact_table(graph, about, kind, facts) for kind, facts in facts_about(graph, about).items() if facts]


def _fact_table(graph: Graph, about: NamedNode, kind: str, facts: Sequence[str]) -> FactTable:
    heads, lines = details(graph, [NamedNode(fact) for fact in facts[:_MOST]], about)
    return FactTable(kind, heads, lines, len(facts))


def details(
    graph: Graph, facts: Sequence[NamedNode], about: NamedNode | None = None
) -> tuple[list[str], list[tuple[str, list[list[Cell]]]]]:
    """Facts as a table: the properties that any of them has, and for each fact its IRI and, by property, its values."""
    kept = [row for fact in facts for row in _told(graph, fact) if row[2] != about]
    groups = casualties(graph, [row[2] for row in kept if isinstance(row[2], NamedNode)])
    known = [None if getattr(row[2], "value", "") in groups else row[2] for row in kept]
    values = [one for (one,) in cells(graph, [[term] for term in known], brief=True)]
    table: dict[str, dict[str, list[Cell]]] = {fact.value: {} for fact in facts}
    for (fact, property_, term), value in zip(kept, values, strict=True):
        told = groups.get(getattr(term, "value", ""))
        table[fact.value].setdefault(named_property(property_), []).append(Cell(told) if told else value)
    heads = sorted({name for line in table.values() for name in line}, key=_order)
    return heads, [(fact, [line.get(name, []) for name in heads]) for fact, line in table.items()]


def _told(graph: Graph, fact: NamedNode) -> list[tuple[NamedNode, NamedNode, Term]]:
    """What is said of a fact, asked without SPARQL: ten times as fast."""
    quads = islice(graph.store.quads_for_pattern(fact, None, None), _WIDEST)
    said = {(quad.predicate, quad.object) for quad in quads if quad.predicate.value not in _APART}
    return [(fact, *one) for one in sorted(said, key=lambda one: (one[0].value, str(one[1])))]


def _order(name: str) -> tuple[int, str]:
    first = ("date", "start", "end", "number", "name", "person", "role", "contributor", "measure", "value", "place")
    last = ("casualties", "mission", "comment")
    if name in first:
        return first.index(name), ""
    return 100 + last.index(name) if name in last else 50, name


def casualties(graph: Graph, nodes: Sequence[NamedNode]) -> Mapping[str, str]:
    """Those of the nodes that are victims, in few words: "2 killed, 3 injured (Chad, soldier)"."""
    asked = " ".join(str(one) for one in nodes if "/victims-" in one.value)
    if not asked:
        return {}
    return {str(row["group"]): _victims(row) for row in graph.run(HEAD + _CASUALTIES % asked)}


def _victims(row: "Mapping[str, str | int | float | bool | None]") -> str:
    counts = ", ".join(f"{row[name]} {name}" for name in ("killed", "injured", "abducted") if row[name] is not None)
    role = named(NamedNode(str(row["role"]))) if row["role"] else ""
    who = ", ".join(str(part) for part in (row["who"], role) if part)
    return f"{counts or 'victims'} ({who})" if who else counts or "victims"

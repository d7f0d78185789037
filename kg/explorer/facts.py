"""Facts as tables: a line for each, a column for each property that any of them has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.answers.graph import Graph
from kg.explorer.names import HEAD, Cell, cells, named_property
from kg.explorer.shape import named

FACTS = ("Attack", "Accident", "Tenure", "Contribution", "Figure", "Resolution")
_MOST = 100
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


@dataclass(frozen=True, slots=True)
class FactTable:
    """Facts of one class about a node: a head, and for each fact its page and cells."""

    kind: str
    heads: Sequence[str]
    lines: Sequence[tuple[str, Sequence[Sequence[Cell]]]]
    more: bool


def fact_tables(graph: Graph, about: NamedNode) -> list[FactTable]:
    """The facts that name a node, the first hundred of each class."""
    found = (_fact_table(graph, about, kind) for kind in FACTS)
    return [table for table in found if table is not None]


def _fact_table(graph: Graph, about: NamedNode, kind: str) -> FactTable | None:
    rows = graph.run(HEAD + _FACTS_ABOUT % (about, f"pk:{kind}")).terms
    facts = list(dict.fromkeys(row[0] for row in rows if isinstance(row[0], NamedNode)))
    if not facts:
        return None
    heads, lines = details(graph, facts[:_MOST], about)
    return FactTable(kind, heads, lines, len(facts) > _MOST)


def details(
    graph: Graph, facts: Sequence[NamedNode], about: NamedNode | None = None
) -> tuple[list[str], list[tuple[str, list[list[Cell]]]]]:
    """Facts as a table: the properties that any of them has, and for each fact its IRI and, by property, its values."""
    rows = graph.run(HEAD + _DETAILS % " ".join(map(str, facts))).terms
    kept = [row for row in rows if row[2] != about]
    groups = casualties(graph, [row[2] for row in kept if isinstance(row[2], NamedNode)])
    values = [one for (one,) in cells(graph, [[row[2]] for row in kept], brief=True)]
    table: dict[str, dict[str, list[Cell]]] = {fact.value: {} for fact in facts}
    for row, value in zip(kept, values, strict=True):
        if isinstance(row[0], NamedNode) and isinstance(row[1], NamedNode) and isinstance(row[2], object):
            told = groups.get(getattr(row[2], "value", ""))
            table[row[0].value].setdefault(named_property(row[1]), []).append(Cell(told) if told else value)
    heads = sorted({name for line in table.values() for name in line}, key=_order)
    return heads, [(fact, [line.get(name, []) for name in heads]) for fact, line in table.items()]


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

"""What changed between two graphs, told by fact and not by triple."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from kg.answers.graph import Graph
from kg.answers.model import Term
from kg.answers.tables import shown
from kg.triples.names import PREFIXES

_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_PK = PREFIXES["pk"]
# What makes two facts of a class the same fact, told differently.
_IDENTITY: Mapping[str, tuple[str, ...]] = {
    "Attack": ("mission", "date", "place"),
    "Accident": ("mission", "date", "place"),
    "Tenure": ("mission", "person", "role"),
    "Contribution": ("mission", "contributor"),
    "Figure": ("mission", "measure", "personnelKind", "date"),
}
# Where a thing was read changes with each edit of a page; passages are not compared.
_EVIDENCE = frozenset({PREFIXES["prov"] + "wasDerivedFrom"})
_EVIDENCE_CLASSES = frozenset(
    {
        _PK + "Page",
        _PK + "Source",
        PREFIXES["nif"] + "String",
        PREFIXES["rdf"] + "Statement",
        PREFIXES["nif"] + "Context",
    }
)

Node = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Change:
    """One node that was added, removed or changed; `lines` say how, in the words of the ontology."""

    kind: str
    node: str
    cls: str
    lines: tuple[str, ...]

    def __str__(self) -> str:
        sign = {"added": "+", "removed": "-", "changed": "~"}[self.kind]
        return "\n    ".join([f"{sign} {self.cls} {self.node}", *self.lines])


def diff(old: Graph, new: Graph) -> tuple[Change, ...]:
    """Every node that differs, by class and IRI. A fact whose date, number or name changed is one change, not two."""
    before, after = _nodes(old), _nodes(new)
    gone = {node: before[node] for node in before.keys() - after.keys()}
    come = {node: after[node] for node in after.keys() - before.keys()}
    changes = [
        _changed(node, before[node], after[node])
        for node in before.keys() & after.keys()
        if before[node] != after[node]
    ]
    for left, right in _pairs(gone, come):
        changes.append(_changed(right, gone.pop(left), come.pop(right)))
    changes += [Change("removed", _name(node), _class(parts), _lines(parts, "")) for node, parts in gone.items()]
    changes += [Change("added", _name(node), _class(parts), _lines(parts, "")) for node, parts in come.items()]
    return tuple(sorted(changes, key=lambda change: (change.cls, change.node, change.kind)))


def _nodes(graph: Graph) -> dict[str, Node]:
    """Each node that is not evidence: property -> values, as text."""
    nodes: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    evidence: set[str] = set()
    for triple in graph:
        _take(triple, nodes, evidence)
    return {node: {p: frozenset(v) for p, v in parts.items()} for node, parts in nodes.items() if node not in evidence}


def _take(triple: Triple, nodes: dict[str, dict[str, set[str]]], evidence: set[str]) -> None:
    node = triple.subject.value if not isinstance(triple.subject, Triple) else str(triple.subject)
    if triple.predicate == _TYPE and isinstance(triple.object, NamedNode) and triple.object.value in _EVIDENCE_CLASSES:
        evidence.add(node)
    if triple.predicate.value not in _EVIDENCE:
        nodes[node][triple.predicate.value].add(_value(triple.object))


def _value(term: Term) -> str:
    return shown(term)


def _pairs(gone: Mapping[str, Node], come: Mapping[str, Node]) -> list[tuple[str, str]]:
    """Facts that went and facts that came which are the same but for some values: those alone in their identity."""
    left, right = _by_identity(gone), _by_identity(come)
    return [
        (left[key][0], right[key][0])
        for key in sorted(left.keys() & right.keys())
        if len(left[key]) == len(right[key]) == 1
    ]


def _by_identity(nodes: Mapping[str, Node]) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for node, parts in sorted(nodes.items()):
        cls = _class(parts).removeprefix("pk:")
        if cls in _IDENTITY:
            values = (" ".join(sorted(parts.get(_PK + name, ()))) for name in _IDENTITY[cls])
            found[(cls, *values)].append(node)
    return found


def _class(parts: Node) -> str:
    return min(parts.get(_TYPE.value, {"node"}))


def _name(node: str) -> str:
    return shown(NamedNode(node)) if ":" in node and not node.startswith("<<") else node


def _changed(node: str, before: Node, after: Node) -> Change:
    removed = {p: before.get(p, frozenset()) - after.get(p, frozenset()) for p in before}
    added = {p: after.get(p, frozenset()) - before.get(p, frozenset()) for p in after}
    lines = _lines(removed, "- ") + _lines(added, "+ ")
    return Change("changed", _name(node), _class(after), tuple(sorted(lines, key=lambda line: (line[2:], line))))


def _lines(parts: Mapping[str, Iterable[str]], sign: str) -> tuple[str, ...]:
    skip = {_TYPE.value} if not sign else set()
    return tuple(
        f"{sign}{shown(NamedNode(p))}: {value}" for p in sorted(parts) if p not in skip for value in sorted(parts[p])
    )

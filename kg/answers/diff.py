"""What changed between two graphs, told by fact and not by triple."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from kg.answers.graph import Graph
from kg.answers.tables import shown
from kg.triples.names import PREFIXES

_PK, _TYPE, _LABEL = PREFIXES["pk"], PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label"
# What makes two facts of a class the same fact, told differently.
_IDENTITY: Mapping[str, tuple[str, ...]] = {
    "Attack": ("mission", "date", "place"),
    "Accident": ("mission", "date", "place"),
    "Tenure": ("mission", "person", "role"),
    "Contribution": ("mission", "contributor"),
    "Figure": ("mission", "measure", "personnelKind", "date"),
}
# Where a thing was read moves with each edit of a page; passages, their rules and their sources are not compared.
_EVIDENCE = frozenset({PREFIXES["prov"] + "wasDerivedFrom", _PK + "rule"})
_EVIDENCE_CLASSES = frozenset(
    {
        _PK + "Page",
        _PK + "Source",
        PREFIXES["nif"] + "String",
        PREFIXES["nif"] + "Context",
        PREFIXES["rdf"] + "Statement",
    }
)

Node = Mapping[str, frozenset[str]]
Nodes = dict[str, Node]


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
    """Every node that differs, by class and IRI. A fact of which a value changed is one change, not two."""
    before, after = _nodes(old), _nodes(new)
    words = _Words(before, after)
    pairs = [(node, node) for node in before.keys() & after.keys()]
    gone = {node: before[node] for node in before.keys() - after.keys()}
    come = {node: after[node] for node in after.keys() - before.keys()}
    for left, right in _pairs(gone, come):
        pairs.append((left, right))
        del gone[left], come[right]
    changes = [
        words.changed(right, before[left], after[right]) for left, right in pairs if before[left] != after[right]
    ]
    changes += [words.single("removed", node, parts) for node, parts in gone.items()]
    changes += [words.single("added", node, parts) for node, parts in come.items()]
    return tuple(sorted(changes, key=lambda change: (change.cls, change.node, change.kind)))


def _nodes(graph: Graph) -> Nodes:
    """Each node that is not evidence: property -> values, as text; casualties are told within their incident."""
    nodes: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for triple in graph:
        if triple.predicate.value not in _EVIDENCE:
            nodes[_text(triple.subject)][triple.predicate.value].add(_text(triple.object))
    casualties = {node for node, parts in nodes.items() if _PK + "Casualties" in parts.get(_TYPE, ())}
    for parts in nodes.values():
        if held := parts.get(_PK + "casualties"):
            parts[_PK + "casualties"] = {_victims(nodes[one]) if one in casualties else one for one in held}
    evidence = {node for node, parts in nodes.items() if _EVIDENCE_CLASSES & parts.get(_TYPE, set())}
    return {
        node: {p: frozenset(v) for p, v in parts.items()}
        for node, parts in nodes.items()
        if node not in evidence | casualties
    }


def _text(term: object) -> str:
    return str(term) if isinstance(term, Triple) else str(getattr(term, "value", term))


def _victims(parts: Mapping[str, set[str]]) -> str:
    """A group of victims in one line ("killed 10, nationality Chad")."""
    told = (
        (p.removeprefix(_PK), v) for p in sorted(parts) for v in sorted(parts[p]) if p not in {_TYPE, _PK + "mission"}
    )
    return ", ".join(f"{name} {value.rsplit('/', 1)[-1].rsplit('#', 1)[-1]}" for name, value in told)


def _pairs(gone: Nodes, come: Nodes) -> list[tuple[str, str]]:
    """Facts that went and facts that came which are the same but for some values: those alone in their identity."""
    left, right = _by_identity(gone), _by_identity(come)
    keys = sorted(left.keys() & right.keys())
    return [(left[key][0], right[key][0]) for key in keys if len(left[key]) == len(right[key]) == 1]


def _by_identity(nodes: Nodes) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for node, parts in sorted(nodes.items()):
        cls = _class(parts).removeprefix("pk:")
        if cls in _IDENTITY:
            values = (" ".join(sorted(parts.get(_PK + name, ()))) for name in _IDENTITY[cls])
            found[(cls, *values)].append(node)
    return found


def _class(parts: Node) -> str:
    return _short(min(parts.get(_TYPE, {"node"})))


def _short(text: str) -> str:
    return shown(NamedNode(text)) if text.startswith(("http://", "https://", "urn:")) and " " not in text else text


class _Words:
    """Says changes with the names that nodes have in either graph."""

    def __init__(self, *graphs: Nodes) -> None:
        self.labels = {node: min(parts[_LABEL]) for nodes in graphs for node, parts in nodes.items() if _LABEL in parts}

    def single(self, kind: str, node: str, parts: Node) -> Change:
        """A node that is only in one graph."""
        told = {p: values for p, values in parts.items() if p != _TYPE}
        return Change(kind, _short(node), _class(parts), tuple(text for _, text in self._lines(told, "")))

    def changed(self, node: str, before: Node, after: Node) -> Change:
        """A node that both have; what went stands before what came."""
        none: frozenset[str] = frozenset()
        went = {p: values - after.get(p, none) for p, values in before.items()}
        came = {p: values - before.get(p, none) for p, values in after.items()}
        lines = sorted([*self._lines(went, "- "), *self._lines(came, "+ ")], key=lambda line: line[0])
        return Change("changed", _short(node), _class(after), tuple(text for _, text in lines))

    def _lines(self, parts: Mapping[str, Iterable[str]], sign: str) -> list[tuple[str, str]]:
        return [
            (p, f"{sign}{_short(p)}: {self.labels.get(value) or _short(value)}")
            for p in sorted(parts)
            for value in sorted(parts[p])
        ]

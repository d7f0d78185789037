"""The graph as networks of countries, missions, people and places, and their measures (networkx).

Every edge keeps the facts that it stands for, so that a path can be told with its evidence.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from kg.answers.asking import Engine, nodes_named
from kg.answers.parameters import iri
from kg.errors import UsageError
from kg.triples.names import PREFIXES, term

if TYPE_CHECKING:
    import networkx as nx

_HEAD = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
_LABELS = """SELECT ?node (MIN(?text) AS ?label) (MIN(STR(?type)) AS ?class) WHERE {
  ?node a ?type ; rdfs:label ?text
  FILTER(?type IN (pk:Mission, pk:Country, pk:Person, pk:Organization, pk:ArmedGroup, pk:Place, pk:Resolution))
  FILTER(LANG(?text) IN ("", "en"))
} GROUP BY ?node"""
_TIES: Mapping[str, str] = {
    "contributions": """SELECT ?one ?other ?fact WHERE {
  ?fact a pk:Contribution ; pk:contributor ?one ; pk:mission ?other }""",
    "leaders": "SELECT ?one ?other ?fact WHERE { ?fact a pk:Tenure ; pk:person ?one ; pk:mission ?other }",
    "attacks": """SELECT ?one ?other ?fact WHERE {
  ?fact a pk:Attack .
  { ?fact pk:perpetrator|pk:claimedBy ?one ; pk:place ?other }
  UNION { ?fact pk:perpetrator|pk:claimedBy ?one ; pk:mission ?other }
  UNION { ?fact pk:place ?one ; pk:mission ?other } }""",
    "missions": """SELECT ?one ?other (?statement AS ?fact) WHERE {
  ?one pk:predecessor|pk:successor|pk:operatesIn ?other
  OPTIONAL { ?statement rdf:subject ?one ; rdf:object ?other } }""",
}
KINDS = ("co-deployment", "contributions", "leaders", "attacks", "all")
_PARTS: Mapping[str, tuple[str, ...]] = {
    "co-deployment": ("contributions",),
    "contributions": ("contributions",),
    "leaders": ("leaders",),
    "attacks": ("attacks",),
    "all": tuple(_TIES),
}
_VOCABULARY = "https://w3id.org/peacekg/network#"
_EXACT = 2000  # of more nodes than these, betweenness is estimated from some of them (Brandes and Pich, 2007) ...
_WORK = 4_000_000  # ... so many that this many nodes and edges are passed: some seconds
_SEED = 7


@dataclass(frozen=True, slots=True)
class Measures:
    """What a network says of a node; `community` and `core` are numbers, communities numbered by size."""

    node: str
    label: str
    kind: str
    degree: int
    strength: int
    betweenness: float
    community: int
    core: int


@dataclass(frozen=True, slots=True)
class Step:
    """A tie on a path: two nodes by name, and the facts that tie them."""

    one: str
    other: str
    facts: tuple[str, ...]


def network(engine: Engine, kind: str) -> nx.Graph[str]:
    """A network: nodes are IRIs with `label` and `kind`, edges have a `weight` and their `facts` (IRIs, by spaces).

    co-deployment: countries, tied by the missions that both contributed to; contributions: countries and missions;
    leaders: people and missions; attacks: groups, places, missions; all: everything that facts tie.
    """
    import networkx as nx  # noqa: PLC0415 (0.15 s)

    if kind not in KINDS:
        raise UsageError(f"There is no network {kind!r}; known are {', '.join(KINDS)}.")
    ties = sorted({tie for part in _PARTS[kind] for tie in _ties(engine, part)})
    graph: nx.Graph[str] = nx.Graph(name=kind)
    for one, other, fact in _together(ties) if kind == "co-deployment" else ties:
        _tie(graph, one, other, fact)
    names = _named(engine)
    for node in graph:
        label, what = names.get(node, (node, ""))
        graph.nodes[node].update(label=label, kind=what)
    return graph


def _ties(engine: Engine, part: str) -> Iterator[tuple[str, str, str]]:
    for row in engine.run(_HEAD + _TIES[part]):
        if row["one"] and row["other"]:
            yield str(row["one"]), str(row["other"]), str(row["fact"] or "")


def _together(ties: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Two countries for each mission that both contributed to; the mission is what ties them."""
    countries: dict[str, set[str]] = {}
    for country, mission, _ in ties:
        countries.setdefault(mission, set()).add(country)
    for mission, several in sorted(countries.items()):
        for one, other in combinations(sorted(several), 2):
            yield one, other, mission


def _tie(graph: nx.Graph[str], one: str, other: str, fact: str) -> None:
    if one == other:
        return
    before = graph.get_edge_data(one, other, {"weight": 0, "facts": ""})
    graph.add_edge(one, other, weight=before["weight"] + 1, facts=f"{before['facts']} {fact}".strip())


def _named(engine: Engine) -> dict[str, tuple[str, str]]:
    rows = engine.run(_HEAD + _LABELS)
    return {str(row["node"]): (str(row["label"]), str(row["class"]).rpartition("#")[2]) for row in rows}


def measures(graph: nx.Graph[str]) -> list[Measures]:
    """The measures of each node, the most tied first; the same for the same graph."""
    import networkx as nx  # noqa: PLC0415

    between = _betweenness(graph)
    communities = _communities(graph)
    cores = nx.core_number(graph)
    strength = dict(graph.degree(weight="weight"))
    found = [
        Measures(
            node,
            str(data["label"]),
            str(data["kind"]),
            int(graph.degree(node)),
            int(strength[node]),
            round(between[node], 6),
            communities[node],
            int(cores[node]),
        )
        for node, data in graph.nodes(data=True)
    ]
    return sorted(found, key=lambda one: (-one.degree, -one.strength, one.node))


def _betweenness(graph: nx.Graph[str]) -> Mapping[str, float]:
    """Freeman's betweenness, by Brandes; of a large network an estimate from some sources."""
    import networkx as nx  # noqa: PLC0415

    pivots = None if len(graph) <= _EXACT else max(10, _WORK // (len(graph) + graph.number_of_edges()))
    result: Mapping[str, float] = nx.betweenness_centrality(graph, k=pivots, seed=_SEED)
    return result


def _communities(graph: nx.Graph[str]) -> dict[str, int]:
    """Louvain's communities, the largest first."""
    import networkx as nx  # noqa: PLC0415

    found = nx.community.louvain_communities(graph, weight="weight", seed=_SEED) if len(graph) else []
    ordered = sorted(found, key=lambda nodes: (-len(nodes), min(nodes)))
    return {node: number for number, nodes in enumerate(ordered, 1) for node in nodes}


def paths(engine: Engine, one: str, other: str, most: int = 3) -> list[list[Step]]:
    """The shortest ways from one node to another (names or IRIs) over all facts, none where they are not tied."""
    import networkx as nx  # noqa: PLC0415

    graph = network(engine, "all")
    begin, end = (_node(engine, graph, name) for name in (one, other))
    try:
        found = nx.all_shortest_paths(graph, begin, end)
        taken = sorted(path for path, _ in zip(found, range(200), strict=False))[:most]
    except nx.NetworkXNoPath:
        return []
    return [[_step(graph, *pair) for pair in pairwise(path)] for path in taken]


def _node(engine: Engine, graph: nx.Graph[str], name: str) -> str:
    found = [node.value] if (node := iri(name)) else [node.value for node in nodes_named(engine, name)]
    tied = sorted(node for node in found if node in graph)
    if not found:
        raise UsageError(f"Nothing in the graph is called {name!r}.")
    if not tied:
        raise UsageError(f"Nothing in this network is tied to {name!r}; --kind chooses another, such as all.")
    if len(tied) > 1:
        raise UsageError(f"{name!r} names {len(tied)} nodes of this network; give the IRI or full name of one.")
    return tied[0]


def _step(graph: nx.Graph[str], one: str, other: str) -> Step:
    label = graph.nodes(data="label")
    return Step(str(label[one]), str(label[other]), tuple(graph.edges[one, other]["facts"].split()))


def triples(found: Iterable[Measures], kind: str) -> Iterator[Triple]:
    """The measures as triples on their nodes; the network is part of the property's name."""
    for one in found:
        node = NamedNode(one.node)
        for name in ("degree", "strength", "betweenness", "community", "core"):
            value = getattr(one, name)
            literal = (
                Literal(value) if isinstance(value, int) else Literal(f"{value:.6f}", datatype=term("xsd:decimal"))
            )
            yield Triple(node, NamedNode(f"{_VOCABULARY}{kind}-{name}"), literal)


def _graphml(graph: nx.Graph[str]) -> bytes:
    import networkx as nx  # noqa: PLC0415

    return "\n".join(nx.generate_graphml(_xml_safe(graph), named_key_ids=True)).encode() + b"\n"


def _gexf(graph: nx.Graph[str]) -> bytes:
    import networkx as nx  # noqa: PLC0415

    return "\n".join(nx.generate_gexf(_xml_safe(graph))).encode() + b"\n"


def _xml_safe(graph: nx.Graph[str]) -> nx.Graph[str]:
    """The same network with labels that XML can hold."""
    clean = graph.copy()
    for _, data in clean.nodes(data=True):
        data["label"] = "".join(one if one.isprintable() else " " for one in data["label"])
    return clean


def _csv(graph: nx.Graph[str]) -> bytes:
    from kg.answers.tables import harmless  # noqa: PLC0415

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("source", "target", "weight", "source_label", "target_label", "facts"))
    label = graph.nodes(data="label")
    for one, other, data in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        cells = (one, other, str(data["weight"]), str(label[one]), str(label[other]), data["facts"])
        writer.writerow(map(harmless, cells))
    return out.getvalue().encode()


WRITERS: Mapping[str, Callable[[nx.Graph[str]], bytes]] = {"graphml": _graphml, "gexf": _gexf, "csv": _csv}

"""Networks: what ties what, how strongly, and by which facts."""

import csv
import io
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg.answers.network import KINDS, WRITERS, measures, network, paths, triples
from kg.errors import UsageError
from kg.resources import folder

BASE = "https://w3id.org/peacekg/id/"


@pytest.fixture(scope="module")
def graph() -> kg.Graph:
    return kg.build(folder("samples"))


def star(centre: str, *others: str) -> "nx.Graph[str]":
    found: nx.Graph[str] = nx.Graph()
    for other in others:
        found.add_edge(centre, other, weight=2, facts="urn:f")
    for node in found:
        found.nodes[node].update(label="x", kind="Country")
    return found


def test_countries_are_tied_by_the_missions_they_share(graph: kg.Graph) -> None:
    found = network(graph, "co-deployment")
    shared = {(row["oneName"], row["otherName"]): row["missions"] for row in graph.query("co-deployment")}
    label = found.nodes(data="label")
    ties = found.edges(data=True)
    told = {tuple(sorted((str(label[one]), str(label[other])))): data["weight"] for one, other, data in ties}
    assert told == {tuple(sorted(map(str, pair))): count for pair, count in shared.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_every_tie_has_its_facts(graph: kg.Graph, kind: str) -> None:
    found = network(graph, kind)
    assert found.number_of_edges() > 3
    assert all(data["weight"] >= len(set(data["facts"].split())) >= 0 for _, _, data in found.edges(data=True))
    assert all(found.nodes[node]["label"] for node in found)


def test_measures_of_a_star() -> None:
    first, *rest = measures(star("c", "a", "b", "d"))
    assert (first.node, first.degree, first.strength, first.betweenness, first.core) == ("c", 3, 6, 1.0, 1)
    assert {one.betweenness for one in rest} == {0.0}
    assert {one.community for one in (first, *rest)} == {1}


def test_measures_are_the_same_each_time(graph: kg.Graph) -> None:
    assert measures(network(graph, "all")) == measures(network(graph, "all"))


def test_measures_of_nothing() -> None:
    assert measures(nx.Graph()) == []


def test_how_two_countries_are_tied(graph: kg.Graph) -> None:
    (first, second), *_ = paths(graph, "Jordan", "Brazil")
    assert (first.one, second.other) == ("Jordan", "Brazil")
    assert first.other == second.one == "United Nations Stabilisation Mission in Haiti"
    assert graph.explain(first.facts[0]).passages


def test_a_name_that_nothing_ties(graph: kg.Graph) -> None:
    with pytest.raises(UsageError, match="Atlantis"):
        paths(graph, "Jordan", "Atlantis")


def test_two_that_no_fact_ties() -> None:
    pk = "https://w3id.org/peacekg/ontology#"
    text = "".join(
        f"<urn:f{at}> a <{pk}Contribution> ; <{pk}contributor> <urn:c{at}> ; <{pk}mission> <urn:m{at}> . "
        for at in (1, 2)
    )
    from pyoxigraph import RdfFormat, parse

    apart = kg.Graph(parse(text, format=RdfFormat.TURTLE))
    assert paths(apart, "urn:c1", "urn:c2") == []


def test_measures_as_triples(graph: kg.Graph) -> None:
    told = list(triples(measures(network(graph, "leaders")), "leaders"))
    assert {one.predicate.value.rpartition("-")[2] for one in told} == {
        "degree",
        "strength",
        "betweenness",
        "community",
        "core",
    }
    assert all(one.subject.value.startswith(BASE) for one in told)  # type: ignore[union-attr]


def test_formats_that_other_programs_read(graph: kg.Graph, tmp_path: Path) -> None:
    found = network(graph, "attacks")
    for name, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        (tmp_path / f"x.{name}").write_bytes(WRITERS[name](found))
        assert set(read(tmp_path / f"x.{name}")) == set(found)
    rows = list(csv.DictReader(io.StringIO(WRITERS["csv"](found).decode())))
    assert len(rows) == found.number_of_edges()


def test_csv_is_no_formula(graph: kg.Graph) -> None:
    bad = star("urn:x", "urn:y")
    for node in bad:
        bad.nodes[node]["label"] = "=1+1"
    assert ",=1" not in WRITERS["csv"](bad).decode()

from pathlib import Path

from kg.answers.diff import diff
from kg.answers.graph import Graph

PREFIXES = """
@prefix pk: <https://w3id.org/peacekg/ontology#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <https://w3id.org/peacekg/id/> .
"""
OLD = """
:m a pk:Mission ; rdfs:label "M"@en .
:f1 a pk:Contribution ; pk:mission :m ; pk:contributor :chad ; pk:personnel 10 ; prov:wasDerivedFrom :p1 .
:f2 a pk:Contribution ; pk:mission :m ; pk:contributor :togo ; pk:personnel 20 .
:p1 a nif:String ; nif:beginIndex 1 .
"""
NEW = """
:m a pk:Mission ; rdfs:label "M"@en, "N"@fr .
:f9 a pk:Contribution ; pk:mission :m ; pk:contributor :chad ; pk:personnel 12 ; prov:wasDerivedFrom :p9 .
:f3 a pk:Contribution ; pk:mission :m ; pk:contributor :niger .
:p9 a nif:String ; nif:beginIndex 9 .
"""


def graph(tmp_path: Path, turtle: str) -> Graph:
    path = tmp_path / "graph.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return Graph.load(path)


def test_a_change_is_told_by_fact(tmp_path: Path) -> None:
    changes = diff(graph(tmp_path, OLD), graph(tmp_path, NEW))
    assert [(c.kind, c.cls, c.node.rsplit("/", 1)[-1]) for c in changes] == [
        ("removed", "pk:Contribution", "f2"),
        ("added", "pk:Contribution", "f3"),
        ("changed", "pk:Contribution", "f9"),
        ("changed", "pk:Mission", "m"),
    ]
    assert changes[2].lines == ("- pk:personnel: 10", "+ pk:personnel: 12")
    assert str(changes[3]).endswith("m\n    + rdfs:label: N")


def test_evidence_that_moves_is_no_change(tmp_path: Path) -> None:
    moved = OLD.replace("nif:beginIndex 1", "nif:beginIndex 2").replace(":p1", ":p2")
    assert diff(graph(tmp_path, OLD), graph(tmp_path, moved)) == ()


def test_two_facts_of_one_identity_are_not_paired(tmp_path: Path) -> None:
    tenure = ":%s a pk:Tenure ; pk:mission :m ; pk:person :p ; pk:start %d ."
    old, new = tenure % ("a", 1) + tenure % ("b", 2), tenure % ("c", 3)
    assert [change.kind for change in diff(graph(tmp_path, old), graph(tmp_path, new))] == [
        "removed",
        "removed",
        "added",
    ]


def test_victims_are_told_within_their_attack(tmp_path: Path) -> None:
    attack = (
        ':a%d a pk:Attack ; pk:mission :m ; pk:date "2014" ; pk:casualties :v%d . :v%d a pk:Casualties ; pk:killed %d .'
    )
    changes = diff(graph(tmp_path, attack % (1, 1, 1, 10)), graph(tmp_path, attack % (2, 2, 2, 11)))
    assert [change.lines for change in changes] == [("- pk:casualties: killed 10", "+ pk:casualties: killed 11")]

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_a_fact_leads_to_its_passage(kg: Run, graph: Path) -> None:
    result = kg("explain", graph, "https://w3id.org/peacekg/id/f")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "  »Chad (10 men) «\n"
        "  in: Mission in Somewhere, Contributors, characters 42-60, revision 7\n"
        "  source: Who sends whom, The Daily\n"
        "  rule: list/country\n"
    )


def test_an_entity_leads_to_its_statements(kg: Run, graph: Path) -> None:
    result = kg("explain", graph, "MISOM")
    assert result.out.splitlines()[:2] == ["pk:headquarters Somewhere City", "  »Somewhere City«"]


def test_a_passage_explains_itself(kg: Run, graph: Path) -> None:
    assert kg("explain", graph, "https://w3id.org/peacekg/id/p1").out.splitlines()[-1] == "  rule: infobox"


def test_a_node_that_nothing_tells_of_is_said(kg: Run, graph: Path) -> None:
    result = kg("explain", graph, "urn:nothing")
    assert result.code == 2 and "says nothing of where urn:nothing was read" in result.err


def test_an_unknown_name_is_said(kg: Run, graph: Path) -> None:
    assert kg("explain", graph, "Nowhere").err == "kg: 'Nowhere' names no node; give an IRI of the graph.\n"


def test_an_entity_without_statements_leads_to_the_facts_that_name_it(kg: Run, graph: Path) -> None:
    assert kg("explain", graph, "Somewhere City").out.splitlines()[:2] == [
        "pk:headquarters of Mission in Somewhere",
        "  »Somewhere City«",
    ]
    assert kg("explain", graph, "https://w3id.org/peacekg/id/chad").out.splitlines()[:2] == [
        "pk:contributor of https://w3id.org/peacekg/id/f",
        "  »Chad (10 men) «",
    ]


def test_no_more_than_twenty_facts_are_shown(kg: Run, tmp_path: Path) -> None:
    facts = "\n".join(
        f":f/{n} pk:contributor :c/x ; prov:wasDerivedFrom :p{n} . :p{n} nif:beginIndex {n} ; nif:endIndex {n + 1} ; "
        f'nif:anchorOf "X" ; nif:referenceContext :page .'.replace(":f/", "f:").replace(":c/", "c:")
        for n in range(25)
    )
    path = tmp_path / "many.ttl"
    path.write_text(
        "@prefix pk: <https://w3id.org/peacekg/ontology#> . @prefix prov: <http://www.w3.org/ns/prov#> .\n"
        "@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .\n"
        "@prefix : <https://w3id.org/peacekg/id/> . @prefix f: <https://w3id.org/peacekg/id/fact/> .\n"
        f"@prefix c: <https://w3id.org/peacekg/id/country/> .\n{facts}",
        encoding="utf-8",
    )
    told = kg("explain", path, "country/X".lower()).out  # the path below @base, as Turtle has it
    assert told.count("pk:contributor of") == 20
    assert told.endswith("… and more than these 20; kg query finds them.\n")
    assert kg("explain", path, "<fact/3>").out.startswith("  »X«")


def test_an_empty_sentence_is_refused(kg: Run) -> None:
    assert kg("explain", "--sentence", " ").code == 2

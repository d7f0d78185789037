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

import json
from pathlib import Path

import pytest

from kg.documents.read import read_document
from kg.facts.model import Contribution, Fact, Statement, Tenure
from kg.pages.model import Page
from kg.reading.read import read_facts

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = pytest.mark.skipif(
    not all((SHARED / name).is_dir() for name in ("articles", "gold")),
    reason="the shared articles and answers are not beside the project",
)


@pytest.fixture(scope="module")
def gold() -> dict[str, list[dict[str, object]]]:
    kinds: dict[str, list[dict[str, object]]] = {}
    for fact in json.loads((SHARED / "gold/minusma.json").read_text(encoding="utf-8"))["facts"]:
        kinds.setdefault(fact["type"], []).append(fact)
    return kinds


@pytest.fixture(scope="module")
def facts() -> tuple[Fact, ...]:
    title = "United Nations Multidimensional Integrated Stabilization Mission in Mali"
    text = (SHARED / "articles/MINUSMA.wikitext").read_text(encoding="utf-8")
    return read_facts(read_document(Page(title, text))).facts


def test_every_passage_lies_in_the_text(facts: tuple[Fact, ...]) -> None:
    text = (SHARED / "articles/MINUSMA.wikitext").read_text(encoding="utf-8")
    assert all(0 <= e.span.begin < e.span.end <= len(text) for fact in facts for e in fact.evidence)


def test_mission(facts: tuple[Fact, ...], gold: dict[str, list[dict[str, object]]]) -> None:
    expected = gold["mission"][0]
    names = {"headquarters", "parent", "predecessor"}
    told: dict[str, set[str]] = {}
    for fact in facts:
        if isinstance(fact, Statement) and fact.subject.name == expected["name"]:
            value = getattr(fact.value, "name", None) or getattr(fact.value, "text", None) or str(fact.value)
            told.setdefault(fact.property, set()).add(value)
    for key in ("established", "deployed", "abbreviation", "status", "headquarters", "parent"):
        assert told[f"pk:{key}"] == {expected[key]}, key
    assert told["pk:operatesIn"] == {expected["country"]}
    assert told["schema:url"] == {expected["website"]}
    assert told["skos:altLabel"] == {expected["name_fr"]}
    assert str(expected["predecessor"]) in told["pk:predecessor"].pop()
    assert told.keys() & {"pk:ended", "pk:successor"} == set()
    assert names <= {key.removeprefix("pk:") for key in told}


def test_contributions(facts: tuple[Fact, ...], gold: dict[str, list[dict[str, object]]]) -> None:
    found = {c.contributor.name: c for c in facts if isinstance(c, Contribution)}
    assert len(found) == len(gold["contribution"]) == sum(isinstance(f, Contribution) for f in facts)
    for expected in gold["contribution"]:
        fact = found[{"Gambia": "The Gambia"}.get(str(expected["country"]), str(expected["country"]))]
        assert (fact.personnel, fact.end and str(fact.end), fact.start) == (
            expected["personnel"],
            expected["end"],
            None,
        )
        if expected["note"]:
            assert fact.comment == expected["note"]


def test_head_of_mission(facts: tuple[Fact, ...], gold: dict[str, list[dict[str, object]]]) -> None:
    held = [t for t in facts if isinstance(t, Tenure) and t.role == "HeadOfMission"]
    expected = next(fact for fact in gold["appointment"] if fact["role"] == "head of mission")
    assert [(t.person.name, t.rank, t.start, t.end) for t in held] == [(expected["person"], None, None, None)]

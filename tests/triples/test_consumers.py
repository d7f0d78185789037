"""What others read from a graph is there under the names that they use."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from kg.facts.model import Fact
from kg.pages.model import Page
from kg.triples.formats import serialize
from kg.triples.write import page_facts

SCORER = Path(__file__).parents[2] / "../shared/score/score.py"


@pytest.fixture
def reader(page: Page, facts: list[Fact]) -> Any:
    if not SCORER.exists():
        pytest.skip("needs the scorer, which does not ship with the project")
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Reader(serialize(page_facts(page, facts), "turtle").decode())


def without_iri(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in one.items() if name != "iri"} for one in found]


def test_the_scorer_reads_attacks(reader: Any) -> None:
    (attack,) = without_iri(reader.facts("attack"))
    victims = sorted(attack.pop("victims"), key=lambda group: str(group["killed"]))
    assert attack == {
        "date": "2014-05-03",
        "place": [{"Zenda"}],
        "country": {"Ruritania"},
        "method": "CarBombing",
        "perpetrator": {"Black Hand", "BH"},
        "claimed_by": {"Black Hand", "BH"},
    }
    two = {"nationality": {"Graustark"}, "role": "Peacekeeper", "killed": 2, "injured": None, "abducted": None}
    assert victims[:2] == [two, two]
    assert victims[2]["injured"] == 4
    (accident,) = reader.facts("accident")
    assert (accident["date"], accident["victims"][0]["killed"]) == ("2015-02", 1)


def test_the_scorer_reads_the_rest(reader: Any) -> None:
    assert without_iri(reader.facts("appointment")) == [
        {
            "person": {"Rudolf Rassendyll"},
            "role": "ForceCommander",
            "rank": "Major General",
            "nationality": {"Graustark"},
            "start": "2013",
            "end": "2014-02",
        }
    ]
    assert without_iri(reader.facts("contribution")) == [
        {"country": {"Graustark"}, "personnel": 47, "start": None, "end": "2019-05-01", "note": "until 1 May 2019"}
    ]
    assert without_iri(reader.facts("strength")) == [
        {"measure": "DeployedStrength", "value": 6000, "date": "2013-07-01"}
    ]
    assert without_iri(reader.facts("resolution")) == [
        {"number": 2999, "date": "2013-04-25", "effect": ["establishes"]}
    ]
    (mission,) = reader.facts("mission")
    assert "Mission en Ruritanie" in mission["name"]
    assert {name: mission[name] for name in ("abbreviation", "established", "status", "website")} == {
        "abbreviation": "UNMIR",
        "established": "2013-04",
        "status": "active",
        "website": "https://unmir.example/en",
    }
    assert (mission["headquarters"], mission["operatesIn"]) == ({"Zenda"}, {"Ruritania"})

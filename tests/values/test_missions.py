import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values.countries import country_named
from kg.values.missions import all_missions, find_missions, mission_named, spellings

NAMED_ELSEWHERE = Path(__file__).resolve().parents[2] / "../shared/score/missions.json"


def abbreviation(text: str) -> str | None:
    mission = mission_named(text)
    return mission.abbreviation if mission else None


def found(text: str) -> list[tuple[str, str]]:
    return [(text[m.begin : m.end], m.mission.abbreviation) for m in find_missions(text)]


@pytest.mark.parametrize(
    ("text", "mission"),
    [
        ("MONUC", "MONUC"),
        ("MONUSCO", "MONUSCO"),
        ("ONUCI", "UNOCI"),
        ("FINUL", "UNIFIL"),
        ("United Nations Mission in Liberia (UNMIL)", "UNMIL"),
        ("the UN Interim Force in Lebanon", "UNIFIL"),
        ("African Union Mission to Somalia", "AMISOM"),
        ("United Nations Stabilization Mission in Haiti", "MINUSTAH"),
        ("United Nations Iran-Iraq Military Observer Group", "UNIIMOG"),
        ("UNOSOM", "UNOSOM I"),
        ("UNOSOM II", "UNOSOM II"),
        ("ISF", "ISF"),
    ],
)
def test_names(text: str, mission: str) -> None:
    assert abbreviation(text) == mission


@pytest.mark.parametrize(
    "text", ["", "the", "United Nations", "Mission in Haiti", "()", "United Nations Mission on the Moon"]
)
def test_what_names_no_mission(text: str) -> None:
    assert mission_named(text) is None


def test_missions_in_a_sentence() -> None:
    text = "A Minusca patrol met UNAMIR II, EUFOR RCA and the U.N. Stabilisation Mission in Haiti."
    assert found(text) == [
        ("Minusca", "MINUSCA"),
        ("UNAMIR II", "UNAMIR"),
        ("EUFOR RCA", "EUFOR RCA"),
        ("U.N. Stabilisation Mission in Haiti", "MINUSTAH"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The ISF and the IAF flew",
        "mes amis",
        "unmil",
        "UNMILITARY",
        "the mission in Haiti",
        "United Nations Development Programme",
        "",
    ],
)
def test_what_is_no_mention(text: str) -> None:
    assert found(text) == []


def test_spellings() -> None:
    assert set(spellings("African Union Stabilization")) == {
        "African Union Stabilization",
        "African Union Stabilisation",
        "AU Stabilization",
        "AU Stabilisation",
    }
    assert list(spellings("Kosovo Force")) == ["Kosovo Force"]


def test_no_name_means_two_missions() -> None:
    counts = Counter(name for m in all_missions() for name in {m.name, m.abbreviation, *m.names} if name)
    assert [name for name, count in counts.items() if count > 1] == []


def test_hosts_are_known_countries() -> None:
    hosts = {country for mission in all_missions() for country in mission.countries}
    assert [h for h in hosts if (known := country_named(h)) is None or known.name != h] == []


def test_the_peacekeeping_operations_of_the_united_nations_are_complete_enough() -> None:
    assert sum("United Nations" in mission.organization for mission in all_missions()) >= 72 + 20


def test_names_used_elsewhere() -> None:
    if not NAMED_ELSEWHERE.exists():
        pytest.skip("the list of missions lies beside the project's work copy only")
    missions = json.loads(NAMED_ELSEWHERE.read_text(encoding="utf-8")).values()
    names = {m["name"] for m in missions} - {"United Nations peacekeeping"}
    assert {name for name in names if (known := mission_named(name)) is None or known.name != name} == set()


@given(
    st.lists(st.sampled_from(["UN", " Mission", " in ", "Mali", "UNAMIR", " II", "İ", "(", "-", "’"])).map("".join)
    | st.text()
)
def test_mentions_are_ordered_and_in_range(text: str) -> None:
    mentions = find_missions(text)
    assert all(0 <= m.begin < m.end <= len(text) for m in mentions)
    assert all(a.end <= b.begin for a, b in pairwise(mentions))
    assert mission_named(text) is None or text.strip()


def test_parties_to_a_conflict_are_countries_other_than_the_hosts() -> None:
    with_parties = [mission for mission in all_missions() if mission.parties]
    assert len(with_parties) > 20
    for mission in with_parties:
        assert {getattr(country_named(party), "name", None) for party in mission.parties} == mission.parties
        assert mission.parties.isdisjoint(mission.countries)

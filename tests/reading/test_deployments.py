from collections.abc import Callable

from kg.facts.model import Contribution, Fact

Facts = Callable[..., tuple[Fact, ...]]
ARMY = """{{Infobox military unit|unit_name=Irish Army}}
The '''Irish Army''' is an army.

== HEADING ==
* [[UNIFIL]] (Lebanon) – 350 troops
* UNMIL, 2003–2018
* Two Mowag vehicles for UNMIL
* Zenda – 30 troops"""


def sent(facts: tuple[Fact, ...]) -> list[tuple[str, str, int | None, str]]:
    return [
        (f.contributor.name, f.mission.name, f.personnel, f"{f.start}/{f.end}")
        for f in facts
        if isinstance(f, Contribution) and any(e.rule == "list/deployment" for e in f.evidence)
    ]


def test_an_army_s_missions(facts: Facts) -> None:
    assert sent(facts(ARMY.replace("HEADING", "Overseas deployments"), "Irish Army")) == [
        ("Ireland", "United Nations Interim Force in Lebanon", 350, "None/None"),
        ("Ireland", "United Nations Mission in Liberia", None, "2003/2018"),
    ]


def test_other_lists_and_other_pages_give_nothing(facts: Facts) -> None:
    assert sent(facts(ARMY.replace("HEADING", "See also"), "Irish Army")) == []
    assert sent(facts(ARMY.replace("HEADING", "Peacekeeping").replace("Irish Army", "Fifth Army"), "Fifth Army")) == []


def test_the_missions_of_a_nation_s_foreign_relations(facts: Facts) -> None:
    page = "Ireland has relations.\n\n== Peacekeeping ==\n* [[UNIFIL]] (350)\n"
    assert sent(facts(page, "Foreign relations of Ireland")) == [
        ("Ireland", "United Nations Interim Force in Lebanon", 350, "None/None")
    ]
    assert sent(facts(page, "Lakes of Ireland")) == []

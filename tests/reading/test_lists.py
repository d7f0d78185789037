from collections.abc import Callable

from kg.facts.model import Contribution, Fact, Tenure

Facts = Callable[..., tuple[Fact, ...]]


def sent(facts: tuple[Fact, ...]) -> list[tuple[str, int | None]]:
    return [(f.contributor.name, f.personnel) for f in facts if isinstance(f, Contribution)]


def held(facts: tuple[Fact, ...]) -> list[tuple[str, str | None, str | None, str, str]]:
    return [(t.person.name, t.role, t.rank, str(t.start), str(t.end)) for t in facts if isinstance(t, Tenure)]


def test_contributors_by_the_line_above(on_mission: Facts) -> None:
    found = on_mission("== Forces ==\nThe contributing countries are:\n* {{flag|Chad}}\n* {{flag|Togo}} – 45 soldiers")
    assert sent(found) == [("Chad", None), ("Togo", 45)]


def test_contributors_by_the_heading_in_a_wrapper(on_mission: Facts) -> None:
    found = on_mission("== Troop contributors ==\n{{columns-list|colwidth=20em|\n* {{flag|Chad}}\n* {{flag|Fiji}}\n}}")
    assert sent(found) == [("Chad", None), ("Fiji", None)]


def test_evidence_of_a_contribution_is_its_item(on_mission: Facts) -> None:
    found = on_mission("== Contributing nations ==\n* {{flag|Chad}} – 45 soldiers\n* {{flag|Togo}}")
    fact = next(f for f in found if isinstance(f, Contribution))
    assert fact.evidence[0].quote == "Chad – 45 soldiers"
    assert fact.evidence[0].section == ("Contributing nations",)


def test_other_lists_of_countries_give_nothing(on_mission: Facts) -> None:
    countries = "\n* {{flag|Chad}}\n* {{flag|Togo}} – 45 soldiers\n"
    for heading in ("See also", "Diplomatic missions", "Medal table", "History", "Donors", "Embassies"):
        assert sent(on_mission(f"== {heading} =={countries}")) == []


def test_other_pages_lists_give_nothing(facts: Facts) -> None:
    page = "'''Ruritania''' is a river.\n== Participating nations ==\n* {{flag|Chad}}\n* {{flag|Togo}}"
    assert sent(facts(page, "Ruritania Regatta")) == []


def test_commanders(on_mission: Facts) -> None:
    items = ["Major General [[Jan Novak]] (Sweden), 2003–2005", "2005–2006: Brigadier Ola Nordmann"]
    found = on_mission("== Force commanders ==\n* " + "\n* ".join(items))
    assert held(found) == [
        ("Jan Novak", "ForceCommander", "Major General", "2003", "2005"),
        ("Ola Nordmann", "ForceCommander", "Brigadier", "2005", "2006"),
    ]


def test_the_commanders_of_an_army_that_served_in_a_mission_are_not_the_mission_s(facts: Facts) -> None:
    page = "{{Infobox military unit|unit_name=Ruritanian Army|battles=[[UNMIL]]}}\nThe '''Army''' is an army.\n"
    assert facts(page + "\n== Commanders ==\n* General Jan Novak (2001–2005)", "Ruritanian Army") == ()


def test_a_name_alone_in_a_list_of_leaders_is_no_tenure(on_mission: Facts) -> None:
    assert held(on_mission("== Leadership ==\n* Camp Zenda\n* [[Strelsau Barracks]]")) == []


def test_a_heading_can_name_another_mission(on_mission: Facts) -> None:
    found = on_mission("== Contributors to UNMIL ==\n* {{flag|Chad}}")
    assert [f.mission.name for f in found if isinstance(f, Contribution)] == ["United Nations Mission in Liberia"]

"""Whose people came to harm, by what a mission's page told before of those who are there."""

import pytest

from kg.facts.model import Attack
from kg.reading.prose.mentions import fold
from kg.reading.prose.units import countries_of_units
from tests.reading.prose.conftest import Events, Facts, Tolls

SHELLED = "Three Kenyans were wounded on 1 May 1995 at Lund when rebels opened fire."


def test_people_are_those_of_a_unit_that_the_page_told_of_further_up(events: Events, tolls: Tolls) -> None:
    (attack,) = events("The Kenyan battalion held the north.\n\nIt rained.\n\n" + SHELLED)
    assert tolls(attack) == [(None, 3, "Kenya")]


@pytest.mark.parametrize(
    "before",
    ["Kenyan tourists loved the north.", "Kenyan rebels held the north.", "It rained."],
)
def test_people_of_a_country_without_a_unit_there_are_nobodys(before: str, events: Events) -> None:
    assert events(before + "\n\n" + SHELLED) == []


@pytest.mark.parametrize(
    ("sentence", "quiet", "countries"),
    [
        ("A company from Ghana and Kenya's two companies left.", True, {"Ghana", "Kenya"}),
        ("The Irish battalion was shelled.", False, {"Ireland"}),
        ("Irish soldiers were shelled.", False, set()),
        ("Irish soldiers moved in.", True, {"Ireland"}),
        ("Irish farmers moved in.", True, set()),
    ],
)
def test_units_count_anywhere_and_soldiers_where_nobody_fights(sentence: str, quiet: bool, countries: set[str]) -> None:
    assert {country.name for country in countries_of_units(fold(sentence), quiet)} == countries


def test_who_is_killed_with_a_weapon_fell_to_an_attack(events: Events, tolls: Tolls) -> None:
    (attack,) = events("A Kenyan sergeant was killed by a shell at Lund on 3 May 2001.")
    assert (attack.method, tolls(attack)) == ("Shelling", [(1, None, "Kenya")])  # type: ignore[union-attr]
    assert events("A Kenyan sergeant was killed by a bus at Lund on 3 May 2001.") == []


@pytest.mark.parametrize("before", ["Gunmen set upon it with clubs.", "It was shelled from a hill."])
def test_soldiers_from_abroad_fall_to_what_was_told_before(before: str, events: Events, tolls: Tolls) -> None:
    (attack,) = events(f"A bridge was to be cleared. {before} Nine Irish soldiers died.")
    assert tolls(attack) == [(9, None, "Ireland")]


def test_but_not_where_it_was_told_that_armies_fought(events: Events) -> None:
    assert events("The army and the rebels clashed near Lund. Nine Irish soldiers died.") == []


def test_the_dead_of_the_attackers_own_country_are_no_victims(events: Events, tolls: Tolls) -> None:
    (attack,) = events("Croatian troops shelled a post of the mission. Four soldiers were wounded; 27 Croatians died.")
    assert tolls(attack) == [(None, 4, "")]


@pytest.mark.parametrize("fifth", ["a fifth, Corporal Ed Poe,", "a fifth, the corporal Ed Poe,"])
def test_one_more_who_dies_later_is_of_the_same_country_and_attack(fifth: str, events: Events, tolls: Tolls) -> None:
    patrol = "On 15 March 1983 a patrol of the force ran into an ambush near Lund, four Irish soldiers were hurt, and "
    (attack,) = events(f"{patrol}{fifth} succumbed to his injuries a week later.")
    assert str(attack.date) == "1983-03-15"
    assert sum(killed or 0 for killed, *_ in tolls(attack)) == 1
    assert sum(injured or 0 for _, injured, _ in tolls(attack)) == 4
    assert {nation for *_, nation in tolls(attack)} == {"Ireland"}


def test_who_dies_later_of_another_attack_is_of_that(events: Events) -> None:
    patrol = "On 15 March 1983 a patrol of the force ran into an ambush near Lund; four Irish soldiers were hurt. "
    found = events(patrol + "Two more Irish soldiers died a week later when a shell hit the camp of the force.")
    assert [str(attack.date) for attack in found] == ["1983-03-15", "1983-03-22"]


def test_a_convoy_that_strikes_a_mine_attacks_nobody(events: Events, tolls: Tolls) -> None:
    (attack,) = events("A convoy of the Kenyan contingent struck a roadside bomb on 3 May 2001. A Kenyan soldier died.")
    assert attack.perpetrator == ()  # type: ignore[union-attr]
    assert tolls(attack) == [(1, None, "Kenya")]


def test_a_major_is_a_soldier_and_a_major_attack_none(events: Events, tolls: Tolls) -> None:
    (attack,) = events("An Irish major was shot dead at Lund on 3 May 2001.")
    assert tolls(attack) == [(1, None, "Ireland")]
    assert events("A major Irish shop was shot at in Lund on 3 May 2001.") == []


@pytest.mark.parametrize("when", ["The same afternoon", "Later in the day", "In the evening"])
def test_another_time_of_the_day_is_another_attack(when: str, events: Events, tolls: Tolls) -> None:
    text = (
        f"On 5 June 1967 jets strafed a convoy of the mission, killing three Kenyans. {when} shells hit its camp, {{}}."
    )
    first, second = events(text.format("killing five more Kenyans"))
    assert (first.method, second.method) == ("Airstrike", "Shelling")  # type: ignore[union-attr]
    assert [str(attack.date) for attack in (first, second)] == ["1967-06-05", "1967-06-05"]
    assert [tolls(first), tolls(second)] == [[(3, None, "Kenya")], [(5, None, "Kenya")]]


def test_what_becomes_of_the_wounded_in_the_evening_is_no_other_attack(events: Events, tolls: Tolls) -> None:
    (attack,) = events("On 5 June 1967 jets strafed a convoy of the mission, hurting three. In the evening one died.")
    assert str(attack.date) == "1967-06-05"


def test_one_of_them_by_his_office_is_of_their_nation(events: Events, tolls: Tolls) -> None:
    killed = "A bomb went off at the mission's camp. Seventeen peacekeepers were killed: {} and five Ugandans."
    (attack,) = events(killed.format("twelve Kenyans, among them the deputy force commander,"))
    assert sorted(tolls(attack)) == [(5, None, "Uganda"), (12, None, "Kenya")]


def test_the_force_commander_is_of_the_mission(events: Events) -> None:
    (attack,) = events("The force commander was wounded by gunmen on 3 May 2001.")
    assert str(attack.date) == "2001-05-03"
    assert events("The factory commander was wounded by gunmen on 3 May 2001.") == []


def test_a_lorry_that_crashes_through_a_fence_meets_with_no_accident(events: Events, tolls: Tolls) -> None:
    driver = "the driver then blew himself up, killing ten Kenyan soldiers."
    (attack,) = events(f"On 5 June 1967 a lorry crashed through the fence of the mission's camp; {driver}")
    assert attack.method == "SuicideBombing"  # type: ignore[union-attr]
    assert tolls(attack) == [(10, None, "Kenya")]


LIBERIA = "United Nations Mission in Liberia"


def attacks_in_liberia(text: str, read: Facts) -> list[Attack]:
    return [fact for fact in read(text, title=LIBERIA) if isinstance(fact, Attack)]


def test_a_unit_of_the_host_country_is_none_of_the_mission_s(read: Facts) -> None:
    text = "The {0} battalion held the north.{1}Three {0}s were wounded on 1 May 2005 at Lund when rebels opened fire."
    assert len(attacks_in_liberia(text.format("Kenyan", " "), read)) == 1
    assert attacks_in_liberia(text.format("Liberian", " "), read) == []
    assert attacks_in_liberia(text.format("Liberian", "\n\n"), read) == []


def test_the_car_of_a_local_officer_is_not_the_one_that_was_told_of(read: Facts) -> None:
    shot = (
        "A car of the mission was shot at on 3 May 2005. On 6 June 2005 a bomb went off under the car of a {} officer."
    )
    assert len(attacks_in_liberia(shot.format("Kenyan"), read)) == 2
    assert len(attacks_in_liberia(shot.format("Liberian"), read)) == 1


def test_the_day_that_sets_the_scene_is_that_of_an_attack_of_which_it_is_told_later_whom_it_hit(events: Events) -> None:
    day = "The worst day of the contingent came on 8 November 1960. "
    (attack,) = events(day + "Gunmen set upon it with clubs near Lund. Nine Irish soldiers died.")
    assert str(attack.date) == "1960-11-08"


def test_a_unit_of_a_party_to_the_conflict_is_none_of_the_mission_s(read: Facts) -> None:
    text = "The {0} battalion held the north. Three {0}s were wounded on 1 May 2005 at Lund when rebels opened fire."
    page = "United Nations Interim Administration Mission in Kosovo"
    of_kenya, of_serbia = (read(text.format(nation), title=page) for nation in ("Kenyan", "Serbian"))
    assert [fact for fact in of_kenya if isinstance(fact, Attack)]
    assert not [fact for fact in of_serbia if isinstance(fact, Attack)]

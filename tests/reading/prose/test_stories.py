"""An attack told over several sentences is one fact; two attacks are two."""

from collections.abc import Callable

import pytest

from kg.facts.model import Accident, Attack

Events = Callable[[str], list[Attack | Accident]]
Tolls = Callable[[Attack | Accident], list[tuple[int | None, int | None, str]]]


def test_the_toll_and_the_claim_follow(events: Events) -> None:
    (attack,) = events(
        "On 3 May 2001 a UN convoy was ambushed near Nordhaven. Two peacekeepers were killed in the attack. "
        "Al-Shabaab claimed responsibility."
    )
    assert isinstance(attack, Attack)
    assert (str(attack.date), attack.method, attack.casualties[0].killed) == ("2001-05-03", "Ambush", 2)
    assert [group.name for group in attack.claimed_by] == ["Al-Shabaab"]
    assert len(attack.evidence) == 3


def test_another_day_is_another_attack(events: Events) -> None:
    first, second = events(
        "On 3 May 2001 two peacekeepers were shot dead. On 9 June 2001 a UN truck struck a mine near Sulbek."
    )
    assert (str(first.date), str(second.date)) == ("2001-05-03", "2001-06-09")


def test_the_next_day_is_inferred(events: Events) -> None:
    _, second = events(
        "On 3 May 2001 two peacekeepers were shot dead. The next day three more peacekeepers were killed."
    )
    assert (str(second.date), second.date_inferred) == ("2001-05-04", True)


def test_the_sentence_before_sets_the_scene(events: Events) -> None:
    (attack,) = events(
        "On 5 May 2001 a column of six trucks stopped at the market in Sulbek. "
        "Gunmen shot at the peacekeepers, two of whom were killed."
    )
    assert (str(attack.date), attack.date_inferred) == ("2001-05-05", True)
    assert [place.name for place in attack.place] == ["Sulbek"]
    assert len(attack.evidence) == 2


@pytest.mark.parametrize(
    "before",
    [
        "Resolution 1234 of 5 May 2001 established the mission.",
        "General Olga Nowak took command on 5 May 2001.",
        "The war has gone on since 5 May 2001.",
    ],
)
def test_a_decision_and_what_lies_before_set_no_scene(before: str, events: Events) -> None:
    (attack,) = events(f"{before} Gunmen shot at the peacekeepers, two of whom were killed.")
    assert (attack.date, attack.place) == (None, ())


def test_a_mere_year_dates_nothing_but_its_sentence_tells_where(events: Events) -> None:
    before = "In 2001 a column of six trucks stopped at the market in Sulbek."
    (attack,) = events(f"{before} Gunmen shot at the peacekeepers, two of whom were killed.")
    assert (attack.date, [place.name for place in attack.place]) == (None, ["Sulbek"])


def test_a_new_paragraph_begins_anew(events: Events) -> None:
    first, second = events("Rebels attacked a UN base at Grimm.\n\nRebels attacked a UN base at Sulbek.")
    assert (first.place[0].name, second.place[0].name) == ("Grimm", "Sulbek")


def test_the_same_camp_is_where_the_attack_before_was(events: Events) -> None:
    _, second = events(
        "On 20 November 2015 a mortar attack on the UN camp in Grimm caused no casualties. "
        "On 28 November two peacekeepers were killed in a further attack on the same camp."
    )
    assert [place.name for place in second.place] == ["Grimm"]


def test_what_a_post_costs_to_take_back_is_no_loss_of_the_attack(events: Events) -> None:
    (attack,) = events(
        "On 3 May 2001 rebels entered the UN post at Grimm and took five peacekeepers hostage. "
        "Hours later a Kenyan company retook the post. Two soldiers were killed and three wounded."
    )
    assert [(group.abducted, group.killed) for group in attack.casualties] == [(5, None)]


def test_what_rebels_take_back_goes_on_with_the_attack(events: Events) -> None:
    (attack,) = events(
        "On 3 May 2001 rebels stormed the UN post at Grimm. The rebels retook the bridge. Two peacekeepers were killed."
    )
    assert attack.casualties[0].killed == 2


def test_what_is_hit_as_well_is_hit_there_by_the_same_ones(events: Events) -> None:
    (attack,) = events("Rebels shell a market in Grimm. A UN truck is hit as well.")
    assert isinstance(attack, Attack)
    assert ([p.name for p in attack.place], [e.name for e in attack.perpetrator]) == (["Grimm"], ["Rebels"])


def test_a_second_vehicle_is_hit_in_an_attack_of_its_own(events: Events) -> None:
    _, second = events(
        "On 3 May 2001 a UN helicopter was shot down. On 9 June 2001 a second aircraft was hit at Sulbek."
    )
    assert (str(second.date), [place.name for place in second.place]) == ("2001-06-09", ["Sulbek"])


def test_the_situation_told_before_places_what_follows(events: Events) -> None:
    first, second = events(
        "The security situation in Sulbek remained tense. On 3 May 2001 two peacekeepers were shot dead. "
        "On 9 June 2001 a UN officer was shot at Grimm."
    )
    assert [[place.name for place in attack.place] for attack in (first, second)] == [["Sulbek"], ["Grimm"]]


def test_a_situation_is_no_place_of_another_paragraph(events: Events) -> None:
    (attack,) = events("The situation in Sulbek remained tense.\n\nOn 3 May 2001 two peacekeepers were shot dead.")
    assert not attack.place


def test_the_town_that_a_paragraph_describes_places_what_follows(events: Events) -> None:
    (attack,) = events("Sulbek, a port in the north, was held by militias. On 3 May 2001 a UN officer was shot dead.")
    assert [place.name for place in attack.place] == ["Sulbek"]


def test_how_it_was_done_and_a_later_claim_go_on(events: Events) -> None:
    (attack,) = events(
        "A UN peacekeeper was murdered in Sulbek on 3 May 2001. Gunmen had opened fire from a passing van. "
        "A spokesman for Al-Shabaab claimed it two days later."
    )
    assert isinstance(attack, Attack)
    assert (str(attack.date), attack.method) == ("2001-05-03", "Shooting")
    assert [group.name for group in attack.claimed_by] == ["Al-Shabaab"]


def test_the_day_and_the_toll_follow_the_place(events: Events) -> None:
    (attack,) = events("A UN patrol was ambushed near Nordhaven. Two peacekeepers were killed on 3 May 2001.")
    assert (str(attack.date), [place.name for place in attack.place]) == ("2001-05-03", ["Nordhaven"])


def test_a_day_at_another_place_is_another_attack(events: Events) -> None:
    text = "A UN patrol was ambushed near Nordhaven. On 3 May 2001 two peacekeepers were killed in Sulbek."
    assert [str(attack.date or "") for attack in events(text)] == ["", "2001-05-03"]


def test_a_day_after_the_toll_is_another_attack(events: Events) -> None:
    first = "A UN patrol was ambushed near Nordhaven, and two peacekeepers were killed."
    assert len(events(f"{first} One peacekeeper was wounded on 3 May 2001.")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Three UN guards were killed and two hurt in the Sulbek region. Riders raided a UN depot in Grimm, where three "
        "Kenyan guards were killed and two hurt.",
        "Six Kenyans of the UN mission were killed in Sulbek. Their lorry had run over a mine: six UN soldiers were "
        "killed, the doctor said.",
        "Twelve UN soldiers were killed near Grimm. At least twelve soldiers of the mission died in the ambush on the "
        "road, an official said.",
    ],
)
def test_what_the_news_tell_again_is_one_attack(text: str, events: Events, tolls: Tolls) -> None:
    (attack,) = events(text)
    assert len({(killed, injured) for killed, injured, _ in tolls(attack)}) == len(attack.casualties)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "A UN soldier was killed and another wounded near Sulbek. One peacekeeper was killed and another wounded "
            "in the attack.",
            [[(1, None, ""), (None, 1, "")]],
        ),
        (
            "Two UN soldiers were killed in an ambush near Sulbek. Two Kenyan soldiers of the mission were killed in "
            "the ambush.",
            [[(2, None, "Kenya")]],
        ),
        (
            "Two Kenyan UN soldiers were killed near Sulbek. Two Ghanaian UN soldiers were killed.",
            [[(2, None, "Kenya")], [(2, None, "Ghana")]],
        ),
        (
            "Two Kenyan UN soldiers were killed near Sulbek. Two other UN soldiers were killed by a mine.",
            [[(2, None, "Kenya")], [(2, None, "")]],
        ),
    ],
)
def test_a_toll_told_again_counts_once(
    text: str, told: list[list[tuple[int | None, int | None, str]]], events: Events, tolls: Tolls
) -> None:
    assert [tolls(event) for event in events(text)] == told


def test_another_toll_or_another_place_is_another_attack(events: Events) -> None:
    assert len(events("Two UN soldiers were killed near Sulbek. Three UN soldiers were killed near Grimm.")) == 2
    assert len(events("Two Kenyan UN soldiers were killed near Sulbek. Two UN soldiers were killed near Grimm.")) == 2


def test_the_patrol_and_the_gunmen_are_those_told_before(events: Events) -> None:
    (attack,) = events(
        "Gunmen attacked a UN convoy near Sulbek; nobody was hurt. The convoy was attacked at a ford. A driver said "
        "that the gunmen fired on the UN lorries with rifles."
    )
    assert isinstance(attack, Attack)
    assert attack.method == "Shooting"
    again = "Gunmen attacked a UN patrol near Sulbek. The gunmen later attacked another UN patrol near Grimm."
    assert len(events(again)) == 2


def test_known_premises_that_are_hit_again_are_those_of_the_attack(events: Events, tolls: Tolls) -> None:
    (attack,) = events(
        "Fighters opened an attack on 14 April 2018 with rockets on the UN depot. A lorry drove up to it and blew "
        "up inside the depot. Two UN soldiers were killed."
    )
    assert (str(attack.date), tolls(attack)) == ("2018-04-14", [(2, None, "")])


def test_what_only_happened_besides_tells_not_how_it_was_done(events: Events) -> None:
    (attack,) = events("There was an armed attack on the UN base in Sulbek. Mine accidents continued to occur.")
    assert isinstance(attack, Attack)
    assert attack.method == "ArmedAssault"


def test_where_others_fought_the_mission_is_hit_in_its_own_attack(events: Events, tolls: Tolls) -> None:
    (attack,) = events(
        "When militias and the army clashed, the valley came under fire. The Kenyan troops of the mission hid, but a "
        "mortar round hit one of their lorries, killing two of them."
    )
    assert isinstance(attack, Attack)
    assert (attack.method, attack.perpetrator, tolls(attack)) == ("Shelling", (), [(2, None, "Kenya")])


def test_what_an_attack_follows_on_is_not_part_of_it(events: Events, tolls: Tolls) -> None:
    (attack,) = events(
        "Two UN soldiers were wounded near Sulbek. The incident came a week after an attack on the port town of Grimm, "
        "which killed at least ten."
    )
    assert tolls(attack) == [(None, 2, "")]


@pytest.mark.parametrize(
    ("who", "shares"),
    [
        ("from Kenya, Ghana and Chad", [(1, "Kenya"), (1, "Ghana"), (1, "Chad")]),
        ("tired of waiting", [(3, None)]),
    ],
)
def test_those_who_are_from_several_countries_are_one_of_each(
    who: str, shares: list[tuple[int, str | None]], events: Events
) -> None:
    (attack,) = events(f"On 3 May 2001 three UN workers were abducted in Grimm. The three are {who}.")
    told = [(group.abducted, group.nationality and group.nationality.name) for group in attack.casualties]
    assert told == shares


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("The incident took place in the Upra region.", "Upra region"),
        ("It happened near the village of Grimm.", "Grimm"),
        ("The ambush occurred on the road to Sulbek on 3 May 2001.", "Sulbek"),
    ],
)
def test_the_next_sentence_tells_where_it_was(where: str, place: str, events: Events) -> None:
    (attack,) = events(f"On 3 May 2001 gunmen wounded three peacekeepers. {where}")
    assert ([found.name for found in attack.place], str(attack.date)) == ([place], "2001-05-03")
    assert any(where.startswith(evidence.quote[:20]) for evidence in attack.evidence)


@pytest.mark.parametrize(
    "other",
    [
        "The talks took place near Grimm.",
        "The second incident took place near Grimm.",
        "The incident took place near Grimm on 9 May 2001.",
        "It happened again near Grimm.",
    ],
)
def test_what_took_place_besides_or_on_another_day_tells_not_where(other: str, events: Events) -> None:
    attack, *_ = events(f"On 3 May 2001 gunmen wounded three peacekeepers. {other}")
    assert attack.place == ()


def test_an_answer_to_what_befell_others_is_an_attack_of_its_own(events: Events) -> None:
    (attack,) = events(
        "On 3 May 2001 air strikes hit a depot near Grimm. In retaliation, rebels seized 200 peacekeepers as hostages."
    )
    assert isinstance(attack, Attack)
    assert (attack.method, attack.place, str(attack.date)) == ("Kidnapping", (), "2001-05-03")


@pytest.mark.parametrize(
    ("before", "date"),
    [
        ("It acts under Security Council resolution 1234 (1999).", "None"),
        ("By its resolution 1234 (1999), the Council extended the mandate.", "1999-03-23"),
    ],
)
def test_the_year_of_a_resolution_that_is_only_cited_dates_nothing(before: str, date: str, events: Events) -> None:
    (attack,) = events(f"{before} On 23 March, two peacekeepers were shot dead near Grimm.")
    assert str(attack.date) == date


@pytest.mark.parametrize(
    ("before", "date"),
    [
        ("On 5 May 2001 two peacekeepers were shot dead at Sulbek.", "2001-06-09"),
        ("In May 2001 the convoys had set out again.", "2001-06-09"),
        ("The convoys of the mission, which had been robbed in May 2001, set out again.", "None"),
        ("Those who had burnt the market down in March 1998 were tried.", "None"),
        ("The truce of 3 May 1998 held.", "None"),
        ("On 5 May 2001 a market was opened. Those driven out in March 1998 came back.", "2001-06-09"),
        ("In June 2001 convoys came to a market that had burnt down in March 1998.", "2001-06-09"),
        ("On 5 May the convoys, which a pact signed in Zenda on 3 May 1998 protects, set out.", "None"),
        ("Two peacekeepers were shot dead at Sulbek on 5 May 2001.", "2001-06-09"),
    ],
)
def test_a_year_goes_to_the_next_paragraph_only_from_what_happened(before: str, date: str, events: Events) -> None:
    *_, attack = events(f"{before} The road stayed open.\n\nOn 9 June a UN truck struck a mine near Grimm.")
    assert str(attack.date) == date


@pytest.mark.parametrize(
    ("heading", "date"), [("2001", "2001-06-09"), ("In 2001", "2001-06-09"), ("Unit 2001", "None")]
)
def test_a_heading_that_is_a_year_dates_its_section(heading: str, date: str, events: Events) -> None:
    (attack,) = events(f"== {heading} ==\nOn 9 June a UN truck struck a mine near Grimm.")
    assert (str(attack.date), attack.date_inferred) == (date, date != "None")


def test_a_year_in_the_name_of_a_treaty_dates_nothing(events: Events) -> None:
    (attack,) = events("Gunmen near Grimm hurt six UN peacekeepers who watch over the 1979 Zenda Peace Treaty.")
    assert attack.date is None
    (attack,) = events("Gunmen near Grimm hurt six UN peacekeepers in the 1979 attack on a convoy of theirs.")
    assert attack.date is not None


@pytest.mark.parametrize(
    ("told", "killed"),
    [
        ("The army fired at the crowd to drive it off, killing two.", []),
        ("Police opened fire on the demonstrators and three people were killed.", []),
        ("They fired at the guards, killing two.", [(2, None, "")]),
        ("At least two people were killed.", [(2, None, "")]),
    ],
)
def test_those_who_fall_where_a_crowd_is_fired_at_are_not_the_mission_s(
    told: str, killed: list[tuple[int, None, str]], events: Events, tolls: Tolls
) -> None:
    (attack,) = events(f"Protesters stormed the headquarters of the mission in Grimm. {told}")
    assert tolls(attack) == killed


def test_those_whom_the_mission_saves_meet_with_no_accident_of_its(events: Events, tolls: Tolls) -> None:
    assert (
        events("The mission and the navy rescue a capsizing boat of 232 migrants off Grimm. Two people perish.") == []
    )
    (accident,) = events("A patrol boat of the mission capsizes off Grimm. Two people drown.")
    assert tolls(accident) == [(2, None, "")]


@pytest.mark.parametrize(
    ("later", "date"),
    [
        ("Three days later", "2001-05-28"),
        ("On 9 June of that year", "2001-06-09"),
        ("The following month", "2001-06"),
    ],
)
def test_days_later_count_from_the_paragraph_before(later: str, date: str, events: Events) -> None:
    before = "On 25 May 2001 rebels shelled a UN post at Grimm. The road was closed."
    *_, attack = events(f"{before}\n\n{later} gunmen shot two peacekeepers dead near Sulbek.")
    assert (str(attack.date), attack.date_inferred) == (date, True)


def test_that_year_is_the_one_named_last_of_whatever_it_was(events: Events) -> None:
    before = "In 1999 parliament met. The tenth rotation was at sea when the mission was to close in May 2001."
    (attack,) = events(f"{before}\n\nOn 5 June of that year five peacekeepers were killed by artillery fire.")
    assert str(attack.date) == "2001-06-05"


def test_what_befell_walls_long_ago_befell_no_mission(events: Events) -> None:
    assert events("The base of the mission lay under walls that had last been stormed in 1570.") == []

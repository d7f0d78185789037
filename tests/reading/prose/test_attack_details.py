"""Who attacks, who comes to harm, when and where."""

from collections.abc import Callable

import pytest

from kg.facts.model import Accident, Attack

Events = Callable[[str], list[Attack | Accident]]
Tolls = Callable[[Attack | Accident], list[tuple[int | None, int | None, str]]]


def test_who_lost_their_lives_beside_an_attack_were_killed(events: Events) -> None:
    (attack,) = events(
        "Rebels attacked a convoy near Grimm; two Kenyan peacekeepers and one Ghanaian lost their lives, ten were hurt."
    )
    told = [(c.nationality.name if c.nationality else None, c.killed, c.injured) for c in attack.casualties]
    assert sorted(told, key=str) == [("Ghana", 1, None), ("Kenya", 2, None), (None, None, 10)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A driver was killed and a doctor hurt, both of them Kenyans.", [("Kenya", 1, 1)]),
        ("Two peacekeepers were killed and three wounded, all from Kenya.", [("Kenya", 2, None), ("Kenya", None, 3)]),
        ("Two peacekeepers were killed and three wounded, both of them Kenyans.", [(None, 2, None), (None, None, 3)]),
        ("Kenya's president said that ten of its soldiers were killed.", [("Kenya", 10, None)]),
        ("The Kenyan defence minister said ten of his country's soldiers were killed.", [("Kenya", 10, None)]),
        ("Two soldiers were killed, and the rebels lost four dead.", [(None, 2, None)]),
        ("Kenya lost two soldiers; the rebels said that they had killed 60.", [("Kenya", 2, None)]),
    ],
)
def test_who_the_victims_were(text: str, told: list[tuple[str | None, int | None, int | None]], events: Events) -> None:
    (attack,) = events(f"On 3 May 2001 a UN convoy was ambushed near Grimm. {text}")
    found = [(g.nationality.name if g.nationality else None, g.killed, g.injured) for g in attack.casualties]
    assert found == told


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("Two UN observers were kidnapped by gunmen in Grimm, but were freed hours later.", [2]),
        ("Three UN drivers were seized near Grimm and were later released.", [3]),
        ("Two UN observers who had been kidnapped in Grimm were released on Monday.", []),
        ("Two UN observers were praised in Grimm, but were released by rebels hours later.", []),
    ],
)
def test_who_is_freed_after_the_same_sentence_told_of_the_kidnapping(
    text: str, taken: list[int], events: Events
) -> None:
    assert [group.abducted for attack in events(text) for group in attack.casualties] == taken


def test_those_who_fell_together(events: Events) -> None:
    (attack,) = events(
        "Ada Vane, an Italian scientist working for the mission, was shot dead on 20 July 1998, along with a Polish "
        "officer and two drivers."
    )
    assert [group.killed for group in attack.casualties] == [1, 1, 2]


def test_three_of_the_four_are_no_further_dead(events: Events) -> None:
    (attack,) = events("Four UN peacekeepers were killed at Grimm on 3 May 2001. Three of the four died at once.")
    assert [group.killed for group in attack.casualties] == [4]


def test_both_men_are_counted_once(events: Events) -> None:
    (attack,) = events(
        "The bodies of two UN observers, a Jordanian and a Malawian, are found in Sulbek; "
        "the UN says both men had been murdered."
    )
    assert sum(group.killed or 0 for group in attack.casualties) == 2


def test_a_capital_owns_the_fallen_of_its_country(events: Events) -> None:
    (attack,) = events(
        "A mine destroys a UN truck near Sulbek. Nairobi says that two of its soldiers have been killed."
    )
    assert [(g.killed, g.nationality.name if g.nationality else None) for g in attack.casualties] == [(2, "Kenya")]


def test_some_of_the_victims_are_named_later(events: Events) -> None:
    (crash,) = events(
        "All 24 people on board are killed when a UN helicopter crashes in thick forest. "
        "Fourteen of the victims are Kenyan peacekeepers."
    )
    told = {(g.killed, g.nationality.name if g.nationality else None) for g in crash.casualties}
    assert told == {(14, "Kenya"), (10, None)}


def test_a_letter_s_day_is_not_that_of_the_attack(events: Events) -> None:
    (attack,) = events("In my letter of 3 May 2001 I told the Council that two peacekeepers were shot dead.")
    assert attack.date is None


@pytest.mark.parametrize("rest", ["after a visit in Ahlen", "and later others at Ahlen", "in the district of Ahlen"])
def test_a_place_farther_on_in_the_clause_is_not_that_of_the_attack(rest: str, events: Events) -> None:
    (attack,) = events(f"Two peacekeepers were shot dead near Grimm {rest}.")
    assert [place.name for place in attack.place] == ["Grimm"]


def test_the_mission_that_fires_is_no_attacker(events: Events, tolls: Tolls) -> None:
    (attack,) = events(
        "A bomb wounded a UN soldier in Sulbek. Peacekeepers then opened fire onto buses filled with people, killing "
        "at least 36 more civilians."
    )
    assert isinstance(attack, Attack)
    assert (attack.perpetrator, tolls(attack)) == ((), [(None, 1, "")])


def test_the_death_of_an_attacker_tells_not_how_they_attacked(events: Events) -> None:
    (attack,) = events("Gunmen attack a UN base in Sulbek. One assailant is shot dead.")
    assert isinstance(attack, Attack)
    assert attack.method == "ArmedAssault"


@pytest.mark.parametrize(
    ("text", "perpetrator"),
    [
        ("Farmers attacked UN soldiers whom they blamed for a raid by militia.", "Farmers"),
        ("On 3 May 2001 the Serbs seized a UN observation post.", "Serbs"),
        ("Clashes between UN soldiers and ethnic Serbs left 12 soldiers of the mission injured.", "ethnic Serbs"),
        ("The assault on UN peacekeepers by militants was condemned.", "militants"),
        ("Six UN soldiers died after government warplanes bombed the base in Sulbek.", "government warplanes"),
    ],
)
def test_who_attacks(text: str, perpetrator: str, events: Events) -> None:
    (attack,) = events(text)
    assert isinstance(attack, Attack)
    assert perpetrator in {
        name for one in attack.perpetrator for name in (one.name, *(n.text for n in one.other_names))
    }


@pytest.mark.parametrize(
    "text",
    [
        "On 3 May 2001 the Council seized a UN observation post.",
        "Two UN soldiers were injured in clashes between civilians and ethnic Albanians.",
        "Two UN soldiers were wounded in fighting between the army and the rebels.",
    ],
)
def test_who_does_not_attack(text: str, events: Events) -> None:
    (attack,) = events(text)
    assert isinstance(attack, Attack)
    assert attack.perpetrator == ()


def test_an_attack_has_the_date_and_the_place_of_its_name(events: Events) -> None:
    (attack,) = events("In 1990 the senator spoke of the 1983 Grimm barracks bombing, which killed 12 UN soldiers.")
    assert (str(attack.date), [place.name for place in attack.place]) == ("1983", ["Grimm barracks"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TWELVE KENYAN soldiers of the mission were killed near Sulbek.", [(12, "Kenya")]),
        ("Two soldiers were killed on duty, and our six soldiers are safe, the Kenyan official said.", []),
        ("Twelve of our soldiers were killed by militants, the Kenyan official said.", [(12, "Kenya")]),
        (
            "Rebels killed four UN soldiers, including two from Chad and one each from Mali and Kenya.",
            [(2, "Chad"), (1, "Mali"), (1, "Kenya")],
        ),
        ("In the first death of a peacekeeper, a soldier of the Kenyan contingent was shot dead.", [(1, "Kenya")]),
        ("Rebels killed 15 UN peacekeepers, mostly Kenyans, near Sulbek.", [(15, "")]),
        ("A cook who had come to feed peacekeepers was killed in a raid on a UN kitchen.", [(1, "")]),
        ("UN soldier killed in raid by rebels near Sulbek", [(1, "")]),
        ("A Kenyan soldier and another UN guard were killed in the raid.", [(1, "Kenya"), (1, "")]),
        ("He was accused of planning a raid near Sulbek which killed 12 UN soldiers.", [(12, "")]),
        ("Rebels killed two Kenyan “peacekeepers” near Sulbek.", [(2, "Kenya")]),
        ("Rebels killed three “rebels” near Sulbek.", []),
        ("Two Sudanese army officers were killed by a mine near Abyei.", [(2, "Sudan")]),
        ("A Sudanese military engineer was killed by a mine near Abyei.", [(1, "Sudan")]),
        ("Two UN soldiers were killed by Sudanese military personnel near Abyei.", [(2, "")]),
        ("The bishop spoke of revenge for the killing of six UN soldiers.", [(6, "")]),
        ("Angry at the killing of a trader, rioters attacked a UN convoy and shot two peacekeepers dead.", [(2, "")]),
        (
            "In reprisal for the murder of a trader, youths attacked a UN convoy and shot two peacekeepers dead.",
            [(2, "")],
        ),
    ],
)
def test_who_came_to_harm(text: str, expected: list[tuple[int, str]], events: Events, tolls: Tolls) -> None:
    told = [(killed, nation) for event in events(text) for killed, _, nation in tolls(event) if killed]
    assert told == expected


def test_an_army_that_tells_of_an_abduction_did_not_do_it(events: Events) -> None:
    (attack,) = events("The IDF claims that UN observers were abducted near Sulbek.")
    assert isinstance(attack, Attack)
    assert (attack.perpetrator, attack.claimed_by) == ((), ())


def test_some_of_those_of_a_total_died_in_one_attack(events: Events, tolls: Tolls) -> None:
    (attack,) = events(
        "In all, 41 peacekeepers have died, with nine dying in a raid by Al-Shabaab in Sulbek in May 2017."
    )
    assert (str(attack.date), tolls(attack)) == ("2017-05", [(9, None, "")])


@pytest.mark.parametrize(
    ("text", "date", "abducted"),
    [
        ("Rebels seized ten UN observers, whose ordeal lasted until 3 May 1994.", "None", [10]),
        (
            "On 3 May 1997 five UN officials were abducted by the same men who had been responsible for kidnapping 23 "
            "traders on 4 March 1996.",
            "1997-05-03",
            [5],
        ),
        (
            "There was an armed incident in Sulbek on 18 May 1992 with the detention of ten UN observers.",
            "1992-05-18",
            [10],
        ),
    ],
)
def test_when_people_were_taken_and_how_many(text: str, date: str, abducted: list[int], events: Events) -> None:
    (attack,) = events(text)
    assert (str(attack.date), [c.abducted for c in attack.casualties]) == (date, abducted)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A Chadian officer was among four peacekeepers killed.", [(1, None, "Chad"), (3, None, "")]),
        ("Three Chadian soldiers were among the nine dead.", [(3, None, "Chad"), (6, None, "")]),
        ("A Chadian officer was among those killed.", [(1, None, "Chad")]),
        (
            "A Chadian officer was among four peacekeepers killed. Four Chadian peacekeepers fell.",
            [(1, None, "Chad"), (3, None, "")],
        ),
    ],
)
def test_of_how_many_somebody_was_one(text: str, told: list[object], events: Events, tolls: Tolls) -> None:
    (attack,) = events(f"On 3 May 2001 rebels ambushed a UN patrol near Grimm. {text}")
    assert tolls(attack) == told


def test_a_whole_that_is_told_again_with_its_country(events: Events, tolls: Tolls) -> None:
    (attack,) = events(
        "On 3 May 2001 a Chadian officer was among four peacekeepers killed in an explosion near Grimm. Four Chadian "
        "peacekeepers died and another nine were wounded when a car blew up near their base."
    )
    assert tolls(attack) == [(4, None, "Chad"), (None, 9, "Chad")]


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("Rebels and the army clashed at Grimm. A rocket hit the UN camp and killed a peacekeeper.", "Shelling"),
        ("Rebels stormed the UN camp at Grimm. A peacekeeper was shot in the chest.", "ArmedAssault"),
        ("Demonstrators forced their way into the UN camp at Grimm and injured a peacekeeper.", "OtherMethod"),
        ("Armed demonstrators forced their way into the UN camp at Grimm and injured a peacekeeper.", "ArmedAssault"),
        ("Ten UN observers had at first been held by rebels at Grimm.", "Kidnapping"),
        ("Ten UN observers had at first been hit by rebels at Grimm.", None),
    ],
)
def test_how_it_was_done(text: str, method: str | None, events: Events) -> None:
    (attack,) = events(text)
    assert isinstance(attack, Attack)
    assert attack.method == method


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The Grimm ambush took place on 3 May 2001, when a UN patrol was attacked.", ["Grimm"]),
        ("Two UN soldiers were killed in the Grimm Ambush on 3 May 2001.", ["Grimm"]),
        ("The Battle of Grimm was a fight on 3 May 2001, when rebels attacked UN soldiers.", ["Grimm"]),
        ("The Grimm attack took place on 3 May 2001, when a UN patrol was hit.", []),
        ("Two UN soldiers were killed in an ambush on 3 May 2001 by the Grimm Movement.", []),
    ],
)
def test_attacks_that_are_named_after_their_place(text: str, place: list[str], events: Events) -> None:
    (attack,) = events(text)
    assert [where.name for where in attack.place] == place


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("On 3 May 2001 rebels overran the UN base at Grimm, seizing nine hostages.", [9]),
        ("On 3 May 2001 the police at the UN base at Grimm seized nine smugglers after a gunfight.", []),
    ],
)
def test_hostages_who_are_seized(text: str, taken: list[int], events: Events) -> None:
    assert [group.abducted for attack in events(text) for group in attack.casualties] == taken


@pytest.mark.parametrize(
    "after", ["the worst loss for the mission since the deaths of ten Kenyan peacekeepers at Sulbek in 1994", "a loss"]
)
def test_what_an_attack_is_compared_with_is_no_part_of_it(after: str, events: Events, tolls: Tolls) -> None:
    (attack,) = events(f"The raid of 3 May 2001 near Grimm resulted in the deaths of six peacekeepers, {after}.")
    assert tolls(attack) == [(6, None, "")]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Youths stoned UN peacekeepers at Grimm, injuring nine. A UN vehicle was set on fire.", 1),
        ("Youths stoned UN peacekeepers at Grimm, injuring nine. A UN vehicle was set on fire in Sulbek.", 2),
        ("The offices of the governor burned. A UN vehicle caught fire on the road.", 0),
    ],
)
def test_what_else_is_damaged(text: str, count: int, events: Events) -> None:
    assert len([event for event in events(text) if isinstance(event, Attack)]) == count


@pytest.mark.parametrize(
    ("before", "place"),
    [
        ("Movement in Grimm was dangerous throughout June.", ["Grimm"]),
        ("A company of the mission had been posted to Grimm.", []),  # a contribution, which tells of no scene
        ("On 9 May 2001 a UN convoy was shelled at Grimm, and a soldier was hurt.", []),  # another attack
        ("Movement was dangerous throughout June.", []),
    ],
)
def test_where_the_sentence_before_was(before: str, place: list[str], events: Events) -> None:
    last = events(f"{before} On 17 June 2001 a rocket struck a car of the UN mission, killing an observer.")[-1]
    assert [where.name for where in last.place] == place


def test_an_attack_is_named_after_its_place_unless_another_is_told(events: Events) -> None:
    (named,) = events("The Grimm ambush occurred when UN troops were ambushed by militants on 18 August 2008.")
    (told,) = events("The Grimm ambush occurred when UN troops were ambushed near Sulbek on 18 August 2008.")
    assert [[place.name for place in attack.place] for attack in (named, told)] == [["Grimm"], ["Sulbek"]]


@pytest.mark.parametrize(("whose", "place"), [("Grimm", ["Grimm"]), ("Kenyan", [])])
def test_premises_that_are_named_after_their_place(whose: str, place: list[str], events: Events) -> None:
    (attack,) = events(f"On 3 May 2001 militants assaulted the {whose} camp. Ten UN peacekeepers were killed.")
    assert [where.name for where in attack.place] == place


def test_a_state_that_answers_with_arms_is_called_by_its_name_alone(events: Events) -> None:
    (attack,) = events("On 3 May 2001 a UN post near Grimm was hit when Syria answered with artillery.")
    (culprit,) = attack.perpetrator if isinstance(attack, Attack) else ()
    assert {culprit.name, *(name.text for name in culprit.other_names)} == {"Syrian forces", "Syria"}

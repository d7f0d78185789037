"""An attack told over several sentences is one fact; two attacks are two."""

import pytest

from kg.documents.read import read_document
from kg.facts.model import Accident, Attack
from kg.pages.model import Page
from kg.reading.prose.read import read_prose
from kg.reading.subject import subject_of

TITLE = "United Nations Mission in Ruritania"
ARTICLE = "{{{{Infobox United Nations|type=Peacekeeping mission|abbreviation=UNMIR}}}}\n'''{}''' is a mission.\n\n{}\n"


def events(text: str) -> list[Attack | Accident]:
    document = read_document(Page(TITLE, ARTICLE.format(TITLE, text)))
    return [fact for fact in read_prose(document, subject_of(document)) if isinstance(fact, Attack | Accident)]


def events_elsewhere(text: str) -> list[Attack | Accident]:
    """Those of a page that is no mission's."""
    document = read_document(Page("Army of Ruritania", text))
    return [fact for fact in read_prose(document, subject_of(document)) if isinstance(fact, Attack | Accident)]


def test_the_toll_and_the_claim_follow() -> None:
    (attack,) = events(
        "On 3 May 2001 a UN convoy was ambushed near Nordhaven. Two peacekeepers were killed in the attack. "
        "Al-Shabaab claimed responsibility."
    )
    assert isinstance(attack, Attack)
    assert (str(attack.date), attack.method, attack.casualties[0].killed) == ("2001-05-03", "Ambush", 2)
    assert [group.name for group in attack.claimed_by] == ["Al-Shabaab"]
    assert len(attack.evidence) == 3


def test_another_day_is_another_attack() -> None:
    first, second = events(
        "On 3 May 2001 two peacekeepers were shot dead. On 9 June 2001 a UN truck struck a mine near Sulbek."
    )
    assert (str(first.date), str(second.date)) == ("2001-05-03", "2001-06-09")


def test_the_next_day_is_inferred() -> None:
    _, second = events(
        "On 3 May 2001 two peacekeepers were shot dead. The next day three more peacekeepers were killed."
    )
    assert (str(second.date), second.date_inferred) == ("2001-05-04", True)


def test_the_sentence_before_sets_the_scene() -> None:
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
        "In 2001 a column of six trucks stopped at the market in Sulbek.",
        "The war has gone on since 5 May 2001.",
    ],
)
def test_a_decision_a_year_and_what_lies_before_set_no_scene(before: str) -> None:
    (attack,) = events(f"{before} Gunmen shot at the peacekeepers, two of whom were killed.")
    assert (attack.date, attack.place) == (None, ())


def test_a_new_paragraph_begins_anew() -> None:
    first, second = events("Rebels attacked a UN base at Grimm.\n\nRebels attacked a UN base at Sulbek.")
    assert (first.place[0].name, second.place[0].name) == ("Grimm", "Sulbek")


def test_an_accident_is_no_attack() -> None:
    (accident,) = events("On 3 May 2001 a UN helicopter crashed in bad weather, killing four peacekeepers.")
    assert isinstance(accident, Accident)
    assert accident.casualties[0].killed == 4


@pytest.mark.parametrize(
    "text",
    [
        "Since 1999 forty peacekeepers have been killed.",
        "Two peacekeepers died of malaria.",
        "The rebels threatened to attack the UN base.",
        "Peacekeepers killed three rebels.",
        "UN officials said that rebels had killed nine villagers.",
        "Two UN observers who had been abducted were released.",
        "Rebels shelled a market in Nordhaven.",
        "I pay tribute to the members of UNMIR who lost their lives in the course of the operation.",
        "A car bomb outside a hotel in Grimm kills 20; UNMIR soldiers help the wounded.",
    ],
)
def test_what_is_no_attack_on_the_mission(text: str) -> None:
    assert events(text) == []


def test_who_lost_their_lives_beside_an_attack_were_killed() -> None:
    (attack,) = events(
        "Rebels attacked a convoy near Grimm; two Kenyan peacekeepers and one Ghanaian lost their lives, ten were hurt."
    )
    told = [(c.nationality.name if c.nationality else None, c.killed, c.injured) for c in attack.casualties]
    assert sorted(told, key=str) == [("Ghana", 1, None), ("Kenya", 2, None), (None, None, 10)]


def test_who_lost_their_lives_without_an_attack_were_not() -> None:
    assert not events("Rebels left Grimm; two Kenyan peacekeepers lost their lives.")


def test_the_same_camp_is_where_the_attack_before_was() -> None:
    _, second = events(
        "On 20 November 2015 a mortar attack on the UN camp in Grimm caused no casualties. "
        "On 28 November two peacekeepers were killed in a further attack on the same camp."
    )
    assert [place.name for place in second.place] == ["Grimm"]


def test_what_a_post_costs_to_take_back_is_no_loss_of_the_attack() -> None:
    (attack,) = events(
        "On 3 May 2001 rebels entered the UN post at Grimm and took five peacekeepers hostage. "
        "Hours later a Kenyan company retook the post. Two soldiers were killed and three wounded."
    )
    assert [(group.abducted, group.killed) for group in attack.casualties] == [(5, None)]


def test_what_rebels_take_back_goes_on_with_the_attack() -> None:
    (attack,) = events(
        "On 3 May 2001 rebels stormed the UN post at Grimm. The rebels retook the bridge. Two peacekeepers were killed."
    )
    assert attack.casualties[0].killed == 2


def test_what_is_hit_as_well_is_hit_there_by_the_same_ones() -> None:
    (attack,) = events("Rebels shell a market in Grimm. A UN truck is hit as well.")
    assert isinstance(attack, Attack)
    assert ([p.name for p in attack.place], [e.name for e in attack.perpetrator]) == (["Grimm"], ["Rebels"])


def test_a_second_vehicle_is_hit_in_an_attack_of_its_own() -> None:
    _, second = events(
        "On 3 May 2001 a UN helicopter was shot down. On 9 June 2001 a second aircraft was hit at Sulbek."
    )
    assert (str(second.date), [place.name for place in second.place]) == ("2001-06-09", ["Sulbek"])


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
def test_who_the_victims_were(text: str, told: list[tuple[str | None, int | None, int | None]]) -> None:
    (attack,) = events(f"On 3 May 2001 a UN convoy was ambushed near Grimm. {text}")
    found = [(g.nationality.name if g.nationality else None, g.killed, g.injured) for g in attack.casualties]
    assert found == told


@pytest.mark.parametrize(
    "text",
    [
        "A soldier of the UN force shoots and fatally wounds a driver who fails to stop at a checkpoint near Grimm.",
        "A UN policeman opened fire on a trader at the gate.",
    ],
)
def test_a_stranger_shot_by_one_of_the_mission_is_no_attack(text: str) -> None:
    assert events(text) == []


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("Two UN observers were kidnapped by gunmen in Grimm, but were freed hours later.", [2]),
        ("Three UN drivers were seized near Grimm and were later released.", [3]),
        ("Two UN observers who had been kidnapped in Grimm were released on Monday.", []),
        ("Two UN observers were praised in Grimm, but were released by rebels hours later.", []),
    ],
)
def test_who_is_freed_after_the_same_sentence_told_of_the_kidnapping(text: str, taken: list[int]) -> None:
    assert [group.abducted for attack in events(text) for group in attack.casualties] == taken


def test_the_situation_told_before_places_what_follows() -> None:
    first, second = events(
        "The security situation in Sulbek remained tense. On 3 May 2001 two peacekeepers were shot dead. "
        "On 9 June 2001 a UN officer was shot at Grimm."
    )
    assert [[place.name for place in attack.place] for attack in (first, second)] == [["Sulbek"], ["Grimm"]]


def test_a_situation_is_no_place_of_another_paragraph() -> None:
    (attack,) = events("The situation in Sulbek remained tense.\n\nOn 3 May 2001 two peacekeepers were shot dead.")
    assert not attack.place


def test_the_town_that_a_paragraph_describes_places_what_follows() -> None:
    (attack,) = events("Sulbek, a port in the north, was held by militias. On 3 May 2001 a UN officer was shot dead.")
    assert [place.name for place in attack.place] == ["Sulbek"]


@pytest.mark.parametrize(
    ("told", "attacks"),
    [
        ("Kenya has sent soldiers to UNMIS since 2001. On 3 May 2003 a Kenyan soldier was shot dead by bandits.", 1),
        ("Kenya has sent soldiers to UNMIS since 2001. On 3 May 2003 rebels stormed a Kenyan camp near Grimm.", 1),
        ("Kenya sent a battalion to UNMIS. Rebels opened fire on their hosts. Two Kenyan soldiers were killed.", 1),
        ("Kenya has sent soldiers to UNMIS since 2001. On 3 May 2003 a Ghanaian soldier was shot dead by bandits.", 0),
        ("Kenya has sent soldiers to UNMIS. On 3 May 2003 a Kenyan soldier was shot dead by bandits in Kenya.", 0),
        ("Kenya was far away.\n\nOn 3 May 2003 a Kenyan soldier was shot dead by bandits.", 0),
    ],
)
def test_the_soldiers_of_a_country_that_a_paragraph_says_sends_them(told: str, attacks: int) -> None:
    assert len(events_elsewhere(told)) == attacks


def test_those_who_fell_together() -> None:
    (attack,) = events(
        "Ada Vane, an Italian scientist working for the mission, was shot dead on 20 July 1998, along with a Polish "
        "officer and two drivers."
    )
    assert [group.killed for group in attack.casualties] == [1, 1, 2]


def test_three_of_the_four_are_no_further_dead() -> None:
    (attack,) = events("Four UN peacekeepers were killed at Grimm on 3 May 2001. Three of the four died at once.")
    assert [group.killed for group in attack.casualties] == [4]


def test_how_it_was_done_and_a_later_claim_go_on() -> None:
    (attack,) = events(
        "A UN peacekeeper was murdered in Sulbek on 3 May 2001. Gunmen had opened fire from a passing van. "
        "A spokesman for Al-Shabaab claimed it two days later."
    )
    assert isinstance(attack, Attack)
    assert (str(attack.date), attack.method) == ("2001-05-03", "Shooting")
    assert [group.name for group in attack.claimed_by] == ["Al-Shabaab"]


def test_both_men_are_counted_once() -> None:
    (attack,) = events(
        "The bodies of two UN observers, a Jordanian and a Malawian, are found in Sulbek; "
        "the UN says both men had been murdered."
    )
    assert sum(group.killed or 0 for group in attack.casualties) == 2


def test_a_capital_owns_the_fallen_of_its_country() -> None:
    (attack,) = events(
        "A mine destroys a UN truck near Sulbek. Nairobi says that two of its soldiers have been killed."
    )
    assert [(g.killed, g.nationality.name if g.nationality else None) for g in attack.casualties] == [(2, "Kenya")]


def test_some_of_the_victims_are_named_later() -> None:
    (crash,) = events(
        "All 24 people on board are killed when a UN helicopter crashes in thick forest. "
        "Fourteen of the victims are Kenyan peacekeepers."
    )
    told = {(g.killed, g.nationality.name if g.nationality else None) for g in crash.casualties}
    assert told == {(14, "Kenya"), (10, None)}


def test_its_office_is_that_of_the_mission_before() -> None:
    text = "{} In the night of 3 May 2001 its regional office at Grimm was attacked with grenades."
    assert len(events(text.format("The mission itself has not been spared."))) == 1
    assert events(text.format("The bank itself has not been spared.")) == []


def test_the_day_and_the_toll_follow_the_place() -> None:
    (attack,) = events("A UN patrol was ambushed near Nordhaven. Two peacekeepers were killed on 3 May 2001.")
    assert (str(attack.date), [place.name for place in attack.place]) == ("2001-05-03", ["Nordhaven"])


def test_a_day_at_another_place_is_another_attack() -> None:
    text = "A UN patrol was ambushed near Nordhaven. On 3 May 2001 two peacekeepers were killed in Sulbek."
    assert [str(attack.date or "") for attack in events(text)] == ["", "2001-05-03"]


def test_a_day_after_the_toll_is_another_attack() -> None:
    first = "A UN patrol was ambushed near Nordhaven, and two peacekeepers were killed."
    assert len(events(f"{first} One peacekeeper was wounded on 3 May 2001.")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Attacks on the mission were condemned by the Council.",
        "The Council condemned attacks against UN patrols.",
        "Armed attacks against the mission increased in May 2005.",
        "The Georgian side said that one of its patrols was attacked while a visit of the mission was prepared.",
        "The mission helped the army to launch an attack against M23 positions on the heights.",
        "The mission has been provided free of cost with the premises that it requires.",
    ],
)
def test_what_tells_of_no_attack_on_the_mission(text: str) -> None:
    assert events(text) == []


def test_one_attack_among_words_on_attacks_is_told() -> None:
    text = "The mission condemned this cowardly attack on a UN convoy, and said that attacks against it are a crime."
    assert len(events(text)) == 1


def test_soldiers_of_whom_the_mission_tells_are_its_own() -> None:
    (attack,) = events("The mission said that 30 soldiers were injured in clashes with rioters on 3 May 2001.")
    assert attack.casualties[0].injured == 30
    assert events("The mission said that 30 government soldiers were injured in clashes on 3 May 2001.") == []


def test_a_letter_s_day_is_not_that_of_the_attack() -> None:
    (attack,) = events("In my letter of 3 May 2001 I told the Council that two peacekeepers were shot dead.")
    assert attack.date is None


def test_who_is_held_after_an_accident_is_a_story_of_its_own() -> None:
    text = "On 3 May 2001 a UN patrol was hurt in a traffic accident. Two peacekeepers were then detained by police."
    assert [type(event).__name__ for event in events(text)] == ["Accident", "Attack"]


@pytest.mark.parametrize("rest", ["after a visit in Ahlen", "and later others at Ahlen", "in the district of Ahlen"])
def test_a_place_farther_on_in_the_clause_is_not_that_of_the_attack(rest: str) -> None:
    (attack,) = events(f"Two peacekeepers were shot dead near Grimm {rest}.")
    assert [place.name for place in attack.place] == ["Grimm"]


def tolls(event: Attack | Accident) -> list[tuple[int | None, int | None, str]]:
    return [(c.killed, c.injured, c.nationality.name if c.nationality else "") for c in event.casualties]


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
def test_what_the_news_tell_again_is_one_attack(text: str) -> None:
    (attack,) = events(text)
    assert len({(killed, injured) for killed, injured, _ in tolls(attack)}) == len(attack.casualties)


def test_another_toll_or_another_place_is_another_attack() -> None:
    assert len(events("Two UN soldiers were killed near Sulbek. Three UN soldiers were killed near Grimm.")) == 2
    assert len(events("Two Kenyan UN soldiers were killed near Sulbek. Two UN soldiers were killed near Grimm.")) == 2


def test_the_patrol_and_the_gunmen_are_those_told_before() -> None:
    (attack,) = events(
        "Gunmen attacked a UN convoy near Sulbek; nobody was hurt. The convoy was attacked at a ford. A driver said "
        "that the gunmen fired on the UN lorries with rifles."
    )
    assert isinstance(attack, Attack)
    assert attack.method == "Shooting"
    again = "Gunmen attacked a UN patrol near Sulbek. The gunmen later attacked another UN patrol near Grimm."
    assert len(events(again)) == 2


def test_known_premises_that_are_hit_again_are_those_of_the_attack() -> None:
    (attack,) = events(
        "Fighters opened an attack on 14 April 2018 with rockets on the UN depot. A lorry drove up to it and blew "
        "up inside the depot. Two UN soldiers were killed."
    )
    assert (str(attack.date), tolls(attack)) == ("2018-04-14", [(2, None, "")])


def test_what_only_happened_besides_tells_not_how_it_was_done() -> None:
    (attack,) = events("There was an armed attack on the UN base in Sulbek. Mine accidents continued to occur.")
    assert isinstance(attack, Attack)
    assert attack.method == "ArmedAssault"


def test_where_others_fought_the_mission_is_hit_in_its_own_attack() -> None:
    (attack,) = events(
        "When militias and the army clashed, the valley came under fire. The Kenyan troops of the mission hid, but a "
        "mortar round hit one of their lorries, killing two of them."
    )
    assert isinstance(attack, Attack)
    assert (attack.method, attack.perpetrator, tolls(attack)) == ("Shelling", (), [(2, None, "Kenya")])


def test_what_an_attack_follows_on_is_not_part_of_it() -> None:
    (attack,) = events(
        "Two UN soldiers were wounded near Sulbek. The incident came a week after an attack on the port town of Grimm, "
        "which killed at least ten."
    )
    assert tolls(attack) == [(None, 2, "")]


def test_the_mission_that_fires_is_no_attacker() -> None:
    (attack,) = events(
        "A bomb wounded a UN soldier in Sulbek. Peacekeepers then opened fire onto buses filled with people, killing "
        "at least 36 more civilians."
    )
    assert isinstance(attack, Attack)
    assert (attack.perpetrator, tolls(attack)) == ((), [(None, 1, "")])


def test_the_death_of_an_attacker_tells_not_how_they_attacked() -> None:
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
def test_who_attacks(text: str, perpetrator: str) -> None:
    (attack,) = events(text)
    assert isinstance(attack, Attack)
    assert perpetrator in {
        name for one in attack.perpetrator for name in (one.name, *(n.text for n in one.other_names))
    }


@pytest.mark.parametrize(
    "text",
    [
        "Peacekeepers attacked UN staff by mistake near Sulbek.",
        "Two UN soldiers were injured in clashes between civilians and ethnic Albanians.",
    ],
)
def test_who_does_not_attack(text: str) -> None:
    assert all(isinstance(attack, Attack) and not attack.perpetrator for attack in events(text))


def test_fighting_between_others_names_no_attackers() -> None:
    (attack,) = events("Two UN soldiers were wounded in fighting between the army and the rebels.")
    assert isinstance(attack, Attack)
    assert attack.perpetrator == ()


def test_an_attack_has_the_date_and_the_place_of_its_name() -> None:
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
        ("The bishop spoke of revenge for the killing of six UN soldiers.", [(6, "")]),
    ],
)
def test_who_came_to_harm(text: str, expected: list[tuple[int, str]]) -> None:
    told = [(killed, nation) for event in events(text) for killed, _, nation in tolls(event) if killed]
    assert told == expected


@pytest.mark.parametrize(
    "text",
    [
        "Fifteen UN soldiers were killed between April and July 1994.",
        "The army lost 14 soldiers of the mission: illness (10) and drowning (4).",
        "Some of the bases that the mission had handed over were attacked in June.",
        "The earlier report that a UN soldier was shot did not prove valid.",
        "Two battalions left the mission, whose soldiers had been accused of firing into a crowd, killing 24 people.",
        "The general warned that the UN compound in Sulbek would be shelled if the planes came again.",
    ],
)
def test_totals_and_what_is_not_the_missions_are_no_attacks(text: str) -> None:
    assert events(text) == []


def test_an_army_that_tells_of_an_abduction_did_not_do_it() -> None:
    (attack,) = events("The IDF claims that UN observers were abducted near Sulbek.")
    assert isinstance(attack, Attack)
    assert (attack.perpetrator, attack.claimed_by) == ((), ())


def test_some_of_those_of_a_total_died_in_one_attack() -> None:
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
def test_when_people_were_taken_and_how_many(text: str, date: str, abducted: list[int]) -> None:
    (attack,) = events(text)
    assert (str(attack.date), [c.abducted for c in attack.casualties]) == (date, abducted)


def test_a_bomb_that_targets_the_mission_is_not_its_deed() -> None:
    (attack,) = events("A mine targeting the mission kills seven people in Sulbek.")
    assert tolls(attack) == [(7, None, "")]

"""Tenures over several sentences, and on pages that are not on a mission."""

from collections.abc import Callable

import pytest

from kg.facts.model import Fact, Tenure

Facts = Callable[..., tuple[Fact, ...]]
Tenures = Callable[[str], list[tuple[str, str | None, str, str]]]


@pytest.fixture
def tenures(read: Facts) -> Tenures:
    """Person, role, start and end of each tenure of a text."""

    def tenures(text: str) -> list[tuple[str, str | None, str, str]]:
        found = [fact for fact in read(text) if isinstance(fact, Tenure)]
        return [(t.person.name, t.role, str(t.start or ""), str(t.end or "")) for t in found]

    return tenures


def test_he_is_the_one_of_the_sentence_before(tenures: Tenures) -> None:
    text = "Ann Example is a Ghanaian general. She commanded the mission's troops between 1993 and 1995."
    assert tenures(text) == [("Ann Example", "ForceCommander", "1993", "1995")]


def test_a_successor_begins_when_the_one_before_ends(tenures: Tenures) -> None:
    text = "The Force Commander, Major General Ann Example, left on 3 May 2001 and was replaced by Joe Sample of India."
    assert tenures(text) == [
        ("Ann Example", "ForceCommander", "", "2001-05-03"),
        ("Joe Sample", "ForceCommander", "2001-05-03", ""),
    ]


def test_an_end_after_the_succession_is_that_of_the_second(tenures: Tenures) -> None:
    text = "In May 2001 Joe Sample succeeded Ann Example as head of the mission, a post he held until June 2003."
    assert tenures(text) == [
        ("Joe Sample", "HeadOfMission", "2001-05", "2003-06"),
        ("Ann Example", "HeadOfMission", "", "2001-05"),
    ]


@pytest.mark.parametrize(("verb", "nation"), [("provided", "Kenya"), ("criticised", None)])
def test_a_nation_provides_one_of_its_own(verb: str, nation: str | None, read: Facts) -> None:
    text = f"Kenya {verb} the first Force Commander of the mission, General Bo Lund."
    (tenure,) = [fact for fact in read(text) if isinstance(fact, Tenure)]
    assert (tenure.nationality.name if tenure.nationality else None) == nation


def test_one_tenure_told_in_two_sentences_is_one_fact(tenures: Tenures) -> None:
    text = "Ann Example became head of the mission in May 2001. Example left in June 2003."
    assert tenures(text) == [("Ann Example", "HeadOfMission", "2001-05", "2003-06")]


def test_a_day_takes_the_year_of_the_sentence_before(tenures: Tenures) -> None:
    text = "In 2001 the mission grew. On 3 May Ann Example was appointed Force Commander."
    assert tenures(text) == [("Ann Example", "ForceCommander", "2001-05-03", "")]
    assert tenures("On 3 May Ann Example was appointed Force Commander.") == [("Ann Example", "ForceCommander", "", "")]


def test_a_role_that_only_stands_beside_a_name_gives_way_to_an_appointment(tenures: Tenures) -> None:
    text = "The Chief of Staff, Colonel Ann Example, was appointed Head of Mission."
    assert tenures(text) == [("Ann Example", "HeadOfMission", "", "")]


@pytest.mark.parametrize(
    "text",
    [
        "General Ann Example was appointed commander of the Ruritanian army.",
        "Prime Minister Ann Example took over from Joe Sample in May 2001.",
        "The former police chief, General Ann Example, gave a speech.",
        "They were led by a brigadier who became chief of staff of the mission.",
        "Ann Example, commander of the eastern division, resigned.",
    ],
)
def test_no_tenure(tenures: Tenures, text: str) -> None:
    assert tenures(text) == []


@pytest.mark.parametrize(("mission", "role"), [("UNIFIL", "ForceCommander"), ("UNMIL", "HeadOfMission")])
def test_a_general_at_the_head_of_a_force_commands_it(tenures: Tenures, mission: str, role: str) -> None:
    text = f"In May 2001 Major General Ann Example became head of {mission}."
    assert tenures(text) == [("Ann Example", role, "2001-05", "")]


def test_a_role_that_the_sentence_before_speaks_of(tenures: Tenures) -> None:
    text = (
        "There was a change in the command of the force in May 2001. Major General Ann Example left on 3 May 2001 and "
        "was succeeded on the same date by Major General Joe Sample of India."
    )
    assert tenures(text) == [
        ("Ann Example", "ForceCommander", "", "2001-05-03"),
        ("Joe Sample", "ForceCommander", "2001-05-03", ""),
    ]


def test_a_biography_s_he_is_its_subject(read: Facts) -> None:
    head = "{{Infobox military person|name=Ann Example}}\n'''Ann Example''' is a general.\n"
    found = read("In 2003 she was appointed Force Commander of UNMIL.", "Ann Example", head)
    assert [(f.person.name, str(f.start)) for f in found if isinstance(f, Tenure)] == [("Ann Example", "2003")]


def test_rank_and_nation_in_the_next_sentence(read: Facts) -> None:
    text = "Ann Example is picked to command the mission. A Ghanaian, she had served abroad."
    told = [(f.person.name, f.rank, f.nationality and f.nationality.name) for f in read(text) if isinstance(f, Tenure)]
    assert told == [("Ann Example", None, "Ghana")]


def test_who_leaves_is_the_one_told_before_only_where_words_mean_that_one(tenures: Tenures) -> None:
    first = "The Force Commander, Major General Ann Example, met them."
    assert tenures(f"{first} The bombs left 18 people hurt until 1 May 2001.") == [
        ("Ann Example", "ForceCommander", "", "")
    ]
    assert tenures(f"{first} She left the mission on 1 May 2001.") == [
        ("Ann Example", "ForceCommander", "", "2001-05-01")
    ]


def test_who_is_sworn_in_as_president_succeeds_to_no_role_of_the_mission(tenures: Tenures) -> None:
    first = "The head of the mission, Ann Example, met them."
    text = f"{first} Joe Sample was sworn in as the new President on 20 May 2001, succeeding Max Sample."
    assert tenures(text) == [("Ann Example", "HeadOfMission", "", "")]


@pytest.mark.parametrize(
    "text",
    [
        "After talks with the head of the mission, Joe Sample thanked the donors.",
        "In line with the Electoral Law, my Special Representative invited the parties.",
        "The minister met Joe Sample, the head of the Croatian Commission on dealings with UNCRO.",
        "The mission met Joe Sample, the European Union Special Representative for the region.",
        "Joe Sample, who had led U.N. peacekeeping operations, came to the mission.",
    ],
)
def test_no_head_of_the_mission(tenures: Tenures, text: str) -> None:
    assert tenures(text) == []


def test_he_twice_is_the_one_named_before_both(tenures: Tenures) -> None:
    text = "Ann Example is a Ghanaian general. She grew up in Accra. She commanded the mission's troops until 1995."
    assert tenures(text) == [("Ann Example", "ForceCommander", "", "1995")]


def test_a_deputy_of_a_commander_told_twice(tenures: Tenures) -> None:
    text = "The force is commanded by Major General Ann Example, with Brigadier General Joe Sample as her deputy."
    assert [(person, role) for person, role, *_ in tenures(text)] == [
        ("Ann Example", "ForceCommander"),
        ("Joe Sample", "DeputyForceCommander"),
    ]


def test_a_commissioner_leads_the_police(tenures: Tenures) -> None:
    assert tenures("The mission's monitors are led by Commissioner Ann Example.") == [
        ("Ann Example", "PoliceCommissioner", "", "")
    ]


def test_who_moves_on_hands_over_no_new_post(tenures: Tenures) -> None:
    text = (
        "General Ann Example heads the school, succeeding General Joe Sample, who has been appointed Force Commander "
        "of the mission."
    )
    assert [person for person, *_ in tenures(text)] == ["Joe Sample"]


DEPUTY = "Ann Example of Ghana was appointed Deputy Head of the mission on 3 May 2001."


@pytest.mark.parametrize(
    "other",
    [
        "Those who had left their homes came back in June 2003.",
        "A man who had left the camp in June 2003 returned to his flat.",
        "The mission has succeeded since June 2003 in keeping the peace.",
        "The Police Commissioner assumed his post in June 2003.",
        "A new priest was appointed in June 2003.",
        "Upon taking up his duties in June 2003, the Force Commander met the press.",
    ],
)
def test_what_others_do_is_not_told_of_the_one_before(other: str, read: Facts) -> None:
    (tenure,) = (fact for fact in read(f"{DEPUTY} {other}") if isinstance(fact, Tenure))
    assert (tenure.person.name, str(tenure.start), tenure.end, len(tenure.evidence)) == (
        "Ann Example", "2001-05-03", None, 1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("then", "end"),
    [
        (" She left in June 2003.", "2003-06"),
        ("\n\nShe left in June 2003.", "2003-06"),
        ("\n\nThe road is open. The guard was beaten; she left in June 2003.", ""),
    ],
)
def test_she_is_the_one_of_this_paragraph_or_begins_the_next(then: str, end: str, tenures: Tenures) -> None:
    assert tenures(DEPUTY + then)[0] == ("Ann Example", "DeputyHeadOfMission", "2001-05-03", end)


@pytest.mark.parametrize(
    "text",
    [
        "At a meeting with the chief of the rebels, General Olaf Berg, the Force Commander was told of a truce.",
        "In his talks with the Force Commander, Mr. Berg was struck by the state of the roads.",
        "Ada Poe, Permanent Representative of Ghana to the United Nations, led the mission for a week.",
        "The rebels' delegation was headed by Olaf Berg, the Chief of Staff, and arrived at the mission in May 2001.",
        "The visit of Ada Poe, the Special Representative for the East of Ghana, to the mission went well.",
        "Olaf Berg also met the command of the mission.",
    ],
)
def test_who_is_met_or_leads_something_else_heads_no_mission(text: str, tenures: Tenures) -> None:
    assert tenures(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "At a meeting with the rebels, General Olaf Berg, the Force Commander, was told of a truce.",
        "The mission was headed by Olaf Berg, the Chief of Staff, in May 2001.",
        "The visit of Olaf Berg, the Special Representative for Ruritania, went well.",
    ],
)
def test_who_is_named_with_the_office_holds_it(text: str, tenures: Tenures) -> None:
    assert [person for person, *_ in tenures(text)] == ["Olaf Berg"]


def test_what_a_deputy_does_on_a_day_is_no_beginning(read: Facts) -> None:
    facts = read("General Ada Vane, the deputy force commander, met the elders on 3 May 2001.")
    assert [(fact.role, fact.start) for fact in facts if isinstance(fact, Tenure)] == [("DeputyForceCommander", None)]


@pytest.mark.parametrize(
    "text",
    [
        "The mission was met by Ambassador Ada Vane, Deputy Permanent Representative of Kenya, in May 2001.",
        "The mission met RPF General Commander Ada Vane, Deputy General Commander Max Sample and others.",
        "The mission sent for Ada Vane, the Head of Civil Affairs of UNMIR, in May 2001.",
        "The head of the mission met Ada Vane, Special Representative of the President of Kenya, in May 2001.",
    ],
)
def test_offices_of_states_and_branches_are_no_tenure_s(text: str, tenures: Tenures) -> None:
    assert tenures(text) == []


def test_an_office_that_is_no_mission_s_is_not_handed_on(tenures: Tenures) -> None:
    negotiator = "In April the chief negotiator, Mr. Max Sample, was replaced by Mr. Joe Weir."
    assert [person for person, *_ in tenures("The force commander is General Ed Poe. " + negotiator)] == ["Ed Poe"]


def test_a_title_behind_an_envoy_is_that_of_the_next(tenures: Tenures) -> None:
    text = "I thank my Special Envoy, Mr. Max Sample, the Force Commander, General Ed Poe, the chiefs and the mission."
    assert tenures(text) == [("Ed Poe", "ForceCommander", "", "")]


def test_the_commander_alone_is_a_general(tenures: Tenures) -> None:
    assert tenures("The commander was Major General Ada Vane.") == [("Ada Vane", "ForceCommander", "", "")]
    assert tenures("The commander was Colonel Ada Vane.") == []


def test_generals_who_follow_each_other_at_the_head_of_a_force_command_it(tenures: Tenures) -> None:
    text = "At the head of the whole force, General Ada Vane was replaced by General Ed Poe in May 2001."
    assert [role for _, role, *_ in tenures(text)] == ["ForceCommander", "ForceCommander"]

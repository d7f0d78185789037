import time
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.reading.prose.attacks import Event, Surroundings, find_events, triggered, why_not
from kg.reading.prose.mentions import fold
from kg.resources import folder

NOWHERE = Surroundings()
VOCABULARY = """two UN soldiers peacekeepers were killed in an attack on the camp , and ; by rebels near Nordhaven On
3 May 2001 including shot dead hostage convoy Kenyan released claimed responsibility ( ) – 's"""
WORDS = st.sampled_from(VOCABULARY.split())


def events(sentence: str, page: Surroundings = NOWHERE) -> list[Event]:
    return find_events(fold(sentence), page)


def test_a_sentence_of_two_clauses_tells_two_events() -> None:
    first, second = events(
        "On 3 May two UN soldiers were shot dead near Grimm and on 4 May a UN truck struck a mine near Sulbek."
    )
    assert (first.method, second.method) == ("Shooting", "Landmine")
    assert [where.name for where in (*first.places, *second.places)] == ["Grimm", "Sulbek"]


def test_respectively_divides() -> None:
    found = events("Two UN soldiers, one from Chad and one from Togo, were killed at Grimm and Sulbek, respectively.")
    assert [event.places[0].name for event in found] == ["Grimm", "Sulbek"]


def test_what_raises_a_total_is_left_out() -> None:
    (event,) = events("A mine killed two UN soldiers, bringing the total number of UN soldiers killed to 40.")
    assert [harm.people.number for harm in event.harms] == [2]


def test_a_trial_tells_of_the_attack_only() -> None:
    (event,) = events("A court sentenced three men to death for the murder of two UN soldiers.")
    assert [harm.people.number for harm in event.harms] == [2]


def test_soldiers_from_abroad_are_the_missions_on_its_own_page() -> None:
    sentence = "Three Irish soldiers were killed in an attack."
    assert [e.own for e in events(sentence, Surroundings(mission=True, hosts=frozenset({"Lebanon"})))] == [True]
    assert [e.own for e in events(sentence)] == [False]
    assert [e.own for e in events(sentence, Surroundings(mission=True, hosts=frozenset({"Ireland"})))] == [False]


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("It rained.", "no word of violence"),
        ("The rebels threatened to attack the UN base.", "a threat"),
        ("Since 1978 forty UN soldiers have been killed.", "a total"),
        ("Two UN soldiers died of malaria.", "disease"),
        ("Rebels shelled a market.", "nobody and nothing"),
    ],
)
def test_the_debug_view_tells_why_not(sentence: str, reason: str) -> None:
    assert reason in why_not(fold(sentence))


def test_most_sentences_trigger_nothing() -> None:
    assert not triggered("The mission took over the airport and set up a radio station.")
    assert triggered("A mine went off.")


VERBS = tomllib.loads((folder("language") / "vocabulary" / "verbs.toml").read_text(encoding="utf-8"))
PARTICIPLES = [forms[3] for group in ("killed", "injured", "abducted", "attack") for forms in VERBS[group].values()]


@pytest.mark.parametrize("participle", PARTICIPLES)
def test_each_verb_of_harm_makes_a_sentence_read(participle: str) -> None:
    assert triggered(f"Two soldiers were {participle} near the river.")


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join)))
def test_no_text_stops_the_reader(sentence: str) -> None:
    for event in events(sentence, Surroundings(mission=True)):
        assert 0 <= event.begin <= event.end <= len(sentence)


@pytest.mark.parametrize("unit", ["Two UN soldiers were killed, ", "hit, ", "killed and ", "soldiers and ", "In A, "])
def test_ten_times_the_words_cost_no_hundred_times(unit: str) -> None:
    def seconds(times: int) -> float:
        begin = time.process_time()
        events(unit * times)
        return time.process_time() - begin

    seconds(1)
    short = min(seconds(20) for _ in range(3))
    assert seconds(200) < 60 * short + 0.05

"""Ways of saying as data: each example is read by its phrase, each counterexample is left by it."""

from collections.abc import Iterator

import pytest

from kg.documents.read import read_document
from kg.facts.model import Contribution, Entity, Fact, Figure, Statement, Tenure
from kg.pages.model import Page
from kg.reading.merge import merge
from kg.reading.prose.phrases import Example, Phrase, phrases
from kg.reading.prose.read import read_prose
from kg.reading.prose.views import view
from kg.reading.subject import subject_of

KINDS = ("tenure", "resolution", "contribution", "figure", "whose")
ALL = [phrase for kind in KINDS for phrase in phrases(kind).phrases]
EXAMPLES = [(phrase, example) for phrase in ALL for example in phrase.examples]
COUNTEREXAMPLES = [(phrase, text) for phrase in ALL for text in phrase.counterexamples]
TITLE = "United Nations Mission in Ruritania"
INFOBOX = "{{{{Infobox United Nations|type=Peacekeeping mission|abbreviation=UNMIR}}}}\n"
ARTICLE = INFOBOX + "The '''{}''' is a mission.\n== History ==\n{}\n"


def read(text: str) -> tuple[Fact, ...]:
    document = read_document(Page(TITLE, ARTICLE.format(TITLE, text)))
    return merge(read_prose(document, subject_of(document)))


def name(value: object) -> object:
    return value.name if isinstance(value, Entity) else str(value) if hasattr(value, "year") else value


def records(kind: str, facts: tuple[Fact, ...]) -> list[dict[str, object]]:
    if kind == "resolution":
        return list(resolutions(facts).values())
    types = {"tenure": Tenure, "contribution": Contribution, "figure": Figure}
    renamed = {"contributor": "country"}
    return [
        {renamed.get(slot, slot): name(getattr(fact, slot)) for slot in fact.__slots__}
        for fact in facts
        if isinstance(fact, types[kind])
    ]


def resolutions(facts: tuple[Fact, ...]) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for fact in facts:
        if isinstance(fact, Statement) and fact.subject.kind == "Resolution":
            slot = fact.property.removeprefix("pk:")
            told = found.setdefault(fact.subject.key, {})
            told.update({slot: name(fact.value)} if slot in ("number", "date") else {"effect": slot})
    return found


def sentences(text: str) -> Iterator[str]:
    document = read_document(Page(TITLE, text))
    yield from (sentence.text.plain for sentence in document.sentences)


def fires(phrase: Phrase, text: str) -> bool:
    return any(next(phrase.find(view(phrase.kind, sentence)), None) is not None for sentence in sentences(text))


@pytest.mark.parametrize("phrase", ALL, ids=lambda phrase: phrase.rule)
def test_each_phrase_has_examples_on_both_sides(phrase: Phrase) -> None:
    assert phrase.examples
    assert phrase.counterexamples


@pytest.mark.parametrize(("phrase", "example"), EXAMPLES, ids=lambda value: getattr(value, "rule", ""))
def test_an_example_is_read_by_its_phrase(phrase: Phrase, example: Example) -> None:
    assert fires(phrase, example.text)
    if example.reads:
        found = records(phrase.kind, read(example.text))
        assert any(dict(example.reads).items() <= told.items() for told in found), found


@pytest.mark.parametrize(("phrase", "text"), COUNTEREXAMPLES, ids=lambda value: getattr(value, "rule", ""))
def test_a_counterexample_is_left_by_its_phrase(phrase: Phrase, text: str) -> None:
    rules = {evidence.rule for fact in read(text) for evidence in fact.evidence}
    assert phrase.rule not in rules


@pytest.mark.parametrize("kind", KINDS)
def test_names_are_unique(kind: str) -> None:
    names = [phrase.name for phrase in phrases(kind).phrases]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", KINDS)
def test_a_sentence_without_stems_costs_no_pattern(kind: str) -> None:
    assert not phrases(kind).triggered("It rained on the hills.")


def test_the_debug_view_tells_which_phrases_fired() -> None:
    fired = phrases("tenure").fired(view("tenure", "In May 2001 Ann Example became Force Commander of the mission."))
    assert fired["is-role"]
    assert not fired["hands-over"]

"""Ways of telling attacks, as data: each example is read by its phrase, each counterexample is left by it."""

from collections.abc import Iterator, Mapping

import pytest

from kg.documents.read import read_document
from kg.facts.model import Attack
from kg.pages.model import Page
from kg.reading.prose.phrases import Example, Phrase, phrases
from kg.reading.prose.read import read_prose
from kg.reading.prose.views import view
from kg.reading.subject import subject_of

KINDS = (
    "breakdown",
    "later",
    "force",
    "people",
    "parts",
    "target",
    "culprit",
    "place",
    "harm",
    "attack",
    "clause",
    "doer",
    "state",
    "claim",
)
ALL = [phrase for kind in KINDS for phrase in phrases(kind).phrases]
EXAMPLES = [(phrase, example) for phrase in ALL for example in phrase.examples]
COUNTEREXAMPLES = [(phrase, text) for phrase in ALL for text in phrase.counterexamples]
TITLE = "United Nations Mission in Ruritania"
ARTICLE = "{{{{Infobox United Nations|type=Peacekeeping mission|abbreviation=UNMIR}}}}\n'''{}''' is a mission.\n\n{}\n"


def attacks(text: str) -> list[Attack]:
    document = read_document(Page(TITLE, ARTICLE.format(TITLE, text)))
    return [fact for fact in read_prose(document, subject_of(document)) if isinstance(fact, Attack)]


def fires(phrase: Phrase, text: str) -> bool:
    return next(phrase.find(view(phrase.kind, text)), None) is not None


def told(attack: Attack) -> Iterator[tuple[str, object]]:
    for kind in ("killed", "injured", "abducted"):
        yield kind, sum(getattr(group, kind) or 0 for group in attack.casualties)
    yield "perpetrator", "; ".join(entity.name for entity in attack.perpetrator)
    yield "claimed_by", "; ".join(entity.name for entity in attack.claimed_by)
    yield "place", "; ".join(entity.name for entity in attack.place)


@pytest.mark.parametrize("phrase", ALL, ids=lambda phrase: phrase.rule)
def test_each_phrase_has_examples_on_both_sides(phrase: Phrase) -> None:
    assert phrase.examples
    assert phrase.counterexamples


@pytest.mark.parametrize(("phrase", "example"), EXAMPLES, ids=lambda value: getattr(value, "rule", ""))
def test_an_example_is_read_by_its_phrase(phrase: Phrase, example: Example) -> None:
    assert fires(phrase, example.text)
    found: list[Mapping[str, object]] = [dict(told(attack)) for attack in attacks(example.text)]
    assert not example.reads or any(example.reads.items() <= one.items() for one in found), found
    if phrase.kind == "attack":
        assert len(found) == 1


@pytest.mark.parametrize(("phrase", "text"), COUNTEREXAMPLES, ids=lambda value: getattr(value, "rule", ""))
def test_a_counterexample_is_left_by_its_phrase(phrase: Phrase, text: str) -> None:
    if phrase.kind == "attack":
        assert attacks(text) == []
    else:
        assert not fires(phrase, text)


@pytest.mark.parametrize("kind", KINDS)
def test_names_are_unique(kind: str) -> None:
    names = [phrase.name for phrase in phrases(kind).phrases]
    assert len(names) == len(set(names))

"""Each sense is had by its word in its examples and not in its counterexamples."""

import pytest

from kg.reading.prose.lexicon import find_words
from kg.reading.prose.senses import Sense, senses

ALL = [(f"{sense.of}-{place}", sense) for found in senses().values() for place, sense in enumerate(found)]


def is_read(sense: Sense, text: str) -> bool:
    """Whether the word is found as one of violence or for people."""
    lemma = sense.of.removeprefix("to ")
    return any(getattr(c.value, "lemma", "") == lemma or text[c.begin : c.end] == sense.of for c in find_words(text))


@pytest.mark.parametrize("sense", [sense for _, sense in ALL], ids=[name for name, _ in ALL])
def test_a_word_has_another_sense_in_its_examples_only(sense: Sense) -> None:
    assert sense.examples
    assert sense.counterexamples
    assert not any(is_read(sense, example) for example in sense.examples)
    assert all(is_read(sense, example) for example in sense.counterexamples)


def test_a_verb_that_is_a_noun_for_people_elsewhere() -> None:
    assert not find_words("It continued to monitor the truce.")
    assert find_words("It sent a monitor to the town.")

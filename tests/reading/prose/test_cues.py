"""Each cue is found in its examples and not in its counterexamples."""

import pytest

from kg.reading.prose.cues import Cue, cues, first, method_of, methods

ALL = [cue for kind in cues().values() for cue in kind] + list(methods())


@pytest.mark.parametrize("cue", ALL, ids=lambda cue: f"{cue.kind}-{cue.stems[0]}")
def test_cue_is_found_in_its_examples_only(cue: Cue) -> None:
    assert cue.examples
    assert cue.counterexamples
    assert all(cue.search(example.lower()) for example in cue.examples)
    assert not any(cue.search(example.lower()) for example in cue.counterexamples)


def test_the_more_specific_method_decides() -> None:
    assert method_of("a suicide bomber drove a car bomb into the base") == "SuicideBombing"
    assert method_of("the patrol was ambushed and two were shot") == "Ambush"
    assert method_of("Two soldiers were killed") is None


def test_offsets_count_the_clause() -> None:
    clause = "Two died and the group Threatened to attack"
    found = first("hypothetical", clause)
    assert found is not None
    assert clause[found.start() :].startswith("Threatened")

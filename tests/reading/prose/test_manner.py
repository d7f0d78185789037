"""How it was done, where two words of a clause say it."""

import pytest

from kg.reading.prose.manner import manner_told


@pytest.mark.parametrize(
    ("clause", "manner"),
    [
        ("an observer was hit by small-arms fire when fighting reached the camp", "Shooting"),
        ("gunmen stormed the camp under small-arms fire", "ArmedAssault"),
        ("fighting reached the camp", "ArmedAssault"),
        ("fighting in grimm: a patrol strikes a land mine", "Landmine"),
        ("the camp was painted", None),
    ],
)
def test_the_more_specific_word_counts(clause: str, manner: str | None) -> None:
    assert manner_told(clause) == manner

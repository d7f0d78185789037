"""Mentions of a sentence at the first level of folding."""

import pytest

from kg.reading.prose.mentions import fold
from kg.values.missions import KnownMission


@pytest.mark.parametrize(
    ("sentence", "mentions"),
    [
        ("Two Kosovo Force (KFOR) soldiers fell.", ["Kosovo Force (KFOR)"]),
        (
            "An International Security Assistance Force (ISAF) post burned.",
            ["International Security Assistance Force (ISAF)"],
        ),
        ("A Danish Kosovo Force (KFOR) soldier fell.", ["Kosovo Force (KFOR)"]),
        ("Ten Danish Kosovo Force soldiers fell.", ["Kosovo Force"]),
        ("The Kosovo Force (UNMIK) left.", ["Kosovo Force", "UNMIK"]),
        ("The Kosovo Force, KFOR, left.", ["Kosovo Force", "KFOR"]),
        ("KFOR (with UNMIK) left.", ["KFOR", "UNMIK"]),
    ],
)
def test_a_mission_and_its_letters_in_brackets_are_one_mention(sentence: str, mentions: list[str]) -> None:
    forces = [chunk for chunk in fold(sentence).chunks.values() if chunk.kind == "force"]
    assert [sentence[chunk.begin : chunk.end] for chunk in forces] == mentions
    assert all(isinstance(chunk.value, KnownMission) for chunk in forces)

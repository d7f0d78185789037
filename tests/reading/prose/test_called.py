"""What a sentence calls a mission is one mention of it."""

import pytest

from kg.reading.prose.mentions import fold
from kg.values.missions import KnownMission


def forces(sentence: str) -> list[tuple[str, str]]:
    """The mentions of forces: as the sentence has them, and the letters of the mission that each is known to be."""
    chunks = [chunk for chunk in fold(sentence).chunks.values() if chunk.kind == "force"]
    known = [chunk.value.abbreviation if isinstance(chunk.value, KnownMission) else "" for chunk in chunks]
    return [(sentence[chunk.begin : chunk.end], name) for chunk, name in zip(chunks, known, strict=True)]


@pytest.mark.parametrize(
    ("sentence", "mention", "letters"),
    [
        ("Two Kosovo Force (KFOR) soldiers fell.", "Kosovo Force (KFOR)", "KFOR"),
        ("A Danish Kosovo Force (KFOR) soldier fell.", "Kosovo Force (KFOR)", "KFOR"),
        ("Ten Danish Kosovo Force soldiers fell.", "Kosovo Force", "KFOR"),
        ("The UN mission in Mali left.", "UN mission in Mali", "MINUSMA"),
        ("The UN peacekeeping force in Lebanon left.", "UN peacekeeping force in Lebanon", ""),
        ("The UN mission in Darfur left.", "UN mission in Darfur", ""),
        ("The UN mission in Ethiopia and Eritrea left.", "UN mission in Ethiopia and Eritrea", "UNMEE"),
        ("The UN mission in Bosnia (UNPROFOR) left.", "UN mission in Bosnia (UNPROFOR)", "UNPROFOR"),
        ("The African Union mission in Somalia (ATMIS) left.", "African Union mission in Somalia (ATMIS)", "ATMIS"),
        ("The UN's MINUSMA left.", "UN's MINUSMA", "MINUSMA"),
        ("The African Union force AMISOM left.", "African Union force AMISOM", "AMISOM"),
        ("KFOR, the NATO force in Kosovo, left.", "KFOR, the NATO force in Kosovo,", "KFOR"),
        ("MINUSMA, the UN mission, left.", "MINUSMA, the UN mission,", "MINUSMA"),
        ("The UN mission, known as MINUSMA, left.", "UN mission, known as MINUSMA,", "MINUSMA"),
    ],
)
def test_a_mission_is_one_mention(sentence: str, mention: str, letters: str) -> None:
    assert forces(sentence) == [(mention, letters)]


@pytest.mark.parametrize(
    ("sentence", "mentions"),
    [
        ("The Kosovo Force (UNMIK) left.", ["Kosovo Force", "UNMIK"]),
        ("The Kosovo Force, KFOR, left.", ["Kosovo Force", "KFOR"]),
        ("KFOR (with UNMIK) left.", ["KFOR", "UNMIK"]),
        ("The UN, MINUSMA, and France left.", ["UN", "MINUSMA"]),
        ("UNIFIL, the UN and France left.", ["UNIFIL", "UN"]),
        ("The UN sent a mission to Chad.", ["UN"]),
        ("The UN missions in Mali and Chad left.", ["UN"]),
        ("The UN mission in Mali and Chad fell out.", ["UN mission in Mali"]),
        ("The UN mission in Sudan's Darfur region left.", ["UN"]),
    ],
)
def test_what_only_stands_beside_it_is_no_part_of_it(sentence: str, mentions: list[str]) -> None:
    assert [mention for mention, _ in forces(sentence)] == mentions

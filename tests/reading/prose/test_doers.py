import pytest

from kg.reading.prose.doers import claims, culprits, states
from kg.reading.prose.mentions import fold
from kg.reading.prose.scene import fold_scene


def done_by(sentence: str) -> list[str]:
    masked = fold(sentence)
    scene = fold_scene(masked)
    found = culprits(scene, 0, len(scene.text)) or states(masked, 0, len(sentence))
    return [culprit.name for culprit in found]


def claimed_by(sentence: str) -> list[str]:
    scene = fold_scene(fold(sentence))
    return [c.group.name if c.group else c.name for c in claims(scene, 0, len(scene.text))]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Al-Shabaab stormed the camp.", ["Al-Shabaab"]),
        ("Two peacekeepers were killed by suspected rebels in the north.", ["rebels"]),
        ("The attack was blamed on bandits.", ["bandits"]),
        ("Israeli artillery shelled the post.", ["Israeli artillery"]),
        ("An Israeli airstrike hit the post.", ["Israel"]),
        ("Israeli forces raided the post.", ["Israeli forces"]),
        ("Israeli forces repelled a raid on the post.", []),
        ("Israeli forces repelled a raid by rebels on the post.", ["rebels"]),
        ("Fighters of the Free Valley Front attacked the camp.", ["Fighters of the Free Valley Front"]),
    ],
)
def test_who_did_it(sentence: str, names: list[str]) -> None:
    assert done_by(sentence) == names


@pytest.mark.parametrize(
    "sentence",
    [
        "Five militants were killed.",
        "The camp was attacked by a group.",
        "A clash between rebels and soldiers began.",
        "Seven peacekeepers died in a terrorist attack.",
    ],
)
def test_who_did_not(sentence: str) -> None:
    assert done_by(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Al-Shabaab claimed responsibility for the attack.", ["Al-Shabaab"]),
        ("Responsibility for the attack was claimed by Al-Shabaab.", ["Al-Shabaab"]),
        ("Al-Shabaab claims to have killed ten soldiers.", ["Al-Shabaab"]),
        ("Al-Shabaab denied responsibility for the attack.", []),
        ("Al-Shabaab claimed responsibility for the release of the soldiers.", []),
        ("Nobody claimed responsibility for the attack.", []),
    ],
)
def test_who_claims_it(sentence: str, names: list[str]) -> None:
    assert claimed_by(sentence) == names

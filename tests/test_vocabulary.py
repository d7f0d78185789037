import tomllib
from pathlib import Path

import pytest

from kg.resources import folder
from kg.values.vocabulary import words, written

FLAT = ("date_hedges", "hedges", "months", "number_words", "numbered", "ranks", "roles")
FILES = sorted((folder("language") / "vocabulary").glob("*.toml"))


def _surfaces(table: object) -> list[str]:
    """All words of a vocabulary file, however deep they stand."""
    if isinstance(table, str):
        return [table]
    parts = table.values() if isinstance(table, dict) else table if isinstance(table, list) else ()
    return [surface for part in parts for surface in _surfaces(part)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_holds_words_and_no_empty_entry(path: Path) -> None:
    surfaces = _surfaces(tomllib.loads(path.read_text(encoding="utf-8")))
    assert surfaces
    assert all(surface.strip() for surface in surfaces)


@pytest.mark.parametrize("name", FLAT)
def test_no_word_is_written_twice(name: str) -> None:
    assert len(words(name)) == len(written(name))


@pytest.mark.parametrize(
    ("name", "surface", "concept"),
    [
        ("ranks", "major-general", "Major General"),
        ("ranks", "lt. gen.", "Lieutenant General"),
        ("ranks", "air commodore", "Air Commodore"),
        ("ranks", "brigadier", "Brigadier"),
        ("roles", "srsg", "HeadOfMission"),
        ("roles", "force commander", "ForceCommander"),
        ("roles", "senior police adviser", "PoliceCommissioner"),
        ("roles", "deputy special representative", "DeputyHeadOfMission"),
        ("roles", "chief military observer", "OtherRole"),
        ("months", "sept.", "9"),
        ("number_words", "forty", "40"),
    ],
)
def test_a_word_and_its_concept(name: str, surface: str, concept: str) -> None:
    assert words(name)[surface] == concept


def test_roles_are_those_of_the_ontology() -> None:
    known = {
        "HeadOfMission",
        "DeputyHeadOfMission",
        "ForceCommander",
        "DeputyForceCommander",
        "PoliceCommissioner",
        "ChiefOfStaff",
        "OtherRole",
    }
    assert set(words("roles").values()) == known


@pytest.mark.parametrize("surface", ["peacekeeper", "president", "mission", ""])
def test_what_is_no_role(surface: str) -> None:
    assert surface not in words("roles")

"""Infobox mappings: what the ontology says is what the reading rooms get."""

import re

import pytest

from kg.errors import DataError
from kg.values.mappings import (
    READERS,
    InfoboxMapping,
    _families,
    _line,
    _lines,
    _numbered,
    examples,
    families,
    family_of,
    ignored_parameters,
    mappings_for,
)

FAMILIES = {
    *("united nations", "organization", "military operation", "operational plan", "military conflict"),
    *("military unit", "civilian attack", "un resolution", "military person", "officeholder", "settlement"),
    *("country", "peacekeeping"),
}


def test_all_families_are_read() -> None:
    assert set(families()) == FAMILIES
    assert {family.name for family in _families()} == FAMILIES | {"any"}


@pytest.mark.parametrize(
    ("infobox", "parameter", "expected"),
    [
        ("united nations", "headquarters", ("pk:headquarters", "place", "Mission")),
        ("UN", "leader_name3", ("pk:person", "leader", "Tenure")),
        ("un", "leader_title3", ("pk:role", "leader title", "Tenure")),
        ("civilian attack", "fatalities", ("pk:killed", "casualties", "Attack")),
        ("Terrorist attack", "perps", ("pk:perpetrator", "groups", "Attack")),
        ("military unit", "commander1", ("pk:person", "leaders", "Tenure")),
        ("military unit", "commander1_label", ("pk:role", "leader title", "Tenure")),
        ("un resolution", "number", ("pk:number", "integer", "Resolution")),
        ("officeholder", "term_start2", ("pk:start", "date", "Tenure")),
        ("settlement", "coordinates", ("geo:lat", "coordinates", "Place")),
        ("settlement", "latns", ("geo:lat", "latitude", "Place")),
    ],
)
def test_mappings(infobox: str, parameter: str, expected: tuple[str, str, str]) -> None:
    found = mappings_for(infobox)[parameter]
    assert (found.property, found.reader, found.subject) == expected
    assert (found.infobox, found.parameter) == (family_of(infobox), parameter)


def test_no_parameter_is_mapped_twice() -> None:
    """A parameter has one meaning in one infobox: a second line for it would be dropped without a word."""
    for family in families():
        names = [
            name
            for line in _lines()
            if family in line.infoboxes
            for written in line.parameters
            for name in _numbered(written)
        ]
        assert sorted(names) == sorted(set(names)), family


def test_no_parameter_is_mapped_and_ignored_by_the_same_family() -> None:
    for family in _families():
        ignored = {number for name in family.ignored for number in _numbered(name)}
        assert not ignored & mappings_for(family.name).keys(), family.name


def test_no_template_belongs_to_two_families() -> None:
    names = [name for family in _families() for name in (family.name, *family.other_names)]
    assert sorted(names) == sorted(set(names))


def test_pictures_are_ignored_everywhere_unless_read() -> None:
    assert "image" in ignored_parameters("un") & ignored_parameters("nothing known")
    assert "size" in ignored_parameters("un")
    assert "size" not in ignored_parameters("military unit")  # there it is a strength


def test_unknown_infoboxes_are_left_alone() -> None:
    assert mappings_for("film") == {}


def test_every_mapped_parameter_has_an_example() -> None:
    shown = {(one.mapping.infobox, one.mapping.parameter) for one in examples()}
    mapped = {(family, re.sub(r"\d+", "", name)) for family in families() for name in mappings_for(family)}
    assert shown == mapped
    assert all(one.value and all(one.reading) for one in examples())


def test_every_reader_is_used_and_described() -> None:
    used = {line.reader for line in _lines()}
    assert used <= READERS
    described = InfoboxMapping.__module__
    import sys

    text = str(sys.modules[described].__doc__)
    assert [reader for reader in READERS if not re.search(rf"^(?:.*, )?{reader}(?:,|$)", text, re.MULTILINE)] == []


@pytest.mark.parametrize(
    "wrong",
    [
        "Mission | un | x | place",
        "Mission | un | x | place | value without reading",
        "Mission | un | x | no such reader | a -> b",
        "",
    ],
)
def test_a_wrong_line_is_the_data_s_fault(wrong: str) -> None:
    with pytest.raises(DataError, match="pk:x pk:readFrom"):
        _line("pk:x", wrong)


def test_a_value_may_hold_bars_and_arrows() -> None:
    line = _line("pk:x", "Mission | un | x | text | {{a|b|c}} -> d -> e")
    assert (line.value, line.reading) == ("{{a|b|c}} -> d", ("e",))

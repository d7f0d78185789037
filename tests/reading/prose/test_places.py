import pytest

from kg.reading.prose.mentions import fold
from kg.reading.prose.places import find_places


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("A bus burned in Nordhaven.", ["Nordhaven"]),
        ("A bus burned near the northern town of Sul-Eri.", ["Sul-Eri"]),
        ("It happened between Nordhaven and Sulbek.", ["Nordhaven", "Sulbek"]),
        ("It happened at Grimm, in the Upra Valley province.", ["Grimm", "Upra Valley province"]),
        ("A bus burned in northern Mali.", ["northern Mali"]),
        ("It happened on the road to Sulbek.", ["Sulbek"]),
        ("A bus burned near Grimm and Sulbek.", ["Grimm", "Sulbek"]),
        ("A bus burned near Grimm, and Bo Lund was shot.", ["Grimm"]),
        ("A bus burned in the South Ossetian capital, Nordhaven.", ["Nordhaven"]),
        ("A bus burned on the western outskirts of the Chadian capital, Nordhaven.", ["Nordhaven"]),
        ("It was hit by shots above the village of Grimm.", ["Grimm"]),
        ("They fell near the top of Mount Grimm.", ["Mount Grimm"]),
        ("They were seized across northern Mali.", ["northern Mali"]),
    ],
)
def test_places_after_prepositions(sentence: str, names: list[str]) -> None:
    assert [where.name for where in find_places(fold(sentence))] == names


@pytest.mark.parametrize(
    "sentence",
    [
        "Nordhaven wept.",
        "They came in May.",
        "He sat in the Ministry.",
        "They spoke with Nordhaven.",
        "They fell in a Black Hawk crash.",
        "They fought in the War on Terrorism.",
        "He served in the Air Force.",
    ],
)
def test_what_is_no_place(sentence: str) -> None:
    assert [where.name for where in find_places(fold(sentence)) if where.name] == []


def test_a_country_alone_has_no_name_of_a_place() -> None:
    (where,) = find_places(fold("A bus burned in Chad."))
    assert where.country is not None
    assert (where.name, where.country.name) == ("", "Chad")


def test_regions_and_chains() -> None:
    first, second = find_places(fold("A bus burned at Grimm in eastern Chad."))
    assert (first.region, first.chained, second.region, second.chained) == (False, False, True, True)


def test_letters_before_a_noun_are_no_place() -> None:
    found = find_places(fold("A driver rammed the U.S. Marine barracks in Grimm."))
    assert [where.name for where in found] == ["Grimm"]


@pytest.mark.parametrize(
    ("text", "country"), [("taking Kenyan soldiers to Grimm", None), ("in the Kenyan town of Grimm", "Kenya")]
)
def test_a_nationality_of_people_is_not_that_of_a_place(text: str, country: str | None) -> None:
    (where,) = find_places(fold(f"A bomb hit a bus {text}."))
    assert (where.name, where.country and where.country.name) == ("Grimm", country)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("A bus burned at the entrance to the small port of Grimm.", ["Grimm"]),
        ("They were shot while evacuating Grimm.", ["Grimm"]),
        ("They were taken in the area between Syria and the occupied Grimm Heights.", ["Grimm Heights"]),
        ("Gunmen fired on their UAZ Patriot near Grimm.", ["Grimm"]),
        ("There was an attack on a Recce Team near Grimm.", ["Grimm"]),
        ("GENEVA: A bus burned near Grimm.", ["Grimm"]),
        ("A bus burned in the Balkan nation.", []),
    ],
)
def test_what_leads_to_a_place_and_what_does_not(sentence: str, names: list[str]) -> None:
    assert [where.name for where in find_places(fold(sentence)) if where.name] == names

from hypothesis import given
from hypothesis import strategies as st

from kg.values.finder import Finder, folded, plain, without_accents

NAMES = Finder([("Mali", 1), ("Mali Empire", 2), ("São Tomé", 3), ("U.S.", 4), ("Côte d'Ivoire", 5)])


def test_the_longest_name_wins() -> None:
    assert list(NAMES.find("Mali and the Mali Empire")) == [(0, 4, 1), (13, 24, 2)]


def test_a_name_is_found_whole() -> None:
    assert [m for _, _, m in NAMES.find("Malian Somali Mali2 xMali mali")] == []
    assert [m for _, _, m in NAMES.find("(Mali), Mali's, U.S.-led")] == [1, 1, 4]


def test_typographic_marks_and_missing_accents_do_not_matter() -> None:
    assert [m for _, _, m in NAMES.find("Sao Tome, São\u00a0Tomé, Côte d’Ivoire")] == [3, 3, 5]


def test_small_letters_are_found_where_asked_for() -> None:
    assert [m for _, _, m in Finder([("al-Example", 1)], capitalised=False).find("by al-Example")] == [1]
    assert [m for _, _, m in Finder([("al-Example", 1)]).find("by al-Example")] == []


@given(st.text())
def test_plain_text_keeps_its_length(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert without_accents(without_accents(text)) == without_accents(text)

"""Where sentences end, and where they do not."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.read import read_document
from kg.documents.sentences import split
from kg.pages.model import Page


def cut(text: str) -> list[str]:
    return [text[begin:end] for begin, end in split(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Militants hit a U.N. convoy near Gao.",
        "It was led by Lt. Gen. Jan Novak of the force.",
        "Maj.-Gen. Jan Novak took over.",
        "It began at 9.30 p.m., in the camp.",
        "Under Resolution No. 5 the force left.",
        "The post at St. Louis was shelled.",
        "It was named after J. F. Novak.",
        "About 3.5 million people fled.",
        "He asked whether Dr. Novak had left.",
        "The bomb (one of two) hit the U.N. Peacekeeping base.",
        "Vehicles, e.g. Toyota trucks, were burnt.",
        "They fled from the camp... and never came back.",
        "Novak, Jr. Secretary of the mission, resigned.",
        "See p. 12 of the report.",
        "They run www.example.Mali and Example.Org sites.",
    ],
)
def test_one_sentence(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Two died.", "Three fled."],
        ["Two died.", "3 fled."],
        ["It was hit by the U.N.", "The army denied it."],
        ["The convoy left at 5 p.m.", "It was ambushed an hour later."],
        ["“We were hit.”", "He then fled."],
        ["Was it a mine?", "Nobody knows!", "It burnt."],
        ["It ended in 2013.", "The force left."],
        ["They met in Gao.", "“We will stay,” he said."],
        ["It hit Camp B.", "The guard died."],
        ["It was the end of 2013.", "“Nobody” was hurt."],
    ],
)
def test_several_sentences(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


def test_a_forgotten_space_ends_a_sentence_all_the_same() -> None:
    assert cut("They left the camp.Three died.") == ["They left the camp.", "Three died."]


def test_a_footnote_right_after_the_stop_stands_for_the_space() -> None:
    document = read_document(Page("X", "Two died.<ref>a</ref>Three fled.<ref name=b>b</ref> On 5 May it ended."))
    found = [(s.text.plain, [r.key for r in s.text.references]) for s in document.sentences]
    assert found == [("Two died.", ["@9"]), ("Three fled.", ["b"]), ("On 5 May it ended.", [])]


def test_a_footnote_within_a_sentence_is_its_own() -> None:
    document = read_document(Page("X", "Two<ref name=a/> died. <ref name=b/>Three fled<ref name=c/>."))
    assert [[r.key for r in s.text.references] for s in document.sentences] == [["a", "b"], ["c"]]


def test_no_sentence_ends_in_a_link() -> None:
    document = read_document(Page("X", "They carried the [[Samopal vz. 61|Samopal vz. 61 Skorpion]] and fled."))
    assert len(document.sentences) == 1


@given(
    st.lists(st.sampled_from(["Aa", "b", ".", "!", " ", "U.N.", "“", ")", "5", "\n", "Lt."]), max_size=30).map("".join)
)
def test_sentences_are_in_order_and_lose_no_letter(text: str) -> None:
    places = list(split(text))
    assert all(end <= begin for (_, end), (begin, _) in itertools.pairwise(places))
    assert "".join("".join(text[begin:end].split()) for begin, end in places) == "".join(text.split())

"""Prose as a whole: pages of which nothing is read, and what reading costs."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.facts.model import Fact
from kg.reading.prose.phrases import phrases
from kg.reading.prose.views import view

Facts = Callable[..., tuple[Fact, ...]]
PIECES = (
    "the Force Commander|,|(|)|and was replaced by|General Ann Example|of Kenya|Ghana (500)|12,000|troops from|UNMIL|"
    "in May 2001|resolution 1509 (2003)|extended the mandate|a total strength|killed|since|until|sent|Kenyan|a|;|."
)
WORDS = st.sampled_from(PIECES.split("|"))


def test_nothing_is_read_on_pages_that_name_no_mission(read: Facts) -> None:
    text = "In 2001 General Ann Example was appointed commander of the army, which sent 500 troops from Kenya."
    assert read(text, "Zenda", "") == ()


@settings(deadline=None, max_examples=60)
@given(st.lists(WORDS, max_size=120))
def test_any_words_are_read_in_little_time(read: Facts, words: list[str]) -> None:
    text = " ".join(words)
    begin = time.process_time()
    read(text)
    assert time.process_time() - begin < 2


@pytest.mark.parametrize("kind", ["tenure", "resolution", "contribution", "figure"])
@pytest.mark.parametrize(
    "piece",
    ["troops from Kenya (500), ", "General Ann Example (Ghana), ", "the the the ", "of the total number of ", "aaa, "],
)
def test_patterns_cost_no_more_than_linear_time(kind: str, piece: str) -> None:
    def cost(text: str) -> float:
        folded = view(kind, text)
        begin = time.perf_counter()
        phrases(kind).fired(folded)
        return time.perf_counter() - begin

    cost(piece)
    short, long = min(cost(piece * 40) for _ in range(3)), min(cost(piece * 400) for _ in range(3))
    assert long < 25 * max(short, 0.002)

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.reading.prose.mask import SIGN, Chunk, Masked, matches_at_heads, pattern

PLAIN = "On 3 May 2001 two men fell."
MASKED = Masked(PLAIN, [Chunk("date", 3, 13, "day"), Chunk("amount", 14, 17, 2), Chunk("people", 18, 21, "men")])


def test_a_mention_is_one_sign() -> None:
    assert MASKED.text == f"On {SIGN['date']} {SIGN['amount']} {SIGN['people']} fell."
    assert pattern("{amount} {people}").search(MASKED.text)


def test_offsets_lead_back_to_the_words() -> None:
    match = pattern("{amount} {people} fell").search(MASKED.text)
    assert match is not None
    assert MASKED.plain_of(*match.span()) == "two men fell"


def test_chunks_of_a_stretch() -> None:
    assert [chunk.kind for chunk in MASKED.within(0, 6)] == ["date", "amount"]
    assert MASKED.within(4, 6, "date") == []
    assert MASKED.positions(0, len(MASKED.text)) == list(MASKED.chunks)


def test_folding_again_covers_what_was_folded() -> None:
    again = MASKED.fold([(5, 8, "victims", "both")])
    assert again.text == f"On {SIGN['date']} {SIGN['victims']} fell."
    assert again.plain_of(5, 6) == "two men"


def test_folding_nothing_changes_nothing() -> None:
    assert MASKED.fold(()) is MASKED


def test_spellings_are_folded_where_they_stand() -> None:
    plain = "The U.N. sent Peacekeepers. Peace keepers left on 3 May 2001."
    folded = Masked(plain, [Chunk("date", 50, 60, "day")])
    assert folded.text == f"The U\u2024N\u2024 sent peacekeepers. Peace-keepers left on {SIGN['date']}."
    assert pattern(r"U\.N\. sent [^.]*$").search(folded.text.partition(". ")[0])
    assert folded.plain_of(folded.text.index("on "), len(folded.text)) == "on 3 May 2001."


def test_words_between_dashes_are_between_commas() -> None:
    plain = "Two men—both of them old—fell on 3 May 2001—so did we."
    folded = Masked(plain, [Chunk("date", 33, 43, "day")])
    assert folded.text == f"Two men, both of them old, fell on {SIGN['date']} – so did we."
    at = folded.text.index("both of them old")
    assert folded.plain_of(at, at + len("both of them old")) == "both of them old"
    assert folded.plain_of(folded.text.index("so"), len(folded.text)) == "so did we."


@pytest.mark.parametrize(
    ("plain", "text"),
    [
        ("Ann (a major from Kenya) fell.", "Ann, a major from Kenya, fell."),
        ("Ann (the Major) fell.", "Ann (the Major) fell."),
        ("Ann (Kenya) fell.", "Ann (Kenya) fell."),
        ("However, they fell.", "They fell."),
        ("However they fell, nobody saw.", "However they fell, nobody saw."),
    ],
)
def test_words_in_passing(plain: str, text: str) -> None:
    assert Masked(plain, []).text == text


PIECES = st.sampled_from(
    ["However, ", "a", "b ", " ", "—", " – ", " -- ", " (a man)", "(the head) ", "U.N.", " – (a man) b", "5"]
)


@example("b – (a man) b – b", [])
@example("However, — -- b — – ", [])
@given(st.lists(PIECES, max_size=16).map("".join), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 5))))
def test_every_offset_of_folded_text_has_a_place_in_the_sentence(plain: str, spans: list[tuple[int, int]]) -> None:
    chunks, done = [], 0
    for begin, length in sorted(spans):
        if done <= begin and begin + length <= len(plain):
            done = begin + length
            chunks.append(Chunk("people", begin, done, None))
    masked = Masked(plain, chunks)
    opening = re.match("However, (?=[A-Za-z])", plain)
    skipped = opening.end() if opening and not any(chunk.begin < opening.end() for chunk in chunks) else 0
    assert masked.plain_of(0, len(masked.text)) == plain[skipped:]
    assert masked.positions(0, len(masked.text)) == list(masked.chunks)
    letters = [(i, letter) for i, letter in enumerate(masked.text) if letter.isalpha()]
    assert [plain[masked.plain_begin(i)].lower() for i, _ in letters] == [letter.lower() for _, letter in letters]
    ends = [masked.plain_end(i) for i in range(len(masked.text) + 1)]
    assert ends == sorted(ends)


@pytest.mark.parametrize(
    ("text", "found"), [("the old red X", ["the old red X"]), ("he and red X", ["red X"]), ("no head", [])]
)
def test_noun_phrases_are_sought_from_their_head(text: str, found: list[str]) -> None:
    grammar, stops = re.compile(r"(?:[a-z]+ )*X"), re.compile("and|the")
    assert [m[0] for m in matches_at_heads(grammar, text, "X", stops, re.compile("the"))] == found

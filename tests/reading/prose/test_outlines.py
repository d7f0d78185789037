"""An outline never forbids a match: whatever it leaves out of a pattern, what it keeps is found where that matches."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.reading.prose import phrases
from kg.reading.prose.mask import pattern
from kg.reading.prose.outlines import outline
from kg.reading.prose.phrases import Phrase
from kg.reading.prose.views import view
from kg.resources import folder

KINDS = sorted({path.stem for path in (folder("language") / "phrases").glob("*.toml")} - {"cues", "methods", "macros"})
PHRASES = [phrase for kind in KINDS for phrase in phrases.phrases(kind).phrases]
MACROS = {"a_long_one": r"a[bc]?|(?:bc)+", "other": r"(?!b).|ab\b"}
ATOMS = st.sampled_from(
    ["ab", "ba", "[ab]", "[^|(a]", r"\(", ".", r"\b", "(?=a)", "(?!ab)", "(?<=ab)", "(?i:ab)", "^",
     "<a_long_one>", "<other>"]
)  # fmt: skip
SOURCES = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=5).map("".join),
        st.tuples(inner, inner).map("|".join),
        st.tuples(inner, inner).map(lambda two: f"(?:{two[0]}|{two[1]})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+?", "{0,2}", "{1,2}"])).map(lambda two: f"(?:{two[0]}){two[1]}"),
        inner.map(lambda one: f"({one})"),
        inner.map(lambda one: f"(?={one})"),
        inner.map(lambda one: f"(?!{one})"),
    ),
    max_leaves=10,
)


def written_out(source: str) -> str:
    for name, meant in MACROS.items():
        source = source.replace(f"<{name}>", f"(?:{meant})")
    return source


@given(SOURCES, st.sets(st.sampled_from(sorted(MACROS))), st.text("abcB(|", max_size=10), st.integers(0, 3))
def test_what_an_outline_keeps_is_found_wherever_the_pattern_matches(
    source: str, long: set[str], text: str, begin: int
) -> None:
    if re.compile(written_out(source)).search(text, begin, len(text) - 1):
        for stretch in outline(source, long):
            assert re.compile(written_out(stretch)).search(text, begin, len(text) - 1), stretch


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.rule)
def test_the_outline_of_a_phrase_is_found_in_its_examples(phrase: Phrase) -> None:
    for example in phrase.examples:
        text = view(phrase.kind, example.text).text
        if phrase.pattern.search(text):
            assert all(pattern(stretch).search(text) for stretch in phrase.outline)


@pytest.mark.parametrize(
    "source", [r"(?P<a>ab)<other>(?P=a)", r"(ab)<other>\1", "(?i)ab<other>", "(?P<a>ab)?<other>(?(a)ab|ba)", "ab", ""]
)
def test_a_pattern_whose_parts_depend_on_others_has_no_outline(source: str) -> None:
    assert outline(source, {"other"}) == ()


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        (r"(?:the )?<other>(?:, )?sent", ("(?:, )?sent",)),
        (r"(?:by <other>|of [|)] <other>)? gone", (" gone",)),
        (r"{amount} <other> in \(the{2}\)", (r" in \(the{2}\)", "{amount} ")),
        (r"(?P<who>(?:the <other>|any <other>) went) home", ("(?:the |any )", " went", " home")),
    ],
)
def test_stretches_between_long_macros_are_kept(source: str, parts: tuple[str, ...]) -> None:
    assert outline(source, {"other"}) == parts

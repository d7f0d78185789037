"""Gates only ever spare a search that would find nothing: with and without them the same is found."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.read import read_document
from kg.pages.model import Page
from kg.reading.prose import phrases
from kg.reading.prose.cues import Cue, cues, methods
from kg.reading.prose.gates import ByStem, Spotter, lacks, needs_of, sharing_edges, stems_of
from kg.reading.prose.mask import SIGN, Masked, pattern
from kg.reading.prose.mentions import fold
from kg.reading.prose.phrases import Phrase
from kg.reading.prose.scene import fold_scene
from kg.reading.prose.views import view
from kg.reading.read import Reading, read_facts
from kg.resources import folder

KINDS = [
    "attack", "claim", "clause", "contribution", "culprit", "doer", "figure", "force", "harm", "mission", "parts",
    "people", "place", "resolution", "state", "target", "tenure",
]  # fmt: skip
PHRASES = [phrase for kind in KINDS for phrase in phrases.phrases(kind).phrases]
CUES = [*(cue for kind in cues().values() for cue in kind), *methods()]
WORDS = [(kind, name) for kind in KINDS for name in phrases.phrases(kind).words]
ARTICLES = sorted(folder("samples").glob("*.wikitext"))


def texts() -> Iterator[str]:
    """Every example and counterexample, and the sentences of the samples."""
    for phrase in PHRASES:
        yield from (example.text for example in phrase.examples)
        yield from phrase.counterexamples
    for path in ARTICLES:
        document = read_document(Page(path.stem, path.read_text(encoding="utf-8")))
        yield from (sentence.text.plain for sentence in document.sentences)


@cache
def folded(levels: int) -> tuple[Masked, ...]:
    """All of them as phrases see them: folded once, or with people and targets, or as the statements on missions."""
    if levels == 1:
        return tuple(fold(text) for text in texts())
    return tuple(fold_scene(fold(text)) for text in texts()) if levels else tuple(map(tenure_view, texts()))


def tenure_view(text: str) -> Masked:
    return view("tenure", text)


def levels_of(phrase: Phrase) -> tuple[int, ...]:
    return (1, 0) if phrase.kind in ("contribution", "figure", "mission", "resolution", "tenure") else (1, 2)


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.rule)
def test_where_a_phrase_matches_the_text_has_what_it_needs(phrase: Phrase) -> None:
    for level in levels_of(phrase):
        for masked in folded(level):
            if phrase.pattern.search(masked.text):
                assert phrase.has_needs(masked.text), masked.plain


@pytest.mark.parametrize(("kind", "name"), WORDS, ids=lambda value: value)
def test_where_words_stand_the_text_has_what_they_need(kind: str, name: str) -> None:
    known = phrases.says(kind, name)
    for masked in folded(1):
        assert list(phrases.find_said(kind, name, masked.text)) or not known.search(masked.text), masked.plain


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.rule)
def test_phrases_are_found_together_as_they_are_alone(phrase: Phrase) -> None:
    ways = phrases.phrases(phrase.kind).ways
    for example in phrase.examples:
        masked = view(phrase.kind, example.text)
        alone = [match.groups.span() for match in phrase.find(masked)]
        together = [match.groups.span() for match in ways.find(masked) if match.phrase is phrase]
        assert alone == together


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: f"{cue.kind}-{cue.stems[0]}")
def test_a_cue_is_found_where_one_of_its_stems_is_and_only_there(cue: Cue) -> None:
    for text in texts():
        lowered = text.lower()
        found = cue.search(lowered)
        with_stem = any(stem in lowered for stem in cue.stems)
        assert (found is not None) == (with_stem and cue.search_with_stem(lowered) is not None)


def test_a_mission_sentence_without_a_derived_stem_has_no_trigger() -> None:
    """The stems of `mission.toml` are derived from its triggers."""
    known = phrases.phrases("mission")
    assert known.triggers is not None
    assert known.stems
    for text in texts():
        assert known.triggered(text) == (known.triggers.search(text) is not None)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_with_the_gates_off_the_same_facts_are_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(path.stem.replace("_", " "), path.read_text(encoding="utf-8"))
    gated = read(page)
    monkeypatch.setattr(phrases, "lacks", lambda text, needs: False)
    monkeypatch.setattr(phrases, "seen", one_by_one)
    assert read(page).facts == gated.facts


def read(page: Page) -> Reading:
    return read_facts(read_document(page))


def one_by_one(text: str) -> frozenset[str]:
    """The stems of a text, sought without the one pass."""
    stems = {stem for phrase in PHRASES for stem in phrase.stems}
    stems.update(stem for kind in KINDS for stem in phrases.phrases(kind).stems)
    return frozenset(stem for stem in stems if stem in text)


@pytest.mark.parametrize(
    ("source", "needs"),
    [
        (r"\b(?:was|were) (?P<what>killed|wounded)(?: by gunmen)?", ["was killed", "was wounded", "were killed"]),
        (r"a?bomb+s?", ["bom"]),
        (r"[Tt]he \w+ (?=left)left", ["The ", "the "]),
        (r"(?:mortar|rocket)\s(?i:fire)", ["mortar", "rocket"]),
    ],
)
def test_needs_are_read_from_a_pattern(source: str, needs: list[str]) -> None:
    assert set(needs) <= {text for choices in needs_of(source) for text in choices}


@pytest.mark.parametrize(
    "source", [r"\w+|bombs?", r"(?i)bomb", r"(?:bomb)?", r"[a-z]*", r"(?:(?:bomb)*|x)y?", r"(?!bomb)"]
)
def test_a_pattern_that_may_match_without_any_word_needs_none(source: str) -> None:
    assert needs_of(source) == ()
    assert stems_of(source) == ()


ATOMS = st.sampled_from(["a", "b", "ab", "[ab]", "[^a]", r"\w", ".", r"\b", "(?=a)", "(?!b)", "^", "(?i:b)"])
PATTERNS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda two: f"(?:{two[0]}|{two[1]})"),
        inner.map(lambda one: f"(?:{one})?"),
        inner.map(lambda one: f"(?:{one}){{0,2}}"),
        inner.map(lambda one: f"({one}){{1,2}}?"),
    ),
    max_leaves=8,
)


@given(PATTERNS, st.text("abcB ", max_size=8))
def test_needs_never_forbid_a_match(source: str, text: str) -> None:
    if re.search(source, text):
        assert not lacks(text, needs_of(source))
        stems = stems_of(source)
        assert not stems or any(stem in text for stem in stems)


EDGED = st.lists(st.tuples(st.sampled_from(["", r"\b", r"\b(?:a|b)", "(?<!a)", r"[|)]", r"\|"]), PATTERNS), min_size=1)


@given(EDGED, st.text("abcB |)", max_size=8))
def test_alternatives_that_share_an_edge_match_the_same(parts: list[tuple[str, str]], text: str) -> None:
    source = "|".join(map("".join, parts))
    found = [match.span() for match in re.finditer(source, text)]
    assert [match.span() for match in re.finditer(sharing_edges(source), text)] == found


@given(st.lists(st.text("ab", min_size=1, max_size=3), min_size=1), st.text("abc", max_size=12))
def test_one_pass_sees_what_looking_for_each_word_sees(words: list[str], text: str) -> None:
    assert Spotter(words).seen(text) == {word for word in words if word in text}


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=2)), st.sets(st.sampled_from("abcd")))
def test_things_are_given_in_their_order(stems: list[list[str]], seen: set[str]) -> None:
    known = ByStem([(place, tuple(own)) for place, own in enumerate(stems)])
    assert known.having(seen) == [place for place, own in enumerate(stems) if not own or seen & set(own)]


def test_no_global_setting_is_needed_to_read_a_pattern_with_signs() -> None:
    assert needs_of(pattern("{people} fled").pattern) == ((f"{SIGN['people']} fled",),)
    assert needs_of(pattern("{date}|{group}").pattern)

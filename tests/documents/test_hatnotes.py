"""Hatnotes written by hand are neither prose nor items; what only looks like them is."""

import pytest

from kg.documents.hatnotes import hatnotes
from kg.documents.read import read_document
from kg.pages.model import Page


@pytest.mark.parametrize("wikitext", hatnotes()["examples"])
def test_a_hatnote_says_nothing(wikitext: str) -> None:
    found = read_document(Page("X", f"{wikitext}\n\nIt came."))
    assert found.items == ()
    assert [sentence.text.plain for sentence in found.sentences][-1:] == ["It came."]
    assert len(found.sentences) == 1


@pytest.mark.parametrize("wikitext", hatnotes()["counterexamples"])
def test_what_only_looks_like_a_hatnote_is_read(wikitext: str) -> None:
    found = read_document(Page("X", wikitext))
    assert found.items or found.sentences


def test_each_opening_has_an_end() -> None:
    assert all(first and all(others) for first, *others in hatnotes()["openings"])

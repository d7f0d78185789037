"""Values become valid terms or nothing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from kg.facts.model import Name
from kg.triples.literals import (
    address,
    day_bounds,
    decimal,
    integer,
    named,
    partial_date,
    published,
    text,
    timestamp,
    verbatim,
)
from kg.triples.names import term
from kg.values.dates import PartialDate


def typed(value: str, kind: str) -> Literal:
    return Literal(value, datatype=term(f"xsd:{kind}"))


def test_text_holds_what_xml_can_hold() -> None:
    assert text("a\x00\x1b\ud800\ufffe\tb\n").value == "a\ufffd\ufffd\ufffd\ufffd\tb\n"
    assert verbatim("a\x00\ud800").value == "a\x00\ufffd"


def test_names_keep_their_language() -> None:
    assert named(Name("Mission", "fr-CA")).language == "fr-ca"
    assert named(Name("Mission", "not a language")).language == "und"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (PartialDate(2013), typed("2013", "gYear")),
        (PartialDate(2013, 7), typed("2013-07", "gYearMonth")),
        (PartialDate(2013, 7, 1), typed("2013-07-01", "date")),
        (PartialDate(-48), typed("-0048", "gYear")),
    ],
)
def test_partial_dates(date: PartialDate, expected: Literal) -> None:
    assert partial_date(date) == expected


def test_bounds_of_days_that_are_none() -> None:
    assert day_bounds(PartialDate(2024, 2)) == (typed("2024-02-01", "date"), typed("2024-02-29", "date"))
    assert day_bounds(PartialDate(2023, 2, 31)) is None
    assert day_bounds(PartialDate(0)) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("25 April 2013", typed("2013-04-25", "date")),
        (" May 2013 ", typed("2013-05", "gYearMonth")),
        ("2013", typed("2013", "gYear")),
        ("Spring 2013", Literal("Spring 2013")),
        ("2013–14", Literal("2013–14")),
        ("2013/04/25", Literal("2013/04/25")),
        ("n.d.", Literal("n.d.")),
    ],
)
def test_publication_dates_are_typed_only_where_clear(words: str, expected: Literal) -> None:
    assert published(words) == expected


def test_numbers() -> None:
    assert integer(10**30) == typed(str(10**30), "integer")
    assert decimal(18.43333333) == typed("18.433333", "decimal")
    assert decimal(-4.0) == typed("-4", "decimal")
    assert decimal(-1e-9) == typed("0", "decimal")
    assert decimal(math.nan) is decimal(math.inf) is None


def test_moments() -> None:
    assert timestamp("2020-01-02T03:04:05Z") == typed("2020-01-02T03:04:05Z", "dateTime")
    assert timestamp("2020-01-02") is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x.org/a?b=c#d", "https://x.org/a?b=c#d"),
        (" HTTP://x.org/ ", "http://x.org/"),
        ("https://x.org/a b<c>", "https://x.org/a%20b%3Cc%3E"),
        ("https://x.org/100%", "https://x.org/100%25"),
        ("https://x.org/été", "https://x.org/été"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("//x.org", None),
        ("https://", None),
        ("https://[::1", None),
        ("", None),
    ],
)
def test_addresses(url: str, expected: str | None) -> None:
    assert address(url) == (NamedNode(expected) if expected else None)


@given(st.text(max_size=60))
def test_no_address_fails_or_leaves_the_web(words: str) -> None:
    for url in (words, "https://" + words, "http://x.org/" + words):
        iri = address(url)
        assert iri is None or iri.value.startswith(("http://", "https://"))

"""Wikitext as a reader sees it, with the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.model import Mark, Span, Text
from kg.documents.text import text_of

TOKENS = st.sampled_from(
    [
        "{{flag|Mali}}",
        "{{flagicon|Chad}}",
        "{{",
        "}}",
        "[[",
        "]]",
        "[[Gao|town]]s",
        "|",
        "\n",
        "\n* ",
        "\n\n",
        "'''",
        "''",
        "<br>",
        "<ref>a</ref>",
        "<ref name=x/>",
        "&nbsp;",
        "&ndash;",
        "&bogus;",
        "{{formatnum:6000}}",
        "{{!}}",
        "{{ubl|a|b}}",
        "[http://a.b label]",
        "[http://a.b]",
        "<!-- c -->",
        "<small>",
        "</small>",
        "{{nobody|a|b}}",
        "{|\n| c\n|}",
        "é ",
        "word ",
    ]
)
WIKITEXT = st.lists(TOKENS, max_size=30).map("".join)


def assert_leads_back(text: Text, wikitext: str) -> None:
    """Each piece lies in the wikitext, and one of equal length stands there verbatim (white space read as a space)."""
    assert "".join(text.plain[piece.begin : piece.end] for piece in text.pieces) == text.plain
    for piece in text.pieces:
        source = wikitext[piece.source.begin : piece.source.end]
        assert source
        if len(source) == piece.end - piece.begin:
            shown = text.plain[piece.begin : piece.end]
            assert shown.split() == source.split()
    for mark in text.marks:
        assert 0 <= mark.begin <= mark.end <= len(text.plain)
    for reference in text.references:
        assert 0 <= reference.at <= len(text.plain)


@given(WIKITEXT)
def test_any_text_leads_back_to_its_wikitext(wikitext: str) -> None:
    assert_leads_back(text_of(wikitext), wikitext)


@given(WIKITEXT, st.integers(0, 50))
def test_an_offset_moves_every_span(wikitext: str, offset: int) -> None:
    here, moved = text_of(wikitext), text_of(wikitext, offset)
    assert [piece.source.begin + offset for piece in here.pieces] == [piece.source.begin for piece in moved.pieces]


@given(WIKITEXT)
def test_a_span_holds_the_words_that_stand_verbatim(wikitext: str) -> None:
    text = text_of(wikitext)
    for piece in text.pieces:
        span = text.span(piece.begin, piece.end)
        assert span == piece.source


@pytest.mark.parametrize(
    ("wikitext", "plain"),
    [
        ("'''Two''' ''men''", "Two men"),
        ("'''''both'''''", "both"),
        ("''Hanit'''s crew", "Hanit's crew"),
        ("a&nbsp;b &ndash; c &amp; d", "a b – c & d"),
        ("&bogus;", "&bogus;"),
        ("[[Gao]], [[Gao|the town]] and [[Chad]]ians", "Gao, the town and Chadians"),
        ("[[Gao (town)|]]", "Gao"),
        ("a [[File:Map.png|thumb|A [[map]]]] b", "a  b"),
        ("[[Category:Towns]][[fr:Gao]][[:Category:Towns]]", "Category:Towns"),
        ("[https://example.org the site], [https://example.org]", "the site,"),
        ("[not a link]", "[not a link]"),
        ("a<!-- hidden -->b", "ab"),
        ("a<ref>BBC</ref>b<ref name=x />", "ab"),
        ("<small>a</small> <span style='x'>b</span>", "a b"),
        ("a<br />b<p>c", "a\nb\nc"),
        ("* a\n* b", "a\nb"),
        ("<math>x^2</math><nowiki>[[a]]</nowiki>", "[[a]]"),
        ("<gallery>\nFile:a.png\n</gallery>", ""),
        ("__NOTOC__ a", "a"),
        ("{{{1|default}}} {{{2}}}", "default"),
        ("two  spaces", "two  spaces"),
        ("a\nb", "a b"),
        ("{{#tag:ref|note}}x", "x"),
    ],
)
def test_what_a_reader_sees(wikitext: str, plain: str) -> None:
    assert text_of(wikitext).plain == plain


@pytest.mark.parametrize(
    ("wikitext", "mark"),
    [
        ("the [[chad_(country)#History|Chad]]ian", Mark("link", 4, 11, "Chad (country)#History")),
        ("[https://example.org/a b]", Mark("url", 0, 1, "https://example.org/a")),
        ("{{flag|Mali}}", Mark("flag", 0, 4, "Mali")),
        ("{{flagicon|Mali}} troops", Mark("flag", 0, 0, "Mali")),
        ("{{formatnum:12,600}}", Mark("number", 0, 6, "12600")),
    ],
)
def test_marks(wikitext: str, mark: Mark) -> None:
    assert text_of(wikitext).marks == (mark,)


def test_references_stand_where_they_are_written() -> None:
    text = text_of("Two died<ref name=un/>, one fled.{{efn|name=n|See there.}}{{sfn|Smith|2010}}")
    assert [(reference.at, reference.key) for reference in text.references] == [
        (8, "un"),
        (19, "n"),
        (19, "sfn:smith:2010"),
    ]


def test_the_source_of_a_template_is_all_of_it() -> None:
    text = text_of("in {{flag|Mali}}")
    assert text.span(3, 7) == Span(3, 16)


def test_the_source_of_words_is_their_own() -> None:
    text = text_of("in '''north''' [[Mali]]")
    assert text.span(9, 13) == Span(17, 21)


def test_two_hundred_nested_templates_are_read_as_deep_as_may_be() -> None:
    assert text_of("a {{x|" * 200 + "b" + "}}" * 200).plain.startswith("a a a")

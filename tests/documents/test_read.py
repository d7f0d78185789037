"""Whole pages: sections, items with their leads, sentences, categories, and that nothing makes the reader fail."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.model import Document, Text
from kg.documents.read import read_document
from kg.pages.model import Page
from kg.pages.sources import open_pages

SHARED = Path(__file__).resolve().parents[2] / "../shared"
TOKENS = st.sampled_from(
    [
        "{{",
        "}}",
        "[[",
        "]]",
        "|",
        "\n",
        "\n\n",
        "\n* ",
        "\n== H ==\n",
        "{|\n",
        "\n|-\n",
        "\n| ",
        "\n|}\n",
        "||",
        "<ref>",
        "</ref>",
        "<ref name=a/>",
        "<br>",
        "'''",
        "Two died. ",
        "On 5 May 2013 ",
        "{{Infobox x|a=",
        "{{flag|Mali}}",
        "&nbsp;",
        "{{ubl|",
        "{{plainlist|",
        "{{quote|",
        "{{cite web|url=http://a.b",
        "[[Category:A]]",
        "<!--",
        "-->",
        "\n;T\n",
        "\n:",
    ]
)
WIKITEXT = st.lists(TOKENS, max_size=50).map("".join)


def document(text: str) -> Document:
    return read_document(Page("X", text))


def texts(found: Document) -> list[Text]:
    every = [sentence.text for sentence in found.sentences] + [item.text for item in found.items]
    every += [cell.text for table in found.tables for row in table.rows for cell in row if cell]
    for box in found.infoboxes:
        for parameter in box.parameters:
            every += [parameter.text, *parameter.items]
    return every


def assert_leads_back(found: Document) -> None:
    wikitext = found.page.text
    for text in texts(found):
        assert "".join(text.plain[piece.begin : piece.end] for piece in text.pieces) == text.plain
        for piece in text.pieces:
            assert 0 <= piece.source.begin < piece.source.end <= len(wikitext)
            source, shown = wikitext[piece.source.begin : piece.source.end], text.plain[piece.begin : piece.end]
            assert len(source) != len(shown) or source.split() == shown.split()


@given(WIKITEXT)
def test_any_page_is_read_and_leads_back(text: str) -> None:
    found = document(text)
    assert_leads_back(found)
    found.references.citations(found.references.keys())


@given(WIKITEXT)
def test_spans_of_sentences_and_items_lie_in_the_page(text: str) -> None:
    found = document(text)
    spans = [sentence.span for sentence in found.sentences] + [item.span for item in found.items]
    assert all(0 <= span.begin < span.end <= len(text) for span in spans)


PAGE = """{{Main|Elsewhere}}
The '''Force''' was formed. It left.

== History ==
Intro.
=== Early ===
It began.
== Incidents ==
* On 5 May 2013, two soldiers were killed. One fled.
== References ==
Some prose here is no prose.
{{reflist}}
[[Category:Forces|X]]
[[Category:Mali_War]]
"""


def test_sections_are_paths_and_the_lead_has_none() -> None:
    found = [(s.section, s.text.plain) for s in document(PAGE).sentences]
    assert found == [
        ((), "The Force was formed."),
        ((), "It left."),
        (("History",), "Intro."),
        (("History", "Early"), "It began."),
        (("Incidents",), "On 5 May 2013, two soldiers were killed."),
        (("Incidents",), "One fled."),
    ]


def test_paragraphs_are_numbered() -> None:
    assert [sentence.paragraph for sentence in document(PAGE).sentences] == [0, 0, 1, 2, 3, 3]


def test_categories_have_no_namespace_and_no_sort_key() -> None:
    assert document(PAGE).categories == ("Forces", "Mali War")


@pytest.mark.parametrize(
    "items",
    [
        "* {{flag|Mali}}\n* {{flag|Chad}} – 5 troops",
        "{{columns-list|colwidth=20em|\n* {{flag|Mali}}\n* {{flag|Chad}} – 5 troops\n}}",
        "{{plainlist|\n* {{flag|Mali}}\n* {{flag|Chad}} – 5 troops\n}}",
        "{{ubl|{{flag|Mali}}|{{flag|Chad}} – 5 troops}}",
        "{{hlist|{{flag|Mali}}|{{flag|Chad}} – 5 troops}}",
        "{{div col}}\n* {{flag|Mali}}\n* {{flag|Chad}} – 5 troops\n{{div col end}}",
        "{{collapsible list|title=T|{{flag|Mali}}|{{flag|Chad}} – 5 troops}}",
        "{{some unknown wrapper|\n* {{flag|Mali}}\n* {{flag|Chad}} – 5 troops\n}}",
        "{{multicol}}\n* {{flag|Mali}}\n{{multicol-break}}\n* {{flag|Chad}} – 5 troops\n{{multicol-end}}",
    ],
)
def test_items_of_every_kind_of_list(items: str) -> None:
    found = document(f"It came. Contributors are:<ref name=a/>\n{items}\n").items
    assert [item.text.plain for item in found] == ["Mali", "Chad – 5 troops"]
    assert {(item.lead, item.lead_references) for item in found} == {("Contributors are:", ("a",))}


def test_a_paragraph_that_line_breaks_divide_is_a_list() -> None:
    found = document("Contributors:\n\n{{flag|Mali}}<br>{{flag|Chad}}<br>{{flag|Togo}}")
    assert [(item.text.plain, item.lead) for item in found.items] == [
        ("Mali", "Contributors:"),
        ("Chad", "Contributors:"),
        ("Togo", "Contributors:"),
    ]


def test_prose_with_line_breaks_is_prose() -> None:
    first = "Two soldiers of the force were killed when a mine went off under their truck near Gao."
    text = f"{first}<br>One fled.<br>It burnt."
    assert [sentence.text.plain for sentence in document(text).sentences][1:] == ["One fled.", "It burnt."]


def test_an_item_within_an_item_has_those_above_it_in_its_lead() -> None:
    found = document("Units:\n* Infantry\n** First\n* Police").items
    assert [(item.depth, item.lead) for item in found] == [(1, "Units:"), (2, "Units:\nInfantry"), (1, "Units:")]


def test_a_term_leads_the_items_after_it() -> None:
    assert document(";Units\n* First").items[1].lead == "\nUnits"


def test_a_heading_ends_what_a_lead_leads() -> None:
    assert [item.lead for item in document("Units:\n== H ==\n* First").items] == [""]


def test_a_quotation_is_prose() -> None:
    found = document("He said:\n{{quote|The base was hit. Two died.|Novak}}")
    assert [sentence.text.plain for sentence in found.sentences] == ["He said:", "The base was hit.", "Two died."]


def test_an_unknown_template_alone_in_its_line_is_a_paragraph_of_its_own() -> None:
    found = document("{{no such thing|Some words}}\nThe force left.")
    assert [sentence.text.plain for sentence in found.sentences] == ["Some words", "The force left."]


def test_markup_nested_too_deep_is_noted() -> None:
    assert [note.reason for note in document("a " + "<b>{{x|" * 200 + "}}" * 200).unread] == ["markup nested too deep"]


@pytest.mark.skipif(not (SHARED / "articles").is_dir(), reason="the shared articles are not here")
def test_real_articles_lead_back() -> None:
    for page in open_pages([str(SHARED / "articles")]):
        assert isinstance(page, Page)
        assert_leads_back(read_document(page))


@pytest.mark.skipif(not (SHARED / "dumps").is_dir(), reason="the shared dump is not here")
def test_a_real_dump_is_read() -> None:
    pages = list(open_pages([str(SHARED / "dumps/enwiki-sample.xml.bz2")]))
    assert len(pages) > 200
    for page in pages:
        assert isinstance(page, Page)
        assert_leads_back(read_document(page))

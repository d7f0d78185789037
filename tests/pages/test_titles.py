"""Titles of pages that come without one."""

from time import process_time

import pytest

from kg.pages.titles import Titled, by_file, by_text, given, own_names

BOX = """{{Infobox United Nations
| name = %s
| formation = 1 May 1997<ref>{{cite web
 | name = Another Name
 }}</ref>
}}
"""
KNOWN = "The '''United Nations Operation in Burundi''' (ONUB) was a peacekeeping mission.\n"
UNKNOWN = "The '''Observer Force in Ruritania''' was sent to Strelsau.\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ONUB.wikitext", KNOWN),
        ("onub.txt", KNOWN),
        ("United_Nations_Operation_in_Burundi.wikitext", KNOWN),
        ("UNIFIL.wikitext", KNOWN),  # names another mission: whoever says so means it
        ("Attacks on ONUB.wikitext", KNOWN),
        ("observer force in ruritania.wikitext", UNKNOWN),
        ("Strelsau crisis.wikitext", UNKNOWN),
        ("Fight in Strelsau.wikitext", "A fight in Strelsau.\n== Later ==\n'''Bold''' words."),
    ],
)
def test_a_name_that_may_be_the_title_stands(name: str, text: str) -> None:
    title, note = by_file(name)(text)
    assert (title, note) == (name.replace("_", " ").rpartition(".")[0], "")


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("page1.wikitext", KNOWN, "United Nations Operation in Burundi"),
        ("Burundi.wikitext", KNOWN, "United Nations Operation in Burundi"),
        ("page1.wikitext", BOX % "ONUB" + "It was sent in 2004.", "ONUB"),
        ("page1.wikitext", BOX % "ONUB" + "'''Opération''' was sent in 2004.", "ONUB"),
        ("page1.wikitext", UNKNOWN, "Observer Force in Ruritania"),
        ("force.wikitext", UNKNOWN, "Observer Force in Ruritania"),
        ("Draft.wikitext", BOX.strip() % "Raid on Foo" + "'''Foo d'Or raid''' was a raid.", "Foo d'Or raid"),
    ],
)
def test_of_an_article_under_another_name_its_own_is_taken_and_said(name: str, text: str, title: str) -> None:
    taken, note = by_file(name)(text)
    assert taken == title
    assert name.partition(".")[0] in note and title in note and "--title" in note


@pytest.mark.parametrize(
    "text", ["Two soldiers were killed.", "<!-- '''ONUB'''", "A table:\n{|\n| '''ONUB'''\n|}\n* '''ONUB'''"]
)
def test_a_name_that_fits_nothing_stands_and_is_said(text: str) -> None:
    title, note = by_file("page1.wikitext")(text)
    assert title == "page1"
    assert "“page1”" in note and "names no mission, event or person" in note and "--title" in note


def test_a_given_title_is_taken_as_it_is() -> None:
    assert given("page_1")(KNOWN) == Titled("page 1")


def test_standard_input_goes_by_its_text() -> None:
    assert by_text(BOX % "ONUB").title == "ONUB"
    assert by_text("In 1997 the '''Force''' came.").title == "Force"


@pytest.mark.parametrize("part", ["'''", "{{Infobox x\n", "|name=\n", "}}", "\n'''a", "a b ", "| name = x"])
def test_hostile_text_costs_little(part: str) -> None:
    begun = process_time()
    own_names(part * (2_000_000 // len(part)))
    assert process_time() - begun < 2

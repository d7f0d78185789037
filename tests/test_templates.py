"""Every family of `language/templates.toml` shows what its examples say."""

import pytest

from kg.documents.calls import call_of
from kg.documents.expand import RULES
from kg.documents.families import Example, Family, families
from kg.documents.scan import Scan
from kg.documents.text import text_of

FAMILIES = list(dict.fromkeys([*families().by_name.values(), *families().by_prefix.values()]))
EXAMPLES = [(family, example) for family in FAMILIES for example in family.examples]


@pytest.mark.parametrize(("family", "example"), EXAMPLES, ids=[example.wikitext for _, example in EXAMPLES])
def test_an_example_shows_what_it_says(family: Family, example: Example) -> None:
    text = text_of(example.wikitext)
    assert text.plain == example.plain
    assert tuple(f"{mark.kind}={mark.value}" for mark in text.marks) == example.marks


@pytest.mark.parametrize("family", FAMILIES, ids=[family.name for family in FAMILIES])
def test_a_family_has_an_example_with_one_of_its_templates(family: Family) -> None:
    scans = [Scan(example.wikitext) for example in family.examples]
    names = {call_of(scan, index).name for scan in scans for index in scan.every("template")}
    assert any(families().of(name) is family for name in names)


def test_a_family_names_a_rule_that_exists() -> None:
    assert {family.shows for family in FAMILIES} <= RULES.keys()


def test_every_rule_but_that_for_unknown_templates_has_a_family() -> None:
    assert RULES.keys() - {family.shows for family in FAMILIES} == {"unknown"}


@pytest.mark.parametrize("wikitext", ["{{Flag|Mali}}", "{{ flag |Mali}}", "{{flag_|Mali}}", "{{Template:flag|Mali}}"])
def test_a_name_may_be_written_in_several_ways(wikitext: str) -> None:
    assert text_of(wikitext).plain == "Mali"


@pytest.mark.parametrize(
    ("wikitext", "plain"),
    [
        ("{{nobody knows|this|and [[that]]}}", "this\nand that"),
        ("{{nobody knows|a=1}}", ""),
        ("{{nobody knows}}", ""),
        ("before {{nobody knows|text}} after", "before text after"),
    ],
)
def test_an_unknown_template_keeps_its_text(wikitext: str, plain: str) -> None:
    assert text_of(wikitext).plain == plain


def test_the_mark_of_an_unknown_template_names_it() -> None:
    assert [(mark.kind, mark.value) for mark in text_of("{{Nobody_knows|this}}").marks] == [
        ("template", "nobody knows")
    ]


@pytest.mark.parametrize(
    ("wikitext", "plain"), [("{{MLI}}", "Mali"), ("{{USA}}", "United States"), ("{{flag|FRA}}", "France")]
)
def test_a_code_shows_the_country_that_it_means(wikitext: str, plain: str) -> None:
    text = text_of(wikitext)
    assert text.plain == plain
    assert [mark.kind for mark in text.marks] == ["flag"]


@pytest.mark.parametrize("wikitext", ["{{mli}}", "{{ZZZ}}", "{{MLIX}}"])
def test_another_name_is_no_code(wikitext: str) -> None:
    assert text_of(wikitext).marks == ()

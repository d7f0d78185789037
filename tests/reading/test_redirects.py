"""A redirect names a mission, or nothing."""

import pytest

from kg.documents.read import read_document
from kg.facts.model import Name, Statement
from kg.pages.export import redirect_target
from kg.pages.model import Page
from kg.reading.read import read_facts

MINUSMA = "United Nations Multidimensional Integrated Stabilization Mission in Mali"


def told(title: str, text: str) -> list[tuple[str, str, Name]]:
    facts = read_facts(read_document(Page(title, text, redirect=redirect_target(text)))).facts
    assert all(isinstance(fact, Statement) and fact.evidence[0].quote for fact in facts)
    return [
        (f.subject.key, f.property, f.value) for f in facts if isinstance(f, Statement) and isinstance(f.value, Name)
    ]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("MINUSMA", f"#REDIRECT [[{MINUSMA}]]"),
        ("Minusma", f"#redirect [[{MINUSMA}]] {{{{R from other capitalisation}}}}"),
        (
            "Mali mission of the Blue Line",
            f"#REDIRECT [[{MINUSMA}]]\n\n{{{{Rcat shell|\n{{{{r from alternative name}}}}\n}}}}",
        ),
        ("Blue Line (Mali)", f"#REDIRECT [[{MINUSMA}]] {{{{R from short name}}}} {{{{R from move}}}}"),
    ],
)
def test_a_name(title: str, text: str) -> None:
    assert told(title, text) == [(MINUSMA, "skos:altLabel", Name(title.removesuffix(" (Mali)")))]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (MINUSMA, "#REDIRECT [[MINUSMA]]"),
        ("Ann Example", f"#REDIRECT [[{MINUSMA}]]"),
        ("Ann Example", f"#REDIRECT [[{MINUSMA}]] {{{{R from person}}}}"),
        ("Camp Castor", f"#REDIRECT [[{MINUSMA}]] {{{{R from alternative name}}}} {{{{R to related topic}}}}"),
        ("MINUSMA", f"#REDIRECT [[{MINUSMA}#History]]"),
        ("Castor", "#REDIRECT [[Beaver]] {{R from alternative name}}"),
        ("MINUSMA", "#REDIRECT [["),
    ],
)
def test_no_name(title: str, text: str) -> None:
    assert told(title, text) == []

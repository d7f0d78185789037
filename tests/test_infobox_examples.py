"""Each line of the ontology that names an infobox parameter is read as its example says.

A parameter that only tells something beside another one (a term beside an office) gets that one as company.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from kg.documents.read import read_document
from kg.facts.model import Entity, Evidence, Fact, Name, Statement
from kg.pages.model import Page
from kg.reading.infobox import read_infoboxes
from kg.reading.subject import subject_of
from kg.values.dates import PartialDate
from kg.values.mappings import Example, examples

MISSION = "United Nations Mission in Ruritania"
PAGES = {
    "Mission": (MISSION, "The '''{title}''' is a United Nations peacekeeping mission in a small country."),
    "Resolution": ("United Nations Security Council Resolution 2999", "'''{title}''' was adopted."),
    "Person": ("Jane Roe", "'''{title}''' is an officer who led [[MINUSMA]]."),
    "Place": ("Menaka", "'''{title}''' is a town."),
    "Country": ("Mali", "'''{title}''' is a country."),
    "Attack": ("Semuliki attack", "The '''{title}''' was a bombing of a base of [[MINUSMA]]."),
}
CAREERS = ("military person", "officeholder")
COMPANY = {
    ("Tenure", "leader_title"): {"leader_name": "[[Jane Roe]]"},
    ("Tenure", "commander_label"): {"commander": "[[Jane Roe]]"},
    ("Tenure", "term_start"): {"office": "Force Commander of [[MINUSMA]]"},
    ("Tenure", "term_end"): {"office": "Force Commander of [[MINUSMA]]"},
    ("Tenure", "termstart"): {"office": "Force Commander of [[MINUSMA]]"},
    ("Tenure", "termend"): {"office": "Force Commander of [[MINUSMA]]"},
    ("Attack", "combatant"): {"combatant2": "[[MINUSMA]]"},
}


def company(example: Example) -> dict[str, str]:
    """The parameters that stand beside the example's."""
    mapping = example.mapping
    if mapping.infobox in CAREERS and mapping.property in ("pk:nationality", "pk:rank"):
        return {"office" if mapping.infobox == "officeholder" else "commands": "Force Commander of [[MINUSMA]]"}
    if mapping.reader in ("latitude", "longitude"):
        return {"latd": "18", "longd": "1"}
    beside = COMPANY.get((mapping.subject, mapping.parameter), {})
    if mapping.infobox == "military conflict" and mapping.parameter != "combatant":
        beside = {"combatant1": "[[MINUSMA]]"}
    return beside if mapping.parameter == "date" or mapping.subject != "Attack" else {"date": "2014", **beside}


def page(example: Example) -> Page:
    """The smallest page on the example's subject with the infobox in it."""
    mapping = example.mapping
    subject = mapping.subject if mapping.subject in PAGES else "Mission"
    title, lead = PAGES["Person" if mapping.infobox in CAREERS else subject]
    beside = company(example)
    beside[mapping.parameter] = example.value
    parameters = "\n".join(f"| {name} = {value}" for name, value in beside.items())
    return Page(title, f"{{{{Infobox {mapping.infobox}\n{parameters}\n}}}}\n{lead.format(title=title)}\n")


def told(value: object, name: str = "") -> Iterator[str]:
    """Every value of a fact, in words."""
    if isinstance(value, Evidence):
        return
    if isinstance(value, Entity):
        yield from (value.name, value.article.partition(" (")[0])
    elif isinstance(value, Name):
        yield value.text
    elif isinstance(value, tuple):
        yield from (word for part in value for word in told(part))
    elif isinstance(value, PartialDate) or not is_dataclass(value):
        yield from (str(value), f"{name} {value}")
    else:
        yield from (word for field in fields(value) for word in told(getattr(value, field.name), field.name))


def name_of(example: Example) -> str:
    mapping = example.mapping
    return f"{mapping.subject}-{mapping.infobox}-{mapping.parameter}"


@pytest.mark.parametrize("example", list(examples()), ids=name_of)
def test_the_example_is_read(example: Example) -> None:
    document = read_document(page(example))
    facts: list[Fact] = list(read_infoboxes(document, subject_of(document)))
    words = {word for fact in facts for word in told(fact)}
    mapping = example.mapping
    assert [part for part in example.reading if part not in words] == []
    if mapping.subject in ("Mission", "Resolution", "Place", "Country") and mapping.property != "rdfs:label":
        assert mapping.property in {fact.property for fact in facts if isinstance(fact, Statement)}
    elif mapping.subject not in PAGES:
        assert mapping.subject in {type(fact).__name__ for fact in facts}

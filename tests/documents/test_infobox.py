"""Infoboxes: parameters, items, spans."""

import pytest

from kg.documents.model import Infobox, Parameter
from kg.documents.read import read_document
from kg.pages.model import Page

BOX = """{{Infobox United Nations
| name = Mission in Nowhere<ref>{{cite web|url=http://example.org|title=T}}</ref>
| image =
| leader_title1 = Head
| leader_name1 = {{plainlist|
* [[Jan Novak]] (2013–14)
* {{flagicon|CZE}} Eva Novak
}}
| commander = A<br />B
| strength = {{ubl|{{formatnum:1200}} troops|30 observers}}
| units = {{hidden|Units|
* First
* Second
}}
| notes =
* one
* two
}}"""


def boxes(text: str) -> tuple[Infobox, ...]:
    return read_document(Page("X", text)).infoboxes


def parameter(name: str) -> Parameter:
    return next(p for p in boxes(BOX)[0].parameters if p.name == name)


def test_its_name_is_without_the_word_infobox() -> None:
    assert [box.name for box in boxes(BOX)] == ["united nations"]


def test_empty_parameters_are_left_out_and_the_order_is_kept() -> None:
    names = [p.name for p in boxes(BOX)[0].parameters]
    assert names == ["name", "leader_title1", "leader_name1", "commander", "strength", "units", "notes"]


@pytest.mark.parametrize(
    ("name", "items"),
    [
        ("name", ["Mission in Nowhere"]),
        ("leader_name1", ["Jan Novak (2013–14)", "Eva Novak"]),
        ("commander", ["A", "B"]),
        ("strength", ["1200 troops", "30 observers"]),
        ("units", ["First", "Second"]),
        ("notes", ["one", "two"]),
    ],
)
def test_items(name: str, items: list[str]) -> None:
    assert [item.plain for item in parameter(name).items] == items


def test_the_span_of_a_parameter_is_its_value() -> None:
    span = parameter("commander").span
    assert BOX[span.begin : span.end] == "A<br />B"


def test_marks_and_footnotes_of_items() -> None:
    assert [(mark.kind, mark.value) for mark in parameter("leader_name1").items[1].marks] == [("flag", "CZE")]
    assert len(parameter("name").items[0].references) == 1


def test_an_infobox_within_an_infobox_is_one_of_its_own() -> None:
    found = boxes("{{Infobox person|name=A|module={{Infobox military person|embed=yes|rank=General}}}}")
    assert [(box.name, [p.name for p in box.parameters]) for box in found] == [
        ("person", ["name", "module"]),
        ("military person", ["embed", "rank"]),
    ]


def test_another_template_is_no_infobox() -> None:
    assert boxes("{{Taxobox|name=A}}{{Infobox mapframe|zoom=3}}") == ()


def test_an_infobox_without_an_end_is_none() -> None:
    assert boxes("{{Infobox person|name=A") == ()

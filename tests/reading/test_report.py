import json
from collections.abc import Callable

from kg.documents.model import Document
from kg.reading.read import Reading, read_facts

Documents = Callable[..., Document]

PAGE = """{{Infobox United Nations
| name = United Nations Mission in Ruritania
| type = Peacekeeping mission
| image = Zenda.svg
| status = Active
| colour_of_berets = blue
| headquarters =
}}
'''UNMIR''' is a peacekeeping mission.

== Contributing nations ==
* {{flag|Chad}}<ref>Example Wire, 3 May 2005.</ref>
* Two battalions

== Fauna ==
In the valley 12 goats died.<ref>Zenda Gazette, 4 May 2005.</ref>
"""


def reading(document: Documents) -> Reading:
    return read_facts(document(PAGE))


def test_each_unit_is_read_ignored_or_unread(document: Documents) -> None:
    report = reading(document).report
    states = {unit.name: unit.status for unit in report.units}
    assert states["united nations: status"] == "read"
    assert states["united nations: image"] == "ignored"
    assert states["united nations: colour_of_berets"] == "unread"
    assert "united nations: headquarters" not in states
    assert (states["Chad"], states["Two battalions"]) == ("read", "unread")
    assert states["In the valley 12 goats died."] == "unread"


def test_figures(document: Documents) -> None:
    coverage = reading(document).report.coverage()
    items, references = coverage["list item"], coverage["reference"]
    assert (items.read, items.unread, items.percent) == (1, 1, 50.0)
    assert (references.read, references.total) == (1, 2)
    assert coverage["table row"].percent == 100.0


def test_units_lie_where_they_say(document: Documents) -> None:
    unread = reading(document).report.unread()
    span = next(unit.span for unit in unread if unit.kind == "list item")
    assert PAGE[span.begin : span.end] == "Two battalions"


def test_the_report_is_json(document: Documents) -> None:
    data = json.loads(json.dumps(reading(document).report.as_dict()))
    assert data["coverage"]["list item"]["unread"] == 1
    assert {unit["kind"] for unit in data["unread"]} >= {"list item", "infobox parameter"}

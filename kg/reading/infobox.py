"""Facts from infoboxes, by the mappings of the ontology: which parameter tells which property, read by which reader."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kg.documents.model import Document, Text
from kg.facts.model import Contribution, Entity, Fact, Figure, Name, Statement, Value
from kg.reading import values
from kg.reading.boxes import Box, Field, boxes
from kg.reading.careers import read_careers, read_leaders
from kg.reading.contributions import read_sent
from kg.reading.coordinates import read_position
from kg.reading.counts import read_budget, read_dead, read_strength
from kg.reading.events import read_event
from kg.reading.scope import own_mission
from kg.reading.subject import Subject

_SIMPLE: Mapping[str, values.Reader] = {
    "text": values.read_text,
    "rank": values.read_rank,
    "name": values.read_name,
    "url": values.read_url,
    "status": values.read_status,
    "integer": values.read_integer,
    "date": values.read_date,
    "place": values.read_place,
    "places": values.read_places,
    "country": values.read_country,
    "countries": values.read_countries,
    "organization": values.read_organization,
    "groups": values.read_groups,
    "mission": values.read_missions,
    "missions": values.read_missions,
    "office": values.read_office,
    "method": values.read_method,
}


def read_infoboxes(document: Document, subject: Subject) -> Iterator[Fact]:
    """The facts of a page's infoboxes. Properties of a mission are only read on a mission's own page, and so on."""
    for box in boxes(document):
        if subject.kind == "mission" and subject.entity:
            yield from _mission(box, subject.entity)
        elif subject.kind == "person" and subject.entity:
            yield from read_careers(box, subject)
        elif subject.kind == "resolution" and subject.entity:
            yield from _statements(box.of("Resolution"), subject.entity)
            yield from _adopted(box, subject.entity)
        elif subject.kind in ("country", "place") and subject.entity:
            yield from _statements(box.of("Place"), subject.entity) if subject.kind == "place" else ()
            yield from read_position(box, _located(box, subject.entity))
        elif subject.kind in ("attack", "conflict") and (mission := own_mission(subject)):
            yield from read_event(box, mission, document.page.title)


def _adopted(box: Box, resolution: Entity) -> Iterator[Statement]:
    """The day of adoption where day and year stand in parameters of their own."""
    year = next((p for p in box.infobox.parameters if p.name.lower() == "year"), None)
    for field in box.telling("Resolution", "pk:date"):
        if year and not values.read_date(field.parameter.text):
            for day in values.read_date(Text(f"{field.parameter.text.plain} {year.text.plain}")):
                yield Statement(
                    resolution, "pk:date", day, field.evidence() + replace(field, parameter=year).evidence()
                )


def _located(box: Box, place: Entity) -> Entity:
    """What the coordinates of a page's infobox mean: in a country's, its capital (Template:Infobox country)."""
    capital = next((p for p in box.infobox.parameters if p.name.lower() == "capital"), None)
    found = values.read_place(capital.text) if capital and place.kind == "Country" else []
    return found[0] if found else place


def _mission(box: Box, mission: Entity) -> Iterator[Fact]:
    yield from _statements(box.of("Mission"), mission)
    yield from read_leaders(box, mission)
    for field in box.of("Contribution"):
        yield from _contributions(field, mission)
    for field in box.of("Figure"):
        yield from _figures(field, mission)


def _statements(fields: list[Field], subject: Entity) -> Iterator[Statement]:
    for field in fields:
        for name, value in property_values(field):
            if value != subject:
                yield Statement(subject, _naming(name, value, subject), value, field.evidence())


def _naming(name: str, value: Value, subject: Entity) -> str:
    """A name that is not the one its node goes by is another name."""
    return "skos:altLabel" if name == "rdfs:label" and isinstance(value, Name) and value.text != subject.name else name


def property_values(field: Field) -> Iterator[tuple[str, Value]]:
    """The property and value pairs that a field tells; a period tells a mission's beginning and its end."""
    reader, prefixed = field.mapping.reader, field.mapping.property
    if reader == "date range":
        first, last = values.read_span(field.parameter.text)
        yield from (
            (name, day)
            for name, day in ((prefixed, first), ("pk:ended", last))
            if day and (first != last or name == prefixed)
        )
    elif prefixed == "pk:abbreviation":
        yield from ((prefixed, value) for value in values.each(field.parameter, values.read_abbreviation))
    elif reader in _SIMPLE:
        found = list(values.each(field.parameter, _SIMPLE[reader]))
        yield from ((prefixed, value) for value in (found if reader in _SEVERAL else found[:1]))


_SEVERAL = {"countries", "places", "groups", "missions", "mission", "office", "name"}


def _contributions(field: Field, mission: Entity) -> Iterator[Contribution]:
    for part in values.parts(field.parameter):
        sent = read_sent(part)
        if sent:
            yield Contribution(
                mission, sent.country, field.evidence(), sent.personnel, sent.start, sent.end, sent.comment
            )


def _figures(field: Field, mission: Entity) -> Iterator[Figure]:
    readers = {"strength": read_strength, "fatalities": read_dead, "budget": read_budget}
    for part in values.parts(field.parameter):
        for count in readers[field.mapping.reader](part) if field.mapping.reader in readers else ():
            yield Figure(mission, count.measure, count.value, field.evidence(), count.date, personnel_kind=count.kind)

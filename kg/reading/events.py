"""The attack that an infobox describes, on the page of an attack or a battle that a mission was part of."""

from collections.abc import Iterator

from kg.facts.model import Attack, Casualties, Entity
from kg.reading import values
from kg.reading.boxes import Box, Field
from kg.reading.counts import read_casualties
from kg.reading.missions import missions_in
from kg.values.dates import PartialDate, common


def read_event(box: Box, mission: Entity, article: str) -> Iterator[Attack]:
    """One attack for an infobox that gives a date or victims; of a battle only where the mission was one side."""
    fields = box.of("Attack")
    sides = [field for field in fields if field.mapping.reader == "combatants"]
    side = _side(sides, mission)
    if not fields or (sides and side is None):
        return
    mine = [field for field in fields if not field.mapping.parameter.startswith("casualties") or field.number == side]
    date, places, victims = _date(mine), _places(mine), _victims(mine)
    if date or victims:
        country = next((place for place in places if place.kind == "Country"), None)
        yield Attack(
            mission=mission,
            evidence=tuple(evidence for field in mine for evidence in field.evidence()),
            date=date,
            place=tuple(place for place in places if place.kind == "Place"),
            country=country,
            method=_method(mine),
            perpetrator=_perpetrators(mine, side),
            casualties=victims,
            article=article,
        )


def _side(sides: list[Field], mission: Entity) -> str | None:
    """The number of the combatant that is the mission; None where it is no side or on several."""
    numbers = {s.number for s in sides if any(m.mission.name == mission.name for m in missions_in(s.parameter.text))}
    return numbers.pop() if len(numbers) == 1 else None


def _telling(fields: list[Field], reader: str) -> list[Field]:
    return [field for field in fields if field.mapping.reader == reader]


def _date(fields: list[Field]) -> PartialDate | None:
    """The day, or what the first and the last day share."""
    spans = (values.read_span(field.parameter.text) for field in _telling(fields, "date"))
    return next((common(first, last) for first, last in spans if first and last), None)


def _places(fields: list[Field]) -> list[Entity]:
    return [place for field in _telling(fields, "places") for place in values.read_places(field.parameter.text)]


def _method(fields: list[Field]) -> str | None:
    found = (method for field in _telling(fields, "method") for method in values.read_method(field.parameter.text))
    return next(found, None)


def _perpetrators(fields: list[Field], side: str | None) -> tuple[Entity, ...]:
    telling = [f for f in _telling(fields, "combatants") if f.number != side] + _telling(fields, "groups")
    found = (group for field in telling for part in values.parts(field.parameter) for group in values.read_groups(part))
    return tuple(dict.fromkeys(found))


def _victims(fields: list[Field]) -> tuple[Casualties, ...]:
    """All casualty fields as one group: an infobox gives totals, which its other fields divide."""
    found: dict[str, int] = {}
    for field in _telling(fields, "casualties"):
        bare = "injured" if field.mapping.property == "pk:injured" else "killed"
        for kind, number in _counted(field, bare):
            found.setdefault(kind, number)
    return (Casualties(found.get("killed"), found.get("injured"), found.get("abducted")),) if found else ()


def _counted(field: Field, bare: str) -> Iterator[tuple[str, int]]:
    for part in values.parts(field.parameter):
        group = read_casualties(part, bare)
        if group:
            counts = (("killed", group.killed), ("injured", group.injured), ("abducted", group.abducted))
            yield from ((kind, number) for kind, number in counts if number is not None)

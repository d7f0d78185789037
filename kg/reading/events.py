"""The attack that an infobox describes, on the page of an attack or a battle that a mission was part of."""

from collections.abc import Iterator

from kg.facts.model import Attack, Casualties, Entity
from kg.reading import values
from kg.reading.boxes import Box, Field
from kg.reading.missions import missions_in
from kg.reading.victims import Group, casualties_of, read_victims
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
    """The victims that the fields tell; what happened is counted by the first field that tells it."""
    found: list[Group] = []
    for field in _telling(fields, "casualties"):
        bare = "injured" if field.mapping.property == "pk:injured" else "killed"
        known = {group.kind for group in found}
        groups = [group for part in values.parts(field.parameter) for group in read_victims(part, bare)]
        found += [group for group in groups if group.kind not in known]
    return casualties_of(found)

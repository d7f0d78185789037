"""Where a place lies: `{{coord}}` in one parameter, or degrees, minutes, seconds and side in one parameter each."""

from collections.abc import Iterator

from kg.facts.model import Entity, Statement
from kg.reading.boxes import Box, Field
from kg.reading.values import read_coordinates

_UNITS = {"d": 1, "m": 60, "s": 3600}
_LIMIT = {"geo:lat": 90.0, "geo:long": 180.0}


def read_position(box: Box, place: Entity) -> Iterator[Statement]:
    """Latitude and longitude of the page's place, in degrees."""
    for field in box.fields:
        if field.mapping.reader == "coordinates":
            for prefixed, degrees in zip(_LIMIT, read_coordinates(field.parameter.text), strict=False):
                yield Statement(place, prefixed, degrees, field.evidence())
    for prefixed, reader in (("geo:lat", "latitude"), ("geo:long", "longitude")):
        yield from _divided(box, place, prefixed, reader)


def _divided(box: Box, place: Entity, prefixed: str, reader: str) -> Iterator[Statement]:
    fields = [field for field in box.fields if field.mapping.reader == reader]
    degrees = _degrees(fields)
    if degrees is not None and abs(degrees) <= _LIMIT[prefixed]:
        yield Statement(place, prefixed, degrees, tuple(e for field in fields for e in field.evidence()))


def _degrees(fields: list[Field]) -> float | None:
    """Degrees from their parts."""
    parts = {_part(field.mapping.parameter): field.parameter.text.plain.strip() for field in fields}
    if "d" not in parts:
        return None
    try:
        size = sum(float(parts.get(letter) or 0) / unit for letter, unit in _UNITS.items())
    except ValueError:
        return None
    return round(-size if parts.get("side", "").upper() in ("S", "W") else size, 6)


def _part(parameter: str) -> str:
    """d, m or s (degrees, minutes, seconds) or "side" (latNS, longEW).

    >>> _part("latd"), _part("long_m"), _part("latns"), _part("lats")
    ('d', 'm', 'side', 's')
    """
    return "side" if parameter.endswith(("ns", "ew")) else parameter[-1]

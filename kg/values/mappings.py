"""Which infobox parameter tells which property: read from the ontology (`pk:readFrom`), the one place where it stands.

A mapping names the *reader* of its value, and an example with what it means (its reading, parts divided by "; "):

text, name, rank
    words as a reader sees them; a name keeps its language. Reading: the words.
url
    an address, bare or behind a link. Reading: the address.
status
    "Active", "Ended in 2015". Reading: active or completed.
integer
    a number. Reading: the digits.
date
    a partial date. Reading: ISO 8601.
date range
    from ... to ...: the first date is the property's, the last is `pk:ended` of a mission, `pk:end` of other facts.
place, places
    the first place named; all places, most specific first (the country goes to `pk:country`). Reading: names.
country, countries
    names, flags, codes. Reading: common English names.
organization, groups, mission, missions
    one or more names, mostly links. Reading: the names.
combatants
    one side of a battle: perpetrators, where it is not the mission's own side. Reading: names.
coordinates
    `{{coord}}`: gives `geo:lat` and `geo:long`. Reading: both, in degrees.
latitude, longitude
    a part of a split coordinate; the parameter's name tells which (latd, latm, lats, latNS). Reading: degrees.
method
    words for a kind of attack. Reading: a concept of the method scheme.
leader, leaders
    one or more persons, each perhaps with rank, nationality, role and dates. Reading: person; what else is told.
leader title
    the role of the leader whose parameter has the same number. Reading: a concept of the role scheme.
office
    a role in a mission, in one text. Reading: role; mission.
contributors
    countries, each perhaps with a number. Reading: countries.
casualties
    numbers of victims; a bare number counts what the property says (`pk:killed`, `pk:injured`; else the killed).
strength
    a number of people, perhaps with the date it held: `pk:DeployedStrength`, unless it is called authorised.
fatalities
    a mission's dead, perhaps as of a date: `pk:Fatalities`.
budget
    an amount of money in dollars: `pk:Budget`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from kg.errors import DataError
from kg.resources import folder

PK = "https://w3id.org/peacekg/ontology#"
READERS = frozenset(
    {
        *("text", "name", "rank", "url", "status", "integer", "date", "date range", "place", "places", "country"),
        *("countries", "organization", "groups", "mission", "missions", "combatants", "coordinates", "latitude"),
        *("longitude", "method", "leader", "leaders", "leader title", "office", "contributors", "casualties"),
        *("strength", "fatalities", "budget"),
    }
)
LAST_NUMBER = 20
_PREFIXES = {
    PK: "pk:",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs:",
    "http://www.w3.org/2004/02/skos/core#": "skos:",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo:",
    "http://purl.org/dc/terms/": "dcterms:",
    "https://schema.org/": "schema:",
}


@dataclass(frozen=True, slots=True)
class InfoboxMapping:
    """An infobox parameter that gives a property's value; `subject` is the class that the property is said of.

    `infobox` is the family's name ("united nations"), `parameter` one written name ("leader_name2"),
    `property` has a prefix ("pk:headquarters"), `subject` is a local name of the ontology ("Mission", "Tenure").
    """

    property: str
    infobox: str
    parameter: str
    reader: str
    subject: str


@dataclass(frozen=True, slots=True)
class Example:
    """A value of a mapped parameter as wikitext has it, and what it means, part by part."""

    mapping: InfoboxMapping
    value: str
    reading: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Family:
    name: str
    other_names: frozenset[str]
    ignored: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Line:
    property: str
    subject: str
    infoboxes: tuple[str, ...]
    parameters: tuple[str, ...]
    reader: str
    value: str
    reading: tuple[str, ...]


def mappings_for(infobox: str) -> Mapping[str, InfoboxMapping]:
    """What is read from an infobox, by parameter name (lower case); empty for an infobox that no mapping names.

    >>> mappings_for("UN")["headquarters"].property, mappings_for("united nations")["leader_name2"].reader
    ('pk:headquarters', 'leader')
    >>> dict(mappings_for("film"))
    {}
    """
    return _by_parameter(family_of(infobox))


def ignored_parameters(infobox: str) -> frozenset[str]:
    """The parameters (lower case) that are left unread on purpose; of an unknown infobox, those ignored in any.

    >>> "image" in ignored_parameters("film"), "headquarters" in ignored_parameters("united nations")
    (True, False)
    """
    return _ignored(family_of(infobox))


def family_of(infobox: str) -> str:
    """The family that an infobox belongs to, by any of its template's names; the name itself if there is none.

    >>> family_of("Terrorist_attack"), family_of("film")
    ('civilian attack', 'film')
    """
    name = " ".join(infobox.replace("_", " ").lower().split())
    return _family_names().get(name, name)


def names_of(family: str) -> tuple[str, ...]:
    """The names that a family's template goes by, in lower case.

    >>> "terrorist attack" in names_of("civilian attack"), names_of("film")
    (True, ('film',))
    """
    return tuple(sorted({family, *(name for name, known in _family_names().items() if known == family)}))


def families() -> tuple[str, ...]:
    """The names of all families that parameters are read from."""
    return tuple(sorted({infobox for line in _lines() for infobox in line.infoboxes}))


def examples() -> Iterator[Example]:
    """One example for each infobox and parameter name of each mapping, in the ontology's alphabetical order."""
    for line in _lines():
        for infobox in line.infoboxes:
            for written in line.parameters:
                mapping = InfoboxMapping(
                    line.property, infobox, written.replace("#", "").lower(), line.reader, line.subject
                )
                yield Example(mapping, line.value, line.reading)


@cache
def _by_parameter(family: str) -> Mapping[str, InfoboxMapping]:
    return {
        parameter: InfoboxMapping(line.property, family, parameter, line.reader, line.subject)
        for line in _lines()
        if family in line.infoboxes
        for written in line.parameters
        for parameter in _numbered(written)
    }


@cache
def _ignored(family: str) -> frozenset[str]:
    names = {name for one in _families() if one.name in ("any", family) for name in one.ignored}
    return frozenset(number for name in names for number in _numbered(name)) - _by_parameter(family).keys()


def _numbered(written: str) -> list[str]:
    if "#" not in written:
        return [written.lower()]
    return [written.lower().replace("#", number) for number in ["", *map(str, range(1, LAST_NUMBER + 1))]]


@cache
def _lines() -> tuple[_Line, ...]:
    path = folder("ontology") / "peacekg.ttl"
    told = [
        (_prefixed(triple.subject.value), triple.object.value)
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if triple.predicate.value == PK + "readFrom"
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.Literal)
    ]
    return tuple(_line(name, text) for name, text in sorted(told))


def _line(name: str, text: str) -> _Line:
    parts = [part.strip() for part in text.split("|", 4)]
    if len(parts) != 5 or " -> " not in parts[4] or parts[3] not in READERS:
        raise DataError(
            f"ontology/peacekg.ttl: {name} pk:readFrom {text!r} should say"
            f" 'class | infoboxes | parameters | reader | example -> reading' with one of the readers"
        )
    value, reading = parts[4].rsplit(" -> ", 1)
    return _Line(name, parts[0], _listed(parts[1]), _listed(parts[2]), parts[3], value, tuple(reading.split("; ")))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(re.split(r"\s*,\s*", text))


def _prefixed(iri: str) -> str:
    namespace = next((one for one in _PREFIXES if iri.startswith(one)), "")
    return _PREFIXES.get(namespace, "") + iri[len(namespace) :]


@cache
def _family_names() -> Mapping[str, str]:
    return {name: family.name for family in _families() for name in (family.name, *family.other_names)}


@cache
def _families() -> tuple[_Family, ...]:
    told: dict[str, dict[str, set[str]]] = {}
    for triple in ox.parse(path=str(folder("ontology") / "infoboxes.ttl"), format=ox.RdfFormat.TURTLE):
        local = triple.predicate.value.rsplit("#", 1)[-1]
        told.setdefault(str(triple.subject), {}).setdefault(local, set()).add(_text(triple.object))
    return tuple(
        _Family(min(one["label"]), frozenset(one.get("altLabel", ())), frozenset(one.get("ignores", ())))
        for one in told.values()
    )


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""

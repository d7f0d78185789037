"""Places that a sentence names after a preposition of place, most specific first, and the countries they lie in."""

import re
from dataclasses import dataclass

from kg.reading.prose.mask import SIGN, Masked, pattern
from kg.values.countries import Country


@dataclass(frozen=True, slots=True)
class Where:
    """A place as the text spells it (empty where only a country is named); `at` is its folded position."""

    at: int
    end: int
    name: str
    country: Country | None
    preposition: str


_GEO = (
    "province|district|region|area|road|territory|valley|county|state|governorate|prefecture|department|sector|"
    "municipality|airport|camp|river|bridge|highway|zone|commune|settlement|neighbourhood|neighborhood|slum|island|"
    "peninsula|mountains|forest|desert|junction|crossing|border|suburb|locality|town|village|city|market|airfield"
)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’']*"
_HYPHENED = rf"(?:[a-z]{{1,2}}[-’'])?{_CAPITAL}(?:[-–/](?:\w+))*"
_NAME = rf"{_HYPHENED}(?: (?:(?:of|de|du|la|el|al|des|del|da|do|dos|and the|al-) ?)?{_HYPHENED})*(?: (?:{_GEO})\b)?"
_NAMES = re.compile(rf"(?<![\w’'.-]){_NAME}")
_SIDE = (
    "north|south|east|west|north-?east|north-?west|south-?east|south-?west|central|northern|southern|eastern|western|"
    "north-?eastern|north-?western|south-?eastern|south-?western|upper|lower"
)
_ADJECTIVE = rf"(?:{_SIDE}|rebel|government|remote|disputed|border|coastal|port|volatile|divided|besieged|nearby|small|main|{{demonym}}|{{country}}(?:[’']s)?|\w+-(?:held|controlled))"
_NOUN = rf"(?:capital city|capital|town|city|village|{_GEO}|port|suburb|outskirts|vicinity|general area|heights|island|hamlet|centre|center|(?:north|south|east|west|{_SIDE})(?: part)?)"
_PREPOSITION = r"(?:in|at|near|outside|around|close to|nearby|inside|within|between|on|north of|south of|east of|west of|along|off|by|in and around)"
_LEFT = pattern(
    rf"\b(?P<prep>(?i:{_PREPOSITION})) (?:the |an? |their |its )?(?:{_ADJECTIVE} )*(?:(?:{_NOUN})(?: (?:of|near|in))? (?:the )?(?:{_ADJECTIVE} )*(?:(?:{_NOUN})(?: of)? )?)?$"
)
_CHAIN = re.compile(
    r"^(?:,|,? in|,? in the|,? in (?:the )?[a-z]+(?:ern)?|,? near|,? and|,? on the|,? south of|,? north of|,? east of|,? west of)? ?\(?$"
)
_REGION = pattern(rf"\b(?P<name>(?i:{_SIDE}) (?:{{country}}|{_CAPITAL}))")
_NOT_PLACES = re.compile(
    r"^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|^(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December|The|This|These|He|She|It|They|Operation|President|General|Major|Colonel|Captain|Security|Council|Force|"
    r"Mission|Civil|War|Resolution|Islam\w*|Muslim\w*|Christian\w*|Article|Annex|UTC|GMT|According|Camp$)\b"
)


def find_places(masked: Masked) -> list[Where]:
    """Places after prepositions of place, and what is chained to them ("in Grimari, in Ouaka, Central African Republic")."""
    found: list[Where] = []
    for begin, end in _candidates(masked):
        left = _LEFT.search(masked.text[max(0, begin - 90) : begin])
        if left:
            found.append(_where(masked, begin, end, left["prep"].lower(), left[0]))
        elif found and _CHAIN.match(masked.text[found[-1].end : begin]):
            found.append(_where(masked, begin, end, found[-1].preposition, masked.text[found[-1].end : begin]))
    return [w for w in found if w.name or w.country]


def _candidates(masked: Masked) -> list[tuple[int, int]]:
    regions = [m.span() for m in _REGION.finditer(masked.text)]
    names = [m.span() for m in _NAMES.finditer(masked.text) if not _NOT_PLACES.match(m[0])]
    countries = [(i, i + 1) for i, c in enumerate(masked.text) if c == SIGN["country"]]
    taken: list[tuple[int, int]] = []
    for span in (*regions, *names, *countries):
        if not any(b < span[1] and span[0] < e for b, e in taken):
            taken.append(span)
    return sorted(taken)


def _where(masked: Masked, begin: int, end: int, preposition: str, left: str) -> Where:
    country = next((c.value for c in masked.within(begin, end) if isinstance(c.value, Country)), None)
    name = masked.plain[masked.plain_begin(begin) : masked.plain_end(end)]
    if country and end - begin == 1:
        return Where(begin, end, "", country, preposition)
    start = begin - len(left)
    beside = next((c.value for c in masked.within(max(start, 0), begin) if isinstance(c.value, Country)), None)
    return Where(begin, end, name, country or beside, preposition)

"""Places that a sentence names after a preposition of place, most specific first, and the countries they lie in."""

import re
from dataclasses import dataclass

from kg.reading.prose.mask import SIGN, Masked, pattern
from kg.values.countries import Country


@dataclass(frozen=True, slots=True)
class Where:
    """A place as the text spells it (empty where only a country is named); offsets count plain text.

    `region` marks a mere part of a country ("eastern Chad"), `chained` what contains the place before it.
    """

    begin: int
    end: int
    name: str
    country: Country | None
    region: bool
    chained: bool


_GEO = (
    "province|district|region|area|road|territory|valley|county|state|governorate|prefecture|department|sector|"
    "municipality|airport|camp|river|bridge|highway|zone|commune|settlement|neighbourhood|neighborhood|slum|island|"
    "peninsula|mountains|forest|desert|junction|crossing|border|suburb|locality|town|village|city|market|airfield"
)
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’']*"
_HYPHENED = rf"(?:[a-z]{{1,2}}[-’'])?{_CAPITAL}(?:[-–/](?:\w+))*"
_NAME = rf"(?!(?:In|On|At|Near|Outside|Around|Inside|Within|Between|Along|Over|From|By|To|Of|For|With|And|After|Before|While|When|As|Late|Early|A|An|His|Her|Its|Their|Our|My|Some|Many|Several|Both|All|No|Not|Also|But|If|That|There|Then|Two|One)\b)(?<![’'] ){_HYPHENED}(?: (?:(?:of|de|du|la|el|al|des|del|da|do|dos|and the|al-) ?)?{_HYPHENED})*(?: {{target}})?(?: (?:{_GEO})\b)?(?![\w’'])(?! (?:capital|government|army|police|president|prime minister|minister|spokes\w+|forces|troops|rebels|authorities|town of|city of|village of)\b)"
_NAMES = pattern(rf"(?<![\w’'.-]){_NAME}")
_SIDE = (
    "north|south|east|west|north-?east|north-?west|south-?east|south-?west|central|northern|southern|eastern|western|"
    "north-?eastern|north-?western|south-?eastern|south-?western|upper|lower"
)
_ADJECTIVE = rf"(?:{_SIDE}|rebel|government|remote|{{agent}}|{{people}}|{{target}}|disputed|border|coastal|port|volatile|divided|besieged|nearby|small|main|{{demonym}}|{{country}}(?:[’']s)?|\w+-(?:held|controlled))"
_NOUN = rf"(?:capital city|capital|town|city|village|{_GEO}|port|suburb|outskirts|vicinity|general area|heights|island|hamlet|centre|center|(?:north|south|east|west|{_SIDE})(?: part)?)"
_PREPOSITION = r"(?:on the (?:[a-z]+ )?road (?:from|between|to|near)|on (?:its|their) way (?:from|to)|in|at|near|outside|around|close to|nearby|inside|within|between|on|north of|south of|east of|west of|along|off|over|in and around)"
_LEFT = pattern(
    rf"\b(?P<prep>(?i:{_PREPOSITION})) (?:the |an? |their |its )?(?:{_ADJECTIVE} |[A-Z][\w-]+ ){{0,4}}(?:(?:{_NOUN}),?(?: (?:of|near|in))? (?:the )?(?:{_ADJECTIVE} )*(?:(?:{_NOUN})(?: of)? )?)?$"
)
_CHAIN = re.compile(r"^(?:,|,? in|,? of|,? to|,? in the|,? in (?:the )?[a-z]+(?:ern)?|,? near|,? and|,? on the)? ?\(?$")
_REGION = pattern(rf"\b(?P<name>(?i:{_SIDE}) (?:{{country}}|{_CAPITAL}))")
_INSTITUTION = re.compile(
    r"\b(?:Bank|Embassy|University|Ministry|Parliament|Police|Army|Hospital|Brigade|Battalion|Regiment|Forces|Council|Committee|Agency|Organi[sz]ation|"
    r"Movement|Party|Government|Union|Nations|Assembly|Agreement|Accord|Treaty|Commission|Association|Company|Group|Front|Guard|Corps|Command|Court|Office|Department of)$"
)
_NOT_PLACES = re.compile(
    r"^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|^(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December|The|This|These|He|She|It|They|Operation|President|General|Major|Colonel|Captain|Security|Council|Force|"
    r"Mission|Civil|War|Resolution|Islam\w*|Muslim\w*|Christian\w*|Article|Annex|UTC|GMT|According|Camp$)\b"
)


_DIRECTION = re.compile(rf"\b(?:{_SIDE}) of (?:the )?$")
_IS_AREA = re.compile(r"(?i:province|district|region|county|governorate|prefecture|department)$")
_OF = re.compile(r"\b(?P<prep>of|from) (?:the )?$")


def find_places(masked: Masked) -> list[Where]:
    """Places after prepositions of place, and what is chained to them ("in Grimari, in Ouaka, Central African Republic")."""
    found: list[Where] = []
    last = -1
    for begin, end in _candidates(masked):
        left = _LEFT.search(masked.text[max(0, begin - 90) : begin])
        if left is None and _IS_AREA.search(masked.plain[: masked.plain_end(end)]):
            left = _OF.search(masked.text[max(0, begin - 12) : begin])
        chained = last >= 0 and _CHAIN.match(masked.text[last:begin]) is not None
        if left or chained:
            found.append(_where(masked, begin, end, left[0] if left else "", chained))
            last = end
    return found


def _candidates(masked: Masked) -> list[tuple[int, int]]:
    regions = [m.span() for m in _REGION.finditer(masked.text)]
    names = [m.span() for m in _NAMES.finditer(masked.text) if _may_be_place(m[0])]
    countries = [(i, i + 1) for i, c in enumerate(masked.text) if c == SIGN["country"]]
    taken: list[tuple[int, int]] = []
    for span in (*regions, *names, *countries):
        if not any(b < span[1] and span[0] < e for b, e in taken):
            taken.append(span)
    return sorted(taken)


def _may_be_place(name: str) -> bool:
    return not (_NOT_PLACES.match(name) or _INSTITUTION.search(name) or name.endswith(("'s", "’s")))


def _where(masked: Masked, begin: int, end: int, left: str, chained: bool) -> Where:
    country = next((c.value for c in masked.within(begin, end) if isinstance(c.value, Country)), None)
    first, last = masked.plain_begin(begin), masked.plain_end(end)
    if country and end - begin == 1:
        return Where(first, last, "", country, False, chained)
    before = masked.within(begin - len(left), begin)
    beside = next((c.value for c in before if isinstance(c.value, Country)), None)
    vague = country is not None or _DIRECTION.search(left) is not None
    return Where(
        first, last, masked.plain[first:last], country or beside, vague, chained and not _DIRECTION.search(left)
    )

"""Reads the values of infobox parameters, each by the reader that its mapping names (see `kg/values/mappings.py`).

A reader takes one text (a whole value, or one part of it where a list wrapper or line break divides it) and gives
the values that it names, an empty list where it names none.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from kg.documents.model import Mark, Parameter, Text
from kg.facts.model import Entity, Name, Value
from kg.reading.holders import country_entity, nationality_named, rank_named, role_named
from kg.reading.missions import mission_entity, missions_in
from kg.reading.prose.cues import method_of, methods
from kg.reading.prose.phrases import says
from kg.resources import folder
from kg.values.countries import country_named
from kg.values.dates import PartialDate, read_dates
from kg.values.groups import group_named
from kg.values.numbers import read_number

_URL = re.compile(r"https?://[^\s|\]<>\"{}]+")
_HOST = re.compile(r"(?:www\.)[\w.-]+\.[a-z]{2,}(?:/[^\s|\]<>\"{}]*)?$")
_CUT = re.compile(r"[,;(\n•·]| and | – | - ")
_ISO = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?$")
_MAX_PARTS = 200
Reader = Callable[[Text], Sequence[Value]]


def parts(parameter: Parameter) -> tuple[Text, ...]:
    """The parts of a parameter's value: its list items or lines, or the value as a whole."""
    return (parameter.items or (parameter.text,))[:_MAX_PARTS]


def read_text(text: Text) -> list[str]:
    """The words themselves."""
    words = " ".join(text.plain.split()).strip(" ,;")
    return [words] if words else []


def read_name(text: Text) -> list[Name]:
    """A name with its language, where the text marks one."""
    language = next((mark.value for mark in text.marks if mark.kind == "language"), "en")
    return [Name(words, language) for words in read_text(text) if len(words) < 300]


def read_abbreviation(text: Text) -> list[str]:
    """Abbreviations divided by commas or slashes; a text of several words is none."""
    words = (word.strip() for word in re.split(r"[,;/\n]|\bor\b", text.plain))
    return [word for word in words if 1 < len(word) <= 40 and len(word.split()) <= 3]


def read_url(text: Text) -> list[str]:
    """The first web address: behind a link, or bare."""
    linked = next((mark.value for mark in text.marks if mark.kind == "url"), "")
    found = _URL.search(linked) or _URL.search(text.plain)
    host = None if found else _HOST.match(text.plain.strip())
    return [found[0]] if found else [f"http://{host[0]}"] if host else []


def read_status(text: Text) -> list[str]:
    """Whether the mission is at work: "active" or "completed", by the word that stands first."""
    lowered = text.plain.lower()
    found = [(m.start(), status) for status, pattern in vocabulary("status").items() if (m := pattern.search(lowered))]
    return [min(found)[1]] if found else []


def read_rank(text: Text) -> list[str]:
    """A military rank in its usual form; one that the vocabulary does not know as it stands."""
    return [rank_named(words) or words for words in read_text(text)]


def read_integer(text: Text) -> list[int]:
    """A number."""
    number = read_number(text.plain)
    return [] if number is None else [number]


def read_span(text: Text) -> tuple[PartialDate | None, PartialDate | None]:
    """First and last day of a value; both alike for a single date."""
    marked = [date for mark in text.marks if mark.kind == "date" and (date := iso_date(mark.value))]
    mention = read_dates(text.plain)
    if mention and mention.first:
        return mention.first, mention.last
    return (marked[0], marked[-1]) if marked else (None, None)


def read_date(text: Text) -> list[PartialDate]:
    """The date, or the first of a range."""
    first, _ = read_span(text)
    return [first] if first else []


def iso_date(text: str) -> PartialDate | None:
    """A partial date from its ISO form; None for anything else."""
    match = _ISO.match(text)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    return PartialDate(year or 0, month, day)


def read_places(text: Text) -> list[Entity]:
    """All places, most specific first, then the country they lie in."""
    found = list(dict.fromkeys(entity for name, link in names_in(text) if (entity := _place(name, link))))
    return [*(e for e in found if e.kind == "Place"), *(e for e in found if e.kind == "Country")]


def read_place(text: Text) -> list[Entity]:
    """The first place named that is no country."""
    return [place for place in read_places(text) if place.kind == "Place"][:1]


def _place(name: str, link: str) -> Entity | None:
    country = country_named(name)
    if country:
        return country_entity(country)
    name = says("place", "before_name").sub("", name)
    return Entity("Place", name, link) if name[:1].isupper() and not any(c.isdigit() for c in name) else None


def read_countries(text: Text) -> list[Entity]:
    """Countries by name, code or flag."""
    flags = (nationality_named(mark.value) for mark in text.marks if mark.kind == "flag")
    named = (country_named(name) for name, _ in names_in(text))
    found = [*(country_entity(c) for c in named if c), *(f for f in flags if f)]
    return list(dict.fromkeys(found))


def read_country(text: Text) -> list[Entity]:
    """The first country; for a nationality a demonym does too."""
    return read_countries(text)[:1] or [n for n in (nationality_named(text.plain),) if n]


def read_organization(text: Text) -> list[Entity]:
    """Organizations by name, mostly links."""
    return [Entity("Organization", name, link) for name, link in names_in(text)[:1] if name[:1].isupper()]


def read_groups(text: Text) -> list[Entity]:
    """Groups that fight, under the name that the gazetteer gives them."""
    found = []
    for name, link in names_in(text):
        known = group_named(name) or group_named(link)
        if known:
            found.append(Entity("ArmedGroup", known.name))
        elif link and not country_named(name):
            found.append(Entity("ArmedGroup", name, link))
    return list(dict.fromkeys(found))


def read_missions(text: Text) -> list[Entity]:
    """Missions: those that the gazetteer knows, else what the value links to."""
    known = [mention.mission for mention in missions_in(text)]
    linked = [Entity("Mission", name, link) for name, link in names_in(text) if link and not country_named(name)]
    return list(dict.fromkeys(known)) or linked[:1] or _unlinked_mission(text)


def _unlinked_mission(text: Text) -> list[Entity]:
    name = _CUT.split(text.plain, maxsplit=1)[0].strip()
    return [mission_entity(name) or Entity("Mission", name)] if len(name.split()) > 2 and name[0].isupper() else []


def read_office(text: Text) -> list[Entity | str]:
    """A role in a mission: the role's concept, then the mission."""
    role = role_named(text.plain)
    return [role, *read_missions(text)[:1]] if role and missions_in(text) else []


def read_method(text: Text) -> list[str]:
    """The concept of the method scheme that a kind of attack belongs to."""
    words = text.plain[:500]
    method = _concepts().get(words.strip().lower()) or method_of(words)
    return [method] if method else []


@cache
def _concepts() -> dict[str, str]:
    """Concepts of the method scheme by their own names ("armed assault")."""
    return {re.sub(r"(?<=[a-z])(?=[A-Z])", " ", m.kind).lower(): m.kind for m in methods()}


def read_coordinates(text: Text) -> list[float]:
    """Latitude and longitude in degrees."""
    point = next((mark.value for mark in text.marks if mark.kind == "coordinates"), "")
    return [round(float(degrees), 6) for degrees in point.split()]


def names_in(text: Text) -> list[tuple[str, str]]:
    """The names in a value with the article behind each: its links, or its words between commas where it has none."""
    links = [mark for mark in text.marks if mark.kind == "link"]
    named = [(mark.begin, _label(text, mark), mark.value) for mark in links]
    done = 0
    for begin, end in [*((m.begin, m.end) for m in links), (len(text.plain), len(text.plain))]:
        named += [(done, name, "") for name in _CUT.split(text.plain[done:begin].strip(" ()")) if name.strip(" .):*")]
        done = max(done, end)
    cleaned = [(begin, name.strip(" .):*\n"), link) for begin, name, link in named]
    return [(name, link) for _, name, link in sorted(cleaned, key=lambda n: n[0]) if name][:_MAX_PARTS]


def _label(text: Text, mark: Mark) -> str:
    return text.plain[mark.begin : mark.end] or mark.value


def vocabulary(table: str) -> Mapping[str, re.Pattern[str]]:
    """The words of a table of `language/vocabulary/infobox_words.toml`, as one pattern for each concept."""
    return _vocabularies()[table]


@cache
def _vocabularies() -> dict[str, dict[str, re.Pattern[str]]]:
    text = (folder("language") / "vocabulary" / "infobox_words.toml").read_text(encoding="utf-8")
    return {name: {c: _any(words) for c, words in table.items()} for name, table in tomllib.loads(text).items()}


def _any(words: list[str]) -> re.Pattern[str]:
    spelled = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"\b(?:{spelled})\b", re.IGNORECASE)


def each(parameter: Parameter, reader: Reader) -> Iterator[Value]:
    """What a reader finds in all parts of a parameter, each value once."""
    found = (value for part in parts(parameter) for value in reader(part))
    yield from dict.fromkeys(found)

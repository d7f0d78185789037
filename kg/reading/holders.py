"""Who holds a role, from a short text: "Lieutenant General Ann Example (Sweden), 2018–2021".

The text is cut at commas, brackets, colons and dashes. Each segment is a nationality, a role, a rank, a period or
a mission where a vocabulary says so; the first segment that is none of them is the name.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.documents.model import Text
from kg.facts.model import Entity
from kg.reading.missions import mission_entity
from kg.reading.periods import Period, find_periods
from kg.resources import folder
from kg.values.countries import Country, country_named, country_of
from kg.values.vocabulary import words

_SEGMENT = re.compile(r"(?:[^,;:()\[\]\n–—/-]|(?<=\w)[-/–](?=\w))+")
_OF_COUNTRY = re.compile(r"^(?P<name>.+?) (?:of|from) (?:the )?(?P<country>[A-Z].+)$")
_NAME = re.compile(r"[^\W\d_][^\d=|{}<>]{1,79}$")
_MAX_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone who holds a role, as far as a short text says; `begin` and `end` are where the name stands."""

    person: Entity
    begin: int
    end: int
    rank: str | None = None
    role: str | None = None
    nationality: Entity | None = None
    period: Period | None = None
    acting: bool = False


def read_holder(text: Text) -> Holder | None:
    """The one holder that a list item, table cell or infobox value names; None where it names nobody."""
    plain = text.plain[:_MAX_LENGTH]
    periods = find_periods(plain)
    found = _Found(periods[0] if periods else None)
    for begin, end in _segments(_blanked(plain, periods)):
        found.take(text, begin, end)
    nation = found.nationality or _flag(text)
    holder = found.holder
    return holder and replace(
        holder, rank=holder.rank or found.rank, role=found.role, nationality=holder.nationality or nation,
        period=found.period, acting=found.acting,
    )  # fmt: skip


class _Found:
    """What the segments of one text have given so far."""

    def __init__(self, period: Period | None) -> None:
        self.period = period
        self.holder: Holder | None = None
        self.nationality: Entity | None = None
        self.rank: str | None = None
        self.role: str | None = None
        self.acting = False

    def take(self, text: Text, begin: int, end: int) -> None:
        """Takes one segment for what it is."""
        segment = text.plain[begin:end]
        key = _key(segment)
        if key in _little_words()["acting"]:
            self.acting = True
        elif nation := nationality_named(segment):
            self.nationality = self.nationality or nation
        elif role := role_named(segment):
            self.role = self.role or role
        elif rank := rank_named(segment):
            self.rank = self.rank or rank
        elif self.holder is None and key not in _little_words()["nobody"] and not mission_entity(segment):
            self.holder = _named(text, begin, end)


def _segments(plain: str) -> Iterator[tuple[int, int]]:
    for match in _SEGMENT.finditer(plain):
        kept = match[0].strip()
        if kept:
            begin = match.start() + match[0].index(kept)
            yield begin, begin + len(kept)


def _blanked(plain: str, periods: list[Period]) -> str:
    for period in periods:
        plain = plain[: period.begin] + ";" * (period.end - period.begin) + plain[period.end :]
    return plain


def _named(text: Text, begin: int, end: int) -> Holder | None:
    """The person of a segment: rank and titles split off before, "of Country" behind."""
    begin, nation = _after_demonym(text.plain, begin, end)
    begin, rank = after_rank(text.plain, begin, end)
    begin = _after_titles(text.plain, begin, end)
    of_country = _OF_COUNTRY.match(text.plain[begin:end])
    if of_country and (country := nationality_named(of_country["country"])):
        nation, end = nation or country, begin + of_country.end("name")
    name = text.plain[begin:end].strip(" .'\"*•")
    if not _is_name(name):
        return None
    return Holder(Entity("Person", name, _link(text, begin, end)), begin, end, rank, nationality=nation)


def _is_name(name: str) -> bool:
    parts = name.split()
    return bool(_NAME.match(name)) and 1 <= len(parts) <= 8 and any(part[0].isupper() for part in parts)


def after_rank(plain: str, begin: int, end: int) -> tuple[int, str | None]:
    """Where the name starts behind a military rank, and the rank (its usual form), if there is one."""
    match = _ranks().match(plain, begin, end)
    return (match.end(), _rank_names()[_key(match[1].replace("-", " "))]) if match else (begin, None)


def _after_demonym(plain: str, begin: int, end: int) -> tuple[int, Entity | None]:
    """Behind "Belgian " where a rank or a name follows."""
    parts = plain[begin:end].split(" ", 3)
    for size in (2, 1):
        if len(parts) > size + 1 and (country := country_of(" ".join(parts[:size]))):
            return begin + len(" ".join(parts[:size])) + 1, country_entity(country)
    return begin, None


def _after_titles(plain: str, begin: int, end: int) -> int:
    for _ in range(3):
        first = plain[begin:end].partition(" ")[0]
        if first and _key(first) in _little_words()["honorific"] and begin + len(first) < end:
            begin += len(first) + 1
    return begin


def _link(text: Text, begin: int, end: int) -> str:
    return next((m.value for m in text.marks if m.kind == "link" and m.begin < end and begin < m.end), "")


def _flag(text: Text) -> Entity | None:
    return next((n for m in text.marks if m.kind == "flag" and (n := nationality_named(m.value))), None)


def nationality_named(text: str) -> Entity | None:
    """The country that a word or two name or describe ("Sweden", "the Swedish", "SWE")."""
    name = text.strip(" .")
    country = country_named(name) or country_of(name.removeprefix("the "))
    return country_entity(country) if country else None


def country_entity(country: Country) -> Entity:
    """The country's node, under its usual name."""
    return Entity("Country", country.name, country.article)


def rank_named(text: str) -> str | None:
    """The usual form of a military rank that the whole text names ("Lt. Gen."); None for other texts."""
    return _rank_names().get(_key(text.replace("-", " ")))


def role_named(text: str) -> str | None:
    """The role's concept that a text begins with ("Special Representative of the …"); None for other texts."""
    match = _roles().match(text.strip())
    return words("roles")[match[1].lower()] if match else None


def _key(text: str) -> str:
    return " ".join(text.lower().replace(".", " ").split())


@cache
def _rank_names() -> dict[str, str]:
    return {_key(surface.replace("-", " ")): rank for surface, rank in words("ranks").items()}


@cache
def _ranks() -> re.Pattern[str]:
    """Ranks at the start of a name; full stops and hyphens between their words do not matter."""
    surfaces = sorted(_rank_names(), key=len, reverse=True)
    spelled = "|".join(r"[.\s-]{1,3}".join(map(re.escape, rank.split())) for rank in surfaces)
    return re.compile(rf"((?i:{spelled}))\.?\s+(?=[^\W\d_a-z])")


@cache
def _roles() -> re.Pattern[str]:
    surfaces = sorted(words("roles"), key=len, reverse=True)
    return re.compile(rf"(?:the |un |united nations )*({'|'.join(map(re.escape, surfaces))})(?!\w)", re.IGNORECASE)


@cache
def _little_words() -> dict[str, frozenset[str]]:
    path = folder("language") / "vocabulary" / "holders.toml"
    return {kind: frozenset(found) for kind, found in tomllib.loads(path.read_text(encoding="utf-8")).items()}

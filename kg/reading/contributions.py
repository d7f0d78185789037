"""What a list item or table row says of a country's contribution: number, beginning, end, and what it says besides."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from kg.documents.model import Text
from kg.facts.model import Entity
from kg.reading.holders import country_entity, nationality_named
from kg.reading.periods import find_periods
from kg.resources import folder
from kg.values.countries import country_named
from kg.values.dates import PartialDate
from kg.values.numbers import Amount, find_amounts

_LEADING = re.compile(r"\s*((?:[^\d(:;,–—\n-]|(?<=\w)-(?=\w))+)")
_MAX_LENGTH = 1000
_TAKEN = "\0"
_TRIM = " \t\n,;:–—-•*"
_EDGES = "(,;:–—-" + _TAKEN
_BREAK = re.compile(r"^[\s,;:.()\[\]–—-]*$")


@dataclass(frozen=True, slots=True)
class Sent:
    """A country's contribution as one item tells it."""

    country: Entity
    personnel: int | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    comment: str | None = None


def read_sent(text: Text) -> Sent | None:
    """The contribution of an item that begins with a country or its flag; None for any other item."""
    found = _country(text)
    return read_details(found[0], text.plain[found[1] :]) if found else None


def _country(text: Text) -> tuple[Entity, int] | None:
    """The country that the item begins with, and where it ends."""
    flag = next((m for m in text.marks if m.kind == "flag" and not text.plain[: m.begin].strip(_TRIM)), None)
    nation = nationality_named(flag.value) if flag else None
    if flag and nation and flag.begin < flag.end:
        return nation, flag.end
    leading = _LEADING.match(text.plain)
    if leading and (country := country_named(leading[1].strip())):
        return country_entity(country), leading.end()
    return (nation, flag.end) if flag and nation else None


def read_details(country: Entity, rest: str) -> Sent:
    """What the words behind a country's name say of its contribution."""
    rest = rest[:_MAX_LENGTH]
    if not rest.strip(_TRIM):
        return Sent(country)
    amount = _personnel(rest)
    counted = _with_noun(rest, amount)
    besides = _without(rest, [counted] if counted else [])
    period = next((p for p in find_periods(rest) if _whole(besides, p.begin, p.end) and p.start != p.stop), None)
    read = [span for span in (counted, period and (period.begin, period.end)) if span]
    return Sent(
        country,
        amount.value if amount else None,
        period.start if period else None,
        period.stop if period else None,
        _comment(rest, read) or None,
    )


def _personnel(rest: str) -> Amount | None:
    """The one number of people outside brackets (or alone inside them); None where several stand side by side."""
    amounts = [a for a in find_amounts(rest) if a.value is not None and _counts_people(rest, a)]
    outer = [a for a in amounts if rest.count("(", 0, a.begin) == rest.count(")", 0, a.begin)]
    chosen = outer or amounts
    return chosen[0] if len(chosen) == 1 else None


def _counts_people(rest: str, amount: Amount) -> bool:
    return bool(_people().match(rest, amount.end)) or _whole(rest, amount.begin, amount.end)


def _whole(rest: str, begin: int, end: int) -> bool:
    """Whether a stretch fills its segment: nothing but separators on both sides up to the next bracket or comma."""
    before, after = rest[:begin].rstrip(), rest[end:].lstrip()
    return (not before or before[-1] in _EDGES) and (not after or after[0] in ".)" + _EDGES)


def _with_noun(rest: str, amount: Amount | None) -> tuple[int, int] | None:
    if amount is None:
        return None
    noun = _people().match(rest, amount.end)
    return amount.begin, noun.end() if noun else amount.end


def _comment(rest: str, read: list[tuple[int, int]]) -> str:
    """What is left when the read stretches are taken out."""
    left = " ".join(_without(rest, read).replace(_TAKEN, "").split()).strip(_TRIM)
    left = re.sub(r"\(\s*[,;]?\s*\)", "", left).strip(_TRIM)
    if left.startswith("(") and left.endswith(")") and left.count("(") == 1:
        left = left[1:-1].strip(_TRIM)
    return "" if _BREAK.match(left) else left


def _without(rest: str, read: list[tuple[int, int]]) -> str:
    """The same text with a mark of equal length where stretches were read."""
    for begin, end in read:
        rest = rest[:begin] + _TAKEN * (end - begin) + rest[end:]
    return rest


@cache
def _people() -> re.Pattern[str]:
    """A noun for people within three words behind a number."""
    words = tomllib.loads((folder("language") / "vocabulary" / "contributions.toml").read_text(encoding="utf-8"))
    nouns, filler = (
        "|".join(sorted(map(re.escape, words[key]), key=len, reverse=True)) for key in ("people", "filler")
    )
    return re.compile(rf"(?:\s[\w’'/-]+){{0,3}}?(?:\s(?:{nouns})\b)+(?:\s(?:{filler})\b)*", re.IGNORECASE)

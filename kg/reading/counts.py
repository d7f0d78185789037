"""Numbers in infobox values: strength, fatalities, budget."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.documents.model import Text
from kg.reading.values import vocabulary
from kg.values.dates import PartialDate, find_dates
from kg.values.numbers import Amount, find_amounts, read_number

_MONEY = re.compile(r"(?:US\$|USD|\$)\s?(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(million|billion|bn|m\b)?", re.IGNORECASE)
_SCALE = {"million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9}
_CLAUSE = re.compile(r"[,;:()\n]| and | plus ")
_MAX_LENGTH = 600


@dataclass(frozen=True, slots=True)
class Count:
    """A number with what it measures, the day it held (as far as said) and the kind of people counted."""

    measure: str
    value: int
    date: PartialDate | None = None
    kind: str | None = None


def read_strength(text: Text) -> Iterator[Count]:
    """The strengths that a value gives: "15,209 (as of May 2019)", "12,000 troops and 1,500 police"."""
    plain = text.plain[:_MAX_LENGTH]
    date = _as_of(plain)
    for number, around in numbers(plain):
        measure = (
            "AuthorizedStrength" if vocabulary("measure")["AuthorizedStrength"].search(around) else "DeployedStrength"
        )
        yield Count(measure, number, date, _kind(around))


def read_dead(text: Text) -> Iterator[Count]:
    """The number of a mission's dead, the first of a value (parts and causes may follow it)."""
    plain = text.plain[:_MAX_LENGTH]
    for number, _ in numbers(plain)[:1]:
        yield Count("Fatalities", number, _as_of(plain))


def read_budget(text: Text) -> Iterator[Count]:
    """The first sum of dollars, in whole dollars."""
    found = _MONEY.search(text.plain[:_MAX_LENGTH])
    if found:
        amount = float(found[1].replace(",", "")) * _SCALE.get((found[2] or "").lower(), 1)
        yield Count("Budget", round(amount), _as_of(text.plain))


def numbers(plain: str) -> list[tuple[int, str]]:
    """The numbers of a value, each with the words of its clause; the whole value where it is but a number."""
    plain = plain[:_MAX_LENGTH]
    amounts = [amount for amount in find_amounts(plain) if amount.value is not None]
    if not amounts:
        number = read_number(plain)
        return [] if number is None else [(number, plain)]
    return [(amount.value, _clause(plain, amount)) for amount in amounts if amount.value is not None]


def _clause(plain: str, amount: Amount) -> str:
    """The words around an amount up to the next comma, bracket or line."""
    after = _CLAUSE.split(plain[amount.end :], maxsplit=1)[0]
    return _CLAUSE.split(plain[: amount.begin])[-1] + " " + after


def _as_of(plain: str) -> PartialDate | None:
    dates = [mention for mention in find_dates(plain) if mention.first is not None and mention.first == mention.last]
    return dates[0].first if len(dates) == 1 else None


def _kind(around: str) -> str | None:
    """The kind of people that a clause counts: the longest word that it has for any."""
    found = [(-len(m[0]), kind) for kind, words in vocabulary("personnel").items() if (m := words.search(around))]
    return min(found)[1] if found else None

"""Values as words, for people who look at what the rules make of a sentence."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from typing import Any

from kg.facts.model import Casualties, Entity, Fact, Name, Statement
from kg.reading.prose.lexicon import Verb
from kg.reading.prose.people import People
from kg.reading.prose.places import Where
from kg.values.dates import DateMention, PartialDate
from kg.values.missions import abbreviated
from kg.values.numbers import Amount

_YEARS = 9999  # years and numbers of resolutions stand without a comma
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def in_words(value: object) -> str:
    """A value as a person would write it; empty for None.

    >>> in_words(PartialDate(2014, 5, 3)), in_words(Amount(0, 5, 40, "at least")), in_words(None)
    ('3 May 2014', 'at least 40', '')
    """
    if value is None:
        return ""
    way = _WAYS.get(type(value))
    return way(value) if way else str(getattr(value, "name", value))


def concept(name: str | None) -> str:
    """The local name of a concept as words.

    >>> concept("ArmedAssault"), concept("IED"), concept("IEDAttack"), concept(None)
    ('armed assault', 'IED', 'IEDAttack', '')
    """
    words = _HUMP.sub(" ", name or "").split()
    return " ".join(word if word[1:2].isupper() else word.lower() for word in words)


def fact_in_words(fact: Fact) -> tuple[str, str]:
    """What kind of fact it is, and what it says.

    >>> fact_in_words(Statement(Entity("Mission", "UNFOO"), "pk:headquarters", Entity("Place", "Bar"), ()))
    ('statement', 'UNFOO: headquarters Bar')
    """
    kind = type(fact).__name__.lower()
    if isinstance(fact, Statement):
        name = concept(fact.property.partition(":")[2])
        return kind, f"{in_words(fact.subject)}: {name} {in_words(fact.value)}"
    return kind, "; ".join(_parts(fact))


def _parts(fact: Fact) -> Iterator[str]:
    """Name and value of each field that says something."""
    for each in fields(fact):
        value = getattr(fact, each.name)
        if each.name == "evidence" or value is None or value is False or value in ("", ()):
            continue
        name = each.name.replace("_", " ")
        told = concept(value) if each.name in _CONCEPTS else in_words(value)
        if told != f"the {name}":
            yield name if value is True else f"{name} {told}"


_CONCEPTS = frozenset(("role", "method", "measure", "personnel_kind", "rank"))


def _date(date: PartialDate) -> str:
    year = str(date.year) if date.year > 0 else f"{1 - date.year} BC"
    return " ".join(filter(None, (str(date.day or ""), _MONTHS[date.month or 0], year)))


def _dates(mention: DateMention) -> str:
    """A date or range; of one without a year what it says."""
    if mention.yearless:
        month, day = mention.yearless
        told = " ".join(filter(None, (str(day or ""), _MONTHS[month or 0], "of a year said elsewhere")))
    elif mention.first == mention.last:
        told = in_words(mention.last)
    else:
        told = f"{in_words(mention.first) or 'unsaid'} to {in_words(mention.last) or 'unsaid'}"
    return f"{mention.hedge} {told}".strip()


def _counted(hedge: str, number: int | None) -> str:
    return " ".join(filter(None, (hedge, in_words(number))))


def _people(people: People) -> Iterator[str]:
    """A group: its words, and what is known of it."""
    if people.head:
        yield f"“{people.head}”"
    yield _counted(people.hedge, people.number) or "no number"
    if people.role:
        yield f"role {concept(people.role)}"
    if people.nationality:
        yield f"from {in_words(people.nationality)}"
    if people.force:
        yield "of a mission"
    if people.parts:
        yield "of whom " + " and ".join(f"({in_words(part)})" for part in people.parts)


def _casualties(told: Casualties) -> str:
    """A group of victims: how many came to which harm, and who they were."""
    numbers = {"killed": told.killed, "injured": told.injured, "abducted": told.abducted}
    who = ", ".join(filter(None, (concept(told.victim_role), in_words(told.nationality))))
    what = (
        ", ".join(f"{in_words(number)} {harm}" for harm, number in numbers.items() if number is not None) or "someone"
    )
    return f"{what} ({who})" if who else what


def _several(values: Iterable[object]) -> str:
    return ", ".join(filter(None, map(in_words, values)))


def _number(value: int) -> str:
    return f"{value:,}" if abs(value) > _YEARS else str(value)


def _where(place: Where) -> str:
    return ", ".join(filter(None, (place.name, in_words(place.country))))


def _entity(entity: Entity) -> str:
    return abbreviated(entity.name) if entity.kind == "Mission" else entity.name


_WAYS: dict[type, Callable[[Any], str]] = {
    int: _number,
    PartialDate: _date,
    DateMention: _dates,
    Amount: lambda amount: _counted(amount.hedge, amount.value),
    People: lambda people: ", ".join(_people(people)),
    Casualties: _casualties,
    Verb: lambda verb: f"to {verb.lemma.replace('-', ' ')}",
    Where: _where,
    Entity: _entity,
    Name: lambda name: name.text,
    tuple: _several,
}

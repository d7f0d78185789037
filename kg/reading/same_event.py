"""When two tellings of an attack or accident mean one event, and what they say together."""

from dataclasses import fields

from kg.facts.model import Accident, Attack, Casualties, Evidence
from kg.reading.entities import changed
from kg.values.dates import PartialDate

Event = Attack | Accident


def same_event(one: Event, other: Event) -> bool:
    """Whether two tellings can mean one event: dates, countries and places agree, and so does the toll.

    Without a day, or without a toll, the places must meet. A page's own event needs only its day: the sentences of
    its page tell it in parts.
    """
    mine, theirs = _places(one), _places(other)
    if (
        not _dates_agree(one, other)
        or not _agree(one.country, other.country)
        or (mine and theirs and not _meet(mine, theirs))
    ):
        return False
    day = one.date == other.date and one.date is not None and one.date.day is not None
    tolls = [_toll(event) for event in (one, other)]
    if one.article or other.article:
        return _agree(one.article or None, other.article or None) and (day or tolls[0] == tolls[1])
    if all(tolls):
        return tolls[0] == tolls[1] and _nations_agree(one, other) and (day or _meet(mine, theirs))
    return day and _meet(mine, theirs)


def _dates_agree(one: Event, other: Event) -> bool:
    return one.date is not None and other.date is not None and finer(one.date, other.date) is not None


def _agree(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _places(event: Event) -> set[str]:
    return {place.name.lower() for place in event.place}


def _meet(mine: set[str], theirs: set[str]) -> bool:
    """Whether a place of one can be one of the other: "Grimm" and "the Grimm river"."""
    words = [[set(name.split()) for name in names] for names in (mine, theirs)]
    return any(one <= other or other <= one for one in words[0] for other in words[1])


def _toll(event: Event) -> tuple[int, ...]:
    """Killed, injured and abducted in all; empty where no number is told."""
    numbers = [[getattr(c, kind) for c in event.casualties] for kind in ("killed", "injured", "abducted")]
    told = tuple(sum(n for n in kind if n is not None) for kind in numbers)
    return told if any(told) else ()


def _nations_agree(one: Event, other: Event) -> bool:
    mine, theirs = ({c.nationality.key for c in e.casualties if c.nationality} for e in (one, other))
    return not mine or not theirs or mine <= theirs or theirs <= mine


def join_events(one: Event, other: Event) -> Event:
    """The union: the longer list of places and groups, and what only one of them says."""
    changes: dict[str, object] = {
        "evidence": both(one.evidence, other.evidence),
        "date": finer(one.date, other.date),
        "place": max(one.place, other.place, key=len),
        "country": one.country or other.country,
        "casualties": max(one.casualties, other.casualties, key=_detail),
        "article": one.article or other.article,
        "date_inferred": one.date_inferred and other.date_inferred,
    }
    if isinstance(one, Attack) and isinstance(other, Attack):
        changes["method"] = one.method or other.method
        changes["perpetrator"] = one.perpetrator or other.perpetrator
        changes["claimed_by"] = one.claimed_by or other.claimed_by
    return changed(one, changes)


def _detail(groups: tuple[Casualties, ...]) -> int:
    return sum(value is not None for group in groups for value in (getattr(group, f.name) for f in fields(group)))


def finer(one: object, other: object) -> object | None:
    """The one that says more where the other is missing, equal, or a date that holds it; else None."""
    if one == other or other is None:
        return one
    if one is None:
        return other
    if isinstance(one, PartialDate) and isinstance(other, PartialDate):
        coarse, fine = sorted((one, other), key=lambda date: len(str(date)))
        return fine if str(fine).startswith(f"{coarse}-") else None
    return None


def both(one: tuple[Evidence, ...], other: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The passages of both, each once."""
    return tuple(dict.fromkeys((*one, *other)))

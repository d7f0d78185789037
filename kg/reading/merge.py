"""The same fact told twice is one fact with two passages.

Facts are put into buckets by what they speak of; inside a bucket two facts join when no field of one contradicts the
other: equal, or missing on one side, or a date that is a part of the other. The joined fact has the union of both.
"""

from collections.abc import Hashable, Iterable
from dataclasses import fields
from itertools import chain

from kg.facts.model import Accident, Attack, Casualties, Contribution, Evidence, Fact, Figure, Statement, Tenure
from kg.reading.entities import changed, with_articles
from kg.values.dates import PartialDate

_MAX_BUCKET = 50


def merge(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Joins what speaks of the same; keeps the order in which facts were first told."""
    buckets: dict[Hashable, list[Fact]] = {}
    for fact in with_articles(list(facts)):
        _put(buckets.setdefault(_key(fact), []), fact)
    return tuple(chain.from_iterable(buckets.values()))


def _put(bucket: list[Fact], fact: Fact) -> None:
    for place, other in enumerate(bucket[:_MAX_BUCKET]):
        joined = _join(other, fact)
        if joined is not None:
            bucket[place] = joined
            return
    bucket.append(fact)


def _key(fact: Fact) -> Hashable:
    """What two tellings of one fact always share."""
    if isinstance(fact, Statement):
        value = fact.value
        return (
            "statement",
            fact.subject.key,
            fact.property,
            type(value).__name__,
            value.year if isinstance(value, PartialDate) else value,
        )
    if isinstance(fact, Tenure):
        return "tenure", fact.mission.key, fact.person.key
    if isinstance(fact, Contribution):
        return "contribution", fact.mission.key, fact.contributor.key
    if isinstance(fact, Figure):
        return "figure", fact.mission.key, fact.measure, fact.value, fact.date
    return type(fact).__name__, fact.mission.key, fact.date


def _join(one: Fact, other: Fact) -> Fact | None:
    """Both as one fact, None where they contradict each other or may speak of two things."""
    if isinstance(one, Statement) and isinstance(other, Statement):
        value = _finer(one.value, other.value)
        both = _both(one.evidence, other.evidence)
        return None if value is None else changed(one, {"value": value, "evidence": both})
    if isinstance(one, Attack | Accident) and isinstance(other, Attack | Accident):
        return _join_events(one, other) if type(one) is type(other) and _same_event(one, other) else None
    if isinstance(one, Contribution) and isinstance(other, Contribution) and not _same_sending(one, other):
        return None
    return _joined(one, other)


def _joined(one: Fact, other: Fact) -> Fact | None:
    """Field by field: what only one says is taken from it; None where both say different things."""
    changes: dict[str, object] = {}
    for field in fields(one):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if field.name == "evidence":
            changes["evidence"] = _both(mine, theirs)
        elif mine != theirs:
            value = mine or theirs if isinstance(mine, bool) else _finer(mine, theirs)
            if value is None:
                return None
            changes[field.name] = value
    return changed(one, changes)


def _finer(one: object, other: object) -> object | None:
    """The one that says more where the other is missing, equal, or a date that holds it; else None."""
    if one == other or other is None:
        return one
    if one is None:
        return other
    if isinstance(one, PartialDate) and isinstance(other, PartialDate):
        coarse, fine = sorted((one, other), key=lambda date: len(str(date)))
        return fine if str(fine).startswith(f"{coarse}-") else None
    return None


def _both(one: tuple[Evidence, ...], other: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def _same_sending(one: Contribution, other: Contribution) -> bool:
    """A number with a comment of its own and a number elsewhere may be two deployments: only bare mentions join."""
    bare = [fact for fact in (one, other) if fact.personnel is None and fact.comment is None]
    return bool(bare) or (one.personnel, one.comment) == (other.personnel, other.comment)


def _same_event(one: Attack | Accident, other: Attack | Accident) -> bool:
    """One day (or one month, with the same place and toll), places that meet, tolls and countries that agree."""
    if (
        one.date is None
        or not _agree(one.country, other.country)
        or (one.article and other.article and one.article != other.article)
    ):
        return False
    places = _places(one) & _places(other)
    tolls = _toll(one), _toll(other)
    if _places(one) and _places(other) and not places:
        return False
    if all(tolls):
        return tolls[0] == tolls[1] and _nations_agree(one, other) and (one.date.day is not None or bool(places))
    return one.date.day is not None and bool(places)


def _agree(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _places(event: Attack | Accident) -> set[str]:
    return {place.name.lower() for place in event.place}


def _toll(event: Attack | Accident) -> tuple[int, ...]:
    """Killed, injured and abducted in all; empty where no number is told."""
    numbers = [[getattr(c, kind) for c in event.casualties] for kind in ("killed", "injured", "abducted")]
    told = tuple(sum(n for n in kind if n is not None) for kind in numbers)
    return told if any(told) else ()


def _nations_agree(one: Attack | Accident, other: Attack | Accident) -> bool:
    mine, theirs = ({c.nationality.key for c in e.casualties if c.nationality} for e in (one, other))
    return not mine or not theirs or mine == theirs


def _join_events(one: Attack | Accident, other: Attack | Accident) -> Attack | Accident:
    """The union: the longer list of places and groups, and what only one of them says."""
    changes: dict[str, object] = {
        "evidence": _both(one.evidence, other.evidence),
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

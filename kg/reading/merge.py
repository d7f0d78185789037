"""The same fact told twice is one fact with two passages.

Facts are put into buckets by what they speak of; inside a bucket two facts join when no field of one contradicts the
other: equal, or missing on one side, or a date that is a part of the other. The joined fact has the union of both.
"""

from collections.abc import Hashable, Iterable
from dataclasses import fields, replace
from itertools import chain
from types import MappingProxyType

from kg.facts.model import Accident, Attack, Contribution, Fact, Figure, Statement, Tenure
from kg.reading.entities import Articles, changed, with_articles
from kg.reading.same_event import both, finer, join_events, same_event
from kg.values.dates import PartialDate

_MAX_BUCKET = 50
WITHDRAWN = "withdrawn"
"""The comment of a contribution that has ended."""


def merge(facts: Iterable[Fact], links: Articles = MappingProxyType({})) -> tuple[Fact, ...]:
    """Joins what speaks of the same; keeps the order in which facts were first told.

    `links` are articles of names that the page links somewhere (see `kg.reading.entities.links_of`).
    """
    buckets: dict[Hashable, list[Fact]] = {}
    for fact in with_articles(list(facts), links):
        _put(buckets.setdefault(_key(fact), []), fact)
    return tuple(chain.from_iterable(buckets.values()))


def _put(bucket: list[Fact], fact: Fact) -> None:
    fact = _ending(bucket, fact)
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
    return type(fact).__name__, fact.mission.key, fact.date and fact.date.year


def _join(one: Fact, other: Fact) -> Fact | None:
    """Both as one fact, None where they contradict each other or may speak of two things."""
    if isinstance(one, Statement) and isinstance(other, Statement):
        value = finer(one.value, other.value)
        evidence = both(one.evidence, other.evidence)
        return None if value is None else changed(one, {"value": value, "evidence": evidence})
    if isinstance(one, Attack | Accident) and isinstance(other, Attack | Accident):
        return join_events(one, other) if type(one) is type(other) and same_event(one, other) else None
    if isinstance(one, Contribution) and isinstance(other, Contribution) and not _same_sending(one, other):
        return None
    return _joined(one, other)


def _joined(one: Fact, other: Fact) -> Fact | None:
    """Field by field: what only one says is taken from it; None where both say different things."""
    changes: dict[str, object] = {}
    for field in fields(one):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if field.name == "evidence":
            changes["evidence"] = both(mine, theirs)
        elif mine != theirs:
            value = _joined_field(field.name, mine, theirs)
            if value is None:
                return None
            changes[field.name] = value
    return changed(one, changes)


def _joined_field(name: str, mine: object, theirs: object) -> object | None:
    """What two tellings of one field say together, None where they contradict each other.

    A rank may be told in short ("General") or change within a tenure; the longer form counts, else the first told.
    Of contributions, comments that differ only meet where neither has a number (see `_same_sending`).
    """
    if name == "comment" and mine and theirs:
        return f"{mine}; {theirs}"
    if name == "rank" and mine and theirs:
        return theirs if str(theirs).endswith(f" {mine}") else mine
    return mine or theirs if isinstance(mine, bool) else finer(mine, theirs)


def _ending(bucket: list[Fact], fact: Fact) -> Fact:
    """A withdrawal of all that a country has ends what it sent, where one sending is told of; its date says enough."""
    if not isinstance(fact, Contribution) or fact.comment != WITHDRAWN or fact.personnel or not fact.end or fact.start:
        return fact
    sent = [one for one in bucket if isinstance(one, Contribution)]
    if len(sent) != 1 or sent[0].end or sent[0].comment or (sent[0].start and sent[0].start.year > fact.end.year):
        return fact
    return replace(fact, personnel=sent[0].personnel, comment=None)


def _same_sending(one: Contribution, other: Contribution) -> bool:
    """A number with a comment of its own and a number elsewhere may be two deployments: only bare mentions join.

    One unit told of twice, with its number and without, is one sending.
    """
    bare = [fact for fact in (one, other) if fact.personnel is None and fact.comment is None]
    uncounted = one.personnel is None and other.personnel is None
    unit = one.comment is not None and one.comment == other.comment and None in (one.personnel, other.personnel)
    return bool(bare) or uncounted or unit or (one.personnel, one.comment) == (other.personnel, other.comment)

"""The missions that a country's armed forces were sent to, from lists on the pages of countries and armies."""

import re
from dataclasses import dataclass

from kg.documents.model import Text
from kg.facts.model import Entity
from kg.reading.contributions import read_details
from kg.reading.holders import country_entity
from kg.reading.missions import missions_in
from kg.reading.subject import Subject
from kg.values.dates import PartialDate

_BEHIND_NAME = re.compile(r"\s*\([^()\d]{1,80}\)")
_FURTHEST = 12


@dataclass(frozen=True, slots=True)
class Deployment:
    """A mission that a country sent people to, as one item tells it."""

    mission: Entity
    personnel: int | None
    start: PartialDate | None
    end: PartialDate | None
    comment: str | None


def sending_country(subject: Subject) -> Entity | None:
    """The country whose forces or foreign relations the page is about, or that it is about itself."""
    if subject.kind == "country":
        return subject.entity
    return country_entity(subject.nation) if subject.nation else None


def read_deployment(text: Text, country: Entity) -> Deployment | None:
    """The deployment of an item that begins with a mission; None for any other item."""
    first = next(iter(missions_in(text)), None)
    if first is None or first.begin > _FURTHEST or any(c.isalnum() for c in text.plain[: first.begin]):
        return None
    bracket = _BEHIND_NAME.match(text.plain, first.end)
    sent = read_details(country, text.plain[bracket.end() if bracket else first.end :])
    return Deployment(first.mission, sent.personnel, sent.start, sent.end, sent.comment)

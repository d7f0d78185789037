"""Facts from list items: contributors, and those who held a role."""

from collections.abc import Iterator

from kg.documents.model import Document, ListItem
from kg.facts.model import Contribution, Entity, Fact, Tenure
from kg.reading.contributions import read_sent
from kg.reading.deployments import read_deployment, sending_country
from kg.reading.evidence import Passage
from kg.reading.holders import read_holder
from kg.reading.scope import mission_of
from kg.reading.subject import Subject
from kg.reading.tenures import is_certain, role_in, tenure
from kg.reading.topics import topic_of


def read_lists(document: Document, subject: Subject) -> Iterator[Fact]:
    """The facts of a page's list items; items of lists that say nothing of their topic give none."""
    country = sending_country(subject)
    known: dict[tuple[str, tuple[str, ...]], tuple[str, Entity | None, str | None]] = {}
    for item in document.items:
        key = (item.lead, item.section)
        if key not in known:
            known[key] = (topic_of(*key), mission_of(subject, *key), role_in(*key))
        topic, mission, role = known[key]
        if mission and topic == "contributors":
            yield from _contribution(document, item, mission)
        elif mission and topic == "commanders":
            yield from _tenure(document, item, mission, role)
        elif country and topic == "deployments":
            yield from _deployment(document, item, country)


def _contribution(document: Document, item: ListItem, mission: Entity) -> Iterator[Contribution]:
    sent = read_sent(item.text)
    if sent:
        evidence = _passage(document, item).evidence("list/contributor")
        yield Contribution(mission, sent.country, evidence, sent.personnel, sent.start, sent.end, sent.comment)


def _deployment(document: Document, item: ListItem, country: Entity) -> Iterator[Contribution]:
    """The contribution of an army's country to the mission that the item begins with."""
    sent = read_deployment(item.text, country)
    if sent:
        evidence = _passage(document, item).evidence("list/deployment")
        yield Contribution(sent.mission, country, evidence, sent.personnel, sent.start, sent.end, sent.comment)


def _tenure(document: Document, item: ListItem, mission: Entity, role: str | None) -> Iterator[Tenure]:
    holder = read_holder(item.text)
    if holder and is_certain(holder) and (holder.role or role):
        evidence = _passage(document, item).evidence("list/commander")
        yield tenure(mission, holder, role, evidence)


def _passage(document: Document, item: ListItem) -> Passage:
    """The item with its footnotes and those of the line above its list."""
    return Passage(document, item.text, item.section, item.span, item.lead_references)

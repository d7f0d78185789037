"""Reads a page's facts: structure and prose, joined where both say the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.documents.model import Document
from kg.facts.model import Entity, Fact
from kg.reading.attributes import read_attributes
from kg.reading.entities import links_of
from kg.reading.infobox import read_infoboxes
from kg.reading.lead import read_lead
from kg.reading.lists import read_lists
from kg.reading.merge import merge
from kg.reading.prose.read import read_prose
from kg.reading.redirects import read_redirect
from kg.reading.report import Report, report_of
from kg.reading.subject import Subject, subject_of
from kg.reading.tables import read_tables


@dataclass(frozen=True)
class Reading:
    """What was read from a page: the node that the page is about (None for a topic), and the facts in reading order."""

    document: Document
    subject: Entity | None
    facts: tuple[Fact, ...]

    @cached_property
    def report(self) -> Report:
        """What was read, ignored and left unread; made when it is asked for, since it takes every source apart."""
        return report_of(self.document, self.facts)


def read_facts(document: Document) -> Reading:
    """Every fact of a page, each with its passages; a redirect tells at most a name."""
    if document.page.redirect:
        return Reading(document, None, tuple(read_redirect(document)))
    subject = subject_of(document)
    return Reading(document, subject.entity, merge(_facts(document, subject), links_of(document)))


def _facts(document: Document, subject: Subject) -> Iterator[Fact]:
    yield from read_infoboxes(document, subject)
    yield from read_lead(document, subject)
    yield from read_attributes(document, subject)
    yield from read_lists(document, subject)
    yield from read_tables(document, subject)
    yield from read_prose(document, subject)

"""What tests of prose share: the facts that the sentences of a page state, and the attacks among them."""

from collections.abc import Callable

import pytest

from kg.documents.read import read_document
from kg.facts.model import Accident, Attack, Fact
from kg.pages.model import Page
from kg.reading.merge import merge
from kg.reading.prose.read import read_prose
from kg.reading.subject import subject_of

MISSION = "United Nations Mission in Ruritania"
HEAD = "{{Infobox United Nations|type=Peacekeeping mission|abbreviation=UNMIR}}\n== History ==\n"
INFOBOX = "{{{{Infobox United Nations|type=Peacekeeping mission|abbreviation=UNMIR}}}}\n'''{}''' is a mission.\n\n{}\n"
Facts = Callable[..., tuple[Fact, ...]]
Events = Callable[[str], list[Attack | Accident]]
Tolls = Callable[[Attack | Accident], list[tuple[int | None, int | None, str]]]


@pytest.fixture(scope="session")
def read() -> Facts:
    """The facts of a text on a mission's page; of another page by its title and what stands before the text."""

    def read(text: str, title: str = MISSION, head: str = HEAD) -> tuple[Fact, ...]:
        document = read_document(Page(title, head + text))
        return merge(read_prose(document, subject_of(document)))

    return read


def _events(title: str, wikitext: str) -> list[Attack | Accident]:
    document = read_document(Page(title, wikitext))
    return [fact for fact in read_prose(document, subject_of(document)) if isinstance(fact, Attack | Accident)]


@pytest.fixture(scope="session")
def events() -> Events:
    """The attacks and accidents of a text on a mission's page, as they are read: not yet merged."""
    return lambda text: _events(MISSION, INFOBOX.format(MISSION, text))


@pytest.fixture(scope="session")
def events_elsewhere() -> Events:
    """Those of a page that is no mission's."""
    return lambda text: _events("Army of Ruritania", text)


@pytest.fixture(scope="session")
def tolls() -> Tolls:
    """How many of whom an event killed and injured."""
    return lambda event: [(c.killed, c.injured, c.nationality.name if c.nationality else "") for c in event.casualties]

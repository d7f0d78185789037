"""What tests of prose share: the facts that the sentences of a page state."""

from collections.abc import Callable

import pytest

from kg.documents.read import read_document
from kg.facts.model import Fact
from kg.pages.model import Page
from kg.reading.merge import merge
from kg.reading.prose.read import read_prose
from kg.reading.subject import subject_of

MISSION = "United Nations Mission in Ruritania"
HEAD = "{{Infobox United Nations|type=Peacekeeping mission|abbreviation=UNMIR}}\n== History ==\n"
Facts = Callable[..., tuple[Fact, ...]]


@pytest.fixture(scope="session")
def read() -> Facts:
    """The facts of a text on a mission's page; of another page by its title and what stands before the text."""

    def read(text: str, title: str = MISSION, head: str = HEAD) -> tuple[Fact, ...]:
        document = read_document(Page(title, head + text))
        return merge(read_prose(document, subject_of(document)))

    return read

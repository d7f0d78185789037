"""What tests of reading share: a page's facts, document and subject from its wikitext."""

from collections.abc import Callable

import pytest

from kg.documents.model import Document
from kg.documents.read import read_document
from kg.facts.model import Fact
from kg.pages.model import Page
from kg.reading.read import read_facts

MISSION = "United Nations Mission in Ruritania"
Documents = Callable[..., Document]
Facts = Callable[..., tuple[Fact, ...]]


@pytest.fixture
def document() -> Documents:
    """Takes wikitext (and a title) apart."""
    return lambda wikitext, title=MISSION: read_document(Page(title, wikitext))


@pytest.fixture
def facts(document: Documents) -> Facts:
    """All facts of a page."""
    return lambda wikitext, title=MISSION: read_facts(document(wikitext, title)).facts


@pytest.fixture
def on_mission(facts: Facts) -> Facts:
    """All facts of a mission's page with this wikitext below its infobox."""
    head = "{{Infobox United Nations\n| type = Peacekeeping mission\n}}\n'''UNMIR''' is a peacekeeping mission.\n\n"
    return lambda wikitext: facts(head + wikitext)

"""What a redirect tells: another name of the mission that its target is about.

Most redirects lead to a part of a topic, or from a person or an event to it. One counts as a name where its title names
the same mission, or where one of its templates says that it is a name (`language/vocabulary/redirects.toml`).
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache

from kg.documents.model import Document
from kg.facts.model import Entity, Name, Statement
from kg.reading.evidence import Passage
from kg.reading.missions import mission_entity
from kg.resources import folder

_TEMPLATE = re.compile(r"\{\{\s*([Rr] [^|{}]{1,60}?)\s*[|}]")
_QUALIFIER = re.compile(r" \([^()]*\)$")


def read_redirect(document: Document) -> Iterator[Statement]:
    """The name that a redirect gives to a known mission; none where it leads to a section."""
    target = document.page.redirect or ""
    item = next(iter(document.items), None)
    known = mission_entity(target)
    if item is None or known is None or any("#" in mark.value for mark in item.text.marks if mark.kind == "link"):
        return
    name = _QUALIFIER.sub("", document.page.title)
    if name not in (known.name, target) and _is_name(document, known):
        mission = Entity("Mission", known.name, target)
        evidence = Passage(document, item.text, item.section, item.span).evidence("redirect/name")
        yield Statement(mission, "skos:altLabel", Name(name, document.page.language), evidence)


def _is_name(document: Document, known: Entity) -> bool:
    if mission_entity(document.page.title) == known:
        return True
    told = {found[1][:1].upper() + found[1][1:] for found in _TEMPLATE.finditer(document.page.text)}
    return bool(told & _names()) and not told - _names() - _beside()


@cache
def _vocabulary() -> dict[str, list[str]]:
    return tomllib.loads((folder("language") / "vocabulary" / "redirects.toml").read_text(encoding="utf-8"))


def _names() -> frozenset[str]:
    return frozenset(_vocabulary()["names"])


def _beside() -> frozenset[str]:
    return frozenset(_vocabulary()["beside"])

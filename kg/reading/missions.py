"""Missions that a text names: by a link, or by a name or abbreviation that the gazetteer knows."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.documents.model import Text
from kg.facts.model import Entity
from kg.values.missions import find_missions, mission_named

_DISAMBIGUATOR = re.compile(r" \([^()]*\)$")


class MissionMention(NamedTuple):
    """A mission named at `plain[begin:end]` of a text."""

    begin: int
    end: int
    mission: Entity


def mission_entity(name: str) -> Entity | None:
    """The mission that the gazetteer knows by this name, under its usual full name; None where it knows none.

    Its `article` stays empty: the gazetteer names missions, not pages, and one node serves all spellings.
    """
    known = mission_named(_DISAMBIGUATOR.sub("", name))
    return Entity("Mission", known.name) if known else None


def missions_in(text: Text) -> list[MissionMention]:
    """The missions that a text names, in order, without overlap; a link counts as a whole."""
    linked = list(_linked(text))
    taken = [(m.begin, m.end) for m in text.marks if m.kind == "link"]
    named = [MissionMention(m.begin, m.end, Entity("Mission", m.mission.name)) for m in find_missions(text.plain)]
    plain = [m for m in named if not any(b < m.end and m.begin < e for b, e in taken)]
    return sorted([*linked, *plain], key=lambda m: m.begin)


def _linked(text: Text) -> Iterator[MissionMention]:
    for mark in text.marks:
        if mark.kind == "link":
            entity = mission_entity(mark.value) or mission_entity(text.plain[mark.begin : mark.end])
            if entity:
                yield MissionMention(mark.begin, mark.end, entity)

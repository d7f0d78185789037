"""Missions that a text names: by a link, or by a name or abbreviation that the gazetteer knows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.documents.model import Text
from kg.facts.model import Entity
from kg.values.missions import KnownMission, all_missions, mission_named

_CAPITAL = re.compile(r"\b[A-Z][\w'’]*")
_DISAMBIGUATOR = re.compile(r" \([^()]*\)$")


@dataclass(frozen=True, slots=True)
class MissionMention:
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
    plain = [m for m in _named(text.plain) if not any(b < m.end and m.begin < e for b, e in taken)]
    return sorted([*linked, *plain], key=lambda m: m.begin)


def _linked(text: Text) -> Iterator[MissionMention]:
    for mark in text.marks:
        if mark.kind == "link":
            entity = mission_entity(mark.value) or mission_entity(text.plain[mark.begin : mark.end])
            if entity:
                yield MissionMention(mark.begin, mark.end, entity)


def _named(plain: str) -> Iterator[MissionMention]:
    done = 0
    for word in _CAPITAL.finditer(plain):
        begin = word.start()
        if begin < done:
            continue
        for name, known in _names().get(word[0], ()):
            end = begin + len(name)
            if plain.startswith(name, begin) and not plain[end : end + 1].isalnum():
                yield MissionMention(begin, end, Entity("Mission", known.name))
                done = end
                break


@cache
def _names() -> dict[str, list[tuple[str, KnownMission]]]:
    """All names by their first word, the longest first."""
    index: dict[str, dict[str, KnownMission]] = {}
    for known in all_missions():
        for name in (known.name, known.abbreviation, *known.names):
            first = _CAPITAL.match(name)
            if first:
                index.setdefault(first[0], {}).setdefault(name, known)
    return {first: sorted(found.items(), key=lambda item: (-len(item[0]), item[0])) for first, found in index.items()}

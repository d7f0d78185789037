"""Armed groups and armies by name, abbreviation and spelling (language/vocabulary/groups.tsv)."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import NamedTuple

from kg.resources import folder
from kg.values.finder import Finder, folded


@dataclass(frozen=True, slots=True)
class KnownGroup:
    """An armed group or army under its usual name; `names` are its other names, abbreviations and spellings.

    `weak` are those of its names that mean other things, too ("SNA"): they name it, but are not looked for in texts.
    """

    name: str
    names: tuple[str, ...]
    weak: tuple[str, ...] = ()


class GroupMention(NamedTuple):
    """A group named in a text at `text[begin:end]`."""

    begin: int
    end: int
    group: KnownGroup


@cache
def all_groups() -> tuple[KnownGroup, ...]:
    """Every known group, in the order of the table."""
    with (folder("language") / "vocabulary" / "groups.tsv").open(encoding="utf-8", newline="") as file:
        return tuple(_group(row["name"], row["names"]) for row in csv.DictReader(file, delimiter="\t"))


def _group(name: str, names: str) -> KnownGroup:
    listed = [n for n in names.split("|") if n]
    return KnownGroup(name, tuple(n.lstrip("?") for n in listed), tuple(n[1:] for n in listed if n.startswith("?")))


def group_named(text: str) -> KnownGroup | None:
    """The group that the whole text names, in any spelling; with or without "the".

    >>> [g.name for g in map(group_named, ("the LRA", "al shabab", "Nusra Front", "Séléka")) if g]
    ["Lord's Resistance Army", 'Al-Shabaab', 'Al-Nusra Front', 'Séléka']
    >>> group_named("the rebels")
    """
    return _by_name().get(folded(text).removeprefix("the "))


def find_groups(text: str) -> list[GroupMention]:
    """The groups named in a text, in order, without overlap; the longest name wins.

    Names count as they are written, so that "new forces" are not the New Forces.

    >>> [m.group.name for m in find_groups("Anti-balaka and the RUF were far from the IDF.")]
    ['Anti-balaka', 'Revolutionary United Front', 'Israel Defense Forces']
    """
    return [GroupMention(*found) for found in _finder().find(text)]


def _surfaces(group: KnownGroup) -> Iterator[str]:
    yield from (group.name, *group.names)


@cache
def _by_name() -> dict[str, KnownGroup]:
    found: dict[str, KnownGroup] = {}
    for group in all_groups():
        for name in _surfaces(group):
            found.setdefault(folded(name), group)
    return found


_LAST = (
    "army|air force|troops|militia|militias|militiamen|military|artillery|soldiers|rebels|militants|guerrillas|fighters"
)
_LAST_WORD = re.compile(rf"(?<= )(?:{_LAST}|forces|network|group|gang|party)$", re.IGNORECASE)
_PREFIX = re.compile(r"(?:Al|Anti|Ex|Pro)[- ]", re.IGNORECASE)


def spellings(name: str) -> Iterator[str]:
    """A name with a small or capital first letter and last word where both are usual.

    >>> sorted(spellings("Anti-balaka"))
    ['Anti-Balaka', 'Anti-balaka', 'anti-Balaka', 'anti-balaka']
    >>> sorted(set(spellings("Croatian Army")))
    ['Croatian Army', 'Croatian army']
    """
    prefix = _PREFIX.match(name)
    rest = name[prefix.end() :] if prefix else name
    rests = {rest, rest[:1].upper() + rest[1:]}
    starts = (prefix[0].capitalize(), prefix[0].lower()) if prefix else ("",)
    for start, end in product(starts, rests):
        yield from _last_words(start + end)


def _last_words(name: str) -> Iterator[str]:
    yield name
    last = _LAST_WORD.search(name)
    if last:
        yield name[: last.start()] + last[0].title()
        if last[0].lower() != "forces":  # "Lebanese Forces" is a party, "Lebanese forces" are the army's
            yield name[: last.start()] + last[0].lower()


@cache
def _finder() -> Finder[KnownGroup]:
    names = ((name, group) for group in all_groups() for name in _surfaces(group) if name not in group.weak)
    return Finder(((s, group) for name, group in names for s in spellings(name)), capitalised=False)

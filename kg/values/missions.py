"""Missions by name and abbreviation: those of the United Nations and of others (ontology/missions.tsv)."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import NamedTuple

from kg.resources import folder
from kg.values.finder import Finder, folded
from kg.values.vocabulary import written


@dataclass(frozen=True, slots=True)
class KnownMission:
    """A mission under its usual name. `names` are other names and abbreviations, `country` is the (first) host.

    `weak` are those of its names that mean other things, too ("ISF"): they name it, but are not looked for in texts;
    `parties` are states whose own forces fight or fought where it is, without being its.
    """

    name: str
    abbreviation: str
    names: tuple[str, ...]
    country: str
    organization: str
    countries: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    parties: frozenset[str] = frozenset()


class MissionMention(NamedTuple):
    """A mission named in a text at `text[begin:end]`."""

    begin: int
    end: int
    mission: KnownMission


@cache
def all_missions() -> tuple[KnownMission, ...]:
    """Every known mission, in the order of the table (the United Nations' first, by age)."""
    with (folder("ontology") / "missions.tsv").open(encoding="utf-8", newline="") as file:
        return tuple(_mission(row) for row in csv.DictReader(file, delimiter="\t"))


@cache
def mission_names() -> frozenset[str]:
    """The usual names of all known missions."""
    return frozenset(mission.name for mission in all_missions())


def _mission(row: dict[str, str]) -> KnownMission:
    names = tuple(name.lstrip("?") for name in row["names"].split("|") if name)
    weak = tuple(name[1:] for name in row["names"].split("|") if name.startswith("?"))
    countries = tuple(row["countries"].split("|"))
    names += tuple(_with_digit(name) for name in (row["abbreviation"], *names) if _NUMERAL.search(name))
    parties = frozenset(row["parties"].split("|")) - {""}
    return KnownMission(
        row["name"], row["abbreviation"], names, countries[0], row["organization"], countries, weak, parties
    )


_NUMERAL = re.compile(r"(?<= )(?:I{1,3}|IV)$")
_DIGITS = {"I": "1", "II": "2", "III": "3", "IV": "4"}


def _with_digit(name: str) -> str:
    """The same name with its number in digits.

    >>> _with_digit("UNOSOM II")
    'UNOSOM 2'
    """
    return _NUMERAL.sub(lambda match: _DIGITS[match[0]], name)


def mission_named(text: str) -> KnownMission | None:
    """The mission that the whole text names, in any spelling; with or without "the".

    >>> [m.abbreviation for m in map(mission_named, ("ONUCI", "the UN Mission in South Sudan", "Minusma")) if m]
    ['UNOCI', 'UNMISS', 'MINUSMA']
    >>> mission_named("Mission in Motion")
    """
    key = folded(text).removeprefix("the ")
    return _by_name().get(key) or _by_name().get(_without_abbreviation(key))


def abbreviated(mission: str) -> str:
    """A mission by the letters that everyone knows it by, else by its name.

    >>> abbreviated("United Nations Operation in Burundi"), abbreviated("the mission")
    ('ONUB', 'the mission')
    """
    known = mission_named(mission)
    return known.abbreviation if known and known.abbreviation else mission


@cache
def _organizations() -> dict[str, str]:
    """The organizations that send missions, by each way of writing them."""
    others = written("organizations")
    ways = (("United Nations", "United Nations"), ("UN", "United Nations"))
    return dict((*ways, *((name, name) for name, _ in others), *((way, name) for name, way in others)))


@cache
def _senders() -> Finder[str]:
    return Finder(_organizations().items())


def mission_in(described: str, countries: frozenset[str]) -> KnownMission | None:
    """The one mission that an organization, as a description names it, has ever had in just these countries.

    >>> found = mission_in("UN peacekeeping mission", frozenset(["Mali"]))
    >>> found and found.abbreviation
    'MINUSMA'
    >>> mission_in("UN mission", frozenset(["Haiti"]))  # there were several
    """
    senders = {name for *_, name in _senders().find(described.replace(".", ""))}
    sent = (mission for mission in all_missions() if _organizations().get(mission.organization) in senders)
    found = [mission for mission in sent if frozenset(mission.countries) == countries]
    return found[0] if len(found) == len(senders) == 1 else None


def unnamed_mission(described: str, countries: tuple[str, ...]) -> KnownMission:
    """A mission that a description tells from others only by who sent it, and where, under one name for all ways.

    >>> unnamed_mission("UN peacekeeping force in Lebanon", ("Lebanon",)).name
    'unnamed United Nations mission in Lebanon'
    >>> unnamed_mission("peacekeeping operations", ("Sudan",)).name
    'unnamed peacekeeping mission in Sudan'
    """
    sender = next((name for *_, name in _senders().find(described.replace(".", ""))), "")
    name = f"unnamed {sender or 'peacekeeping'} mission in {' and '.join(countries)}"
    return KnownMission(name, "", (), countries[0], sender, countries)


def _without_abbreviation(key: str) -> str:
    """The key without what stands in brackets at its end: "united nations mission in liberia (unmil)"."""
    return key[: key.rindex("(")].rstrip() if key.endswith(")") and "(" in key else key


def find_missions(text: str) -> list[MissionMention]:
    """The missions named in a text, in order, without overlap; the longest name wins.

    >>> [m.mission.abbreviation for m in find_missions("UNAMIR II left; the U.N. Operation in Burundi (ONUB) came.")]
    ['UNAMIR', 'ONUB', 'ONUB']
    """
    return [MissionMention(*found) for found in _finder().find(text)]


_SPELLINGS = (
    ("United Nations", "UN", "U.N."),
    ("African Union", "AU"),
    ("European Union", "EU"),
    ("zation", "sation"),
    ("sation", "zation"),
    (" Mission in ", " Mission for ", " Mission to "),
    (" Mission for ", " Mission in "),
    (" Mission to ", " Mission in "),
    ("–", "-"),
)


def spellings(name: str) -> Iterator[str]:
    """A name in its usual spellings: short forms of organizations, British and American -isation, dashes, and missions
    "in", "for" or "to" a country.

    >>> sorted(spellings("African Union Mission"))
    ['AU Mission', 'African Union Mission']
    >>> sorted(spellings("Stabilisation Mission to Grimm"))[:2]
    ['Stabilisation Mission in Grimm', 'Stabilisation Mission to Grimm']
    """
    used = [group for group in _SPELLINGS if group[0] in name]
    for choice in product(*used):
        spelled = name
        for group, form in zip(used, choice, strict=True):
            spelled = spelled.replace(group[0], form)
        yield spelled


def _surfaces() -> Iterator[tuple[str, KnownMission]]:
    for mission in all_missions():
        for name in (mission.name, mission.abbreviation, *mission.names):
            yield from ((spelled, mission) for spelled in spellings(name) if spelled)
            if name.isupper() and name.isalpha() and len(name) > 4:
                yield name.capitalize(), mission  # as newspapers write: "Minusma"


@cache
def _by_name() -> dict[str, KnownMission]:
    found: dict[str, KnownMission] = {}
    for name, mission in _surfaces():
        found.setdefault(folded(name), mission)
    return found


@cache
def _finder() -> Finder[KnownMission]:
    return Finder((name, mission) for name, mission in _surfaces() if name not in mission.weak)

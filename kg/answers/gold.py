"""Passages whose facts are known, and facts as records that can be compared: `kg evaluate`.

A file of passages has one JSON object a line: `id`, `mission`, `text`, `facts` (must be read), `optional_facts` (may
be read) and, in a fact, `alt` (further values that are right too). A passage of an article on something else than a
mission has its `title` and the `lead` sentence; of its facts the mission is compared, too.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.errors import InputError, reason
from kg.facts.model import Accident, Attack, Casualties, Contribution, Entity, Fact, Figure, Statement, Tenure
from kg.pages.model import Page
from kg.reading.prose.lexicon import attackers
from kg.values.missions import mission_named
from kg.values.vocabulary import words

Harmed = tuple[str, int, tuple[str, ...]]
"""What befell how many of which countries: ("killed", 2, ("Chad",))."""

_METHODS = {
    "suicide bombing": "SuicideBombing", "car bomb": "CarBombing", "landmine": "Landmine", "ambush": "Ambush",
    "shelling/mortar/rocket": "Shelling", "airstrike": "Airstrike", "armed assault": "ArmedAssault",
    "other": "OtherMethod", "shooting": "Shooting", "helicopter shootdown": "AircraftShootdown",
    "kidnapping": "Kidnapping", "bombing": "Bombing",
}  # fmt: skip
_EFFECTS = {"other": "concerns"}
_MEASURES = {"authorised": "AuthorizedStrength", "authorized": "AuthorizedStrength"}
_MEASURES |= dict.fromkeys(("deployed", "troops", "police", "total"), "DeployedStrength")
_TERMS = {"method": _METHODS, "effect": _EFFECTS, "measure": _MEASURES}
_MISSION = {"established": "formation", "ended": "end"}
_HARMS = ("killed", "injured", "abducted")


@dataclass(frozen=True, slots=True)
class Told:
    """A fact as known or as read: its kind, the names that tell it from others of its kind (none where likeness
    decides), and its slots with their spellings. Of a known one, `others` are further right values of a slot and
    `unasked` the slots that no text alone can fill. `mission` is the mission that a fact is on, where it is asked."""

    kind: str
    key: tuple[str, ...] = ()
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    harmed: tuple[Harmed, ...] = ()
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unasked: frozenset[str] = frozenset()
    mission: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with what is told in it: of an article on a mission, or on what `title` and `lead` say."""

    id: str
    mission: str
    text: str
    facts: tuple[Told, ...]
    optional: tuple[Told, ...]
    title: str = ""
    lead: str = ""

    @property
    def page(self) -> Page:
        """The passage as the smallest article on its mission, or under its title."""
        if self.title:
            lead = self.lead.replace(self.title, f"'''{self.title}'''", 1)
            return Page(self.title, f"{lead}\n\n==History==\n{self.text}\n")
        known = mission_named(self.mission)
        name, short = (known.name, known.abbreviation) if known else (self.mission, "")
        names = f"| name = {name}\n| type = Peacekeeping mission\n| abbreviation = {short}"
        box = f"{{{{Infobox United Nations\n{names}\n}}}}"
        lead = f"The '''{name}''' is a peacekeeping mission."
        return Page(name, f"{box}\n{lead}\n\n==History==\n{self.text}\n")


def read_passages(path: Path) -> list[Passage]:
    """The passages of a file; InputError where a line is no passage."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {reason(error)}.") from None
    found = [_passage(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise InputError(f"{path}: holds no passages.")
    return found


def _passage(path: Path, number: int, line: str) -> Passage:
    try:
        entry = json.loads(line)
        title, lead = str(entry.get("title", "")), str(entry.get("lead", ""))
        told = [_known(fact, bool(title)) for fact in entry["facts"]]
        free = [_known(fact, bool(title)) for fact in entry.get("optional_facts", [])]
        nameless = [t for t in told if t.kind == "appointment" and not t.key]
        facts = tuple(t for t in told if t not in nameless)
        return Passage(entry["id"], entry["mission"], entry["text"], facts, (*free, *nameless), title, lead)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        wrong = _wrong(error)
        raise InputError(f"{path}, line {number}: not a passage with known facts ({wrong}).") from error


def _wrong(error: Exception) -> str:
    """What is wrong with an entry, for people."""
    if isinstance(error, json.JSONDecodeError):
        return f"no JSON at column {error.colno}: {error.msg}"
    if isinstance(error, KeyError):
        return f"{error.args[0]!r} is missing, or no name that is known"
    return str(error)


def _known(fact: Mapping[str, object], titled: bool) -> Told:
    kind = str(fact["type"])
    alt = fact.get("alt") or {}
    others = {slot: _texts(value) for slot, value in alt.items()} if isinstance(alt, dict) else {}
    for slot, names in _TERMS.items():
        if slot in others:
            others[slot] = tuple(names.get(value, value) for value in others[slot])
    others |= _of_nations(fact, others)
    unasked = frozenset(
        slot for slot in ("date", "start", "end") if fact.get(f"{slot}_resolved") and not fact.get(slot)
    )
    mission = _called(str(fact["mission"])) if titled and kind not in ("resolution", "mission") else ""
    return Told(kind, _key(kind, fact), dict(_slots(kind, fact)), tuple(_harmed(fact)), others, unasked, mission)


def _called(mission: str) -> str:
    """The usual name of a mission."""
    known = mission_named(mission)
    return known.name if known else mission


def _key(kind: str, fact: Mapping[str, object]) -> tuple[str, ...]:
    name = {"appointment": "person", "contribution": "country", "resolution": "number", "mission": "mission"}.get(kind)
    if kind in ("strength", "fatalities_total"):
        name = "value"
    if name is None or (kind == "appointment" and not fact.get(name)):
        return ()
    return (str(fact.get(name) or ""),)


def _slots(kind: str, fact: Mapping[str, object]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for slot in SLOTS[kind]:
        value = fact.get(_MISSION.get(slot, slot))
        if slot == "method":
            value = _METHODS.get(str(value), value)
        elif slot == "effect":
            value = _EFFECTS.get(str(value), value)
        elif slot == "role":
            value = words("roles").get(str(value).lower(), "OtherRole") if value else None
        elif slot == "measure":
            scope = str(fact.get("scope"))  # "kind": "police", "scope": "authorised": police who are allowed
            value = _MEASURES.get(scope) or _MEASURES.get(str(fact.get("kind")))
        elif slot == "perpetrator" and value and _names_nobody(str(value)):
            value = None
        yield slot, _texts(value)


SLOTS = {
    "attack": ("date", "place", "country", "method", "perpetrator", "claimed_by"),
    "accident": ("date", "place", "country"),
    "appointment": ("role", "rank", "nationality", "start", "end"),
    "contribution": ("personnel", "start", "end", "note"),
    "resolution": ("date", "effect"),
    "strength": ("date", "measure"),
    "fatalities_total": ("date",),
    "mission": ("established", "ended", "headquarters", "parent", "predecessor", "successor"),
}
"""What is compared of each kind of fact, besides the names and numbers that tell it from others."""


def _names_nobody(name: str) -> bool:
    """Whether attackers are called by a common noun ("unknown gunmen"): any description will do."""
    known = attackers()
    said = name.lower().removeprefix("suspected ").removeprefix("unknown ").removeprefix("unidentified ")
    return said in known or said.removeprefix("armed ") in known


def _texts(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(str(one) for one in values if one not in (None, ""))


def _harmed(fact: Mapping[str, object]) -> Iterator[Harmed]:
    victims = fact.get("victims") or []
    for group in victims if isinstance(victims, list) else []:
        for harm in _HARMS:
            if group.get(harm):
                yield harm, int(group[harm]), _texts(group.get("nationality"))


def _of_nations(fact: Mapping[str, object], others: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Further nationalities by the place among the harmed: a group that was killed and injured stands there twice."""
    victims = fact.get("victims") or []
    groups = victims if isinstance(victims, list) else []
    owners = [place for place, group in enumerate(groups) for harm in _HARMS if group.get(harm)]
    return {
        f"victims.{at}.nationality": others.get(f"victims.{owner}.nationality", ()) for at, owner in enumerate(owners)
    }


def told_of(facts: Iterable[Fact], subject: Entity | None) -> list[Told]:
    """What was read from a page, as records; statements on other things than resolutions and the subject are left."""
    facts = list(facts)
    statements = [fact for fact in facts if isinstance(fact, Statement)]
    return [
        *(told for fact in facts if not isinstance(fact, Statement) and (told := _read(fact)) is not None),
        *_resolutions(statements),
        *_mission(statements, subject),
    ]


def _read(fact: Attack | Accident | Tenure | Contribution | Figure) -> Told | None:
    told = _slots_read(fact)
    return replace(told, mission=_called(fact.mission.name)) if told else None


def _slots_read(fact: Fact) -> Told | None:
    if isinstance(fact, Attack):
        slots = _where(fact) | {"method": _texts(fact.method), "perpetrator": _names(*fact.perpetrator)}
        return Told("attack", (), slots | {"claimed_by": _names(*fact.claimed_by)}, tuple(_groups(fact.casualties)))
    if isinstance(fact, Accident):
        return Told("accident", (), _where(fact), tuple(_groups(fact.casualties)))
    if isinstance(fact, Tenure):
        slots = {"role": _texts(fact.role), "rank": _texts(fact.rank), "nationality": _names(fact.nationality)}
        return Told("appointment", _names(fact.person), slots | {"start": _date(fact.start), "end": _date(fact.end)})
    if isinstance(fact, Contribution):
        slots = {"personnel": _texts(fact.personnel), "note": _texts(fact.comment)}
        return Told(
            "contribution", _names(fact.contributor), slots | {"start": _date(fact.start), "end": _date(fact.end)}
        )
    if isinstance(fact, Figure) and fact.measure in ("AuthorizedStrength", "DeployedStrength", "Fatalities"):
        kind = "fatalities_total" if fact.measure == "Fatalities" else "strength"
        return Told(kind, (str(fact.value),), {"date": _date(fact.date), "measure": (fact.measure,)})
    return None


def _where(fact: Attack | Accident) -> dict[str, tuple[str, ...]]:
    return {"date": _date(fact.date), "place": tuple(p.name for p in fact.place), "country": _names(fact.country)}


def _date(value: object) -> tuple[str, ...]:
    return () if value is None else (str(value),)


def _names(*entities: Entity | None) -> tuple[str, ...]:
    return tuple(name for e in entities if e for name in (e.name, *(other.text for other in e.other_names)))


def _groups(casualties: Iterable[Casualties]) -> Iterator[Harmed]:
    for group in casualties:
        if group.victim_role != "Attacker":
            for harm, number in zip(_HARMS, (group.killed, group.injured, group.abducted), strict=True):
                if number:
                    yield harm, number, _names(group.nationality)


def _resolutions(statements: Iterable[Statement]) -> Iterator[Told]:
    """Resolutions of which the page says what they do."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for fact in statements:
        about = fact.subject if fact.subject.kind == "Resolution" else fact.value
        if isinstance(about, Entity) and about.kind == "Resolution":
            slot = fact.property.removeprefix("pk:")
            told = found.setdefault(about.key, {})
            told.update({slot: _texts(fact.value)} if slot in ("number", "date") else {})
            if slot in ("establishes", "extends", "amends", "terminates", "concerns"):
                told["effect"] = (*told.get("effect", ()), slot)
    for told in found.values():
        if "effect" in told:
            yield Told("resolution", told.pop("number", ("",)), told)


def _mission(statements: Sequence[Statement], subject: Entity | None) -> Iterator[Told]:
    """What is told of the page's mission; other missions are known by their abbreviations, too."""
    short = {fact.subject.key: str(fact.value) for fact in statements if fact.property == "pk:abbreviation"}
    slots: dict[str, tuple[str, ...]] = {}
    for fact in statements:
        slot = fact.property.removeprefix("pk:")
        if fact.subject == subject and slot in SLOTS["mission"]:
            value = _names(fact.value) if isinstance(fact.value, Entity) else _texts(fact.value)
            known = mission_named(value[0]) if isinstance(fact.value, Entity) else None
            value = (*value, known.abbreviation, *known.names) if known else value
            if isinstance(fact.value, Entity) and fact.value.key in short:
                value = (*value, short[fact.value.key])
            slots[slot] = (*slots.get(slot, ()), *value)
    if subject and slots:
        yield Told("mission", _names(subject), slots)

"""Roles of a mission as a sentence names them: "the first Force Commander of X", "chief of the mission's police".

Works on folded text in which missions, countries and offices are signs. A bare office ("commander", "head") is a role
only with its object, or with the mission's name before it; "commander of the Irish battalion" is none.
"""

import re
from dataclasses import dataclass, replace

from kg.facts.model import Entity
from kg.reading.prose.mask import SIGN, Chunk, Masked
from kg.reading.prose.persons import nation_in
from kg.reading.prose.phrases import says
from kg.reading.prose.terms import Office
from kg.values.countries import Country


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its concept, the mission that its name holds, and what the words around it say.

    `concept` is None for "the post", which means the role spoken of before; `sure` is false for a bare office
    without an object ("the commander"), which only counts on a mission's own page.
    """

    concept: str | None
    mission: Entity | None = None
    acting: bool = False
    former: bool = False
    deputy: bool = False
    sure: bool = True
    nationality: Country | None = None


_ANYONES = {"ChiefOfStaff", "PoliceCommissioner"}  # every country has them; written small they may be anyone's
_CONCEPTS = {
    ("head", "mission"): "HeadOfMission",
    ("head", "troops"): "ForceCommander",
    ("commander", "mission"): "ForceCommander",
    ("commander", "troops"): "ForceCommander",
    ("deputy", "mission"): "DeputyHeadOfMission",
    ("deputy", "troops"): "DeputyForceCommander",
    ("deputy-commander", "mission"): "DeputyForceCommander",
    ("deputy-commander", "troops"): "DeputyForceCommander",
    ("head", "police"): "PoliceCommissioner",
    ("commander", "police"): "PoliceCommissioner",
    ("commissioner", "police"): "PoliceCommissioner",
    ("commissioner", ""): "PoliceCommissioner",
    ("head", ""): "HeadOfMission",
    ("commander", ""): "ForceCommander",
    ("deputy", ""): "DeputyHeadOfMission",
    ("deputy-commander", ""): "DeputyForceCommander",
}


def fold_roles(masked: Masked, before: str = "") -> Masked:
    """The sentence with each role folded to one sign whose value is a `Role`; other offices become plain text.

    `before` is the sentence before, in which "its" can have its meaning.
    """
    if SIGN["role"] not in masked.text:
        return masked
    named = [_handed_on(masked, _named(masked.text, m)) for m in says("role", "role").finditer(masked.text)]
    found = [(name, role) for name in named if (role := _role(masked, name, before))]
    covered = {index for name, _ in found for index in range(name.begin, name.end)}
    roles = [Chunk("role", masked.plain_begin(n.begin), masked.plain_end(n.end), role) for n, role in found]
    kept = [c for i, c in masked.chunks.items() if c.kind != "role" and i not in covered]
    return _posts(Masked(masked.plain, sorted([*roles, *kept], key=lambda chunk: chunk.begin)))


def _posts(masked: Masked) -> Masked:
    """ "The post of Force Commander" is that role."""
    found = [
        (match.start(), match.end(), "role", masked.chunks[match.start("role")].value)
        for match in says("role", "post_of").finditer(masked.text)
    ]
    return masked.fold(found) if found else masked


@dataclass(frozen=True, slots=True)
class _Name:
    """An office with what stands before it (articles and order, then whose it is) and what it is the head of."""

    text: str
    begin: int
    core: int
    end: int
    before: str
    owner: str
    object: str
    after: str


def _named(text: str, match: "re.Match[str]") -> _Name:
    core = match.start()
    ahead = says("role", "before").search(text, max(core - _MAX_BEFORE, 0), core)
    begin = ahead.start() if ahead else core
    before, owner = (ahead["before"], ahead["owner"]) if ahead else ("", "")
    return _Name(text, begin, core, match.end(), before, owner, match["object"], match["after"] or "")


def _handed_on(masked: Masked, name: _Name) -> _Name:
    """ "Passes the job to P": whom it is passed to is no part of the job."""
    office = masked.chunks[name.core].value
    post = isinstance(office, Office) and office.concept == "same"
    return replace(name, end=name.core + 1, object="") if post and name.object.startswith(" to ") else name


_MAX_BEFORE = 80


def _role(masked: Masked, match: _Name, before: str) -> Role | None:
    office = masked.chunks[match.core].value
    if not isinstance(office, Office) or _is_anothers(office, match):
        return None
    concept, sure = _concept(office, masked, match)
    others = (c.value for at, c in masked.chunks.items() if at != match.core and isinstance(c.value, Office))
    named = any(not other.bare and other.concept not in _ANYONES for other in others)
    if not sure and not named and not (_of_mission(match, before) or _taken_on(office, match, before)):
        return None
    if concept is None and office.concept != "same":
        return None
    around = match.before + match.owner
    missions = [c.value for c in masked.within(match.begin, match.end, "force") if isinstance(c.value, Entity)]
    return Role(
        concept=concept, mission=missions[0] if missions else None, sure=sure,
        acting=bool(says("role", "acting").search(around + match.after)),
        former=_is_former(around, concept, bool(missions)),
        deputy=office.concept == "deputy" and not match.object,
        nationality=nation_in(masked.within(match.begin, match.begin + len(around))),
    )  # fmt: skip


def _is_former(around: str, concept: str | None, of_mission: bool) -> bool:
    """Whether somebody held the office before, and it need not have been a mission's ("the former police chief")."""
    anyones = concept in _ANYONES and not of_mission
    return says("role", "previous").search(around) is not None or (
        anyones and says("role", "former").search(around) is not None
    )


def _of_mission(match: _Name, before: str) -> bool:
    """Whether the words around a bare office speak of peacekeepers: the sentence, or for "its" the one before."""
    known = says("role", "among_peacekeepers")
    if known.search(match.text):
        return True
    if says("role", "its_first").match(match.before):
        return True
    return bool(says("role", "its").match(match.before)) and (not before or known.search(before) is not None)


def _taken_on(office: Office, match: _Name, before: str) -> bool:
    """ "Stood in as commander": that of the peacekeepers whom the sentence before spoke of."""
    bare = office.concept == "commander" and not match.object
    told = says("role", "among_peacekeepers").search(before) is not None
    return bare and told and says("role", "as_office").search(_ahead(match)) is not None


def of_another_army(words: str) -> bool:
    """Whether words name forces of a country or party ("the national police") and nothing international."""
    return bool(says("role", "another_army").search(words)) and not says("role", "international").search(words)


def _is_anothers(office: Office, match: _Name) -> bool:
    """ "RUF commander", "battalion commander", "chief of staff of the armed forces": offices of others."""
    whole = says("role", "whole_organization").match(match.owner)
    if whole or of_another_army(match.object) or _represents_another(office, match):
        return True
    if not office.bare or office.concept == "same":
        stated = SIGN["demonym"] in match.before and not (match.object or match.owner)
        return office.concept in _ANYONES and stated  # "the Egyptian Chief of Staff"
    if office.concept == "head" and not match.object and says("role", "body_alone").match(match.owner):
        return True
    if match.object:
        return not (match.before or match.owner) and says("role", "unit_before").search(_ahead(match)) is not None
    if any(says("role", words).match(match.text, match.end) for words in ("of_other_kind", "of_something_else")):
        return True
    return not (match.before or match.owner or says("role", "free").search(_ahead(match)))


def _ahead(match: _Name) -> str:
    return match.text[max(match.begin - 20, 0) : match.begin]


def _represents_another(office: Office, match: _Name) -> bool:
    """ "The European Union Special Representative for the region", "chief of staff of FPRC": of no mission named."""
    if office.concept in _ANYONES and says("role", "unknown_body").match(match.object):
        return True
    if says("role", "of_statesman").match(match.text, match.core + 1):
        return True
    if office.bare or office.concept != "HeadOfMission" or SIGN["force"] in match.object:
        return False
    return says("role", "of_other_body").search(match.text, max(match.core - 40, 0), match.core) is not None


def _concept(office: Office, masked: Masked, match: _Name) -> tuple[str | None, bool]:
    if not office.bare:
        capital = masked.plain[masked.chunks[match.core].begin].isupper()
        sure = capital or bool(match.object or match.owner) or office.concept not in _ANYONES
        if says("role", "deputy").search(match.owner):
            return {"HeadOfMission": "DeputyHeadOfMission", "ForceCommander": "DeputyForceCommander"}.get(
                office.concept, "OtherRole"
            ), sure
        return office.concept, sure
    if office.concept == "same":
        return None, True
    about = _object(match.object) or _object(match.owner)
    if about == "mission" and _is_called_force(masked, match):
        about = "troops"
    if match.object and not about and SIGN["country"] in match.object and _of_body(match):
        about = "mission"
    if match.object and not about and not (office.concept == "deputy" and match.object.startswith(" for ")):
        return None, False
    return _CONCEPTS.get((office.concept, about)), bool(about)


def _is_called_force(masked: Masked, match: _Name) -> bool:
    """Whether the mission is called a peacekeeping force ("head of the UN peacekeeping force in Haiti")."""
    return says("role", "called_force").search(masked.plain_of(match.core, match.end)) is not None


def _of_body(match: _Name) -> bool:
    """Whether an organization stands before the office ("the UN's administrator in Kosovo")."""
    return says("role", "body_in").search(match.before + match.owner) is not None


def _object(words: str) -> str:
    """What a bare office is the head of: mission, troops or police; empty where the words name none of them."""
    if says("role", "other_unit").search(words):
        return ""
    if of_another_army(words):
        return ""
    if says("role", "is_police").search(words):
        return "police"
    if says("role", "is_mission").search(words):
        return "troops" if says("role", "is_military").search(words) else "mission"
    return "troops" if says("role", "is_troops").search(words) else ""


def led_concept(verb: str, led: str, ranked: bool, mission: str = "") -> str:
    """The role of someone who heads, leads or commands something ("headed the police", "commanded X").

    An officer who *leads* a force is its commander; who *heads* a mission is its head, whatever the rank. `mission` is
    the name of what is led, where it has one.
    """
    about = _object(led) or "mission"
    as_commander = says("role", "command").search(verb) or (ranked and says("role", "leads").match(verb))
    kind = "commander" if as_commander else "head"
    taken = says("role", "takes_charge").match(verb) and says("role", "force_by_name").search(mission)
    if kind == "head" and not ranked and says("role", "is_observers").search(led):
        about = "mission"
    if not says("role", "commands").match(verb) and says("role", "is_monitors").search(led):
        kind, about = "head", "mission"
    if about == "mission" and ranked and (taken or says("role", "is_force").search(led)):
        kind = "commander"
    return _CONCEPTS[kind, about]

"""Roles of a mission as a sentence names them: "the first Force Commander of X", "chief of the mission's police".

Works on folded text in which missions, countries and offices are signs. A bare office ("commander", "head") is a role
only with its object, or with the mission's name before it; "commander of the Irish battalion" is none.
"""

import re
from dataclasses import dataclass

from kg.facts.model import Entity
from kg.reading.prose.mask import Chunk, Masked, pattern
from kg.reading.prose.persons import nation_in
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


_ACTING = r"[Aa]cting|[Ii]nterim|[Tt]emporary|[Cc]aretaker|[Oo]fficer-in-[Cc]harge|ad interim"
_BEFORE = (
    r"(?P<before>(?:(?:[Tt]he|[Aa]n?|[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|(?:[Oo]ne|{amount}) of (?:his|her|its|the|my)|[Nn]ew|newly appointed|newly|[Nn]ext|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|"
    r"[Ll]ast|[Ff]inal|[Cc]urrent|[Tt]hen|then-|[Ff]ormer|[Pp]revious|[Oo]verall|[Pp]ermanent|[Ff]emale|[Dd]esignate|[Ii]ncoming|[Oo]utgoing|[Dd]eparting|[Ss]enior|[Pp]rincipal|[Cc]ivilian|[Mm]ilitary|"
    rf"[Ff]irst-ever|late|{_ACTING}|{{demonym}}|{{country}}[’']s|{{rank}}) )*)"
)
_OWNER = (
    r"(?P<owner>(?:(?:the )?(?:{force}(?:[’']s?)?|(?:UN|U\.N\.|United Nations|AU|African Union|EU|European Union|NATO|OSCE|ECOWAS)(?:[’']s)?|"
    r"(?:[Mm]ission|[Ff]orce|[Oo]peration)[’']s?|peacekeeping|(?:new|first|acting|interim|military|civilian|deputy)) )*)"
)
_MISSION_NOUN = r"(?:[Mm]issions?|[Ff]orces?|[Oo]perations?|peacekeeping|administration|verification)"
_TROOPS = r"(?:[Tt]roops|[Pp]eace-?keepers|[Cc]ontingents|[Mm]ilitary|[Ff]orces?|[Ff]orce|soldiers|[Oo]bservers|army component|units)"
_POLICE = r"(?:[Pp]olice|[Pp]olicing|IPTF|CIVPOL|UNPOL)"
_ADJECTIVES = (
    r"(?:(?:{force}(?:[’']s?)?|{demonym}|{country}[’']s|UN|U\.N\.|United Nations|AU|African Union|EU|NATO|OSCE|ECOWAS|"
    r"[Mm]ission[’']s|[Ff]orce[’']s|(?!(?:in|on|from|until|since|who|was|is|has|with|by|to|after|when|for|as|but)\b)[a-z][\w-]*|International|Task|Military|Civilian|Police|Multinational) ){0,6}?"
)
_COUNTRIES = r"(?:the )?{country}(?:(?:,|,? and) (?:the )?{country}){0,3}"
_CAPITALS = r"[A-Z][\w-]+(?: [A-Z][\w-]+){0,4}(?:, [A-Z][\w-]+(?: [A-Z][\w-]+){0,4}(?= and ))?(?: and [A-Z][\w-]+(?: [A-Z][\w-]+){0,4})?"
_OBJECT = rf"(?: (?:of|for|in|to|at|over)(?: all)? (?:{_ADJECTIVES}(?:{{force}}(?:[’']s)?(?: {_POLICE}| {_TROOPS}| military component| (?:military |police )?component)?|{_POLICE}(?: [Cc]omponent| [Ff]orces?| [Tt]ask [Ff]orce)?|{_TROOPS}(?: [Cc]omponent)?|{_MISSION_NOUN}|(?:military |police )?component)|{_COUNTRIES}|{_CAPITALS}))"
_RESPONSIBLE = r"(?: responsible for [a-z ]{3,40}(?: in (?:the )?{country})?)?"
_ROLE = pattern(
    rf"(?<![\w’'-]){_BEFORE}{_OWNER}(?P<core>{{role}})(?P<object>{_OBJECT}{{0,3}}){_RESPONSIBLE}(?P<more>(?:,? and (?:as |concurrently |also )?(?:its |the )?{{role}}{_OBJECT}{{0,2}}){{0,2}})(?P<after>,? (?:ad interim|a\.i\.|designate)|\(a\.i\.\))?"
)
_ACTING_WORD = re.compile(_ACTING + r"|a\.i\.")
_FORMER = re.compile(r"\b[Ff]ormer|\b[Pp]revious")
_IS_MISSION = pattern(rf"{{force}}|{_MISSION_NOUN}\b")
_IS_POLICE = re.compile(_POLICE)
_IS_TROOPS = re.compile(rf"\b{_TROOPS}")
_OTHER_UNIT = re.compile(
    r"\b(?:battalion|brigade|regiment|company|sector|section|unit|division|office|wing|squadron|army|navy)\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"(?:^|[.,;:(–—] ?|\b(?:as|by|became|become|becomes|named|appointed|made|remains|remained|is|was|and|be|elected|of|its) )$"
)
_ITS = re.compile(r"(?:[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Mm]y) |.*\b(?:its|his|her) ")
_AMONG_PEACEKEEPERS = pattern(r"{force}|[Pp]eace-?keep|\b[Mm]issions?\b|\b[Ff]orce\b|\bUN\b|United Nations|[Oo]bserver|[Oo]peration|[Cc]ontingent")
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


def fold_roles(masked: Masked) -> Masked:
    """The sentence with each role folded to one sign whose value is a `Role`; other offices become plain text."""
    found = [(m, role) for m in _ROLE.finditer(masked.text) if (role := _role(masked, m))]
    covered = {index for m, _ in found for index in range(*m.span())}
    roles = [Chunk("role", masked.plain_begin(m.start()), masked.plain_end(m.end()), role) for m, role in found]
    kept = [c for i, c in masked.chunks.items() if c.kind != "role" and i not in covered]
    return Masked(masked.plain, sorted([*roles, *kept], key=lambda chunk: chunk.begin))


def _role(masked: Masked, match: "re.Match[str]") -> Role | None:
    office = masked.chunks[match.start("core")].value
    if not isinstance(office, Office) or (office.bare and office.concept != "same" and _is_anothers(match)):
        return None
    concept, sure = _concept(office, match)
    if not sure and not _ITS.match(match["before"]) and not _AMONG_PEACEKEEPERS.search(match.string):
        return None
    if concept is None and office.concept != "same":
        return None
    around = match["before"] + match["owner"]
    missions = [c.value for c in masked.within(*match.span(), "force") if isinstance(c.value, Entity)]
    return Role(
        concept=concept, mission=missions[0] if missions else None, sure=sure,
        acting=bool(_ACTING_WORD.search(around + (match["after"] or ""))), former=bool(_FORMER.search(around)),
        deputy=office.concept == "deputy" and not match["object"],
        nationality=nation_in(masked.within(*match.span("before"))),
    )  # fmt: skip


def _is_anothers(match: "re.Match[str]") -> bool:
    """ "RUF commander", "battalion commander": a bare office with a word before it that is no mission."""
    before = match.string[max(match.start() - 20, 0) : match.start()]
    return not match["before"] and not match["owner"] and not match["object"] and not _FREE.search(before)


def _concept(office: Office, match: "re.Match[str]") -> tuple[str | None, bool]:
    if not office.bare:
        if match["owner"].endswith("deputy "):
            return {"HeadOfMission": "DeputyHeadOfMission", "ForceCommander": "DeputyForceCommander"}.get(
                office.concept, "OtherRole"
            ), True
        return office.concept, True
    if office.concept == "same":
        return None, True
    about = _object(match["object"]) or _object(match["owner"])
    if match["object"] and not about and not (office.concept == "deputy" and match["object"].startswith(" for ")):
        return None, False
    return _CONCEPTS.get((office.concept, about)), bool(about)


def _object(words: str) -> str:
    """What a bare office is the head of: mission, troops or police; empty where the words name none of them."""
    if _OTHER_UNIT.search(words):
        return ""
    if _IS_POLICE.search(words):
        return "police"
    if _IS_MISSION.search(words):
        return "troops" if re.search(r"[Mm]ilitary|peacekeeping force|observers", words) else "mission"
    return "troops" if _IS_TROOPS.search(words) else ""


def led_concept(verb: str, led: str, ranked: bool) -> str:
    """The role of someone who heads, leads or commands something ("headed the police", "commanded X").

    An officer who *leads* a force is its commander; who *heads* a mission is its head, whatever the rank.
    """
    about = _object(led) or "mission"
    kind = (
        "commander"
        if verb.startswith("command") or "command" in verb or (ranked and not verb.startswith("head"))
        else "head"
    )
    if about == "mission" and re.search(r"\b[Ff]orce\b", led) and ranked:
        kind = "commander"
    return _CONCEPTS[kind, about]

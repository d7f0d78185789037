"""Whether what a clause tells befell the mission: whose people, premises and vehicles are hit, and who only reports."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.reading.prose.belonging import (
    UNIFORMED,
    Surroundings,
    from_abroad,
    goes_on_about_it,
    is_called_its,
    is_force,
    is_mentioned,
    is_nobodys,
    is_theirs,
    may_be_its,
    observes,
    of_contingent,
    speaks_of_it,
)
from kg.reading.prose.clauses import Clause
from kg.reading.prose.deeds import by_the_mission, done_by_it, is_comrade, verbs_of_mission
from kg.reading.prose.harm import Harm
from kg.reading.prose.lexicon import Verb
from kg.reading.prose.mask import Masked
from kg.reading.prose.people import People
from kg.reading.prose.phrases import Match, giving, phrases, says
from kg.reading.prose.voice import HARMS
from kg.values.groups import find_groups

_HITTING = ("attack", "explode", "abducted")
_NEAR = 60


@dataclass(frozen=True, slots=True)
class Relevance:
    """Why what a clause tells befell the mission: the rule's name; whether the clause's subject was hit, as a phrase
    gives it; whether those hit are the mission's only by the countries that send people to it."""

    rule: str
    hits_subject: bool = False
    by_country: bool = False


def relevance(
    clause: Clause, harms: list[Harm], page: Surroundings, accident: bool, around: bool = False
) -> Relevance | None:
    """Why the clause tells of something that befell the mission; None where it does not.

    `around`: whether its sentence tells of violence at all.
    """
    violent = clause.has("violence")
    sure = [h for h in harms if (h.people.force or any(p.force for p in h.people.parts)) and not _is_kin(clause, h)]
    for harm in sure:
        if harm.kind not in ("died", "affected", "missing") or accident or violent or around:
            return Relevance(harm.rule)
    if accident:
        return Relevance("accident") if _meets_with_accident(clause, harms, page) else None
    told = [harm for harm in harms if harm.kind != "died" or violent or around]
    return _by_mission(clause, told, page) or _by_contingent(clause, harms, page, violent or around)


def _is_kin(clause: Clause, harm: Harm) -> bool:
    """Whether not the mission's people come to harm but theirs: "the father of a UN interpreter"."""
    return says("clause", "kin").search(clause.scene.text, clause.begin, harm.where) is not None


def _meets_with_accident(clause: Clause, harms: list[Harm], page: Surroundings) -> bool:
    """Whether an accident is the mission's: its people, or the vehicles of its countries."""
    scene, begin, end = clause.scene, clause.begin, clause.end
    contingent = any(of_contingent(h.people, page) for h in harms)
    targets = scene.within(begin, end, "target")
    its = any(from_abroad(chunk.value, page) or is_mentioned(chunk, page) for chunk in targets)
    return contingent or its or speaks_of_it(scene, begin, end, _reporters(clause))


def _by_mission(clause: Clause, harms: list[Harm], page: Surroundings) -> Relevance | None:
    """How what is said to be the mission's is hit."""
    scene, begin, end = clause.scene, clause.begin, clause.end
    its = any(says("clause", "its").search(h.people.head) for h in harms)
    if (its and speaks_of_it(scene, begin, end, set())) or _serve(clause, harms):
        return Relevance("harm-to-its-people")
    reporters = _reporters(clause)
    if hit := _hit(clause, reporters, page):
        return hit
    if clause.has("violence") and any(_is_reported(scene, begin, h) for h in harms):
        return Relevance("harm-reported-by-it")
    at_it = harms and clause.has("violence") and speaks_of_it(scene, begin, end, reporters, ("target",))
    return Relevance("harm-at-the-mission") if at_it else None


def _reporters(clause: Clause) -> set[int]:
    """The folded positions of those of the mission who only report, judge or act, and of it where it is only named."""
    scene, begin, end = clause.scene, clause.begin, clause.end
    people = ((at, scene.chunks[at].value) for at in scene.positions(begin, end))
    of_justice = {
        at for at, p in people if isinstance(p, People) and p.force and says("clause", "of_justice").search(p.head)
    }
    return of_justice | {m.span("who")[0] for m in giving("clause", "does", "reports").find(scene, begin, end)}


def _is_reported(scene: Masked, begin: int, harm: Harm) -> bool:
    """Whether those of whom the mission reports are soldiers of whom nothing else is said."""
    people = harm.people
    if not says("clause", "it_reports").search(scene.text, begin, harm.where):
        return False
    return not people.nationality and says("clause", "bare_soldiers").fullmatch(people.head) is not None


def _by_contingent(clause: Clause, harms: list[Harm], page: Surroundings, violent: bool) -> Relevance | None:
    """How people are hit who are the mission's by what the page tells of it."""
    if page.told and _is_second_blow(clause, harms):
        return Relevance("second-blow")
    contingent = any(of_contingent(h.people, page) for h in harms)
    armies = says("clause", "armies").search(clause.lowered) is not None
    hit = contingent and not armies and (page.incidents or violent)
    return Relevance("harm-to-contingent", by_country=True) if hit else None


def _is_second_blow(clause: Clause, harms: list[Harm]) -> bool:
    """Whether soldiers or police fall to another bomb or bomber than the one told before."""
    hurt = any(harm.people.role in UNIFORMED or harm.verb == "fatalities-namely" for harm in harms)
    return hurt and says("clause", "second_blow").search(clause.lowered) is not None


def _serve(clause: Clause, harms: list[Harm]) -> bool:
    """Whether one who comes to harm is said to serve the mission: "the diplomat who headed it"."""
    found = giving("clause", "does", "serves").find(clause.scene, clause.begin, clause.end)
    serving = {match.span("who")[0] for match in found}
    return any(harm.where in serving for harm in harms)


def _hit(clause: Clause, reporters: set[int], page: Surroundings) -> Relevance | None:
    """The first way of saying by which something of the mission is hit."""
    scene, begin, end = clause.scene, clause.begin, clause.end
    named = speaks_of_it(scene, begin, end, reporters) or any(
        observes(chunk, page) for chunk in scene.within(begin, end, "victims")
    )
    own = verbs_of_mission(scene, begin, end)
    said = phrases("attack").find(scene, begin, end)
    for match in (each for first in said for each in (first, *_inside(scene, first))):
        at = match.span("who")[0]
        who = scene.chunks[at]
        none = says("clause", "none_of").search(scene.text, begin, match.begin)
        if says("clause", "in_its_view").search(scene.text, match.begin, at):
            continue
        if says("clause", "of_a_ministry").match(scene.text, at + 1):
            continue
        if match.said("told") and is_force(who) and _is_own_operation(scene, at):
            continue
        if none or not _is_violent(scene, match) or match.begin in own or not _are_comrades(match):
            continue
        if says("clause", "own_deed").search(scene.text, begin, match.begin) or done_by_it(scene, begin, match):
            continue
        ours = (is_force(who) or from_abroad(who.value, page) or observes(who, page)) and at not in reporters
        its = (may_be_its(who) and named) or (is_called_its(who) and reporters)
        its = its and not (is_called_its(who) and says("clause", "of_a_side").search(scene.text, begin, at))
        its = its and not find_groups(scene.plain_of(at, at + 1))  # "M23 positions"
        its = its or is_theirs(scene, at, page) or (is_called_its(who) and goes_on_about_it(scene, at, page))
        serves = named and says("clause", "serves").search(scene.text, at, end) is not None
        others = says("clause", "of_others").match(scene.text, at + 1) is not None
        bare = is_nobodys(who) and (page.told or (page.mission and not others))
        if ours or its or serves or is_mentioned(who, page) or bare:
            return Relevance(match.phrase.name, hits_subject=_hits_subject(match))
    return None


def _is_own_operation(scene: Masked, at: int) -> bool:
    """Whether a mention of the mission is part of the name of what it does: "in ISAF Operation Medusa"."""
    named = scene.plain_of(at, at + 1).endswith(" Operation") and scene.text[at + 1 : at + 3].strip().isupper()
    return named or says("clause", "own_operation").match(scene.text, at + 1) is not None


def _hits_subject(match: Match) -> bool:
    """Whether the subject of a way of saying is what was attacked ("the convoy came under fire")."""
    return match.phrase.gives.get("hits") == "subject"


def _inside(scene: Masked, match: Match) -> Iterator[Match]:
    """The same way of saying of those who stand between: "Investigators say that a UN helicopter was shot down"."""
    if match.span("who")[0] == match.begin and _hits_subject(match):
        yield from match.phrase.find(scene, match.begin + 1, match.end)


def _is_violent(scene: Masked, match: Match) -> bool:
    """Whether the verb that a way of saying names, if any, is one of violence and not the mission's own deed."""
    groups = match.groups.re.groupindex
    chunk = match.chunk("verb") if "verb" in groups else None
    told = match.chunk("told") if "told" in groups and match.said("told") else None
    if chunk is None:
        return told is None or getattr(told.value, "group", "") != "died"
    hitting = (*_HITTING, *HARMS) if "comrades" in groups else _HITTING
    violent = isinstance(chunk.value, Verb) and chunk.value.group in hitting
    who, (begin, end) = match.span("who")[0], match.span("verb")
    its_own = who < begin and is_force(scene.chunks[who])  # what is the mission's is not fired at "by soldiers" of its
    return violent and (its_own or not by_the_mission(scene, end, end + _NEAR))


def _are_comrades(match: Match) -> bool:
    """Whether those whom one of the mission shoots are its own too, where a way of saying asks for it."""
    hit = match.chunk("comrades") if "comrades" in match.groups.re.groupindex else None
    return hit is None or (isinstance(hit.value, People) and is_comrade(hit.value))

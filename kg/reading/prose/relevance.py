"""Whether what a clause tells befell the mission: whose people, premises and vehicles are hit, and who only reports."""

from dataclasses import dataclass

from kg.reading.prose.belonging import (
    UNIFORMED,
    Surroundings,
    from_abroad,
    is_mentioned,
    of_contingent,
    speaks_of_it,
)
from kg.reading.prose.clauses import Clause
from kg.reading.prose.harm import Harm
from kg.reading.prose.hits import hits_subject, reporters_in, what_is_hit
from kg.reading.prose.mask import Masked
from kg.reading.prose.phrases import giving, says


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
    """Whether an accident is the mission's: its people, or the vehicles of its countries; not those whom it saves."""
    scene, begin, end = clause.scene, clause.begin, clause.end
    if says("clause", "rescues").search(clause.lowered):
        return False
    contingent = any(of_contingent(h.people, page) for h in harms)
    targets = scene.within(begin, end, "target")
    its = any(from_abroad(chunk.value, page) or is_mentioned(chunk, page) for chunk in targets)
    return contingent or its or speaks_of_it(scene, begin, end, reporters_in(clause))


def _by_mission(clause: Clause, harms: list[Harm], page: Surroundings) -> Relevance | None:
    """How what is said to be the mission's is hit."""
    scene, begin, end = clause.scene, clause.begin, clause.end
    its = any(says("clause", "its").search(h.people.head) for h in harms)
    if (its and speaks_of_it(scene, begin, end, set())) or _serve(clause, harms):
        return Relevance("harm-to-its-people")
    reporters = reporters_in(clause)
    if hit := what_is_hit(clause, harms, reporters, page):
        return Relevance(hit.phrase.name, hits_subject=hits_subject(hit))
    if clause.has("violence") and any(_is_reported(scene, begin, h) for h in harms):
        return Relevance("harm-reported-by-it")
    at_it = harms and clause.has("violence") and speaks_of_it(scene, begin, end, reporters, ("target",))
    return Relevance("harm-at-the-mission") if at_it else None


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

"""Whom an attack befell, as a clause tells it: which harms count, and of which countries those are who were hit."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.reading.prose import circumstances as told
from kg.reading.prose.belonging import Surroundings, from_abroad, is_contingent, is_force, of_contingent
from kg.reading.prose.clauses import Clause
from kg.reading.prose.deeds import befallen
from kg.reading.prose.harm import ALL, HE, THEY, Harm
from kg.reading.prose.lexicon import violence
from kg.reading.prose.mask import Masked
from kg.reading.prose.people import People
from kg.reading.prose.phrases import says
from kg.reading.prose.scene import Culprit, Target
from kg.values.countries import Country

_NEAR = 40


def with_antecedents(harms: list[Harm], page: Surroundings) -> Iterator[Harm]:
    """The harms with those whom "he" or "both" means; without it where that is nobody of the mission."""
    for harm in harms:
        people = page.meant(harm.people) if harm.people.head in (HE, THEY, ALL) else harm.people
        if people is None and harm.people.head == ALL:
            people = replace(harm.people, head="")  # a bare number: of those of whom the story tells
        if people is not None:
            yield replace(harm, people=people)


def harms_in(clause: Clause, harms: list[Harm], page: Surroundings) -> list[Harm]:
    """The harms that a clause tells, without arrests and the mission's own deeds; each with its owner's country."""
    scene, begin, end = clause.scene, clause.begin, clause.end
    inside = _without_arrests(scene, [harm for harm in harms if begin <= harm.at < end], page)
    return [_of_owner(scene, begin, harm, page) for harm in befallen(scene, begin, end, inside)]


def nations_attacked(clause: Clause, harms: list[Harm], page: Surroundings, suffered: bool) -> tuple[Country, ...]:
    """The countries of those attacked; mere numbers ("leaving five dead") are of those of whom the clause speaks."""
    scene, begin, end = clause.scene, clause.begin, clause.end
    nations = told.attacked_nations(scene, begin, end, harms, lambda target: from_abroad(target, page))
    if nations or not all(_may_be_of_them(harm, suffered) for harm in harms):
        return nations
    chunks = scene.within(begin, end)
    who = [c for c in chunks if is_force(c) or is_contingent(c, page) or from_abroad(c.value, page)]
    return told.nations_of_chunks(who)


def nations_of_subject(scene: Masked, begin: int, end: int) -> tuple[Country, ...]:
    """The country of the patrol, post or people that a clause begins with."""
    first = next((c for c in scene.within(begin, end) if c.kind in ("target", "victims")), None)
    return told.nations_of_chunks([first]) if first else ()


def _without_arrests(scene: Masked, harms: list[Harm], page: Surroundings) -> list[Harm]:
    """Those whom the authorities detain are no hostages, unless the same verb takes the mission's people, or a bare
    number of those who came to harm ("seven were killed and one was captured"), or attackers do it."""
    ours = ("MilitaryObserver", "Peacekeeper")
    taken = {
        h.at
        for h in harms
        if h.people.force
        or (page.mission and h.people.role in ours)
        or of_contingent(h.people, page)
        or (h.people.others and h.people.nationality)
        or says("clause", "hostages").search(h.people.head)
        or says("doer", "takes").search(scene.text, max(h.at - _NEAR, 0), h.at + _NEAR)
    }
    violent = any(h.kind in ("killed", "injured") for h in harms)
    return [
        h for h in harms if h.verb not in violence()["arresting"] or h.at in taken or (violent and not h.people.head)
    ]


def _of_owner(scene: Masked, begin: int, harm: Harm, page: Surroundings) -> Harm:
    """ "Burundi says that ten of its soldiers died": they are Burundi's, as where the sentence before is on it."""
    people = _of_speaker(scene, harm.people)
    owner = None if people.nationality else says("clause", "owner").search(scene.text, begin, harm.where)
    if owner and not says("clause", "of_its").search(people.head):
        owner = owner if says("clause", "its_losses").search(scene.text, owner.end(_named(owner)), harm.where) else None
    who = scene.chunks[owner.start(_named(owner))].value if owner else None
    country = who.country if isinstance(who, Culprit) else who
    if who is None and not people.nationality and says("clause", "its_men").search(people.head):
        country = _unit_before(scene, begin, harm) or page.nation
    if not isinstance(country, Country):
        return replace(harm, people=people)
    own = says("clause", "of_its").search(people.head) is not None
    return replace(harm, people=replace(people, nationality=(country,)), claimed=harm.claimed and not own)


def _of_speaker(scene: Masked, people: People) -> People:
    """ "Twelve of our soldiers died, the Kenyan official said": Kenyans."""
    said = says("clause", "speaker").search(scene.text) if says("clause", "ours").search(people.head) else None
    who = scene.chunks[said.start("who")].value if said and not people.nationality else None
    nations = who.nationality if isinstance(who, People) else (who,) if isinstance(who, Country) else ()
    return replace(people, nationality=nations) if len(nations) == 1 else people


def _unit_before(scene: Masked, begin: int, harm: Harm) -> Country | None:
    """The country of the unit of which a clause speaks: "the Kenyan battalion was attacked, and four of its men …"."""
    before = [chunk.value for kind in ("target", "victims") for chunk in scene.within(begin, harm.where, kind)]
    nations = [one.nationality for one in before if isinstance(one, People | Target) and len(one.nationality) == 1]
    return nations[0][0] if nations else None


def _named(owner: "re.Match[str]") -> str:
    """The group of a match that holds the country: by its name, or by an adjective."""
    return "who" if owner["who"] else "whose"


def _may_be_of_them(harm: Harm, suffered: bool) -> bool:
    """Whether a group may be of those of whom the clause speaks: a number, "two of its men", a crew, and soldiers
    where its subject suffers ("a Kenyan patrol ran into an ambush that left two soldiers dead")."""
    people = harm.people
    named = any(says("clause", word).search(people.head) for word in ("of_its", "crew"))
    return people.bare or named or (suffered and harm.active and people.role == "Soldier")

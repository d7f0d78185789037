"""From harms to disjoint groups of casualties: totals give way to their parts, what is elided is filled in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.facts.model import Casualties, Entity
from kg.reading.prose.harm import Harm
from kg.reading.prose.people import People
from kg.reading.prose.phrases import says
from kg.values.countries import Country

_UNIFORMED = ("Soldier", "Peacekeeper", "PoliceOfficer", "MilitaryObserver")
_AND = 6  # " and {verb}"
_OF_A_PATROL = ("Soldier", "Peacekeeper")
KINDS = {"killed": "killed", "died": "killed", "injured": "injured", "abducted": "abducted"}


@dataclass(frozen=True, slots=True)
class Toll:
    """One number of one kind of harm."""

    kind: str
    number: int
    country: Country | None
    role: str | None


def tolls(
    harms: tuple[Harm, ...],
    before: tuple[Country, ...] = (),
    attacked: tuple[Country, ...] = (),
    suffered: tuple[Country, ...] = (),
) -> list[Toll]:
    """The numbers of one sentence, each total divided into its parts, in the order in which they stand.

    `before`: the countries of the people of whom the sentence before spoke ("four of the soldiers"); `attacked`:
    those of the people who are attacked in this one ("attacked the Indian post, killing two soldiers"); `suffered`:
    those of whom it begins with ("an Indian patrol was ambushed; two soldiers were killed").
    """
    found: list[Toll] = []
    last: tuple[Country, ...] = ()
    bare = civil = unsaid = False
    for place, harm in enumerate(harms):
        people = harm.people
        civil = people.role == "Civilian" if people.head else civil
        if not people.nationality and last and _elided(harm):
            people = replace(people, nationality=last)
        if not people.nationality and len(before) == 1 and _told_of(people, first=not (last or civil or unsaid)):
            people = replace(people, nationality=before)
        if not people.nationality and not people.head and not last:
            people = _of_the_next(people, harm, harms[place + 1 : place + 2])
        rest = bare and people.others and people.role is None
        if not people.nationality and len(attacked) == 1 and (rest or _are_attacked(harm)) and not civil:
            bare = not people.head or rest
            people = replace(people, nationality=attacked)
        if not people.nationality and len(suffered) == 1 and not people.others and people.role in _OF_A_PATROL:
            people = replace(people, nationality=suffered)
        unsaid = unsaid or (bool(people.head) and not people.nationality and people.role in _UNIFORMED)
        last = () if _of_several(harms[: place + 1]) else people.nationality or (() if civil else last)
        if harm.kind in KINDS and not _again(KINDS[harm.kind], people, found):
            found += _divided(KINDS[harm.kind], people)
    return found


def _of_the_next(people: People, harm: Harm, after: tuple[Harm, ...]) -> People:
    """ "Kill six and wound eight Kenyan soldiers": the six are such soldiers too."""
    for other in after:
        if harm.active and other.active and 0 < other.at - harm.where <= _AND and other.people.nationality:
            return replace(people, nationality=other.people.nationality, role=people.role or other.people.role)
    return people


def _again(kind: str, people: People, found: list[Toll]) -> bool:
    """Whether "both men" are those of the same harm who were counted before them."""
    told = sum(toll.number for toll in found if toll.kind == kind)
    both = says("people", "all_told").match(people.head) is not None and not people.nationality
    return both and people.number is not None and people.number == told


def _of_several(harms: tuple[Harm, ...]) -> bool:
    """Whether the last verb's people are of several countries ("two Kenyans and a Ghanaian were killed, ten hurt")."""
    nations = {harm.people.nationality for harm in harms if harm.at == harms[-1].at}
    return len(nations - {()}) > 1


def _told_of(people: People, first: bool) -> bool:
    """Whether a group is of those of whom the sentence before spoke: a bare number, or "two of the soldiers"."""
    bare = first and not people.others and people.bare
    strangers = says("people", "strangers").search(people.head)  # "a hundred of the villagers" who had fled to them
    return bare or (says("story", "of_them").search(people.head) is not None and not strangers)


def _are_attacked(harm: Harm) -> bool:
    """Whether the group may be of those who are attacked in the same clause."""
    people = harm.people
    if says("people", "strangers").search(people.head):
        return False
    theirs = _of_them(people) or says("clause", "crew").search(people.head) is not None
    return (
        not people.others
        and not people.parts
        and (not people.head or theirs or (harm.active and people.role in _UNIFORMED))
    )


def _of_them(people: People) -> bool:
    """Whether a group is said to be of those named before: "two of its men", "24 of the soldiers"."""
    return any(says(kind, name).search(people.head) for kind, name in (("clause", "of_its"), ("story", "of_them")))


def _elided(harm: Harm) -> bool:
    """Whether a group is told so briefly that its country is that of the group before it.

    "ten Chadians were killed and 25 injured", "three corporals"; but "and two others injured" may be anyone.
    """
    people = harm.people
    if any(part.nationality for part in people.parts):
        return False
    if (people.head and people.bare) or says("story", "compatriots").search(people.head):
        return True
    if people.others and "further" not in people.head and (harm.gerund or not harm.active):
        return False
    return (
        not people.head
        or (people.role is None and people.others and says("story", "anyone").search(people.head) is None)
        or says("story", "ranks").search(people.head) is not None
    )


def _divided(kind: str, whole: People) -> Iterator[Toll]:
    parts = [_inherit(part, whole) for part in whole.parts]
    for part in parts:
        yield from _divided(kind, part)
    told = sum(part.number or 0 for part in parts)
    if whole.number is not None and whole.number > told:
        yield from _by_country(kind, replace(whole, number=whole.number - told, parts=()))


def _inherit(part: People, whole: People) -> People:
    return replace(part, nationality=part.nationality or whole.nationality, role=part.role or whole.role)


def _by_country(kind: str, people: People) -> Iterator[Toll]:
    countries = people.nationality
    if people.number is None and len(countries) > 1 and not people.hedge:
        people = replace(people, number=len(countries))  # "observers from Poland and Uruguay"
    if people.number is None:
        return
    if len(countries) > 1 and people.number == len(countries):
        yield from (Toll(kind, 1, country, people.role) for country in countries)
    else:
        yield Toll(kind, people.number, countries[0] if len(countries) == 1 else None, people.role)


def casualties(told: list[Toll]) -> tuple[Casualties, ...]:
    """Groups of the same country and role, each with its numbers; groups told apart stay apart."""
    groups: list[Casualties] = []
    for toll in told:
        new = Casualties(nationality=_entity(toll.country), victim_role=toll.role)
        like = [g for g in groups if (g.nationality, g.victim_role) == (new.nationality, new.victim_role)]
        same = next((g for g in like if getattr(g, toll.kind) in (None, toll.number)), None)
        number = toll.number + (getattr(same, toll.kind) or 0 if same else 0)
        grown = _with(same or new, toll.kind, number)
        groups = [grown if g is same else g for g in groups] if same else [*groups, grown]
    return tuple(groups)


def _with(group: Casualties, kind: str, number: int) -> Casualties:
    if kind == "killed":
        return replace(group, killed=number)
    return replace(group, injured=number) if kind == "injured" else replace(group, abducted=number)


def _entity(country: Country | None) -> Entity | None:
    return Entity("Country", country.name, country.article) if country else None

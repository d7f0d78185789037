"""Whose somebody or something is: the mission's, by the words for it or by what the page tells."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from kg.reading.prose.harm import HE
from kg.reading.prose.lexicon import violence
from kg.reading.prose.mask import Chunk, Masked
from kg.reading.prose.people import People
from kg.reading.prose.phrases import says
from kg.reading.prose.scene import Target
from kg.values.countries import Country

UNIFORMED = ("Soldier", "PoliceOfficer", "MilitaryObserver")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page says before the sentence does: whether it is a mission's own, where that mission is, whose forces
    are there besides it (`parties`), and whether the section is on incidents; `told` whether an attack on it was told
    before in the same paragraph, and `mentioned` what else of it (nouns like "compound") was; `senders` are the
    countries of which the paragraph told that they send people to a mission; `ours` is the page's own nation, where it
    is one of them: soldiers of whom no country is told are its; `meant` finds those of it whom "he" or
    "both" means, `named` its people by their last names; `nation` is the country that the sentence before is on ("its
    soldiers"), `about_it` whether that is on the mission itself ("its office")."""

    mission: bool = False
    incidents: bool = False
    hosts: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    told: bool = False
    mentioned: frozenset[str] = frozenset()
    senders: frozenset[str] = frozenset()
    ours: Country | None = None
    meant: Callable[[People], People | None] = lambda _: None
    named: Callable[[str], list[Chunk]] = lambda _: []
    nation: Country | None = None
    about_it: bool = False

    def sends(self, country: Country) -> bool:
        """Whether a country's soldiers are the mission's: on its own page all from abroad, but those of a party to
        the conflict that is not said to send any; elsewhere those of senders."""
        if not self.mission:
            return country.name in self.senders
        return country.name not in self.hosts and (country.name not in self.parties or country.name in self.senders)


def is_force(chunk: Chunk) -> bool:
    """Whether a mention is a mission or says of people or things that they are a mission's."""
    return chunk.kind == "force" or bool(getattr(chunk.value, "force", False))


def speaks_of_it(
    scene: Masked, begin: int, end: int, but: set[int], kinds: tuple[str, ...] = ("force", "target", "victims")
) -> bool:
    """Whether a clause speaks of a mission, besides at these positions."""
    chunks = ((at, scene.chunks[at]) for at in scene.positions(begin, end) if at not in but)
    return any(chunk.kind in kinds and is_force(chunk) for _, chunk in chunks)


def is_contingent(chunk: Chunk, page: Surroundings) -> bool:
    """Whether a mention is of the mission's people by what the page tells."""
    return isinstance(chunk.value, People) and of_contingent(chunk.value, page)


def of_contingent(people: People, page: Surroundings) -> bool:
    """Soldiers or police of those who send them are its people; on a mission's own incidents, any uniformed people."""
    groups = (people, *people.parts)
    foreign = any(page.sends(country) for group in groups for country in group.nationality)
    if any(g.role is None and not g.bare and _are_of_senders(g, page) for g in groups):
        return True
    uniformed = any(
        g.role in UNIFORMED
        or any(says("clause", word).search(g.head) for word in ("staff_of_missions", "armed_personnel", "occupants"))
        or _is_officer(g)
        for g in groups
    )
    surely = (g.role == "MilitaryObserver" or says("clause", "from_abroad").search(g.head) for g in groups)
    observers = page.mission and any(surely)
    ours = page.ours is not None and not any(group.nationality for group in groups)
    its = (uniformed and (foreign or ours or (page.mission and page.incidents))) or observers
    return its and says("clause", "not_of_mission").search(people.head) is None


def _are_of_senders(people: People, page: Surroundings) -> bool:
    """Whether people of whom no more is said are of a country of which the paragraph told that it sends its people."""
    return bool(people.nationality) and all(country.name in page.senders for country in people.nationality)


def _is_officer(people: People) -> bool:
    """Whether somebody is named with a rank: "Major Ada Vane"."""
    return people.named and says("clause", "ranked").match(people.head) is not None


def is_its(people: People, page: Surroundings) -> bool:
    """Whether people are the mission's, by their words or by the page."""
    return people.force or of_contingent(people, page)


def from_abroad(who: object, page: Surroundings) -> bool:
    """ "An Irish patrol" or "the Ghanaian garrison" is the mission's where the Irish are."""
    if not isinstance(who, Target | People):
        return False
    if says("clause", "not_of_mission").search(who.words if isinstance(who, Target) else who.head):
        return False
    if isinstance(who, People) and who.role is None and _are_of_senders(who, page):
        return True
    uniformed = isinstance(who, Target) or who.role in UNIFORMED
    return uniformed and any(page.sends(country) for country in who.nationality)


def observes(who: Chunk, page: Surroundings) -> bool:
    """Whether a mention on a mission's own page is of its observers ("two of its military observers")."""
    people = who.value
    if not page.mission or not isinstance(people, People) or people.role != "MilitaryObserver":
        return False
    return says("clause", "not_of_mission").search(people.head) is None


def may_be_its(chunk: Chunk) -> bool:
    """Uniformed people, military premises or vehicles: the mission's where the clause speaks of the mission."""
    if isinstance(chunk.value, Target):
        others = says("clause", "not_of_mission").search(chunk.value.words)
        return chunk.value.head not in _civil() and not others
    return isinstance(chunk.value, People) and chunk.value.role in UNIFORMED


@cache
def _civil() -> frozenset[str]:
    return frozenset(violence()["civil"])


def is_nobodys(chunk: Chunk) -> bool:
    """Whether a patrol or convoy is not said to be anyone's: it is that of the mission of which attacks were told."""
    target = chunk.value
    return isinstance(target, Target) and says("clause", "nobodys").fullmatch(target.words) is not None


def is_mentioned(chunk: Chunk, page: Surroundings) -> bool:
    """ "The compound" is the one of the mission of which was spoken before, not "the car of a local officer"."""
    who = chunk.value
    if not isinstance(who, Target) or not who.words.startswith("the "):
        return False
    if who.nationality and not any(page.sends(country) for country in who.nationality):
        return False
    alike = who.kind in page.mentioned and says("target", "any").fullmatch(who.words) is not None
    return alike or who.head in page.mentioned


def is_theirs(scene: Masked, at: int, page: Surroundings) -> bool:
    """ "His convoy" and "their car" are the mission's where he or they are."""
    target = scene.chunks[at].value
    owner = target.words.lower().partition(" ")[0] if isinstance(target, Target) else ""
    if not isinstance(target, Target) or not says("clause", "theirs").fullmatch(owner) or target.head in _civil():
        return False
    before = [scene.chunks[place] for place in scene.positions(0, at)]
    if any(is_force(chunk) or is_contingent(chunk, page) for chunk in before if chunk.kind == "victims"):
        return True
    return owner != "their" and page.meant(People(number=1, counted=True, head=HE)) is not None


def goes_on_about_it(scene: Masked, at: int, page: Surroundings) -> bool:
    """Whether "its office" at the head of a sentence is the mission's, or of the country in it, told before."""
    sent = page.nation is not None and page.sends(page.nation)
    return (page.about_it or sent) and says("clause", "leads_to_its").fullmatch(scene.text, 0, at) is not None


def is_called_its(chunk: Chunk) -> bool:
    """Whether premises or a vehicle are called "its"."""
    return isinstance(chunk.value, Target) and chunk.value.its

"""Whether what a clause tells befell the mission: whose people, premises and vehicles are hit, and who only reports."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.reading.prose.clauses import Clause
from kg.reading.prose.harm import HE, Harm
from kg.reading.prose.lexicon import Verb, violence
from kg.reading.prose.mask import Chunk, Masked
from kg.reading.prose.people import People
from kg.reading.prose.phrases import Match, giving, phrases, says
from kg.reading.prose.scene import Target
from kg.reading.prose.voice import HARMS
from kg.values.countries import Country
from kg.values.groups import find_groups

_UNIFORMED = ("Soldier", "PoliceOfficer", "MilitaryObserver")
_STRANGERS = ("Civilian", "Staff")
_HITTING = ("attack", "explode", "abducted")
_NEAR = 60
_FAR = 80


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page says before the sentence does: whether it is a mission's own, where that mission is, and
    whether the section is on incidents; `told` whether an attack on it was told before in the same paragraph, and
    `mentioned` what else of it (nouns like "compound") was; `senders` are the countries of which the paragraph told
    that they send people to a mission; `meant` finds those of it whom "he" or "both" means, `named` its
    people by their last names; `nation` is the country that the sentence before is on ("its soldiers"), `about_it`
    whether that is on the mission itself ("its office")."""

    mission: bool = False
    incidents: bool = False
    hosts: frozenset[str] = frozenset()
    told: bool = False
    mentioned: frozenset[str] = frozenset()
    senders: frozenset[str] = frozenset()
    meant: Callable[[People], People | None] = lambda _: None
    named: Callable[[str], list[Chunk]] = lambda _: []
    nation: Country | None = None
    about_it: bool = False

    def sends(self, country: Country) -> bool:
        """Whether a country's soldiers are the mission's: on its own page all from abroad, else those of senders."""
        return country.name not in self.hosts if self.mission else country.name in self.senders


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
    sure = [h for h in harms if h.people.force or any(p.force for p in h.people.parts)]
    for harm in sure:
        if harm.kind not in ("died", "affected", "missing") or accident or violent or around:
            return Relevance(harm.rule)
    if accident:
        return Relevance("accident") if _meets_with_accident(clause, harms, page) else None
    told = [harm for harm in harms if harm.kind != "died" or violent or around]
    return _by_mission(clause, told, page) or _by_contingent(clause, harms, page, violent or around)


def _meets_with_accident(clause: Clause, harms: list[Harm], page: Surroundings) -> bool:
    """Whether an accident is the mission's: its people, or the vehicles of its countries."""
    scene, begin, end = clause.scene, clause.begin, clause.end
    contingent = any(of_contingent(h.people, page) for h in harms)
    targets = scene.within(begin, end, "target")
    its = any(from_abroad(chunk.value, page) or is_mentioned(chunk, page) for chunk in targets)
    return contingent or its or _speaks_of_it(scene, begin, end, set())


def _by_mission(clause: Clause, harms: list[Harm], page: Surroundings) -> Relevance | None:
    """How what is said to be the mission's is hit."""
    scene, begin, end = clause.scene, clause.begin, clause.end
    its = any(says("clause", "its").search(h.people.head) for h in harms)
    if (its and _speaks_of_it(scene, begin, end, set())) or _serve(clause, harms):
        return Relevance("harm-to-its-people")
    reporters = {m.span("who")[0] for m in giving("clause", "does", "reports").find(scene, begin, end)}
    if hit := _hit(clause, reporters, page):
        return hit
    if clause.has("violence") and any(_is_reported(scene, begin, h) for h in harms):
        return Relevance("harm-reported-by-it")
    at_it = harms and clause.has("violence") and _speaks_of_it(scene, begin, end, reporters, ("target",))
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
    hurt = any(harm.people.role in _UNIFORMED or harm.verb == "fatalities-namely" for harm in harms)
    return hurt and says("clause", "second_blow").search(clause.lowered) is not None


def _serve(clause: Clause, harms: list[Harm]) -> bool:
    """Whether one who comes to harm is said to serve the mission: "the diplomat who headed it"."""
    found = giving("clause", "does", "serves").find(clause.scene, clause.begin, clause.end)
    serving = {match.span("who")[0] for match in found}
    return any(harm.where in serving for harm in harms)


def _hit(clause: Clause, reporters: set[int], page: Surroundings) -> Relevance | None:
    """The first way of saying by which something of the mission is hit."""
    scene, begin, end = clause.scene, clause.begin, clause.end
    named = _speaks_of_it(scene, begin, end, reporters) or any(
        _observes(chunk, page) for chunk in scene.within(begin, end, "victims")
    )
    deeds = [deed for deed in _deeds(scene, begin, end) if _acts(scene, deed) and not _alone(scene, deed)]
    own = {at for deed in deeds for at in _verbs(scene, deed.span("verb")[0])}
    said = phrases("attack").find(scene, begin, end)
    for match in (each for first in said for each in (first, *_inside(scene, first))):
        at = match.span("who")[0]
        who = scene.chunks[at]
        none = says("clause", "none_of").search(scene.text, begin, match.begin)
        if none or not _is_violent(scene, match) or match.begin in own or not _are_comrades(match):
            continue
        if says("clause", "own_deed").search(scene.text, begin, match.begin) or _done_by_it(scene, begin, match):
            continue
        ours = (is_force(who) or from_abroad(who.value, page) or _observes(who, page)) and at not in reporters
        its = _may_be_its(who) and (named or (_is_its(who) and reporters))
        its = its and not (_is_its(who) and says("clause", "of_a_side").search(scene.text, begin, at))
        its = its and not find_groups(scene.plain_of(at, at + 1))  # "M23 positions"
        its = its or _is_theirs(scene, at, page) or (_is_its(who) and _goes_on(scene, at, page))
        serves = named and says("clause", "serves").search(scene.text, at, end) is not None
        if ours or its or serves or is_mentioned(who, page) or (page.told and _is_nobodys(who)):
            return Relevance(match.phrase.name, hits_subject=_hits_subject(match))
    return None


def _hits_subject(match: Match) -> bool:
    """Whether the subject of a way of saying is what was attacked ("the convoy came under fire")."""
    return match.phrase.gives.get("hits") == "subject"


def _done_by_it(scene: Masked, begin: int, match: Match) -> bool:
    """Whether something of the mission does what a way of saying tells: "gunships of MONUSCO fired rockets at …"."""
    at = match.span("who")[0]
    if at == match.begin:
        return False
    if says("clause", "its_deed").match(scene.text, at + 1) and is_force(scene.chunks[at]):
        return says("clause", "in_its").search(scene.text, begin, at) is not None
    actor = says("clause", "actor_ahead").search(scene.text, begin, match.begin)
    who = scene.chunks[actor.start("who")] if actor else None
    alone = who is not None and getattr(who.value, "number", None) == 1
    return actor is not None and who is not None and not alone and (actor["of"] is not None or is_force(who))


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
    return violent and not _by_the_mission(scene, match.span("verb")[1], match.span("verb")[1] + _NEAR)


def _are_comrades(match: Match) -> bool:
    """Whether those whom one of the mission shoots are its own too, where a way of saying asks for it."""
    hit = match.chunk("comrades") if "comrades" in match.groups.re.groupindex else None
    return hit is None or (isinstance(hit.value, People) and _is_comrade(hit.value))


def _is_comrade(people: People) -> bool:
    return says("clause", "comrades").search(people.head) is not None


def _by_the_mission(scene: Masked, begin: int, end: int) -> bool:
    found = [p.pattern.match(scene.text, begin, end) for p in giving("clause", "does", "by-us")]
    said = [match for match in found if match is not None]
    return any(match["who"] is None or _may_be_ours(scene.chunks[match.start("who")]) for match in said)


def _may_be_ours(chunk: Chunk) -> bool:
    """Whether a mention behind "by" may be the mission's: not "persons", nor civilians."""
    return is_force(chunk) or (isinstance(chunk.value, People) and chunk.value.role in _UNIFORMED)


def is_force(chunk: Chunk) -> bool:
    """Whether a mention is a mission or says of people or things that they are a mission's."""
    return chunk.kind == "force" or bool(getattr(chunk.value, "force", False))


def _speaks_of_it(
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
    uniformed = any(
        g.role in _UNIFORMED or says("clause", "staff_of_missions").search(g.head) or _is_officer(g) for g in groups
    )
    surely = (g.role == "MilitaryObserver" or says("clause", "from_abroad").search(g.head) for g in groups)
    observers = page.mission and any(surely)
    its = (uniformed and (foreign or (page.mission and page.incidents))) or observers
    return its and says("clause", "not_of_mission").search(people.head) is None


def _is_officer(people: People) -> bool:
    """Whether somebody is named with a rank: "Major Ada Vane"."""
    return people.named and says("clause", "ranked").match(people.head) is not None


def is_its(people: People, page: Surroundings) -> bool:
    """Whether people are the mission's, by their words or by the page."""
    return people.force or of_contingent(people, page)


def from_abroad(who: object, page: Surroundings) -> bool:
    """ "An Irish patrol" or "the Ghanaian garrison" is the mission's where the Irish are."""
    if not isinstance(who, Target | People) or says("clause", "not_of_mission").search(who.head):
        return False
    uniformed = isinstance(who, Target) or who.role in _UNIFORMED
    return uniformed and any(page.sends(country) for country in who.nationality)


def _observes(who: Chunk, page: Surroundings) -> bool:
    """Whether a mention on a mission's own page is of its observers ("two of its military observers")."""
    people = who.value
    if not page.mission or not isinstance(people, People) or people.role != "MilitaryObserver":
        return False
    return says("clause", "not_of_mission").search(people.head) is None


def _may_be_its(chunk: Chunk) -> bool:
    """Uniformed people, military premises or vehicles: the mission's where the clause speaks of the mission."""
    if isinstance(chunk.value, Target):
        others = says("clause", "not_of_mission").search(chunk.value.words)
        return chunk.value.head not in _civil() and not others
    return isinstance(chunk.value, People) and chunk.value.role in _UNIFORMED


@cache
def _civil() -> frozenset[str]:
    return frozenset(violence()["civil"])


def _is_nobodys(chunk: Chunk) -> bool:
    """Whether a patrol or convoy is not said to be anyone's: it is that of the mission of which attacks were told."""
    target = chunk.value
    return isinstance(target, Target) and says("clause", "nobodys").fullmatch(target.words) is not None


def is_mentioned(chunk: Chunk, page: Surroundings) -> bool:
    """ "The compound" is the one of the mission of which the sentences before spoke."""
    who = chunk.value
    if not isinstance(who, Target) or not who.words.startswith("the "):
        return False
    alike = who.kind in page.mentioned and says("target", "any").fullmatch(who.words) is not None
    return alike or who.head in page.mentioned


def _is_theirs(scene: Masked, at: int, page: Surroundings) -> bool:
    """ "His convoy" and "their car" are the mission's where he or they are."""
    target = scene.chunks[at].value
    owner = target.words.lower().partition(" ")[0] if isinstance(target, Target) else ""
    if not isinstance(target, Target) or not says("clause", "theirs").fullmatch(owner) or target.head in _civil():
        return False
    before = [scene.chunks[place] for place in scene.positions(0, at)]
    if any(is_force(chunk) or is_contingent(chunk, page) for chunk in before if chunk.kind == "victims"):
        return True
    return owner != "their" and page.meant(People(number=1, counted=True, head=HE)) is not None


def _goes_on(scene: Masked, at: int, page: Surroundings) -> bool:
    """Whether "its office" at the head of a sentence is the mission's, or of the country in it, told before."""
    sent = page.nation is not None and page.sends(page.nation)
    return (page.about_it or sent) and says("clause", "leads_to_its").fullmatch(scene.text, 0, at) is not None


def _is_its(chunk: Chunk) -> bool:
    return isinstance(chunk.value, Target) and chunk.value.its


def befallen(scene: Masked, begin: int, end: int, harms: list[Harm]) -> list[Harm]:
    """The harms without what the mission itself does to others."""
    deeds = [deed for deed in _deeds(scene, begin, end) if _acts(scene, deed)]
    alone = {deed.span("who")[0] for deed in deeds if _alone(scene, deed)}
    if len(alone) < len(deeds):
        return [h for h in harms if h.people.force or _is_comrade(h.people)]
    harms = [h for h in harms if h.where not in alone]
    return [
        h
        for h in harms
        if h.people.force or not (_by_the_mission(scene, h.at, min(end, h.at + _FAR)) or _in_answer(scene, begin, h))
    ]


def _in_answer(scene: Masked, begin: int, harm: Harm) -> bool:
    """Whether a harm is told behind the mission's answer: "returned fire, killing one policeman"."""
    return harm.active and says("clause", "returned_fire").search(scene.text, begin, harm.at) is not None


def _deeds(scene: Masked, begin: int, end: int) -> Iterator[Match]:
    """Where people of a mission stand before a verb."""
    found = giving("clause", "does", "acts").find(scene, begin, end)
    return (match for match in found if is_force(scene.chunks[match.span("who")[0]]))


def _alone(scene: Masked, deed: Match) -> bool:
    """One of the mission's own who attacks is an insider, not the mission, unless it is a stranger whom he shoots."""
    one = getattr(scene.chunks[deed.span("who")[0]].value, "number", None) == 1
    return one and not _hits_a_stranger(scene, _verbs(scene, deed.span("verb")[0])[-1])


def _verbs(scene: Masked, at: int) -> list[int]:
    """The verb at a folded position and those joined to it: "shoots and fatally wounds"."""
    found = [at]
    while joined := says("clause", "and_does").match(scene.text, found[-1] + 1):
        found.append(joined.end() - 1)
    return found


def _hits_a_stranger(scene: Masked, at: int) -> bool:
    """Whether behind a verb somebody stands who is neither the mission's nor in uniform nor a comrade."""
    behind = says("clause", "after_act").match(scene.text, at + 1)
    chunk = scene.chunks.get(behind.end() - 1) if behind else None
    people = chunk.value if chunk else None
    return isinstance(people, People) and not people.force and people.role in _STRANGERS and not _is_comrade(people)


def _acts(scene: Masked, match: Match) -> bool:
    """Whether the verb's subject does it: an active verb with an object or target after it."""
    at = match.span("verb")[0]
    verb = scene.chunks[at].value
    if not isinstance(verb, Verb):
        return False
    does = says("clause", "after_act").match(scene.text, at + 1) is not None
    if verb.group == "attack" and verb.lemma in violence()["shooting"]:
        return does or "participle" not in verb.forms
    return does and verb.group in ("killed", "injured", "attack")

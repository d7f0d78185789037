"""Attacks and accidents in one sentence: what each clause tells, and whether it befell the mission."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.reading.prose import circumstances as told
from kg.reading.prose.belonging import Surroundings, from_abroad, is_contingent, is_force, is_mentioned, of_contingent
from kg.reading.prose.casualties import KINDS
from kg.reading.prose.clauses import Clause, clause_at, clauses, is_release, triggered, up_to
from kg.reading.prose.cues import first_lowered, method_of_lowered
from kg.reading.prose.deeds import befallen
from kg.reading.prose.doers import claims, culprits, judged, states
from kg.reading.prose.governments import governments
from kg.reading.prose.harm import ALL, HE, THEY, Harm
from kg.reading.prose.harmed import find_harms
from kg.reading.prose.lexicon import violence
from kg.reading.prose.mask import Chunk, Masked
from kg.reading.prose.people import People
from kg.reading.prose.phrases import says
from kg.reading.prose.places import Where, find_places
from kg.reading.prose.relevance import Relevance, relevance
from kg.reading.prose.scene import Culprit, Target, fold_scene
from kg.values.countries import Country
from kg.values.dates import DateMention

__all__ = ["Event", "Surroundings", "find_events", "fold_scene", "triggered", "why_not"]

_HEADING = 60
_NEAR = 40


@dataclass(frozen=True, slots=True)
class Event:
    """What one clause tells of an attack or accident; offsets count the sentence's plain text.

    `known` tells of what was named before ("the compound"), `refers_back` of an attack that was; `peopled` whether it
    speaks of people besides those who attacked; `suffered` are the countries of whom or what its subject says was hit;
    `several` tells of attacks, of none alone; `by_country` whether those hit are the mission's only by their country.
    """

    begin: int
    end: int
    accident: bool
    own: bool
    refers_back: bool
    separate: bool
    rule: str
    known: bool = False
    harms: tuple[Harm, ...] = ()
    people: tuple[Country, ...] = ()
    attacked: tuple[Country, ...] = ()
    date: DateMention | None = None
    places: tuple[Where, ...] = ()
    host: Country | None = None
    method: str | None = None
    culprits: tuple[Culprit, ...] = ()
    claimed: tuple[Culprit, ...] = ()
    peopled: bool = False
    suffered: tuple[Country, ...] = ()
    several: bool = False
    by_country: bool = False

    @property
    def elided(self) -> bool:
        """Whether those who came to harm are told by what was said before them: "another", "two others", "three"."""
        return bool(self.harms) and all(harm.people.bare for harm in self.harms)


def find_events(masked: Masked, page: Surroundings) -> list[Event]:
    """What the clauses of a sentence tell; `page` is what surrounds it."""
    scene = fold_scene(_with(_with_governments(masked), page.named(masked.plain)))
    violent = first_lowered("violence", masked.plain.lower()) is not None
    harms = list(_of_him(find_harms(scene), page))
    sentence = _Sentence(masked, scene, find_places(masked), harms, page, violent)
    events = [_event(sentence, clause) for clause in clauses(sentence.scene)]
    return [one for event in events if event is not None for one in _respectively(masked.plain, event)]


def _of_him(harms: list[Harm], page: Surroundings) -> Iterator[Harm]:
    """The harms with those whom "he" or "both" means; without it where that is nobody of the mission."""
    for harm in harms:
        people = page.meant(harm.people) if harm.people.head in (HE, THEY, ALL) else harm.people
        if people is None and harm.people.head == ALL:
            people = replace(harm.people, head="")  # a bare number: of those of whom the story tells
        if people is not None:
            yield replace(harm, people=people)


def _with_governments(masked: Masked) -> Masked:
    """ "Delhi says that two of its soldiers died": the capital that acts as its country."""
    if " its " not in masked.plain:
        return masked
    return _with(masked, governments(masked.plain))


def _with(masked: Masked, further: Iterable[Chunk]) -> Masked:
    """The sentence with further mentions, where no other stands."""
    known = list(masked.chunks.values())
    new = [c for c in further if not any(k.begin < c.end and c.begin < k.end for k in known)]
    return Masked(masked.plain, sorted([*known, *new], key=lambda c: c.begin)) if new else masked


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence at both levels of folding, with what surrounds it."""

    masked: Masked
    scene: Masked
    places: list[Where]
    harms: list[Harm]
    page: Surroundings
    violent: bool


def _event(sentence: _Sentence, clause: Clause) -> Event | None:
    """What a clause tells, unless it is a threat, a total, a release or a disease."""
    accidental = clause.has("accident") and not clause.has("violent")
    hypothetical = None if accidental else first_lowered("hypothetical", clause.lowered)
    if hypothetical and triggered(clause.words[: hypothetical.start()]):
        return _event(sentence, up_to(clause, hypothetical.start()))
    if hypothetical or clause.has("aggregate") or is_release(clause):
        return None
    violent = clause.has("violent")
    accident = not violent and clause.has("accident")
    if not violent and not accident and clause.has("natural"):
        return None
    return _told(sentence, clause, accident)


def _told(sentence: _Sentence, clause: Clause, accident: bool) -> Event | None:
    scene, begin, end = clause.scene, clause.begin, clause.end
    first, last = scene.plain_begin(begin), scene.plain_end(end)
    harms = _without_arrests(scene, [h for h in sentence.harms if begin <= h.at < end], sentence.page)
    harms = [_of_owner(scene, begin, harm, sentence.page) for harm in befallen(scene, begin, end, harms)]
    claimed = claims(scene, begin, end)
    doers = [] if accident else _doers(sentence, clause, claimed)
    why = relevance(clause, harms, sentence.page, accident, sentence.violent or _killed_by(doers, harms))
    back = clause.has("back") or (bool(doers) and says("doer", "suspicion").search(clause.lowered) is not None)
    method = None if accident else _method(clause.lowered)
    if not (why or harms or claimed or back or method or doers):
        return None
    befell = why or Relevance("told-further")
    return Event(
        begin=first,
        end=last,
        accident=accident,
        own=why is not None,
        refers_back=back,
        separate=clause.has("separate"),
        rule=befell.rule,
        by_country=befell.by_country,
        known=any(is_mentioned(chunk, sentence.page) for chunk in scene.within(begin, end, "target")),
        harms=tuple(
            _violent(harms, clause, accident or bool(method) or not why or sentence.page.told or sentence.violent)
        ),
        people=told.nations_of(scene, begin, end, {h.where for h in harms if KINDS.get(h.kind) == "killed"}),
        attacked=_attacked(clause, harms, sentence.page, befell.hits_subject),
        date=told.date_of(scene, begin, end),
        places=tuple(told.places_of(sentence.places, first, last)),
        host=told.host_of(sentence.masked, first, last, sentence.page.hosts),
        method=method or (None if accident else told.method_on_premises(scene, begin, end)),
        culprits=tuple(doers),
        claimed=tuple(claimed),
        peopled=any(chunk.kind == "victims" for chunk in scene.within(begin, end)),
        suffered=_subject_of(scene, begin, end) if befell.hits_subject else (),
        several=_tells_of_several(clause),
    )


def _tells_of_several(clause: Clause) -> bool:
    """Whether a clause speaks of attacks, and of none alone."""
    several = says("clause", "several").search(clause.lowered)
    return several is not None and says("clause", "one_attack").search(clause.lowered) is None


def _subject_of(scene: Masked, begin: int, end: int) -> tuple[Country, ...]:
    """The country of the patrol, post or people that a clause begins with."""
    first = next((c for c in scene.within(begin, end) if c.kind in ("target", "victims")), None)
    return told.nations_of_chunks([first]) if first else ()


def _doers(sentence: _Sentence, clause: Clause, claimed: list[Culprit]) -> list[Culprit]:
    """Those who attacked; a state only where nobody else claims it ("revenge for a US raid")."""
    scene, begin, end = clause.scene, clause.begin, clause.end
    named = culprits(scene, begin, end)
    state = [] if claimed else states(sentence.masked, scene.plain_begin(begin), scene.plain_end(end))
    return named or judged(scene, begin) or state


def _killed_by(doers: list[Culprit], harms: list[Harm]) -> bool:
    """Whether somebody did harm that no word of fighting is said of: "were disarmed and killed by the guard"."""
    return bool(doers) and any(harm.kind in ("killed", "injured") for harm in harms)


def _of_owner(scene: Masked, begin: int, harm: Harm, page: Surroundings) -> Harm:
    """ "Burundi says that ten of its soldiers died": they are Burundi's, as where the sentence before is on it."""
    people = harm.people
    owner = None if people.nationality else says("clause", "owner").search(scene.text, begin, harm.where)
    if owner and not says("clause", "of_its").search(people.head):
        owner = owner if says("clause", "its_losses").search(scene.text, owner.end(_named(owner)), harm.where) else None
    who = scene.chunks[owner.start(_named(owner))].value if owner else None
    country = who.country if isinstance(who, Culprit) else who
    if who is None and not people.nationality and says("clause", "its_men").search(people.head):
        country = _unit_before(scene, begin, harm) or page.nation
    if not isinstance(country, Country):
        return harm
    own = says("clause", "of_its").search(people.head) is not None
    return replace(harm, people=replace(people, nationality=(country,)), claimed=harm.claimed and not own)


def _unit_before(scene: Masked, begin: int, harm: Harm) -> Country | None:
    """The country of the unit of which a clause speaks: "the Kenyan battalion was attacked, and four of its men …"."""
    before = [chunk.value for chunk in scene.within(begin, harm.where) if chunk.kind in ("victims", "target")]
    nations = [one.nationality for one in before if isinstance(one, People | Target) and len(one.nationality) == 1]
    return nations[0][0] if nations else None


def _named(owner: "re.Match[str]") -> str:
    """The group of a match that holds the country: by its name, or by an adjective."""
    return "who" if owner["who"] else "whose"


def _method(lowered: str) -> str | None:
    """How it was done; what stands before the colon of a news item ("Fighting in Grimm: …") tells of the war."""
    heading, colon, news = says("clause", "long_after").sub("", lowered).partition(": ")
    told = method_of_lowered(news) if colon and len(heading) < _HEADING else None
    return told or method_of_lowered(says("clause", "long_after").sub("", lowered))


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
        or says("doer", "takes").search(scene.text, max(h.at - _NEAR, 0), h.at + _NEAR)
    }
    violent = any(h.kind in ("killed", "injured") for h in harms)
    return [
        h for h in harms if h.verb not in violence()["arresting"] or h.at in taken or (violent and not h.people.head)
    ]


def _attacked(clause: Clause, harms: list[Harm], page: Surroundings, suffered: bool) -> tuple[Country, ...]:
    """The countries of those attacked; mere numbers ("leaving five dead") are of those of whom the clause speaks."""
    scene, begin, end = clause.scene, clause.begin, clause.end
    nations = told.attacked_nations(scene, begin, end, harms, lambda target: from_abroad(target, page))
    if nations or not all(_may_be_of_them(harm, suffered) for harm in harms):
        return nations
    chunks = scene.within(begin, end)
    who = [c for c in chunks if is_force(c) or is_contingent(c, page) or from_abroad(c.value, page)]
    return told.nations_of_chunks(who)


def _may_be_of_them(harm: Harm, suffered: bool) -> bool:
    """Whether a group may be of those of whom the clause speaks: a number, "two of its men", a crew, and soldiers
    where its subject suffers ("a Kenyan patrol ran into an ambush that left two soldiers dead")."""
    people = harm.people
    named = any(says("clause", word).search(people.head) for word in ("of_its", "crew"))
    return people.bare or named or (suffered and harm.active and people.role == "Soldier")


def _violent(harms: list[Harm], clause: Clause, told_before: bool) -> list[Harm]:
    """Deaths told by "died" count where the clause tells violence, or where it goes on with what was told."""
    counts = told_before or clause.has("violence") or any(h.verb == "wound" for h in harms)
    return [h for h in harms if counts or h.kind != "died"]


def _respectively(plain: str, event: Event) -> list[Event]:
    """ "Nine from A and one from B near X and Y, respectively" tells as many attacks as there are places."""
    parts = [part for harm in event.harms for part in harm.people.parts]
    named = [w for w in event.places if w.name]
    if "respectively" not in plain[event.begin : event.end] or not 1 < len(parts) == len(named):
        return [event]
    harm = next(h for h in event.harms if h.people.parts)
    shares = [
        replace(harm, people=replace(harm.people, number=p.number, nationality=p.nationality, parts=())) for p in parts
    ]
    return [
        replace(event, harms=(share,), places=(where,), refers_back=False)
        for share, where in zip(shares, named, strict=True)
    ]


def why_not(masked: Masked) -> str:
    """Why a sentence tells of no attack on a mission, for the debug view."""
    plain = masked.plain
    if not triggered(plain):
        return "no word of violence"
    for reason, kind in (
        ("a total over a longer time", "aggregate"),
        ("a threat, a plan or a denial", "hypothetical"),
        ("disease or natural causes", "natural"),
    ):
        found = first_lowered(kind, plain.lower())
        if found:
            return f"{reason} ({found[0][:40].strip()!r})"
    scene = fold_scene(masked)
    released = is_release(clause_at(scene, 0, len(scene.text)))
    return "a release of captives" if released else "nobody and nothing of a mission is hit"

"""Attacks and accidents in one sentence: what each clause tells, and whether it befell the mission."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.reading.prose import circumstances as told
from kg.reading.prose.belonging import Surroundings, is_mentioned
from kg.reading.prose.casualties import KINDS
from kg.reading.prose.clauses import Clause, clause_at, clauses, is_release, triggered, up_to
from kg.reading.prose.cues import first_lowered
from kg.reading.prose.doers import claims, culprits, judged, states
from kg.reading.prose.governments import governments
from kg.reading.prose.harm import Harm
from kg.reading.prose.harmed import find_harms
from kg.reading.prose.losses import harms_in, nations_attacked, nations_of_subject, with_antecedents
from kg.reading.prose.manner import manner_told
from kg.reading.prose.mask import Chunk, Masked
from kg.reading.prose.phrases import says
from kg.reading.prose.places import Where, find_places
from kg.reading.prose.relevance import Relevance, relevance
from kg.reading.prose.scene import Culprit, fold_scene
from kg.values.countries import Country
from kg.values.dates import DateMention
from kg.values.missions import KnownMission

__all__ = ["Event", "Surroundings", "find_events", "fold_scene", "triggered", "why_not"]


_WEAPONS = ("Shelling", "Shooting", "Landmine", "IED", "Airstrike")
"""Manners that nobody comes to harm by but in an attack."""


@dataclass(frozen=True, slots=True)
class Event:
    """What one clause tells of an attack or accident; offsets count the sentence's plain text.

    `known` tells of what was named before ("the compound"), `refers_back` of an attack that was; `peopled` whether it
    speaks of people besides those who attacked; `suffered` are the countries of whom or what its subject says was hit;
    `manner` is how it says that it was done, `stormed` whether premises were attacked; `several` tells of attacks,
    of none alone; `by_country` whether those hit are the mission's only by their country;
    `mission` is the one that the clause names, if it names one.
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
    manner: str | None = None
    stormed: bool = False
    culprits: tuple[Culprit, ...] = ()
    claimed: tuple[Culprit, ...] = ()
    peopled: bool = False
    suffered: tuple[Country, ...] = ()
    several: bool = False
    by_country: bool = False
    mission: KnownMission | None = None

    @property
    def method(self) -> str | None:
        """How it was done: as the clause says, else an assault where a base or town was attacked."""
        return self.manner or ("ArmedAssault" if self.stormed else None)

    @property
    def elided(self) -> bool:
        """Whether those who came to harm are told by what was said before them: "another", "two others", "three"."""
        return bool(self.harms) and all(harm.people.bare for harm in self.harms)


def find_events(masked: Masked, page: Surroundings) -> list[Event]:
    """What the clauses of a sentence tell; `page` is what surrounds it."""
    scene = fold_scene(_with(_with_governments(masked), page.named(masked.plain)))
    violent = first_lowered("violence", masked.plain.lower()) is not None
    harms = list(with_antecedents(find_harms(scene), page))
    sentence = _Sentence(masked, scene, find_places(masked), harms, page, violent)
    events = [_event(sentence, clause) for clause in clauses(sentence.scene)]
    return [one for event in events if event is not None for one in _respectively(masked.plain, event)]


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
    """What a clause tells, unless it is a threat, a total, a release, a disease or untrue."""
    accidental = clause.has("accident") and not clause.has("violent")
    hypothetical = None if accidental else first_lowered("hypothetical", clause.lowered)
    if hypothetical and triggered(clause.words[: hypothetical.start()]):
        return _event(sentence, up_to(clause, hypothetical.start()))
    if hypothetical or clause.has("untrue") or clause.has("aggregate") or is_release(clause):
        return None
    if clause.has("accused") and not any(h.people.force for h in harms_in(clause, sentence.harms, sentence.page)):
        return None
    violent = clause.has("violent")
    accident = not violent and clause.has("accident")
    if not violent and not accident and clause.has("natural"):
        return None
    return _told(sentence, clause, accident)


def _told(sentence: _Sentence, clause: Clause, accident: bool) -> Event | None:
    scene, begin, end = clause.scene, clause.begin, clause.end
    first, last = scene.plain_begin(begin), scene.plain_end(end)
    harms = harms_in(clause, sentence.harms, sentence.page)
    claimed = claims(scene, begin, end)
    doers = [] if accident else _doers(sentence, clause, claimed)
    manner = None if accident else manner_told(clause.lowered)
    violent = sentence.violent or _killed_by(doers, harms) or _killed_with(manner, harms)
    why = relevance(clause, harms, sentence.page, accident, violent)
    back = clause.has("back") or (bool(doers) and says("doer", "suspicion").search(clause.lowered) is not None)
    fell = not harms and not why and says("doer", "they_fall").search(scene.text, begin, end)
    method = None if fell else manner
    if not (why or harms or claimed or back or method or doers):
        return None
    if not why and (clause.has("communal") or any(says("clause", "of_ours").search(doer.name) for doer in doers)):
        return None
    befell, victims = why or Relevance("told-further"), [scene.chunks[harm.where] for harm in harms]
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
        attacked=nations_attacked(clause, harms, sentence.page, befell.hits_subject),
        date=told.date_of(scene, begin, end),
        places=tuple(told.places_of(sentence.places, first, last)),
        host=told.host_of(sentence.masked, first, last, sentence.page.hosts),
        manner=method,
        stormed=not accident and told.are_premises_attacked(scene, begin, end),
        culprits=tuple(doers),
        claimed=tuple(claimed),
        peopled=any(chunk.kind == "victims" for chunk in scene.within(begin, end)),
        suffered=nations_of_subject(scene, begin, end) if befell.hits_subject else (),
        several=_tells_of_several(clause),
        mission=told.mission_of(sentence.masked, first, last, sentence.page.mission, victims),
    )


def _tells_of_several(clause: Clause) -> bool:
    """Whether a clause speaks of attacks, and of none alone."""
    several = says("clause", "several").search(clause.lowered)
    return several is not None and says("clause", "one_attack").search(clause.lowered) is None


def _doers(sentence: _Sentence, clause: Clause, claimed: list[Culprit]) -> list[Culprit]:
    """Those who attacked; a state only where nobody else claims it ("revenge for a US raid")."""
    scene, begin, end = clause.scene, clause.begin, clause.end
    named = culprits(scene, begin, end)
    state = [] if claimed else states(sentence.masked, scene.plain_begin(begin), scene.plain_end(end))
    return named or judged(scene, begin) or state


def _killed_by(doers: list[Culprit], harms: list[Harm]) -> bool:
    """Whether somebody did harm that no word of fighting is said of: "were disarmed and killed by the guard"."""
    return bool(doers) and any(harm.kind in ("killed", "injured") for harm in harms)


def _killed_with(manner: str | None, harms: list[Harm]) -> bool:
    """Whether somebody was killed or hurt with a weapon, whatever else is said: "was killed by a shell"."""
    return manner in _WEAPONS and any(harm.kind in ("killed", "injured") for harm in harms)


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
        ("a report that proved untrue", "untrue"),
        ("a threat, a plan or a denial", "hypothetical"),
        ("disease or natural causes", "natural"),
    ):
        found = first_lowered(kind, plain.lower())
        if found:
            return f"{reason} ({found[0][:40].strip()!r})"
    scene = fold_scene(masked)
    released = is_release(clause_at(scene, 0, len(scene.text)))
    return "a release of captives" if released else "nobody and nothing of a mission is hit"

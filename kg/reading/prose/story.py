"""An attack or accident as it is told: what a clause adds to it, and the fact that it makes."""

from dataclasses import dataclass, field, replace

from kg.documents.model import Sentence
from kg.facts.model import Accident, Attack, Entity, Evidence, Name
from kg.reading.prose.attacks import Event
from kg.reading.prose.breakdown import Share, divided
from kg.reading.prose.casualties import KINDS, Toll, casualties, tolls
from kg.reading.prose.context import Context
from kg.reading.prose.harm import Harm
from kg.reading.prose.manner import is_a_fight, more_specific
from kg.reading.prose.phrases import says
from kg.reading.prose.places import Where
from kg.reading.prose.scene import Culprit
from kg.values.countries import Country, find_countries
from kg.values.dates import DateMention, PartialDate, common
from kg.values.missions import KnownMission

_UNIFORMED = ("Soldier", "Peacekeeper")


@dataclass(slots=True)
class Story:
    """An attack or accident as far as it has been told; `own` once it is known to have befallen the mission."""

    accident: bool
    paragraph: int
    own: bool = False
    evidence: list[Evidence] = field(default_factory=list)
    tolls: list[Toll] = field(default_factory=list)
    boasts: list[Toll] = field(default_factory=list)
    mention: DateMention | None = None
    date: PartialDate | None = None
    inferred: bool = False
    nations: tuple[Country, ...] = ()
    places: list[Where] = field(default_factory=list)
    around: tuple[Where, ...] = ()
    country: Country | None = None
    manner: str | None = None
    stormed: bool = False
    fought: bool = False
    culprits: list[Culprit] = field(default_factory=list)
    claimed: list[Culprit] = field(default_factory=list)
    open: bool = True
    summary: bool = False
    over: bool = False
    peopled: bool = False
    suffered: tuple[int, tuple[Country, ...]] = (-1, ())
    several: bool = False
    mission: KnownMission | None = None

    @property
    def told(self) -> bool:
        """Whether it is one attack: not "attacks on the mission were condemned", without a day, place or toll."""
        return not self.several or bool(self.mention or self.date or self.places or self.tolls)

    @property
    def method(self) -> str | None:
        """How it was done: as it is said, else an assault on premises, or that people were seized."""
        seized = any(toll.kind == "abducted" for toll in self.tolls)
        told = self.manner or ("ArmedAssault" if self.stormed else "Kidnapping" if seized else None)
        return "OtherMethod" if told == "ArmedAssault" and _is_a_crowd(self.culprits) else told

    @property
    def specific(self) -> bool:
        """Whether its dead are told, or how it was done: on pages on other things a mere attack is not read."""
        return bool(self.tolls) or self.method not in (None, "ArmedAssault", "Kidnapping", "OtherMethod")


def _is_a_crowd(culprits: list[Culprit]) -> bool:
    """Whether those who attacked are people without arms: a riot is no armed assault."""
    return bool(culprits) and all(says("story", "crowd").search(culprit.name) for culprit in culprits)


def take_in(story: Story, sentence: Sentence, event: Event, context: Context, year: int | None) -> None:
    """Adds what an event tells to its story; `year` is that of a day told without one."""
    story.several = event.several if not story.evidence else story.several and (event.several or not event.own)
    story.own = story.own or event.own
    story.mission = story.mission or (event.mission if event.own else None)
    story.evidence += context.evidence(sentence, event.begin, event.end, f"prose/attack/{event.rule}")
    told = {toll.kind for toll in story.tolls}
    clause = sentence.text.plain[event.begin : event.end]
    suffered = [h for h in event.harms if not _attacked_themselves(story, event, h, clause)]
    harms = tuple(_counted(h, told) for h in suffered if not h.claimed)
    boasted = tuple(_counted(h, told) for h in suffered if h.claimed)
    story.boasts = story.boasts or tolls(boasted, story.nations, event.attacked)
    again = says("story", "the_victims").match(sentence.text.plain, event.begin) is not None
    harms = _of_those_attacked(story, harms) if again else harms
    new = tolls(
        harms, story.nations or _nations_of_others(story, harms), event.attacked, _suffered(story, event, sentence)
    )
    if again and _specifies(story, new):
        story.tolls = [t for t in story.tolls if t.kind != new[0].kind]
    also = says("story", "also").search(sentence.text.plain, event.begin, event.end) is not None
    if story.tolls and not also and any(h.verb == "those-killed" for h in harms):
        for toll in new:
            story.tolls = divided(story.tolls, Share(toll.kind, toll.number, toll.country, toll.role, False))
    else:
        retold = _is_retold(story, new)
        story.tolls = [toll for toll in story.tolls if not any(_sums_up(story, toll, whole) for whole in new)]
        story.tolls = [_of_its_country(toll, new) for toll in story.tolls]
        story.tolls += [t for t in new if not (retold or _already(story, t, event))]
    story.nations = event.people or (event.attacked if event.own else ()) or story.nations
    if story.mention is None and story.date is None and event.date is not None:
        story.mention = event.date
        story.date, story.inferred = resolved(event.date, year)
    if not story.places:
        story.places = [w for w in event.places if w.name]
    if event.own or event.harms or event.method:  # where those who claim it speak is no matter
        story.country = story.country or next((w.country for w in event.places if w.country), None) or event.host
    _add_manner(story, event, clause)
    if not any(culprit.group for culprit in story.culprits):
        story.culprits += [c for c in event.culprits if c.group or not story.culprits]
    story.claimed = story.claimed or _claimants(story, event)
    story.peopled = story.peopled or event.peopled


def _add_manner(story: Story, event: Event, clause: str) -> None:
    """Adds how it was done; what is told besides of an assault may be another's deed."""
    besides = not (event.own or event.harms or event.refers_back)
    if event.manner and not (besides and story.stormed and story.manner is None):
        told = None if story.fought else story.manner
        story.manner = more_specific(told, event.manner) if told else event.manner
        story.fought = told is None and event.manner == "ArmedAssault" and is_a_fight(clause)
    story.stormed = story.stormed or event.stormed


def _of_those_attacked(story: Story, harms: tuple[Harm, ...]) -> tuple[Harm, ...]:
    """ "All three soldiers", "the men": of the one nation whose people were attacked."""
    first = harms[0].people if harms else None
    if first is None or first.nationality or first.role not in _UNIFORMED or len(story.nations) != 1:
        return harms
    return (replace(harms[0], people=replace(first, nationality=story.nations)), *harms[1:])


def _suffered(story: Story, event: Event, sentence: Sentence) -> tuple[Country, ...]:
    """The one nation whose patrol or post an earlier clause of the same sentence says was attacked."""
    if event.own and event.suffered:
        story.suffered = sentence.span.begin, event.suffered
    begin, nations = story.suffered
    return nations if begin == sentence.span.begin else ()


def _attacked_themselves(story: Story, event: Event, harm: Harm, clause: str) -> bool:
    """Whether "one of them" is one of the attackers: nobody else was spoken of; or the dead are of their country."""
    nations = set() if harm.people.force else set(harm.people.nationality)
    if nations and nations <= {nation for culprit in story.culprits for nation in _nations_of(culprit)}:
        return True
    alone = bool(story.culprits) and not (story.peopled or (event.own and event.peopled)) and harm.people.bare
    return alone and says("story", "one_of_them").search(clause) is not None


def _nations_of(culprit: Culprit) -> list[Country]:
    """The countries of those who attacked: "Croatian troops"."""
    return [mention.country for mention in find_countries(culprit.name)]


def _nations_of_others(story: Story, harms: tuple[Harm, ...]) -> tuple[Country, ...]:
    """The country of "the fourth" or "the other": that of those whom the story counted before."""
    nations = {toll.country for toll in story.tolls}
    ordinal = bool(harms) and all(harm.people.head.lower().startswith("the ") and harm.people.bare for harm in harms)
    return tuple(nation for nation in nations if nation) if ordinal and len(nations) == 1 else ()


def _counted(harm: Harm, told: set[str]) -> Harm:
    """ "The driver was killed" tells of one, unless the dead were told before."""
    people = harm.people
    if people.number is not None or people.counted or told.intersection((harm.kind, KINDS.get(harm.kind, ""))):
        return harm
    named = says("people", "single").search if people.definite else says("people", "bare_one").fullmatch
    one = named(people.head) is not None
    return replace(harm, people=replace(people, number=1, counted=True)) if one else harm


def _specifies(story: Story, new: list[Toll]) -> bool:
    """Whether "the men, a Jordanian and a Malawian," are those of whom only the number was told."""
    if len({toll.kind for toll in new}) != 1:
        return False
    known = [toll for toll in story.tolls if toll.kind == new[0].kind]
    alike = sum(toll.number for toll in known) == sum(toll.number for toll in new)
    return alike and all(toll.country is None for toll in known) and any(toll.country for toll in new)


def _claimants(story: Story, event: Event) -> list[Culprit]:
    """Those who claim it; "the militants" are those who were named."""
    named = [c for c in story.culprits if c.group]
    return [c if c.group or not named else named[0] for c in event.claimed]


def _already(story: Story, toll: Toll, event: Event) -> bool:
    """The same number of the same harm, told again of "the two soldiers" or of both men."""
    alike = [t.number for t in story.tolls if t.kind == toll.kind]
    again = toll.number in alike or (toll.country is None and toll.number == sum(alike))
    return again and not any(h.people.others for h in event.harms if KINDS.get(h.kind) == toll.kind)


def _is_retold(story: Story, new: list[Toll]) -> bool:
    """Whether a sentence gives all the numbers of the story again: "one was killed and another wounded" as before."""
    return len(new) > 1 and sorted((t.kind, t.number) for t in new) == sorted((t.kind, t.number) for t in story.tolls)


def _sums_up(story: Story, toll: Toll, whole: Toll) -> bool:
    """Whether a number is in one told later: "an Indian was among four killed", then "four Indians were killed"."""
    alike = [t for t in story.tolls if t.kind == whole.kind]
    one = len(alike) > 1 and sum(t.number for t in alike) == whole.number
    return toll in alike and one and whole.country is not None and {t.country for t in alike} == {None, whole.country}


def _of_its_country(toll: Toll, new: list[Toll]) -> Toll:
    """A number with the country that it is given when it is told again."""
    again = [t.country for t in new if (t.kind, t.number) == (toll.kind, toll.number) and t.country]
    return replace(toll, country=again[0]) if again and toll.country is None else toll


def resolved(mention: DateMention, year: int | None) -> tuple[PartialDate | None, bool]:
    """The date of a mention; a day or month without a year takes that of an earlier sentence (then inferred)."""
    if mention.first:
        return common(mention.first, mention.last or mention.first), False
    if mention.yearless and year:
        month, day = mention.yearless
        return PartialDate(year, month, day), True
    return None, False


def fact_of(story: Story, mission: Entity) -> Attack | Accident:
    """What has been told, as a fact on the mission."""
    counted = casualties(story.tolls or story.boasts)
    places = tuple(dict.fromkeys(Entity("Place", w.name) for w in story.places or story.around))
    country = Entity("Country", story.country.name, story.country.article) if story.country else None
    if story.accident:
        return Accident(
            mission=mission, evidence=tuple(story.evidence), date=story.date, date_inferred=story.inferred,
            place=places, country=country, casualties=counted,
        )  # fmt: skip
    return Attack(
        mission=mission, evidence=tuple(story.evidence), date=story.date, date_inferred=story.inferred,
        place=places, country=country, casualties=counted, method=story.method,
        perpetrator=tuple(map(_entity, _doers(story))), claimed_by=tuple(map(_entity, story.claimed)),
    )  # fmt: skip


def _doers(story: Story) -> list[Culprit]:
    """A group that claims the attack, rather than "gunmen"."""
    named = [c for c in story.culprits if c.group or c.country]
    return named or story.claimed or story.culprits


def _entity(culprit: Culprit) -> Entity:
    """A known armed group under its usual name, else those whom the text describes."""
    if culprit.group:
        names = tuple(Name(n) for n in culprit.group.names if n != culprit.group.name)
        return Entity("ArmedGroup", culprit.group.name, "", names)
    if culprit.country and culprit.name == culprit.country.name:
        adjective = culprit.country.demonyms[0] if culprit.country.demonyms else culprit.name
        said = (culprit.name, culprit.said) if culprit.said else (culprit.name,)
        return Entity("Organization", f"{adjective} forces", "", tuple(Name(name) for name in said))
    return Entity("Organization", culprit.name)

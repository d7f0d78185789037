"""One attack told over several sentences: the toll in the next sentence, the claim in the third."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.documents.model import Sentence
from kg.facts.model import Accident, Attack, Entity, Evidence, Name
from kg.reading.prose.attacks import Event
from kg.reading.prose.breakdown import Share, divided, may_divide, shares
from kg.reading.prose.casualties import KINDS, Toll, casualties, tolls
from kg.reading.prose.circumstances import country_of_scene
from kg.reading.prose.context import Context
from kg.reading.prose.cues import first_lowered
from kg.reading.prose.harm import Harm
from kg.reading.prose.mask import Masked
from kg.reading.prose.phrases import says
from kg.reading.prose.places import Where
from kg.reading.prose.relative import relative_date
from kg.reading.prose.scene import Culprit, fold_scene
from kg.reading.prose.setting import announces, setting_of
from kg.values.countries import Country
from kg.values.dates import DateMention, PartialDate, common
from kg.values.groups import KnownGroup


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
    country: Country | None = None
    method: str | None = None
    culprits: list[Culprit] = field(default_factory=list)
    claimed: list[Culprit] = field(default_factory=list)
    open: bool = True
    summary: bool = False
    over: bool = False


class Stories:
    """The attacks of a page, sentence by sentence."""

    def __init__(self) -> None:
        self._told: list[Story] = []
        self._mentioned: tuple[int, frozenset[str]] = (-1, frozenset())
        self._located: dict[int, Country] = {}
        self._total = -1
        self._before: tuple[Sentence, Masked] | None = None
        self._group: tuple[int, KnownGroup] | None = None

    def hear(self, sentence: Sentence, events: list[Event], context: Context) -> None:
        """Takes in what one sentence tells: each event begins a story or goes on with the last one."""
        last = self._told[-1] if self._told and self._told[-1].open else None
        if last and last.paragraph != sentence.paragraph:
            last.open, last = False, None
        before: Story | None = None
        if self._goes_on_with_a_total(sentence, events):
            return
        for told in events:
            own = (before is not None and before.own and told.elided) or _befell_its_people(last, told)
            event = replace(told, own=True) if own else told
            story = None if _is_past(last, event) else self._story_of(event, sentence, context, last, before)
            if story is None:
                continue
            year = before.date.year if before and before.date else context.year
            _tell(story, sentence, event, context, year)
            self._name_its_men(story, sentence, event)
            if event.claimed and says("story", "all_of_them").search(sentence.text.plain[event.begin : event.end]):
                self._claim_all(story)
            last = before = story

    def _goes_on_with_a_total(self, sentence: Sentence, events: list[Event]) -> bool:
        """Whether "in addition, 16 were injured" goes on with the total of the sentence before."""
        total = first_lowered("aggregate", sentence.text.plain.lower()) is not None
        after, self._total = self._total == sentence.paragraph, sentence.paragraph if total else -1
        return after and bool(events) and all(_bare(event) for event in events)

    def _story_of(
        self, event: Event, sentence: Sentence, context: Context, last: Story | None, before: Story | None
    ) -> Story | None:
        """The story that an event belongs to: the last one, a new one, or none. `before`: that of the same sentence."""
        clause = sentence.text.plain[event.begin : event.end]
        since = (last.date if last else None) or context.near
        told = relative_date(clause, since) if since and not event.date else None
        later = last is not None and told is not None and told != last.date and (event.own or not event.refers_back)
        later = later or (last is not None and last.own and event.own and not _bare(event) and _another_day(clause))
        if event.claimed and not event.own and says("story", "former").search(clause):
            return self._former(last)
        if last and not later and (_continues(last, event) or (before is not None and _adds(last, event))):
            return last
        if not (event.own or event.harms or event.method or (event.culprits and (event.date or event.places))):
            return None
        story = Story(event.accident, sentence.paragraph, date=told, inferred=told is not None)
        story.country = last.country if last and event.own else None
        story.summary = says("story", "several").search(clause) is not None
        if told is None and event.date is None and before:
            story.date, story.inferred = before.date, before.inferred
        if told is None and event.date is None and event.own and context.near and _same_scene(clause):
            story.date, story.inferred = context.near, True
        self._set(story, event, context)
        if last:
            _share_circumstances(story, last, event, clause)
        self._told.append(story)
        return story

    def see_retaking(self, paragraph: int, masked: Masked) -> None:
        """Ends the story where the mission takes back what was taken: what that costs is no loss of the attack."""
        last = self._told[-1] if self._told else None
        if last and last.own and last.paragraph == paragraph and says("story", "retaken").match(masked.text):
            last.over = True

    def divide(self, sentence: Sentence, masked: Masked, context: Context) -> bool:
        """Whether a sentence only says who some of those were whose number was told; then it is taken in."""
        last = self._told[-1] if self._told else None
        if last is None or not last.tolls or last.paragraph != sentence.paragraph or not may_divide(masked):
            return False
        found = shares(fold_scene(masked))
        for share in found:
            last.tolls = divided(last.tolls, share)
            last.own = last.own or share.force
        if found:
            last.evidence += context.evidence(sentence, 0, len(masked.plain), "prose/breakdown")
        return bool(found)

    def note(self, paragraph: int, masked: Masked, hosts: frozenset[str]) -> None:
        """Remembers in which country a sentence is, and what may be attacked that it names beside a mission."""
        chunks = masked.chunks.values()
        groups = [chunk.value for chunk in chunks if isinstance(chunk.value, KnownGroup)]
        if groups:
            self._group = paragraph, groups[0]
        if paragraph not in self._located and (country := country_of_scene(masked, hosts)):
            self._located[paragraph] = country
        if any(chunk.kind == "force" for chunk in chunks):
            named = {
                str(value)
                for c in chunks
                if c.kind == "target"
                for value in (masked.plain[c.begin : c.end].lower(), c.value)
            }
            self._mentioned = paragraph, self.mentioned(paragraph) | named

    def set_scene(self, sentence: Sentence, masked: Masked, *, quiet: bool) -> None:
        """Remembers the sentence before; `quiet` where it states nothing of persons, decisions or numbers.

        What stands before the first attack of a paragraph sets its scene; after it, days are those of other events,
        unless another one is announced.
        """
        begun = bool(self._told) and self._told[-1].paragraph == sentence.paragraph
        sets = (quiet and not begun) or announces(masked)
        self._before = (sentence, masked) if sets else None

    def _set(self, story: Story, event: Event, context: Context) -> None:
        """A story that tells no day or place itself takes it from the sentence before."""
        before, self._before = self._before, None
        setting = setting_of(*before, context) if before and before[0].paragraph == story.paragraph else None
        if setting is None or not event.own or event.date:
            return
        if not any(w.name for w in event.places):
            story.places = [w for w in setting.places if w.name]
            story.country = story.country or next((w.country for w in setting.places if w.country), None)
        if story.date is None and setting.mention:
            story.date, story.inferred = _resolve(setting.mention, context.year)[0], True
            story.mention, story.evidence = setting.mention, list(setting.evidence)

    def _name_its_men(self, story: Story, sentence: Sentence, event: Event) -> None:
        """ "Its fighters" are those of the group of which the paragraph spoke."""
        paragraph, group = self._group or (-1, None)
        told = len(story.culprits) == 1 and event.culprits == tuple(story.culprits)
        if group is None or paragraph != sentence.paragraph or not told or story.culprits[0].group:
            return
        if says("story", "its_men").search(sentence.text.plain[event.begin : event.end]):
            story.culprits = [Culprit(group.name, group)]

    def mentioned(self, paragraph: int) -> frozenset[str]:
        """What was named beside a mission in the sentences of a paragraph so far: "compound", "convoy"."""
        return self._mentioned[1] if self._mentioned[0] == paragraph else frozenset()

    def tells_of_it(self, paragraph: int) -> bool:
        """Whether an attack on the mission was told in this paragraph."""
        return bool(self._told) and self._told[-1].own and self._told[-1].paragraph == paragraph

    def _told_in_detail(self, summary: Story) -> bool:
        """Whether "two attacks hit UN bases" is told again, attack by attack, in the same paragraph."""
        if summary.tolls or summary.date:
            return False
        return any(s.own and s is not summary and s.paragraph == summary.paragraph for s in self._told)

    def _former(self, last: Story | None) -> Story | None:
        """The story before the last of the same paragraph."""
        told = [story for story in self._told if last and story.paragraph == last.paragraph]
        return told[-2] if len(told) > 1 else last

    def _claim_all(self, last: Story) -> None:
        """ "… claimed responsibility for both attacks": all those of the paragraph."""
        for story in self._told:
            if story.paragraph == last.paragraph:
                story.claimed = story.claimed or last.claimed

    def facts(self, mission: Entity) -> Iterator[Attack | Accident]:
        """What has been told, as facts on the mission."""
        for story in self._told:
            if story.own and not (story.summary and self._told_in_detail(story)):
                story.country = story.country or self._located.get(story.paragraph)
                yield _fact(story, mission)


def _is_past(last: Story | None, event: Event) -> bool:
    """Whether a clause counts what the mission lost when it took back what had been taken."""
    return last is not None and last.over and bool(event.harms) and not event.claimed and _bare(event)


def _share_circumstances(story: Story, last: Story, event: Event, clause: str) -> None:
    """ "At the same place"; "a ship of the mission is fired on as well": there and then, by the same ones."""
    if not story.places and says("story", "same_place").search(clause):
        story.places = list(last.places)
    if event.date or not event.own or not says("story", "as_well").search(clause):
        return
    if story.date is None and last.date is not None:
        story.date, story.inferred = last.date, True
    story.culprits = story.culprits or list(last.culprits)
    if not any(where.name for where in event.places):
        story.places, story.country = list(last.places), story.country or last.country


def _same_scene(clause: str) -> bool:
    """Whether a clause speaks of those whom the sentence before named ("Their convoy …")."""
    return says("story", "same_scene").match(clause) is not None


def _another_day(clause: str) -> bool:
    """Whether a clause begins with another day, though of the first none is known ("On the following day …")."""
    return says("story", "another_day").match(clause) is not None


def _befell_its_people(last: Story | None, event: Event) -> bool:
    """Whether the mission's people died of the violence that was told before, of which it was not said whom it hit."""
    violent = last is not None and not last.accident and not last.own and (last.method or last.culprits)
    return bool(violent) and not event.own and any(harm.people.force for harm in event.harms)


def _continues(story: Story, event: Event) -> bool:
    """Whether a clause goes on with a story instead of beginning another."""
    if event.claimed and not event.own and not event.harms:
        return True
    if event.separate or _tells_of_another(story, event):
        return False
    return _completes(story, event) if event.own else _is_further(story, event)


def _tells_of_another(story: Story, event: Event) -> bool:
    """Whether a clause names another day or place, or an accident instead of an attack."""
    new_date = event.date is not None and story.mention is not None and not _same_date(event.date, story.mention)
    new_place = event.places and story.places and event.own and not _shares_place(story, event)
    other_kind = event.accident != story.accident and (event.accident or event.method is not None)
    return new_date or bool(new_place) or (other_kind and event.own and story.own)


def _is_further(story: Story, event: Event) -> bool:
    """Whether a clause that does not say that it befell the mission tells what came of the story."""
    if event.harms and _bare(event):
        return True
    tells = bool(event.harms or event.claimed or event.method)
    elsewhere = bool(event.harms and story.places) and not _shares_place(story, event)
    return (tells and not story.tolls and not elsewhere) or ((tells or bool(event.culprits)) and event.refers_back)


def _completes(story: Story, event: Event) -> bool:
    """Whether a clause on the mission adds what the story lacks."""
    kinds = {KINDS.get(harm.kind) for harm in event.harms}
    others = _bare(event) and any(harm.people.others for harm in event.harms)
    if event.refers_back or others:
        return True
    if event.harms and _bare(event) and kinds.isdisjoint(toll.kind for toll in story.tolls):
        return True
    if event.date is not None:
        return False
    if event.harms:
        return not story.tolls and not event.places
    return bool(story.tolls) and not story.places


def _bare(event: Event) -> bool:
    """Whether a clause tells neither when, where, how nor by whom."""
    return not (event.date or event.method or event.culprits or any(w.name for w in event.places))


def _adds(story: Story, event: Event) -> bool:
    """A further clause of the same sentence tells of the same attack unless it names another day or place."""
    return event.date is None and not any(w.name for w in event.places) and event.accident == story.accident


def _same_date(one: DateMention, other: DateMention) -> bool:
    return (one.first, one.yearless) == (other.first, other.yearless)


def _shares_place(story: Story, event: Event) -> bool:
    names = {w.name for w in story.places}
    named = {w.name for w in event.places if w.name}
    return not named or not named.isdisjoint(names)


def _tell(story: Story, sentence: Sentence, event: Event, context: Context, year: int | None) -> None:
    story.own = story.own or event.own
    story.evidence += context.evidence(sentence, event.begin, event.end, f"prose/attack/{event.rule}")
    told = {toll.kind for toll in story.tolls}
    harms = tuple(_counted(h, told) for h in event.harms if not h.claimed)
    boasted = tuple(_counted(h, told) for h in event.harms if h.claimed)
    story.boasts = story.boasts or tolls(boasted, story.nations, event.attacked)
    new = tolls(harms, story.nations, event.attacked)
    if says("story", "the_victims").match(sentence.text.plain, event.begin) and _specifies(story, new):
        story.tolls = [t for t in story.tolls if t.kind != new[0].kind]
    also = says("story", "also").search(sentence.text.plain, event.begin, event.end) is not None
    if story.tolls and not also and any(h.verb == "those-killed" for h in harms):
        for toll in new:
            story.tolls = divided(story.tolls, Share(toll.kind, toll.number, toll.country, toll.role, False))
    else:
        story.tolls += [t for t in new if not _already(story, t, event)]
    story.nations = event.people or (event.attacked if event.own else ()) or story.nations
    if story.mention is None and story.date is None and event.date is not None:
        story.mention = event.date
        story.date, story.inferred = _resolve(event.date, year)
    if not story.places:
        story.places = [w for w in event.places if w.name]
    story.country = story.country or next((w.country for w in event.places if w.country), None) or event.host
    story.method = _more_specific(story.method, event.method)
    story.culprits = story.culprits or list(event.culprits)
    story.claimed = story.claimed or _claimants(story, event)


def _counted(harm: Harm, told: set[str]) -> Harm:
    """ "The driver was killed" tells of one, unless the dead were told before."""
    people = harm.people
    if (
        people.number is not None
        or people.counted
        or not people.definite
        or told.intersection((harm.kind, KINDS.get(harm.kind, "")))
    ):
        return harm
    one = says("people", "single").search(people.head) is not None
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


_VAGUE = {None, "OtherMethod", "Bombing"}
_BOMBS = {"SuicideBombing", "CarBombing", "IED", "Kidnapping"}


def _more_specific(told: str | None, new: str | None) -> str | None:
    if told == "ArmedAssault":
        return new if new in _BOMBS else told
    return new if told is None or (told in _VAGUE and new not in _VAGUE) else told


def _already(story: Story, toll: Toll, event: Event) -> bool:
    """The same number of the same harm, told again of "the two soldiers"."""
    again = any(t.kind == toll.kind and t.number == toll.number for t in story.tolls)
    return again and not any(h.people.others for h in event.harms)


def _resolve(mention: DateMention, year: int | None) -> tuple[PartialDate | None, bool]:
    """The date of a mention; a day or month without a year takes that of an earlier sentence (then inferred)."""
    if mention.first:
        return common(mention.first, mention.last or mention.first), False
    if mention.yearless and year:
        month, day = mention.yearless
        return PartialDate(year, month, day), True
    return None, False


def _fact(story: Story, mission: Entity) -> Attack | Accident:
    counted = casualties(story.tolls or story.boasts)
    places = tuple(dict.fromkeys(Entity("Place", w.name) for w in story.places))
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

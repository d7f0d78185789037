"""One attack told over several sentences: the toll in the next sentence, the claim in the third."""

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce

from kg.documents.model import Sentence
from kg.facts.model import Accident, Attack, Entity
from kg.reading.prose.attacks import Event, Surroundings, triggered
from kg.reading.prose.backdrop import Backdrop
from kg.reading.prose.breakdown import divided, may_divide, shares
from kg.reading.prose.circumstances import country_of_missions, country_of_scene
from kg.reading.prose.context import Context
from kg.reading.prose.continuity import (
    adds,
    befell_its_people,
    befell_more_of_them,
    continues,
    is_another_day,
    is_answer,
    is_bare,
    is_past,
    is_same_scene,
    only_claimed,
    share_circumstances,
)
from kg.reading.prose.cues import first_lowered
from kg.reading.prose.later import changed, changes, tells_of_later
from kg.reading.prose.mask import Masked
from kg.reading.prose.phrases import says
from kg.reading.prose.places import Where
from kg.reading.prose.relative import relative_date
from kg.reading.prose.scene import Culprit, fold_scene
from kg.reading.prose.serving import Service
from kg.reading.prose.setting import Setting, setting_of, whereabouts
from kg.reading.prose.story import Story, fact_of, resolved, take_in
from kg.reading.prose.times import FIRST_YEAR
from kg.reading.prose.units import countries_of_units
from kg.values.countries import Country, country_named
from kg.values.dates import common
from kg.values.missions import KnownMission, mission_named


class Stories:
    """The attacks of a page, sentence by sentence."""

    def __init__(self) -> None:
        self._told: list[Story] = []
        self._located: dict[int, Country] = {}
        self._named: dict[int, Country] = {}
        self._senders: frozenset[str] = frozenset()
        self.backdrop = Backdrop(-1)

    def enter(self, paragraph: int) -> None:
        """Begins a sentence: what an earlier paragraph told is no backdrop of this one."""
        if self.backdrop.paragraph != paragraph:
            near = self.backdrop.service.only if paragraph - self.backdrop.paragraph == 1 else None
            self.backdrop = Backdrop(paragraph, senders=self._senders, service=Service(before=near))

    def hear(self, sentence: Sentence, events: list[Event], page: Surroundings, context: Context) -> None:
        """Takes in what one sentence tells: each event begins a story or goes on with the last one."""
        last = self._told[-1] if self._told and self._told[-1].open else None
        if last and last.paragraph != sentence.paragraph:
            last.open, last = False, None
        before: Story | None = None
        if self._goes_on_with_a_total(sentence, events):
            return
        for told in events:
            if _at_home(told, self.backdrop.senders) or _is_of_another(told, sentence) or _hits_a_crowd(told, sentence):
                continue
            elided = before is not None and before.own and told.elided
            own = elided or befell_its_people(last, told, page) or befell_more_of_them(last, told)
            event = replace(told, own=True) if own else told
            event = _of_ours(event, page.ours) if page.ours and event.by_country else event
            story = None if is_past(last, event) else self._story_of(event, sentence, context, last, before)
            if story is None:
                continue
            year = before.date.year if before and before.date else context.year
            take_in(story, sentence, event, context, year)
            self._name_its_men(story, sentence, event)
            if context.subject.kind != "mission" and event.own and story.mission is None:
                meant = mission_named(context.meant.name) if context.meant else None
                story.mission = meant or self.backdrop.service.mission_of(event, story.country, story.date, page.ours)
            if event.claimed and says("story", "all_of_them").search(sentence.text.plain[event.begin : event.end]):
                self._claim_all(story)
            last = before = story

    def _goes_on_with_a_total(self, sentence: Sentence, events: list[Event]) -> bool:
        """Whether "in addition, 16 were injured" goes on with the total of the sentence before."""
        total = first_lowered("aggregate", sentence.text.plain.lower()) is not None
        after, self.backdrop.total = self.backdrop.total, total
        return after and bool(events) and all(is_bare(event) and not event.claimed for event in events)

    def _story_of(
        self, event: Event, sentence: Sentence, context: Context, last: Story | None, before: Story | None
    ) -> Story | None:
        """The story that an event belongs to: the last one, a new one, or none. `before`: that of the same sentence."""
        clause = sentence.text.plain[event.begin : event.end]
        since = (last.date if last else None) or context.near or context.told
        of_wounds = event.method is None and says("story", "died_later").search(clause)
        told = relative_date(clause, since) if since and not event.date and not of_wounds else None
        later = last is not None and told is not None and told != last.date and (event.own or not event.refers_back)
        later = later and not only_claimed(event)
        later = later or (last is not None and last.own and event.own and not is_bare(event) and is_another_day(clause))
        alone = not (event.own or event.claimed or event.refers_back or event.date) and bool(event.harms)
        later = later or (alone and is_another_day(clause))
        if event.claimed and not event.own and says("story", "former").search(clause):
            return self._former(last)
        if last and not later and (continues(last, event, clause) or (before is not None and adds(last, event))):
            return last
        if not (event.own or event.harms or event.method or (event.culprits and (event.date or event.places))):
            return None
        story = Story(event.accident, sentence.paragraph, date=told, inferred=told is not None)
        story.country = _shared_country(last, context) if last and event.own else None
        story.summary = says("story", "several").search(clause) is not None
        if told is None and event.date is None and before:
            story.date, story.inferred = before.date, before.inferred
        if (
            told is None
            and event.date is None
            and event.own
            and context.near
            and (is_same_scene(clause) or is_answer(clause))
        ):
            story.date, story.inferred = context.near, True
        self._set(story, event, context)
        if event.own:
            story.around = self._around(story.paragraph)
        if last:
            share_circumstances(story, last, event, clause)
        self._told.append(story)
        return story

    def _around(self, paragraph: int) -> tuple[Where, ...]:
        """Where a paragraph says that things stood so, else where the sentence before its first attack was."""
        begun = any(story.paragraph == paragraph for story in self._told)
        return self.backdrop.situation or (() if begun else self.backdrop.places_before())

    def see_retaking(self, paragraph: int, masked: Masked) -> None:
        """Ends the story where the mission takes back what was taken: what that costs is no loss of the attack."""
        last = self._told[-1] if self._told else None
        if last and last.own and last.paragraph == paragraph and says("story", "retaken").match(masked.text):
            last.over = True

    def see_units(self, masked: Masked, but: frozenset[str]) -> None:
        """Remembers whose units a mission's own page has spoken of, `but` those of states whose war it is: what is
        told further down of "three Jordanians" is told of its people."""
        seen = countries_of_units(masked, quiet=not triggered(masked.plain))
        self.backdrop.senders |= {country.name for country in seen} - but
        self._senders |= self.backdrop.senders - but

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

    def count_again(self, sentence: Sentence, masked: Masked, context: Context) -> bool:
        """Whether a sentence only says what became of those harmed in the attack before; then it is taken in."""
        last = self._told[-1] if self._told else None
        if last is None or not last.tolls or last.paragraph != sentence.paragraph or not tells_of_later(masked):
            return False
        found = [change for change in changes(masked) if changed(last.tolls, change) != last.tolls]
        last.tolls = reduce(changed, found, last.tolls)
        if found:
            last.evidence += context.evidence(sentence, 0, len(masked.plain), found[-1].phrase.rule)
        return bool(found)

    def locate(self, sentence: Sentence, masked: Masked, context: Context) -> None:
        """Takes in where, or on what day, a sentence says that the attack before it was."""
        last = self._told[-1] if self._told and self._told[-1].paragraph == sentence.paragraph else None
        told = whereabouts(sentence, masked, context) if last else None
        if last and told and not _is_placed(last) and not _on_another_day(last, told, context):
            _settle(last, told, context)

    def note(self, sentence: Sentence, masked: Masked, hosts: frozenset[str], *, quiet: bool) -> None:
        """Remembers what a sentence tells besides attacks; `quiet`: it states nothing of persons or numbers."""
        paragraph = sentence.paragraph
        if paragraph not in self._located and (country := country_of_scene(masked, hosts)):
            self._located[paragraph] = country
        if paragraph not in self._named and (country := country_of_missions(masked, hosts)):
            self._named[paragraph] = country
        begun = bool(self._told) and self._told[-1].paragraph == paragraph
        self.backdrop.take_in(sentence, masked, hosts, quiet=quiet, begun=begun)

    def _country_told_near(self, story: Story) -> Country | None:
        """The country that an attack's paragraph is in; of an attack on a known mission one that the mission is in."""
        near = (self._located.get(story.paragraph), self._named.get(story.paragraph))
        hosts = story.mission.countries if story.mission else ()
        return next((country for country in near if country and (not hosts or country.name in hosts)), None)

    def _set(self, story: Story, event: Event, context: Context) -> None:
        """A story that tells no day or place itself takes it from the sentence before."""
        before, self.backdrop.scene = self.backdrop.scene, None
        setting = setting_of(*before, context) if before else None
        if setting is None or event.date:
            return
        named = any(where.name for where in event.places)
        _settle(story, replace(setting, places=()) if named else setting, context)

    def _name_its_men(self, story: Story, sentence: Sentence, event: Event) -> None:
        """ "Its fighters" are those of the group of which the paragraph spoke."""
        group = self.backdrop.group
        told = len(story.culprits) == 1 and event.culprits == tuple(story.culprits)
        if group is None or not told or story.culprits[0].group:
            return
        if says("story", "its_men").search(sentence.text.plain[event.begin : event.end]):
            story.culprits = [Culprit(group.name, group)]

    def tells_of_it(self, paragraph: int) -> bool:
        """Whether an attack on the mission was told in this paragraph."""
        return bool(self._told) and self._told[-1].own and self._told[-1].paragraph == paragraph

    def _told_in_detail(self, summary: Story) -> bool:
        """Whether "two attacks hit UN bases" is told again, attack by attack, in the same paragraph."""
        if summary.tolls or (summary.date and summary.date.month):
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

    def facts(self, context: Context) -> Iterator[Attack | Accident]:
        """What has been told, as facts on the missions that it befell."""
        for story in self._told:
            mission = _mission_of(story, context)
            if story.mission and not _is_at_home(story, context):
                _place(story, story.mission)
                if not story.specific:
                    continue
            if mission and story.own and story.told and not (story.summary and self._told_in_detail(story)):
                story.country = story.country or self._country_told_near(story)
                yield fact_of(story, mission)


def _shared_country(last: Story, context: Context) -> Country | None:
    """The country of the attack before, on a mission's page unless that is none of its mission's."""
    country = last.country
    apart = country and context.around and country.name not in context.around
    return None if apart else country


def _settle(story: Story, setting: Setting, context: Context) -> None:
    """Puts a story where and, if it has no date, on the day that another sentence tells."""
    places, dated = [where for where in setting.places if where.name], story.date is None and setting.mention
    if places:
        story.places = places
        story.country = story.country or next((where.country for where in setting.places if where.country), None)
    if dated:
        story.date, story.inferred = resolved(dated, context.year)[0], True
        story.mention = dated
    if places or dated:
        story.evidence += setting.evidence


def _is_placed(story: Story) -> bool:
    """Whether of a story a place is told that is no mere region, nor only in the name that it has."""
    return any(where.name and not where.region for where in story.places)


def _on_another_day(story: Story, told: Setting, context: Context) -> bool:
    """Whether a sentence tells a day that is not that of the story."""
    day = resolved(told.mention, context.year)[0] if told.mention else None
    return day is not None and story.date is not None and common(day, story.date) not in (day, story.date)


def _is_at_home(story: Story, context: Context) -> bool:
    """Whether an attack is told on a page that is on its mission, or that speaks of it from the start."""
    named = story.mission.name if story.mission else ""
    return any(mission.name == named for mission in (*context.subject.missions, *filter(None, [context.mission])))


def _place(story: Story, mission: KnownMission) -> None:
    """Puts an attack of which no place is told into the one country of its mission."""
    if len(mission.countries) == 1 and story.country is None:
        story.country = country_named(mission.countries[0])


def _mission_of(story: Story, context: Context) -> Entity | None:
    """The mission that a story names, else the page's, else the likeliest that the page speaks of."""
    if story.mission:
        return context.same(Entity("Mission", story.mission.name))
    return context.mission or next(iter(context.subject.missions), None)


def _of_ours(event: Event, nation: Country) -> Event:
    """An event that befell the people of the page's nation, with the nation told of those in uniform."""
    if any(harm.people.nationality or harm.people.parts for harm in event.harms):
        return event
    ours = tuple(replace(harm, people=replace(harm.people, nationality=(nation,))) for harm in event.harms)
    return replace(event, harms=ours)


def _is_of_another(event: Event, sentence: Sentence) -> bool:
    """Whether what is not the mission's is only told as what went before: "it comes two days after a blast …"; what
    befell walls "in 1570" was before all missions."""
    if event.date and event.date.first and event.date.first.year < FIRST_YEAR:
        return True
    clause = sentence.text.plain[event.begin : event.end]
    return not event.own and says("story", "comes_after").search(clause) is not None


def _hits_a_crowd(event: Event, sentence: Sentence) -> bool:
    """Whether those who come to harm are a crowd: "the police fire at the protesters, killing two"."""
    return not event.own and says("story", "at_a_crowd").search(sentence.text.plain, 0, event.end) is not None


def _at_home(event: Event, senders: frozenset[str]) -> bool:
    """Whether soldiers fall in the country that sends them: they are there for their own country."""
    where = next((place.country for place in event.places if place.country), None) or event.host
    theirs = bool(event.harms) and all(harm.people.nationality == (where,) for harm in event.harms)
    return event.by_country and where is not None and (where.name in senders or theirs)

"""What a sentence may take from its page: the subject, and what earlier sentences of its section said."""

import re
from dataclasses import dataclass, field

from kg.documents.model import Document, Sentence, Text
from kg.facts.model import Entity, Evidence
from kg.reading.evidence import Passage
from kg.reading.prose.mask import SIGN, Masked
from kg.reading.prose.phrases import says
from kg.reading.subject import Subject
from kg.values.countries import Country
from kg.values.dates import DateMention, PartialDate
from kg.values.missions import KnownMission


@dataclass(slots=True)
class Context:
    """The surroundings of the sentence that is being read.

    `near` is the last date of the sentence before, `date` the last date that an earlier sentence of the same paragraph
    names, else `told`, the last one on which something happened in the section, `spoken` the last one of whatever it
    is the date (the year of "that year"), `named` the last mission that a page on something else names, `meant` the one
    that its sentence goes on about, `dates` those of the sentence itself. Facts on a sentence that names no mission
    belong to `mission`. `contributed` holds the numbers that were read as a country's (where their sentence begins on
    the page, and where they stand in it): they are no strength of the whole. `people` is the nation whose peacekeeping
    a paragraph is on, `around` the countries that the page's mission is in and those that are parties to its conflict.
    """

    document: Document
    subject: Subject
    date: PartialDate | None = None
    near: PartialDate | None = None
    told: PartialDate | None = None
    spoken: PartialDate | None = None
    paragraph: int = -1
    dates: list[DateMention] = field(default_factory=list)
    named: Entity | None = None
    named_in: int = -1
    section: tuple[str, ...] = ()
    memory: dict[str, object] = field(default_factory=dict)
    terms: tuple[Sentence, Masked] | None = None
    contributed: set[tuple[int, int]] = field(default_factory=set)
    own_names: re.Pattern[str] | None = None
    meant: Entity | None = None
    people: Country | None = None
    around: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        names = sorted(set(self.subject.names), key=len, reverse=True) if self.mission else []
        if names:
            self.own_names = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")

    @property
    def mission(self) -> Entity | None:
        """The mission that the page is about, or that the sentence goes on about; None anywhere else."""
        return self.subject.entity if self.subject.kind == "mission" else self.meant

    @property
    def person(self) -> Entity | None:
        """The person that the page is about: "he" and "she" of a biography."""
        return self.subject.entity if self.subject.kind == "person" else None

    @property
    def year(self) -> int | None:
        """The year that a day without one belongs to, by the sentences before."""
        return self.date.year if self.date else None

    def year_at(self, begin: int) -> int | None:
        """The year of a day without one at this place of the sentence: that of the last date before it."""
        last = self.last_before(begin)
        return last.year if last else None

    def last_before(self, begin: int) -> PartialDate | None:
        """The last date before this place of the sentence, else that of the sentences before."""
        before = [mention.first for mention in self.dates if mention.first and mention.end <= begin]
        return before[-1] if before else self.date

    def speaks_of_missions(self, masked: Masked, text: Text) -> bool:
        """Whether a sentence can be about a mission: any on a mission's own page, elsewhere one that names one."""
        if self.mission is not None:
            return True
        named = any(chunk.kind == "force" for chunk in masked.chunks.values())
        return named or any(mark.kind == "link" and may_be_mission(mark.value) for mark in text.marks)

    def enter(self, sentence: Sentence) -> None:
        """Forgets what belongs to another section or paragraph; call it before a sentence is read.

        Of the dates of a paragraph the next one only goes on with one on which what is told happened.
        """
        if sentence.section != self.section:
            self.section = sentence.section
            self.near = self.named = self.spoken = None
            self.date = self.told = _year_of(sentence.section)
            self.memory.clear()
        elif sentence.paragraph != self.paragraph:
            self.date = self.told
            self.near = self.near if self.near == self.told else None
            near = sentence.paragraph - self.named_in <= 1
            self.named = self.named if near or self.subject.kind == "resolution" else None
        self.paragraph = sentence.paragraph
        if self.spoken and says("time", "that_year").search(sentence.text.plain):
            self.date = self.spoken

    def follow(self, masked: Masked) -> None:
        """On a resolution's page, "the force" and what "it would comprise" are those of the mission named last; on
        pages on something else, "the mission", "300 soldiers there" and "its contingent" those of the only one that
        the sentence before, or one before that in this paragraph or the last, named."""
        if self.subject.kind == "mission":
            return
        named = [chunk.value.name for chunk in masked.chunks.values() if isinstance(chunk.value, KnownMission)]
        if self.subject.kind == "resolution":
            self.meant = self.named if says("mission", "that_mission").match(masked.plain) else None
            self.named = Entity("Mission", named[-1]) if named else self.named
        else:
            goes_on = not named and says("mission", "goes_on").search(masked.text)
            self.meant = self.named if goes_on else None
            if SIGN["force"] in masked.text:
                self.named, self.named_in = _only(masked), self.paragraph

    def same(self, mission: Entity) -> Entity:
        """The page's own node where a sentence names the page's mission, else the mission as named."""
        own = self.mission
        return own if own and own.name == mission.name else mission

    def evidence(self, sentence: Sentence, begin: int, end: int | None, rule: str) -> tuple[Evidence, ...]:
        """The evidence of `plain[begin:end]` of a sentence (end None: up to its end)."""
        passage = Passage(self.document, sentence.text, sentence.section, sentence.span)
        if begin == 0 and end is None:
            end = len(sentence.text.plain.rstrip())
        return passage.evidence(rule, begin, end)


def _only(masked: Masked) -> Entity | None:
    """The one mission that a sentence speaks of; None where it speaks of other missions or organizations, too."""
    named = {chunk.value for chunk in masked.chunks.values() if chunk.kind == "force"}
    only = named.pop() if len(named) == 1 else None
    return Entity("Mission", only.name) if isinstance(only, KnownMission) else None


def _year_of(section: tuple[str, ...]) -> PartialDate | None:
    """The year that a heading is: "2014", "In 2014"."""
    found = says("time", "heading").fullmatch(section[-1]) if section else None
    return PartialDate(int(found["year"])) if found else None


def may_be_mission(title: str) -> bool:
    """Whether a link's title can be that of a mission."""
    return says("mission", "in_a_title").search(title) is not None

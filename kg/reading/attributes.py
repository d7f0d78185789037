"""What sentences say of a mission itself: beginning, deployment, end, headquarters, parent, predecessor
and successor.

The ways of saying are `language/phrases/mission.toml`; a sentence is folded only when one of their trigger words
stands in it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.documents.model import Document, Sentence, Text
from kg.facts.model import Entity, Name, Statement, Value
from kg.reading.evidence import Passage
from kg.reading.missions import missions_in
from kg.reading.prose.mask import SIGN, Chunk, Masked
from kg.reading.prose.mentions import fold_called
from kg.reading.prose.phrases import Match, find_said, phrases, says
from kg.reading.scope import own_or
from kg.reading.subject import Subject
from kg.values.countries import country_named, find_countries
from kg.values.dates import DateMention, PartialDate, find_dates
from kg.values.finder import Finder
from kg.values.missions import KnownMission
from kg.values.vocabulary import written

_LONGEST_NAME = 120
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]*[A-Z]+(?:[- ]?[A-Za-z]+)?(?: [IVX]+)?")
_MAX_SENTENCE = 2000
_LOOK_BACK = 6
_NEAR = 40
_INVERSE = {"pk:successor": "pk:predecessor", "pk:predecessor": "pk:successor"}


def read_attributes(document: Document, subject: Subject) -> Iterator[Statement]:
    """The attributes of missions that a page's sentences state, each with its own stretch of text as evidence."""
    for index, sentence in enumerate(document.sentences):
        folded = folded_for_missions(sentence, subject)
        if folded:
            told = _Told(document, subject, index, sentence)
            yield from (statement for match in phrases("mission").find(folded) for statement in told.statement(match))


def folded_for_missions(sentence: Sentence, subject: Subject) -> Masked | None:
    """The sentence as the ways of saying meet it; None where it has none of their words or speaks of no mission."""
    plain = sentence.text.plain
    if len(plain) > _MAX_SENTENCE or not phrases("mission").triggered(plain):
        return None
    folded = fold_missions(sentence, subject)
    return folded if SIGN["force"] in folded.text or says("mission", "pronoun").search(plain) else None


def fold_missions(sentence: Sentence, subject: Subject) -> Masked:
    """The sentence with its missions, dates and countries folded; overlapping mentions keep the first and longest."""
    text, own = sentence.text, _own_names(subject.names) if subject.kind == "mission" else None
    known = [Chunk("force", m.begin, m.end, own_or(subject, m.mission)) for m in missions_in(text)]
    chunks = [*known, *_called(text.plain, subject), *_spelled_out(text.plain, known)]
    chunks += [Chunk("force", begin, end, mission) for begin, end, mission in _linked_missions(text)]
    chunks += [
        Chunk("force", m.start(), m.end(), Entity("Mission", m[0]))
        for m in find_said("mission", "unlisted", text.plain)
    ]
    chunks += [Chunk("force", m.start(), m.end(), subject.entity) for m in (own.finditer(text.plain) if own else ())]
    chunks += [Chunk("organization", *found) for found in _organizations().find(text.plain)]
    chunks += [Chunk("date", d.begin, d.end, d) for d in find_dates(text.plain)]
    chunks += [
        Chunk("demonym" if c.demonym else "country", c.begin, c.end, c.country) for c in find_countries(text.plain)
    ]
    return Masked(text.plain, _apart(chunks))


def _called(plain: str, subject: Subject) -> Iterator[Chunk]:
    """Missions with all that a sentence calls them: "the UN mission in Chad (MINURCAT)"."""
    for chunk in fold_called(plain).chunks.values():
        described = plain.endswith((" a ", " an "), 0, chunk.begin)  # "was a European Union operation in Chad"
        if chunk.kind == "force" and isinstance(chunk.value, KnownMission) and not described:
            yield chunk._replace(value=own_or(subject, Entity("Mission", chunk.value.name)))


def _spelled_out(plain: str, known: list[Chunk]) -> Iterator[Chunk]:
    """A name that no list knows before the known abbreviation in brackets: "the Stabilisation Force (SFOR)"."""
    for chunk in known:
        name = says("mission", "before_bracket").search(plain, max(chunk.begin - _LONGEST_NAME, 0), chunk.begin)
        if name and plain[chunk.end : chunk.end + 1] == ")" and says("mission", "kind").search(name[0]):
            yield chunk._replace(begin=name.start(), end=chunk.end + 1)


def _linked_missions(text: Text) -> Iterator[tuple[int, int, Entity]]:
    """Links whose words say that they are a mission, also one that the gazetteer does not know."""
    for mark in text.marks:
        if mark.kind == "link" and says("mission", "speaking_name").search(text.plain, mark.begin, mark.end):
            yield mark.begin, mark.end, Entity("Mission", text.plain[mark.begin : mark.end], mark.value)


def _apart(chunks: list[Chunk]) -> list[Chunk]:
    kept: list[Chunk] = []
    for chunk in sorted(chunks, key=lambda c: (c.begin, -c.end)):
        if not kept or chunk.begin >= kept[-1].end:
            kept.append(chunk)
    return kept


@lru_cache(maxsize=1)
def _own_names(given: tuple[str, ...]) -> re.Pattern[str] | None:
    """The names of a page's mission; kept while a page is read."""
    names = sorted(given, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)") if names else None


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence that tells something of a mission, with what it may take from its page."""

    document: Document
    subject: Subject
    index: int
    sentence: Sentence

    def statement(self, match: Match) -> Iterator[Statement]:
        mission, value = self._mission(match), self._value(match)
        if mission and value and value != mission:
            passage = Passage(self.document, self.sentence.text, self.sentence.section, self.sentence.span)
            begin, end = match.masked.plain_begin(match.begin), match.masked.plain_end(match.end)
            evidence = passage.evidence(match.phrase.rule, begin, end)
            told = match.phrase.gives["property"]
            yield Statement(mission, told, value, evidence)
            if isinstance(value, Entity) and value == self.subject.entity and told in _INVERSE:
                yield Statement(value, _INVERSE[told], mission, evidence)
            spelled = match.plain("other")
            if isinstance(value, Entity) and value != self.subject.entity and _ABBREVIATION.fullmatch(spelled):
                yield Statement(value, "pk:abbreviation", spelled, evidence)

    def _mission(self, match: Match) -> Entity | None:
        """The mission named; for a pronoun the page's own, unless the sentence has named another before."""
        groups = (match.chunk(group, "force") for group in ("mission", "owner", "base") if match.said(group))
        named = next((chunk for chunk in groups if chunk), None)
        if named:
            ours = not self._is_of_a_part(match, named)
            return named.value if ours and isinstance(named.value, Entity) else None
        if match.plain("mission") == "It" and self._after_a_unit():
            return None
        if says("mission", "of_a_unit").match(self.sentence.text.plain):
            return None
        own = self.subject.entity if self.subject.kind == "mission" else None
        before = match.masked.within(0, match.begin, "force")
        return own if all(chunk.value == own for chunk in before) else None

    def _is_of_a_part(self, match: Match, named: Chunk) -> bool:
        """Whether not the mission is told of but a part of it: "the Kenyan unit of the mission ceased operations"."""
        before = match.masked.plain[max(named.begin - _NEAR, 0) : named.begin]
        return match.said("mission") and says("mission", "part_of").search(before) is not None

    def _after_a_unit(self) -> bool:
        """Whether "it" is what the sentence before begins with: "A battalion joined. It was withdrawn in …"."""
        before = self.document.sentences[self.index - 1] if self.index else None
        near = before is not None and before.paragraph == self.sentence.paragraph
        return near and before is not None and says("mission", "of_a_unit").match(before.text.plain) is not None

    def _value(self, match: Match) -> Value | None:
        if match.said("date"):
            mention = match.chunk("date", "date")
            if mention is None or not isinstance(mention.value, DateMention):
                return None
            ended = match.phrase.gives["property"] == "pk:ended"
            return mention.value.last if ended and mention.value.last else self._day(mention.value)
        other = match.chunk("other", "force")
        if other:
            return other.value if isinstance(other.value, Entity) else None
        organization = match.chunk("organization", "organization")
        if organization:
            return organization.value if isinstance(organization.value, Entity) else None
        return self._place(match) if match.said("place") else None

    def _day(self, mention: DateMention) -> PartialDate | None:
        """The date; of a day without a year, the first such day after the last date that the section gave before."""
        before = self._last_date(mention.begin) if mention.yearless and not mention.first else None
        if before is None or mention.yearless is None:
            return mention.first
        month, day = mention.yearless
        earlier = before.month is not None and (month or 0, day or 31) < (before.month, before.day or 1)
        return PartialDate(before.year + earlier, month, day)

    def _last_date(self, begin: int) -> PartialDate | None:
        """The last date with a year before a place in the sentence, or in the sentences before it."""
        for index in range(self.index, max(self.index - _LOOK_BACK, -1), -1):
            sentence = self.document.sentences[index]
            if sentence.section != self.sentence.section:
                return None
            dates = [
                d.last for d in find_dates(sentence.text.plain) if d.last and (index != self.index or d.end <= begin)
            ]
            if dates:
                return dates[-1]
        return None

    def _place(self, match: Match) -> Entity | None:
        name = match.plain("place")
        if country_named(name):
            return None
        begin = match.masked.plain_begin(match.groups.start("place"))
        links = (m for m in self.sentence.text.marks if m.kind == "link" and m.begin <= begin < m.end)
        return next(
            (Entity("Place", self.sentence.text.plain[m.begin : m.end], m.value) for m in links), Entity("Place", name)
        )


@cache
def _organizations() -> Finder[Entity]:
    """Organizations that send missions, each known by the way it is written, too (`vocabulary/organizations.toml`)."""
    found = {name: Entity("Organization", name) for name, _ in written("organizations")}
    found |= {way: Entity("Organization", name, "", (Name(way),)) for name, way in written("organizations")}
    return Finder(found.items())

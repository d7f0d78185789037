"""A number of a mission as a phrase gives it, before it becomes a fact: which people, which day, which mission."""

from dataclasses import dataclass

from kg.facts.model import Entity
from kg.reading.prose.context import Context
from kg.reading.prose.mask import SIGN, Chunk, Masked
from kg.reading.prose.phrases import Match, says
from kg.reading.prose.times import Times, times_after, times_inside
from kg.values.dates import DateMention, PartialDate
from kg.values.numbers import Amount, read_number

_KINDS = (
    ("AllPersonnel", "are_all"),
    ("MilitaryObservers", "are_observers"),
    ("Police", "are_police"),
    ("CivilianStaff", "are_civilians"),
    ("Troops", "are_troops"),
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its measure, kind of people and date; `begin` is where it stands in the sentence.

    `decided` tells a number that an organization decided on: a strength, even where a country sends them all.
    """

    measure: str
    value: int
    kind: str
    date: PartialDate | None
    inferred: bool
    rule: str
    begin: int
    mission: Entity | None
    decided: bool = False


def kind_of(words: str) -> str:
    """The concept of the people that some words name ("civilian police monitors": Police); AllPersonnel without any."""
    return next((kind for kind, name in _KINDS if says("people", name).search(words)), "AllPersonnel")


def value_of(masked: Masked, chunk: Chunk) -> int | None:
    """The number of a mention; of a change ("from 10,000 to 8,000") what it ends with, of "from 10,000" nothing."""
    if not isinstance(chunk.value, Amount):
        return None
    if masked.plain.endswith("from ", 0, chunk.begin):
        _, to, last = masked.plain[chunk.begin : chunk.end].rpartition(" to ")
        return read_number(last) if to else None
    return chunk.value.value


def main_clause(match: Match) -> str:
    """The words of a sentence without what is told aside of a place behind a match (", where forty were killed")."""
    masked = match.masked
    aside = says("contribution", "whither").search(masked.text, match.end)
    return masked.plain[: masked.plain_begin(aside.start()) if aside else None]


def mission_of(match: Match, context: Context) -> Entity | None:
    """The mission of which a phrase is said, else that it names, else the page's, else the first of the sentence."""
    said = says("figure", "is_a").search(match.masked.text, max(0, match.begin - 80), match.begin)
    it = match.masked.chunks[said.start("it")].value if said else None
    if isinstance(it, Entity):
        return it
    inside = [c.value for c in match.masked.within(match.begin, match.end, "force") if isinstance(c.value, Entity)]
    if inside:
        return inside[0]
    if (other := _spoken_of(match)) is not None:
        return other
    anywhere = [c.value for c in match.masked.chunks.values() if c.kind == "force" and isinstance(c.value, Entity)]
    return context.mission or (anywhere[0] if anywhere else None)


def _spoken_of(match: Match) -> Entity | None:
    """Another mission whose strength a clause tells: "the strength of the CIS force, which is to stay below 3,000",
    "a strength of 5,000 for UNTAES"."""
    ahead = says("figure", "strength_of_another").search(match.masked.text, 0, match.begin)
    ahead = ahead or says("figure", "stands_before").search(match.masked.text, 0, match.begin)
    ahead = ahead or says("figure", "stands_behind").match(match.masked.text, match.span("n")[1])
    mission = match.masked.chunks[ahead.start("it")].value if ahead else None
    return mission if isinstance(mission, Entity) else None


def is_inferred(masked: Masked) -> bool:
    """Whether a sentence names days or months but no year: then the year is that of an earlier sentence."""
    mentions = [c.value for c in masked.chunks.values() if isinstance(c.value, DateMention)]
    return bool(mentions) and all(mention.first is None for mention in mentions)


def date_behind(masked: Masked, chunk: Chunk) -> DateMention | None:
    """A date that stands right behind a number ("to over 8,000 by 25 July")."""
    index = next(i for i, c in masked.chunks.items() if c is chunk)
    for at in range(index + 1, min(index + 50, len(masked.text))):
        other = masked.chunks.get(at)
        if other and other.kind == "amount":
            return None
        if other and isinstance(other.value, DateMention):
            return other.value if says("figure", "date_behind").match(masked.text[index + 1 : at]) else None
    return None


def as_of(match: Match, context: Context) -> Times:
    """The date that a statement of strength holds for: inside it, or at the head of its clause."""
    begin = match.span("aside")[1] if match.said("aside") else match.begin
    begin = max(begin, match.masked.text.rfind(SIGN["date"], begin, match.span("n")[0]))
    inside = times_inside(match.masked, begin, match.end, context)
    if inside.at:
        return inside
    if behind := says("figure", "as_of_behind").match(match.masked.text, match.end):
        return times_inside(match.masked, behind.end() - 1, behind.end(), context)
    if says("figure", "same_day").match(match.masked.text, match.end):
        return Times(at=context.date)
    return _as_of_clause(match, context)


def _as_of_clause(match: Match, context: Context) -> Times:
    """The date at the head of a match's clause or behind it."""
    if match.phrase.gives.get("date") == "first":
        return times_inside(match.masked, 0, match.begin, context)
    if context.near and says("figure", "by_then").match(match.masked.text):
        return Times(at=context.near)
    lead = says("figure", "lead").match(match.masked.text[: match.begin])
    again = lead is not None and says("figure", "second_date").search(lead["gap"]) is not None
    stays = says("figure", "as_of").match(match.masked.text) is not None
    if lead and not again and (stays or not says("figure", "second_verb").search(lead["gap"])):
        at = match.masked.text.rfind(SIGN["date"], 0, lead.start("gap"))
        return times_inside(match.masked, at, match.begin, context)
    after = times_after(match.masked, match.end, context)
    if after.at:
        return after
    if (lead and not again) or says("figure", "participle").match(match.masked.text):
        return Times()
    head = says("figure", "head_date").search(match.masked.text, max(match.begin - 160, 0), match.begin)
    return times_inside(match.masked, head.start("when"), match.begin, context) if head else Times()

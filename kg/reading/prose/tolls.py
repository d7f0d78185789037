"""A mission's dead in all. The toll of one event is no total: `attacks.py` reads it."""

import re
from collections.abc import Iterator

from kg.reading.prose.context import Context
from kg.reading.prose.mask import pattern
from kg.reading.prose.numbers import LEAD, Number, is_inferred, mission_of
from kg.reading.prose.phrases import Match
from kg.reading.prose.times import Times, times_inside
from kg.values.dates import DateMention
from kg.values.numbers import Amount

_TOTAL = pattern(
    r"(?i:\b(?:since|to date|so far|in total|altogether|throughout|in the course of|during (?:its|their|the (?:mission|operation|deployment|course|force))|over the (?:years|course)|"
    r"in its (?:\w+ ){0,3}(?:years|history|existence|months|life)|in all its|as of|as at|by {date}|between {date}|from {date} (?:to|until)|by the end of|by the time|overall|(?:a )?total of|in total|while serving|in the service of|"
    r"in (?:\w+|{amount}) years|over (?:\w+|{amount}) years|until {date}|up to {date}|history|ever|in the mission|of the mission|have (?:been killed|died|lost)|more than any|deadliest|most dangerous|before it|whole))"
)
_ONE_EVENT = re.compile(
    r"\b(?:ambush|attack on|in an attack|in a (?:suicide|bomb|mortar|rocket|car)|when (?:their|his|a|an|the)|clash|explosion|yesterday|the (?:attack|ambush|blast|crash)|"
    r"in (?:the|a) crash|helicopter|overnight|two days|later that)\b"
)
_SURELY_ALL = re.compile(r"\b(?:[Ss]ince|to date|so far|total of|out of a|most dangerous|deadliest|as (?:of|at)|[Oo]verall|altogether|throughout)\b")
_FATAL = re.compile(r"\b(?:dead|death|killed|toll|fatal|died|lives|losses|lost|loss)")
_OTHERS = re.compile(
    r"\b(?:civilians|rebels|militants|people|persons|villagers|refugees|children|women|insurgents|police officers of the|journalists|Palestinians|fighters|Cambodians|Somalis|citizens)\b"
)
_RECENT = re.compile(r"\b(?:recent|latest|this (?:week|month|year)|past (?:week|month|year)|clashes|offensive)\b")
_OURS = pattern(
    r"{force}|peace-?keep|personnel|troops|soldiers|blue helmet|blue beret|observers|staff|members of|of its|of the mission|its (?:men|members)|\bUN\b|United Nations"
)
_UP_TO = pattern(r"^[^;]{0,60}?\b(?:as of|as at|up to|until|by|through) (?:the end of )?{date}")


def read_toll(match: Match, context: Context) -> Iterator[Number]:
    """The total that a phrase gives, if it is one and the mission's."""
    chunk = match.chunk("n", "amount") or match.chunk("n2", "amount")
    if chunk is None or not isinstance(chunk.value, Amount) or not chunk.value.value or not _is_total(match):
        return
    date = _date(match, context).at
    inferred = date is not None and is_inferred(match.masked)
    yield Number(
        "Fatalities", chunk.value.value, "", date, inferred, match.phrase.rule, chunk.begin, mission_of(match, context)
    )


def _date(match: Match, context: Context) -> Times:
    """The day up to which the dead are counted: at the head of the clause, or behind with "as of", "by"."""
    masked = match.masked
    group = "n" if match.said("n") else "n2"
    begin = match.span(group)[1]
    behind = _UP_TO.search(masked.text[begin : begin + 120])
    if behind:
        return times_inside(masked, begin + behind.end() - 1, begin + behind.end(), context)
    if LEAD.match(masked.text[: match.begin]):
        return times_inside(masked, 0, match.begin, context)
    return Times()


def _is_total(match: Match) -> bool:
    said, what = match.groups[0], match.plain("what")
    total = match.phrase.gives.get("total")
    if match.phrase.name == "toll-brought-to":
        around = match.masked.text[max(match.begin - 200, 0) : match.end]
        return bool(_FATAL.search(around)) and not _OTHERS.search(said) and not _RECENT.search(said)
    behind = match.masked.text[match.end : match.end + 30].split(",")[0]
    if _OTHERS.search(what) or _OTHERS.search(said.split(",")[0] + behind):
        return False
    if total is None:
        return True
    if total == "suffered" and re.search(r"fatal|deaths|dead", what):
        return not _is_event(match)
    if total == "lives":
        before = match.masked.text[max(match.begin - 30, 0) : match.span("n")[0]]
        return bool(_FATAL.search(f"{what} {before}")) and _counts(match, "out of" in said or "cost" in said)
    return _counts(match) and (total == "suffered" or bool(_OURS.search(said)))


def _counts(match: Match, sure: bool = False) -> bool:
    """Whether the words around make it a total, and not the toll of one event."""
    return (sure or _TOTAL.search(match.masked.text) is not None) and not _is_event(match)


def _is_event(match: Match) -> bool:
    """A day that is no "as of" day, or words for one event ("in an ambush")."""
    if _ONE_EVENT.search(match.masked.text):
        return True
    if _SURELY_ALL.search(match.masked.text):
        return False
    text = match.masked.text
    days = [i for i, c in match.masked.chunks.items() if isinstance(c.value, DateMention) and _is_day(c.value)]
    return any(re.search(r"\b[Oo]n (?:the )?$", text[max(i - 8, 0) : i]) for i in days)


def _is_day(mention: DateMention) -> bool:
    return bool(mention.first and mention.first.day) or bool(mention.yearless and mention.yearless[1])

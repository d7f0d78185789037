"""Periods: "2013–2015", "since 2014", "until 1 May 2019", "June 2013 – present".

A date alone is a period only where its words say so: "since 2014" begins in 2014, "2014–" too, "(2014)" in a list
of holders lasts within 2014; "July 2016" inside a clause says nothing of a beginning or an end.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from kg.resources import folder
from kg.values.dates import DateMention, PartialDate, find_dates


@dataclass(frozen=True, slots=True)
class Period:
    """When something began and ended, as far as said, and the stretch of text that says it."""

    begin: int
    end: int
    start: PartialDate | None = None
    stop: PartialDate | None = None


def find_periods(text: str) -> list[Period]:
    """The periods that a short text names, in order, without overlap; single dates have start and stop alike."""
    found: list[Period] = []
    for mention in find_dates(text):
        if mention.first is not None and mention.last is not None:
            _add(found, _period(text, mention), text)
    return found


def read_period(text: str) -> Period | None:
    """The period that a whole value gives ("1 June 2004 – present"); None unless it names exactly one."""
    found = find_periods(text)
    return found[0] if len(found) == 1 else None


def _period(text: str, mention: DateMention) -> Period:
    before = _words()["before"].search(text, max(mention.begin - 24, 0), mention.begin)
    after = _words()["after"].match(text, mention.end)
    begin = before.start() if before else mention.begin
    end = after.end() if after else mention.end
    first, last = mention.first, mention.last
    if first != last:
        return Period(begin, end, first, last)
    return Period(begin, end, *_ends(first, before, after))


def _ends(
    day: PartialDate | None, before: re.Match[str] | None, after: re.Match[str] | None
) -> tuple[PartialDate | None, PartialDate | None]:
    """Start and stop of a single date, by the words around it."""
    if after or (before and before["start"]):
        return day, None
    if before and (before["end"] or before["dash"]):
        return None, day
    return day, day


def _add(found: list[Period], period: Period, text: str) -> None:
    """Adds a period; "from June 2013" and "until May 2014" side by side are one."""
    last = found[-1] if found else None
    if last and last.stop is None and period.start is None and not text[last.end : period.begin].strip(" ,–—-"):
        found[-1] = Period(last.begin, period.end, last.start, period.stop)
    else:
        found.append(period)


@cache
def _words() -> dict[str, re.Pattern[str]]:
    path = folder("language") / "vocabulary" / "period_words.toml"
    words: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    start, end, until, onwards, opened = (
        "|".join(sorted(map(re.escape, words[key]), key=len, reverse=True))
        for key in ("start", "end", "until", "onwards", "open")
    )
    return {
        "before": re.compile(
            rf"(?:(?P<start>\b(?i:{start}))|(?P<end>\b(?i:{end}))|(?P<dash>(?:^|\()[–—-]))[ ]?(?:the )?$"
        ),
        "after": re.compile(rf"[ ]?(?:[–—-]|{until})[ ]?(?:(?i:{opened})\b|$|(?=[),;:]))|,? (?i:{onwards})\b"),
    }

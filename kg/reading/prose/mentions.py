"""Level one of reading a sentence: dates, numbers, countries, missions, armed groups and known words, folded."""

import re
from collections.abc import Iterator

from kg.reading.prose.lexicon import find_words
from kg.reading.prose.mask import Chunk, Masked
from kg.reading.prose.phrases import phrases, says, seen
from kg.values.countries import find_countries
from kg.values.dates import DateMention, find_dates
from kg.values.groups import find_groups
from kg.values.missions import find_missions
from kg.values.numbers import find_amounts


def fold(plain: str, own_names: re.Pattern[str] | None = None) -> Masked:
    """A sentence with its mentions folded; `own_names` are further names of the page's mission."""
    return Masked(plain, _first_of_overlapping(_mentions(plain, own_names)))


def _mentions(plain: str, own_names: re.Pattern[str] | None) -> list[Chunk]:
    """Mentions by rank: of two that begin at one place and are equally long, the first here stands."""
    return [
        *(Chunk("force", m.start(), m.end(), m[0]) for m in (own_names.finditer(plain) if own_names else ())),
        *(Chunk("date", d.begin, d.end, d) for d in find_dates(plain)),
        *(Chunk("force", *m) for m in find_missions(plain)),
        *(Chunk("force", m.start(), m.end(), m[0]) for m in _forces(plain)),
        *(Chunk("group", *g) for g in find_groups(plain)),
        *(
            Chunk(
                "demonym" if c.demonym or says("force", "letters_for_people").match(plain, c.begin) else "country",
                c.begin,
                c.end,
                c.country,
            )
            for c in find_countries(plain)
        ),
        *(Chunk("amount", a.begin, a.end, a) for a in find_amounts(plain)),
        *find_words(plain),
    ]


def _forces(plain: str) -> Iterator["re.Match[str]"]:
    """Names of missions that no list knows, and organizations that send peacekeepers."""
    for phrase in phrases("force").phrases:
        if not seen(plain).isdisjoint(phrase.stems):
            yield from phrase.pattern.finditer(plain)


def _first_of_overlapping(mentions: list[Chunk]) -> list[Chunk]:
    kept: list[Chunk] = []
    done = 0
    for chunk in sorted(mentions, key=lambda c: (c.begin, -c.end)):
        if chunk.begin >= done:
            kept.append(chunk)
            done = chunk.end
    return kept


def last_date(masked: Masked, background: bool = False) -> DateMention | None:
    """The last date with a year that a sentence names; dates that others reach back or ahead to only on demand."""
    dates = told_dates(masked, background)
    return dates[-1] if dates else None


def told_dates(masked: Masked, background: bool = False) -> list[DateMention]:
    """The dates with a year of a sentence, in order, without those of what lies before or ahead ("since 1993")."""
    dates = [c.value for c in masked.chunks.values() if isinstance(c.value, DateMention) and c.value.first]
    aside = says("time", "background")
    return [d for d in dates if background or not aside.search(masked.plain, max(d.begin - 30, 0), d.begin)]

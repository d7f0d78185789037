"""Level one of reading a sentence: dates, numbers, countries, missions, armed groups and known words, folded."""

import re
from collections.abc import Iterator

from kg.reading.prose.lexicon import find_words
from kg.reading.prose.mask import Chunk, Masked
from kg.reading.prose.phrases import phrases
from kg.values.countries import find_countries
from kg.values.dates import DateMention, find_dates
from kg.values.groups import find_groups
from kg.values.missions import find_missions
from kg.values.numbers import find_amounts


def fold(plain: str, own_names: re.Pattern[str] | None = None) -> Masked:
    """A sentence with its mentions folded; `own_names` are further names of the page's mission."""
    return Masked(plain, _first_of_overlapping(_mentions(plain, own_names)))


def _mentions(plain: str, own_names: re.Pattern[str] | None) -> Iterator[tuple[int, Chunk]]:
    """Mentions with their rank: of two that begin at one place and are equally long, the lower rank stands."""
    if own_names:
        yield from ((0, Chunk("force", m.start(), m.end(), m[0])) for m in own_names.finditer(plain))
    yield from ((1, Chunk("date", d.begin, d.end, d)) for d in find_dates(plain))
    yield from ((2, Chunk("force", m.begin, m.end, m.mission)) for m in find_missions(plain))
    yield from ((3, Chunk("force", m.start(), m.end(), m[0])) for m in _forces(plain))
    yield from ((4, Chunk("group", g.begin, g.end, g.group)) for g in find_groups(plain))
    for mention in find_countries(plain):
        yield 5, Chunk("demonym" if mention.demonym else "country", mention.begin, mention.end, mention.country)
    yield from ((6, Chunk("amount", a.begin, a.end, a)) for a in find_amounts(plain))
    yield from ((7, chunk) for chunk in find_words(plain))


def _forces(plain: str) -> Iterator["re.Match[str]"]:
    """Names of missions that no list knows, and organizations that send peacekeepers."""
    for phrase in phrases("force").phrases:
        if any(stem in plain for stem in phrase.stems):
            yield from phrase.pattern.finditer(plain)


def _first_of_overlapping(mentions: Iterator[tuple[int, Chunk]]) -> list[Chunk]:
    ordered = sorted(mentions, key=lambda m: (m[1].begin, -m[1].end, m[0]))
    kept: list[Chunk] = []
    for _, chunk in ordered:
        if not kept or chunk.begin >= kept[-1].end:
            kept.append(chunk)
    return kept


_BACKGROUND = re.compile(r"\b(?:since|until|(?:established|created) (?:in|on)) (?:early |late |mid-)?$", re.IGNORECASE)


def last_date(masked: Masked, background: bool = False) -> DateMention | None:
    """The last date with a year that a sentence names; dates that others reach back or ahead to only on demand."""
    dates = told_dates(masked, background)
    return dates[-1] if dates else None


def told_dates(masked: Masked, background: bool = False) -> list[DateMention]:
    """The dates with a year of a sentence, in order, without those of what lies before or ahead ("since 1993")."""
    dates = [c.value for c in masked.chunks.values() if isinstance(c.value, DateMention) and c.value.first]
    return [d for d in dates if background or not _BACKGROUND.search(masked.plain, max(d.begin - 30, 0), d.begin)]

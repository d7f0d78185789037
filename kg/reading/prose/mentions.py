"""Level one of reading a sentence: dates, numbers, countries, missions, armed groups and known words, folded."""

import re
from collections.abc import Iterator

from kg.reading.prose.called import joined
from kg.reading.prose.lexicon import find_words
from kg.reading.prose.mask import Chunk, Masked
from kg.reading.prose.phrases import phrases, says, seen
from kg.values.countries import find_countries
from kg.values.dates import DateMention, find_dates
from kg.values.groups import find_groups
from kg.values.missions import MissionMention, find_missions
from kg.values.numbers import Amount, find_amounts

_ASIDE = 60
_ONE = re.compile(r"\b[Aa]n? ")


def fold(plain: str, own_names: re.Pattern[str] | None = None) -> Masked:
    """A sentence with its mentions folded; `own_names` are further names of the page's mission."""
    return Masked(plain, joined(_first_of_overlapping(_mentions(plain, own_names)), plain))


def fold_called(plain: str) -> Masked:
    """The same with no more than forces and countries folded: enough to see which missions are called by name."""
    return Masked(plain, joined(_first_of_overlapping([*_forces(plain), *_countries(plain)]), plain))


def _mentions(plain: str, own_names: re.Pattern[str] | None) -> list[Chunk]:
    """Mentions by rank: of two that begin at one place and are equally long, the first here stands."""
    amounts = find_amounts(plain)
    return [
        *(Chunk("force", m.start(), m.end(), m[0]) for m in (own_names.finditer(plain) if own_names else ())),
        *(Chunk("date", d.begin, d.end, d) for d in find_dates(plain) if not _is_in_a_name(plain, d)),
        *_forces(plain),
        *_groups(plain, amounts),
        *_countries(plain),
        *(Chunk("amount", a.begin, a.end, a) for a in amounts),
        *find_words(plain),
    ]


def _is_in_a_name(plain: str, date: DateMention) -> bool:
    """Whether a year is part of a name: "the 1979 Peace Treaty"."""
    bare = date.end - date.begin == len("1979") and plain[date.begin : date.end].isdigit()
    ahead = bare and says("time", "names_ahead").search(plain, max(date.begin - 6, 0), date.begin)
    return bool(ahead) and says("time", "names_behind").match(plain, date.end) is not None


def _forces(plain: str) -> Iterator[Chunk]:
    """Known missions, names of missions that no list knows, and organizations that send peacekeepers."""
    missions = find_missions(plain)
    yield from (Chunk("force", *mission) for mission in missions)
    for phrase in phrases("force").phrases:
        if not seen(plain).isdisjoint(phrase.stems):
            unknown = (name for name in phrase.pattern.finditer(plain) if not _leads_into(name, missions))
            yield from (Chunk("force", name.start(), name.end(), name[0]) for name in unknown)


def _countries(plain: str) -> Iterator[Chunk]:
    for c in find_countries(plain):
        people = c.demonym or says("force", "letters_for_people").match(plain, c.begin)
        yield Chunk("demonym" if people else "country", c.begin, c.end, c.country)


def _groups(plain: str, amounts: list[Amount]) -> Iterator[Chunk]:
    """Armed groups and armies; "two Sudanese army officers" are people."""
    groups = find_groups(plain)
    counted = {*(a.end + 1 for a in amounts), *(m.end() for m in _ONE.finditer(plain))} if groups else ()
    return (Chunk("group", *g) for g in groups if not (g.begin in counted and _are_people(plain, g.end)))


def _are_people(plain: str, end: int) -> bool:
    """Whether an army's name that ends here only says whose the people behind it are."""
    found = says("force", "of_an_army").search(plain, max(end - 9, 0))
    return found is not None and found.end() == end + 1


def _leads_into(found: "re.Match[str]", missions: list[MissionMention]) -> bool:
    """Whether a known mission begins within a name: in "a Danish Kosovo Force soldier" the force is no Danish one."""
    return any(found.start() < mission.begin < found.end() for mission in missions)


def _first_of_overlapping(mentions: list[Chunk]) -> list[Chunk]:
    kept: list[Chunk] = []
    done = 0
    for chunk in sorted(mentions, key=lambda c: (c.begin, -c.end)):
        if chunk.begin >= done:
            kept.append(chunk)
            done = chunk.end
    return kept


def last_date(masked: Masked) -> DateMention | None:
    """The last date with a year that a sentence names, of whatever it is the date."""
    return next(iter(told_dates(masked, background=True)[::-1]), None)


def last_told(masked: Masked) -> DateMention | None:
    """The last date on which what a sentence tells happened, with a year or a month of one told before: not one of an
    agreement, of what had been, or to come."""
    dates = [c.value for c in masked.chunks.values() if isinstance(c.value, DateMention)]
    known = (date for date in dates[::-1] if date.first or (date.yearless and date.yearless[0]))
    return next((date for date in known if not _is_aside(masked, date)), None)


def _is_aside(masked: Masked, date: DateMention) -> bool:
    """Whether a date is that of a thing or a time of which a sentence only reminds."""
    if any(_is_said_before(name, masked, date) for name in ("cited", "background")):
        return True
    before = masked.plain[max(date.begin - _ASIDE, 0) : date.begin]
    vague = (date.first.day if date.first else (date.yearless or (None, None))[1]) is None
    if any(says("time", name).search(before) for name in ("of_a_thing", "signed")):
        return True
    return vague and says("time", "before_or_ahead").search(before) is not None


def told_dates(masked: Masked, background: bool = False) -> list[DateMention]:
    """The dates with a year of a sentence, in order, without those of what lies before or ahead ("since 1993"), and
    never those of resolutions that are only cited: a report goes back to what set up its mission, years before."""
    dates = [c.value for c in masked.chunks.values() if isinstance(c.value, DateMention) and c.value.first]
    told = [date for date in dates if not _is_said_before("cited", masked, date)]
    return [date for date in told if background or not _is_said_before("background", masked, date)]


def _is_said_before(name: str, masked: Masked, date: DateMention) -> bool:
    return says("time", name).search(masked.plain, max(date.begin - 30, 0), date.begin) is not None

"""Level one of reading a sentence: dates, numbers, countries, missions, armed groups and known words, folded."""

import re
from collections.abc import Iterator

from kg.reading.prose.lexicon import find_words
from kg.reading.prose.mask import Chunk, Masked
from kg.reading.prose.phrases import phrases, says, seen
from kg.values.countries import Country, find_countries
from kg.values.dates import DateMention, find_dates
from kg.values.groups import find_groups
from kg.values.missions import KnownMission, MissionMention, find_missions, mission_in
from kg.values.numbers import find_amounts


def fold(plain: str, own_names: re.Pattern[str] | None = None) -> Masked:
    """A sentence with its mentions folded; `own_names` are further names of the page's mission."""
    chunks = _first_of_overlapping(_mentions(plain, own_names))
    return Masked(plain, _with_letters(_with_hosts(chunks, plain), plain))


def _mentions(plain: str, own_names: re.Pattern[str] | None) -> list[Chunk]:
    """Mentions by rank: of two that begin at one place and are equally long, the first here stands."""
    missions = find_missions(plain)
    return [
        *(Chunk("force", m.start(), m.end(), m[0]) for m in (own_names.finditer(plain) if own_names else ())),
        *(Chunk("date", d.begin, d.end, d) for d in find_dates(plain)),
        *(Chunk("force", *m) for m in missions),
        *(Chunk("force", m.start(), m.end(), m[0]) for m in _forces(plain) if not _leads_into(m, missions)),
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


def _with_hosts(chunks: list[Chunk], plain: str) -> list[Chunk]:
    """Missions that are told by who sends them where as one mention each: "the UN mission in Chad"."""
    found: list[Chunk] = []
    for chunk in chunks:
        if found and _is_sent_to(found[-1], chunk, plain):
            sent = found.pop()
            sender = found.pop() if found and _sends(found[-1], sent, plain) else sent
            found.append(_in_its_country(sender.begin, chunk, plain))
        else:
            found.append(chunk)
    return found


def _is_sent_to(force: Chunk, country: Chunk, plain: str) -> bool:
    """Whether between a force and a country stands that the one is a mission in the other."""
    if force.kind != "force" or country.kind != "country" or isinstance(force.value, KnownMission):
        return False
    sent = says("force", "sent_to").search(plain, force.begin, country.begin)
    on = says("force", "leads_on").match(plain, country.end)
    return sent is not None and sent.start() <= force.end and on is None


def _sends(organization: Chunk, force: Chunk, plain: str) -> bool:
    """Whether an organization stands right before what it sends: "the UN's peacekeeping force"."""
    named = organization.kind == "force" and not isinstance(organization.value, KnownMission)
    return named and says("force", "owns").fullmatch(plain, organization.end, force.begin) is not None


def _in_its_country(begin: int, country: Chunk, plain: str) -> Chunk:
    described = plain[begin : country.end]
    where = country.value.name if isinstance(country.value, Country) else ""
    return Chunk("force", begin, country.end, mission_in(described, frozenset([where])) or described)


def _with_letters(chunks: list[Chunk], plain: str) -> list[Chunk]:
    """A mission's name and its letters in brackets as one mention: "two Kosovo Force (KFOR) soldiers"."""
    found: list[Chunk] = []
    for chunk in chunks:
        last = found[-1] if found else None
        if last and _are_its_letters(last, chunk, plain):
            known = next((one.value for one in (last, chunk) if isinstance(one.value, KnownMission)), last.value)
            found[-1] = Chunk("force", last.begin, chunk.end + 1, known)
        else:
            found.append(chunk)
    return found


def _are_its_letters(name: Chunk, letters: Chunk, plain: str) -> bool:
    """Whether a mission stands in brackets right behind the name of one, and is no other."""
    if name.kind != "force" or letters.kind != "force" or plain[name.end : letters.begin] != " (":
        return False
    other = isinstance(name.value, KnownMission) and isinstance(letters.value, KnownMission)
    same = not other or name.value is letters.value
    return same and plain.startswith(")", letters.end) and " " not in plain[letters.begin : letters.end]


def last_date(masked: Masked, background: bool = False) -> DateMention | None:
    """The last date with a year that a sentence names; dates that others reach back or ahead to only on demand."""
    dates = told_dates(masked, background)
    return dates[-1] if dates else None


def told_dates(masked: Masked, background: bool = False) -> list[DateMention]:
    """The dates with a year of a sentence, in order, without those of what lies before or ahead ("since 1993"), and
    never those of resolutions that are only cited: a report goes back to what set up its mission, years before."""
    dates = [c.value for c in masked.chunks.values() if isinstance(c.value, DateMention) and c.value.first]
    told = [date for date in dates if not _is_said_before("cited", masked, date)]
    return [date for date in told if background or not _is_said_before("background", masked, date)]


def _is_said_before(name: str, masked: Masked, date: DateMention) -> bool:
    return says("time", name).search(masked.plain, max(date.begin - 30, 0), date.begin) is not None

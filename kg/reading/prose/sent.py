"""Whom a match says was sent: the countries, each with the number of its people."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.facts.model import Entity
from kg.reading.prose.context import Context
from kg.reading.prose.counts import is_each_from, number_of, sized, those_listed
from kg.reading.prose.elsewhere import mission_of_those_sent, mission_there, missions_in_countries
from kg.reading.prose.mask import SIGN, Masked
from kg.reading.prose.numbers import value_of
from kg.reading.prose.phrases import Match, says
from kg.reading.prose.service import NUMBERS, notes_of, times_of
from kg.reading.prose.times import Times, times_after, times_inside
from kg.values.countries import Country
from kg.values.numbers import Amount

_MAX_NOTE = 160
_AHEAD = 120
_MANY = 3
_PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Sent:
    """One contributor of a phrase with what the phrase says of it; `numbers` are where its numbers stand."""

    country: Country
    number: int | None
    notes: tuple[str, ...]
    times: Times
    mission: Entity | None
    rule: str
    begin: int
    numbers: tuple[int, ...] = ()
    over_years: bool = False


def those_sent(match: Match, context: Context) -> Iterator[Sent]:
    """The contributors that a match of a phrase names, in its order."""
    missions = _missions(match, context)
    own = {at: _own_years(match.masked, at, context) for at, _ in missions}
    for at, mission in missions:
        sent = [_dated(one, own[at], len(missions), any(own.values())) for one in _sent_to(match, mission, context)]
        yield from sent
        if any(one.numbers for one in sent):  # the number of people in several missions is that of none
            return


def _sent_to(match: Match, mission: Entity | None, context: Context) -> Iterator[Sent]:
    used = tuple(c.begin for group in (*NUMBERS, "ns", "list") for c in match.chunks(group, "amount"))
    used += tuple(c.begin for c in match.chunks("what", "amount") if sized(match, c))
    rule = match.phrase.rule
    whole = Sent(_NOBODY, None, notes_of(match), times_of(match, context), mission, rule, match.begin, used)
    if match.phrase.gives.get("whole"):
        yield from _over_years(match, whole)
    elif match.phrase.gives.get("who") == "subject":
        yield from _by_subject(match, whole, context)
    elif match.phrase.gives.get("who") in ("nation", "sender"):
        nation = context.people if match.phrase.gives["who"] == "nation" else context.memory.get("sender")
        if isinstance(nation, Country):
            yield replace(whole, country=nation, number=number_of(match))
    elif match.phrase.gives.get("who") == "own":
        yield from _of_the_page(match, whole, context)
    elif match.phrase.gives.get("each"):
        yield from _each(match, whole)
    else:
        yield from _single(match, whole)
        yield from _several(match, whole)


def _of_the_page(match: Match, whole: Sent, context: Context) -> Iterator[Sent]:
    """On the page of a nation's army or unit, its service with a mission, where the clause speaks of no others."""
    nation, text = context.subject.army or context.subject.nation, match.masked.text
    begin = max(text.rfind(";", 0, match.begin), 0)
    others = {chunk.value for chunk in match.masked.within(begin, match.begin, "demonym")} - {nation}
    served = says("contribution", "own_service").search(text, begin, match.span("verb")[0])
    met = says("contribution", "only_met").search(text, begin, match.span("verb")[0])
    if nation and context.subject.kind not in ("person", "country") and served and not met and not others:
        yield replace(whole, country=nation, number=number_of(match), times=_behind(match, whole.times, context))


def _behind(match: Match, told: Times, context: Context) -> Times:
    """When a mission was served: by what stands behind it, where the sentence names several."""
    text = match.masked.text
    if text.count(SIGN["force"]) == 1:
        return told
    return times_after(match.masked, match.end, context)


_NOBODY = Country("", "", "", "", "", (), ())


def _single(match: Match, whole: Sent) -> Iterator[Sent]:
    for group in ("who", "who_"):
        for chunk in match.chunks(group)[:1]:
            if isinstance(chunk.value, Country):
                yield replace(whole, country=chunk.value, number=number_of(match), notes=(*whole.notes, *_vague(match)))


def _over_years(match: Match, whole: Sent) -> Iterator[Sent]:
    """All who served over the years are no strength: the words are kept as a comment."""
    plain, begin, end = match.masked.plain, match.masked.plain_begin(match.begin), match.masked.plain_end(match.end)
    if match.said("span"):  # the years are told before: "… for 29 years, during which 50,000 served"
        begin = 0 if end <= _MAX_NOTE else begin
    else:
        end += len(re.split(r"[.,;]", plain[end:])[0])
    who = next((chunk for group in ("who", "who_", "who__") for chunk in match.chunks(group)[:1]), None)
    if who and isinstance(who.value, Country):
        yield replace(whole, country=who.value, notes=(plain[begin:end],), times=Times(), over_years=True)


def _vague(match: Match) -> Iterator[str]:
    """ "many thousands" of people, "three battalions": what counts no people is part of the comment."""
    number = match.chunk("n", "amount")
    if match.said("n") and number_of(match) is None and not (number and value_of(match.masked, number) == 1):
        told = f"{match.plain('n')} {match.plain('what')}"
        yield told[0].lower() + told[1:]


def _several(match: Match, whole: Sent) -> Iterator[Sent]:
    listed = those_listed(match)
    whole = replace(whole, numbers=tuple(at for at in whole.numbers if at not in listed.totals))
    for place, (country, number) in enumerate(listed.countries):
        bare = match.said("who") or (place > 0 and is_each_from(match))
        notes = tuple(note for note in whole.notes if note == _PLANNED) if bare else whole.notes
        yield replace(whole, country=country, number=number, notes=notes)


def _each(match: Match, whole: Sent) -> Iterator[Sent]:
    """ "A and B sent 300 and 200 troops respectively", "A and B sent 300 each"."""
    numbers = [c.value.value for c in match.chunks("ns", "amount") if isinstance(c.value, Amount)]
    countries = [c.value for c in match.chunks("list") if isinstance(c.value, Country)]
    if "respectively" not in match.plain("how") and len(numbers) != len(countries):
        numbers = numbers[:1] * len(countries)
    for country, number in zip(countries, numbers, strict=False):
        yield replace(whole, country=country, number=number)


def _by_subject(match: Match, whole: Sent, context: Context) -> Iterator[Sent]:
    """ "Kenya was taking part in Liberia (UNMIL, 252 personnel)": the contributor is the sentence's first country."""
    first = _subject(match, context) or context.subject.nation
    contributes = says("contribution", "contributing").search(match.masked.text)
    if not isinstance(first, Country) or first is _NOBODY or not contributes:
        return
    where = match.chunk("object2", "country")
    mission = whole.mission
    if where and isinstance(where.value, Country) and where.value is not first:
        mission = mission_there([where.value], context, match.masked.plain[: where.begin])
    elif where:
        return
    yield replace(whole, country=first, number=number_of(match), mission=mission)


def _subject(match: Match, context: Context) -> object:
    """The first country of the sentence; of one that only counts on, the sender whom the sentence before told."""
    leads = says("contribution", "leading").match(match.masked.text)
    if match.phrase.gives.get("subject") == "leading" and not leads:
        goes_on = says("contribution", "carried_on").match(match.masked.text)
        return context.memory.get("sender") if goes_on else _NOBODY
    ahead = (c.value for i, c in match.masked.chunks.items() if c.kind in ("country", "demonym") and i < match.begin)
    return next(ahead, None)


def _dated(sent: Sent, own: Times | None, missions: int, apart: bool) -> Sent:
    """With the years of its own mission, where those are told; a period of many missions is that of none."""
    period = sent.times.start is not None and sent.times.end is not None
    return replace(sent, times=own or Times()) if apart or (period and missions >= _MANY) else sent


def _own_years(masked: Masked, at: int, context: Context) -> Times | None:
    """The years in brackets behind a mission: "UNPREDEP in Macedonia (1996–1999)"."""
    found = says("contribution", "own_years").match(masked.text, at + 1)
    return times_inside(masked, found.start("years"), found.end(), context) if found else None


def _missions(match: Match, context: Context) -> list[tuple[int, Entity | None]]:
    """The missions that a phrase or what follows it names with their folded places, one or a list; else those in the
    countries that it names; else the page's, but of those who go to another country none."""
    masked = match.masked
    other = says("contribution", "and_leaves").search(masked.text, match.end, match.end + _AHEAD)
    behind = (match.end, other.start() if other else match.end + _AHEAD)
    inside = match.span("verb")[0] if "apart" in match.phrase.gives else match.begin
    ahead = (match.span("object"), (inside, match.end), behind, (match.begin, match.end))
    found = [at for span in ahead for at in _forces(masked, *span)] + _forces(masked, 0, match.begin)[::-1]
    if match.phrase.gives.get("who") != "own" and (listed := missions_in_countries(match, context)):
        return listed
    if found:
        return _listed_from(masked, found[0])
    return [(-1, mission_of_those_sent(match, context))]


def _forces(masked: Masked, begin: int, end: int) -> list[int]:
    """Where missions stand."""
    at_all = masked.positions(begin, end)
    return [at for at in at_all if masked.chunks[at].kind == "force" and isinstance(masked.chunks[at].value, Entity)]


def _listed_from(masked: Masked, first: int) -> list[tuple[int, Entity | None]]:
    """The mission that stands there and those that a list goes on with; of "missions such as …" only these."""
    instances = says("contribution", "instances").match(masked.text, first + 1)
    some = instances and masked.plain_of(first, first + 1).endswith("s")
    at = [instances.end() - 1 if instances and some else first]
    while also := says("contribution", "also_in").match(masked.text, at[-1] + 1):
        at.append(also.end() - 1)
    first_at: dict[object, int] = {}
    for each in at:
        first_at.setdefault(masked.chunks[each].value, each)
    return [(each, value) for value, each in first_at.items() if isinstance(value, Entity)]

"""Contributions: which country sent whom to a mission (`language/phrases/contribution.toml`)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.documents.model import Sentence
from kg.facts.model import Contribution, Entity, Fact
from kg.reading.holders import country_entity
from kg.reading.prose.context import Context
from kg.reading.prose.counts import number_of
from kg.reading.prose.elsewhere import is_on_another_war
from kg.reading.prose.governments import governments
from kg.reading.prose.mask import SIGN, Masked
from kg.reading.prose.numbers import main_clause
from kg.reading.prose.phrases import Match, Ways, find_said, phrases, says
from kg.reading.prose.sending import is_sending, withdraws_few
from kg.reading.prose.sent import Sent, those_sent
from kg.reading.prose.terms import terms
from kg.reading.prose.times import Times
from kg.reading.prose.units import Found, Units
from kg.values.countries import Country, find_countries
from kg.values.missions import mission_named

_MANY = 3
_MOST_UNITS = 4


def read_contributions(sentence: Sentence, masked: Masked, context: Context) -> Iterator[Fact]:
    """The contributions that a sentence tells, one for each country and mission."""
    if SIGN["force"] in masked.text or says("contribution", "peace").search(sentence.text.plain):
        context.memory["spoke"] = sentence.paragraph
    _see_nation(sentence, masked, context)
    units = _units(sentence, context)
    if not _could_contribute(sentence, masked, context, units):
        _remember_leading(sentence, masked, context)
        units.see(masked)
        return
    plain = terms(sentence, masked, context)
    meant = list(units.meant(plain))
    folded = _with_pronouns(plain, sentence, context, meant)
    said = _told(sentence, folded, context, bool(meant))
    if all(_BY_PAGE.search(sent.rule) for sent in said):
        said = _merged([*_told(sentence, _with_own_units(folded, context), context, bool(meant)), *said])
    told = [_numbered(sent, units) for sent in said]
    context.contributed |= {(sentence.span.begin, at) for at in _shared_out(folded)}
    unit = _uncounted_unit(told)
    units.see(masked, *((unit.country, unit.notes) if unit else ()))
    for sent in told:
        if sent.mission and (sent.country.name in _hosts(sent.mission.name) or _fights_there(sent, folded)):
            continue
        context.contributed |= {(sentence.span.begin, at) for at in sent.numbers}
        if sent.mission is not None:
            yield _fact(sent, sent.mission, sentence, context)


def _units(sentence: Sentence, context: Context) -> Units:
    """The units of which the section has told."""
    told = context.memory.setdefault("units", Units())
    units = told if isinstance(told, Units) else Units()
    units.enter(sentence.paragraph)
    return units


def _told(sentence: Sentence, folded: Masked, context: Context, goes_on: bool) -> list[Sent]:
    """Whom a sentence says was sent, one entry for each country and mission; `goes_on`: with a unit told of before."""
    said = list(_ways_in(folded).find(folded))
    if not said:
        return []
    counted = context.memory.get("counted") == sentence.paragraph
    ours = counted or goes_on or says("contribution", "of_peacekeepers").search(folded.text) is not None
    matches = [m for m in said if not ("quiet" in m.phrase.gives and _among_violence(m)) and is_sending(m, counted)]
    ours = ours or any(_surely_sent(match) for match in matches) or _after_the_mission(matches, sentence, context)
    found = [sent for match in matches if ours for sent in those_sent(match, context)]
    return _merged(_without_parts(found))


def _without_parts(found: list[Sent]) -> list[Sent]:
    """Those sent, without what other phrases make of a number that counts all who served over the years."""
    over_years = {at for sent in found if sent.over_years for at in sent.numbers}
    return [sent for sent in found if sent.over_years or not over_years.intersection(sent.numbers)]


def _shared_out(masked: Masked) -> Iterator[int]:
    """Where the numbers stand of those whom a country has in several missions, all and in each."""
    parts = says("contribution", "shared_out").search(masked.text)
    numbers = masked.within(parts.start(), len(masked.text), "amount") if parts else []
    yield from (chunk.begin for chunk in numbers)


def _uncounted_unit(told: list[Sent]) -> Sent | None:
    """The one unit, without its number, that a sentence told of."""
    alone = len(told) == 1 and told[0].number is None
    return told[0] if alone and says("contribution", "a_unit").search("; ".join(told[0].notes)) else None


def _numbered(sent: Sent, units: Units) -> Sent:
    """A unit's number told in the next sentence: the note stays that of the unit, so that both are one sending."""
    goes_on = units.notes and _NOW.search(sent.rule) and sent.country == units.last
    return replace(sent, notes=tuple(note for note in units.notes if note != "planned")) if goes_on else sent


_NOW = re.compile(r"/it-numbers$")
_BY_PAGE = re.compile(r"/serves-on-its-page$")


def _with_pronouns(masked: Masked, sentence: Sentence, context: Context, meant: list[Found]) -> Masked:
    """The sentence with "it" and "its" folded to the country that is its clause's subject, or the one before, and
    the units that are `meant` to theirs."""
    before = context.memory.get("nation")
    leading = says("contribution", "leading").match(masked.text)
    own = [leading.end() - 1] if leading else []
    own += [m.end() - 1 for m in find_said("contribution", "subject", masked.text) if m.end() - 1 not in own]
    nation = before[1] if isinstance(before, tuple) and before[0] == sentence.paragraph else context.people
    context.memory["nation"] = (sentence.paragraph, masked.chunks[own[0]].value) if own else None
    context.memory["sender"] = masked.chunks[own[0]].value if own else nation
    found = []
    for match in says("contribution", "pronoun").finditer(masked.text, own[0] + 1 if own else 0):
        whose = [masked.chunks[at].value for at in own if at < match.start()][-1:] or [nation]
        if isinstance(whose[0], Country):
            found.append((*match.span("it" if match["it"] else "unit"), "country", whose[0]))
    found += [] if own else _of_the_pages_army(masked, context)
    done = {begin for begin, *_ in found}
    return masked.fold([*found, *(unit for unit in meant if unit[0] not in done)])


def _of_the_pages_army(masked: Masked, context: Context) -> list[Found]:
    """Where a sentence calls the army that its page is on "the army"."""
    nation = context.subject.nation
    army = says("contribution", "own_army").search(masked.text) if nation else None
    return [(*army.span("army"), "country", nation)] if nation and army else []


def _with_own_units(masked: Masked, context: Context) -> Masked:
    """The sentence on a mission with "the battalion" and "its soldiers" folded to those of the page's nation."""
    nation = context.subject.nation
    if nation is None or SIGN["force"] not in masked.text:
        return masked
    units = list(find_said("contribution", "own_unit", masked.text))[:_MOST_UNITS]
    return masked.fold([(*unit.span("the"), "demonym", nation) for unit in units]) if units else masked


def _remember_leading(sentence: Sentence, masked: Masked, context: Context) -> None:
    """Keeps the country that a sentence begins with, which "it" and "its" of the next one mean."""
    leading = says("contribution", "leading").match(masked.text)
    context.memory["nation"] = (sentence.paragraph, masked.chunks[leading.end() - 1].value) if leading else None


def _see_nation(sentence: Sentence, masked: Masked, context: Context) -> None:
    """Keeps the nation whose peacekeeping a paragraph is on, by its first sentence, else by the page's title."""
    if context.memory.get("begun") != sentence.paragraph:
        context.memory["begun"] = sentence.paragraph
        match = says("contribution", "national").match(masked.text)
        nation = masked.chunks[match.start("nation")].value if match else None
        context.people = nation if isinstance(nation, Country) else context.subject.nation


def _could_contribute(sentence: Sentence, masked: Masked, context: Context, units: Units) -> bool:
    """Whether a sentence names a country, a number or a word for troops, and speaks of a mission."""
    kinds = {chunk.kind for chunk in masked.chunks.values()}
    told = context.people or context.memory.get("nation") or units.named
    army = says("contribution", "army_takes_part").search(masked.text)
    named = kinds & {"country", "demonym"} or told or army or any(governments(masked.plain))
    if not named:
        return False
    if "amount" not in kinds and not phrases("contribution").triggered(masked.plain):
        return False
    others = says("contribution", "other_people").search(masked.plain)
    if others and not says("contribution", "soldiers").search(masked.plain):
        return False
    if is_on_another_war(masked) or says("contribution", "other_aim").search(masked.plain):
        return False
    return context.speaks_of_missions(masked, sentence.text)


def _ways_in(masked: Masked) -> Ways:
    """The phrases that a sentence may have: in one that only tells of violence, those that count there too."""
    aside = find_said("contribution", "whither", masked.text)
    quiet = next(aside, None) is not None or not _is_violent(masked.plain)
    return phrases("contribution").ways if quiet else _loud()


@cache
def _loud() -> Ways:
    return Ways(tuple(phrase for phrase in phrases("contribution").phrases if "quiet" not in phrase.gives))


def _among_violence(match: Match) -> bool:
    """Whether the sentence tells of violence: not only of the country into which they were sent (", where …")."""
    return _is_violent(main_clause(match))


def _is_violent(plain: str) -> bool:
    """Whether words tell of violence; "a cease-fire" is none."""
    return says("contribution", "violent").search(says("contribution", "truce").sub("", plain)) is not None


def _surely_sent(match: Match) -> bool:
    """Whether a phrase alone tells of peacekeepers: three countries or more, or all who served over years."""
    countries = [chunk for chunk in match.chunks("list") if isinstance(chunk.value, Country)]
    return len(countries) >= _MANY or "whole" in match.phrase.gives or withdraws_few(match)


def _after_the_mission(matches: list[Match], sentence: Sentence, context: Context) -> bool:
    """Whether two countries or more send a number each, or one recalls its own, where the paragraph spoke of it."""
    before = context.memory.get("before")
    named = isinstance(before, tuple) and before[0].paragraph == sentence.paragraph and SIGN["force"] in before[1].text
    if not named and context.memory.get("spoke") != sentence.paragraph:
        return False
    counted = {c.value.name for m in matches for c in m.chunks("who") if isinstance(c.value, Country) and number_of(m)}
    listed = (m for m in matches if len(m.chunks("list", "amount")) > 1)
    sure = any(m.phrase.gives.get("near") or says("contribution", "recalls").search(m.plain("verb")) for m in matches)
    return len(counted) > 1 or next(listed, None) is not None or sure


def _merged(found: list[Sent]) -> list[Sent]:
    """One contribution for each country and mission: the first that has a number, with the dates and notes of all."""
    kept: dict[tuple[str, Entity | None], Sent] = {}
    for sent in sorted(found, key=lambda s: s.number is None):
        key = (sent.country.name, sent.mission)
        kept[key] = _joined(kept[key], sent) if key in kept else sent
    return sorted(kept.values(), key=lambda sent: sent.begin)


@cache
def _hosts(mission: str) -> frozenset[str]:
    """The one country that a mission is in, by its name or the gazetteer: it is no contributor of it."""
    named = {mention.country.name for mention in find_countries(mission) if not mention.demonym}
    known = mission_named(mission)
    return frozenset(named.union(known.countries if known and len(known.countries) == 1 else ()))


def _fights_there(sent: Sent, folded: Masked) -> bool:
    """Whether a country's own forces are where the mission is, and nothing says that some are the mission's."""
    known = mission_named(sent.mission.name) if sent.mission else None
    party = known is not None and sent.country.name in known.parties
    return party and says("contribution", "to_it").search(folded.text) is None


def _joined(one: Sent, other: Sent) -> Sent:
    return replace(
        one, times=Times(one.times.start or other.times.start, one.times.end or other.times.end),
        numbers=one.numbers + other.numbers, notes=tuple(dict.fromkeys((*one.notes, *other.notes))),
    )  # fmt: skip


def _fact(sent: Sent, mission: Entity, sentence: Sentence, context: Context) -> Contribution:
    return Contribution(
        mission=mission, contributor=country_entity(sent.country), personnel=sent.number,
        start=sent.times.start, end=sent.times.end, comment="; ".join(sent.notes) or None,
        evidence=context.evidence(sentence, 0, None, sent.rule),
    )  # fmt: skip

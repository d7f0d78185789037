"""Contributions: which country sent whom to a mission (`language/phrases/contribution.toml`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.documents.model import Sentence
from kg.facts.model import Contribution, Entity, Fact
from kg.reading.holders import country_entity
from kg.reading.prose.context import Context
from kg.reading.prose.governments import governments
from kg.reading.prose.mask import SIGN, Chunk, Masked
from kg.reading.prose.numbers import value_of
from kg.reading.prose.phrases import Match, find_said, phrases, says
from kg.reading.prose.terms import terms
from kg.reading.prose.times import Times, times_after, times_before, times_inside
from kg.values.countries import Country, find_countries
from kg.values.dates import PartialDate
from kg.values.numbers import Amount

_NUMBERS = ("n", "n_", "n__", "n_tail")
_MAX_ITEMS = 80
_MAX_NOTE = 160
_MANY = 3
_BATTALION = 1000
_MORE = 12  # "A further "
_NEAR = 60


@dataclass(frozen=True, slots=True)
class _Sent:
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


def read_contributions(sentence: Sentence, masked: Masked, context: Context) -> Iterator[Fact]:
    """The contributions that a sentence tells, one for each country and mission."""
    if not _could_contribute(sentence, masked, context):
        return
    unit = _unit_of(sentence, context)
    folded = _with_pronouns(terms(sentence, masked, context), sentence, context, unit)
    said = list(phrases("contribution").find(folded))
    if not said:
        return
    counted = context.memory.get("counted") == sentence.paragraph
    ours = counted or says("contribution", "of_peacekeepers").search(folded.text) is not None
    violent = says("contribution", "violent").search(sentence.text.plain) is not None
    matches = [m for m in said if not (violent and "quiet" in m.phrase.gives) and _counts(m, counted)]
    ours = ours or any(_surely_sent(match) for match in matches) or _after_the_mission(matches, sentence, context)
    found = [sent for match in matches if ours for sent in _sent(match, context)]
    told = [_numbered(sent, unit) for sent in _merged(_without_parts(found))]
    if len(told) == 1 and told[0].number is None and says("contribution", "a_unit").search("; ".join(told[0].notes)):
        context.memory["unit"] = (sentence.paragraph, told[0])
    for sent in told:
        if sent.mission and sent.country.name in _hosts(sent.mission.name):
            continue
        context.contributed |= {(sentence.span.begin, at) for at in sent.numbers}
        if sent.mission is not None:
            yield _fact(sent, sent.mission, sentence, context)


def _without_parts(found: list[_Sent]) -> list[_Sent]:
    """Those sent, without what other phrases make of a number that counts all who served over the years."""
    over_years = {at for sent in found if sent.over_years for at in sent.numbers}
    return [sent for sent in found if sent.over_years or not over_years.intersection(sent.numbers)]


def _unit_of(sentence: Sentence, context: Context) -> _Sent | None:
    """The one unit, without its number, that the sentence before told of."""
    told = context.memory.pop("unit", None)
    return told[1] if isinstance(told, tuple) and told[0] == sentence.paragraph else None


def _numbered(sent: _Sent, unit: _Sent | None) -> _Sent:
    """A unit's number told in the next sentence: the note stays that of the unit, so that both are one sending."""
    return replace(sent, notes=unit.notes) if unit and _NOW.search(sent.rule) and sent.country == unit.country else sent


_NOW = re.compile(r"/it-numbers$")


def _with_pronouns(masked: Masked, sentence: Sentence, context: Context, unit: _Sent | None) -> Masked:
    """The sentence with "it" and "its" folded to the country that is its clause's subject, or the one before."""
    before = context.memory.get("nation")
    leading = says("contribution", "leading").match(masked.text)
    own = [leading.end() - 1] if leading else []
    own += [m.end() - 1 for m in find_said("contribution", "subject", masked.text) if m.end() - 1 not in own]
    nation = before[1] if isinstance(before, tuple) and before[0] == sentence.paragraph else None
    context.memory["nation"] = (sentence.paragraph, masked.chunks[own[0]].value) if own else None
    found = []
    for match in says("contribution", "pronoun").finditer(masked.text, own[0] + 1 if own else 0):
        meant = [masked.chunks[at].value for at in own if at < match.start()][-1:] or [nation]
        if isinstance(meant[0], Country):
            found.append((match.start(1), match.end(1), "country", meant[0]))
    done = {begin for begin, *_ in found}
    return masked.fold([*found, *(_unit_told_before(masked, unit.country, done) if unit else ())])


def _unit_told_before(masked: Masked, country: Country, done: set[int]) -> Iterator[tuple[int, int, str, Country]]:
    """ "It now consists of 170 soldiers": "it" is the country whose battalion the sentence before told of."""
    for match in find_said("contribution", "unit_now", masked.text):
        if match.start(1) not in done:
            yield match.start(1), match.end(1), "country", country


def _could_contribute(sentence: Sentence, masked: Masked, context: Context) -> bool:
    """Whether a sentence names a country, a number or a word for troops, and speaks of a mission."""
    kinds = {chunk.kind for chunk in masked.chunks.values()}
    named = kinds & {"country", "demonym"} or context.memory.get("nation") or any(governments(masked.plain))
    if not named:
        return False
    if "amount" not in kinds and not phrases("contribution").triggered(masked.plain):
        return False
    return context.speaks_of_missions(masked, sentence.text) and not says("contribution", "other_aim").search(
        masked.plain
    )


def _surely_sent(match: Match) -> bool:
    """Whether a phrase alone tells of peacekeepers: three countries or more, or all who served over years."""
    countries = [chunk for chunk in match.chunks("list") if isinstance(chunk.value, Country)]
    return len(countries) >= _MANY or "whole" in match.phrase.gives or _withdraws_few(match)


def _after_the_mission(matches: list[Match], sentence: Sentence, context: Context) -> bool:
    """Whether two countries or more send a number each, right after a sentence that names the mission."""
    before = context.memory.get("before")
    if (
        not isinstance(before, tuple)
        or before[0].paragraph != sentence.paragraph
        or SIGN["force"] not in before[1].text
    ):
        return False
    counted = {c.value.name for m in matches for c in m.chunks("who") if isinstance(c.value, Country) and _number(m)}
    return len(counted) > 1


def _withdraws_few(match: Match) -> bool:
    """Whether a country withdraws no more than a battalion: armies of neighbours are larger, or are not counted."""
    number = _number(match)
    return match.phrase.gives.get("note") == "withdrawn" and number is not None and number <= _BATTALION


def _counts(match: Match, counted: bool) -> bool:
    """Whether a match is allowed here: some ways of saying only count without violence, or from a number on.

    `counted` tells that the sentences before counted the mission's people or told what befell them.
    """
    gives = match.phrase.gives
    ahead = match.masked.text[max(match.begin - 60, 0) : match.span("who")[0]]
    if match.said("who") and (
        says("contribution", "asked").search(ahead) or says("contribution", "of_person").search(ahead)
    ):
        return False
    if (
        gives.get("aim")
        and not match.said("n")
        and not counted
        and not (says("contribution", "peace").search(match.masked.text) or SIGN["date"] in match.masked.text)
    ):
        return False
    if gives.get("list") == "origin" and says("contribution", "leaving").search(
        match.masked.text, max(match.begin - 60, 0), match.span("list")[0]
    ):
        return False
    if gives.get("plural") and not re.search(r"(?:s|men|ese)$", match.plain("who")):
        return False
    if _of_another_army(match, counted):
        return False
    number = _number(match)
    return not gives.get("least") or (number is not None and number >= int(gives["least"]))


def _of_another_army(match: Match, counted: bool) -> bool:
    """Whether those told of are an army that a mission only sees: withdrawn from nowhere of its, or reported by it."""
    text = match.masked.text
    clause = re.split(r"[;.]", text[match.begin : match.end + 90])[0]
    if " home" in clause or says("contribution", "of_peacekeepers").search(clause):
        return False
    leaves = match.phrase.gives.get("note") == "withdrawn"
    return (leaves and not counted and not _withdraws_few(match)) or says("contribution", "reports").search(
        text, max(match.begin - 110, 0), match.begin
    ) is not None


def _sent(match: Match, context: Context) -> Iterator[_Sent]:
    used = tuple(c.begin for group in (*_NUMBERS, "ns", "list") for c in match.chunks(group, "amount"))
    mission, rule = _mission(match, context), match.phrase.rule
    whole = _Sent(_NOBODY, None, _notes(match), _times(match, context), mission, rule, match.begin, used)
    if match.phrase.gives.get("whole"):
        yield from _over_years(match, whole)
    elif match.phrase.gives.get("who") == "subject":
        yield from _by_subject(match, whole, context)
    elif match.phrase.gives.get("each"):
        yield from _each(match, whole)
    else:
        yield from _single(match, whole)
        yield from _several(match, whole)


_NOBODY = Country("", "", "", "", "", (), ())


def _single(match: Match, whole: _Sent) -> Iterator[_Sent]:
    for group in ("who", "who_"):
        for chunk in match.chunks(group)[:1]:
            if isinstance(chunk.value, Country):
                yield replace(whole, country=chunk.value, number=_number(match), notes=(*whole.notes, *_vague(match)))


def _over_years(match: Match, whole: _Sent) -> Iterator[_Sent]:
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
    """ "many thousands" of people: a number that cannot be counted is part of the comment."""
    if match.said("n") and _number(match) is None:
        yield f"{match.plain('n')} {match.plain('what')}".lower()


def _several(match: Match, whole: _Sent) -> Iterator[_Sent]:
    listed = list(_listed(match))
    most = says("contribution", "most_of_them").search(match.masked.text, match.begin, match.end)
    first = _number(match) if (len(listed) == 1 or _each_from(match)) and not most else None
    if first is None and listed:  # the number before a list is the number of all of them
        shared = {chunk.begin for group in _NUMBERS for chunk in match.chunks(group, "amount")}
        whole = replace(whole, numbers=tuple(at for at in whole.numbers if at not in shared))
    for place, (country, number) in enumerate(listed):
        own = first if place == 0 and number is None else number
        bare = match.said("who") or (place > 0 and _each_from(match))
        yield replace(whole, country=country, number=own, notes=() if bare else whole.notes)


def _each_from(match: Match) -> bool:
    """ "460 troops from A as well as troops from B": the number is A's alone."""
    return match.said("list") and re.search(r"\b(?:from|by)\b", match.text("list")) is not None


def _number(match: Match) -> int | None:
    for group in _NUMBERS:
        chunk = match.chunk(group, "amount")
        if chunk and not _of_things(match, chunk):
            return value_of(match.masked, chunk)
    return next((_sized(match, chunk) for chunk in match.chunks("what", "amount") if _sized(match, chunk)), None)


_THINGS = re.compile(
    r"(?:helicopters?|frigates?|ships?|vessels?|aircraft|planes|boats|gunships?|drones|tanks|vehicles"
    r"|battalions|companies|units|platoons|squadrons|contingents|teams|hospitals)$"
)


def _of_things(match: Match, chunk: Chunk) -> bool:
    """Whether a number right before what is sent counts helicopters or battalions, no people."""
    what = match.span("what")[0]
    return match.said("what") and match.masked.plain_begin(what) - chunk.end in (0, 1) and _things(match)


def _things(match: Match) -> bool:
    return _THINGS.search(match.plain("what")) is not None


def _sized(match: Match, chunk: Chunk) -> int | None:
    """The number of "a 600-man battalion"."""
    behind = match.masked.plain[chunk.end : chunk.end + 8]
    sized = isinstance(chunk.value, Amount) and re.match(r"[- ](?:strong|man|men|member|troop|soldier)", behind)
    return chunk.value.value if isinstance(chunk.value, Amount) and sized else None


def _listed(match: Match) -> Iterator[tuple[Country, int | None]]:
    """The countries of a list, each with the number before it ("12 from Kenya") or behind it ("Kenya (12)")."""
    if not match.said("list"):
        return
    begin, end = match.span("list")
    text = match.masked.text[:end]
    before: int | None = None
    last: Country | None = None
    number: int | None = None
    for index in range(begin, min(end, begin + 100 * _MAX_ITEMS)):
        value = match.masked.chunks[index].value if index in match.masked.chunks else None
        if isinstance(value, Country):
            if last is not None:
                yield last, number
            last, number, before = value, before, None
        elif isinstance(value, Amount) and (last is None or says("contribution", "of_next").match(text, index + 1)):
            before = value.value
        elif isinstance(value, Amount):
            number = value.value if number is None else number
    if last is not None:
        yield last, number


def _each(match: Match, whole: _Sent) -> Iterator[_Sent]:
    """ "A and B sent 300 and 200 troops respectively", "A and B sent 300 each"."""
    numbers = [c.value.value for c in match.chunks("ns", "amount") if isinstance(c.value, Amount)]
    countries = [c.value for c in match.chunks("list") if isinstance(c.value, Country)]
    if "respectively" not in match.plain("how") and len(numbers) != len(countries):
        numbers = numbers[:1] * len(countries)
    for country, number in zip(countries, numbers, strict=False):
        yield replace(whole, country=country, number=number)


def _by_subject(match: Match, whole: _Sent, context: Context) -> Iterator[_Sent]:
    """ "Kenya was taking part in Liberia (UNMIL, 252 personnel)": the contributor is the sentence's first country."""
    ahead = [c.value for i, c in match.masked.chunks.items() if c.kind in ("country", "demonym") and i < match.begin]
    if match.phrase.gives.get("subject") == "leading" and not says("contribution", "leading").match(match.masked.text):
        return
    first = next(iter(ahead), None)
    first = first or _page_country(context)
    if not isinstance(first, Country) or not says("contribution", "contributing").search(match.masked.text):
        return
    where = match.chunk("object2", "country")
    mission = whole.mission
    if where and isinstance(where.value, Country) and where.value is not first:
        mission = context.mission or Entity("Mission", f"United Nations mission in {where.value.name}")
    elif where:
        return
    yield replace(whole, country=first, number=_number(match), mission=mission)


def _page_country(context: Context) -> Country | None:
    from kg.values.countries import country_named  # noqa: PLC0415

    return country_named(context.country.name) if context.country else None


def _mission(match: Match, context: Context) -> Entity | None:
    """The mission that a phrase or what follows it names, else the page's."""
    masked = match.masked
    inside = masked.within(match.begin, match.end, "force")
    behind = masked.within(match.end, min(match.end + 120, len(masked.text)), "force")
    ahead = masked.within(0, match.begin, "force")
    named = [c.value for c in (*inside, *behind, *ahead[::-1]) if isinstance(c.value, Entity)]
    return named[0] if named else context.mission


def _times(match: Match, context: Context) -> Times:
    """Start or end, where the phrase tells a beginning or an end; an as-of date is neither."""
    masked = match.masked
    after = times_after(masked, match.end, context)
    words = match.plain("verb") or masked.plain[masked.plain_begin(match.begin) : masked.plain_end(match.end)]
    if match.phrase.gives.get("at") == "end" or says("contribution", "withdrawn").search(words):
        return Times(after.start or _joined_before(match, context), after.end or _at(match, context, after))
    begins = (
        says("contribution", "begins").search(words)
        and not says("contribution", "state").search(words)
        and not says("contribution", "planned").search(words)
    )
    at = _at(match, context, after) if match.phrase.gives.get("at") == "start" and begins else None
    before = times_before(masked, match.begin, context)
    return Times(after.start or before.start or at, after.end or before.end or _stayed(match, context))


def _joined_before(match: Match, context: Context) -> PartialDate | None:
    """When one that leaves had come: "Senegal, which had joined in 1991, took its troops home"."""
    found = says("contribution", "joined_before").search(match.masked.text, match.span("who")[1], match.end)
    return times_inside(match.masked, found.end() - 1, found.end(), context).at if found else None


def _stayed(match: Match, context: Context) -> PartialDate | None:
    """The end of "… and remained until 2002" behind a match."""
    begin = match.end
    found = says("contribution", "stayed").search(match.masked.text[begin : begin + 160])
    return times_inside(match.masked, begin + found.end() - 1, begin + found.end(), context).at if found else None


def _at(match: Match, context: Context, after: Times) -> PartialDate | None:
    """The date of an event: in the match, behind it, or at the head of its clause ("as of" and "by" are none)."""
    text = match.masked.text
    if says("contribution", "as_of").search(text[: match.begin + 1]) or says("contribution", "by").search(
        text[match.end : match.end + 80]
    ):
        return None
    if says("contribution", "announced_on").search(text, max(match.begin - _NEAR, 0), match.end):
        return after.at
    joined = says("contribution", "joined_before").search(text, match.span("who")[1], match.end)
    inside = times_inside(match.masked, joined.end() if joined else match.begin, match.end, context)
    return after.at or inside.at or times_before(match.masked, match.begin, context).at


def _notes(match: Match) -> tuple[str, ...]:
    """What the text says besides: whether planned, more, withdrawn; parts of the number; "the entire force"."""
    verb, what = match.plain("verb"), match.plain("what") or match.plain("what_")
    fixed = match.phrase.gives.get("note", "")
    behind = match.masked.plain[match.masked.plain_end(match.end) :]
    notes = [fixed, *(f"{n} of them {noun}" for n, noun in re.findall(r"including ([\d,]+) ([\w -]+)", what))]
    notes += [f"{n} of them {noun}" for n, noun in re.findall(r", ([\d,]+) of them ([\w -]+)", what)]
    notes += [f"and {rest}" for rest in re.findall(r" and (\d[\d,]* [\w -]+)", what)]
    announced = _before_the_number(match)
    ahead = re.split(r"[,;.]", match.masked.text[max(match.begin - _MORE, 0) : match.begin])[-1]
    some = (
        match.masked.text[match.span("verb")[1] : match.span("n")[0]] if match.said("verb") and match.said("n") else ""
    )
    more = f"{ahead}{some} {match.plain('more')} {what}"
    flags = {
        "planned": fixed != "withdrawn"
        and (
            says("contribution", "planned").search(f"{announced} {verb}")
            or says("contribution", "awaited").match(behind)
        ),
        "additional": says("contribution", "additional").search(more),
        "withdrawn": says("contribution", "withdrawn").search(verb),
        "all UN operations together": says("contribution", "operations").search(behind[:80]),
        what: not match.said("n") and says("contribution", "telling").search(what),
    }
    return tuple(dict.fromkeys(note for note in (*notes, *(n for n, said in flags.items() if said)) if note))


_DECIDED = 70  # "decides to station up to "


def _before_the_number(match: Match) -> str:
    """The words from the one who sends to the number of those sent, or those of a decision before it."""
    who, verb = match.span("who")[1], match.span("verb")[0]
    number = min((match.span(group)[0] for group in _NUMBERS if match.said(group)), default=verb)
    if match.said("verb"):
        return match.masked.text[who : max(verb, number)]
    decided = says("contribution", "decided").search(match.masked.text, max(match.begin - _DECIDED, 0), match.begin)
    return decided[0] if decided else ""


def _merged(found: list[_Sent]) -> list[_Sent]:
    """One contribution for each country and mission: the first that has a number, with the dates and notes of all."""
    kept: dict[tuple[str, Entity | None], _Sent] = {}
    for sent in sorted(found, key=lambda s: s.number is None):
        key = (sent.country.name, sent.mission)
        kept[key] = _joined(kept[key], sent) if key in kept else sent
    return sorted(kept.values(), key=lambda sent: sent.begin)


@cache
def _hosts(mission: str) -> frozenset[str]:
    """The countries that a mission's name says it is in: they are no contributors of it."""
    return frozenset(mention.country.name for mention in find_countries(mission) if not mention.demonym)


def _joined(one: _Sent, other: _Sent) -> _Sent:
    return replace(
        one, times=Times(one.times.start or other.times.start, one.times.end or other.times.end),
        numbers=one.numbers + other.numbers, notes=tuple(dict.fromkeys((*one.notes, *other.notes))),
    )  # fmt: skip


def _fact(sent: _Sent, mission: Entity, sentence: Sentence, context: Context) -> Contribution:
    return Contribution(
        mission=mission, contributor=country_entity(sent.country), personnel=sent.number,
        start=sent.times.start, end=sent.times.end, comment="; ".join(sent.notes) or None,
        evidence=context.evidence(sentence, 0, None, sent.rule),
    )  # fmt: skip

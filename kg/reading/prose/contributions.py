"""Contributions: which country sent whom to a mission (`language/phrases/contribution.toml`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.documents.model import Sentence
from kg.facts.model import Contribution, Entity, Fact
from kg.reading.holders import country_entity
from kg.reading.prose.context import Context
from kg.reading.prose.mask import SIGN, Masked, pattern
from kg.reading.prose.phrases import Match, phrases
from kg.reading.prose.terms import terms
from kg.reading.prose.times import Times, times_after, times_before, times_inside
from kg.values.countries import Country
from kg.values.dates import PartialDate
from kg.values.numbers import Amount

_VIOLENT = re.compile(
    r"\b(?:kill|wound|injur|attack|ambush|abduct|kidnap|hostage|shot|shoot|shell(?:s|ed|ing)|bomb|explo|died|dead|death|fatalit|casualt|captur|detain|crash|clash|fire[ds]? |massacre|murder|mine\b|assault|seiz)",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will|would|shall|plans?|planned|planning|intends?|agree[sd]?|decides?|pledge[sd]?|offer(?:s|ed)?|promise[sd]?|prepare[sd]?|ready|approve[sd]?|vote[sd]?|is to|are to|announce[sd]? (?:that|plans|it)|say(?:s)? it|to deploy|to send|to contribute)\b"
)
_ADDITIONAL = re.compile(r"\b(?:more|additional|extra|further|another|fresh|reinforcements)\b")
_WITHDRAWN = re.compile(r"\bwithdr[ae]w|\bpull(?:s|ed|ing)? out|\breturn(?:s|ed|ing) home|\bwithdrawal")
_BEGINS = re.compile(
    r"\b(?:land|arriv|sent|send|deploy(?!ed with)|dispatch|join|flown|airlift|became|become|began|begin|start|took part|took over|left for|depart)"
)
_HAS = re.compile(
    r"\b(?:is|was|were|are|has|have|had|been) (?:\w+ )?(?:contributing|serving|providing|deployed|stationed|maintain)|\bha(?:s|d|ve)$|\bserv(?:ing|e|es|ed)\b|\bcontribut(?:es|ing)\b|\bprovides\b|\bmaintain"
)
_ALL_OPERATIONS = re.compile(
    r"\b(?:various|several|different|all|many|\w+)(?: (?:UN|U\.N\.|United Nations|international))? (?:peace-?keeping |peace |support )*(?:operations|missions)\b"
)
_TELLING = re.compile(
    r"\b(?:entire|whole|many|hundreds?|thousands?|dozens|largest|biggest|main|bulk|majority|first|several|hospital|helicopters?|compan(?:y|ies)|"
    r"battalions?|medical|engineer\w*|formed|aviation|squadron|ships?|frigates?|unit|platoon|brigade)\b",
    re.IGNORECASE,
)
_OTHER_AIM = re.compile(r"\b(?:invasion|coalition of the willing|against (?:the )?(?:Islamic State|ISIL|Taliban))\b")
_PEACE = pattern(
    r"{force}|[Pp]eace-?keep|\b(?:the|a|this|its) (?:[Ff]orce|[Mm]ission|[Oo]peration)\b|\b(?:UN|U\.N\.|United Nations|AU|African Union|NATO|EU)\b"
)
_MAX_ITEMS = 80


@dataclass(frozen=True, slots=True)
class _Sent:
    """One contributor of a phrase with what the phrase says of it."""

    country: Country
    number: int | None
    notes: tuple[str, ...]
    times: Times
    mission: Entity | None
    rule: str
    begin: int
    numbers: tuple[int, ...] = ()


def read_contributions(sentence: Sentence, masked: Masked, context: Context) -> Iterator[Fact]:
    """The contributions that a sentence tells, one for each country and mission."""
    ways = phrases("contribution")
    plain = sentence.text.plain
    if not ways.triggered(plain):
        return
    folded = terms(sentence, masked, context)
    if not _could_contribute(folded, context):
        return
    violent = _VIOLENT.search(plain) is not None
    found: list[_Sent] = []
    for match in ways.find(folded):
        if not (violent and match.phrase.gives.get("quiet")):
            found += _sent(match, context)
    for sent in _merged(found):
        context.contributed |= {(sentence.span.begin, at) for at in sent.numbers}
        if sent.mission is not None:
            yield _fact(sent, sentence, context)


def _could_contribute(masked: Masked, context: Context) -> bool:
    """Whether a sentence names a country and speaks of a mission; on a mission's own page every sentence does."""
    kinds = {chunk.kind for chunk in masked.chunks.values()}
    if not kinds & {"country", "demonym"}:
        return False
    return (context.mission is not None or "force" in kinds) and not _OTHER_AIM.search(masked.plain)


def _sent(match: Match, context: Context) -> Iterator[_Sent]:
    gives = match.phrase.gives
    times, notes, mission = _times(match, context), _notes(match), _mission(match, context)
    numbers = tuple(chunk.begin for chunk in match.masked.within(match.begin, match.end, "amount"))
    whole = _Sent(_NOBODY, None, notes, times, mission, match.phrase.rule, match.begin, numbers)
    if gives.get("who") == "subject":
        yield from _by_subject(match, whole, context)
        return
    single = match.chunk("who")
    if single and isinstance(single.value, Country):
        number = _number(match, "n")
        if number is None and match.chunk("n") and match.plain("n") not in notes:
            notes = (*notes, f"{match.plain('n')} {match.plain('what')}")
        yield replace(whole, country=single.value, number=number, notes=notes)
    listed = list(_listed(match))
    alone = _number(match, "n") if len(listed) == 1 else None
    for country, number in listed:
        yield replace(
            whole, country=country, number=number if number is not None else alone, notes=() if single else notes
        )


def _each_from(match: Match) -> bool:
    """ "460 troops from A as well as troops from B": the number is A's alone."""
    return match.said("list") and re.search(r"\b(?:from|by)\b", match.groups["list"]) is not None


_NOBODY = Country("", "", "", "", "", (), ())


def _number(match: Match, group: str) -> int | None:
    chunk = match.chunk(group, "amount")
    return chunk.value.value if chunk and isinstance(chunk.value, Amount) else None


def _listed(match: Match) -> Iterator[tuple[Country, int | None]]:
    """The countries of a list, each with the number before it ("12 from Kenya") or in brackets behind it."""
    if not match.said("list"):
        return
    begin, end = match.groups.span("list")
    text, chunks = match.masked.text, match.masked.chunks
    before: Amount | None = None
    last: Country | None = None
    for index in range(begin, min(end, begin + 100 * _MAX_ITEMS)):
        value = chunks[index].value if index in chunks else None
        if (
            isinstance(value, Amount)
            and last is not None
            and re.match(r".? ?\($| \(?(?:with )?$", text[index - 2 : index])
            and text[index - 1] == "("
        ):
            yield last, value.value
            last = None
        elif isinstance(value, Amount):
            before = value
        elif isinstance(value, Country):
            if last is not None:
                yield last, None
            if before is not None:
                yield value, before.value
                last, before = None, None
            else:
                last = value
    if last is not None:
        yield last, None


def _by_subject(match: Match, whole: _Sent, context: Context) -> Iterator[_Sent]:
    """ "Kenya was taking part in Liberia (UNMIL, 252 personnel)": the contributor is the sentence's first country."""
    first = next((c.value for i, c in match.masked.chunks.items() if c.kind == "country" and i < match.begin), None)
    if not isinstance(first, Country) or not _CONTRIBUTING.search(match.masked.text):
        return
    object2 = match.chunk("object2", "country")
    mission = whole.mission
    if object2 and isinstance(object2.value, Country):
        mission = _mission_in(object2.value, context) or mission
    number = _number(match, "n") if match.said("n") else _number(match, "n2")
    yield replace(whole, country=first, number=number, mission=mission)


_CONTRIBUTING = re.compile(r"\b(?:contribut|participat|taking part|took part|deployed|peacekeep|troops|personnel)")


def _mission_in(country: Country, context: Context) -> Entity | None:
    """A mission that is known by its country alone cannot be told from others there: a description stands for it."""
    return context.mission or Entity("Mission", f"United Nations mission in {country.name}")


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
    after = times_after(match.masked, match.end, context)
    words = (
        match.plain("verb")
        or match.masked.plain[match.masked.plain_begin(match.begin) : match.masked.plain_end(match.end)]
    )
    at = (
        None
        if _HAS.search(words) or not _BEGINS.search(words) and not _WITHDRAWN.search(words)
        else _at(match, context, after)
    )
    if match.phrase.gives.get("at") == "end" or _WITHDRAWN.search(words):
        return Times(after.start, after.end or _at(match, context, after))
    if match.phrase.gives.get("at") == "start" and not _PLANNED.search(words):
        return Times(after.start or at, after.end)
    return Times(after.start, after.end)


def _at(match: Match, context: Context, after: Times) -> PartialDate | None:
    inside = times_inside(match.masked, match.begin, match.end, context)
    return after.at or inside.at or times_before(match.masked, match.begin, context).at


def _notes(match: Match) -> tuple[str, ...]:
    """What the text says besides: whether planned, more, withdrawn; parts of the number; "the entire force"."""
    verb, what = match.plain("verb"), match.plain("what") or match.plain("what2")
    notes = [match.phrase.gives.get("note", "")]
    notes.append("planned" if _PLANNED.search(verb) and not notes[0] else "")
    notes.append("additional" if _ADDITIONAL.search(match.plain("more") + what) else "")
    notes.append("withdrawn" if _WITHDRAWN.search(verb) and notes[0] != "withdrawn" else "")
    notes += [f"{n} of them {noun}" for n, noun in re.findall(r"including ([\d,]+) ([\w -]+)", what)]
    notes += [f"and {rest}" for rest in re.findall(r" and (\d[\d,]* [\w -]+)", what)]
    notes.append("all UN operations together" if _ALL_OPERATIONS.search(match.masked.plain, match.masked.plain_end(match.groups.end("what") if match.said("what") else match.end)) else "")
    notes.append(what if not match.said("n") and _TELLING.search(what) else "")
    return tuple(dict.fromkeys(note for note in notes if note))


def _merged(found: list[_Sent]) -> list[_Sent]:
    """One contribution for each country and mission: the first that has a number, with the dates and notes of all."""
    kept: dict[tuple[str, Entity | None], _Sent] = {}
    for sent in sorted(found, key=lambda s: s.number is None):
        key = (sent.country.name, sent.mission)
        old = kept.get(key)
        if old is None:
            kept[key] = sent
            continue
        times = Times(old.times.start or sent.times.start, old.times.end or sent.times.end)
        kept[key] = replace(old, times=times, numbers=old.numbers + sent.numbers, notes=tuple(dict.fromkeys((*old.notes, *sent.notes))))
    return sorted(kept.values(), key=lambda sent: sent.begin)


def _fact(sent: _Sent, sentence: Sentence, context: Context) -> Contribution:
    assert sent.mission is not None  # noqa: S101 - asked by the caller
    return Contribution(
        mission=sent.mission, contributor=country_entity(sent.country), personnel=sent.number,
        start=sent.times.start, end=sent.times.end, comment="; ".join(sent.notes) or None,
        evidence=context.evidence(sentence, 0, None, sent.rule),
    )  # fmt: skip

"""Resolutions: number, adoption date and what they do to a mission (`language/phrases/resolution.toml`).

A sentence's resolutions are grouped where they are listed ("733 and 746"); each group has the stretch of the sentence
around it, and the effect that stands nearest in the way English orders it: "established by R", "R, which extended".
Decisions without a number are read where the news tells them in the present tense ("the Security Council extends …").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.documents.model import Sentence
from kg.facts.model import Entity, Fact, Statement, Value
from kg.reading.prose.context import Context
from kg.reading.prose.mask import SIGN, Masked
from kg.reading.prose.phrases import Match, phrases, says
from kg.reading.prose.terms import Named, terms
from kg.reading.prose.times import resolve, times_before
from kg.values.dates import DateMention, PartialDate

_MAX_GROUPS = 20
_FAR = 180
_ASIDE = 120
_NEAR = 2
"""So far from "established" stands "in accordance with resolution 1999", where that tells by what it was done."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Resolutions listed together, the folded stretch of the sentence that speaks of them, and what they do."""

    members: tuple[int, ...]
    begin: int
    end: int
    effect: Match | None = None
    aside: bool = False


def read_resolutions(sentence: Sentence, masked: Masked, context: Context) -> Iterator[Fact]:
    """The resolutions and decisions of a sentence with what they do."""
    ways = phrases("resolution")
    before = context.memory.pop("resolution", None)
    told = before[1] if isinstance(before, tuple) and before[0] == sentence.paragraph else None
    goes_on = told is not None and says("resolution", "goes_on").match(sentence.text.plain) is not None
    if not context.speaks_of_missions(masked, sentence.text) or not (goes_on or ways.triggered(sentence.text.plain)):
        return
    folded = terms(sentence, masked, context)
    numbered = [i for i, chunk in folded.chunks.items() if chunk.kind == "resolution"]
    if not numbered:
        facts = list(_effect_of(told, sentence, folded, context) if goes_on else _decision(sentence, folded, context))
        if not facts and says("resolution", "further_paragraph").match(sentence.text.plain):
            context.memory["resolution"] = before
        yield from facts
        return
    if says("resolution", "draft").search(folded.text):
        return
    matches = sorted(ways.find(folded), key=lambda match: match.begin)
    groups = _told(folded, _without_recalled(folded, numbered))[:_MAX_GROUPS]
    asides = [group for group in groups if group.aside]
    for group in groups:
        first = _effect(folded, group, [m for m in matches if group.aside or not _lies_in(m, asides)])
        told = replace(group, effect=first)
        for index in group.members:
            yield from _statements(sentence, folded, index, told, context)
            for further in _further(folded, group, first, matches):
                yield from _statements(sentence, folded, index, replace(group, effect=further), context)


def _effect_of(told: object, sentence: Sentence, masked: Masked, context: Context) -> Iterator[Fact]:
    """What the resolution does of which the sentence before told only that it was adopted."""
    effect = min(phrases("resolution").find(masked), key=lambda match: match.begin, default=None)
    mission = _mission(masked, effect, context) if effect else None
    if effect and mission and isinstance(told, Entity):
        evidence = context.evidence(sentence, 0, None, effect.phrase.rule)
        yield Statement(told, f"pk:{effect.phrase.gives['effect']}", mission, evidence)


def _without_recalled(masked: Masked, numbered: list[int]) -> list[int]:
    """The resolutions that are not only recalled by another ("after reaffirming resolutions 713 and 721, …")."""
    recalled = says("resolution", "recalled")
    groups = _groups(masked, numbered)
    text = masked.text
    kept = [g.members for g in groups if not recalled.search(text, max(g.members[0] - _FAR, 0), g.members[0])]
    return [index for members in kept for index in members]


def _further(masked: Masked, group: _Group, first: Match | None, matches: list[Match]) -> Iterator[Match]:
    """What a resolution does besides its first effect ("extended the mandate until … and raised the ceiling")."""
    last = first
    for match in matches:
        if last is None or match.begin < last.end or match.end > group.end:
            continue
        if says("resolution", "besides").match(masked.text[last.end : match.begin]):
            if first and match.phrase.gives["effect"] != first.phrase.gives["effect"]:
                yield match
            last = match


def _told(masked: Masked, numbered: list[int]) -> list[_Group]:
    """The groups of a sentence; one told aside ("the mandate of M, established by R, was …") parts no other in two."""
    asides = [aside for i in numbered if (aside := _aside(masked.text, i))] if len(numbered) > 1 else []
    others = _groups(masked, [i for i in numbered if all(i not in aside.members for aside in asides)])
    return sorted([*others, *asides], key=lambda group: group.members[0])


def _lies_in(match: Match, groups: list[_Group]) -> bool:
    return any(group.begin <= match.begin and match.end <= group.end for group in groups)


def _aside(text: str, index: int) -> _Group | None:
    """A resolution told aside, with the words from the mission that it established to those that go on."""
    before = says("resolution", "aside").search(text, max(index - _ASIDE, 0), index)
    behind = says("resolution", "aside_ends").match(text, index + 1)
    mission = text.rfind(SIGN["force"], 0, before.start()) if before else -1
    return _Group((index,), max(mission, 0), behind.start("goes_on"), aside=True) if before and behind else None


def _groups(masked: Masked, numbered: list[int]) -> list[_Group]:
    if not numbered:
        return []
    runs: list[list[int]] = []
    for index in numbered:
        between = masked.text[runs[-1][-1] + 1 : index] if runs else ""
        if runs and says("resolution", "listed").match(between.replace(SIGN["date"], "")):
            runs[-1].append(index)
        else:
            runs.append([index])
    ends = [_boundary(masked.text, a[-1] + 1, b[0]) for a, b in pairwise(runs)]
    begins = [0, *ends]
    return [
        _Group(tuple(run), begin, end) for run, begin, end in zip(runs, begins, [*ends, len(masked.text)], strict=True)
    ]


_BREAKS = ("sentence_ends", "clause_begins", "joined", "comma")


def _boundary(text: str, begin: int, end: int) -> int:
    """Where the words on one resolution end and those on the next begin."""
    for mark in _BREAKS:
        found = list(says("resolution", mark).finditer(text, begin, end))
        if found:
            return found[-1].start()
    return end


def _effect(masked: Masked, group: _Group, matches: list[Match]) -> Match | None:
    """The phrase that says what a group does: just before it ("established by R"), else the first behind it."""
    first, last = group.members[0], group.members[-1]
    inside = [m for m in matches if group.begin <= m.begin and m.end <= group.end and not (m.begin <= first < m.end)]
    said = says("resolution", "only_said").search(masked.text, group.begin, first)
    before = [m for m in inside if m.end <= first and not said]
    after = [m for m in inside if m.begin > last]
    before_text = masked.text[group.begin : first]
    cited = says("resolution", "cited").search(masked.text, group.begin, first)
    if cited and not says("resolution", "itself").match(masked.text, last + 1):
        return next((m for m in before if cited.start() - m.end <= _NEAR), None)
    if (
        before
        and says("resolution", "by").search(before_text)
        and not (after and says("resolution", "own_clause").match(masked.text[last + 1 : after[0].begin + 1]))
    ):
        return _best(before, before[-1].begin)
    around = [m for m in matches if group.begin <= m.begin <= first and last < m.end <= group.end]
    told = (after or before[-1:] or around)[:1]  # "gave its blessing in R to a force": around it only where no other is
    return _best(after or before or around, told[0].begin) if told else None


def _best(matches: list[Match], begin: int) -> Match:
    """Of the phrases that begin together, the first of the file."""
    return next(m for m in matches if m.begin >= begin - 1 and m.begin <= begin + 1)


def _statements(sentence: Sentence, masked: Masked, index: int, group: _Group, context: Context) -> Iterator[Fact]:
    named, effect = masked.chunks[index].value, group.effect
    if not isinstance(named, Named):
        return
    mission = _mission(masked, effect, context)
    if mission is None or (effect is None and not (context.mission and _concerns_it(masked.text))):
        return
    name = f"United Nations Security Council Resolution {named.number}"
    resolution = Entity("Resolution", name, name)
    doing = effect.phrase.gives["effect"] if effect else "concerns"
    rule = effect.phrase.rule if effect else "prose/resolution/concerns"
    evidence = context.evidence(sentence, 0, None, rule)
    if effect is None:
        context.memory["resolution"] = (sentence.paragraph, resolution)
    values: list[tuple[str, Value | None]] = [
        ("pk:number", named.number), ("pk:date", _date(masked, index, group, named, context)), (f"pk:{doing}", mission),
    ]  # fmt: skip
    for key, value in values:
        if value is not None:
            yield Statement(resolution, key, value, evidence)


def _concerns_it(text: str) -> bool:
    """Whether a resolution of which no effect is told is on the page's mission, not on another matter."""
    other = says("resolution", "other_matter").search(text)
    return other is None or says("resolution", "carried_out").search(text) is not None


def _mission(masked: Masked, effect: Match | None, context: Context) -> Entity | None:
    """The mission that a phrase names, else the page's, else the sentence's only one."""
    behind = says("resolution", "of_mission").match(masked.text, effect.end) if effect else None
    end = behind.end() if behind else effect.end if effect else 0
    missions = [c.value for c in masked.within(effect.begin, end, "force")] if effect else []
    if not missions and effect:
        missions = (
            [context.mission] if context.mission else [c.value for c in masked.chunks.values() if c.kind == "force"]
        )
    return next((m for m in missions if isinstance(m, Entity)), context.mission)


def _date(masked: Masked, index: int, group: _Group, named: Named, context: Context) -> PartialDate | None:
    """The day of adoption: beside the number, with the verb of adopting, or at the head of the clause."""
    behind = masked.text[index + 1 : group.end]
    for way in ("dated", "adopted_on"):
        match = says("resolution", way).search(behind)
        if match and (way == "dated" or index == group.members[-1]):
            mention = masked.chunks[index + match.end()].value if index + match.end() in masked.chunks else None
            if isinstance(mention, DateMention) and (date := _full(mention, named, context)):
                return date
    if len(group.members) == 1 and (date := _leading(masked, index, group, named, context)):
        return date
    return PartialDate(named.year) if named.year else None


def _full(mention: DateMention, named: Named, context: Context) -> PartialDate | None:
    if mention.first is None and mention.yearless and named.year:
        return PartialDate(named.year, *mention.yearless)
    date = resolve(mention, context)
    return date if date and (named.year in (None, date.year)) else None


def _leading(masked: Masked, index: int, group: _Group, named: Named, context: Context) -> PartialDate | None:
    """ "On 3 May 2001 the Council adopted R": a date at the head of the clause, with the adopting between."""
    before = masked.text[group.begin : index]
    at = before.rfind(SIGN["date"])
    if (
        at < 0
        or says("resolution", "cited").search(before)
        or says("resolution", "established_on").search(before[: at + 1])
        or says("resolution", "shifted").search(before[at:])
        or not (
            says("resolution", "action").search(before[at:])
            or says("resolution", "in_brackets").search(before)
            or says("resolution", "passed_behind").match(masked.text, index + 1)
            or _heads(masked.text, before[at:], index)
        )
    ):
        return None
    if re.search(r"[;.]", before[at:]):
        return None
    mention = masked.chunks[group.begin + at].value
    on_it = says("resolution", "on_day").fullmatch(before[max(at - 4, 0) : at].strip())
    if on_it or says("resolution", "day_when").match(before[at:]):
        return _full(mention, named, context) if isinstance(mention, DateMention) else None
    date = times_before(masked, index, context).at
    return date if date and named.year in (None, date.year) else None


def _heads(text: str, between: str, index: int) -> bool:
    """ "On 3 May 2001, Security Council resolution 9 authorized …": of that day."""
    alone = says("resolution", "of_that_day").match(between) is not None
    return alone and says("resolution", "acts_behind").match(text, index + 1) is not None


@dataclass(frozen=True, slots=True)
class _News:
    """The words by which a body decides without a number, and the folded offset from which its deed may be told."""

    words: re.Match[str]
    begin: int = 0
    dated: bool = True
    later: bool = False


def _news(text: str) -> _News | None:
    """A decision as the news tells it, in the present tense, or as it is told later of the Security Council."""
    if behind := says("resolution", "news_behind").search(text):
        return _News(behind, dated=False)
    if active := says("resolution", "news").search(text):
        return _News(active, active.end("body") - 1)
    if passive := says("resolution", "news_passive").search(text):
        return _News(passive)
    if told := says("resolution", "told").search(text):
        return _News(told, told.end("body") - 1, later=True)
    ways = (says("resolution", way).search(text) for way in ("told_by", "told_of", "told_alone"))
    return next((_News(told, later=True) for told in ways if told), None)


def _decision(sentence: Sentence, masked: Masked, context: Context) -> Iterator[Fact]:
    """A decision without a number: by a body that can decide it, of a mission that the sentence or the page tells."""
    text, news = masked.text, _news(masked.text)
    if news is None or says("resolution", "rejected").search(text) or not says("resolution", "deployed").search(text):
        return
    body = news.words["body"]
    if "N" not in body.removeprefix("NATO") and says("resolution", "only_sends").search(news.words[0]):
        return
    found = [m for m in phrases("resolution").find(masked) if m.begin >= news.begin]
    mission = _mission(masked, found[0], context) if found else None
    if not found or mission is None:
        return
    effect = min(found, key=lambda match: match.begin)
    date = _day_of(masked, news, effect, context) if news.dated else None
    if news.later and not _is_told(masked, news.words, effect, date):
        return
    when = date or context.date
    name = _name_of(body, mission) + (f", {when.year}" if when else "") + f" ({effect.phrase.gives['effect']})"
    evidence = context.evidence(sentence, 0, None, effect.phrase.rule)
    decision = Entity("Resolution", name)
    yield Statement(decision, f"pk:{effect.phrase.gives['effect']}", mission, evidence)
    if date:
        yield Statement(decision, "pk:date", date, evidence)


def _name_of(body: str, mission: Entity) -> str:
    council = not body or "Security Council" in body or "N" in body
    return f"{'Security Council' if council else body} decision on {mission.name}"


def _is_told(masked: Masked, words: re.Match[str], effect: Match, date: PartialDate | None) -> bool:
    """Whether what is told later is one decision: that of a day, an authorization of a month, or a named mission's."""
    said = words.groupdict()
    named = (said.get("makes") or "makes" not in said) and masked.within(effect.begin, effect.end, "force")
    behind = says("resolution", "day_behind").match(masked.text, effect.end)
    return bool(said["day"] or named or (said.get("lets") and date) or (behind and behind["day"]))


def _day_of(masked: Masked, news: _News, effect: Match, context: Context) -> PartialDate | None:
    """The day of a decision: at the head of the clause, or, told later, behind what was decided."""
    leading = times_before(masked, news.words.start("body"), context).at
    if leading or not news.later:
        return leading
    behind = says("resolution", "day_behind").match(masked.text, effect.end)
    at = behind.end() - 1 if behind else news.words.end("day") - 1
    mention = masked.chunks[at].value if at in masked.chunks else None
    return resolve(mention, context) if isinstance(mention, DateMention) else None

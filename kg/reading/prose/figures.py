"""Figures of a mission: authorised and deployed strength, its dead, its budget (`language/phrases/figure.toml`)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.documents.model import Sentence
from kg.facts.model import Fact, Figure
from kg.reading.prose.context import Context
from kg.reading.prose.elsewhere import is_on_another_war
from kg.reading.prose.mask import SIGN, Chunk, Masked
from kg.reading.prose.numbers import Number, as_of, date_behind, is_inferred, kind_of, main_clause, mission_of, value_of
from kg.reading.prose.parts import parts_of
from kg.reading.prose.phrases import Match, find_said, phrases, says
from kg.reading.prose.terms import terms
from kg.reading.prose.times import FIRST_YEAR, Times, resolve, times_inside
from kg.reading.prose.tolls import read_toll
from kg.reading.prose.whose import is_its_money, is_of_a_nation, is_others
from kg.values.numbers import Amount, read_number

_NO_FORCE_AHEAD = (
    "of_a_state",
    "of_a_unit",
    "other_bodies",
    "local_police",
    "former_fighters",
    "training_of",
    "change_of",
    "asked_or_offered",
    "those_helped",
)
_NO_FORCE_BEHIND = (
    "counts_places",
    "leave_or_left",
    "observe_elections",
    "are_a_part",
    "are_trained",
    "registered_fighters",
)
_MULTIPLES = {None: 1, "million": 10**6, "billion": 10**9}
_MAX_LIST = 14
_MOST = 200_000  # no mission was larger: ISAF had 132,000 people
_FEW = 20
"""No mission is smaller; of some of its people ("two observers") there can be fewer."""


def read_figures(sentence: Sentence, masked: Masked, context: Context) -> Iterator[Fact]:
    """The figures that a sentence gives of a mission."""
    ways = phrases("figure")
    if not _could_count(sentence, masked, context) or not ways.triggered(sentence.text.plain):
        return
    folded = terms(sentence, masked, context)
    if context.subject.nation and is_of_a_nation(folded.text):
        return
    context.memory["counting"] = context.memory.get("counted") == sentence.paragraph
    said = (match for match in ways.find(folded) if not is_others(match))
    found = [number for match in said for number in _READS[match.phrase.gives["measure"]](match, context)]
    for number in _distinct([*found, *parts_of(found, folded), *_budgets(folded, context)]):
        theirs = (sentence.span.begin, number.begin) in context.contributed
        if number.mission is not None and (number.decided or not theirs):
            yield Figure(
                mission=number.mission, measure=number.measure, value=number.value, date=number.date,
                date_inferred=number.inferred, personnel_kind=number.kind or None,
                evidence=context.evidence(sentence, 0, None, number.rule),
            )  # fmt: skip


def _could_count(sentence: Sentence, masked: Masked, context: Context) -> bool:
    """Whether a sentence holds a number or a sum and speaks of a mission."""
    numbered = "$" in masked.plain or any(chunk.kind == "amount" for chunk in masked.chunks.values())
    return numbered and context.speaks_of_missions(masked, sentence.text) and not is_on_another_war(masked)


def _distinct(found: list[Number]) -> list[Number]:
    """Each number of the sentence once: the first phrase of the file that reads it counts."""
    kept: dict[int, Number] = {}
    for number in found:
        kept.setdefault(number.begin, number)
    return sorted(kept.values(), key=lambda number: number.begin)


def _strength(match: Match, context: Context, measure: str, dated: bool = True) -> Iterator[Number]:
    dated = dated and (_tells_a_day(match.masked.text) or match.phrase.gives.get("date") == "carried")
    when = as_of(match, context) if dated else Times()
    carried = when.at is None and match.phrase.gives.get("date") == "carried"
    if carried:
        when = Times(at=context.near)
    numbers = list(_numbers(match))
    each = says("figure", "respectively").match(match.masked.text, match.end)
    many = each is None and len([chunk for chunk, _, words in numbers if not words]) > 1
    for chunk, value, words in numbers:
        if _is_no_force(match.masked.plain, chunk) or _is_of_another_force(match, chunk, context):
            continue
        behind = date_behind(match.masked, chunk) if dated else None
        general = when.at if chunk is numbers[0][0] or not many else None
        date = resolve(behind, context) if behind else general
        date = date if date and date.year >= FIRST_YEAR else None
        inferred = date is not None and (carried or is_inferred(match.masked))
        kind = _kind(words, match)
        limit = says("figure", "at_most").match(match.masked.plain, chunk.end) is not None
        if 1 < value <= _MOST and (value >= _FEW or words):
            yield Number(
                "AuthorizedStrength" if limit else measure,
                value,
                kind,
                date,
                inferred,
                match.phrase.rule,
                chunk.begin,
                mission_of(match, context),
            )


def _is_no_force(plain: str, counted: Chunk) -> bool:
    """Whether the words before or behind a number tell that it counts others, or only some of the mission's people."""
    before = plain[max(counted.begin - 200, 0) : counted.begin]
    ahead = any(says("figure", name).search(before) for name in _NO_FORCE_AHEAD)
    return ahead or any(says("figure", name).match(plain, counted.end) for name in _NO_FORCE_BEHIND)


def _is_of_another_force(match: Match, counted: Chunk, context: Context) -> bool:
    """Whether a number is that of "the multinational force", on the page of a mission of the United Nations."""
    before = match.masked.plain[max(counted.begin - 120, 0) : counted.begin]
    ours = context.mission is None or says("figure", "of_the_un").match(context.mission.name) is None
    behind = says("figure", "another_force").match(match.masked.plain, counted.end)
    return not ours and bool(behind or says("figure", "other_force").search(before))


def _kind(words: str, match: Match) -> str:
    """The people of a number by words of its own, else by those before it: "the strength of the police stood at 67"."""
    before = re.split(r"[;.] ", match.masked.plain[: match.masked.plain_end(match.span("n")[0])])[-1]
    if says("figure", "monitors_of_police").search(before) and kind_of(words) in ("MilitaryObservers", "AllPersonnel"):
        return "Police"
    if words:
        return kind_of(words)
    if says("figure", "of_police").search(match.plain("head")) or says("figure", "police_stood").search(before):
        return "Police"
    return "Troops" if says("figure", "of_troops").search(before) else "AllPersonnel"


def _tells_a_day(text: str) -> bool:
    """Whether a sentence names a date, or goes back to one ("on the same date")."""
    told = SIGN["date"] in text or " same da" in text or " that da" in text
    return told or says("figure", "by_then").match(text) is not None


def _numbers(match: Match) -> Iterator[tuple[Chunk, int, str]]:
    """The numbers of a match, each with the words for its people; civilian staff beside them are passed over."""
    before = match.chunk("n0", "amount")  # "from 5,021 to 2,370"
    if before and isinstance(before.value, Amount) and before.value.value:
        yield before, before.value.value, ""
    further = match.chunks("list", "amount")[:_MAX_LIST]
    for group, what in (("n", "what"), ("n2", "what"), ("n3", "what3")):
        chunk = match.chunk(group, "amount") if match.said(group) else None
        value = value_of(match.masked, chunk) if chunk else None
        if chunk and value and not (further and kind_of(match.plain(what)) == "CivilianStaff"):
            yield chunk, value, match.plain(what)
    stop = match.masked.plain_end(match.span("list")[1]) if further else 0
    for chunk, end in zip(further, [*(c.begin for c in further[1:]), stop], strict=True) if further else ():
        words = match.masked.plain[chunk.end : end]
        if says("figure", "part_of_them").match(words):
            continue
        if isinstance(chunk.value, Amount) and chunk.value.value and kind_of(words) != "CivilianStaff":
            yield chunk, chunk.value.value, words


def _either(match: Match, context: Context) -> Iterator[Number]:
    """Strength whose head says whether it is authorised ("ceiling", "authorized strength")."""
    ahead = re.split(r"[.,;:(]", match.masked.text[max(match.begin - 50, 0) : match.begin])[-1]
    if ahead.endswith("combined "):
        return
    head = ahead + match.masked.text[match.begin : match.span("n")[0]]
    behind = re.split(r"[.;]", match.masked.text[match.end : match.end + 60])[0]
    if (
        says("figure", "not_strength").search(head)
        or says("figure", "not_strength").search(behind)
        or says("figure", "toll_of").search(match.masked.text, max(match.begin - 40, 0), match.begin)
        or (_general(match) and not _people(match) and not _goes_on(match, context))
    ):
        return
    authorised = bool(says("figure", "limit").search(head)) or _of_a_planned_force(match) or _founded_with(match)
    yield from _strength(match, context, "AuthorizedStrength" if authorised else "DeployedStrength", not authorised)


def _changed(match: Match, context: Context) -> Iterator[Number]:
    """ "Reduced the strength from 750 to 500": a limit where it is called so, or where the Council does it.

    A rise ("from 750 to 1,050") is one mention of which the end counts; what it began with stands before it.
    """
    before = re.split(r"[;.]", match.masked.text[: match.begin])[-1]
    limit = says("figure", "limit").search(match.text("head")) or says("figure", "by_the_council").search(before)
    numbers = list(_strength(match, context, "AuthorizedStrength" if limit else "DeployedStrength", not limit))
    yield from numbers
    began = re.match(r"[\d,]+(?= to )", match.plain("n"))
    if began and numbers and (value := read_number(began[0])):
        yield replace(numbers[0], value=value, date=None, begin=numbers[0].begin - 1)


def _of_a_planned_force(match: Match) -> bool:
    """ "Agreed that Darfur should receive a force with a strength of 26,000"."""
    before = re.split(r"[;.]", match.masked.text[max(match.begin - 120, 0) : match.begin])[-1]
    planned = says("figure", "force_with").search(before) and says("figure", "authorised").search(before)
    return bool(planned or (SIGN["resolution"] in match.masked.text and says("figure", "kept").search(before)))


def _founded_with(match: Match) -> bool:
    """ "Established with a strength of up to 34": what a decision founds has a limit."""
    chunk = match.chunk("n", "amount")
    limit = chunk is not None and isinstance(chunk.value, Amount) and chunk.value.hedge == "up to"
    return limit and says("figure", "founded").search(match.masked.text, 0, match.span("n")[0]) is not None


def _general(match: Match) -> bool:
    """Whether the head alone ("total", "number") does not tell that people of a mission are counted."""
    head = match.masked.text[match.begin : match.span("n")[0]]
    return says("figure", "people_head").search(head) is None


def _goes_on(match: Match, context: Context) -> bool:
    """ "It was down to 4,500 by May", where the sentences before counted the mission's people; "its numbers" always."""
    ahead = match.masked.text[max(match.begin - 4, 0) : match.span("n")[0]]
    return "ts numbers" in ahead or bool(context.memory.get("counting") and re.match(r"\W*[Ii]t\b", ahead))


def _people(match: Match) -> bool:
    words = match.plain("what") + match.plain("head")
    return (
        bool(match.said("what"))
        or bool(match.chunks("head", "force"))
        or says("figure", "people_of_head").search(words) is not None
    )


def _authorised(match: Match, context: Context) -> Iterator[Number]:
    if says("figure", "not_strength").search(match.plain("of")) or _came_to_harm(match):
        return
    dated = match.phrase.gives.get("date") == "inside"
    date = times_inside(match.masked, match.begin, match.span("n")[0], context).at if dated else None
    if date and says("figure", "of_a_term").search(match.plain("of")):
        date = None
    first = match.chunk("n")
    nation = bool(match.masked.within(match.span("n")[0], match.end, "demonym"))
    decided = nation and says("figure", "decides").search(match.masked.text, 0, match.begin) is not None
    sender = says("figure", "of_a_sender").search(match.masked.text, max(match.begin - 80, 0), match.begin)
    if (nation and not decided) or sender:
        return
    for number in _strength(match, context, "AuthorizedStrength", dated=False):
        yield replace(number, date=date if first and first.begin == number.begin else None, decided=decided)


def _force(match: Match, context: Context) -> Iterator[Number]:
    """ "A 6,000-strong force": authorised where the clause before it decides, asks for or announces it."""
    before = re.split(r"[;]|, (?:and|but|which|who)\b", match.masked.text[max(match.begin - 120, 0) : match.begin])[-1]
    before = "" if says("figure", "is_a").search(before) else before
    if says("figure", "of_the_state").search(before) or match.plain("unit").endswith(("operations", "missions")):
        return
    stop = match.span("n")[0] if match.said("verb") else match.begin
    inside = match.plain("unit") + " " + match.masked.text[match.begin : stop]
    authorised = says("figure", "authorised").search(inside) or (
        says("figure", "authorised").search(before) and not says("figure", "stative").search(match.plain("verb"))
    )
    behind = says("figure", "authorised_behind").match(match.masked.text[match.end :])
    authorised = authorised or behind or _is_capped(match) or _is_made(match)
    if _came_to_harm(match):
        return
    dated = not authorised and (match.phrase.name != "sized-force" or says("figure", "as_of").match(match.masked.text))
    yield from _strength(match, context, "AuthorizedStrength" if authorised else "DeployedStrength", bool(dated))


def _came_to_harm(match: Match) -> bool:
    """Whether the people counted are those killed or taken: "the deployment of … 44 peacekeepers have been killed"."""
    behind = match.masked.text[match.end : match.end + 25].split(",")[0]
    return says("figure", "harmed").search(behind) is not None


def _is_made(match: Match) -> bool:
    """Whether the Council makes a body so large: "set up a support group of 180", "180 monitors, established by …"."""
    text = match.masked.text
    return (
        says("figure", "makes").search(text, 0, match.begin) is not None
        or says("figure", "made_by").search(text[match.end :]) is not None
    )


def _is_capped(match: Match) -> bool:
    """Whether a decision that founds a mission limits its strength."""
    gap = match.masked.plain_of(match.span("unit")[1], match.span("n")[1]) if match.said("n") else ""
    founded = says("figure", "founded").search(match.masked.text, 0, match.span("n")[0])
    return says("figure", "capped").search(gap) is not None and founded is not None


def _deployed(match: Match, context: Context) -> Iterator[Number]:
    before = match.masked.text[max(match.begin - 60, 0) : match.begin]
    if (
        says("figure", "harmed").search(match.plain("tail"))
        or says("figure", "not_strength").search(match.plain("tail"))
        or not (match.plain("what") or match.said("n2") or match.phrase.gives.get("date") == "first")
    ):
        return
    gives = match.phrase.gives
    if gives.get("quiet") and says("figure", "violent").search(main_clause(match)):
        return
    if says("figure", "cumulative").search(match.plain("tail")):
        return
    authorised = says("figure", "limited").search(before) or _up_to(match, before)
    for number in _strength(match, context, "AuthorizedStrength" if authorised else "DeployedStrength", not authorised):
        if number.value >= int(gives.get("least", "0")):
            yield number


def _up_to(match: Match, before: str) -> bool:
    """ "Sets up a mission with up to 15,000 soldiers"."""
    chunk = match.chunk("n", "amount")
    limit = chunk is not None and isinstance(chunk.value, Amount) and chunk.value.hedge == "up to"
    return limit and says("figure", "authorised").search(before + match.groups[0]) is not None


def _reached(match: Match, context: Context) -> Iterator[Number]:
    yield from _strength(match, context, "DeployedStrength")


def _part_of_total(match: Match, context: Context) -> Iterator[Number]:
    numbers = list(_strength(match, context, "DeployedStrength"))
    yield from numbers[:1]
    yield from (replace(number, measure="AuthorizedStrength", date=None) for number in numbers[1:2])


def _budgets(masked: Masked, context: Context) -> Iterator[Number]:
    """ "an annual budget of $1.2 billion", in US dollars."""
    if not is_its_money(masked.text):
        return
    for match in find_said("figure", "budget", masked.plain):
        value = int(float(match["n"].replace(",", "")) * _MULTIPLES[match["unit"]])
        yield Number("Budget", value, "", None, False, "prose/figure/budget", match.start(), context.mission)


_READS = {
    "either": _either, "changed": _changed, "authorised": _authorised, "force": _force, "deployed": _deployed,
    "reached": _reached, "part-of-total": _part_of_total, "fatalities": read_toll,
}  # fmt: skip

"""Figures of a mission: authorised and deployed strength, its dead in all, its budget (`language/phrases/figure.toml`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.documents.model import Sentence
from kg.facts.model import Entity, Fact, Figure
from kg.reading.prose.context import Context
from kg.reading.prose.mask import Chunk, Masked, pattern
from kg.reading.prose.phrases import Match, phrases
from kg.reading.prose.terms import terms
from kg.reading.prose.times import Times, times_after, times_before, times_inside
from kg.values.dates import DateMention, PartialDate
from kg.values.numbers import Amount

_AUTHORISED = re.compile(
    r"\b(?:authori[sz](?:e[sd]?|ing|ation)|approv(?:e[sd]?|ing)|mandate[sd]|maximum|ceilings?|up to|planned|projected|limit|vot(?:es|ed)|call(?:s|ed|ing) for|to send|to deploy|"
    r"recommend(?:s|ed)|request(?:s|ed)|propose[sd]?|will (?:have|consist|comprise|number|be)|would (?:have|consist|comprise|number|be)|(?:was|were|is|are) to (?:consist|comprise|have|number|be)|cap(?:s|ped|ping)|"
    r"envisage[sd]?|agree[sd]? to|creat(?:es|ing) |establish(?:es|ing) |set(?:s|ting) up|send(?:s|ing)?|expected to|full strength|raise[sd]?|eventually to)\b",
    re.IGNORECASE,
)
_STATIVE = re.compile(
    r"\b(?:deployed|stood|stands|serving|actual|current|currently|consist(?:s|ed)|compris(?:es|ed)|had|has|numbered)\b"
)
_SINCE = pattern(
    r"\b(?:since|to date|so far|in total|altogether|throughout|in the course of|during (?:its|the (?:mission|operation|deployment|course))|over the|in its|as of|as at|by {date}|between {date}|[Aa]s of {date}|[Aa]s at {date}|[Ss]ince|[Bb]y the end of|in all its|overall|a total of|A total of|total)\b"
)
_ONE_EVENT = re.compile(
    r"\b(?:ambush|attack on|in an attack|in a (?:suicide|bomb|mortar|rocket|car)|when (?:their|his|a|an|the)|clash|explosion|yesterday|the (?:attack|ambush|blast|crash)|in (?:the|a) crash|helicopter|overnight)\b"
)
_FATAL = re.compile(r"\b(?:dead|death|killed|toll|fatal|died|lives|losses|lost)")
_OTHER_DEAD = re.compile(
    r"\b(?:civilians|rebels|militants|people|persons|villagers|refugees|children|women|insurgents|police officers of the|journalists|Palestinians)\b"
)
_RECENT = re.compile(r"\b(?:recent|latest|this (?:week|month|year)|past (?:week|month|year)|clashes|offensive)\b")
_KINDS = (
    ("MilitaryObservers", re.compile(r"observer|liaison officer|monitor(?!.*police)")),
    ("Police", re.compile(r"polic|gendarme|IPTF")),
    ("CivilianStaff", re.compile(r"civilian|volunteer|international staff|local staff|national staff|support staff")),
    ("Troops", re.compile(r"troop|soldier|military|men\b|all ranks|blue helmet|infantry|servicemen|contingent")),
)
_BUDGET = re.compile(
    r"\b(?:[Bb]udget|[Aa]nnual cost|appropriat\w+)\b[^.;$]{0,80}?(?:US ?)?\$ ?(?P<n>\d[\d,]*(?:\.\d+)?)(?: ?(?P<unit>million|billion))?\b"
)
_MULTIPLES = {None: 1, "million": 10**6, "billion": 10**9}
_MAX_LIST = 14


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that a phrase reads, with its measure, kind of people and date."""

    measure: str
    value: int
    kind: str
    date: PartialDate | None
    inferred: bool
    rule: str
    begin: int
    mission: Entity | None


def read_figures(sentence: Sentence, masked: Masked, context: Context) -> Iterator[Fact]:
    """The figures that a sentence gives of a mission."""
    ways = phrases("figure")
    plain = sentence.text.plain
    if not ways.triggered(plain):
        return
    folded = terms(sentence, masked, context)
    if context.mission is None and not any(chunk.kind == "force" for chunk in folded.chunks.values()):
        return
    found = [number for match in ways.find(folded) for number in _READS[match.phrase.gives["measure"]](match, context)]
    found += _budgets(folded, context)
    sent = context.contributed
    for number in _distinct(found):
        if number.mission is not None and (sentence.span.begin, number.begin) not in sent:
            yield Figure(
                mission=number.mission, measure=number.measure, value=number.value, date=number.date,
                date_inferred=number.inferred, personnel_kind=number.kind or None,
                evidence=context.evidence(sentence, 0, None, number.rule),
            )  # fmt: skip


def _distinct(found: list[_Number]) -> list[_Number]:
    """Each number of the sentence once: the first phrase of the file wins, a date or a kind that another gives is kept."""
    kept: dict[tuple[int, int], _Number] = {}
    for number in found:
        kept.setdefault((number.begin, number.value), number)
    return sorted(kept.values(), key=lambda number: number.begin)


def _strength(match: Match, context: Context, measure: str, dated: bool = True) -> Iterator[_Number]:
    when = _as_of(match, context) if dated else Times()
    numbers = list(_numbers(match))
    for chunk, amount, what in numbers:
        own = _date_behind(match.masked, chunk, context)
        date = own or (
            when.at if len({c.begin for c, _, w in numbers if not w}) < 2 or chunk is numbers[0][0] else None
        )
        inferred = date is not None and _is_inferred(match, chunk)
        yield _Number(
            measure, amount, _kind(what), date, inferred, match.phrase.rule, chunk.begin, _mission(match, context)
        )


def _numbers(match: Match) -> Iterator[tuple[Chunk, int, str]]:
    """The numbers of a match, each with the words for its people."""
    what = match.plain("what")
    for group in ("n", "n2"):
        chunk = match.chunk(group, "amount")
        if chunk and isinstance(chunk.value, Amount) and chunk.value.value:
            yield chunk, chunk.value.value, what
    further = [c for c in match.chunks("list", "amount") if isinstance(c.value, Amount)][:_MAX_LIST]
    ends = [chunk.begin for chunk in further[1:]]
    for chunk, end in zip(
        further, [*ends, match.masked.plain_end(match.groups.end("list"))] if further else [], strict=False
    ):
        words = match.masked.plain[chunk.end : end]
        if isinstance(chunk.value, Amount) and chunk.value.value and _kind(words) != "CivilianStaff":
            yield chunk, chunk.value.value, words


def _kind(what: str) -> str:
    return next((kind for kind, words in _KINDS if words.search(what)), "AllPersonnel")


def _mission(match: Match, context: Context) -> Entity | None:
    inside = [c.value for c in match.masked.within(match.begin, match.end, "force") if isinstance(c.value, Entity)]
    if inside:
        return inside[0]
    anywhere = [c.value for c in match.masked.chunks.values() if c.kind == "force" and isinstance(c.value, Entity)]
    return context.mission or (anywhere[0] if anywhere else None)


_BEHIND = re.compile(r"^[^.;,]{0,40}? ?(?:by|on|in|as of|as at|at the end of) $")


def _date_behind(masked: Masked, chunk: Chunk, context: Context) -> PartialDate | None:
    """A date that stands right behind a number ("to over 8,000 by 25 July")."""
    index = next(i for i, c in masked.chunks.items() if c is chunk)
    for at in range(index + 1, min(index + 50, len(masked.text))):
        other = masked.chunks.get(at)
        if other and other.kind == "amount":
            return None
        if other and isinstance(other.value, DateMention):
            return times_inside(masked, at, at + 1, context).at if _BEHIND.match(masked.text[index + 1 : at]) else None
    return None


def _is_inferred(match: Match, chunk: Chunk) -> bool:
    mentions = [c.value for c in match.masked.chunks.values() if isinstance(c.value, DateMention)]
    return bool(mentions) and all(mention.first is None for mention in mentions)


_LEAD = pattern(
    r"^(?:.*[;:] )?(?:[A-Z][a-z]+ [a-z ]{0,20})?(?:[Aa]s (?:of|at)|[Oo]n|[Bb]y|[Ii]n|[Aa]t(?: the end of)?|[Bb]y the end of|[Dd]uring)(?: early| late| mid)? {date},? (?P<gap>[^;]*)$"
)
_SECOND_VERB = re.compile(
    r"\b(?:was|were|had|has|passed|took|approved|adopted|voted|began|became|established) [^,]*\b(?:and|but) [a-z]*$|\b(?:when|after|before|while)\b"
)


def _as_of(match: Match, context: Context) -> Times:
    """The date that a statement of strength holds for: inside it, or at the head of its clause."""
    inside = times_inside(match.masked, match.begin, match.end, context)
    if inside.at:
        return inside
    lead = _LEAD.match(match.masked.text[: match.begin])
    if lead and not _SECOND_VERB.search(lead["gap"]):
        return times_inside(match.masked, 0, match.begin, context)
    after = times_after(match.masked, match.end, context)
    return after if after.at else times_before(match.masked, match.begin, context) if not lead else Times()


def _either(match: Match, context: Context) -> Iterator[_Number]:
    """Strength whose head says whether it is authorised ("ceiling", "authorized strength")."""
    head = match.plain("head") + match.plain("of")
    if _FATAL.search(head):
        return
    authorised = bool(_AUTHORISED.search(head)) or "ceiling" in head.lower()
    yield from _strength(match, context, "AuthorizedStrength" if authorised else "DeployedStrength", not authorised)


def _authorised(match: Match, context: Context) -> Iterator[_Number]:
    if _FATAL.search(match.plain("of")):
        return
    dated = match.phrase.gives.get("date") == "inside"
    for number in _strength(match, context, "AuthorizedStrength", dated=False):
        inside = times_inside(match.masked, match.begin, match.groups.start("n"), context).at if dated else None
        first = match.chunk("n")
        yield _Number(**{**_fields(number), "date": inside if first and first.begin == number.begin else None})


def _fields(number: _Number) -> dict[str, object]:
    return {name: getattr(number, name) for name in _Number.__slots__}


def _force(match: Match, context: Context) -> Iterator[_Number]:
    """ "A 6,000-strong force": authorised where the clause before it decides, asks for or announces it."""
    begin = max(match.begin - 120, 0)
    before = re.split(r"[;]|, (?:and|but|which|who)\b", match.masked.text[begin : match.begin])[-1]
    inside = (
        match.plain("unit")
        + " "
        + match.masked.text[match.begin : match.groups.start("n") if match.said("verb") else match.begin]
    )
    authorised = _AUTHORISED.search(before) or _AUTHORISED.search(inside)
    if authorised and _STATIVE.search(match.plain("verb")) and not _AUTHORISED.search(inside):
        authorised = None
    dated = not authorised and (match.phrase.name != "sized-force" or _AS_OF.match(match.masked.text))
    yield from _strength(match, context, "AuthorizedStrength" if authorised else "DeployedStrength", bool(dated))


_AS_OF = pattern(r"(?:As (?:of|at)|By)(?: the end of| early| late| mid)? {date}")


def _deployed(match: Match, context: Context) -> Iterator[_Number]:
    before = match.masked.text[max(match.begin - 40, 0) : match.begin]
    if not match.plain("what") or re.search(r"\b(?:killed|wounded|hostage|abduct\w+|injured)\b", match.plain("tail")):
        return
    if context.mission is None and not match.masked.within(0, len(match.masked.text), "force"):
        return
    authorised = re.search(r"\b(?:authori[sz]|approv|maximum|up to)\w*[^,;]{0,25}$", before)
    yield from _strength(match, context, "AuthorizedStrength" if authorised else "DeployedStrength", not authorised)


def _part_of_total(match: Match, context: Context) -> Iterator[_Number]:
    numbers = list(_strength(match, context, "DeployedStrength"))
    yield from numbers[:1]
    for number in numbers[1:2]:
        yield _Number(**{**_fields(number), "measure": "AuthorizedStrength", "date": None})


def _fatalities(match: Match, context: Context) -> Iterator[_Number]:
    """The dead of the mission in all: a total, not the toll of one event."""
    chunk = match.chunk("n", "amount")
    if chunk is None or not isinstance(chunk.value, Amount) or not chunk.value.value or not _is_total(match):
        return
    when = _toll_date(match, context)
    yield _Number(
        "Fatalities", chunk.value.value, "", when.at, when.at is not None and _is_inferred(match, chunk),
        match.phrase.rule, chunk.begin, _mission(match, context),
    )  # fmt: skip


_UP_TO = pattern(r"^[^;]{0,60}?\b(?:as of|as at|up to|until|by|through) {date}")


def _toll_date(match: Match, context: Context) -> Times:
    """The day up to which the dead are counted: at the head of the clause, or behind with "as of", "by"."""
    masked = match.masked
    behind = _UP_TO.search(masked.text[match.groups.end("n") : match.groups.end("n") + 120])
    if behind:
        at = match.groups.end("n") + behind.end() - 1
        return times_inside(masked, at, at + 1, context)
    if _LEAD.match(masked.text[: match.begin]):
        return times_inside(masked, 0, match.begin, context)
    return Times()


def _is_total(match: Match) -> bool:
    text, total = match.masked.text, match.phrase.gives.get("total")
    said = match.groups[0]
    if match.phrase.name == "toll-brought-to":
        around = text[max(match.begin - 200, 0) : match.end]
        return (
            bool(_FATAL.search(said) or _FATAL.search(around))
            and not _OTHER_DEAD.search(said)
            and not _RECENT.search(said)
        )
    if _OTHER_DEAD.search(match.plain("what")):
        return False
    if total == "lives":
        words = match.plain("what") + " " + text[max(match.begin - 30, 0) : match.groups.start("n")]
        return (
            bool(_FATAL.search(words))
            and not _ONE_EVENT.search(said)
            and bool(_SINCE.search(text) or "out of" in said or "cost" in said)
        )
    if total == "yes":
        return bool(_SINCE.search(text)) and not _ONE_EVENT.search(text) and _whose(match)
    return not _OTHER_DEAD.search(said)


def _whose(match: Match) -> bool:
    """Whether the dead are the mission's: peacekeepers, its personnel, or people named with it."""
    words = match.groups[0]
    return bool(match.masked.within(match.begin, match.end, "force")) or bool(
        re.search(
            r"peace-?keeper|personnel|troops|soldiers|blue helmet|observers|staff|members of|of its|of the mission",
            words,
        )
    )


def _budgets(masked: Masked, context: Context) -> Iterator[_Number]:
    """ "an annual budget of $1.2 billion", in US dollars."""
    for match in _BUDGET.finditer(masked.plain):
        value = int(float(match["n"].replace(",", "")) * _MULTIPLES[match["unit"]])
        yield _Number("Budget", value, "", None, False, "prose/figure/budget", match.start(), context.mission)


_READS = {
    "either": _either, "authorised": _authorised, "force": _force, "deployed": _deployed,
    "part-of-total": _part_of_total, "fatalities": _fatalities,
}  # fmt: skip

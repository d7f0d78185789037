"""A mission's dead in all. The toll of one event is no total: `attacks.py` reads it."""

from collections.abc import Iterator

from kg.reading.prose.context import Context
from kg.reading.prose.mask import SIGN
from kg.reading.prose.numbers import Number, is_inferred, mission_of
from kg.reading.prose.phrases import Match, says
from kg.reading.prose.times import Times, times_inside
from kg.values.dates import DateMention
from kg.values.numbers import Amount

_NEAR = 60
_MANY = 30  # more than any one event has cost a mission but two: so many lost are a total


def read_toll(match: Match, context: Context) -> Iterator[Number]:
    """The total that a phrase gives, if it is one and the mission's."""
    chunk = match.chunk("n", "amount") or match.chunk("n2", "amount")
    if chunk is None or not isinstance(chunk.value, Amount) or not chunk.value.value:
        return
    if not (_is_total(match) or (context.memory.get("counting") and _of_those_counted(match))):
        return
    if _of_all_missions(match) or says("figure", "of_violence").search(match.masked.text, 0, match.span("n")[0]):
        return
    date = _date(match, context).at
    inferred = date is not None and is_inferred(match.masked)
    yield Number(
        "Fatalities", chunk.value.value, "", date, inferred, match.phrase.rule, chunk.begin, mission_of(match, context)
    )


def _date(match: Match, context: Context) -> Times:
    """The day up to which the dead are counted: at the head of the clause, or behind with "as of", "by"."""
    masked = match.masked
    if SIGN["date"] not in masked.text:
        return Times()
    group = "n" if match.said("n") else "n2"
    begin = match.span(group)[1]
    behind = says("figure", "up_to").search(masked.text[begin : begin + 120])
    if behind:
        return times_inside(masked, begin + behind.end() - 1, begin + behind.end(), context)
    if says("figure", "lead").match(masked.text[: match.span(group)[0]]):
        return times_inside(masked, 0, match.span(group)[0], context)
    return Times()


def _is_total(match: Match) -> bool:
    said, what = match.groups[0], match.plain("what")
    total = match.phrase.gives.get("total")
    if match.phrase.name == "toll-brought-to":
        around = match.masked.text[max(match.begin - 200, 0) : match.end]
        return (
            bool(says("figure", "fatal").search(around))
            and not says("figure", "others").search(said)
            and not says("figure", "recent").search(said)
        )
    behind = match.masked.text[match.end : match.end + 30].split(",")[0]
    of_a_nation = bool(match.chunks("what", "demonym")) and not match.chunks("what", "force")
    if (
        of_a_nation
        or says("figure", "national").search(match.masked.text, 0, match.begin)
        or says("figure", "others").search(match.masked.text, *match.span("what"))
        or says("figure", "others").search(said.split(",")[0] + behind)
        or (total == "lives" and _costs_others(match))
    ):
        return False
    if total is None:
        return not _with_wounded(match)
    if total == "suffered" and says("figure", "dead").search(what):
        return not _is_event(match)
    if total == "lives":
        before = match.masked.text[max(match.begin - 30, 0) : match.span("n")[0]]
        return bool(says("figure", "fatal").search(f"{what} {before}")) and _counts(
            match, any(words in said for words in ("out of", "cost", "at a loss of"))
        )
    many = total == "suffered" and _number(match) >= _MANY
    if "lives" in match.plain("verb"):
        said = match.masked.text[max(match.begin - _NEAR, 0) : match.end]
    return _counts(match, many) and (total == "suffered" or bool(says("figure", "ours").search(said)))


def _of_those_counted(match: Match) -> bool:
    """ "170 of them have been killed": of the mission's people, where the sentence before counted them."""
    return says("figure", "of_them").match(match.groups[0]) is not None and _counts(match)


def _of_all_missions(match: Match) -> bool:
    """Whether a sentence that names no mission counts the dead of all: "honours 128 who died last year"."""
    return (
        SIGN["force"] not in match.masked.text and says("figure", "everywhere").search(match.masked.plain) is not None
    )


def _costs_others(match: Match) -> bool:
    """ "Cattle raids cost seventy lives": lives that are not said to be the mission's, lost to something else."""
    ours, cost = says("figure", "ours"), says("figure", "costs")
    return cost.match(match.groups[0]) is not None and not ours.search(
        match.masked.text, max(match.begin - _NEAR, 0), match.end
    )


def _number(match: Match) -> int:
    chunk = match.chunk("n", "amount")
    return (chunk.value.value or 0) if chunk and isinstance(chunk.value, Amount) else 0


def _counts(match: Match, sure: bool = False) -> bool:
    """Whether the words around, as far as a semicolon, make it a total, and not the toll of one event."""
    text = match.masked.text
    begin, end = text.rfind(";", 0, match.begin) + 1, text.find(";", match.end)
    total = says("figure", "total").search(text, begin, end if end >= 0 else len(text))
    return (sure or total is not None) and not _is_event(match)


def _is_event(match: Match) -> bool:
    """A day that is no "as of" day, or words for one event ("in an ambush")."""
    if says("figure", "one_event").search(match.masked.text):
        return True
    if _with_wounded(match):
        return True
    if says("figure", "surely_total").search(match.masked.text):
        return False
    text = match.masked.text
    days = [i for i, c in match.masked.chunks.items() if isinstance(c.value, DateMention) and _is_day(c.value)]
    return any(says("figure", "on_a_day").search(text[max(i - 8, 0) : i]) for i in days)


def _with_wounded(match: Match) -> bool:
    """Whether wounded are told beside the dead, and nothing says that these are all of them."""
    text = match.masked.text
    wounded = says("figure", "with_wounded").search(text, match.span("n")[0])
    return wounded is not None and not says("figure", "surely_total").search(text)


def _is_day(mention: DateMention) -> bool:
    return bool(mention.first and mention.first.day) or bool(mention.yearless and mention.yearless[1])

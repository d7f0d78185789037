"""When those whom a country sent came and left, and what the text says of them besides."""

import re

from kg.reading.prose.context import Context
from kg.reading.prose.phrases import Match, says
from kg.reading.prose.times import Times, times_after, times_before, times_inside
from kg.values.dates import PartialDate

NUMBERS = ("n", "n_", "n__", "n_tail")
"""The groups of a phrase that hold the number of those sent."""
_PLANNED, _WITHDRAWN = "planned", "withdrawn"
_MORE = 12  # "A further "
_NEAR = 60


def times_of(match: Match, context: Context) -> Times:
    """Start or end, where the phrase tells a beginning or an end; an as-of date is neither."""
    masked = match.masked
    after = times_after(masked, match.end, context)
    if says("contribution", "arriving_until").match(masked.text, match.end):
        after = Times(after.start, None, after.at)
    told = match.phrase.gives.get("at")
    words = match.plain("verb")
    if told != "verb":
        words = words or masked.plain[masked.plain_begin(match.begin) : masked.plain_end(match.end)]
    if told == "end" or says("contribution", "withdrawn").search(words):
        return Times(after.start or _joined_before(match, context), after.end or _at(match, context, after))
    begins = (
        says("contribution", "begins").search(words)
        and not says("contribution", "state").search(words)
        and not says("contribution", "planned").search(words)
    )
    at = _at(match, context, after) if told in ("start", "verb") and begins else None
    apart = "apart" in match.phrase.gives  # what stands before is of another mission
    before = Times() if apart else times_before(masked, match.begin, context)
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


def notes_of(match: Match) -> tuple[str, ...]:
    """What the text says besides: whether planned, more, withdrawn; parts of the number; "the entire force"."""
    verb, what = match.plain("verb"), match.plain("what") or match.plain("what_")
    fixed = match.phrase.gives.get("note", "")
    behind = match.masked.plain[match.masked.plain_end(match.end) :]
    told = match.masked.text[: match.begin]
    parts = (p for name in ("part_included", "part_of_them") for p in says("contribution", name).findall(what))
    notes = [fixed, *(f"{number} of them {noun}" for number, noun in parts)]
    notes += [f"and {rest}" for rest in says("contribution", "part_joined").findall(what)]
    announced = _before_the_number(match)
    ahead = re.split(r"[,;.]", match.masked.text[max(match.begin - _MORE, 0) : match.begin])[-1]
    some = (
        match.masked.text[match.span("verb")[1] : match.span("n")[0]] if match.said("verb") and match.said("n") else ""
    )
    more = f"{ahead}{some} {match.plain('more')} {what}"
    flags = {
        _PLANNED: fixed != _WITHDRAWN
        and (
            says("contribution", "planned").search(f"{announced} {verb}{'' if verb else match.text('list')}")
            or any(says("contribution", word).search(told) for word in ("goes_on_planned", "pending"))
            or says("contribution", "awaited").match(behind)
            or match.said("decision")
        ),
        "additional": says("contribution", "additional").search(more),
        _WITHDRAWN: says("contribution", "withdrawn").search(verb),
        "all UN operations together": says("contribution", "operations").search(behind[:80]),
        _uncapitalized(what): not match.said("n") and says("contribution", "telling").search(what),
    }
    found = tuple(dict.fromkeys(note for note in (*notes, *(n for n, said in flags.items() if said)) if note))
    return _to_come(found) if says("contribution", "will").search(f"{announced} {verb}") else found


def _uncapitalized(what: str) -> str:
    """ "A platoon" at the head of a sentence is "a platoon" in a comment."""
    return re.sub(r"^(?:An?|Another|One|The|Three|Two)\b", lambda match: match[0].lower(), what)


def _to_come(notes: tuple[str, ...]) -> tuple[str, ...]:
    """What will be withdrawn is not withdrawn yet, and needs no "planned" beside it."""
    left = (note for note in notes if note != _PLANNED or _WITHDRAWN not in notes)
    return tuple("to be withdrawn" if note == _WITHDRAWN else note for note in left)


_DECIDED = 70  # "decides to station up to "


def _before_the_number(match: Match) -> str:
    """The words from the one who sends to the number of those sent, or those of a decision before it."""
    who, verb = match.span("who")[1], match.span("verb")[0]
    number = min((match.span(group)[0] for group in NUMBERS if match.said(group)), default=verb)
    if match.said("verb"):
        return match.masked.text[who : max(verb, number)]
    decided = says("contribution", "decided").search(match.masked.text, max(match.begin - _DECIDED, 0), match.begin)
    return decided[0] if decided else ""

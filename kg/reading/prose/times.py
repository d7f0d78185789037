"""When something began, ended or happened, from the words around a match: "from … to", "until", "In May 2001, …"."""

from dataclasses import dataclass, replace

from kg.reading.prose.context import Context
from kg.reading.prose.mask import SIGN, Masked
from kg.reading.prose.phrases import says
from kg.values.dates import DateMention, PartialDate, common

FIRST_YEAR = 1900
"""No mission is older: "2,402 staff (1605 international …)" and walls "stormed in 1570" date nothing of one."""
_MAX_DISTANCE = 110
_OF_A_RESOLUTION = f"{SIGN['resolution']} of "
"""Behind it stands the day on which a resolution was adopted: "under resolution 1509 of 19 September 2003"."""


@dataclass(frozen=True, slots=True)
class Times:
    """Start and end where words say so ("since", "until", "from … to"); `at` is a date of neither."""

    start: PartialDate | None = None
    end: PartialDate | None = None
    at: PartialDate | None = None

    def beginning(self) -> PartialDate | None:
        """The start, of something that begins at its date."""
        return self.start or self.at

    def ending(self) -> PartialDate | None:
        """The end, of something that ends at its date."""
        return self.end or self.at


def resolve(mention: DateMention, context: Context) -> PartialDate | None:
    """The date that a mention names; a day or month without a year takes the year of an earlier sentence."""
    if mention.first:
        return common(mention.first, mention.last or mention.first)
    year = _year_of(mention, context) if mention.yearless else None
    if mention.yearless and year:
        month, day = mention.yearless
        return PartialDate(year + _years_on(mention, context), month, day)
    return None


def _year_of(mention: DateMention, context: Context) -> int | None:
    """The year of the last date before; from "that March" on that of the last of any kind ("until January 1964")."""
    plain = context.terms[1].plain if context.terms else ""
    own = any(date.first and date.end <= mention.begin for date in context.dates)
    if not own and context.spoken and says("time", "that_month").search(plain, 0, mention.end):
        return context.spoken.year
    return context.year_at(mention.begin)


def _years_on(mention: DateMention, context: Context) -> int:
    """1 for "the following February" after a November, for "February of the next year"; -1 for "the year before"."""
    plain = context.terms[1].plain if context.terms else ""
    behind = plain[mention.end : mention.end + 30]
    if says("time", "next_year").match(behind):
        return 1
    if says("time", "year_before").match(behind):
        return -1
    if not says("time", "following").search(plain[max(mention.begin - 20, 0) : mention.begin]):
        return 0
    since, month = context.last_before(mention.begin), (mention.yearless or (None, None))[0]
    return 1 if since and since.month and month and month <= since.month else 0


def is_period(mention: DateMention) -> bool:
    """Whether a mention is a stretch of time with a beginning and an end of its own ("1993–1995", "May–July 2001")."""
    first, last = mention.first, mention.last
    return bool(first and last) and first != last and (first.year, first.month) != (last.year, last.month)  # type: ignore[union-attr]


def times_after(masked: Masked, index: int, context: Context) -> Times:
    """What the words behind a folded offset say, up to the next person or clause."""
    text, times, done = masked.text, Times(), index
    if SIGN["date"] not in text:
        return _since_then(text, index, context)
    for at in range(index, min(len(text), index + _MAX_DISTANCE)):
        chunk = masked.chunks.get(at)
        if chunk is None or chunk.kind not in ("date", "person"):
            continue
        between = text[done:at]
        if chunk.kind == "person" and says("time", "by_whom").search(between):
            done = at + 1
            continue
        if chunk.kind == "person" or says("time", "clause").search(between):
            break
        if between.endswith(_OF_A_RESOLUTION):
            done = at + 1
            continue
        if isinstance(chunk.value, DateMention):
            times = _added(times, chunk.value, between, context)
        done = at + 1
    return times if times != Times() else _since_then(text, index, context)


def _since_then(text: str, index: int, context: Context) -> Times:
    """ "… since then": since the date that the sentences before speak of."""
    said = context.date and "since then" in text and says("time", "since_then").match(text, index)
    return Times(start=context.date) if said else Times()


def _added(times: Times, mention: DateMention, between: str, context: Context) -> Times:
    if is_period(mention):
        return replace(times, start=times.start or mention.first, end=times.end or mention.last)
    date = resolve(mention, context)
    if says("time", "until").search(between) or (times.start and says("time", "and_to").fullmatch(between)):
        return replace(times, end=times.end or date)
    if says("time", "since").search(between) or says("time", "between").search(between):
        return replace(times, start=times.start or date)
    if says("time", "at").search(between) or not between.strip():
        return replace(times, at=times.at or date)
    return times


def times_before(masked: Masked, index: int, context: Context) -> Times:
    """What a date that opens the clause before a folded offset says ("On 3 May 2001 …", "until May 2001, when …")."""
    before = masked.text[max(index - 2 * _MAX_DISTANCE, 0) : index]
    if SIGN["date"] not in before:
        since = context.date if says("time", "since_then_leads").match(masked.text) else None
        return Times(start=since)
    if match := says("time", "span").search(before):
        first, last = (_at(masked, index - len(before) + match.start(end), context) for end in ("from", "to"))
        return Times(start=first.at, end=last.at)
    if match := says("time", "related").search(before):
        return _at(masked, index - len(before) + match.start("when"), context, last=True)
    if match := says("time", "leading").search(before):
        offset = index - len(before)
        times = _at(masked, offset + match.start("when"), context)
        prep = match["prep"].lower()
        if times.at and says("time", "from").fullmatch(prep):
            return Times(start=times.at)
        return Times(end=times.at) if times.at and prep == "until" else Times() if prep.startswith("as ") else times
    return _labelled(masked, index, context)


def _labelled(masked: Masked, index: int, context: Context) -> Times:
    """The date of an entry of a timeline ("January 2008 – Kenya sends 300 soldiers")."""
    label = says("time", "label").match(masked.text, 0, index)
    return _at(masked, masked.text.index(SIGN["date"]), context) if label else Times()


def _at(masked: Masked, index: int, context: Context, last: bool = False) -> Times:
    mention = masked.chunks[index].value
    if not isinstance(mention, DateMention):
        return Times()
    if is_period(mention):
        return Times(at=mention.last) if last else Times(mention.first, mention.last)
    return Times(at=resolve(mention, context))


def times_inside(masked: Masked, begin: int, end: int, context: Context) -> Times:
    """A date inside a match."""
    for index in range(begin, end):
        if index in masked.chunks and masked.chunks[index].kind == "date":
            return _at(masked, index, context)
    return Times()

"""Numbers of people and things: in running text, and in a cell or infobox value that gives one.

What looks like an amount and is none stays unread: dates, times, sums of money, ordinals, measures ("3 kilometres",
"two days"), and numbers in names ("M23", "Su-25", "resolution 1706").
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kg.values.date_grammar import COUNTED
from kg.values.dates import DateMention, find_dates
from kg.values.finder import words_of
from kg.values.vocabulary import words


class Amount(NamedTuple):
    """A number at `text[begin:end]`, its hedge included.

    `hedge` is "" for an exact number, else "at least", "about", "over", "up to", "under"; where the text prints no
    number `value` is None and `hedge` the word that stands for it ("dozens", "several"), for a range its words.
    """

    begin: int
    end: int
    value: int | None
    hedge: str = ""


_SPACE = r"[ \u00a0\u202f]"
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f\u2009 ]\d{3})+(?!\d)|\d{1,3}(?:\.000)+(?!\d)|\d{1,12}(?:\.\d{1,6})?(?!\d)"
_SMALL_WORDS = "one two three four five six seven eight nine"
_VAGUE = (
    r"(?:tens|hundreds|scores|dozens)(?:\sof\s(?:thousands|hundreds))?|thousands|"
    r"(?:several|(?:a\s)?few)\s(?:hundred|thousand|dozen)|several"
)


@cache
def _grammar() -> re.Pattern[str]:
    """A number in digits or words, with what multiplies it."""
    table = words("number_words")
    ones = _SMALL_WORDS.replace(" ", "|")
    tens = "|".join(w for w, n in table.items() if 20 <= int(n) < 100)
    plain = "|".join(w for w, n in table.items() if int(n) < 20)
    scale = "|".join(w for w, n in table.items() if int(n) >= 100)
    small = rf"(?:(?:{tens})(?:[- ](?:{ones}))?|{plain})\b"
    head = rf"(?:{_DIGITS}|{small}|an?\b)"
    scaled = (
        rf"{head}(?:[ -](?:{scale})\b)+(?:(?:,? and|,)? (?:{small}(?: hundred\b)?|hundred\b)(?:(?: and)? {small})?)?"
    )
    dozen = rf"(?:half an? dozen|(?:{small}|an?|\d+) (?:dozen|score)|a (?:pair|trio) of(?= (?!the|these|those|them)))\b"
    return re.compile(
        rf"(?<![\w$€£#/.:@])(?<!\d,)(?<![\w)][-‑])(?:(?P<vague>{_VAGUE})\b|(?P<number>{dozen}|{scaled}|{small}|{_DIGITS}))",
        re.IGNORECASE,
    )


_WORD = re.compile(r"\d+|\b[Aa]n?(?= (?:hun|tho|mil|bil|doz|sco|few|pair of|trio of))|[^\W\d_]{3,}")


_NO_NUMBER = re.compile(r"[^\d_]*")
"""Text in which the words that `words_of` finds are letters alone."""


@cache
def _starts() -> frozenset[str]:
    """The words that a number can begin with: small, capitalised, and as the first word of a news item."""
    small = [w for w, n in words("number_words").items() if int(n) < 100]
    lower = [*small, "a", "an", "half", "few", "several", "tens", "hundreds", "thousands", "scores", "dozens"]
    return frozenset([*lower, *(word.capitalize() for word in lower), *(word.upper() for word in lower)])


_CURRENCY = ("$", "€", "£", "¥")
_LISTED = re.compile(rf"(?:\d+(?:,|,? and|–){_SPACE}?)+$")
_MEASURE = re.compile(
    rf"(?:{_SPACE}|-)?(?:%|°|º|per{_SPACE}?cent|percent(?:age)?|km|kilomet(?:re|er)s?|met(?:re|er)s?|miles?|mm|millimet|cm|"
    r"kg|kilo(?:gram)?s?|tons?|tonnes?|pounds?|lbs?|hectares?|acres?|feet|foot(?! patrol)|ft|yards?|nautical|degrees?|"
    r"seconds|minutes?|hours?|hrs?|days?|nights?(?! patrol)|weeks?|weekends?|months?|years?|decades?|centur(?:y|ies)|"
    r"[ap]\.?m\b|o'clock|GMT|UTC|local time|dollars?|euros?|francs?|US\$|USD|times?|knots|per\b|"
    r"thirds?|quarters?|fourths?|fifths?|halves)(?![a-z])",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"[:/]\d|\.\d|,\d{1,2}(?!\d)|(?:st|nd|rd|th|s)\b|[^\W\d]|_|['’]?s\b")
_HYPHEN = re.compile(r"[-‑](?!(?:strong|member|man|men|person|soldier|troop|officer|vehicle|odd)\b)\w")
_ONE_BEFORE = re.compile(r"\b(?:no|every|any|this|another|the latter|the former)[ -]$", re.IGNORECASE)
_ONE_AFTER = re.compile(r" (?:another|side)\b|['’]s\b", re.IGNORECASE)
_REACHED = re.compile(
    r"\b(?:brings?|brought|bringing|raises?|raised|takes?|took|built|builds|made|makes)"
    r"(?: (?:it|them|its|the))?(?: (?:force|mission|strength|total|number|figure|ceiling))? up to $"
)
"""Behind these words "up to" is no hedge: "brought it up to 1,050"."""
_RANGE = re.compile(rf"{_SPACE}?(?:–|-|‑|—|to|or){_SPACE}?(?=\d)|{_SPACE}(?:to|or){_SPACE}|{_SPACE}and{_SPACE}")
_MORE = re.compile(r"(?P<over>\+)|(?P<least> or more\b)|(?P<about> or so\b|-odd\b)")


def find_amounts(text: str) -> list[Amount]:
    """The amounts of a running text, in order, without overlap.

    >>> [(a.value, a.hedge) for a in find_amounts("At least 1,200 men, two dozen of them police; dozens hid.")]
    [(1200, 'at least'), (24, ''), (None, 'dozens')]
    >>> [(a.value, a.hedge) for a in find_amounts("It fell in May 1993 to 347 men, 10 to 15 of them ill.")]
    [(347, ''), (None, '10 to 15')]
    >>> [a.value for a in find_amounts("A pair of soldiers and a trio of drivers; a pair of the boots.")]
    [2, 3]
    >>> [a.value for a in find_amounts("It fell from 5,021 in May 2001 to 2,370.")]
    [5021, 2370]
    >>> [a.value for a in find_amounts("It is to post 850 soldiers to Post 12, and will number 70.")]
    [850, 70]
    >>> find_amounts("On 3 May 1993 at 10:30 the M23 fired at the 2nd post for two hours.")
    []
    """
    dates = find_dates(text)
    amounts = [a for a in _amounts(text, dates) if not _looks_like_year(text, a)]
    return [a for a in amounts if not _within(dates, a.begin, a.end)]


def _within(dates: Sequence[DateMention], begin: int, end: int) -> bool:
    """Whether a stretch overlaps one of these dates, which are in order and do not overlap."""
    at = bisect_right(dates, begin, key=lambda date: date.end)
    return at < len(dates) and dates[at].begin < end


_YEAR = re.compile(r"(?:19|20)\d\d$")


def _looks_like_year(text: str, amount: Amount) -> bool:
    """A bare "1958" only counts something where a noun for it follows ("1958 troops")."""
    return bool(_YEAR.match(text[amount.begin : amount.end]) and not COUNTED.match(text, amount.end))


def _amounts(text: str, dates: Sequence[DateMention]) -> Iterator[Amount]:
    """Tries the grammar only at digits and words that can begin a number, since it is slow to fail; not in dates."""
    if _NO_NUMBER.fullmatch(text) and _starts().isdisjoint(words_of(text)):
        return
    done, tried, starts, grammar = 0, 0, _starts(), _grammar()
    for word in _WORD.finditer(text):
        first = word[0]
        if word.start() < tried or not (first in starts or first[0].isdigit()):
            continue
        if dates and _within(dates, word.start(), word.end()):
            continue
        match = grammar.match(text, word.start())
        tried = match.end() if match else word.end()
        amount = _amount(text, match, done) if match else None
        if amount:
            yield amount
            done, tried = amount.end, max(tried, amount.end)


def _amount(text: str, match: re.Match[str], done: int) -> Amount | None:
    begin, end = match.span()
    if match["vague"]:
        measure = _MEASURE.match(text, end + 3 if text.startswith(" of", end) else end)
        return None if measure else Amount(begin, end, None, match["vague"].lower())
    value = _value(match["number"])
    before = text[max(begin - 32, done) : begin]
    if value is None or not _is_amount(text, begin, end, before):
        return None
    begin, hedge = (begin, "") if _REACHED.search(before) else _hedge(before, begin)
    return _ranged(text, begin, end, before) or _with_more(text, Amount(begin, end, value, hedge))


def _is_amount(text: str, begin: int, end: int, before: str) -> bool:
    """Whether nothing around a number makes it a time, a measure, a sum of money or a part of a name."""
    if _INSIDE.match(text, end) or _HYPHEN.match(text, end) or _MEASURE.match(text, end):
        return False
    if text[begin:end].lower() == "one" and (_ONE_BEFORE.search(before) or _ONE_AFTER.match(text, end)):
        return False
    return not _named(before)


_POSTED = re.compile(r"\b(?:to|will|would|shall|could|may) (?:post|number|page)$|\b(?:in|of) the (?:area|zone|sector)$")
"""Here such a word is a verb, or a place: "a plan to post 850 soldiers", "in the area 25 observers"."""


def _named(before: str) -> bool:
    """Whether the words before a number make it a name or a sum: "resolutions 1706 and", "US$ "."""
    last = before.rstrip("\u00a0\u202f \n")
    if last.endswith((",", "and", "–")):
        last = _LISTED.sub("", before).rstrip("\u00a0\u202f ")
    return last.endswith(_CURRENCY) or (
        last.rpartition(" ")[2].lower() in words("numbered") and not _POSTED.search(last)
    )


def _ranged(text: str, begin: int, end: int, before: str) -> Amount | None:
    """ "10–15", "between 10 and 15", "10 to 15": one amount without a value."""
    join = _RANGE.match(text, end)
    second = _grammar().match(text, join.end()) if join else None
    if join is None or second is None or second["number"] is None or _INSIDE.match(text, second.end()):
        return None
    if join[0].strip() == "to" and _falls(text[begin:end], second["number"]):
        return None
    if "and" in join[0]:
        between = before.lower().endswith("between ")
        return Amount(begin - 8, second.end(), None, text[begin - 8 : second.end()]) if between else None
    return (
        Amount(begin, second.end(), None, text[begin : second.end()])
        if not _MEASURE.match(text, second.end())
        else None
    )


def _falls(first: str, second: str) -> bool:
    """Whether the second number is the smaller one: "fell from 300 to 200", "in May 1993 to 347" are no range."""
    one, other = _value(first), _value(second)
    return one is not None and other is not None and other < one


def _with_more(text: str, amount: Amount) -> Amount:
    """The amount with "+", "or more", "or so" behind it."""
    more = _MORE.match(text, amount.end)
    if more is None:
        return amount
    return Amount(
        amount.begin,
        more.end(),
        amount.value,
        {"over": "over", "least": "at least", "about": "about"}[str(more.lastgroup)],
    )


_SYMBOL = re.compile(r"(?:[~≈<>≤≥]|\bc\.|\bca\.)[ \u00a0]?$", re.IGNORECASE)


def _hedge(before: str, begin: int) -> tuple[int, str]:
    """Where the amount begins with its hedges, and the outermost of them ("at least about 40": at least)."""
    name = ""
    for _ in range(2):
        hedge = _last_hedge(before)
        if hedge is None:
            break
        size, name = hedge
        begin, before = begin - size, before[: len(before) - size]
    return begin, name


@cache
def _last_words_of_hedges() -> frozenset[str]:
    return frozenset(hedge.split(" ")[-1] for hedge in words("hedges"))


def _last_hedge(before: str) -> tuple[int, str] | None:
    """How many characters the hedge at the end of a text takes, and its concept; the longest of four words or less."""
    if symbol := _SYMBOL.search(before, max(len(before) - 4, 0)):
        return len(symbol[0]), words("hedges")[symbol[0].strip("\u00a0 ").lower()]
    known, last = words("hedges"), before.lower().replace("\u00a0", " ").split(" ")[-5:]
    if last[-1] or len(last) == 1 or last[-2] not in _last_words_of_hedges():
        return None
    phrases = (" ".join(last[start:-1]) for start in range(len(last) - 1))
    found = next((phrase for phrase in phrases if phrase in known), None)
    return (len(found) + 1, known[found]) if found else None


_PART = re.compile(rf"{_DIGITS}|[a-z]+")
_THOUSANDS = re.compile(r"\.(?=000)")  # "2.000" people are two thousand: nobody counts thousandths of them


def _value(text: str) -> int | None:
    """The integer that digits or number words mean; None for a fraction."""
    total: float = 0
    part: float = 0  # whole numbers stay integers: a large one would lose digits
    if text.isdecimal():
        return int(text)
    for word in _PART.findall("6" if text.lower().startswith("half a") else text.lower()):
        if word[0].isdigit():
            figure = re.sub(r"[^\d.]", "", _THOUSANDS.sub("", word))
            part += float(figure) if "." in figure else int(figure)
        elif word in _MULTIPLES:
            part = (part or 1) * _MULTIPLES[word]
        elif word in words("number_words"):
            total, part = _add(int(words("number_words")[word]), total, part)
    value = total + part
    return int(value) if value == int(value) else None


_MULTIPLES = {"dozen": 12, "score": 20, "pair": 2, "trio": 3}


def _add(number: int, total: float, part: float) -> tuple[float, float]:
    if number < 100:
        return total, part + number
    if number == 100:
        return total, (part or 1) * 100
    return total + round((part or 1) * number), 0


def read_number(text: str) -> int | None:
    """The number that a whole cell or value gives, without what follows it; None where it begins with none.

    >>> [read_number(t) for t in ("15,200", "346 (2006)", "1.2 million", "twenty-five", "12 March 2005", "N/A")]
    [15200, 346, 1200000, 25, None, None]
    """
    text = text[:200].strip()
    dates = find_dates(text)
    if dates and dates[0].begin == 0 and dates[0].end - dates[0].begin > 4:
        return None
    found = next(_amounts(text, ()), None)
    return found.value if found and not text[: found.begin].strip(" (~c.") else None

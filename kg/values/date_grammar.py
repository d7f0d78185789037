"""The grammar of dates: atoms ("3–5 May 1993", "May 1993", "1993"), and the words that make a month or a year one.

An atom is weak when it may be something else: "May" the verb, "1600" troops. A weak atom only counts with words
around it that say so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.values.vocabulary import words, written


@dataclass(frozen=True, slots=True)
class Atom:
    """One date or range of days of one month, as written. `to` is the last day or year of the range."""

    begin: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    to: int | None = None
    hedge: str = ""

    @property
    def weak(self) -> bool:
        """Whether only a month or only a year stands there."""
        return self.day is None and self.to is None and (self.year is None or self.month is None)


_SPACE = r"[ \u00a0\u202f\n]{0,3}"
_GLUED = r"(?:(?<!\w)|(?<=\bOn)|(?<=\bon)|(?<=\bof)|(?<=\bby)|(?<=\bIn)|(?<=\bin))"  # OCR loses spaces: "On3 May"
_SEPARATOR = rf"(?:{_SPACE}(?:[–—/-]|--|&){_SPACE}|{_SPACE}\b(?:to|and|or|through|until|till)\b{_SPACE})"
_ORDINAL = r"(?:st|nd|rd|th)?"
_ERA = r"(?:BCE?|B\.C\.|CE|AD|A\.D\.)(?!\w)"
_PEOPLE = (
    r"(?:troops?|soldiers?|personnel|peace-?keepers?|men|people|persons|police(?:men)?|officers?|observers?|civilians?|"
    r"rebels?|militants?|fighters?|refugees?|members?|servicemen|staff|casualties|dead|deaths|killed|wounded|injured|"
    r"others?|houses?|vehicles?|rounds?|kilomet(?:re|er)s?|km|met(?:re|er)s?|miles?|"
    r"all ranks|gendarmes|policemen|airmen|marines|monitors|advis[eo]rs|hours?|hrs?|local time|GMT|days?|dollars|euros|"
    r"strong)\b"
)
_ENDS = r"(?![\w%$]|,\d{3}|\.\d|:\d|/\d{3}"
_NO_NUMBER = rf"{_ENDS}|{_SPACE}{_PEOPLE}|[-‑](?:strong|member|man|person)\b)"
_NO_HOUR = rf"{_ENDS}|{_SPACE}(?:hours|hrs?|local time|GMT)\b)"
_YEARS = {  # prose names years of our time; a whole value can name any year
    True: rf"(?:(?:1[5-9]|20)\d\d(?:\s?{_ERA})?)",
    False: rf"(?:\d{{1,4}}\s?{_ERA}|\d{{3,4}})",
}


def _day(name: str) -> str:
    return rf"(?P<{name}>\d{{1,2}}){_ORDINAL}"


@cache
def grammar(prose: bool) -> re.Pattern[str]:
    """The pattern of an atom, for running text or for a whole value."""
    names = "|".join(sorted((re.escape(m) for _, m in written("months")), key=len, reverse=True))
    month, year = rf"(?:{names})(?![A-Za-z])", rf"{_YEARS[prose]}{_NO_NUMBER}"
    # "In March 2015 rebels attacked" and "in May 2000 rebels attacked" name a year; "in 2000 men came" names a number.
    odd = rf"(?:19|20)\d\d(?<!1900){_NO_HOUR}"
    tail = rf"(?:{_SPACE},?{_SPACE}(?:of )?(?P<y>{year}|(?<=\w ){odd}))?"
    iso = r"(?<![\w/-])(?P<iso>[12]\d{3}-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?)(?![\w/]|-\d)"
    day_first = rf"(?<![\d.,:/$]){_GLUED}{_day('d')}(?:{_SEPARATOR}{_day('to')})?,?{_SPACE}(?:of )?(?P<m>{month}){tail}"
    month_first = (
        rf"(?<!\w)(?P<m>{month})(?:{_SPACE}(?:the )?{_day('d')}(?![\d%$]|,\d{{3}}(?!\d)|\.\d|:\d|[A-Za-z]|-[a-z])"
        rf"(?:{_SEPARATOR}{_day('to')}{_NO_NUMBER})?)?{tail}"
    )
    no_name = r"(?<![^\W\d]-)" if prose else ""  # "Su-2000"
    bare = rf"(?<![\w.,:/$€£]){no_name}(?P<y>{year}|(?<=\bIn )(?!2000){odd})(?:[–—/-](?P<to>\d\d)(?![\w/.,–—-]\w|\w))?"
    # "2008 January – …", as timelines have it
    year_first = rf"(?<![\w.,:/$€£])(?P<y>{year}){_SPACE}(?P<m>{month})(?={_SPACE}?[–—:]|{_SPACE}-{_SPACE})"
    forms = [
        re.sub(r"\(\?P<(y|m|d|to)>", rf"(?P<\g<1>{i}>", form)
        for i, form in ((1, day_first), (2, month_first), (4, year_first), (3, bare))
    ]
    return re.compile("|".join([iso, *forms]))


_HINT = re.compile(r"\d{3}|Jan|Feb|Ma[ry]|Apr|Ju[nl]|Aug|Sep|Oct|Nov|Dec|\d ?(?:BC|AD|CE)")

_START = re.compile(r"\d+|(?:Jan|Feb|Ma[ry]|Apr|Ju[nl]|Aug|Sep|Oct|Nov|Dec)")


def atoms(text: str, prose: bool) -> Iterator[Atom]:
    """The atoms of a text, in order; days and months that do not exist are left out."""
    if not _HINT.search(text):
        return
    pattern, start = grammar(prose), _START.search(text)
    while start:  # a cheap search for where an atom can begin, since the pattern itself is slow to fail
        match = pattern.match(text, start.start())
        atom = match and _atom(text, match)
        if atom and _exists(atom):
            yield _with_words_before(text, atom)
        start = _START.search(text, atom.end if atom else start.end())


def _atom(text: str, match: re.Match[str]) -> Atom | None:
    begin, end = match.span()
    if match["iso"]:
        return _iso(match)
    if match["y3"]:
        return (
            Atom(begin, end, _year(match["y3"]), to=_second_year(match["y3"], match["to3"])) if _sane(match) else None
        )
    month, year = match["m1"] or match["m2"] or match["m4"], match["y1"] or match["y2"] or match["y4"]
    day, to = match["d1"] or match["d2"], match["to1"] or match["to2"]
    if day and match["m2"] and not year and _IN.search(text[max(begin - 8, 0) : begin]):
        return Atom(begin, match.end("m2"), month=_month(month))  # "In May 12 soldiers": a month and an amount
    return Atom(begin, end, _year(year), _month(month), _int(day), _int(to))


_IN = re.compile(r"\b(?:[Ii]n|[Dd]uring) $")


def _iso(match: re.Match[str]) -> Atom:
    """2013-07-01 or 2013-07; "2003-04" is the span of two years where the second follows the first."""
    year, month, *day = map(int, match["iso"].split("-"))
    if not day and month == (year + 1) % 100:
        return Atom(*match.span(), year, to=year + 1)
    return Atom(*match.span(), year, month, day[0] if day else None)


def _sane(match: re.Match[str]) -> bool:
    """Whether "1999/00" can be two years: the second follows the first, and neither is before Christ."""
    year = match["y3"][:4]
    return match["to3"] is None or (year.isdigit() and int(year) % 100 < int(match["to3"]))


def _year(text: str | None) -> int | None:
    """The year; before Christ counted as ISO 8601 does (1 BC is 0)."""
    if text is None:
        return None
    year = int(re.match(r"\d+", text)[0])  # type: ignore[index]  # the grammar lets only digits begin a year
    return 1 - year if "B" in text else year


def _second_year(year: str, last: str | None) -> int | None:
    return int(year[:2] + last) if last else None


def _month(text: str) -> int:
    return int(words("months")[text.lower()])


def _int(text: str | None) -> int | None:
    return int(text) if text else None


_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _exists(atom: Atom) -> bool:
    if atom.month is None or atom.day is None:
        return True
    last = atom.to or atom.day
    return 1 <= atom.day <= last <= days_of(atom.year, atom.month) and (atom.to is None or atom.day < atom.to)


def days_of(year: int | None, month: int) -> int:
    """How many days the month has; 29 for a February of an unknown year."""
    leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return 28 if month == 2 and not leap else _DAYS[month - 1]


_WEEKDAY = re.compile(r"(?:\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?:the )?|\b[Tt]he )$")
_PART_OF_DAY = re.compile(
    r"\bthe (?:(?:early|late|small) )?(?:morning|afternoon|evening|night|hours)(?: hours)?"
    r"(?: of the (?:morning|night))? (?:of|on) $"
)
_REACH = 48  # of words before a date


@cache
def _hedges() -> re.Pattern[str]:
    surfaces = "|".join(re.escape(s) for s in sorted(words("date_hedges"), key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?P<first>{surfaces})(?:(?: or |/)(?:{surfaces}))?(?:[ \u00a0-]|(?<=[.~]))(?:the )?$", re.IGNORECASE
    )


def _with_words_before(text: str, atom: Atom) -> Atom:
    """The atom with a weekday, a part of the day, "the" or a hedge ("late", "about") that stands before it."""
    begin = atom.begin
    before = text[max(begin - _REACH, 0) : begin]
    for words_of_a_day in (_WEEKDAY, _PART_OF_DAY):
        if atom.day and (found := words_of_a_day.search(before)):
            begin -= len(before) - found.start()
            before = before[: found.start()]
    hedge = _hedges().search(before)
    if hedge:
        begin -= len(before) - hedge.start()
    name = words("date_hedges")[hedge["first"].lower()] if hedge else ""
    return Atom(begin, atom.end, atom.year, atom.month, atom.day, atom.to, name)


_SURE_MONTH = re.compile(r"January|February|July|September|October|November")
_BEFORE = re.compile(
    r"(?:\b(?:in|since|until|till|during|before|after|throughout|between|following|last|this|next|from|by|year"
    r"|(?:dat(?:es|ed|ing)|go(?:es|ing)) back to)|[(\[])"
    r"[ \u00a0]?$",
    re.IGNORECASE,
)
_GUARDED = frozenset(
    ("from", "by", "after", "before", "between", "following", "last", "next", "(", "[")
)  # amounts follow them, too
_BEFORE_YEAR = re.compile(r"\b(?:the|a|an|its|their|his|her|’s|'s)[ \u00a0]$", re.IGNORECASE)
_OF_AN_EVENT = re.compile(
    r"[ \u00a0](?:[a-z]+[ \u00a0])?(?:attack|ambush|bombing|killing|massacre|raid|siege|coup|war|elections?|uprising|"
    r"invasion|crash|accident|incident|agreement|treaty|accords?)\b"
)
_DESCRIBED = re.compile(r"\b(?:the|a|an) [a-z-]+[ \u00a0]$")
_OF = re.compile(
    r"\b(?:end|beginning|start|elections?|war|crisis|coup|agreements?|accords?|treaty|peace|events|attacks?|year|half|"
    r"quarter|course|months?|middle|conflict|ceasefire|cease-fire|days|massacre|genocide|"
    r"invasion|act|law|accident|revolution|battle|siege|raid|riots|uprising|ambush|bombing|"
    r"killings?|[Aa]s) of[ \u00a0]$"
    r"|\b[Aa]s at[ \u00a0]$"
)
_LABEL = re.compile(r"\s*(?:[:–—,]|-\s|$)")
_CLOSED = re.compile(r"\s*(?:$|[);\]]|[–—-]\s*(?:$|[);]|(?:present|now|today|incumbent|ongoing|date)\b))")
_OPEN = re.compile(r"(?:^|[,;:(\n–—-])[ \u00a0]?$")
COUNTED = re.compile(rf"[ \u00a0](?:[\w’'-]+[ \u00a0]){{0,2}}{_PEOPLE}")


def says_date(text: str, atom: Atom) -> bool:
    """Whether the words around a weak atom make it a date."""
    before = text[max(atom.begin - 24, 0) : atom.begin]
    if atom.hedge not in ("", "about"):
        return True
    if atom.year is None:
        said = _BEFORE.search(before) or _SURE_MONTH.match(text, atom.begin) or _that(text, atom, before)
        return bool(said) and not before.endswith("Black ")
    return _says_year(text, atom, before)


def _that(text: str, atom: Atom, before: str) -> bool:
    """ "That March"; but "that May" is a verb as often as not."""
    return before.endswith((" that ", " same ")) and not text.startswith("May", atom.begin)


_FIRST_IN_BRACKETS = 1900
"""A lower number in brackets is no year: "Jordan (1816)" counts people."""


def _says_year(text: str, atom: Atom, before: str) -> bool:
    if _OPEN.search(before) and (_CLOSED.match(text, atom.end) or (not before and _LABEL.match(text, atom.end))):
        return not (before.endswith("(") and (atom.year or 0) < _FIRST_IN_BRACKETS)
    if found := _BEFORE.search(before):
        return found[0].strip().lower() not in _GUARDED or not _counted(text, atom)
    of_a_thing = _BEFORE_YEAR.search(before)
    if (of_a_thing or _DESCRIBED.search(before)) and _OF_AN_EVENT.match(text, atom.end):  # "a deadly 2007 attack"
        return True
    return bool(of_a_thing or _OF.search(before)) and not _counted(text, atom)


def _counted(text: str, atom: Atom) -> bool:
    return bool(COUNTED.match(text, atom.end))

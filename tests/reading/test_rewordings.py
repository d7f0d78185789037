"""Facts stay what they are when a passage says them in other words, each time in one other way.

Whatever the project's own passages are read for is read from them again with their dates, numbers, tenses, nations and
sources put differently. What goes wrong stands in `rewordings.json`, by rewording; a test fails, too, when it no
longer does.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import pytest

from kg.answers.evaluate import own_files
from kg.answers.gold import Passage, read_passages
from kg.answers.scores import judge
from kg.values.countries import find_countries
from kg.values.missions import mission_named

KNOWN: Mapping[str, list[str]] = json.loads(Path(__file__).with_name("rewordings.json").read_text(encoding="utf-8"))
EVERY = 12
"""One passage in so many is reworded: a quarter of a minute of tests instead of three."""
SEVERAL = 2

MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
SMALL = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
COUNTED = "|".join(SMALL)
HARMED = "(?P<harmed>killed|wounded|injured|attacked|ambushed|shot|abducted|kidnapped)"
PEOPLE = "(?:peacekeepers?|soldiers?|troops|police officers?|observers?)"
OURS = "(?:peacekeep|soldier|troop|convoy|patrol|base|vehicle|mission)"
THE = re.compile("Central|Democratic|Netherlands|Philippines|United|Gambia")
OPENING = r"(?:A|An|The|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|One|Gunmen|Militants|Rebels|Several|Unknown|Some)"
FIRST = rf"(?P<first>{OPENING}\b[^.]*(?<![A-Z])(?<!Mr)(?<!Ms)(?<!Lt)(?<!Gen)(?<!Col))\.(?= [A-Z(]|\Z)"
"""A first sentence that begins with what is no name."""
NOTE = "<ref>{{cite news|title=Two soldiers killed in Kenya|date=3 May 2001}}</ref>"


PATTERNS = {
    "month_first": (rf"(?<!–)\b(\d{{1,2}}) ({MONTH}) (\d{{4}})\b", r"\2 \1, \3"),
    "in_the_morning": (rf"^On (?=\d{{1,2}} {MONTH}|{MONTH} \d)", "In the early morning of "),
    "on_a_monday": (rf"^On (?=\d{{1,2}} {MONTH}|{MONTH} \d)", "On Monday, "),
    "in_pairs": (rf"\b(?<!-)two (?=(?:[A-Z]\w+ )?{PEOPLE})", "a pair of "),
    "past_perfect": (rf"\b(?:was|were) {HARMED}\b", r"had been \g<harmed>"),
    "reportedly": (rf"\b(was|were) {HARMED}\b", r"\1 reportedly \g<harmed>"),
    "on_tuesday": (rf"\b(was|were) {HARMED}\b(?! (?:dead|down|out|and)\b)", r"\1 \g<harmed> on Tuesday"),
    "a_total_of": (
        rf"\b(killing|wounding|injuring|abducting) ({COUNTED}) (?=(?:[A-Z]\w+ )?{PEOPLE})",
        r"\1 a total of \2 ",
    ),
    "of_the_year": (r"\b([Rr]esolution \d{3,4}) \((\d{4})\)", r"\1 of \2"),
    "with_no_break_spaces": (r"\b(\d{1,3}),(\d{3})\b(?!,)", "\\1\u00a0\\2"),
    "with_a_hyphen": (r"\bpeacekeep", "peace-keep"),
    "in_two_words": (r"\bpeacekeep", "peace keep"),
    "with_a_capital": (r"\bpeacekeepers\b", "Peacekeepers"),
    "of_the_army": (r"\bsoldiers\b", "army personnel"),
    "slain": (r"\b(was|were) killed\b", r"\1 slain"),
    "between_dashes": (r"(?<=[a-z]), ((?:an?|the|both|all) [^–—.,;:]{3,60}), (?=[a-z])", r"—\1—"),
    "in_brackets": (r"(?<=[a-z]), ((?:an?|the|both|all) [^–—.,;:()]{3,60}), (?=[a-z])", r" (\1) "),
    "with_references": (r"(?<=[a-z])\.(?= [A-Z]|$)", f".{NOTE}"),
    "wounded": (r"\binjured\b", "wounded"),
    "injured": (r"\bwounded\b", "injured"),
    "gunned_down": (r"\bshot dead\b", "gunned down"),
    "united_nations": (rf"\bUN (?={OURS})", "United Nations "),
    "with_dots": (rf"\bUN (?={OURS})", "U.N. "),
    "with_a_sentence_before": (r"\A", "The weather had been fair for days. "),
    "with_a_sentence_behind": (r"\Z", " The weather was fair again."),
    "behind_a_quarrel": (r"\A", "Two farmers were killed in a quarrel over cattle. "),
    "before_a_quarrel": (r"\Z", " Two farmers were killed in a quarrel over cattle."),
    "said_at_the_end": (rf"\A{FIRST}", r"\g<first>, officials said."),
}
"""What each changes, and into what."""


def in_digits(text: str) -> str:
    return re.sub(rf"(?<![\w-])(?:{COUNTED})\b(?! of|-)", lambda found: str(SMALL.index(found[0]) + 2), text)


def at_least(text: str) -> str:
    if re.search(r"least|about|some |over|up to|nearly|around|almost|includ|than|only|another|further|other", text):
        return text
    counted = rf"(?<![\w-])(?<!all )(?<!the )(?:{COUNTED}) (?=(?:[A-Z]\w+ )?{PEOPLE})"
    return re.sub(counted, r"at least \g<0>", text, count=1)


def perfect(text: str) -> str:
    have = {"was": "has", "were": "have"}
    return re.sub(rf"\b(was|were) {HARMED}\b", lambda found: f"{have[found[1]]} been {found['harmed']}", text)


def present(text: str) -> str:
    be = {"was": "is", "were": "are"}
    return re.sub(rf"\b(was|were) {HARMED}\b", lambda found: f"{be[found[1]]} {found['harmed']}", text)


def from_the_country(text: str) -> str:
    """ "Kenyan peacekeepers" as "peacekeepers from Kenya"."""
    for nation in sorted(find_countries(text), key=lambda mention: -mention.begin):
        before, behind = text[: nation.begin], text[nation.end :]
        people = re.match(rf" ({PEOPLE})\b(?! (?:from|of|serving))(?!['’])", behind)
        counted = re.search(rf"(?:\d|\b(?:[Aa]|{COUNTED})) $", before)
        if nation.demonym and people and counted:
            the = "the " if THE.match(nation.country.name) else ""
            text = f"{before}{people[1]} from {the}{nation.country.name}{behind[people.end() :]}"
    return text


def however(text: str) -> str:
    """Each further sentence that begins with what is no name as "However, …"."""
    begin = r"(?<=[a-z)]\. )(?:The|In|On|Its|A|An|It|They|His|He|She|Two|Three) "
    return re.sub(begin, lambda found: f"However, {found[0].lower()}", text)


def named_in_full(text: str) -> str:
    """ "UNIFIL soldiers" as "United Nations Interim Force in Lebanon (UNIFIL) soldiers"."""
    return re.sub(rf"\b[A-Z]{{4,9}}(?= (?:\w+ )?{PEOPLE})", lambda found: _in_full(found[0]), text)


def _in_full(letters: str) -> str:
    known = mission_named(letters)
    return f"{known.name} ({letters})" if known else letters


def described(text: str) -> str:
    """ "UNIFIL said" as "the United Nations mission in Lebanon (UNIFIL) said"."""
    return re.sub(r"(?<![(\w])[A-Z]{4,9}(?= (?:is|was|has|had|said|says|from|to|in|and|on)\b|[.,])", _described, text)


def _described(letters: re.Match[str]) -> str:
    known = mission_named(letters[0])
    if known is None or len(known.countries) > 1 or known.organization == "other":
        return letters[0]
    return f"the {known.organization} mission in {known.country} ({letters[0]})"


def _begun(words: str, text: str) -> str:
    """The text with these words before a first sentence that begins with no name."""
    return words + text[0].lower() + text[1:] if re.match(FIRST, text) else text


REWORDINGS: Mapping[str, Callable[[str], str]] = {
    **{name: partial(re.sub, *change) for name, change in PATTERNS.items()},
    **{
        reword.__name__: reword
        for reword in (in_digits, at_least, perfect, present, from_the_country, however, named_in_full, described)
    },
    "said_at_the_head": partial(_begun, "Officials said that "),
    "according_to_somebody": partial(_begun, "According to officials, "),
}


def is_read_right(passage: Passage) -> bool:
    found = judge(passage)
    return not found.wrong and bool(found.pairs)


@cache
def read_right() -> list[Passage]:
    """One own passage in so many, where it is read without a mistake."""
    passages = [passage for path in own_files() for passage in read_passages(path)]
    return [passage for passage in passages[::EVERY] if is_read_right(passage)]


def reworded(reword: Callable[[str], str]) -> Iterator[Passage]:
    for passage in read_right():
        text = reword(passage.text)
        if text != passage.text:
            yield replace(passage, text=text)


@pytest.mark.parametrize("name", REWORDINGS)
def test_the_same_is_read_in_other_words(name: str) -> None:
    passages = list(reworded(REWORDINGS[name]))
    assert len(passages) >= SEVERAL
    assert [passage.id for passage in passages if not is_read_right(passage)] == KNOWN.get(name, [])

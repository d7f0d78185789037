"""What a list or table is about, from the line that introduces it, its caption and its headings."""

import re
import tomllib
from functools import cache

from kg.resources import folder

_MAX_LENGTH = 300


def topic_of(introduction: str, section: tuple[str, ...]) -> str:
    """The topic's name in `language/vocabulary/topics.toml`; "" where no line says what the list is about.

    >>> topic_of("Current contributors are:", ("Organisation",)), topic_of("", ("Forces", "See also"))
    ('contributors', '')
    """
    lines = [introduction if introduces(introduction) else "", *reversed(section)]
    named = next((topic for line in lines if (topic := _said(line))), "none")
    return "" if named == "none" else named


def introduces(line: str) -> bool:
    """Whether the line before a list speaks of what follows, or is no sentence at all.

    >>> introduces("The contributors are listed below."), introduces("It contributed a battalion to the force.")
    (True, False)
    """
    return not line.endswith(".") or _introducing().search(line) is not None


def _said(line: str) -> str:
    """The topic that one line names; of several, the one with the longest word."""
    found = [
        (-len(m[1]), topic) for topic, words in _patterns().items() for m in words.finditer(line[:_MAX_LENGTH].lower())
    ]
    return min(found)[1] if found else ""


@cache
def _introducing() -> re.Pattern[str]:
    text = (folder("language") / "vocabulary" / "introductions.toml").read_text(encoding="utf-8")
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, tomllib.loads(text)['words']))})\b")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    text = (folder("language") / "vocabulary" / "topics.toml").read_text(encoding="utf-8")
    return {topic: _any(entry["words"]) for topic, entry in tomllib.loads(text).items()}


def _any(words: list[str]) -> re.Pattern[str]:
    spelled = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"\b({spelled})(?:s|es|ies)?\b")

"""How texts write what phrases write in one way: peacekeepers in two words, letters with dots, dashes,
brackets, and words with which a sentence only goes on (`language/vocabulary/openings.toml`).

Phrases (`language/phrases`) are read over folded text, which has it as they do. "Two peacekeepers—both Kenyan—fell" is
read as "Two peacekeepers, both Kenyan, fell", and any other dash has spaces around it.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kg.values.vocabulary import written


class Respelled(NamedTuple):
    """A stretch of plain text that folded text writes otherwise."""

    begin: int
    end: int
    written: str


_DOTTED, _UNDOTTED = "U.N.", "U\u2024N\u2024"
"""In folded text the letters have dots that end nothing, so that "up to the end of the clause" goes on behind them."""

_DASH = r"(?:(?<=[^\s—])—(?=[^\s—])|(?<=\S) (?:[–—]|--) (?=\S))"
_LONE = re.compile(r"(?<=[^\s—])—(?=[^\s—])| -- ")
_PAIR = re.compile(rf"({_DASH})(?!\d)(?:[^–—.,;:()]|\([^–—.,;:()]{{1,30}}\)){{3,80}}?({_DASH})")
"""Dashes around words added in passing, which are no list and no number."""

_BRACKETS = re.compile(r"(?<=[^\s–—-]) \((?:an?|the(?! [A-Z][\w-]+\))|both|all) [^(),.;:–—]{3,60}\)(?= [a-z])")


@cache
def _openings() -> re.Pattern[str]:
    words = (re.escape(opening) for _, opening in written("openings"))
    return re.compile(rf"(?:{'|'.join(words)}), (?=[A-Za-z])")


def spelled(text: str) -> str:
    """The text with its peacekeepers as phrases write them; not a character longer or shorter.

    >>> spelled("Two peace keepers and ten Peacekeepers fell.")
    'Two peace-keepers and ten peacekeepers fell.'
    """
    return (
        text.replace("eace keep", "eace-keep")
        .replace("ease fire", "ease-fire")
        .replace(" Peacekeepers", " peacekeepers")
    )


def undotted(text: str) -> str:
    """The text with "U.N." in dots that end no clause; not a character longer or shorter."""
    return text.replace(_DOTTED, _UNDOTTED)


def respelled(plain: str) -> list[Respelled]:
    """What folded text writes otherwise, in order and without overlap.

    >>> [found.written for found in respelled("A Kenyan—the head of the force—fell—so did two men.")]
    [', ', ', ', ' – ']
    >>> respelled("Two soldiers – 1 Kenyan and 1 Ghanaian – fell on 3–5 May.")
    []
    >>> respelled("However, he fell.")
    [Respelled(begin=0, end=9, written=''), Respelled(begin=9, end=10, written='H')]
    """
    return list(_apart(sorted((*_opening(plain), *_brackets(plain), *_dashes(plain)))))


def _apart(found: list[Respelled]) -> Iterator[Respelled]:
    """Those that begin behind the one before: two dashes can share a space."""
    done = 0
    for one in found:
        if one.begin >= done:
            done = one.end
            yield one


def _opening(plain: str) -> Iterator[Respelled]:
    if opening := _openings().match(plain):
        end = opening.end()
        yield Respelled(0, end, "")
        yield Respelled(end, end + 1, plain[end].upper())


def _brackets(plain: str) -> Iterator[Respelled]:
    for found in _BRACKETS.finditer(plain):
        yield Respelled(found.start(), found.start() + 2, ", ")
        yield Respelled(found.end() - 1, found.end(), ",")


def _dashes(plain: str) -> Iterator[Respelled]:
    if not any(dash in plain for dash in ("—", " – ", "--")):
        return
    paired = {at.span(group) for at in _PAIR.finditer(plain) for group in (1, 2)}
    yield from (Respelled(*at, ", ") for at in paired)
    yield from (Respelled(*at, " – ") for at in {dash.span() for dash in _LONE.finditer(plain)} - paired)

"""Cuts the text of a paragraph into sentences."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from kg.documents.model import Text
from kg.documents.writer import Writer
from kg.resources import folder

_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*")
_WORD_BEFORE = re.compile(r"[^\s(\[“\"‘—–/]+$")
_INITIALS = re.compile(r"(?:[A-Z]\.-?)*[A-Z]")
_OPENING = "\"'“‘«([—–-"
_FIRST_WORD = re.compile(r"[\"'“‘«(\[—–-]*\s*(\w[\w'’]*)")
_LOWER_WORD = re.compile(r"(?:^|(?<=\s))[a-z]{3,}$")
_GLUED = re.compile(r"[A-Z][a-z]*[ ,]")
_LONGEST_WORD = 24


@cache
def abbreviations() -> dict[str, frozenset[str]]:
    """`language/vocabulary/abbreviations.toml`."""
    data = tomllib.loads((folder("language") / "vocabulary" / "abbreviations.toml").read_text(encoding="utf-8"))
    return {kind: frozenset(words) for kind, words in data.items()}


def split(
    plain: str, footnotes: Collection[int] = (), names: Sequence[tuple[int, int]] = ()
) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text begin and end. A footnote right after a full stop stands for the space.

    `names` are stretches that no sentence ends in (links), in their order.

    >>> text = "Lt. Gen. X left the U.N. base at 9.30 p.m., in May. It was attacked."
    >>> [text[begin:end] for begin, end in split(text)]
    ['Lt. Gen. X left the U.N. base at 9.30 p.m., in May.', 'It was attacked.']
    """
    start, starts = _skip(plain, 0), [begin for begin, _ in names]
    for stop in _STOP.finditer(plain):
        end = stop.end()
        noted, following = end in footnotes, _skip(plain, end)
        held = bisect_right(starts, end) - 1
        if following == len(plain) or (held >= 0 and names[held][1] > following):
            continue
        apart = following > end or noted or _glued(plain, end)
        if apart and _ends(plain, start, stop, following, noted):
            yield start, end
            start = following
    end = len(plain.rstrip())
    if start < end:
        yield start, end


def _glued(plain: str, end: int) -> bool:
    """Whether the space after a full stop was forgotten ("… the camp.Three fled …")."""
    return bool(_GLUED.match(plain, end)) and bool(_LOWER_WORD.search(plain, max(end - _LONGEST_WORD, 0), end - 1))


def sentences(writer: Writer) -> Iterator[Text]:
    """The sentences of what a writer has written; a footnote belongs to the sentence that it stands in or after."""
    plain = writer.plain()
    names = sorted((begin, end) for kind, begin, end, _ in writer.marks if kind == "link")
    places = list(split(plain, {at for at, _ in writer.references}, names))
    for number, (begin, end) in enumerate(places):
        reach = places[number + 1][0] if number + 1 < len(places) else len(plain)
        yield writer.exactly(plain[begin:end], begin, (begin + 1 if number else 0, reach))


def _skip(plain: str, at: int) -> int:
    while at < len(plain) and plain[at].isspace():
        at += 1
    return at


def _ends(plain: str, start: int, stop: re.Match[str], following: int, noted: bool) -> bool:
    """Whether a sentence ends at this full stop."""
    first = plain[following]
    if first in _OPENING:
        first = next((c for c in plain[following : following + 4] if c not in _OPENING and not c.isspace()), "")
    if not (first.isupper() or first.isdigit()):
        return False
    if stop[0][0] != "." or stop[0].startswith(".."):
        return True
    return _word_ends(plain, start, stop.start(), following, noted)


def _word_ends(plain: str, start: int, at: int, following: int, noted: bool) -> bool:
    found = _WORD_BEFORE.search(plain, max(start, at - _LONGEST_WORD), at)
    word = found[0] if found else ""
    known, lower = abbreviations(), word.lower() + "."
    if lower in known["before_name"] or (lower in known["before_number"] and plain[following].isdigit()):
        return False
    if word.isdigit() and len(word) < 3 and found and found.start() <= start:
        return False
    if lower in known["either"] or _INITIALS.fullmatch(word):
        return noted or _starts_sentence(plain, following)
    return True


def _starts_sentence(plain: str, at: int) -> bool:
    found = _FIRST_WORD.match(plain, at)
    return bool(found) and found[1].lower() in abbreviations()["starters"] if found else False

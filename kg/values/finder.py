"""Finds known names in a text: one dictionary look-up for each word, the longest name first."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

_FIRST = re.compile(r"\w+")
_CAPITAL = re.compile("[A-ZÀ-ÖØ-ÞĀ-ɏ]")  # a small letter of the last block costs a look-up, no more
_PLAIN = (("\u2019", "'"), ("\u2018", "'"), ("\u00a0", " "), ("\u202f", " "), ("\u2011", "-"), ("\u2010", "-"))


def plain(text: str) -> str:
    """The same text with plain apostrophes, spaces and hyphens; of the same length.

    >>> plain("Côte d’Ivoire")
    "Côte d'Ivoire"
    """
    if text.isascii():
        return text
    for typographic, simple in _PLAIN:
        text = text.replace(typographic, simple)
    return text


def without_accents(text: str) -> str:
    """The text with accents taken off its letters.

    >>> without_accents("São Tomé")
    'Sao Tome'
    """
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def folded(text: str) -> str:
    """A key under which spellings of one name meet: case, accents, typographic marks and spaces do not matter.

    >>> folded(" CÔTE  D’IVOIRE ")
    "cote d'ivoire"
    """
    return " ".join(without_accents(plain(text)).casefold().split())


@lru_cache(maxsize=8)
def words_of(text: str) -> Mapping[str, list[int]]:
    """The words of a text as they are written, and where each begins; one look that all vocabularies share.

    >>> words_of("The UN's Force, the UN")
    {'The': [0], 'UN': [4, 20], 's': [7], 'Force': [9], 'the': [16]}
    """
    found: dict[str, list[int]] = {}
    for match in _FIRST.finditer(text):
        found.setdefault(match[0], []).append(match.start())
    return found


class Finder(Generic[T]):
    """Names and what they mean. A name only counts as a whole: no letter or digit stands next to it.

    Names are found as they are written (accents may be missing); with `capitalised` only those with a capital first.
    """

    def __init__(self, names: Iterable[tuple[str, T]], capitalised: bool = True) -> None:
        entries: dict[str, dict[str, T]] = defaultdict(dict)
        for name, value in names:
            for surface in (plain(name), without_accents(plain(name))):
                first = _FIRST.match(surface)
                if first and (not capitalised or _CAPITAL.match(surface)):
                    entries[first[0]].setdefault(surface, value)
        self._entries = {w: (found, sorted({len(s) for s in found}, reverse=True)) for w, found in entries.items()}

    def find(self, text: str) -> Iterator[tuple[int, int, T]]:
        """(begin, end, meaning) of each name in the text, in order, without overlap."""
        words = words_of(text)
        firsts = self._entries.keys() & words.keys()
        if not firsts:
            return
        text = plain(text)
        done, size = 0, len(text)
        for begin, first in sorted((begin, word) for word in firsts for begin in words[word]):
            if begin < done:
                continue
            known, lengths = self._entries[first]
            for length in lengths:
                end = begin + length
                if end <= size and not text[end : end + 1].isalnum() and (surface := text[begin:end]) in known:
                    yield begin, end, known[surface]
                    done = end
                    break

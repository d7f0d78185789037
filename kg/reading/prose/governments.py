"""Capitals that stand for their governments: "Delhi sends a battalion", "the Government in Ottawa"."""

from collections.abc import Iterator
from functools import cache

from kg.reading.prose.mask import Chunk
from kg.reading.prose.phrases import says
from kg.values.countries import Country, country_named
from kg.values.finder import Finder
from kg.values.vocabulary import written

_BEFORE = 40
_BEHIND = 80


def governments(plain: str) -> Iterator[Chunk]:
    """The capitals of a sentence that act, each as a mention of its country; "in Delhi" is a place and none."""
    for begin, end, country in _finder().find(plain):
        ahead = plain[max(begin - _BEFORE, 0) : begin]
        seat = says("contribution", "seat_of").search(ahead)
        acts = says("contribution", "capital_acts").match(plain[end : end + _BEHIND])
        if seat or (acts and says("contribution", "begins_clause").search(ahead)):
            yield Chunk("country", begin - (len(seat[0]) if seat else 0), end, country)


@cache
def _finder() -> Finder[Country]:
    found = ((surface, country_named(name)) for name, surface in written("capitals"))
    return Finder((surface, country) for surface, country in found if country)

"""How many people a match of a phrase tells of: its own number, and those of the countries that it lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.reading.prose.mask import Chunk, Masked
from kg.reading.prose.numbers import value_of
from kg.reading.prose.phrases import Match, says
from kg.reading.prose.service import NUMBERS
from kg.values.countries import Country
from kg.values.numbers import Amount

_MAX_ITEMS = 80
_A_FEW = 10
_MAX_AHEAD = 40
_FROM = 12  # "provided by "


@dataclass(frozen=True, slots=True)
class Listed:
    """The countries of a list, each with the number of its people; `totals` are where the numbers of several stand."""

    countries: tuple[tuple[Country, int | None], ...] = ()
    totals: frozenset[int] = frozenset()


def those_listed(match: Match) -> Listed:
    """The countries that a match lists, in its order; the number of several of them is that of none."""
    found = list(_in_list(match))
    if not found:
        return Listed()
    shared, each, first = _shared(match), _of_each(match), _of_first(match, len(found))
    few = _A_FEW if _things(match) or _of_units(match) else 0  # "two battalions from A and one from B"
    numbers = [(None if country in shared or (number or 0) < few else number) or each for country, number in found]
    before = {chunk.begin for group in NUMBERS for chunk in match.chunks(group, "amount")} if first is None else ()
    numbers[0] = first if numbers[0] is None else numbers[0]
    countries = tuple((country, number) for (country, _), number in zip(found, numbers, strict=True))
    return Listed(countries, frozenset((*shared.values(), *before)))


def _in_list(match: Match) -> Iterator[tuple[Country, int | None]]:
    """The countries of a list, each with the number before it ("12 from Kenya") or behind it ("Kenya (12)")."""
    if not match.said("list"):
        return
    begin, end = match.span("list")
    text = match.masked.text[:end]
    before: int | None = None
    last: Country | None = None
    number: int | None = None
    for index in range(begin, min(end, begin + 100 * _MAX_ITEMS)):
        value = _value_in_list(match.masked, index)
        if isinstance(value, Country):
            if last is not None:
                yield last, number
            last, number, before = value, before, None
        elif isinstance(value, Amount) and (last is None or says("contribution", "of_next").match(text, index + 1)):
            before = value.value
        elif isinstance(value, Amount):
            number = value.value if number is None else number
    if last is not None:
        yield last, number


def _value_in_list(masked: Masked, index: int) -> object:
    """The mention at a place of a list; of "Russia (the Soviet Union before 1991)" the name in brackets is none."""
    chunk = masked.chunks.get(index)
    aside = says("contribution", "aside").search(masked.text, max(index - 8, 0), index)
    return None if chunk is None or (aside and isinstance(chunk.value, Country)) else chunk.value


def _of_first(match: Match, countries: int) -> int | None:
    """The number before a list where it is that of its first country alone."""
    alone = countries == 1 or (is_each_from(match) and not _is_shared(match, match.span("list")[0]))
    most = says("contribution", "most_of_them").search(match.masked.text, match.begin, match.end)
    return number_of(match) if alone and not most else None


def _shared(match: Match) -> dict[Country, int]:
    """The countries of a list before which a number stands that is also that of the next ones, and where it stands."""
    begin, end = match.span("list") if match.said("list") else (0, 0)
    chunks = match.masked.chunks
    places = match.masked.positions(begin, end)
    found: dict[Country, int] = {}
    for before, at in pairwise(places):
        country = chunks[at].value
        if chunks[before].kind == "amount" and isinstance(country, Country) and _is_shared(match, at):
            found[country] = chunks[before].begin
    return found


def _is_shared(match: Match, begin: int) -> bool:
    """Whether the number before a country of a list is that of the next ones, too: "7 officers from A and B"."""
    end = match.span("list")[1]
    text = match.masked.text
    origin = says("contribution", "origin")
    countries = [at for at in match.masked.positions(begin, end) if isinstance(match.masked.chunks[at].value, Country)]
    if len(countries) < 2 or not origin.search(text, max(begin - _FROM, 0), countries[0]):
        return False
    between = text[countries[0] + 1 : countries[1]]
    return says("contribution", "bare_next").fullmatch(between) is not None


def _of_each(match: Match) -> int | None:
    """The number of each country's people: "11 observers, one each from A and B", "two observers each from A and B"."""
    if not match.said("list"):
        return None
    said = says("contribution", "of_each").search(match.masked.text, match.begin, match.span("list")[0])
    if said is None or said["own"] is None:
        return number_of(match) if said else None
    chunk = match.masked.chunks.get(said.start("own"))
    return value_of(match.masked, chunk) if chunk else 1


def number_of(match: Match) -> int | None:
    """The number of people that a match tells of; None where it counts things, or nothing."""
    for group in NUMBERS:
        chunk = match.chunk(group, "amount")
        if chunk and not _of_things(match, chunk):
            return value_of(match.masked, chunk)
    return next((sized(match, chunk) for chunk in match.chunks("what", "amount") if sized(match, chunk)), None)


def _of_things(match: Match, chunk: Chunk) -> bool:
    """Whether a number right before what is sent counts helicopters or battalions, no people."""
    what = match.span("what")[0]
    return match.said("what") and match.masked.plain_begin(what) - chunk.end in (0, 1) and _things(match)


def _things(match: Match) -> bool:
    return says("contribution", "things").search(match.plain("what")) is not None


def _of_units(match: Match) -> bool:
    """Whether what stands around a list counts units: "two companies (one from A and one from B)"."""
    text = match.masked.text
    ahead = says("contribution", "units_ahead").search(text, max(match.begin - _MAX_AHEAD, 0), match.begin)
    return ahead is not None or says("contribution", "units_behind").match(text, match.end) is not None


def sized(match: Match, chunk: Chunk) -> int | None:
    """The number of "a 600-man battalion"."""
    behind = match.masked.plain[chunk.end : chunk.end + 8]
    if isinstance(chunk.value, Amount) and says("contribution", "sized").match(behind):
        return chunk.value.value
    return None


def is_each_from(match: Match) -> bool:
    """ "460 troops from A as well as troops from B": the number is A's alone."""
    return match.said("list") and says("contribution", "origin").search(match.text("list")) is not None

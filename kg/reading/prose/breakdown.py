"""What a later sentence says of those of whom only the number was told: "two of the dead were Chadians".

The ways of saying are `language/phrases/breakdown.toml`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.reading.prose.casualties import Toll
from kg.reading.prose.mask import Masked
from kg.reading.prose.people import People
from kg.reading.prose.phrases import Match, find, says
from kg.values.countries import Country
from kg.values.numbers import Amount

_HARMED = ("killed", "injured", "abducted")


@dataclass(frozen=True, slots=True)
class Share:
    """Some of those harmed: in which way ("" for those spoken of last, "all" for all, "some" without a number), how
    many (0: all), who."""

    kind: str
    number: int
    country: Country | None
    role: str | None
    force: bool


def may_divide(masked: Masked) -> bool:
    """Whether a sentence has words that every such way of saying has (cheap; asked before people are folded)."""
    return says("breakdown", "of_some").search(masked.text) is not None


def shares(scene: Masked) -> tuple[Share, ...]:
    """What a sentence says of some of those whose number was told before it."""
    return tuple(share for match in find("breakdown", scene) for share in _shares(match))


def _shares(match: Match) -> Iterator[Share]:
    kind = match.phrase.gives["of"]
    if kind == "some":
        people = match.chunks("who")[0].value
        yield Share(kind, 0, None, None, isinstance(people, People) and people.force)
        return
    if match.said("some"):
        yield from _some(match, kind)
        return
    everyone = match.chunk("all") if match.said("all") else None
    if everyone:
        yield from (Share(kind, 0, country, None, False) for country in _countries(everyone.value)[:1])
    if match.said("list"):
        yield from _listed(match, kind)
    for counted, who in (("n", "who"), ("n2", "who2")):
        chunk = match.chunk(who) if match.said(who) else None
        if chunk is None:
            continue
        amount = match.chunk(counted, "amount")
        told = chunk.value.number if isinstance(chunk.value, People) else None
        number = amount.value.value if amount and isinstance(amount.value, Amount) else told or 1
        if number:
            yield _share(kind, number, chunk.value)


def _listed(match: Match, kind: str) -> Iterator[Share]:
    """ "The dead are five Kenyan soldiers, a Ghanaian and Ann Example of India": so many of each; one name is all."""
    named = [(chunk.value, country) for chunk in match.chunks("list") for country in _countries(chunk.value)]
    each = 1 if len(named) > 1 else 0
    counted = all(isinstance(who, People) for who, _ in named)  # "the three are from A, B and C" counts all of them
    for who, country in named:
        people = who if isinstance(who, People) and len(who.nationality) == 1 and counted else People()
        yield Share(kind, people.number or each, country, people.role, False)


def _some(match: Match, kind: str) -> Iterator[Share]:
    """ "Fourteen of the victims are Kenyan soldiers": so many of those told of before."""
    some, who = match.chunk("some"), match.chunk("who")
    people = some.value if some else None
    if isinstance(people, People) and people.number and who and says("breakdown", "of_the_victims").search(people.head):
        yield _share(kind, people.number, who.value)


def _countries(value: object) -> tuple[Country, ...]:
    """The country that a mention is or that its people are from."""
    return value.nationality if isinstance(value, People) else (value,) if isinstance(value, Country) else ()


def _share(kind: str, number: int, who: object) -> Share:
    if isinstance(who, People):
        return Share(kind, number, who.nationality[0] if len(who.nationality) == 1 else None, who.role, who.force)
    return Share(kind, number, who if isinstance(who, Country) else None, None, False)


def divided(told: list[Toll], share: Share) -> list[Toll]:
    """The tolls with a share taken out of the first that is large enough and of which no country was told."""
    if share.kind == "all":
        return [replace(toll, country=toll.country or share.country) if toll.kind in _HARMED else toll for toll in told]
    for at, toll in enumerate(told):
        fits = toll.kind == share.kind or (not share.kind and toll.kind in _HARMED)
        if fits and toll.country is None and toll.number >= share.number and (share.country or share.role):
            number = share.number or toll.number
            part = Toll(toll.kind, number, share.country, share.role or toll.role)
            rest = [replace(toll, number=toll.number - number)] if toll.number > number else []
            return [*told[:at], part, *rest, *told[at + 1 :]]
    return told

"""Parts of a strength that have a name of their own: "4,200 troops, including 220 military observers"."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.reading.prose.mask import Masked
from kg.reading.prose.numbers import Number, kind_of
from kg.reading.prose.phrases import says
from kg.values.numbers import Amount

_STRENGTHS = ("DeployedStrength", "AuthorizedStrength")


def parts_of(strengths: Iterable[Number], masked: Masked) -> Iterator[Number]:
    """The parts that a sentence names right behind a strength, with its measure and day, where they are other people.

    Observers and police are a mission's own components; women, or the police of a force of police, are none.
    """
    wholes = sorted((n for n in strengths if n.measure in _STRENGTHS), key=lambda number: number.begin)
    for match in says("figure", "part_named").finditer(masked.text):
        chunk = masked.chunks[match.start("n")]
        whole = _whole([n for n in wholes if n.begin < chunk.begin], masked.plain_begin(match.start("since")))
        kind = kind_of(match["what"])
        if whole and isinstance(chunk.value, Amount) and chunk.value.value and kind not in (whole.kind, "AllPersonnel"):
            yield replace(whole, value=chunk.value.value, kind=kind, rule="prose/figure/part-named", begin=chunk.begin)


def _whole(before: list[Number], since: int) -> Number | None:
    """The strength of which a part is named, where one stands there: of "200 of the 250 authorized" those deployed."""
    if not before or before[-1].begin < since:
        return None
    deployed = [number for number in before if number.measure == "DeployedStrength"]
    return (deployed or before)[-1]

"""Whose units a page speaks of: what "it", "the battalion" and "three Jordanians" further down mean."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from kg.reading.prose.mask import Chunk, Masked
from kg.reading.prose.phrases import find_said, says
from kg.values.countries import Country

Found: TypeAlias = tuple[int, int, str, Country]
"""A stretch of folded text that is to be folded to a country."""
_IN_UNIFORM = ("Peacekeeper", "Soldier", "PoliceOfficer", "MilitaryObserver")


def countries_of_units(masked: Masked, quiet: bool = False) -> frozenset[Country]:
    """The countries whose units a sentence speaks of, or, where it is `quiet`, whose soldiers or police."""
    found = [masked.within(*match.span()) for match in find_said("clause", "unit_of", masked.text)]
    ours = [chunks for chunks in found if all(_is_unit(masked, c, quiet) for c in chunks if c.kind == "people")]
    return frozenset(c.value for chunks in ours for c in chunks if isinstance(c.value, Country))


def _is_unit(masked: Masked, chunk: Chunk, quiet: bool) -> bool:
    """Whether a noun is that of a unit ("battalion"), or in a quiet sentence of anybody in uniform."""
    unit = says("clause", "a_unit").fullmatch(masked.plain[chunk.begin : chunk.end]) is not None
    return unit or (quiet and chunk.value in _IN_UNIFORM)


@dataclass(slots=True)
class Units:
    """The units of which a section has told, all `named`: `last` is whose the last one is that the paragraph named
    alone, `fresh` whether the sentence before named it, `notes` what was said of it where no number was told."""

    paragraph: int = -1
    last: Country | None = None
    notes: tuple[str, ...] = ()
    fresh: bool = False
    named: set[Country] = field(default_factory=set)

    def enter(self, paragraph: int) -> None:
        """Begins a sentence: "it" is no unit of another paragraph."""
        if paragraph != self.paragraph:
            self.paragraph, self.last, self.notes, self.fresh = paragraph, None, (), False

    def see(self, masked: Masked, country: Country | None = None, notes: tuple[str, ...] = ()) -> None:
        """Remembers whose unit a sentence spoke of; of several it is not known which is meant afterwards. `country` is
        one of which was told, whatever the words, that it sends a unit of which `notes` tell."""
        countries = countries_of_units(masked)
        if country and len(countries) < 2:
            countries = frozenset([country])
        self.named |= countries
        self.fresh = len(countries) == 1
        if countries:
            self.last, self.notes = (next(iter(countries)), notes) if self.fresh else (None, ())

    def meant(self, masked: Masked) -> Iterator[Found]:
        """Where a sentence goes on with a unit: "It now consists of 170 soldiers", "The battalion was cut to 200"."""
        alone = next(iter(self.named)) if len(self.named) == 1 else None
        for match in find_said("contribution", "unit_now", masked.text):
            country = (self.last if self.fresh else None) if match[1] in ("It", "it") else self.last or alone
            if country:
                yield match.start(1), match.end(1), "country", country

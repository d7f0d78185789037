"""What a build of a dump counts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from kg.answers.summary import Part
from kg.pages.model import Failure


@dataclass(slots=True)
class Tally:
    """Counts over a build: pages that came by, that were chosen, read, and taken from the cache; what they told.

    `facts` counts facts by kind, `units` what the pages hold by its fate (read, ignored, unread; with an audit);
    `notes` are what the user should know of pages.
    """

    seen: int = 0
    chosen: int = 0
    read: int = 0
    cached: int = 0
    triples: int = 0
    facts: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def count(self, part: Part, cached: bool) -> None:
        """Add a page."""
        self.read += 1
        self.cached += cached
        self.triples += part.triples.count(b"\n")
        self.facts.update(part.facts)
        self.units.update(part.units)

    def counts(self) -> dict[str, Any]:
        """All but the failures, for JSON."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "failures"}

    @classmethod
    def of(cls, counts: Mapping[str, Any], failures: list[Failure]) -> "Tally":
        """What `counts` gave."""
        made = cls(**counts, failures=failures)
        made.facts, made.units = Counter(made.facts), Counter(made.units)
        return made

"""What a build read: pages, facts, values left unread, and pages that could not be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.pages.model import Failure


@dataclass(frozen=True, slots=True)
class Part:
    """What one page gives to a graph: its triples (as N-Triples), and how many facts of which kind they tell.

    `units` counts what the page holds by its fate (read, ignored, unread); it stays empty without an audit.
    """

    triples: bytes
    facts: Counter[str]
    units: Counter[str]


@dataclass(slots=True)
class Summary:
    """Counts over all pages; `failures` could not be read, `notes` are what the user should know of pages."""

    pages: int = 0
    facts: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def count(self, part: Part) -> None:
        """Add one page."""
        self.pages += 1
        self.facts.update(part.facts)
        self.units.update(part.units)

    @property
    def percent_unread(self) -> float:
        """The unread part of all that the pages hold."""
        return 100 * self.units["unread"] / (self.units.total() or 1)

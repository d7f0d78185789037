"""What a build read: pages, facts, values left unread, and pages that could not be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.pages.model import Failure
    from kg.reading.read import Reading


@dataclass(slots=True)
class Summary:
    """Counts over all pages; `failures` are the pages and files that could not be read.

    `units` counts what the pages gave by its fate (read, ignored, unread); it stays empty without an audit.
    """

    pages: int = 0
    redirects: int = 0
    facts: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)

    def count(self, reading: Reading, audit: bool) -> None:
        """Add one page; an audit takes about as long as reading it."""
        self.pages += 1
        self.redirects += bool(reading.document.page.redirect)
        self.facts.update(type(fact).__name__ for fact in reading.facts)
        if audit:
            self.units.update(unit.status for unit in reading.report.units)

    @property
    def percent_unread(self) -> float:
        """The unread part of all that the pages gave."""
        return 100 * self.units["unread"] / (self.units.total() or 1)

"""What a build read: pages, facts, values left unread, and pages that could not be read."""

from collections import Counter
from dataclasses import dataclass, field

from kg.pages.model import Failure
from kg.reading.read import Reading


@dataclass(slots=True)
class Summary:
    """Counts over all pages; `failures` are the pages and files that could not be read."""

    pages: int = 0
    facts: Counter[str] = field(default_factory=Counter)
    read: int = 0
    unread: int = 0
    failures: list[Failure] = field(default_factory=list)

    def count(self, reading: Reading) -> None:
        """Add one page."""
        self.pages += 1
        self.facts.update(type(fact).__name__ for fact in reading.facts)
        self.read += reading.report.read
        self.unread += reading.report.unread

    @property
    def share_unread(self) -> float:
        """The unread part of all values that the pages give, in per cent."""
        total = self.read + self.unread
        return 100 * self.unread / total if total else 0.0

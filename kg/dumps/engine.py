"""Reads pages in several processes and hands on what each gives, in the order of the pages.

Any number of workers gives the same parts in the same order, and no more than a few pages are in memory.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from kg.answers.summary import Part
from kg.dumps.cache import Cache
from kg.dumps.model import Tally
from kg.pages.dump import RawPage
from kg.pages.fence import fenced
from kg.pages.model import Failure, Page, noted
from kg.pages.walk import Found, Position, Walk

Read = Callable[[RawPage | Page], Part | Failure]
WARM = Page(
    "United Nations Mission in Utopia", "{{Infobox United Nations|name=x}}\nIt '''is''' a peacekeeping mission."
)


@dataclass(frozen=True, slots=True)
class Fence:
    """How many processes read pages, and what one page may take: seconds, and megabytes of memory."""

    workers: int = 1
    seconds: float = 60
    megabytes: int = 2048


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of what a walk found: a part, a failure, or None where the walk only came by; a note on the page."""

    position: Position
    result: Part | Failure | None
    cached: bool = False
    note: str = ""

    @property
    def seen(self) -> int:
        """How many pages had come by then."""
        return self.position.before + self.position.number


def outcomes(walk: Walk, read: Read, fence: Fence, cache: Cache | None = None) -> Iterator[Outcome]:
    """Each of the walk's finds read, or taken from the cache."""
    waiting: deque[tuple[Found, bytes, bool]] = deque()

    def pages() -> Iterator[RawPage | Page | Failure | Part | None]:
        for found in walk:
            key = cache.key(found.page) if cache and isinstance(found.page, RawPage | Page) else b""
            known = cache.get(key) if cache and key else None
            waiting.append((found, key, known is not None))
            yield known or found.page

    warm = partial(read, WARM)
    for result in fenced(pages(), read, fence.seconds, fence.megabytes, fence.workers, warm=warm):
        found, key, cached = waiting.popleft()
        part = result if isinstance(result, Part | Failure) else None
        if cache and key and not cached and isinstance(part, Part):
            cache.put(key, part)
        yield Outcome(found.position, part, cached, noted(found.page))


def count(tally: Tally, outcome: Outcome) -> None:
    """Add an outcome to the counts."""
    tally.seen = outcome.seen
    if isinstance(outcome.result, Failure):
        tally.failures.append(outcome.result)
    elif outcome.result is not None:
        tally.count(outcome.result, outcome.cached)
    tally.chosen += outcome.result is not None
    tally.notes += [outcome.note] if outcome.note else []

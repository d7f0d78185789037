"""What a benchmark is at, on stderr, so that nobody waits before an empty screen; results go to stdout."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

Item = TypeVar("Item")
EVERY = 5.0


class Steps:
    """Says what is done now: on a terminal in one line that changes, else in a line every few seconds at most.

    `with Steps() as steps: steps.say("making a dump"); …`
    """

    def __init__(self, out: TextIO | None = None, every: float = EVERY) -> None:
        self._out = out or sys.stderr
        self._every = every
        self._told = float("-inf")

    def __enter__(self) -> "Steps":
        return self

    def __exit__(self, *_: object) -> None:
        if self._out.isatty():
            self._write("\r\x1b[K")

    def say(self, text: str) -> None:
        """Say it, unless something was said just now."""
        if self._out.isatty():
            self._write(f"\r\x1b[K{text[:100]}")
        elif time.monotonic() - self._told >= self._every:
            self._told = time.monotonic()
            self._write(f"{text}\n")

    def over(self, items: Iterable[Item], total: int, text: str) -> Iterator[Item]:
        """The same items; says what share of them has come by."""
        for done, item in enumerate(items):
            self.say(f"{text}: {100 * done // (total or 1)} %")
            yield item

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()

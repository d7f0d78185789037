"""Tells how far a build is: a bar for people, a line of JSON a minute for logs."""

import json
import sys
from time import monotonic
from typing import TYPE_CHECKING, NoReturn

from kg.dumps.model import Tally
from kg.pages.walk import Progress

if TYPE_CHECKING:
    from tqdm import tqdm

LOG_SECONDS = 60.0
_BAR = "{percentage:3.0f}% |{bar}| {n_fmt}/{total_fmt} [{elapsed}<{remaining}, {rate_fmt}{postfix}]"


class Meter:
    """Shows progress on stderr; called as often as one likes."""

    def __init__(self, progress: Progress, tally: Tally, seconds: float = LOG_SECONDS) -> None:
        self.progress, self.tally, self.seconds = progress, tally, seconds
        self.started = self.told = monotonic()
        self.begun = progress.read
        self.bar = _bar() if sys.stderr is not None and sys.stderr.isatty() else None

    def show(self) -> None:
        """Show where the build is, if it is time."""
        if self.bar is not None:
            self.bar.total = self.progress.total
            self.bar.set_postfix_str(f"{self.tally.seen:,} pages, {self.tally.facts.total():,} facts", refresh=False)
            self.bar.update(self.progress.read - self.bar.n)
        elif monotonic() - self.told >= self.seconds and sys.stderr is not None:
            self.told = monotonic()
            sys.stderr.write(json.dumps(self.line()) + "\n")
            sys.stderr.flush()

    def line(self) -> dict[str, object]:
        """Where the build is: bytes are those of the inputs as they lie on the disk, times are in seconds."""
        now, progress, tally = monotonic(), self.progress, self.tally
        rate = (progress.read - self.begun) / max(now - self.started, 0.001)
        left = (progress.total - progress.read) / rate if rate and progress.total else None
        return {
            "seconds": round(now - self.started, 1),
            "bytes": progress.read,
            "of_bytes": progress.total,
            "bytes_per_second": round(rate),
            "seconds_left": None if left is None else round(left),
            "pages": tally.seen,
            "chosen": tally.chosen,
            "read": tally.read,
            "failed": len(tally.failures),
            "facts": tally.facts.total(),
        }

    def close(self) -> None:
        """Take the bar away."""
        if self.bar is not None:
            self.bar.close()


def _bar() -> "tqdm[NoReturn]":
    from tqdm import tqdm  # noqa: PLC0415 (only where someone watches)

    tqdm.monitor_interval = 0  # no thread of its own: processes split off from this one
    return tqdm(unit="B", unit_scale=True, leave=False, file=sys.stderr, bar_format=_BAR)

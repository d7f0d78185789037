"""How benchmarks measure: tasks take turns, so that all meet the same machine, and are compared round by round."""

import compileall
import os
import resource
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.progress import Steps

_STAT = Path("/proc/stat")
_PACKAGE = Path(__file__).resolve().parents[1] / "kg"


def with_bytecode() -> None:
    """Gives the package of this checkout its bytecode, as pip does with what it installs (what is compared has it)."""
    compileall.compile_dir(_PACKAGE, quiet=1)


def seconds(task: Callable[[], object]) -> float:
    started = time.perf_counter()
    task()
    return time.perf_counter() - started


def busy() -> float:
    """Seconds that all processors have worked since the machine started, for whomever (0 where Linux does not say)."""
    lines = _STAT.read_text().split("\n", 1)[0].split()[1:] if _STAT.exists() else []
    ticks = [int(tick) for tick in lines]
    return (sum(ticks[:8]) - sum(ticks[3:5])) / os.sysconf("SC_CLK_TCK") if ticks else 0.0


class Others:
    """How much of the processors others used since this was made: to read ratios of times with.

    `with Others() as others: …; print(others)`
    """

    def __enter__(self) -> "Others":
        self.share = 0.0
        self._before = time.monotonic(), busy() - spent()
        return self

    def __exit__(self, *_: object) -> None:
        started, before = self._before
        whole = (time.monotonic() - started) * (os.cpu_count() or 1)
        self.share = max(busy() - spent() - before, 0) / whole

    def __str__(self) -> str:
        return f"others used {100 * self.share:.0f} % of the processors"


def _both(task: Callable[[], object]) -> tuple[float, float]:
    before = spent()
    wall = seconds(task)
    return wall, spent() - before


def spent(*who: int) -> float:
    """Seconds of all processors: for this process and those it waited for, or only for some (`resource.RUSAGE_…`)."""
    used = [resource.getrusage(one) for one in who or (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def interleaved(tasks: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each task in each round; a first round fills caches and is not counted."""
    return {name: [wall for wall, _ in taken] for name, taken in interleaved_both(tasks, rounds).items()}


def interleaved_both(tasks: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[tuple[float, float]]]:
    """The same, with the seconds of all processors beside those on the wall."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in tasks}
    with Steps() as steps:
        for count in range(rounds + 1):
            for name, task in tasks.items():
                steps.say(f"{f'round {count} of {rounds}' if count else 'warming up'}: {name.strip()}")
                taken = _both(task)
                if count:
                    times[name].append(taken)
    return times


def ratios(taken: Sequence[float], base: Sequence[float]) -> str:
    """The median of the rounds' own ratios, with their quartiles.

    >>> ratios([2, 2, 2], [1, 1, 1])
    '2.00 x (2.00 to 2.00)'
    """
    each = [one / other for one, other in zip(taken, base, strict=True)]
    low, middle, high = statistics.quantiles(each, n=4) if len(each) > 1 else each * 3
    return f"{middle:.2f} x ({low:.2f} to {high:.2f})"

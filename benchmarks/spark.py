"""Spark `local[2]` against the local engine with two workers, on the same bz2 dump; starting is left out of both.

    python -m benchmarks.spark [MEGABYTES] [ROUNDS]

Mission articles are one in 20,000. Both read in this process: the words that choose pages, the rules and the Java
machine are there, and Spark has run a job, before the clock starts.
"""

import importlib.util
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.dumps import write_long
from benchmarks.measure import Others, interleaved_both, ratios
from kg.build import page_part
from kg.dumps.engine import Fence
from kg.dumps.local import build_file
from kg.dumps.spark import Job, run, started_context
from kg.pages.choose import chooser
from kg.pages.walk import Walk
from kg.triples.names import BASE

READ = partial(page_part, BASE, True)
TIMES = 20


def locally(dump: Path, out: Path) -> None:
    build_file(Walk([str(dump)], chooser(["missions"]), threads=2), READ, Fence(2), out, {}, resume=False)


def spark_into(folder: Path, dump: Path) -> Callable[[], object]:
    """A task that builds on a running Spark, each time into a new folder."""
    context = started_context("local[2]")
    job = Job(partial(chooser, ["missions"]), READ, Fence())
    context.parallelize(range(2), 2).map(lambda _: job.chooser()).count()
    numbers = iter(range(1_000))
    return lambda: run(context, [str(dump)], job, str(folder / f"parts-{next(numbers)}"))


def parts(folder: Path) -> bytes:
    return b"".join(part.read_bytes() for part in sorted((folder / "parts-0").glob("part-*")))


def main(megabytes: int, rounds: int) -> None:
    if not importlib.util.find_spec("pyspark") or not shutil.which("java"):
        print("Spark is not installed: `make test-spark` installs it")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dump, out = folder / "dump.xml.bz2", folder / "local.nq"
        count = write_long(dump, megabytes * 1_000_000 // TIMES, TIMES)
        tasks = {"local": lambda: locally(dump, out), "Spark local[2]": spark_into(folder, dump)}
        with Others() as others:
            pairs = interleaved_both(tasks, rounds)
        same = "the same bytes" if parts(folder) == out.read_bytes() else "OTHER BYTES"
    print(f"{megabytes} MB of XML, {count:,} pages, {rounds} rounds, {same}; {others} or Java")
    times = {task: [wall for wall, _ in taken] for task, taken in pairs.items()}
    for task, taken in times.items():
        print(f"  {task:16}{median(taken):7.1f} s  {ratios(taken, times['local'])} of the local engine's time")


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["1000"])[0]), int((sys.argv[2:] or ["3"])[0]))

"""The same build on Apache Spark: each task reads a stretch of a dump and writes one part.

A part holds what the local engine writes for that stretch; the parts in order are the local engine's file. Hadoop's
committer makes a part appear once, whatever fails and is tried again; counts are kept by stretch for the same reason.
Inputs are paths that every machine sees; the output may be any address that Hadoop knows (hdfs://, s3a://).
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.answers.summary import Part
from kg.dumps.engine import WARM, Fence, Read, count, outcomes
from kg.dumps.model import Tally
from kg.errors import InputError, UsageError
from kg.pages.model import Failure
from kg.pages.sources import files
from kg.pages.streams import Stretch, stretches
from kg.pages.walk import Chooser, Walk

if TYPE_CHECKING:
    from pyspark import SparkContext

LEAST = 1 << 20
"""Bytes on the disk below which a file is not cut further: a task costs some tens of milliseconds."""
MOST = 64 << 20
"""Bytes on the disk of a task: some seconds of work, so that a lost one is soon done again."""

Tallies = dict[Stretch, Tally]


@dataclass(frozen=True, slots=True)
class Job:
    """What each task needs: how pages are chosen (made on the machine that uses it), and how one is read."""

    chooser: Callable[[], Chooser]
    read: Read
    fence: Fence = field(default_factory=Fence)


def plan(inputs: Sequence[str], cores: int) -> tuple[list[Stretch], list[Failure]]:
    """The stretches of all inputs, in order: at least four for each core where the files can be cut."""
    found = list(files(inputs))
    names = [Path(name) for name in found if isinstance(name, str) and name != "-" and Path(name).is_file()]
    lost = [one if isinstance(one, Failure) else Failure(one, _UNSEEN) for one in found if _unusable(one)]
    total = sum(path.stat().st_size for path in names)
    size = min(max(total // (4 * cores), LEAST), MOST)
    return [stretch for path in names for stretch in stretches(path, size)], lost


_UNSEEN = "cannot be read by all machines: name a file that each of them sees"


def _unusable(one: str | Failure) -> bool:
    return isinstance(one, Failure) or one == "-" or not Path(one).is_file()


def read_stretch(job: Job, stretch: Stretch, keep: Callable[[Tallies], object]) -> Iterator[str]:
    """What each page of a stretch gives, as lines; at its end the counts are kept."""
    job.read(WARM)  # Spark's process serves other stretches, too
    tally = Tally()
    walk = Walk([stretch.path], job.chooser(), cut=lambda _: [stretch])
    for outcome in outcomes(walk, job.read, job.fence):
        count(tally, outcome)
        if isinstance(outcome.result, Part) and outcome.result.triples:
            yield outcome.result.triples.decode("utf-8").removesuffix("\n")
    keep({stretch: tally})


def build_spark(inputs: Sequence[str], job: Job, master: str, output: str) -> Tally:
    """Build on the cluster `master` into the folder `output`; UsageError where it or PySpark is not there."""
    if Path(output).exists():
        raise UsageError(f"{output} is there already: Spark writes a new folder.")
    context = started_context(master)
    try:
        return run(context, inputs, job, output)
    finally:
        context.stop()


def run(context: SparkContext, inputs: Sequence[str], job: Job, output: str) -> Tally:
    """Build with a Spark that is running."""
    rows, lost = plan(inputs, context.defaultParallelism)
    kept = context.accumulator({}, _by_stretch())
    if rows:
        lines = context.parallelize(rows, len(rows)).flatMap(lambda stretch: read_stretch(job, stretch, kept.add))
        try:
            lines.saveAsTextFile(output)
        except Exception as error:  # py4j's errors carry pages of Java; its last cause says what happened
            raise InputError(f"Spark gave up: {_cause(error)}") from None
    return _sum([kept.value[row] for row in rows if row in kept.value], lost)


def _by_stretch() -> Any:
    """Counts by stretch: a task that ran twice counts once."""
    from pyspark.accumulators import AccumulatorParam  # noqa: PLC0415

    class ByStretch(AccumulatorParam[Tallies]):
        def zero(self, value: Tallies) -> Tallies:
            return {}

        def addInPlace(self, value1: Tallies, value2: Tallies) -> Tallies:  # noqa: N802 (Spark's name)
            return value1 | value2

    return ByStretch()


def started_context(master: str) -> SparkContext:
    """A Spark that runs; UsageError says why it does not."""
    try:
        with warnings.catch_warnings(action="ignore"):  # on the versions of libraries that are not used here
            from pyspark import SparkConf, SparkContext  # noqa: PLC0415 (an extra)
    except ImportError:
        raise UsageError("Spark is not installed: pip install 'peacekg[spark]', and Java 17.") from None
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf().setMaster(master).setAppName("kg build").set("spark.ui.showConsoleProgress", "false")
    try:
        with warnings.catch_warnings(action="ignore"):
            context = SparkContext(conf=conf)
    except Exception as error:
        raise UsageError(f"Spark does not start with --master {master} ({_cause(error)}).") from None
    context.setLogLevel("ERROR")
    return context


def _cause(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = [line for line in lines if line.startswith("Caused by:")] or lines or [type(error).__name__]
    return told[-1][:300]


def _sum(tallies: Sequence[Tally], failures: Sequence[Failure]) -> Tally:
    made = Tally(failures=list(failures))
    for tally in tallies:
        for name in ("seen", "chosen", "read", "cached", "triples"):
            setattr(made, name, getattr(made, name) + getattr(tally, name))
        made.facts.update(tally.facts)
        made.units.update(tally.units)
        made.notes += tally.notes
        made.failures += tally.failures
    return made

"""The same build on Spark: the same facts, whatever fails on the way."""

import bz2
import importlib.util
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.answers.summary import Part
from kg.build import page_part
from kg.dumps import spark
from kg.dumps.engine import Fence
from kg.dumps.local import build_file
from kg.dumps.spark import Job, build_spark, plan, run
from kg.errors import InputError, UsageError
from kg.pages.choose import chooser
from kg.pages.dump import RawPage
from kg.pages.model import Failure, Page
from kg.pages.walk import Chooser, Walk, choose_all
from kg.resources import folder
from kg.triples.names import BASE

if TYPE_CHECKING:
    from pyspark import SparkContext

DUMP = Path(__file__).resolve().parents[2] / "../shared/dumps/enwiki-sample.xml.bz2"
HERE = importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None
MARKS = [
    pytest.mark.slow,
    pytest.mark.skipif(not HERE, reason="Spark is not installed: make test-spark installs it"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # PySpark leaves its sockets to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def needs_spark(test: Callable[..., None]) -> Callable[..., None]:
    for mark in MARKS:
        test = mark(test)
    return test


def everything() -> Chooser:
    return choose_all


def by_title(page: RawPage | Page) -> Part | Failure:
    return Part(f"<http://x/{page.title}> <http://x/p> <http://x/o> .\n".encode(), Counter(x=1), Counter())


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """Twelve streams of a hundred kilobytes, five pages each."""
    chance = [str(number * number % 1_000_003) for number in range(60_000)]
    pages = [
        f"<page><title>P{n}</title><ns>0</ns><revision>"
        f"<text>{' '.join(chance[n * 900 : n * 900 + 3000])}</text></revision></page>"
        for n in range(60)
    ]
    streams = ["<mediawiki>", *("".join(pages[n : n + 5]) for n in range(0, 60, 5)), "</mediawiki>"]
    path = tmp_path / "dump.xml.bz2"
    path.write_bytes(b"".join(bz2.compress(stream.encode()) for stream in streams))
    return path


def test_the_plan_cuts_dumps_and_names_what_cannot_be_read(dump: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "LEAST", 1000)
    rows, lost = plan([str(dump), "-", "gone.xml", str(folder("samples"))], 2)
    assert len([row for row in rows if row.path == str(dump)]) >= 4
    assert len([row for row in rows if row.path.endswith(".wikitext")]) == len(
        list(folder("samples").glob("*.wikitext"))
    )
    assert [failure.source for failure in lost] == ["-", "gone.xml"]


def test_a_folder_that_is_there_is_not_touched(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is there already"):
        build_spark([], Job(everything, by_title), "local[1]", str(tmp_path))


@pytest.fixture(scope="module")
def context() -> Iterator["SparkContext"]:
    """A Spark of two cores, where a task may fail three times."""
    context = spark.started_context("local[2,4]")
    yield context
    context.stop()


@needs_spark
def test_the_same_facts_as_the_local_engine(
    context: "SparkContext", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark, "LEAST", 1000)
    inputs = [str(folder("samples")), *([str(DUMP)] if DUMP.exists() else [])]
    read = partial(page_part, BASE, True)
    whole = build_file(Walk(inputs, chooser(["missions"])), read, Fence(), tmp_path / "local.nq", {}, resume=False)
    tally = run(context, inputs, Job(partial(chooser, ["missions"]), read), str(tmp_path / "parts"))
    parts = sorted((tmp_path / "parts").glob("part-*"))
    assert b"".join(part.read_bytes() for part in parts) == (tmp_path / "local.nq").read_bytes()
    assert (tally.seen, tally.facts, tally.units, tally.triples) == (
        whole.seen, whole.facts, whole.units, whole.triples,
    )  # fmt: skip


@needs_spark
def test_a_task_that_fails_is_tried_again_and_nothing_is_there_twice(
    context: "SparkContext", dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark, "LEAST", 1000)
    seen = tmp_path / "seen"
    seen.mkdir()

    def fails_once() -> Chooser:
        from pyspark import TaskContext

        told = TaskContext.get()
        if told is not None and told.attemptNumber() == 0:
            (seen / str(told.partitionId())).write_text("")
            return lambda path: lambda data, begin, end: (_ for _ in ()).throw(RuntimeError("no luck"))
        return choose_all

    tally = run(context, [str(dump)], Job(fails_once, by_title), str(tmp_path / "parts"))
    lines = [line for part in (tmp_path / "parts").glob("part-*") for line in part.read_text().splitlines()]
    assert len(list(seen.iterdir())) > 1
    assert sorted(lines) == sorted(f"<http://x/P{n}> <http://x/p> <http://x/o> ." for n in range(60))
    assert (tally.seen, tally.read, tally.facts["x"]) == (60, 60, 60)


@needs_spark
def test_a_task_that_always_fails_leaves_no_graph(context: "SparkContext", dump: Path, tmp_path: Path) -> None:
    def never() -> Chooser:
        raise RuntimeError("no luck at all")

    with pytest.raises(InputError, match="Spark gave up"):
        run(context, [str(dump)], Job(never, by_title), str(tmp_path / "parts"))
    assert not (tmp_path / "parts" / "_SUCCESS").exists()

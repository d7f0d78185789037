"""Builds of dumps: the same bytes with any number of workers, after any interruption, and with a cache."""

import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from kg.answers.summary import Part
from kg.build import page_part
from kg.dumps.cache import Cache, rules
from kg.dumps.engine import Fence, count, outcomes
from kg.dumps.journal import Journal
from kg.dumps.local import build_file, build_stream
from kg.dumps.model import Tally
from kg.dumps.progress import Meter
from kg.errors import InputError, UsageError
from kg.pages.dump import RawPage
from kg.pages.export import Site
from kg.pages.model import Failure, Page
from kg.pages.streams import Stretch, stretches
from kg.pages.walk import Position, Progress, Walk
from kg.resources import folder
from kg.triples.names import BASE

TEXT = "{{Infobox United Nations|name=x|type=Mission}} '''X%d''' is a peacekeeping mission. It has %d troops."
READ = partial(page_part, BASE, True)


def export(path: Path, count: int, text: str = TEXT) -> Path:
    pages = "".join(
        f"<page><title>United Nations Mission {n}</title><ns>0</ns><id>{n}</id><revision><id>{n}</id>"
        f"<text>{text % (n, n * 100)}</text></revision></page>\n"
        for n in range(count)
    )
    path.write_text(f"<mediawiki>{pages}</mediawiki>", encoding="utf-8")
    return path


def small(path: Path) -> list[Stretch]:
    return stretches(path, 2000)


def built(path: Path, out: Path, fence: Fence = Fence(), cache: Cache | None = None) -> Tally:  # noqa: B008
    return build_file(Walk([str(path)], cut=small), READ, fence, out, {}, resume=False, cache=cache)


@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_gives_the_same_bytes(workers: int, tmp_path: Path) -> None:
    path = export(tmp_path / "a.xml", 30)
    one, many = built(path, tmp_path / "1.nq"), built(path, tmp_path / "n.nq", Fence(workers))
    assert (tmp_path / "1.nq").read_bytes() == (tmp_path / "n.nq").read_bytes() != b""
    assert (one.seen, one.chosen, one.read) == (30, 30, 30) and one == many
    assert one.triples == (tmp_path / "1.nq").read_bytes().count(b"\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.nq", "a.xml", "n.nq"]


def reading(page: RawPage | Page) -> Part | Failure:
    """Behaves as a page's title says."""
    if page.title.endswith("7"):
        time.sleep(60)
    if page.title.endswith("9"):
        os._exit(1)
    if page.title.endswith("11"):
        return Part(str(len(bytearray(1 << 30))).encode(), Counter(), Counter())
    return Part(page.title.encode() + b"\n", Counter(x=1), Counter())


def test_a_bad_page_is_named_and_the_others_are_built(tmp_path: Path) -> None:
    path = export(tmp_path / "a.xml", 14)
    lines: list[bytes] = []
    tally = build_stream(Walk([str(path)]), reading, Fence(2, 0.5, 256), lines.append)
    assert lines == [f"United Nations Mission {n}\n".encode() for n in range(14) if n not in (7, 9, 11)]
    assert [failure.message for failure in tally.failures] == [
        "the page 'United Nations Mission 7' took longer than 0.5 seconds",
        "the page 'United Nations Mission 9' ended the process that read it",
        "the page 'United Nations Mission 11' needs more than 256 MB of memory",
    ]
    assert (tally.seen, tally.chosen, tally.read, tally.facts["x"]) == (14, 14, 11, 11)


def command(dump: Path, out: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "kg", "build", str(dump), "-o", str(out), "--workers", "2", *options]


def killed_and_resumed(dump: Path, out: Path, times: int, chance: random.Random) -> int:
    """Kill a build at random moments, go on each time, and let the last one end; how many were really killed."""
    started = time.monotonic()
    subprocess.run(command(dump, out.with_name("whole.nq")), check=True, capture_output=True)
    whole = time.monotonic() - started
    killed = 0
    for _ in range(times):
        process = subprocess.Popen(
            command(dump, out, "--resume"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(chance.uniform(0.2, whole))
        killed += process.poll() is None
        os.killpg(process.pid, signal.SIGKILL) if process.poll() is None else None
        process.wait()
    subprocess.run(command(dump, out, "--resume"), check=True, capture_output=True)
    return killed


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """Some seconds of work."""
    return export(tmp_path / "dump.xml", 600, TEXT + " On 3 May 2009 two soldiers were killed in an ambush." * 3)


def test_killed_and_resumed_gives_the_same_bytes(dump: Path) -> None:
    out = dump.with_name("out.nq")
    assert killed_and_resumed(dump, out, 2, random.Random(1)) >= 1  # noqa: S311
    assert out.read_bytes() == dump.with_name("whole.nq").read_bytes()
    assert [path.name for path in dump.parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("KG_LONG"), reason="takes minutes: make test-long runs it")
def test_killed_twenty_times(dump: Path) -> None:
    out = dump.with_name("out.nq")
    assert killed_and_resumed(dump, out, 20, random.Random(2)) >= 10  # noqa: S311
    assert out.read_bytes() == dump.with_name("whole.nq").read_bytes()


def test_resumed_at_each_page_gives_the_same_bytes_and_counts(tmp_path: Path) -> None:
    """Interrupted after every page, with checkpoints here and there and torn writes behind them."""
    path, chance = export(tmp_path / "a.xml", 25), random.Random(3)  # noqa: S311
    whole = built(path, tmp_path / "whole.nq")
    out = tmp_path / "out.nq"
    for _ in range(300):
        if interrupted(path, out, chance):
            break
    assert out.read_bytes() == (tmp_path / "whole.nq").read_bytes()
    assert whole == TALLIES[-1]


TALLIES: list[Tally] = []


def interrupted(path: Path, out: Path, chance: random.Random) -> bool:
    """Go on for some pages; whether that was all of them."""
    journal = Journal(out, {"x": 1}, resume=True)
    walk = Walk([str(path)], cut=small, after=journal.position)
    pages = chance.randrange(1, 5)
    for outcome in outcomes(walk, READ, Fence()):
        count(journal.tally, outcome)
        if isinstance(outcome.result, Part):
            journal.write(outcome.result.triples)
        if chance.random() < 0.5:
            journal.save(outcome.position)
        pages -= 1
        if not pages:
            journal.write(b"torn <writ")
            journal.close()
            with out.with_name(f".{out.name}.journal").open("ab") as lines:
                lines.write(b'{"position": [0, 12')
            return False
    journal.finish()
    TALLIES.append(journal.tally)
    return True


def test_another_job_does_not_go_on(tmp_path: Path) -> None:
    out = tmp_path / "out.nq"
    Journal(out, {"inputs": ["a"]}, resume=False).close()
    with pytest.raises(UsageError, match="other inputs, options or rules"):
        Journal(out, {"inputs": ["b"]}, resume=True)
    Journal(out, {"inputs": ["b"]}, resume=False).close()


def test_two_builds_do_not_write_one_file(tmp_path: Path) -> None:
    first = Journal(tmp_path / "out.nq", {}, resume=False)
    with pytest.raises(UsageError, match="another build"):
        Journal(tmp_path / "out.nq", {}, resume=False)
    first.close()


def test_an_unwritable_folder_is_a_clear_message(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone/out.nq: cannot be written \(No such file or directory\)"):
        Journal(tmp_path / "gone" / "out.nq", {}, resume=False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_a_clear_message(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "out.nq", {}, resume=False)
    journal._out.close()
    journal._out = Path("/dev/full").open("wb", 10)  # noqa: SIM115
    with pytest.raises(InputError, match=r"No space left on device.*--resume goes on"):
        journal.write(b"x" * 100)
    journal.close()


def test_what_is_there_already_is_replaced_only_by_a_whole_file(tmp_path: Path) -> None:
    out = tmp_path / "out.nq"
    out.write_bytes(b"old")
    journal = Journal(out, {}, resume=False)
    journal.write(b"new")
    journal.save(Position(0, 0, 1))
    assert out.read_bytes() == b"old"
    journal.finish()
    assert out.read_bytes() == b"new"


def test_the_cache_reads_only_what_is_new(tmp_path: Path) -> None:
    path = export(tmp_path / "a.xml", 10)
    first = built(path, tmp_path / "1.nq", cache=Cache(tmp_path / "cache"))
    again = built(path, tmp_path / "2.nq", cache=Cache(tmp_path / "cache"))
    assert (first.cached, again.cached) == (0, 10)
    path.write_text(path.read_text().replace("<id>3</id>", "<id>99</id>"))
    changed = built(path, tmp_path / "3.nq", cache=Cache(tmp_path / "cache"))
    assert changed.cached == 9 and changed.facts == first.facts and changed.units == first.units
    assert (tmp_path / "1.nq").read_bytes() == (tmp_path / "2.nq").read_bytes()


def test_other_rules_and_options_have_other_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, part = Page("A", "x"), Part(b"y", Counter(a=1), Counter())
    cache = Cache(tmp_path, "base")
    cache.put(cache.key(page), part)
    assert cache.get(cache.key(page)) == part
    assert cache.get(cache.key(Page("A", "x", revision=2))) is None
    assert cache.key(RawPage(b"x", 1, Site(), "s")) == cache.key(RawPage(b"x", 9, Site(), "t"))
    cache.close()
    assert len(rules()) == 16
    other = Cache(tmp_path, "other base")
    assert other.get(other.key(page)) is None
    other.close()


def test_a_cache_that_cannot_be_is_a_clear_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot serve as a cache"):
        Cache(tmp_path / "file")


def test_a_log_line_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    meter = Meter(Progress(total=100), Tally(), seconds=0)
    meter.progress.done, meter.tally.seen = 40, 7
    meter.show()
    line = json.loads(capsys.readouterr().err)
    assert (line["bytes"], line["of_bytes"], line["pages"]) == (40, 100, 7) and line["seconds_left"] >= 0
    Meter(Progress(total=100), Tally()).show()
    assert capsys.readouterr().err == ""


def test_a_terminal_shows_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(screen, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", screen)
    meter = Meter(Progress(total=100), Tally())
    meter.progress.done, meter.tally.seen, meter.tally.facts["Attack"] = 40, 7, 3
    assert meter.bar is not None
    meter.bar.mininterval = 0
    meter.show()
    assert " 40%" in screen.getvalue() and "7 pages, 3 facts" in screen.getvalue()
    meter.close()


def test_the_samples_through_the_command(tmp_path: Path) -> None:
    """N-Quads page by page are the same triples as the sorted graph."""
    for name in ("a.nq", "b.nt"):
        subprocess.run(
            [sys.executable, "-m", "kg", "build", str(folder("samples")), "-o", name],
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )
    streamed = (tmp_path / "a.nq").read_bytes().splitlines()
    assert sorted(set(streamed)) == sorted((tmp_path / "b.nt").read_bytes().splitlines())

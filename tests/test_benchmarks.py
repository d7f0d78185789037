"""Benchmarks say what they are at, and measure what they say."""

import importlib.util
import io
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import scanning
from benchmarks.dumps import write, write_long
from benchmarks.measure import interleaved_both
from benchmarks.progress import Steps
from kg.pages.sources import open_pages


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_log_gets_a_line_now_and_then() -> None:
    out = io.StringIO()
    with Steps(out, every=3600) as steps:
        assert list(steps.over("abc", 3, "packing")) == ["a", "b", "c"]
    assert out.getvalue() == "packing: 0 %\n"


def test_a_terminal_has_one_line_that_is_gone_at_the_end() -> None:
    out = Terminal()
    with Steps(out) as steps:
        list(steps.over("ab", 2, "packing"))
    assert out.getvalue() == "\r\x1b[Kpacking: 0 %\r\x1b[Kpacking: 50 %\r\x1b[K"


def test_rounds_are_said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    times = interleaved_both({"one": lambda: None, "two": lambda: None}, 1)
    assert {name: len(taken) for name, taken in times.items()} == {"one": 1, "two": 1}
    said = capsys.readouterr().err.split("\r\x1b[K")
    assert said == ["", "warming up: one", "warming up: two", "round 1 of 1: one", "round 1 of 1: two", ""]


def test_dumps_hold_the_pages_that_they_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("plain.xml", "packed.xml.bz2"):
        count = write(tmp_path / name, 300_000, 3)
        assert count == len(list(open_pages([str(tmp_path / name)]))) > 3
    count = write_long(tmp_path / "long.xml.bz2", 300_000, 2)
    assert count == len(list(open_pages([str(tmp_path / "long.xml.bz2")])))
    assert "making long.xml.bz2: " in capsys.readouterr().err


def test_the_bare_decompressor_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    assert scanning.decompressor() == "/bin/lbzip2 on two threads"
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert "apt install lbzip2" in scanning.decompressor()


@pytest.mark.skipif(not importlib.util.find_spec("mwxml"), reason="mwxml is an extra")
def test_scanning_says_first_what_it_measures_against() -> None:
    command = [sys.executable, "-m", "benchmarks.scanning", "1", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.startswith("Bare decompression: ") and "kg build" in done.stdout
    assert done.stderr.startswith("making large.xml.bz2: ")
    assert "warming up: bare decompression\n" in done.stderr

"""The README's first screen is real: its input is built, its output is printed, its make targets exist."""

import re
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
Replay = Callable[[Path, Path, Path], int]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_shows_what_happens(tmp_path: Path, replay: Replay) -> None:
    assert replay(ROOT / "README.md", ROOT, tmp_path) >= 5


def test_the_example_has_twelve_lines() -> None:
    example = re.search(r"^```wikitext \S+\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert example is not None
    assert len(example[1].splitlines()) == 12


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert (
        set(re.findall(r"^make ([a-z]+)|`make ([a-z]+)`", README, re.MULTILINE))
        and {
            name
            for pair in re.findall(r"^make ([a-z]+)|`make ([a-z]+)`", README, re.MULTILINE)
            for name in pair
            if name
        }
        <= targets
    )


def test_continuous_integration_runs_what_developers_run() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")

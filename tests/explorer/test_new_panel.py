"""docs/explorer.md is true: a new file in queries/ is a new panel everywhere; the example script runs."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Replay = Callable[[Path, Path, Path], int]


def test_a_new_panel_is_one_file(replay: Replay, tmp_path: Path) -> None:
    code = tmp_path / "code"
    for name in ("kg", "ontology", "language", "queries", "samples"):
        shutil.copytree(ROOT / name, code / name, ignore=shutil.ignore_patterns("__pycache__"))
    here = tmp_path / "here"
    here.mkdir()
    assert replay(ROOT / "docs" / "explorer.md", code, here) == 2
    told = (here / "report.html").read_text(encoding="utf-8")
    assert "In which months of the year do attacks happen?" in told
    assert (here / "months.svg").stat().st_size > 2000


def test_the_example_runs() -> None:
    pytest.importorskip("pandas", reason="the extra `tables` is not installed")
    script = ROOT / "examples" / "notebook.py"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.startswith("True ")
    assert "»" in done.stdout

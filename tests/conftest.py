"""What several tests share: documentation that is replayed, block by block, in a folder of its own."""

import doctest
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
os.environ["XDG_CACHE_HOME"] = str(ROOT / "out" / "cache")  # before the program is imported: not the user's own
_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n?)*)", re.MULTILINE)
Replay = Callable[[Path, Path, Path], int]


def _same(want: str, got: str) -> bool:
    """Whether output is what the page shows; "..." stands for anything, trailing spaces do not count."""
    want, got = ("".join(f"{line.rstrip()}\n" for line in text.splitlines()) for text in (want, got))
    return doctest.OutputChecker().check_output(want, got, doctest.ELLIPSIS)


def _run(command: str, code: Path, folder: Path) -> str:
    words = shlex.split(command)
    start = {"kg": [sys.executable, "-m", "kg"], "python": [sys.executable]}[words[0]]
    environment = {**os.environ, "PYTHONPATH": str(code), "PYTHONUTF8": "1"}
    done = subprocess.run(
        start + words[1:], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"$ {command}\n{done.stdout}{done.stderr}"
    return done.stdout


def _replay_block(language: str, target: str, text: str, code: Path, folder: Path) -> bool:
    """Do what a block says: run its commands, or compare with, add to or write the file that it names."""
    path = code / target if (code / target).is_file() or target.startswith("queries/") else folder / target
    if language == "console":
        for command, want in _COMMAND.findall(text):
            got = _run(command, code, folder)
            assert _same(want, got), f"$ {command}\nshown:\n{want}\nprinted:\n{got}"
    elif language == "pycon":
        got = _run(f"python -c {shlex.quote(_DOCTEST.format(text=text))}", code, folder)
        assert got == "", got
    elif target and language == "turtle" and path.parent == folder:
        assert _same(f"...{text}...", path.read_text(encoding="utf-8")), f"{target} does not have\n{text}"
    elif target:
        with path.open("a", encoding="utf-8") as file:
            file.write(("\n" if path.stat().st_size else "") + text)
    else:
        return False
    return True


_DOCTEST = """
import doctest
test = doctest.DocTestParser().get_doctest({text!r}, {{}}, "page", None, None)
doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test)
"""


@pytest.fixture(scope="session")
def replay() -> Replay:
    """Replays the fenced blocks of a Markdown page with the program in a folder; gives how many did something.

    A block `console` has commands and what they print, `pycon` a Python session; `turtle FILE` is a part of a file
    that a command has written; any other language with a file's name is added to that file.
    """

    def run(page: Path, code: Path, folder: Path) -> int:
        found = _BLOCK.findall(page.read_text(encoding="utf-8"))
        return sum(_replay_block(language, target, text, code, folder) for language, target, text in found)

    return run

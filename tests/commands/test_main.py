import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from kg import commands
from kg.commands import cli
from kg.errors import DataError, InputError, UsageError

Run = Callable[..., Any]
HEAVY = {"rdflib", "pyshacl", "SPARQLWrapper", "networkx", "mwparserfromhell", "pyoxigraph", "tqdm"}


def all_commands() -> list[tuple[str, click.Command]]:
    context = click.Context(cli)
    return [(name, cli.get_command(context, name)) for name in cli.list_commands(context)]  # type: ignore[misc]


@pytest.mark.parametrize(("name", "command"), all_commands())
def test_every_command_teaches(name: str, command: click.Command, kg: Run) -> None:
    shown = kg(name, "--help")
    assert shown.code == 0
    assert re.search(r"Examples?:\n", shown.out) and f"kg {name}" in shown.out
    assert command.short_help and command.short_help.endswith(".")
    assert all(parameter.help for parameter in command.params if isinstance(parameter, click.Option))


def test_help_lists_every_command(kg: Run) -> None:
    shown = kg("--help").out
    assert all(f"\n  {name} " in shown for name, _ in all_commands())


def test_help_loads_no_heavy_library() -> None:
    script = "import sys, kg.commands as c\ntry: c.main(['--help'])\nexcept SystemExit: print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert "click" in loaded
    assert not HEAVY & set(loaded)


def test_version(kg: Run) -> None:
    assert kg("--version").out.startswith("kg, version 0.")


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["build", "--nonsense"], ["query"], ["explain"], ["build", "--base", "x"]]
)
def test_wrong_usage_is_code_2(arguments: list[str], kg: Run) -> None:
    result = kg(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err and "Traceback" not in result.err


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (InputError("x.ttl: broken."), 1, "kg: x.ttl: broken.\n"),
        (DataError("q.rq: line 1."), 1, "kg: q.rq: line 1.\n"),
        (UsageError("Not so."), 2, "kg: Not so.\n"),
        (KeyboardInterrupt(), 130, "kg: Stopped.\n"),
        (BrokenPipeError(), 0, ""),
        (OSError(28, "No space left on device", "out.ttl"), 1, "kg: out.ttl: No space left on device.\n"),
        (MemoryError(), 1, "kg: Not enough memory; build or ask in smaller parts.\n"),
        (KeyError("x"), 1, "kg: A fault in kg itself (KeyError: 'x'); KG_TRACEBACK=1 shows where.\n"),
    ],
)
def test_every_error_is_one_message(
    error: BaseException, code: int, message: str, kg: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(commands.cli, "invoke", broken)
    result = kg("query", "--list")
    assert result.code == code
    assert result.err.lstrip("\n") == message


def shell(line: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    line = line.replace("kg ", f"{sys.executable} -m kg ")
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}  # as users have it
    return subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=False, env=buffered)


def test_a_reader_that_leaves_is_no_fault(graph: Path) -> None:
    result = shell(
        "set -o pipefail; kg query 'SELECT ?a ?b ?c {?a ?x ?y . ?b ?z ?w . ?c ?v ?u}' --graph graph.ttl | head -1",
        graph.parent,
    )
    assert (result.returncode, result.stderr) == (0, "")


def test_a_closed_output_is_said(graph: Path) -> None:
    result = shell("kg query 'ASK {}' --graph graph.ttl >&-", graph.parent)
    assert (result.returncode, result.stderr) == (1, "kg: Standard output is closed; name a file with -o.\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
@pytest.mark.parametrize("target", ["> /dev/full", "-o /dev/full"])
def test_a_full_disk_is_said(target: str, graph: Path) -> None:
    result = shell(f"kg query 'SELECT * {{?s ?p ?o}}' --graph graph.ttl {target}", graph.parent)
    assert result.returncode == 1
    assert "No space left on device" in result.stderr and result.stderr.count("\n") == 1


def test_a_terminal_of_another_encoding_shows_what_it_can(graph: Path) -> None:
    result = shell("PYTHONIOENCODING=latin-1 kg query 'SELECT ?日 {}' --graph graph.ttl | tail -1", graph.parent)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("typed", "told"), [("bild", "Did you mean 'build'?"), ("xyz", "No such command 'xyz'.\n"), ("qurey", "'query'")]
)
def test_a_mistyped_command_is_answered_with_the_nearest(typed: str, told: str, kg: Run) -> None:
    result = kg(typed)
    assert result.code == 2 and told in result.err

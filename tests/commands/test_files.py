"""Files that are not there, may not be read, or hold something else: each command says so in the same words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import reason

Run = Callable[..., Any]
MISSING = (
    ("query", "attacks-by-year", "--graph", "gone.ttl"),
    ("query", "gone.rq"),
    ("explain", "gone.ttl", "X"),
    ("explain", "graph.ttl", "MISOM", "--source", "gone.wikitext"),
    ("explain", "graph.ttl", "MISOM", "--links", "gone.tsv"),
    ("validate", "gone.ttl"),
    ("export", "gone.ttl"),
    ("diff", "graph.ttl", "gone.ttl"),
    ("load", "gone.ttl", "--store", "store"),
    ("reconcile", "gone.ttl"),
    ("reconcile", "graph.ttl", "--decisions", "gone.tsv"),
    ("fetch", "--file", "gone.txt", "--contact", "me@example.org"),
    ("serve", "gone.ttl"),
    ("report", "gone.ttl"),
    ("network", "gone.ttl"),
    ("audit", "gone.wikitext"),
)


@pytest.mark.parametrize("arguments", MISSING, ids=" ".join)
def test_a_missing_file_is_named(
    arguments: tuple[str, ...], kg: Run, graph: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(graph.parent)
    result = kg(*arguments)
    (told,) = result.err.splitlines()
    name = next(word for word in arguments if word.startswith("gone"))
    assert (result.code, result.out) == (1, "")
    assert told.rstrip(".") == f"kg: {name}: does not exist; check the name"
    assert not (graph.parent / "store").exists()


@pytest.mark.parametrize("command", ["validate", "serve", "report"])
def test_a_folder_that_may_not_be_read_is_named(
    command: str, kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: object, **__: object) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_file", refuse)
    monkeypatch.setattr(Path, "iterdir", refuse)
    result = kg(command, tmp_path)
    assert (result.code, result.err) == (1, f"kg: {tmp_path}: may not be read; change its permissions.\n")


def test_reasons_are_for_people(tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes(b"Caf\xe9")
    with pytest.raises(UnicodeDecodeError) as caught:
        (tmp_path / "latin.txt").read_text(encoding="utf-8")
    assert reason(caught.value) == "is no text in UTF-8 (byte 0xe9 at offset 3)"
    assert reason(OSError("Input/output error (os error 5)")) == "cannot be read (Input/output error)"


def test_a_build_that_may_not_write_promises_nothing(kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "UNMIU.wikitext").write_text("'''UNMIU''' is a mission.")
    opened = Path.open

    def refuse(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name.endswith(".journal"):
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    result = kg("build", tmp_path / "UNMIU.wikitext", "-o", tmp_path / "out.nq")
    assert result.err.endswith("out.nq: cannot be written (Permission denied).\n")

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
    ("serve", "graph.ttl", "--source", "gone.wikitext"),
    ("serve", "graph.ttl", "--source", "MISOM=gone.wikitext"),
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
    name = next(word for word in arguments if "gone" in word)
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


WRONG = {
    "empty.jsonl": ("evaluate", "", 1, "holds no passages"),
    "other.jsonl": ("evaluate", '{"a": 1}', 1, "line 1: not a passage with known facts ('facts' is missing, or no"),
    "text.jsonl": ("evaluate", "nothing", 1, "line 1: not a passage with known facts (no JSON at column 1: Expecting"),
    "latin.jsonl": ("evaluate", "Caf\u00e9", 1, "is no text in UTF-8"),
    "empty.tsv": ("evaluate", "", 1, "it needs the columns id, kind, name, expected"),
    "other.tsv": ("evaluate", "a\tb\n", 1, "it needs the columns id, kind, name, expected"),
    "head.tsv": ("evaluate", "id\tkind\tname\texpected\n", 1, "holds no mentions"),
    "empty.rq": ("query", "# nothing\n\n", 2, "holds no query"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_holds_something_else_is_said(name: str, kg: Run, tmp_path: Path) -> None:
    command, text, code, told = WRONG[name]
    (tmp_path / name).write_bytes(text.encode("latin-1"))
    result = kg(command, tmp_path / name)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith("kg: ") and name in result.err and told in result.err


def test_links_that_are_no_table_are_said(kg: Run, graph: Path) -> None:
    result = kg("explain", graph, "MISOM", "--links", graph)
    assert (result.code, result.err) == (1, f"kg: {graph}: no table of links; kg reconcile writes one.\n")


def test_a_format_that_is_not_known_is_said_before_anything_is_written(kg: Run, graph: Path, tmp_path: Path) -> None:
    result = kg("reconcile", graph, "--linked", tmp_path / "x.docx", "-o", tmp_path / "links.tsv")
    assert result.code == 2 and "'.docx' is not a known format" in result.err
    assert not (tmp_path / "links.tsv").exists()


@pytest.mark.parametrize("arguments", [("fetch", "X"), ("reconcile", "graph.ttl", "--backend", "service")])
def test_what_is_no_address_is_said_at_once(arguments: tuple[str, ...], kg: Run, graph: Path) -> None:
    given = [str(graph) if one == "graph.ttl" else one for one in arguments]
    result = kg(*given, "--at", "wiki.example.org", "--contact", "me@example.org")
    assert result.code == 2 and result.err.startswith(
        "kg: wiki.example.org is no address of a service: it should begin"
    )


def test_a_list_without_titles_fetches_nothing(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "titles.txt").write_text("# none yet\n")
    result = kg("fetch", "--file", tmp_path / "titles.txt", "--contact", "me@example.org")
    assert (result.code, result.err) == (2, f"kg: {tmp_path / 'titles.txt'}: no titles; nothing is fetched.\n")

"""Runs that are killed (SIGKILL) go on where they stopped: they ask only for the rest, and end with the same bytes."""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.linking.backends.dump_index import DumpIndex

Serve = Callable[[Callable[[str, dict[str, str]], tuple[int, str, bytes]]], str]
SITE = {"general": {"sitename": "Test", "lang": "en"}, "namespaces": {"0": {"id": 0, "name": ""}}}
REVISION = {"revid": 7, "timestamp": "2020-01-02T03:04:05Z", "slots": {"main": {"content": "A page."}}}
PLACES = 230


def told(form: dict[str, str]) -> dict[str, Any]:
    """What a wiki and Wikidata say: every title is there, and has an item of its name."""
    if form["action"] == "wbgetentities":
        labels = {qid: {"en": {"language": "en", "value": f"T{qid[1:]}"}} for qid in form["ids"].split("|")}
        return {"entities": {qid: {"id": qid, "type": "item", "labels": labels[qid]} for qid in labels}}
    if "titles" not in form:
        return {"query": {**SITE, "search": []}, "search": []}
    pages = [
        {
            "pageid": int(t[1:]),
            "ns": 0,
            "title": t,
            "revisions": [REVISION],
            "pageprops": {"wikibase_item": f"Q{t[1:]}"},
        }
        for t in form["titles"].split("|")
    ]
    return {"batchcomplete": True, "query": {"pages": pages}}


@pytest.fixture
def slow(serve: Serve) -> tuple[str, list[str]]:
    """A service that takes its time, and what it was asked."""
    asked: list[str] = []

    def answer(path: str, form: dict[str, str]) -> tuple[int, str, bytes]:
        asked.append(path)
        time.sleep(0.1)
        return 200, "application/json", json.dumps(told(form)).encode()

    return serve(answer), asked


def start(*arguments: object) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def killed_when(process: "subprocess.Popen[bytes]", reached: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not reached():
        assert process.poll() is None, "the run ended before it could be killed"
        assert time.monotonic() < end
        time.sleep(0.005)
    process.kill()
    process.wait()


def requests_of(asked: list[str], arguments: Sequence[object]) -> int:
    """How many requests a run sends that is left alone."""
    before = len(asked)
    assert start(*arguments).wait(timeout=120) == 0
    return len(asked) - before


def resumed_well(command: Sequence[object], slow: tuple[str, list[str]], folder: Path) -> None:
    """Kill the command after three requests; then compare the run after it with one that was never killed."""
    asked, out = slow[1], [folder / name for name in ("killed", "again", "whole")]
    cached = [*command, "--cache", folder / "cache"]
    killed_when(start(*cached, "-o", out[0]), lambda: len(asked) > 3)
    resumed = requests_of(asked, [*cached, "-o", out[1]])
    whole = requests_of(asked, [*command, "-o", out[2]])
    assert not out[0].exists()
    assert resumed <= whole - 3
    assert out[1].read_bytes() == out[2].read_bytes()


def test_fetch(slow: tuple[str, list[str]], tmp_path: Path) -> None:
    titles = tmp_path / "titles.txt"
    titles.write_text("".join(f"T{n}\n" for n in range(1, 301)), encoding="utf-8")
    resumed_well(["fetch", "--file", titles, "--at", slow[0]], slow, tmp_path)


def test_reconcile(slow: tuple[str, list[str]], tmp_path: Path) -> None:
    wiki, base = "https://en.wikipedia.org/wiki/", "https://w3id.org/peacekg/id/place/"
    lines = (
        f'<{base}T{n}> a pk:Place ; rdfs:label "T{n}"@en ; schema:mainEntityOfPage <{wiki}T{n}> .'
        for n in range(1, PLACES + 1)
    )
    head = (
        "@prefix pk: <https://w3id.org/peacekg/ontology#> . @prefix schema: <https://schema.org/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    )
    graph = tmp_path / "graph.ttl"
    graph.write_text(head + "\n".join(lines), encoding="utf-8")
    command = ["reconcile", graph, "--backend", "api", "--at", slow[0], "--wiki", slow[0]]
    resumed_well(command, slow, tmp_path)
    assert (tmp_path / "again").read_text(encoding="utf-8").count("wd:Q") >= PLACES


def content(path: Path) -> list[Any]:
    with closing(sqlite3.connect(path)) as db:
        return [db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in ("item", "name")]  # noqa: S608


def parts_read(path: Path) -> int:
    """The rows that are in the index for good."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as db:
        try:
            return int((db.execute("SELECT sum(read) FROM source").fetchone() or [0])[0] or 0)
        except sqlite3.OperationalError:  # its tables are not there yet, or it is being written
            return 0


def test_index(tmp_path: Path) -> None:
    dump, whole, broken = (tmp_path / name for name in ("wikidata.json", "whole.sqlite", "broken.sqlite"))
    items = (json.dumps({"id": f"Q{n}", "labels": {"en": {"value": f"Thing {n}"}}}) for n in range(1, 70_001))
    dump.write_text("[\n" + ",\n".join(items) + "\n]\n", encoding="utf-8")
    killed_when(start("index", dump, "-o", broken), lambda: parts_read(broken) > 0)
    assert 0 < parts_read(broken) < 70_000
    with pytest.raises(InputError, match="not finished"):
        DumpIndex(broken)
    assert start("index", dump, "-o", broken).wait(timeout=120) == 0
    assert start("index", dump, "-o", whole).wait(timeout=120) == 0
    assert content(broken) == content(whole)

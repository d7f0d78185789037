"""The commands of linking, as a user runs them."""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kg.commands import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def start(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return int(str(stopped.value.code)), out.decode(), err.decode()

    return start


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    with pytest.raises(SystemExit):
        main(["build", "-o", str(path)])
    return path


def test_reconcile(run: Run, graph: Path, tmp_path: Path) -> None:
    links, linked = tmp_path / "links.sssom.tsv", tmp_path / "linked.ttl"
    code, out, err = run("reconcile", graph, "-o", links, "--linked", linked)
    assert (code, out) == (0, "")
    assert "linked" in err and "not in the shipped table" in err
    assert "pkid:place/North_Kivu\tNorth Kivu\tpk:Place\tskos:exactMatch\twd:Q130625" in links.read_text(
        encoding="utf-8"
    )
    assert "owl:sameAs wd:Q130625" in linked.read_text(encoding="utf-8")
    first = links.read_bytes(), linked.read_bytes()
    run("reconcile", linked, "-o", links, "--linked", linked)
    assert (links.read_bytes(), linked.read_bytes()) == first


def test_decisions_win_and_a_ledger_is_kept(run: Run, graph: Path, tmp_path: Path) -> None:
    decisions, ledger = tmp_path / "decisions.tsv", tmp_path / "ledger.tsv"
    node = "https://w3id.org/peacekg/id/place/North_Kivu"
    decisions.write_text(f"node\tqid\tcomment\n{node}\tQ42\tI know better\n", encoding="utf-8")
    code, out, _ = run("reconcile", graph, "--decisions", decisions, "--ledger", ledger)
    assert code == 0
    assert "wd:Q42" in out and "I know better" in out
    assert "Q790\tHaiti\tcurrent" in ledger.read_text(encoding="utf-8")
    code, _, err = run("reconcile", graph, "--ledger", ledger, "-o", tmp_path / "x.tsv")
    assert code == 1  # Q42 is not in the shipped table
    assert "Q42" in err and "no longer known" in err


def test_decisions_on_nothing_are_said_and_a_persons_no_is_of_wikidata(run: Run, graph: Path, tmp_path: Path) -> None:
    decisions, base = tmp_path / "decisions.tsv", "https://w3id.org/peacekg/id/place"
    decisions.write_text(f"node\tqid\n{base}/Nowhere\tQ1\n{base}/Goma\tNIL\n", encoding="utf-8")
    code, out, err = run("reconcile", graph, "--decisions", decisions)
    assert code == 0
    assert f"{base}/Nowhere is nothing of this graph" in err
    goma = next(line for line in out.splitlines() if line.startswith("pkid:place/Goma\t"))
    assert "sssom:NoTermFound" in goma and "\twd:Q2013\t" in goma


def test_online_needs_a_contact_and_offline_a_cache(run: Run, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_CONTACT", raising=False)
    code, _, err = run("reconcile", graph, "--backend", "api")
    assert (code, "KG_CONTACT" in err) == (2, True)
    code, _, err = run("fetch", "MINUSMA")
    assert (code, "--contact" in err) == (2, True)
    code, _, err = run("reconcile", graph, "--backend", "api", "--offline")
    assert (code, "--cache" in err) == (2, True)


def test_offline_with_an_empty_cache_says_what_to_do(run: Run, graph: Path, tmp_path: Path) -> None:
    code, _, err = run("reconcile", graph, "--backend", "api", "--offline", "--cache", tmp_path / "cache")
    assert (code, "run once without" in err) == (1, True)


def test_index_and_link_with_it(run: Run, graph: Path, tmp_path: Path) -> None:
    dump, index = tmp_path / "wikidata.json", tmp_path / "index.sqlite"
    item = {"id": "Q1000000001", "labels": {"en": {"value": "Goma"}}, "sitelinks": {"enwiki": {"title": "Goma"}}}
    dump.write_text(f"[\n{json.dumps(item)}\n]\n", encoding="utf-8")
    assert run("index", dump, "-o", index)[0] == 0
    code, out, _ = run("reconcile", graph, "--backend", "index", "--at", index)
    assert (code, "wd:Q1000000001" in out) == (0, True)


def test_compare_and_give_back(run: Run, graph: Path, tmp_path: Path) -> None:
    linked, entities = tmp_path / "linked.ttl", tmp_path / "items.json"
    run("reconcile", graph, "-o", tmp_path / "x", "--linked", linked)
    mission = {"id": "Q1501987", "claims": {}}
    entities.write_text(json.dumps({"entities": {"Q1501987": mission}}), encoding="utf-8")
    code, out, err = run("compare-wikidata", linked, "--entities", entities)
    assert code == 0
    assert "lacks\tQ1501987" in out
    assert "lacks" in err
    code, out, err = run("export", graph, "--format", "quickstatements", "--entities", entities)
    assert code == 0
    lines = out.splitlines()
    assert any(line.startswith("Q1501987\tP2541\tQ974\t") for line in lines)
    assert all("S854" in line for line in lines)
    constraint = {
        "rank": "normal",
        "mainsnak": {"property": "P2302", "datavalue": {"value": {"entity-type": "item", "id": "Q21510856"}}},
        "qualifiers": {"P2306": [{"datavalue": {"value": {"entity-type": "property", "id": "P585"}}}]},
    }
    area = {"id": "P2541", "claims": {"P2302": [constraint]}}
    entities.write_text(json.dumps({"entities": {"Q1501987": mission, "P2541": area}}), encoding="utf-8")
    code, out, err = run("export", graph, "--format", "quickstatements", "--entities", entities)
    assert code == 0
    assert "P2541" not in out and "Wikidata wants P585 with P2541" in err


def test_giving_back_needs_something_to_compare_with(run: Run, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_CONTACT", raising=False)
    code, _, err = run("export", graph, "--format", "quickstatements")
    assert (code, "--entities" in err) == (2, True)


def test_evaluate(run: Run) -> None:
    gold = Path(__file__).resolve().parents[2] / "evaluation" / "linking.tsv"
    code, out, _ = run("evaluate", gold)
    assert code == 0
    assert out.splitlines()[2].split() == ["precision", "recall", "right", "said", "expected"]
    assert "tier" in out


def test_explain_tells_of_the_link(run: Run, graph: Path) -> None:
    code, out, _ = run("explain", graph, "North Kivu")
    assert code == 0
    assert "linked to Q130625" in out
    assert "would be changed by" in out


def test_explain_tells_of_the_link_in_a_file(run: Run, graph: Path, tmp_path: Path) -> None:
    links, decisions = tmp_path / "links.sssom.tsv", tmp_path / "decisions.tsv"
    decisions.write_text("node\tqid\nhttps://w3id.org/peacekg/id/place/North_Kivu\tQ42\n", encoding="utf-8")
    run("reconcile", graph, "--decisions", decisions, "-o", links)
    code, out, _ = run("explain", graph, "North Kivu", "--links", links)
    assert (code, "North Kivu: skos:exactMatch wd:Q42" in out) == (0, True)


def test_explain_of_a_fact_says_nothing_of_links(run: Run, graph: Path) -> None:
    fact = next(
        line.split("<")[1].split(">")[0]
        for line in graph.read_text(encoding="utf-8").splitlines()
        if " a pk:Tenure" in line
    )
    code, out, _ = run("explain", graph, f"https://w3id.org/peacekg/id/{fact}")
    assert (code, "would be changed by" in out) == (0, False)


@pytest.fixture
def wiki() -> Iterator[str]:
    """A wiki's api.php that holds one page."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps({"query": SITE if "siteinfo" in self.path else PAGES}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
            """Tests are silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/api.php"
    server.shutdown()
    server.server_close()


SITE = {"general": {"sitename": "Test & Co", "lang": "en"}, "namespaces": {"0": {"id": 0, "name": ""}}}
REVISION = {"revid": 7, "timestamp": "2020-01-02T03:04:05Z", "slots": {"main": {"content": "'''A''' & <b> \x01 [[B]]"}}}
PAGES = {"pages": [{"pageid": 1, "ns": 0, "title": "A", "revisions": [REVISION]}, {"title": "B", "missing": True}]}


def test_fetch(run: Run, wiki: str, tmp_path: Path) -> None:
    titles, pages, cache = tmp_path / "titles.txt", tmp_path / "pages.xml", tmp_path / "cache"
    titles.write_text("# pages\nA\nB\n", encoding="utf-8")
    code, _, err = run("fetch", "--file", titles, "--at", wiki, "--cache", cache, "-o", pages)
    assert code == 1
    assert "B: there is no such page" in err
    code, _, _ = run("build", pages, "-o", tmp_path / "graph.ttl")
    assert code in (0, 1)
    assert "A &amp;" not in pages.read_text(encoding="utf-8")
    assert "''A''' &amp; &lt;b&gt;  [[B]]" in pages.read_text(encoding="utf-8")
    with sqlite3.connect(cache) as db:
        assert db.execute("SELECT count(*) FROM answers").fetchone()[0] >= 2
    db.close()
    again = tmp_path / "again.xml"
    run("fetch", "--file", titles, "--at", wiki, "--cache", cache, "--offline", "-o", again)
    assert again.read_bytes() == pages.read_bytes()


def test_fetch_of_nothing(run: Run, wiki: str) -> None:
    assert run("fetch", "--at", wiki)[0] == 2
    assert "Name titles" in run("fetch")[2]  # said before a contact is asked for


@pytest.mark.slow  # it waits between five attempts
def test_a_service_that_is_not_there_is_one_sentence(run: Run, graph: Path) -> None:
    nobody = "http://127.0.0.1:9/api.php"
    for command in (["fetch", "MINUSMA"], ["reconcile", graph, "--backend", "wiki"]):
        code, out, err = run(*command, "--at", nobody, "--timeout", "2")
        assert (code, out) == (1, "")
        assert "gave up after 5 attempts: the connection failed" in err


def test_what_is_no_contact_is_named(run: Run) -> None:
    code, _, err = run("fetch", "MINUSMA", "--contact", "me")
    assert code == 2
    assert "'me' is neither a mail address nor a web page" in err

"""Loading into a server that behaves badly, into a real one, and into a store on the disk."""

import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest

from kg.answers.endpoint import Endpoint
from kg.answers.graph import Graph
from kg.answers.load import open_graph
from kg.dumps import load as module
from kg.dumps.load import Mark, Server, load_into, load_store, pieces
from kg.errors import InputError, UsageError

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


class Recorder(BaseHTTPRequestHandler):
    """Answers with the statuses that it is told, then with 204; keeps what was sent."""

    statuses: list[int]
    bodies: list[tuple[str, bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = self.statuses.pop(0) if self.statuses else 204
        if status == 204:
            self.bodies.append((urlsplit(self.path).query, body))
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def recorder() -> Iterator[tuple[str, type[Recorder]]]:
    handler = type("Handler", (Recorder,), {"statuses": [], "bodies": []})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/store", handler
        server.shutdown()
        thread.join()


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ten triples and a quad, in pieces of four."""
    monkeypatch.setattr(pieces, "__defaults__", (4,))
    path = tmp_path / "graph.nq"
    lines = [f'<http://x/s{n}> <http://x/p> "é{n}" .\n' for n in range(10)]
    path.write_text("".join([*lines, '<http://x/s> <http://x/p> "named" <http://x/g> .\n']), encoding="utf-8")
    return path


def sent(url: str, graph: Path, resume: bool = False) -> int:
    server = Server(url, seconds=5, pause=0.01)
    try:
        return load_into(graph, server, Mark(graph, url, resume))
    finally:
        server.close()


def test_pieces_arrive_in_order_each_in_its_graph(recorder: tuple[str, type[Recorder]], graph: Path) -> None:
    url, handler = recorder
    assert sent(url, graph) == 11
    assert [parse_qs(query, keep_blank_values=True) for query, _ in handler.bodies] == [
        {"default": [""]}, {"default": [""]}, {"default": [""]}, {"graph": ["http://x/g"]},
    ]  # fmt: skip
    assert [body.count(b"\n") for _, body in handler.bodies] == [4, 4, 2, 1]
    assert "é9".encode() in handler.bodies[2][1]
    assert not graph.with_name(".graph.nq.loading").exists()


def test_a_busy_server_is_asked_again(recorder: tuple[str, type[Recorder]], graph: Path) -> None:
    url, handler = recorder
    handler.statuses += [503, 429, 204, 500]
    assert sent(url, graph) == 11 and len(handler.bodies) == 4


def test_what_has_arrived_is_not_sent_again(recorder: tuple[str, type[Recorder]], graph: Path) -> None:
    url, handler = recorder
    handler.statuses += [204, 204, 400]
    with pytest.raises(InputError, match="answered 400 Bad Request"):
        sent(url, graph)
    assert len(handler.bodies) == 2
    assert sent(url, graph, resume=True) == 3 and len(handler.bodies) == 4


def test_a_changed_graph_is_sent_from_its_beginning(recorder: tuple[str, type[Recorder]], graph: Path) -> None:
    url, handler = recorder
    handler.statuses += [204, 400]
    with pytest.raises(InputError):
        sent(url, graph)
    graph.write_text(graph.read_text() + "<http://x/new> <http://x/p> <http://x/o> .\n")
    assert sent(url, graph, resume=True) == 12


def test_a_server_that_is_away(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_TRIES", 2)
    with pytest.raises(InputError, match=r"no answer .* \(2 times\)\. Try again with --resume"):
        sent("http://127.0.0.1:9/store", graph)


def test_broken_graphs_name_the_line(tmp_path: Path) -> None:
    path = tmp_path / "g.nt"
    path.write_text("<http://x/s> <http://x/p> <http://x/o> .\nnonsense\n")
    with pytest.raises(InputError, match=r"g.nt: line 2"):
        list(pieces(path))


def test_a_store_answers_like_the_file(graph: Path, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    assert load_store(graph, folder) == load_store(graph, folder) == 11
    for where in (folder, graph):
        found = open_graph(str(where))
        assert isinstance(found, Graph) and list(found.run(COUNT)) == [{"n": 11}]


def test_a_file_is_no_store(graph: Path) -> None:
    with pytest.raises(InputError, match="cannot serve as a store"):
        load_store(graph, graph)


@pytest.mark.parametrize("url", ["x", "ftp://localhost/store", "localhost:7878/store", "http://[::1/store"])
def test_what_is_no_address_is_said_at_once(url: str, graph: Path) -> None:
    with pytest.raises(UsageError, match="is no address of a server, such as http://localhost:7878/store"):
        sent(url, graph)


def test_a_folder_with_other_files_becomes_no_store(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "letter.txt").write_text("Dear all")
    with pytest.raises(UsageError, match="papers holds other files: name a new folder"):
        load_store(graph, tmp_path / "papers")
    assert [path.name for path in (tmp_path / "papers").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("there", [True, False])
def test_a_broken_graph_leaves_no_store(there: bool, tmp_path: Path) -> None:
    (tmp_path / "broken.nt").write_text("<http://x/s> <http://x/p> <http://x/o> .\nnonsense\n")
    if there:
        (tmp_path / "store").mkdir()
    with pytest.raises(InputError, match=r"broken\.nt: line 2"):
        load_store(tmp_path / "broken.nt", tmp_path / "store")
    assert (tmp_path / "store").exists() == there
    assert not there or list((tmp_path / "store").iterdir()) == []


def test_a_broken_graph_leaves_a_store_that_was_there(graph: Path, tmp_path: Path) -> None:
    load_store(graph, tmp_path / "store")
    (tmp_path / "broken.nt").write_text("nonsense\n")
    with pytest.raises(InputError):
        load_store(tmp_path / "broken.nt", tmp_path / "store")
    assert load_store(graph, tmp_path / "store") == 11


@pytest.fixture
def oxigraph(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert OXIGRAPH
    command = [OXIGRAPH, "serve", "-l", str(tmp_path / "served"), "-b", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.send_signal(signal.SIGTERM)
    server.wait(10)


@pytest.mark.slow
@pytest.mark.skipif(OXIGRAPH is None, reason="oxigraph is not installed: make test-oxigraph installs it")
def test_a_real_server_has_the_graph(oxigraph: str, tmp_path: Path) -> None:
    path = tmp_path / "g.nq"
    quads = [
        ox.Quad(ox.NamedNode(f"http://x/s{n}"), ox.NamedNode("http://x/p"), ox.Literal(f"ä\n{n}"))
        for n in range(50_000)
    ]
    path.write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    assert sent(f"{oxigraph}/store", path) == sent(f"{oxigraph}/store", path) == 50_000
    assert list(Endpoint(f"{oxigraph}/query").run(COUNT)) == [{"n": 50_000}]

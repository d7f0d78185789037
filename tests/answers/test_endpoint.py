"""What real servers do wrong (each seen in the field), against a server on the loopback."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from kg.answers.endpoint import Endpoint
from kg.errors import InputError

JSON = "application/sparql-results+json"
GOOD = {"head": {"vars": ["n"]}, "results": {"bindings": [{"n": {"type": "literal", "value": "x", "xml:lang": "en"}}]}}
Reply = Callable[[BaseHTTPRequestHandler], None]


def send(code: int, kind: str, body: bytes, **headers: str) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def drip(handler: BaseHTTPRequestHandler) -> None:
    send(200, JSON, b"")(handler)
    for _ in range(100):
        try:
            handler.wfile.write(b" ")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.2)


class Server:
    def __init__(self) -> None:
        self.reply: Reply = send(200, JSON, json.dumps(GOOD).encode())
        self.asked: list[tuple[str, str, str | None]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                outer.asked.append((self.path, parse_qs(body)["query"][0], self.headers["User-Agent"]))
                outer.reply(self)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = False  # so that closing waits for the last answer
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}/sparql"
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    found = Server()
    yield found
    found.http.shutdown()
    found.http.server_close()


def test_an_answer_is_rows(server: Server) -> None:
    rows = Endpoint(server.url).query("SELECT ?n WHERE { ?s ?p ?n }")
    assert list(rows) == [{"n": "x"}]
    path, query, agent = server.asked[0]
    assert (path, query) == ("/sparql", "SELECT ?n WHERE { ?s ?p ?n }")
    assert agent is not None and agent.startswith("peacekg/")


def test_ask_and_construct(server: Server) -> None:
    server.reply = send(200, JSON, b'{"head": {}, "boolean": false}')
    assert not Endpoint(server.url).query("ASK { ?s ?p ?o }")
    server.reply = send(200, "text/turtle; charset=utf-8", b"<urn:a> <urn:b> 1 .")
    rows = Endpoint(server.url).query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert list(rows) == [{"subject": "urn:a", "predicate": "urn:b", "object": 1}]


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (send(200, "text/html", b"<h1>Please log in</h1>"), "sent text/html where SPARQL results"),
        (send(200, "application/sparql-results+xml", b"<sparql/>"), "sent application/sparql-results"),
        (send(200, JSON, json.dumps(GOOD).encode()[:-9]), "broken or cut short"),
        (send(200, JSON, json.dumps(GOOD).encode() + b"java.lang.Error"), "broken or cut short"),
        (send(200, JSON, b"[1, 2]"), "broken or cut short"),
        (send(200, JSON, b"{}", Content_Length="999"), "broken or cut short"),
        (send(200, JSON, b"\x1f\x8b\x08\x00", Content_Encoding="gzip"), "broken or cut short"),
        (send(400, "text/plain", b"parse error at line 3"), "refused the query"),
        (send(404, "text/plain", b""), "refused the query"),
        (send(500, "text/plain", b"boom"), "refused the query"),
        (send(403, "text/plain", b"no agent"), "answered 403"),
        (send(429, "text/plain", b"", Retry_After="7"), "answered 429 .*wait 7 seconds"),
        (send(503, "text/plain", b"", Retry_After="9"), "answered 503"),
        (send(307, "text/plain", b"", Location="/other"), "answered 307"),
    ],
)
def test_what_goes_wrong_is_one_sentence(server: Server, reply: Reply, message: str) -> None:
    server.reply = reply
    with pytest.raises(InputError, match=message) as caught:
        Endpoint(server.url).query("SELECT ?n WHERE { ?s ?p ?n }")
    assert str(caught.value).startswith(server.url)
    assert "\n" not in str(caught.value)


def test_a_dripping_server_meets_the_deadline(server: Server) -> None:
    server.reply = drip
    started = time.monotonic()
    with pytest.raises(InputError, match="within 1 seconds"):
        Endpoint(server.url, seconds=1).query("SELECT ?n WHERE { ?s ?p ?n }")
    assert time.monotonic() - started < 4


def test_an_endless_answer_meets_the_limit(server: Server) -> None:
    server.reply = send(200, JSON, b" " * 300_000)
    with pytest.raises(InputError, match="larger than 100000 bytes"):
        Endpoint(server.url, size=100_000).query("SELECT ?n WHERE { ?s ?p ?n }")


def test_nobody_listens() -> None:
    with pytest.raises(InputError, match="no answer"):
        Endpoint("http://127.0.0.1:9/sparql").query("SELECT ?n WHERE { ?s ?p ?n }")


def test_known_prefixes_are_sent_along(server: Server) -> None:
    Endpoint(server.url).query("# a remark\nSELECT ?s { ?s pk:killed 1 ; <http://skos:80/> 'see pk:' }")
    head, _, body = server.asked[0][1].partition("SELECT")
    assert head == "PREFIX pk: <https://w3id.org/peacekg/ontology#> "
    assert body.startswith(" ?s { ?s pk:killed 1")

"""The fault table: whatever a server does, there is a right answer or one clear error, within the deadline."""

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import UsageError
from kg.linking.backends.action_api import checked as api_checked
from kg.linking.backends.sparql import Sparql
from kg.linking.cache import Cache, Request
from kg.linking.transport import Politeness, ServiceError, Transport, checked_contact

Step = tuple[bytes, float]
OK = b'{"query": {"ok": 1}}'
RESULTS = b'{"head": {"vars": []}, "results": {"bindings": []}}'
JSON, SPARQL = b"application/json", b"application/sparql-results+json"


def answer(
    body: bytes, status: bytes = b"200 OK", kind: bytes = JSON, *headers: bytes, length: int | None = None
) -> bytes:
    lines = [b"HTTP/1.1 " + status, b"Content-Type: " + kind, b"Connection: close", *headers]
    lines.append(b"Content-Length: %d" % (len(body) if length is None else length))
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def drip(data: bytes, pause: float) -> list[Step]:
    return [(data[i : i + 1], pause) for i in range(len(data))]


MAXLAG = b'{"error": {"code": "maxlag", "info": "Waiting for a database server: 7 seconds lagged."}}'
# name: what the connections are sent, one after the other; whether it ends well; what the error says
FAULTS: dict[str, tuple[list[list[Step]], bool, str]] = {
    "right": ([[(answer(OK), 0)]], True, ""),
    "429 with a short Retry-After": (
        [[(answer(b"", b"429 Too Many Requests", JSON, b"Retry-After: 0"), 0)], [(answer(OK), 0)]],
        True,
        "",
    ),
    "429 with a long Retry-After": (
        [[(answer(b"", b"429 Too Many Requests", JSON, b"Retry-After: 3600"), 0)]],
        False,
        "come back later",
    ),
    "429 for ever": ([[(answer(b"", b"429 Too Many Requests"), 0)]], False, "gave up after 3 attempts"),
    "503 once": ([[(answer(b"", b"503 Service Unavailable"), 0)], [(answer(OK), 0)]], True, ""),
    "502 from a proxy, in HTML": (
        [[(answer(b"<html>", b"502 Bad Gateway", b"text/html"), 0)], [(answer(OK), 0)]],
        True,
        "",
    ),
    "404": ([[(answer(b"{}", b"404 Not Found"), 0)]], False, "404"),
    "403": ([[(answer(b"no agent", b"403 Forbidden", b"text/plain"), 0)]], False, "403"),
    "maxlag inside a 200": ([[(answer(MAXLAG, b"200 OK", JSON, b"Retry-After: 0"), 0)], [(answer(OK), 0)]], True, ""),
    "another error inside a 200": (
        [[(answer(b'{"error": {"code": "badvalue", "info": "Unrecognized value."}}'), 0)]],
        False,
        "badvalue",
    ),
    "HTML for JSON": ([[(answer(b"<html>", kind=b"text/html"), 0)]], False, "text/html"),
    "text for JSON, then right": ([[(answer(b"wait", kind=b"text/plain"), 0)], [(answer(OK), 0)]], True, ""),
    "broken JSON": ([[(answer(OK[:-3]), 0)]], False, "broken JSON"),
    "JSON that is no object": ([[(answer(b"[1]"), 0)]], False, "no JSON object"),
    "JSON of great depth": ([[(answer(b"[" * 50_000), 0)]], False, "broken JSON"),
    "cut body": ([[(answer(OK, length=500), 0)], [(answer(OK), 0)]], True, ""),
    "cut body for ever": ([[(answer(OK, length=500), 0)]], False, "gave up"),
    "cut head": ([[(b"HTTP/1.1 200 OK\r\nContent-Ty", 0)], [(answer(OK), 0)]], True, ""),
    "nothing": ([[(b"", 0)], [(answer(OK), 0)]], True, ""),
    "no HTTP": ([[(b"SSH-2.0-OpenSSH_9.2\r\n", 0)]], False, "gave up"),
    "silence": ([[(b"", 5)]], False, "0.6 seconds"),
    "silence, then right": ([[(b"", 5)], [(answer(OK), 0)]], True, ""),
    "drip of a head": ([drip(answer(OK), 0.1)], False, "0.6 seconds"),
    "drip of a body": ([[(answer(OK)[: -len(OK)], 0), *drip(OK, 0.2)]], False, "0.6 seconds"),
    "too large": ([[(answer(b'"' + b"x" * 200_000 + b'"'), 0)]], False, "larger than 100000 bytes"),
    "a bomb in gzip": (
        [[(answer(gzip.compress(b"x" * 30_000_000), b"200 OK", JSON, b"Content-Encoding: gzip"), 0)]],
        False,
        "larger than",
    ),
    "broken gzip": ([[(answer(b"no gzip", b"200 OK", JSON, b"Content-Encoding: gzip"), 0)]], False, "gave up"),
    "gzip": ([[(answer(gzip.compress(OK), b"200 OK", JSON, b"Content-Encoding: gzip"), 0)]], True, ""),
    "redirect to another host": (
        [[(answer(b"", b"302 Found", JSON, b"Location: http://192.0.2.1/"), 0)]],
        False,
        "another place",
    ),
    "redirect to a file": (
        [[(answer(b"", b"302 Found", JSON, b"Location: file:///etc/passwd"), 0)]],
        False,
        "another place",
    ),
    "redirect in a circle": ([[(answer(b"", b"302 Found", JSON, b"Location: /again"), 0)]], False, "without end"),
    "redirect within the host": (
        [[(answer(b"", b"301 Moved", JSON, b"Location: /api"), 0)], [(answer(OK), 0)]],
        True,
        "",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_ends_well_or_in_a_clear_error(
    name: str, send_bytes: Callable[[Any], Any], quick: Politeness, tmp_path: Path
) -> None:
    scripts, ends_well, said = FAULTS[name]
    server, cache = send_bytes(scripts), Cache(tmp_path / "cache")
    begun = time.monotonic()
    with Transport(quick, cache) as transport:
        if ends_well:
            assert transport.fetch(Request(server.url), api_checked).body == OK
        else:
            with pytest.raises(ServiceError) as error:
                transport.fetch(Request(server.url), api_checked)
            assert said in str(error.value)
            assert server.url in str(error.value) or "refused" in str(error.value)
    assert time.monotonic() - begun < quick.total
    assert len(cache) == int(ends_well)
    cache.close()


SPARQL_FAULTS: dict[str, tuple[list[list[Step]], bool, str]] = {
    "right": ([[(answer(RESULTS, kind=SPARQL), 0)]], True, ""),
    "text in a 200": (
        [[(answer(b"java.util.concurrent.TimeoutException", kind=b"text/plain"), 0)]],
        False,
        "text/plain",
    ),
    "HTML in a 200": ([[(answer(b"<html>", kind=b"text/html"), 0)]], False, "text/html"),
    "XML in a 200": ([[(answer(b"<sparql/>", kind=b"application/sparql-results+xml"), 0)]], False, "xml"),
    "JSON cut by an error": ([[(answer(RESULTS[:20] + b"SEVERE: Timeout", kind=SPARQL), 0)]], False, "broken JSON"),
    "broken, then right": ([[(answer(b"{", kind=SPARQL), 0)], [(answer(RESULTS, kind=SPARQL), 0)]], True, ""),
    "429 with Retry-After": (
        [[(answer(b"", b"429 Too Many Requests", SPARQL, b"Retry-After: 0"), 0)], [(answer(RESULTS, kind=SPARQL), 0)]],
        True,
        "",
    ),
    "429 with a long Retry-After": (
        [[(answer(b"", b"429 Too Many Requests", SPARQL, b"Retry-After: 900"), 0)]],
        False,
        "come back later",
    ),
    "503": ([[(answer(b"", b"503 Service Unavailable"), 0)]], False, "503"),
    "500": ([[(answer(b"", b"500 Internal Server Error"), 0)]], False, "500"),
    "400": ([[(answer(b"MalformedQueryException", b"400 Bad Request", b"text/plain"), 0)]], False, "400"),
    "403": ([[(answer(b"", b"403 Forbidden"), 0)]], False, "403"),
    "cut body": ([[(answer(RESULTS, kind=SPARQL, length=900), 0)]], False, "gave up"),
    "nothing": ([[(b"", 0)], [(answer(RESULTS, kind=SPARQL), 0)]], True, ""),
    "silence": ([[(b"", 5)]], False, "0.6 seconds"),
    "drip of a head": ([drip(answer(RESULTS, kind=SPARQL), 0.1)], False, "0.6 seconds"),
    "drip of a body": (
        [[(answer(RESULTS, kind=SPARQL)[: -len(RESULTS)], 0), *drip(RESULTS, 0.2)]],
        False,
        "0.6 seconds",
    ),
    "too large": ([[(answer(b" " * 200_000, kind=SPARQL), 0)]], False, "larger than 100000"),
    "redirect of a POST": (
        [[(answer(b"", b"302 Found", SPARQL, b"Location: /other"), 0)], [(answer(RESULTS, kind=SPARQL), 0)]],
        False,
        "redirect",
    ),
    "temporary redirect of a POST": (
        [[(answer(b"", b"307 Temporary Redirect", SPARQL, b"Location: /other"), 0)]],
        False,
        "307",
    ),
}


@pytest.mark.filterwarnings("ignore:.*:RuntimeWarning", "ignore:.*:pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("name", SPARQL_FAULTS)
def test_sparql_fault_ends_well_or_in_a_clear_error(
    name: str, send_bytes: Callable[[Any], Any], quick: Politeness, tmp_path: Path
) -> None:
    scripts, ends_well, said = SPARQL_FAULTS[name]
    server, cache = send_bytes(scripts), Cache(tmp_path / "cache")
    begun = time.monotonic()
    with Transport(quick, cache) as transport:
        if ends_well:
            assert Sparql(transport, f"{server.url}/sparql").get(["Q142"]) == {}
        else:
            with pytest.raises(ServiceError) as error:
                Sparql(transport, f"{server.url}/sparql").get(["Q142"])
            assert said in str(error.value)
    assert time.monotonic() - begun < quick.total
    assert len(cache) == int(ends_well)
    cache.close()


def test_sparql_asks_again_with_half_the_values(serve: Callable[[Any], str], quick: Politeness) -> None:
    def told(path: str, form: dict[str, str]) -> tuple[int, str, bytes]:
        asked = form["query"].partition("VALUES ?asked {")[2].partition("}")[0].split()
        if len(asked) > 3:
            return 200, SPARQL.decode(), b'{"results": {"bindings": [ timeout'
        rows = [
            {
                "asked": uri(w.removeprefix("wd:")),
                "item": uri(w.removeprefix("wd:")),
                "p": LABEL,
                "v": {"type": "literal", "value": w, "xml:lang": "en"},
            }
            for w in asked
        ]
        return 200, SPARQL.decode(), json.dumps({"head": {"vars": []}, "results": {"bindings": rows}}).encode()

    with Transport(quick) as transport:
        found = Sparql(transport, serve(told)).get([f"Q{n}" for n in range(1, 11)])
    assert sorted(found) == sorted(f"Q{n}" for n in range(1, 11))


LABEL = {"type": "uri", "value": "http://www.w3.org/2000/01/rdf-schema#label"}


def uri(qid: str) -> dict[str, str]:
    return {"type": "uri", "value": f"http://www.wikidata.org/entity/{qid}"}


def test_a_post_that_is_redirected_is_refused(send_bytes: Callable[[Any], Any], transport: Transport) -> None:
    server = send_bytes([[(answer(b"", b"302 Found", JSON, b"Location: /other"), 0)]])
    with pytest.raises(ServiceError, match="redirects a POST"):
        transport.fetch(Request(server.url, (("a", "b"),), "POST"), api_checked)
    assert server.connections == 1


def test_at_most_three_connections(serve: Callable[[Any], str]) -> None:
    now, most, lock = 0, 0, threading.Lock()

    def told(path: str, form: dict[str, str]) -> tuple[int, str, bytes]:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.03)
        with lock:
            now -= 1
        return 200, "application/json", json.dumps({"n": form["n"]}).encode()

    url = serve(told)
    with Transport(Politeness("test@example.org")) as transport:
        requests = [Request(url, (("n", str(n)),)) for n in range(12)]
        answers = transport.fetch_all(requests, api_checked)
    assert [json.loads(a.body)["n"] for a in answers] == [str(n) for n in range(12)]
    assert most == 3


def test_who_asks_is_named(send_bytes: Callable[[Any], Any], transport: Transport) -> None:
    server = send_bytes([[(answer(OK), 0)]])
    transport.fetch(Request(server.url), api_checked)
    assert b"User-Agent: peacekg/0.1 (https://w3id.org/peacekg; mailto:test@example.org) httpx/" in server.requests[
        0
    ].replace(b"user-agent", b"User-Agent")


def test_without_a_contact_nobody_on_the_network_is_asked() -> None:
    with pytest.raises(UsageError, match="KG_CONTACT"):
        checked_contact(None, "https://www.wikidata.org/w/api.php")
    with pytest.raises(UsageError, match="ASCII"):
        checked_contact("me@example.org\r\nX-Evil: 1", "https://www.wikidata.org/w/api.php")
    assert checked_contact(None, "http://127.0.0.1:8000/api.php")


def test_offline_opens_no_socket(
    monkeypatch: pytest.MonkeyPatch, send_bytes: Callable[[Any], Any], quick: Politeness, tmp_path: Path
) -> None:
    server, cache = send_bytes([[(answer(OK), 0)]]), Cache(tmp_path / "cache")
    with Transport(quick, cache) as transport:
        transport.fetch(Request(server.url), api_checked)

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", forbidden)
    with Transport(None, cache) as offline:
        assert offline.fetch(Request(server.url), api_checked).body == OK
        with pytest.raises(ServiceError, match="not in the cache"):
            offline.fetch(Request(server.url, (("other", "1"),)), api_checked)
    cache.close()


def test_what_came_before_a_stop_is_kept(serve: Callable[[Any], str], quick: Politeness, tmp_path: Path) -> None:
    """A run that is stopped half-way asks only for the rest when it is started again."""
    asked: list[str] = []

    def told(path: str, form: dict[str, str]) -> tuple[int, str, bytes]:
        asked.append(form["n"])
        return (404, "text/plain", b"") if form["n"] == "3" and len(asked) < 6 else (200, "application/json", OK)

    url, cache = serve(told), Cache(tmp_path / "cache")
    requests = [Request(url, (("n", str(n)),)) for n in range(5)]
    with Transport(quick, cache) as transport:
        for one in requests[:3]:
            transport.fetch(one, api_checked)
        with pytest.raises(ServiceError):
            transport.fetch(requests[3], api_checked)
    asked += ["-"] * 6
    with Transport(quick, cache) as transport:
        transport.fetch_all(requests, api_checked)
    assert sorted(asked[asked.index("-") :])[6:] == ["3", "4"]
    cache.close()


def test_old_answers_are_asked_for_again(serve: Callable[[Any], str], quick: Politeness, tmp_path: Path) -> None:
    calls: list[int] = []

    def told(path: str, form: dict[str, str]) -> tuple[int, str, bytes]:
        calls.append(1)
        return 200, "application/json", OK

    url, cache = serve(told), Cache(tmp_path / "cache")
    for max_age in (None, None, 0.0):
        with Transport(quick, cache, max_age=max_age) as transport:
            transport.fetch(Request(url), api_checked)
    assert len(calls) == 2
    assert cache.story().startswith("1 answers came from")
    cache.close()

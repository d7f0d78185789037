"""Thousands of clients that say nothing, send too slowly or take nothing: the server goes on answering others."""

import asyncio
import http.client
import resource
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
import uvicorn

from kg.explorer import guards, server
from kg.explorer.guards import Guard

THOUSANDS = 4000
SAYING = (
    b"",
    b"G",
    b"GET / HTTP/1.1\r\nHost: x\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 90000\r\n\r\nASK",
    b"GET /node?iri=" + b"a" * 30_000,
)


@pytest.fixture
def many() -> Iterator[int]:
    """How many connections this process may hold, of the thousands."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    yield min(THOUSANDS, hard - 300)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def get(url: str, path: str = "/") -> tuple[int, float]:
    begin = time.monotonic()
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=30)
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status, time.monotonic() - begin


def address(url: str) -> tuple[str, int]:
    host, port = url.removeprefix("http://").split(":")
    return host, int(port)


@pytest.mark.slow
def test_thousands_of_half_open_connections_keep_no_one_out(server: Any, many: int) -> None:
    held: list[socket.socket] = []
    spent: list[float] = []
    try:
        for number in range(many):
            one = socket.create_connection(address(server.url), timeout=30)
            one.sendall(SAYING[number % len(SAYING)])
            held.append(one)
            if number % 200 == 199:
                spent.append(answered(server.url))
        for _ in range(20):  # they send a letter now and then
            drip(held[::7])
            spent.append(answered(server.url))
            time.sleep(0.1)
        assert max(spent) < 2
        time.sleep(11)
        mute = [one for number, one in enumerate(held) if number % len(SAYING) in {0, 1, 2, 4}]
        assert sum(closed(one) for one in mute) == len(mute), "a head has to come within ten seconds"
        spent.append(answered(server.url))
    finally:
        for one in held:
            one.close()
    assert answered(server.url) < 2


def answered(url: str) -> float:
    status, seconds = get(url)
    assert status == 200
    return seconds


def drip(connections: list[socket.socket]) -> None:
    for one in connections:
        try:
            one.sendall(b"x")
        except OSError:
            continue


def closed(connection: socket.socket) -> bool:
    connection.settimeout(5)
    try:
        while connection.recv(65536):
            pass
    except TimeoutError:
        return False
    except OSError:
        return True
    return True


async def large(scope: Any, receive: Any, send: Any) -> None:
    """An application that answers with twenty megabytes."""
    assert scope["type"] == "http"
    size = str(20_000_000).encode()
    while (await receive()).get("more_body"):
        continue
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", size)]})
    await send({"type": "http.response.body", "body": b"x" * 20_000_000})


@contextmanager
def running(app: Any) -> Iterator[tuple[uvicorn.Server, str]]:
    """The server around an application, in a thread: its deadlines can be made short."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(
        app, port=port, http=server.PatientProtocol, lifespan="off", log_level="error", ws="none", timeout_keep_alive=1
    )
    one = uvicorn.Server(config)
    thread = threading.Thread(target=one.run)
    thread.start()
    try:
        while not one.started:
            time.sleep(0.02)
        yield one, f"http://127.0.0.1:{port}"
    finally:
        one.should_exit = True
        thread.join(20)


def waited(until: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not until() and time.monotonic() < end:
        time.sleep(0.05)
    return until()


def emptied(one: uvicorn.Server, seconds: float) -> bool:
    return waited(lambda: not one.server_state.connections, seconds)


@pytest.mark.parametrize(("connection", "answer"), [(0.5, 60), (60, 0.5)], ids=["by connection", "by answer"])
def test_clients_that_take_nothing_are_let_go(
    monkeypatch: pytest.MonkeyPatch, connection: float, answer: float
) -> None:
    """Each of the two deadlines, in seconds, does it alone."""
    monkeypatch.setattr(server, "_TAKE_SECONDS", connection)
    monkeypatch.setattr(guards, "_SLOWEST", 50_000_000)
    guard = Guard(large, slow=answer)
    with running(guard) as (one, url):
        held = [socket.create_connection(address(url)) for _ in range(30)]
        for each in held:
            each.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert waited(lambda: guard.held >= 20_000_000, 10)
        assert emptied(one, 10), "each connection is closed although its client takes nothing"
        assert guard.held == 0
        for each in held:
            each.close()


@pytest.mark.parametrize("keep", [b"", b"Connection: close\r\n"], ids=["kept", "closed"])
def test_what_is_left_of_an_answer_keeps_no_connection(monkeypatch: pytest.MonkeyPatch, keep: bytes) -> None:
    monkeypatch.setattr(server, "_TAKE_SECONDS", 0.5)
    guard = Guard(small, slow=0.5)
    with running(guard) as (one, url), socket.create_connection(address(url)) as client:
        for _ in range(400):  # more than the system's buffers hold
            client.setblocking(False)
            try:
                client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            except BlockingIOError:
                break
        client.setblocking(True)
        client.settimeout(1)
        with suppress(TimeoutError):
            client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n" + keep + b"\r\n")
        assert emptied(one, 15)


async def small(scope: Any, receive: Any, send: Any) -> None:
    assert scope["type"] == "http"
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"50000")]})
    await send({"type": "http.response.body", "body": b"x" * 50_000})


def test_a_client_that_takes_its_answer_slowly_gets_it() -> None:
    with running(Guard(large)) as (_, url), socket.create_connection(address(url)) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        taken = 0
        while part := client.recv(1 << 20):
            taken += len(part)
            time.sleep(0.02)
        assert taken > 20_000_000


def test_a_body_that_comes_too_slowly_is_let_go() -> None:
    guard = Guard(large, slow=0.5)
    with running(guard) as (one, url), socket.create_connection(address(url)) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")
        for _ in range(4):  # a piece now and then does not lengthen the deadline
            time.sleep(0.2)
            try:
                client.sendall(b"x" * 10)
            except OSError:
                break
        assert emptied(one, 5)
        assert guard.statuses[408] == 1


def test_where_too_much_is_held_no_further_body_is_read() -> None:
    guard = Guard(large, most=1000)
    with running(guard) as (_, url), socket.create_connection(address(url), timeout=10) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n" + b"x" * 5000)
        assert not client.recv(100).startswith(b"HTTP/1.1 200")
    assert guard.held == 0


def test_where_there_are_more_connections_than_the_system_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_most_connections", lambda: 100)
    with running(Guard(small)) as (one, url):
        held = [socket.create_connection(address(url), timeout=10) for _ in range(300)]
        assert get(url)[0] == 200
        assert waited(lambda: len(one.server_state.connections) <= 100, 5)
        for each in held:
            each.close()


def test_deadlines_are_kept_by_asyncio_alone() -> None:
    """What the guard waits for is cancelled: nothing goes on in the background."""

    async def run() -> int:
        async def never(_: object = None) -> Any:
            await asyncio.sleep(60)

        await Guard(large, slow=0.05)({"type": "http"}, never, never)
        return len(asyncio.all_tasks())

    assert asyncio.run(run()) == 1

"""Servers on loopback: one that answers by a function, and one that sends bytes as they are."""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from kg.linking.transport import Politeness, Transport

Form = dict[str, str]
Answer = tuple[int, str, bytes]
Serve = Callable[[Callable[[str, Form], Answer]], str]
Step = tuple[bytes, float]  # bytes to send, and seconds to wait after them
SendBytes = Callable[[Sequence[Sequence[Step]]], "ByteServer"]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a server that answers (path, form) with status, content type and body; gives its address."""
    started: list[ThreadingHTTPServer] = []

    def start(answer: Callable[[str, Form], Answer]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                self._send(parts.path, parts.query)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self._send(urlsplit(self.path).path, body)

            def _send(self, path: str, query: str) -> None:
                form = {name: values[0] for name, values in parse_qs(query, keep_blank_values=True).items()}
                status, kind, body = answer(path, form)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
                """Tests are silent."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        started.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in started:
        server.shutdown()
        server.server_close()


class ByteServer:
    """Sends each connection the next of its scripts (the last one again and again), byte for byte."""

    def __init__(self, scripts: Sequence[Sequence[Step]]) -> None:
        self._scripts, self.connections, self.requests = list(scripts), 0, list[bytes]()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            script = self._scripts[min(self.connections, len(self._scripts) - 1)]
            self.connections += 1
            threading.Thread(target=self._talk, args=(connection, script), daemon=True).start()

    def _talk(self, connection: socket.socket, script: Sequence[Step]) -> None:
        with connection:
            try:
                self.requests.append(_request(connection))
                for data, pause in script:
                    connection.sendall(data)
                    time.sleep(pause)
            except OSError:
                pass  # the client had enough

    def close(self) -> None:
        self._socket.close()


def _request(connection: socket.socket) -> bytes:
    """The request, head and body."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0
    )
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


@pytest.fixture
def send_bytes() -> Iterator[SendBytes]:
    """Starts a ByteServer."""
    started: list[ByteServer] = []

    def start(scripts: Sequence[Sequence[Step]]) -> ByteServer:
        started.append(ByteServer(scripts))
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture
def quick() -> Politeness:
    """Rules with short waits, so that tests are quick."""
    return Politeness("test@example.org", seconds=0.6, total=5, attempts=3, pause=0.02, longest_wait=1, size=100_000)


@pytest.fixture
def transport(quick: Politeness) -> Iterator[Transport]:
    with Transport(replace(quick, seconds=10, size=20_000_000)) as made:
        yield made

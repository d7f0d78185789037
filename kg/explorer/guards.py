"""What stands around the application: headers that keep a browser safe, and clients that are too slow let go."""

import asyncio
import time
from collections import Counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"  # an SVG styles itself
_COMMON = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
_SLOW_SECONDS = 60.0
_SLOWEST = 20_000  # bytes a second that a client has to take
_PIECE = 64 << 10
_HELD = 256 << 20


class Guard:
    """An application with security headers, deadlines for what is sent and received, and counts.

    `held` is how many bytes of requests and answers are in hand; a client that takes or sends too slowly for its
    deadline is let go, and where too much is held, no further body is read.
    """

    def __init__(self, app: ASGIApp, slow: float = _SLOW_SECONDS, most: int = _HELD) -> None:
        self.app = app
        self.slow = slow
        self.most = most
        self.statuses: Counter[int] = Counter()
        self.seconds = 0.0
        self.held = 0

    @property
    def crowded(self) -> bool:
        """Whether clients who take their time keep so much in memory that no large answer should be made."""
        return self.held > self.most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        exchange = _Exchange(self, receive, send)
        try:
            await self.app(scope, exchange.receive, exchange.send)
        except TimeoutError:
            self.statuses[408] += 1
            await _drop(scope)
        finally:
            self.held -= exchange.held
            self.seconds += time.monotonic() - exchange.started


class _Exchange:
    """A request and its answer: the request's body and the answer's have a deadline each."""

    def __init__(self, guard: Guard, receive: Receive, send: Send) -> None:
        self.started = time.monotonic()
        self.held = 0
        self._guard = guard
        self._receive = receive
        self._send = send
        self._whole = False

    async def receive(self) -> Message:
        """A piece of the request; all of it has to come in time."""
        if self._whole:
            return await self._receive()
        left = self.started + self._guard.slow - time.monotonic()
        message = await asyncio.wait_for(self._receive(), max(left, 0.01))
        self._hold(message)
        if self._guard.crowded:
            raise TimeoutError
        self._whole = message["type"] != "http.request" or not message.get("more_body")
        return message

    async def send(self, message: Message) -> None:
        """A piece of the answer, in pieces that wait for one another: what a client does not take is not sent on."""
        if message["type"] == "http.response.start":
            self._guard.statuses[message["status"]] += 1
            if message["status"] != 304:  # its headers would take the place of those that the browser has kept
                message = {**message, "headers": [*message["headers"], *_headers(message["headers"])]}
            await self._send(message)
            return
        self._hold(message)
        body = message.get("body", b"")
        async with asyncio.timeout(self._guard.slow + len(body) / _SLOWEST):
            for at in range(0, len(body) - _PIECE, _PIECE):
                await self._send({"type": message["type"], "body": body[at : at + _PIECE], "more_body": True})
            last = (len(body) - 1) // _PIECE * _PIECE if body else 0
            await self._send({**message, "body": body[last:]})

    def _hold(self, message: Message) -> None:
        size = len(message.get("body", b""))
        self.held += size
        self._guard.held += size


async def _drop(scope: Scope) -> None:
    """Close the connection at once, so that nothing of it is kept for a client who does not take it."""
    abort = scope.get("state", {}).get("abort")
    if abort is not None:
        abort()
        for _ in range(2):  # the loop tells the connection in its next turn
            await asyncio.sleep(0)


def _headers(given: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    kind = next((value for name, value in given if name.lower() == b"content-type"), b"")
    policy = _PAGE_POLICY if kind.startswith(b"text/html") else _FILE_POLICY
    return [*_COMMON, (b"content-security-policy", policy.encode())]

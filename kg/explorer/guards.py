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


class Guard:
    """An application with security headers, a deadline for each piece that is sent or received, and counts."""

    def __init__(self, app: ASGIApp, slow: float = _SLOW_SECONDS) -> None:
        self.app = app
        self.slow = slow
        self.statuses: Counter[int] = Counter()
        self.seconds = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.monotonic()

        async def guarded_receive() -> Message:
            return await asyncio.wait_for(receive(), self.slow)

        async def guarded_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.statuses[message["status"]] += 1
                if message["status"] != 304:  # its headers would take the place of those that the browser has kept
                    message = {**message, "headers": [*message["headers"], *_headers(message["headers"])]}
            await asyncio.wait_for(send(message), self.slow)

        try:
            await self.app(scope, guarded_receive, guarded_send)
        except TimeoutError:
            self.statuses[408] += 1  # the connection is closed: no one reads an answer
        finally:
            self.seconds += time.monotonic() - started


def _headers(given: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    kind = next((value for name, value in given if name.lower() == b"content-type"), b"")
    policy = _PAGE_POLICY if kind.startswith(b"text/html") else _FILE_POLICY
    return [*_COMMON, (b"content-security-policy", policy.encode())]

"""The HTTP server around the application: uvicorn, and deadlines for clients that say nothing or take nothing."""

import asyncio
import contextlib
import os
import resource
import socket
from functools import cache
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.errors import UsageError

_HEAD_SECONDS = 10.0
_TAKE_SECONDS = 60.0
_BACKLOG = 4096


class PatientProtocol(H11Protocol):
    """A connection whose request head has to be complete in ten seconds, and whose client has to take what is sent.

    uvicorn itself would wait for ever, and a connection that is closed while something is unsent stays open. Where
    there are more connections than the system allows, those that have waited longest for a request are dropped.
    """

    _deadline: asyncio.TimerHandle | None = None
    _untaken: asyncio.TimerHandle | None = None
    _since = 0.0

    def connection_made(self, transport: Any) -> None:
        """Start to wait."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, "abort": transport.abort}  # for the guard
        self._await_head()
        if len(self.connections) > _most_connections():
            self._make_room()

    def data_received(self, data: bytes) -> None:
        """Stop to wait once there is a request; wait anew where a part of the next one has come."""
        super().data_received(data)
        if self.transport.is_closing():
            self._let_go()
        if self.cycle is not None and self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        if self._waits and self._deadline is None:
            self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """No one to wait for."""
        for timer in (self._deadline, self._untaken):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Too much is unsent: the client has a minute to take most of it."""
        super().pause_writing()
        self._let_go()

    def resume_writing(self) -> None:
        """It has."""
        super().resume_writing()
        if self._untaken is not None and not self.transport.is_closing():
            self._untaken.cancel()
            self._untaken = None

    def on_response_complete(self) -> None:
        """Where the connection is to be closed, not before all is sent, but not for ever."""
        super().on_response_complete()
        if self.transport.is_closing():
            self._let_go()

    def timeout_keep_alive_handler(self) -> None:
        """No further request came."""
        super().timeout_keep_alive_handler()
        self._let_go()

    @property
    def _waits(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _await_head(self) -> None:
        self._since = self.loop.time()
        self._deadline = self.loop.call_later(_HEAD_SECONDS, self._late)

    def _late(self) -> None:
        self._deadline = None
        if self._waits:
            self.transport.close()
            self._let_go()

    def _let_go(self) -> None:
        if self._untaken is None and self.transport.get_write_buffer_size():
            self._untaken = self.loop.call_later(_TAKE_SECONDS, self.transport.abort)

    def _make_room(self) -> None:
        alive = [one for one in self.connections if isinstance(one, PatientProtocol) and not one.transport.is_closing()]
        if len(alive) > _most_connections():
            waiting = sorted((one for one in alive if one._waits), key=lambda one: one._since)
            for one in waiting[: len(waiting) // 2]:
                one.transport.abort()


@cache
def _most_connections() -> int:
    """As many as the system lets the server open, without those that may come in at once, and a few files and pipes."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return max(most - _BACKLOG - 200, most // 2)


def bound(host: str, port: int) -> socket.socket:
    """A socket for this address; UsageError where it cannot be had. It refuses connections until the server runs."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # By its protocol asyncio knows that what it accepts may send small pieces at once; else each answer waits 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would share the port with another server
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise UsageError(f"{host}, port {port}: {error.strerror}; choose another with --port or --host.") from None
    return listener


def run(app: ASGIApp, listener: socket.socket) -> None:
    """Serve until the process is told to stop (SIGINT, SIGTERM); answers under way may take ten seconds more."""
    with contextlib.suppress(ValueError, OSError):
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    config = uvicorn.Config(
        app,
        http=PatientProtocol,
        ws="none",
        lifespan="on",
        access_log=False,
        log_level="error",  # a line for each wrong request would fill a disk
        server_header=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=10,
        h11_max_incomplete_event_size=70_000,
        backlog=_BACKLOG,
    )
    uvicorn.Server(config).run([listener])

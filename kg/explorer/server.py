"""The HTTP server around the application: uvicorn, and a deadline for clients that connect and say nothing."""

import asyncio
import contextlib
import resource
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

_HEAD_SECONDS = 10.0


class PatientProtocol(H11Protocol):
    """A connection whose request head has to be complete in ten seconds; uvicorn itself would wait for ever."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Start to wait."""
        super().connection_made(transport)
        self._deadline = self.loop.call_later(_HEAD_SECONDS, self._late)

    def data_received(self, data: bytes) -> None:
        """Stop to wait once there is a request; wait anew where a part of the next one has come."""
        super().data_received(data)
        if self.cycle is not None and self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        if (self.cycle is None or self.cycle.response_complete) and self._deadline is None:
            self._deadline = self.loop.call_later(_HEAD_SECONDS, self._late)

    def connection_lost(self, exc: Exception | None) -> None:
        """No one to wait for."""
        if self._deadline is not None:
            self._deadline.cancel()
        super().connection_lost(exc)

    def _late(self) -> None:
        self._deadline = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()


def run(app: ASGIApp, host: str, port: int) -> None:
    """Serve until the process is told to stop (SIGINT, SIGTERM); answers under way may take ten seconds more."""
    with contextlib.suppress(ValueError, OSError):
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=PatientProtocol,
        ws="none",
        lifespan="on",
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=10,
        h11_max_incomplete_event_size=70_000,
        backlog=4096,
    )
    uvicorn.Server(config).run()

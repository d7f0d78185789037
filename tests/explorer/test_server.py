"""The socket on which the explorer listens, and how it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from kg.explorer.server import bound

SERVE = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "from kg.commands import main; main(['serve', sys.argv[1], '--port', '0'])"
)


def test_answers_are_sent_at_once() -> None:
    """asyncio turns Nagle's waiting off only where the socket names its protocol."""
    with bound("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP
        assert listener.getsockname()[1] > 0


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_being_told_to_stop_is_its_usual_end(tmp_path: Path, told: signal.Signals) -> None:
    (tmp_path / "graph.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-c", SERVE, str(tmp_path / "graph.ttl")]
    environment = {**os.environ, "TMPDIR": str(temporary)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        url = process.stderr.readline().partition(" ")[0]
        _wait(f"{url}health")
        assert list(temporary.iterdir()), "the store is not where this test looks"
        process.send_signal(told)
        assert process.wait(30) == 0
        assert process.stderr.read() == "Stopped.\n"
    assert list(temporary.iterdir()) == []


def _wait(url: str) -> None:
    for _ in range(100):
        try:
            if httpx.get(url, timeout=30).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")

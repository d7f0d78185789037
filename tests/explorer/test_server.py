"""The socket on which the explorer listens."""

import socket

from kg.explorer.server import bound


def test_answers_are_sent_at_once() -> None:
    """asyncio turns Nagle's waiting off only where the socket names its protocol."""
    with bound("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP
        assert listener.getsockname()[1] > 0

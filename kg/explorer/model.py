"""What passes between the server and its workers: a job in, an answer out, each as a line of JSON (and a body)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

HTML = "text/html; charset=utf-8"
READY = b"ready\n"  # what a worker says first
TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Job:
    """Something for a worker to do: the name of a job (kg/explorer/jobs.py) and its arguments."""

    name: str
    arguments: Mapping[str, object] = field(default_factory=dict)

    def to_line(self) -> bytes:
        """The job as a line."""
        return json.dumps({"job": self.name, "arguments": dict(self.arguments)}).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker made: an HTTP status, a media type, a body."""

    body: bytes
    type: str = HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def head(self) -> bytes:
        """All but the body, as a line."""
        told = {"status": self.status, "type": self.type, "size": len(self.body), "headers": dict(self.headers)}
        return json.dumps(told).encode() + b"\n"


def said(status: int, message: str, **headers: str) -> Answer:
    """A plain sentence as an answer."""
    return Answer(f"{message}\n".encode("utf-8", "replace"), TEXT, status, headers)

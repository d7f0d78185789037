"""Answers of services, kept in an SQLite file: keyed by the request, with the time they came. Errors are never kept."""

import hashlib
import json
import sqlite3
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
  key TEXT PRIMARY KEY, method TEXT, url TEXT, parameters TEXT, kind TEXT, body BLOB, fetched REAL
) WITHOUT ROWID
"""
_LARGEST = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a service; `accept` are the content types that an answer may have.

    Parameters of which `volatile` holds the names do not make another request (politeness, not content).
    """

    url: str
    parameters: tuple[tuple[str, str], ...] = ()
    method: str = "GET"
    accept: tuple[str, ...] = ("application/json",)
    volatile: frozenset[str] = frozenset({"maxlag"})

    def key(self) -> str:
        """The same for the same question."""
        told = sorted(pair for pair in self.parameters if pair[0] not in self.volatile)
        return hashlib.sha256(json.dumps([self.method, self.url, told]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service said; `fetched` is when (seconds since 1970), `wait` what Retry-After asks for, in seconds."""

    kind: str
    body: bytes
    fetched: float
    wait: float | None = None


class Cache:
    """Answers by request. `hits` counts what it gave, `oldest` is when the oldest of those was fetched."""

    def __init__(self, path: Path | str) -> None:
        self.path, self.hits, self.oldest = path, 0, 0.0
        try:
            self._db = sqlite3.connect(path, check_same_thread=False)
            self._db.execute(_SCHEMA)
        except sqlite3.Error as error:
            raise InputError(f"{path}: not usable as a cache ({error}); name another file or delete it.") from None

    def get(self, request: Request, max_age: float | None = None) -> Answer | None:
        """The answer kept for a request, if it is not older than `max_age` seconds."""
        found = self._db.execute("SELECT kind, body, fetched FROM answers WHERE key = ?", (request.key(),)).fetchone()
        if found is None or (max_age is not None and time.time() - found[2] > max_age):
            return None
        self.hits += 1
        self.oldest = min(self.oldest or found[2], found[2])
        return Answer(found[0], _inflated(found[1]), found[2])

    def put(self, request: Request, answer: Answer) -> None:
        """Keep an answer that was found to be right."""
        row = (request.key(), request.method, request.url, json.dumps(request.parameters), answer.kind)
        values = (*row, zlib.compress(answer.body), answer.fetched)
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def __len__(self) -> int:
        count: int = self._db.execute("SELECT count(*) FROM answers").fetchone()[0]
        return count

    def story(self) -> str:
        """What came from here, and how old it is; empty where nothing did."""
        if not self.hits:
            return ""
        return f"{self.hits} answers came from {self.path}, the oldest {_age(time.time() - self.oldest)} old"

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def _inflated(body: bytes) -> bytes:
    return zlib.decompressobj().decompress(body, _LARGEST)


def _age(seconds: float) -> str:
    """An age in words.

    >>> _age(30), _age(7300), _age(200000)
    ('0 minutes', '2 hours', '2 days')
    """
    for unit, length in (("days", 86400), ("hours", 3600)):
        if seconds >= length:
            return f"{int(seconds // length)} {unit}"
    return f"{int(seconds // 60)} minutes"

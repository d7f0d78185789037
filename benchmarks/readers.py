"""Readers who ask a server again and again: HTTP on bare sockets, so that they cost little themselves."""

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median, quantiles
from urllib.parse import urlsplit


@dataclass(slots=True)
class Told:
    """What happened to requests, by kind: seconds of each, and how many were answered with another status than 200."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    wrong: set[tuple[int, str]] = field(default_factory=set)
    seconds: float = 0.0

    def lines(self) -> Iterator[str]:
        """A line for each kind."""
        for kind, times in self.times.items():
            slowest = quantiles(times, n=100)[98] if len(times) > 1 else times[0]
            yield (
                f"{kind:24} {len(times):7} requests {len(times) / self.seconds:7.0f}/s  "
                f"median {1000 * median(times):7.1f} ms  99 % {1000 * slowest:8.1f} ms  errors {self.errors[kind]}"
            )


Next = Callable[[int], tuple[str, str] | None]


async def read(url: str, readers: int, following: Next, think: float = 0.0) -> Told:
    """Let so many readers ask; `following` gives a reader (by number) a kind and a path, None when it is done.

    Each waits for its answer, and then `think` seconds on average.
    """
    told, begin = Told(), time.perf_counter()
    await asyncio.gather(*(_reader(url, number, following, think, told) for number in range(readers)))
    told.seconds = time.perf_counter() - begin
    return told


async def _reader(url: str, number: int, following: Next, think: float, told: Told) -> None:
    chance = random.Random(number)  # noqa: S311 (no secret)
    parts = urlsplit(url)
    source, sink = await asyncio.open_connection(parts.hostname, parts.port, limit=1 << 20)
    while asked := following(number):
        kind, path = asked
        begin = time.perf_counter()
        sink.write(f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: */*\r\n\r\n".encode())
        status = await _answer(source)
        told.times[kind].append(time.perf_counter() - begin)
        if status != 200:
            told.errors[kind] += 1
            told.wrong.add((status, path))
        await asyncio.sleep(think * 2 * chance.random())
    sink.close()


async def _answer(source: asyncio.StreamReader) -> int:
    head = (await source.readuntil(b"\r\n\r\n")).lower()
    size = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
    await source.readexactly(size)
    return int(head.split(b" ", 2)[1])

"""Queries that take too long or too much are stopped, and keep no one waiting."""

import asyncio
import os
import signal
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from kg.explorer.app import _in_a_picture
from kg.explorer.cache import Cache
from kg.explorer.limits import Limits
from kg.explorer.model import Answer, Job, said
from kg.explorer.pool import Pool, Queue, Turn
from kg.explorer.store import stored

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?a"
WIDE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def store(sample: Path) -> Iterator[Path]:
    with stored(str(sample)) as path:
        yield path


def job(query: str) -> Job:
    return Job("sparql", {"query": query, "wanted": ["json"]})


def pooled(store: Path, limits: Limits, *queries: str) -> tuple[list[Answer], Pool, float]:
    async def run() -> tuple[list[Answer], Pool, float]:
        pool = Pool(limits, {"store": str(store)})
        await pool.start()
        begin = time.monotonic()
        try:
            answers = await asyncio.gather(*(pool.run(job(query)) for query in queries))
            return list(answers), pool, time.monotonic() - begin
        finally:
            await pool.stop()

    return asyncio.run(run())


def test_an_endless_query_is_stopped_on_time(store: Path) -> None:
    (answer, after), pool, seconds = pooled(store, Limits(workers=1, seconds=1), CROSS, "ASK {}")
    assert (answer.status, after.status) == (503, 200)
    assert b"stopped after 1 seconds" in answer.body
    assert seconds < 5
    assert pool.counts["timeouts"] == 1


def test_a_query_that_takes_all_memory_is_stopped(store: Path) -> None:
    limits = Limits(workers=1, seconds=60, memory=700 << 20)
    (answer, after), pool, _ = pooled(store, limits, SORTED, "ASK {}")
    assert (answer.status, after.status) == (503, 200)
    assert b"700 MiB" in answer.body
    assert pool.counts["crashed"] == 1


def test_an_answer_that_is_too_long_is_refused(store: Path) -> None:
    (answer,), _, _ = pooled(store, Limits(workers=1, size=100_000), WIDE)
    assert answer.status == 400
    assert b"LIMIT" in answer.body


def test_a_worker_that_dies_is_replaced(store: Path) -> None:
    async def run() -> Answer:
        pool = Pool(Limits(workers=1), {"store": str(store)})
        await pool.start()
        os.kill(pool._idle[0].process.pid, signal.SIGKILL)
        await pool.run(job("ASK {}"))
        answer = await pool.run(job("ASK {}"))
        await pool.stop()
        return answer

    assert asyncio.run(run()).status == 200


def test_clients_take_turns() -> None:
    async def run() -> list[str]:
        queue, loop = Queue(), asyncio.get_running_loop()
        for client in "aaab":
            queue.add(Turn(job(""), client, loop.create_future()))
        return [turn.client for _ in range(4) if (turn := queue.next())]

    assert asyncio.run(run()) == ["a", "b", "a", "a"]


def test_in_a_crowd_the_newest_goes_first() -> None:
    async def run() -> list[str]:
        queue, loop = Queue(), asyncio.get_running_loop()
        for number in range(20):
            queue.add(Turn(job(str(number)), "a", loop.create_future()))
        return [str(turn.job.arguments["query"]) for _ in range(20) if (turn := queue.next())]

    order = asyncio.run(run())
    assert order[:8] == ["19", "18", "17", "0", "16", "15", "14", "1"]
    assert order[-5:] == ["3", "4", "5", "6", "7"]
    assert len(set(order)) == 20


def test_the_cache_keeps_within_its_size_and_makes_an_answer_once() -> None:
    made = []

    async def run() -> Cache:
        cache = Cache(size=20_000)

        async def make() -> Answer:
            made.append(1)
            await asyncio.sleep(0)
            return Answer(b"x" * 1000)

        await asyncio.gather(*(cache.get("same", make) for _ in range(10)))
        for number in range(100):
            await cache.get(str(number), make)
        return cache

    cache = asyncio.run(run())
    assert len(made) == 101
    assert cache.used <= 20_000


def test_a_client_that_leaves_frees_its_worker(server: Any) -> None:
    for _ in range(6):
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{server.url}/sparql", params={"query": CROSS}, timeout=0.3)
    time.sleep(1.2)
    assert 'kg_pool_running{pool="queries"} 0' in server.get("/metrics").text


def test_the_server_stops_when_it_is_told(sample: Path, serve: Any) -> None:
    with serve(sample) as served:
        children = Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children").read_text().split()
        assert len(children) >= 4
        served.process.send_signal(signal.SIGTERM)
        assert served.process.wait(20) == 0
    assert [child for child in children if Path(f"/proc/{child}").exists()] == []


def test_a_picture_that_is_refused_says_why_in_its_place() -> None:
    refused = said(503, "The query was stopped: it needed more than 4096 MiB of memory, or was nested too deeply.")
    picture = _in_a_picture(refused)
    assert (picture.status, picture.type) == (503, "image/svg+xml")
    lines = [one.text or "" for one in ET.fromstring(picture.body).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314
    assert " ".join(lines) == refused.body.decode().strip()
    assert max(map(len, lines)) <= 50
    page = Answer(b"<p>There is no such panel.</p>", status=404)
    assert _in_a_picture(page) is page

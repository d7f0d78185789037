"""Two hundred queries that want to take the server down: each is stopped or refused, and others are answered."""

import asyncio
import http.client
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from kg.explorer.limits import Limits
from kg.explorer.model import Answer, Job
from kg.explorer.pool import Pool
from kg.explorer.store import stored

ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
# What takes for ever, or more than the server gives: stopped, or told that it is too much.
HEAVY = (
    f"SELECT (COUNT(*) AS ?n) {{ {ALL} }}",
    f"SELECT * {{ {ALL} }} ORDER BY ?l ?a",
    f"SELECT DISTINCT ?a ?f ?i {{ {ALL} }}",
    f"SELECT * {{ {ALL} }}",
    f"SELECT ?a (COUNT(*) AS ?n) {{ {ALL} }} GROUP BY ?a ?d ?g",
    f"CONSTRUCT {{ ?a ?e ?i }} WHERE {{ {ALL} }}",
    f"ASK {{ {ALL} FILTER(STRLEN(CONCAT(STR(?a), STR(?l))) < 0) }}",
    "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:y>)* ?b . ?b (!<urn:x>|^!<urn:y>)* ?c }",
    "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>/!<urn:x>/!<urn:x>/!<urn:x>|^!<urn:y>)+ ?b . ?b (!<urn:x>)* ?c . ?c ?d ?e }",
    f"SELECT * {{ {ALL} FILTER(REGEX(CONCAT(STR(?c), STR(?f), STR(?i)), '(a+)+(b+)+(c+)+$')) }}",
    f"SELECT * {{ {ALL} FILTER(REGEX(CONCAT(STR(?c), STR(?l)), '^(([a-z])+.)+[A-Z]([a-z])+$', 'i') && ?a = ?l) }}",
    f"SELECT * {{ {ALL} FILTER(REGEX(CONCAT(STR(?c), STR(?l)), '(x{{1,90}}y{{1,90}}){{1,9}}')) }}",
    f"SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?s) {{ {ALL} }}",
    "SELECT (SUM(?n) AS ?m) { { SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a ?f ?i } }",
    "SELECT * { ?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i OPTIONAL { ?j ?k ?l } } } } ORDER BY ?j",
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i MINUS { ?a ?x ?y . ?d ?z ?w } }",
    f"SELECT (COUNT(*) AS ?n) {{ {ALL} FILTER NOT EXISTS {{ ?a ?x ?l . ?l ?y ?d }} }}",
    f"SELECT (SHA512(GROUP_CONCAT(STR(?l))) AS ?s) {{ {ALL} }} GROUP BY ?a",
    f"SELECT * {{ {{ {ALL} }} UNION {{ ?l ?a ?d }} {{ ?m ?n ?o }} UNION {{ ?p ?q ?r }} ?s ?t ?u }}",
    "SELECT (RAND() AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?x",
    "SELECT * { ?s ?p ?o FILTER(" + "!" * 100_000 + "true) }",
    "SELECT * { ?s " + "/".join(["<urn:p>"] * 100_000) + " ?o }",
    "SELECT * { " + "?s ?p ?o . " * 1000 + "}",
    "SELECT * { ?s ?p ?o FILTER(" + "+".join(["?s"] * 100_000) + ") }",
)
# What is not allowed, or could not be parsed in bounded time and memory: refused at once.
REFUSED = (
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://169.254.169.254/latest/> { ?s ?p ?o } }",
    "SELECT * { BIND(<http://127.0.0.1:9/> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "DELETE WHERE { ?s ?p ?o }",
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "LOAD <file:///etc/passwd>",
    "CLEAR ALL",
    "DROP ALL ; CREATE GRAPH <urn:x>",
    "SELECT * { " + "{" * 5000 + "}" * 5000 + " }",
    "SELECT (" + "(" * 3000 + "1" + ")" * 3000 + " AS ?x) {}",
    "SELECT * { VALUES ?x { " + "<urn:x> " * 150_000 + "} }",
    "SELECT * { ?s ?p 'x",
    "\x00" * 1000,
)
NORMAL = "SELECT ?m { ?m a pk:Mission } LIMIT 5"


def ask(server: Any, query: str, timeout: float = 150) -> tuple[int, bytes, float]:
    """Status, answer and seconds; a client of the standard library, since 200 of another would be the load."""
    begin = time.monotonic()
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=timeout)
    try:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/sparql", urlencode({"query": query}), form)
        answer = connection.getresponse()
        return answer.status, answer.read(), time.monotonic() - begin
    finally:
        connection.close()


@pytest.mark.parametrize("query", REFUSED, ids=[query[:40].strip("\x00") or "zeros" for query in REFUSED])
def test_what_is_refused_is_refused_at_once(server: Any, query: str) -> None:
    status, _, seconds = ask(server, query)
    assert status in {400, 413}
    assert seconds < 5  # usually less than a tenth; a machine that does other work has its own pace


def test_each_that_takes_for_ever_is_stopped_within_its_limit(sample: Path) -> None:
    async def run() -> list[tuple[Answer, float]]:
        with stored(str(sample)) as store:
            pool = Pool(Limits(workers=4, slow=4, seconds=1, memory=1 << 30), {"store": str(store)})
            await pool.start()
            four = asyncio.Semaphore(4)

            async def timed(query: str) -> tuple[Answer, float]:
                async with four:
                    begin = time.monotonic()
                    answer = await pool.run(Job("sparql", {"query": query, "wanted": ["json", "turtle"]}))
                    return answer, time.monotonic() - begin

            try:
                return list(await asyncio.gather(*map(timed, HEAVY)))
            finally:
                await pool.stop()

    for query, (answer, seconds) in zip(HEAVY, asyncio.run(run()), strict=True):
        assert answer.status in {400, 503}, query
        assert re.search(rb"stopped|larger than", answer.body), (query, answer.body)
        assert seconds < 1 + 5, query  # the limit, and the start of another worker on a machine that does other work


@pytest.mark.slow
def test_a_normal_query_is_answered_beside_two_hundred_hostile_ones(server: Any) -> None:
    queries = [*HEAVY, *REFUSED]
    with ThreadPoolExecutor(200) as threads:
        running = [threads.submit(ask, server, queries[number % len(queries)]) for number in range(200)]
        time.sleep(0.5)
        spent: list[float] = []
        while not all(one.done() for one in running):
            status, told, seconds = ask(server, NORMAL)
            assert (status, b"mission" in told) == (200, True), told
            spent.append(seconds)
            time.sleep(0.2)
        ended = [one.result() for one in running]
    assert {status for status, _, _ in ended} <= {400, 413, 503}
    assert max(seconds for _, _, seconds in ended) < 30 + 3 + 5, "waiting, running, and some patience"
    assert len(spent) > 10
    assert max(spent) < 2

"""Pages of the explorer under load: 50 readers at once on a graph of a million triples, against a static file.

Prints, for a static file of the same server and for pages (asked for the first time, then again), requests a second,
median and 99th percentile in milliseconds and errors; the ratio of the medians; the memory before and after.

    python -m benchmarks.serve [TRIPLES] [SECONDS]
"""

import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles

import httpx

BASE = "https://w3id.org/peacekg/id/"
PREFIXES = {
    "pk": "https://w3id.org/peacekg/ontology#",
    "prov": "http://www.w3.org/ns/prov#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
READERS = 50
MISSIONS, COUNTRIES, PLACES = 200, 190, 2000
METHODS = ("Ambush", "Shelling", "IED", "Shooting", "SuicideBombing", "ArmedAssault")


def triples(many: int, seed: int = 1) -> Iterator[str]:
    """About so many triples as Turtle: missions, attacks with victims, contributions, passages."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    yield "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + f"@base <{BASE}> .\n"
    yield "<page/P> a pk:Page .\n"
    for kind, count in (("Mission", MISSIONS), ("Country", COUNTRIES), ("Place", PLACES)):
        for at in range(count):
            yield f'<{kind.lower()}/{at}> a pk:{kind} ; rdfs:label "{kind} number {at}"@en .\n'
    for at in range(many // 24):
        yield from _fact(at, chance)


def _fact(at: int, chance: random.Random) -> Iterator[str]:
    """An attack, its victims and a contribution, each with a passage: 24 triples."""
    mission, country = chance.randrange(MISSIONS), chance.randrange(COUNTRIES)
    day = f"{chance.randrange(1990, 2024)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    passage = f"<page/P#char={at * 50},{at * 50 + 40}>"
    yield (
        f'<attack/{at}> a pk:Attack ; pk:mission <mission/{mission}> ; pk:date "{day}"^^xsd:date ; '
        f'pk:notBefore "{day}"^^xsd:date ; pk:notAfter "{day}"^^xsd:date ; '
        f"pk:place <place/{chance.randrange(PLACES)}> ; "
        f"pk:method pk:{chance.choice(METHODS)} ; pk:casualties <attack/{at}/victims-1> ; "
        f"prov:wasDerivedFrom {passage} .\n"
        f"<attack/{at}/victims-1> a pk:Casualties ; pk:killed {chance.randrange(9)} ; "
        f"pk:nationality <country/{country}> ; pk:victimRole pk:Soldier .\n"
        f"<contribution/{at}> a pk:Contribution ; pk:mission <mission/{mission}> ; "
        f"pk:contributor <country/{country}> ; pk:personnel {chance.randrange(1000)} ; "
        f"prov:wasDerivedFrom {passage} .\n"
        f'{passage} a nif:String ; nif:beginIndex {at * 50} ; nif:endIndex {at * 50 + 40} ; nif:anchorOf "x" ; '
        f'pk:quote "Sentence {at}" ; nif:referenceContext <page/P> .\n'
    )


async def load(url: str, paths: Sequence[str], requests: int) -> tuple[list[float], int, float]:
    """So many requests by 50 readers who ask again as soon as they are answered: times, errors, seconds in all."""
    times: list[float] = []
    errors = 0
    left = iter(range(requests))

    async def reader(client: httpx.AsyncClient) -> None:
        nonlocal errors
        for number in left:
            begin = time.perf_counter()
            answer = await client.get(url + paths[number % len(paths)])
            times.append(time.perf_counter() - begin)
            errors += answer.status_code != 200

    begin = time.perf_counter()
    limits = httpx.Limits(max_connections=READERS)
    async with httpx.AsyncClient(timeout=120, limits=limits) as client:
        await asyncio.gather(*(reader(client) for _ in range(READERS)))
    return times, errors, time.perf_counter() - begin


def told(name: str, times: Sequence[float], errors: int, seconds: float) -> None:
    slowest = quantiles(times, n=100)[98]
    print(
        f"{name:24} {len(times):6} requests {len(times) / seconds:8.0f}/s  "
        f"median {1000 * median(times):8.1f} ms  99 % {1000 * slowest:8.1f} ms  errors {errors}",
        flush=True,
    )


def memory(process: int) -> int:
    """The resident memory of a process and of those it started, in MiB."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()
    pages = [int(Path(f"/proc/{one}/statm").read_text(encoding="utf-8").split()[1]) for one in (process, *children)]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") >> 20


def pages(kind: str, count: int) -> list[str]:
    return [f"/node?iri={BASE}{kind}/{at}" for at in range(count)]


def measure(url: str, process: int, seconds: float) -> None:
    static = asyncio.run(load(url, ["/static/explorer.css"], 3000))
    told("static file", *static)
    readers = [*pages("mission", 40), *pages("attack", 120), *pages("place", 120), "/", "/search?q=number+17"]
    first = asyncio.run(load(url, readers, len(readers)))
    told("pages, first time", *first)
    before, again = memory(process), asyncio.run(load(url, readers, 3000))
    told("pages, mixed, again", *again)
    print(f"ratio of the medians (pages again / static file): {median(again[0]) / median(static[0]):.2f}")
    end = time.monotonic() + seconds
    rounds = 0
    while time.monotonic() < end:
        fresh = [*pages("attack", 20_000)[rounds * 300 : rounds * 300 + 300], *readers]
        _, errors, _ = asyncio.run(load(url, fresh, 2000))
        rounds += 1
        if errors:
            print(f"{errors} errors in round {rounds}")
    print(f"memory of all processes: {before} MiB, after {rounds} rounds of mixed load {memory(process)} MiB")


def main(many: int = 1_000_000, seconds: float = 30) -> None:
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "graph.ttl"
        with graph.open("w", encoding="utf-8") as file:
            file.writelines(triples(many))
        port = 8123
        begin = time.monotonic()
        process = subprocess.Popen([sys.executable, "-m", "kg", "serve", str(graph), "--port", str(port)])
        try:
            url = f"http://127.0.0.1:{port}"
            while True:
                try:
                    if httpx.get(f"{url}/health", timeout=60).status_code == 200:
                        break
                except httpx.TransportError:
                    time.sleep(0.2)
            print(f"{many:,} triples, ready after {time.monotonic() - begin:.1f} s; {os.cpu_count()} cores")
            measure(url, process.pid, seconds)
        finally:
            process.terminate()
            process.wait(30)


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:3]))

"""Pages of the explorer under load: 50 readers at once on a graph of a million triples, against a static file.

Prints, for a static file of the same server, for pages (asked for the first time, then again), for queries beside
hostile ones and for a mixed load, minute by minute: requests a second, median and 99th percentile in milliseconds,
errors; the ratio of the medians; the memory of all processes. The readers' process shares the machine's cores.

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
from statistics import median
from urllib.parse import quote

import httpx

from benchmarks.progress import Steps
from benchmarks.readers import Next, Told, read

BASE = "https://w3id.org/peacekg/id/"
PREFIXES = {
    "pk": "https://w3id.org/peacekg/ontology#",
    "prov": "http://www.w3.org/ns/prov#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
READERS = 50
THINK = 0.5
PICTURES = ("attacks-by-year", "co-deployment", "deadliest-methods", "killed-by-contingent", "casualties-by-role")
TABLES = ("attacks-by-year", "contributors", "killed-by-contingent")
QUERIES = (
    "SELECT ?a ?d { ?a pk:mission <MISSION> ; pk:date ?d } LIMIT 20",
    "SELECT ?m (COUNT(*) AS ?n) { ?a pk:mission <MISSION> ; pk:method ?m } GROUP BY ?m",
    "ASK { ?a pk:mission <MISSION> ; pk:method pk:Ambush }",
    "CONSTRUCT { ?a pk:method ?m } { ?a pk:mission <MISSION> ; pk:method ?m } LIMIT 50",
)
HOSTILE = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f",
    "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:y>)* ?b }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), '(a+)+(b+)+$')) }",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "DELETE WHERE { ?s ?p ?o }",
)
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


def memory(process: int) -> int:
    """The resident memory of a process and of those it started, in MiB."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()
    pages = [int(Path(f"/proc/{one}/statm").read_text(encoding="utf-8").split()[1]) for one in (process, *children)]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") >> 20


def pages(kind: str, begin: int, end: int) -> list[tuple[str, str]]:
    return [("pages", f"/node?iri={BASE}{kind}/{at}") for at in range(begin, end)]


def first_pages() -> list[tuple[str, str]]:
    """What readers look at: nodes of several kinds, the home page, searches."""
    searches = [("pages", f"/search?q=number+{at}") for at in range(20)]
    mixed = [*pages("mission", 0, 40), *pages("attack", 0, 120), *pages("place", 0, 120), *pages("country", 0, 40)]
    return [*mixed, *searches, ("pages", "/"), ("pages", "/list/Mission")]


def in_turn(paths: Sequence[tuple[str, str]], requests: int) -> Next:
    """So many requests in all, whoever asks."""
    left = iter(range(requests))
    return lambda _: next(((kind, path) for number in left for kind, path in [paths[number % len(paths)]]), None)


def mixed(seconds: float, seed: int = 7) -> Next:
    """For so long: most readers open pages, old and new; a few look at pictures, download tables, or ask in SPARQL."""
    chance, end = random.Random(seed), time.monotonic() + seconds  # noqa: S311 (no secret)
    known, fresh = first_pages(), iter(pages("attack", 1000, 40_000))

    def following(reader: int) -> tuple[str, str] | None:
        if time.monotonic() > end:
            return None
        if reader < 42:
            return next(fresh, known[0]) if chance.random() < 0.2 else chance.choice(known)
        mission = f"{BASE}mission/{chance.randrange(30)}"
        if reader < 45:
            return "pictures", f"/panel/{chance.choice(PICTURES)}.svg?mission={mission}"
        if reader < 47:
            return "downloads", f"/panel/{chance.choice(TABLES)}.csv?mission={mission}"
        return "queries", "/sparql?query=" + quote(chance.choice(QUERIES).replace("MISSION", mission))

    return following


def hostile() -> Next:
    """Two hundred ask what takes for ever, each once; one asks a small question every now and then beside them."""
    left, small = set(range(200)), "/sparql?query=" + quote(QUERIES[0].replace("MISSION", f"{BASE}mission/1"))
    waiting = set(left)

    def following(reader: int) -> tuple[str, str] | None:
        if reader in left:
            left.discard(reader)
            return "hostile queries", "/sparql?query=" + quote(HOSTILE[reader % len(HOSTILE)])
        waiting.discard(reader)
        return ("queries beside them", small) if reader == 200 and waiting else None

    return following


def told(found: Told) -> None:
    for line in found.lines():
        print(line, flush=True)


def measure(url: str, process: int, seconds: float) -> None:
    paths = first_pages()
    static = asyncio.run(read(url, READERS, in_turn([("static file", "/static/explorer.css")], 5000)))
    told(static)
    told(asyncio.run(read(url, READERS, in_turn([("pages, first time", path) for _, path in paths], len(paths)))))
    again = asyncio.run(read(url, READERS, in_turn([("pages, again", path) for _, path in paths], 5000)))
    told(again)
    ratio = median(again.times["pages, again"]) / median(static.times["static file"])
    print(f"ratio of the medians (pages again / static file): {ratio:.2f}")
    told(asyncio.run(read(url, 201, hostile(), 0.1)))
    print(f"mixed load: {READERS} readers who think {THINK} s between two requests; memory {memory(process)} MiB")
    for part in range(max(1, round(seconds / 60))):
        print(f"minute {part + 1}:")
        found = asyncio.run(read(url, READERS, mixed(min(seconds, 60), part), THINK))
        told(found)
        for status, path in sorted(found.wrong)[:5]:
            print(f"  {status} {path[:150]}")
        print(f"  memory of all processes {memory(process)} MiB", flush=True)


def wait_for(url: str) -> None:
    """Until the server answers."""
    while True:
        try:
            if httpx.get(f"{url}/health", timeout=60).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)


def main(many: int = 1_000_000, seconds: float = 30) -> None:
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "graph.ttl"
        with Steps() as steps, graph.open("w", encoding="utf-8") as file:
            steps.say(f"making a graph of {many:,} triples")
            file.writelines(triples(many))
        port = 8123
        begin = time.monotonic()
        process = subprocess.Popen([sys.executable, "-m", "kg", "serve", str(graph), "--port", str(port)])
        try:
            url = f"http://127.0.0.1:{port}"
            with Steps() as steps:
                steps.say("waiting for the server to be ready")
                wait_for(url)
            print(f"{many:,} triples, ready after {time.monotonic() - begin:.1f} s; {os.cpu_count()} cores")
            measure(url, process.pid, seconds)
        finally:
            process.terminate()
            process.wait(30)


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:3]))

"""How long each shipped query and quality rule takes on a made-up graph, and whether any grows faster than the graph.

    python -m benchmarks.queries [ATTACKS]

Builds one graph with ATTACKS attacks (default 3,000: about 135,000 triples) and one ten times as large; prints seconds
on both and their ratio. The 60 missions with their countries, commanders and figures are the same in both: a ratio
far above 10 is a query whose plan is quadratic.
"""

import random
import sys
import time
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from benchmarks.progress import Steps
from kg.answers.graph import Graph
from kg.answers.parameters import bind
from kg.answers.queries import rules, shipped
from kg.triples.names import PREFIXES

MISSIONS, COUNTRIES, PLACES, GROUPS = 60, 150, 500, 50
Value = str | int | NamedNode


def name(prefixed: str) -> NamedNode:
    prefix, _, local = prefixed.partition(":")
    return NamedNode(PREFIXES.get(prefix, "https://example.org/") + local)


def term(value: Value, predicate: str) -> NamedNode | Literal:
    if isinstance(value, NamedNode):
        return value
    if isinstance(value, int):
        return Literal(value)
    if ":" in value and " " not in value:
        return name(value)
    if predicate == "rdfs:label":
        return Literal(value, language="en")
    return Literal(value, datatype=name("xsd:date")) if value[:4].isdigit() else Literal(value)


def say(subject: str, *said: tuple[str, Value]) -> Iterator[Triple]:
    for predicate, value in said:
        yield Triple(name(subject), name("rdf:type" if predicate == "a" else predicate), term(value, predicate))


def world(chance: random.Random) -> Iterator[Triple]:
    for kind, number in (("Country", COUNTRIES), ("Place", PLACES), ("ArmedGroup", GROUPS), ("Mission", MISSIONS)):
        for n in range(number):
            yield from say(f":{kind}{n}", ("a", f"pk:{kind}"), ("rdfs:label", f"{kind} {n}"))
    for n in range(PLACES):
        yield from say(f":Place{n}", ("geo:lat", n % 90), ("geo:long", n % 180))
    for m in range(MISSIONS):
        yield from say(f":Mission{m}", ("pk:operatesIn", f":Country{m}"), ("pk:established", "1990-01-01"))
        for n in range(60):
            yield from mission_fact(m, n, chance)
        for n, effect in enumerate(("establishes", *("extends", "amends") * 9, "terminates")):
            about, date = (f"pk:{effect}", f":Mission{m}"), f"{1990 + n}-01-01"
            yield from say(f":resolution{m}-{n}", ("a", "pk:Resolution"), ("pk:number", n), ("pk:date", date), about)


def mission_fact(m: int, n: int, chance: random.Random) -> Iterator[Triple]:
    about: tuple[str, Value] = ("pk:mission", f":Mission{m}")
    country = f":Country{chance.randrange(COUNTRIES)}"
    yield from say(f":contribution{m}-{n}", ("a", "pk:Contribution"), about, ("pk:contributor", country))
    yield from say(
        f":tenure{m}-{n}", ("a", "pk:Tenure"), about, ("pk:role", "pk:ForceCommander"),
        ("pk:person", f":Person{m}-{n}"), ("pk:start", f"{1960 + n}-02-01"), ("pk:end", f"{1961 + n}-01-01"),
    )  # fmt: skip
    yield from say(f":Person{m}-{n}", ("a", "pk:Person"), ("rdfs:label", f"Person {m} {n}"))
    day = f"{1990 + n % 20}-02-01"
    yield from say(
        f":figure{m}-{n}", ("a", "pk:Figure"), about, ("pk:measure", "pk:DeployedStrength"),
        ("pk:value", chance.randrange(20_000)), ("pk:date", day), ("pk:notBefore", day), ("pk:notAfter", day),
    )  # fmt: skip


def attack(n: int, chance: random.Random) -> Iterator[Triple]:
    day = f"{chance.randrange(1990, 2020)}-0{chance.randrange(1, 10)}-1{chance.randrange(10)}"
    about: tuple[str, Value] = ("pk:mission", f":Mission{chance.randrange(MISSIONS)}")
    passage: tuple[str, Value] = ("prov:wasDerivedFrom", f":passage{n}")
    yield from say(
        f":attack{n}", ("a", "pk:Attack" if n % 5 else "pk:Accident"), about, passage, ("pk:date", day),
        ("pk:notBefore", day), ("pk:notAfter", day), ("pk:place", f":Place{chance.randrange(PLACES)}"),
        ("pk:method", chance.choice(["pk:Ambush", "pk:IED", "pk:Shelling"])),
        ("pk:perpetrator", f":ArmedGroup{n % GROUPS}"),
    )  # fmt: skip
    if n % 10 == 0:
        yield from say(f":attack{n}", ("pk:dateInferred", True))
    yield from say(f":passage{n}", ("pk:quote", f"Quote {n}"), ("nif:referenceContext", ":page"))
    if n % 4:
        yield from say(f":passage{n}", ("pk:cites", f":source{n // 2}"))
        yield from say(f":source{n // 2}", ("a", "pk:Source"), ("dcterms:publisher", f"Publisher {n % 40}"))
    for k in range(2):
        victims, nation = f":victims{n}-{k}", f":Country{chance.randrange(COUNTRIES)}"
        yield from say(f":attack{n}", ("pk:casualties", victims))
        yield from say(victims, ("a", "pk:Casualties"), about, passage, ("pk:killed", k), ("pk:nationality", nation))


def graph(attacks: int) -> Graph:
    chance = random.Random(1)  # noqa: S311
    made = Graph(world(chance))
    made.add(say(":page", ("a", "pk:Page"), ("dcterms:title", "Page"), ("dcterms:modified", "2030-01-01")))
    made.add(triple for n in range(attacks) for triple in attack(n, chance))
    return made


def seconds(asked: Graph, sparql: str) -> float:
    started = time.perf_counter()
    asked.run(sparql)
    return time.perf_counter() - started


def main(attacks: int) -> None:
    with Steps() as steps:
        steps.say(f"making graphs of {attacks:,} and {10 * attacks:,} attacks")
        small, large = graph(attacks), graph(10 * attacks)
    print(f"{'query':36}{len(small):>10,}{len(large):>10,}  triples")
    for query in (*shipped(), *rules()):
        sparql = bind(query, {}, lambda _: [])
        few, many = seconds(small, sparql), seconds(large, sparql)
        print(f"{query.name:36}{few:8.3f} s{many:8.3f} s{many / few:8.1f} x", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3_000)

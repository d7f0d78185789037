"""A graph of a million triples: shipped queries and writing, against rdflib and against pyoxigraph asked directly.

    python -m benchmarks.graphs [ATTACKS] [ROUNDS]

The graph is that of benchmarks/queries.py. rdflib gets LIMIT seconds for a query, in a process that is then ended.
"""

import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

import pyoxigraph as ox
import rdflib

from benchmarks.measure import seconds
from benchmarks.queries import graph
from kg.answers.graph import Graph
from kg.answers.parameters import bind
from kg.answers.queries import shipped
from kg.triples.formats import serialize

LIMIT = 10.0


def asked(sparql: str, made: rdflib.Graph) -> int:
    return len(list(made.query(sparql)))


def within_limit(task: Callable[[], object]) -> float | None:
    """Seconds of the task in a process that splits off; None where it takes longer than LIMIT."""
    context = multiprocessing.get_context("fork")
    mine, other = context.Pipe()
    process = context.Process(target=lambda: other.send(seconds(task)))
    process.start()
    taken = mine.recv() if mine.poll(LIMIT) else None
    process.kill()
    process.join()
    return taken


def median(task: Callable[[], object], rounds: int) -> float:
    return statistics.median(seconds(task) for _ in range(rounds))


def directly(store: ox.Store, sparql: str) -> None:
    found = store.query(sparql, use_default_graph_as_union=True)
    for _ in found if not isinstance(found, ox.QueryBoolean) else ():
        pass


def as_rdflib(made: Graph) -> rdflib.Graph:
    other = rdflib.Graph()
    data = ox.serialize(list(made), format=ox.RdfFormat.N_TRIPLES)
    other.parse(data=data, format="nt")
    return other


def queries(made: Graph, other: rdflib.Graph, rounds: int) -> None:
    print(f"  {'query':36}{'kg':>9}{'direct':>9}{'rdflib':>10}   kg/direct  rdflib/kg")
    for query in shipped():
        sparql = bind(query, {}, lambda _: [])
        own, direct, slow = [], [], within_limit(partial(asked, sparql, other))
        for _ in range(rounds):
            own.append(seconds(partial(made.run, sparql)))
            direct.append(seconds(partial(directly, made.store, sparql)))
        mine, bare = statistics.median(own), statistics.median(direct)
        told = f"{slow:8.2f} s" if slow else f"> {LIMIT:5.0f} s"
        print(
            f"  {query.name:36}{mine:7.3f} s{bare:7.3f} s{told:>10}{mine / bare:10.2f} x  "
            f"{'' if slow else '> '}{(slow or LIMIT) / mine:.0f} x",
            flush=True,
        )


def writing(made: Graph, other: rdflib.Graph) -> None:
    own = median(lambda: serialize(made, "turtle"), 3)
    started = time.perf_counter()
    other.serialize(format="turtle")
    slow = time.perf_counter() - started
    print(f"  Turtle: kg {own:.2f} s, rdflib {slow:.1f} s: {slow / own:.1f} times its rate")


def main(attacks: int, rounds: int) -> None:
    made = graph(attacks)
    print(f"{len(made):,} triples, {rounds} rounds, medians")
    other = as_rdflib(made)
    queries(made, other, rounds)
    writing(made, other)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 36_000, int(sys.argv[2]) if len(sys.argv) > 2 else 3)

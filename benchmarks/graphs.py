"""A graph of a million triples: shipped queries and writing, against rdflib and against pyoxigraph asked directly.

    python -m benchmarks.graphs [ATTACKS] [ROUNDS] [QUERY…]

The graph is that of benchmarks/queries.py. Times are seconds of the processor: each task is one thread, and the ratios
should not tell what else the machine does. kg and pyoxigraph are asked by turns, and all rows kept. rdflib gets LEAST
seconds, or ENOUGH times what kg took, in a process that is then ended.
"""

import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial

import pyoxigraph as ox
import rdflib

from benchmarks.measure import ratios
from benchmarks.progress import Steps
from benchmarks.queries import graph
from kg.answers.graph import Graph
from kg.answers.parameters import bind
from kg.answers.queries import Query, shipped
from kg.triples.formats import serialize

LEAST, ENOUGH = 5, 12


def seconds(task: Callable[[], object]) -> float:
    started = time.process_time()
    task()
    return time.process_time() - started


def asked(sparql: str, made: rdflib.Graph) -> int:
    return len(list(made.query(sparql)))


def within(limit: int, task: Callable[[], object]) -> float | None:
    """Seconds of the task in a process that splits off; None where it takes longer."""

    def measured() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        other.send(seconds(task))

    context = multiprocessing.get_context("fork")
    mine, other = context.Pipe(duplex=False)
    process = context.Process(target=measured)
    process.start()
    other.close()
    process.join()
    return mine.recv() if mine.poll() and process.exitcode == 0 else None


def directly(store: ox.Store, sparql: str) -> object:
    found = store.query(sparql, use_default_graph_as_union=True)
    return found if isinstance(found, ox.QueryBoolean) else list(found)


def as_rdflib(made: Graph) -> rdflib.Graph:
    other = rdflib.Graph()
    data = ox.serialize(list(made), format=ox.RdfFormat.N_TRIPLES)
    other.parse(data=data, format="nt")
    return other


def queries(made: Graph, other: rdflib.Graph, rounds: int, names: Sequence[str]) -> None:
    print(f"  {'query':26}{'rows':>7}{'kg':>9}{'rdflib':>10}  rdflib/kg  kg/pyoxigraph")
    for query in (query for query in shipped() if not names or query.name in names):
        told(query, made, other, rounds)


def told(query: Query, made: Graph, other: rdflib.Graph, rounds: int) -> None:
    sparql = bind(query, {}, lambda _: [])
    own, direct = [], []
    for _ in range(rounds):
        direct.append(seconds(partial(directly, made.store, sparql)))
        own.append(seconds(partial(made.query, query.name)))
    mine, rows = statistics.median(own), len(made.query(query.name))
    limit = max(LEAST, round(ENOUGH * mine) + 1)
    slow = within(limit, partial(asked, sparql, other))
    print(
        f"  {query.name:26}{rows:7}{mine:7.3f} s{f'{slow:8.2f} s' if slow else f'> {limit:6} s'}"
        f"{'  ' if slow else ' >'}{(slow or limit) / mine:7.0f} x  {ratios(own, direct)}",
        flush=True,
    )


def writing(made: Graph, other: rdflib.Graph) -> None:
    with Steps() as steps:
        steps.say("writing it")
        own = statistics.median(seconds(lambda: serialize(made.store, "turtle")) for _ in range(3))
        slow = seconds(lambda: other.serialize(format="turtle"))
    print(f"  Turtle: kg {own:.2f} s, rdflib {slow:.1f} s: {slow / own:.1f} times its rate")


def main(attacks: int, rounds: int, names: Sequence[str]) -> None:
    with Steps(every=0) as steps:
        steps.say(f"making a graph of {attacks:,} attacks")
        made = graph(attacks)
        steps.say(f"copying its {len(made):,} triples into rdflib")
        other = as_rdflib(made)
    print(f"{len(made):,} triples, {rounds} rounds, seconds of the processor, medians")
    queries(made, other, rounds, names)
    if not names:
        writing(made, other)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 37_500, int(sys.argv[2]) if len(sys.argv) > 2 else 5, sys.argv[3:])

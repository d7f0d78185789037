"""`kg network`: who is tied to whom."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.output import emit, output_option, say
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.answers.asking import Engine
    from kg.answers.network import Measures, Step

_FORMS = ("table", "csv", "graphml", "gexf", "rdf")
_KINDS = ("co-deployment", "contributions", "leaders", "attacks", "all")


@click.command(short_help="Measure the network of countries, missions, people and places.")
@click.argument("graph")
@click.option("--kind", type=click.Choice(_KINDS), default="co-deployment", show_default=True, help="Who is tied.")
@click.option("--format", "form", type=click.Choice(_FORMS), help="Else by the file's suffix, else a table.")
@click.option("--core", type=click.IntRange(1), help="Only the k-core: nodes tied to at least this many of each other.")
@click.option("--top", type=click.IntRange(1), default=20, show_default=True, help="Rows of the table.")
@click.option("--path", "ends", nargs=2, metavar="ONE OTHER", help="How are these two tied, and which facts say so?")
@output_option
def command(
    *,
    graph: str,
    kind: str,
    form: str | None,
    core: int | None,
    top: int,
    ends: tuple[str, str] | None,
    output: Path | None,
) -> int:
    """Measure a network of the GRAPH (a file, a folder of them, or a SPARQL endpoint).

    co-deployment ties countries by the missions that both contributed to; contributions, countries to missions;
    leaders, people to the missions they led; attacks, groups to places and missions. The table has degree, strength
    (sum of weights), betweenness, community (Louvain) and core number; csv, graphml and gexf have the ties, rdf the
    measures as triples.

    \b
    Examples:
      kg network graph.ttl
      kg network graph.ttl --kind contributions -o contributions.graphml
      kg network graph.ttl --path Chad "Sri Lanka"
      kg network graph.ttl --format rdf -o measures.ttl
    """
    from kg.answers.load import open_graph  # noqa: PLC0415

    engine = open_graph(graph)
    if ends:
        return _tell_paths(engine, ends, output)
    emit(_written(engine, kind, core, top, form or _form(output)), output)
    return 0


def _form(output: Path | None) -> str:
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    if suffix in _FORMS:
        return suffix
    return "rdf" if suffix in {"ttl", "nt"} else "table"


def _written(engine: "Engine", kind: str, core: int | None, top: int, form: str) -> bytes:
    import networkx as nx  # noqa: PLC0415

    from kg.answers.network import WRITERS, measures, network, triples  # noqa: PLC0415

    found = network(engine, kind)
    found = nx.k_core(found, core) if core else found
    if form in WRITERS:
        return WRITERS[form](found)
    told = measures(found)
    if form == "rdf":
        from kg.triples.formats import serialize  # noqa: PLC0415

        return serialize(triples(told, kind), "turtle")
    say(f"{kind}: {len(found)} nodes, {found.number_of_edges()} ties.")
    return _table(told[:top]).encode()


def _table(told: "list[Measures]") -> str:
    from kg.answers.tables import columns  # noqa: PLC0415

    heads = ("name", "kind", "degree", "strength", "betweenness", "community", "core")
    lines = [
        [
            one.label,
            one.kind,
            str(one.degree),
            str(one.strength),
            f"{one.betweenness:.4f}",
            str(one.community),
            str(one.core),
        ]
        for one in told
    ]
    return columns(heads, lines)


def _tell_paths(engine: "Engine", ends: tuple[str, str], output: Path | None) -> int:
    from kg.answers.network import paths  # noqa: PLC0415

    found = paths(engine, *ends)
    if not found:
        raise UsageError(f"No facts of the graph tie {ends[0]} to {ends[1]}.")
    emit("\n".join(_path(engine, steps) for steps in found), output)
    return 0


def _path(engine: "Engine", steps: "list[Step]") -> str:
    """Each tie, and below it a sentence that says so."""
    lines = []
    for step in steps:
        lines.append(f"{step.one} — {step.other}")
        lines += [f"    {line}" for fact in step.facts[:2] for line in _evidence(engine, fact)]
    return "\n".join(lines) + "\n"


def _evidence(engine: "Engine", fact: str) -> list[str]:
    from kg.answers.explain import explain  # noqa: PLC0415

    told = explain(engine, fact).passages[:1]
    return [f"{one.marked()}  ({one.page}, characters {one.begin}-{one.end})" for one in told] or [fact]

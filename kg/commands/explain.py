"""`kg explain`: where a node of the graph was read."""

import click

from kg.commands.output import emit
from kg.errors import UsageError


@click.command(short_help="Show the sentences and sources behind a node, or how a sentence is read.")
@click.argument("graph", required=False)
@click.argument("iri", required=False)
@click.option("--source", "sources", multiple=True, help="The wikitext or export: shows the sentence around.")
@click.option("--sentence", help="Show instead which rules read this sentence, and what they make of it.")
def command(graph: str | None, iri: str | None, sources: tuple[str, ...], sentence: str | None) -> int:
    """Show where a node was read: the passages, their sources, and the rules that read them.

    GRAPH is a file, a folder of them or a SPARQL endpoint; IRI is a node of it, or its name.

    \b
    Examples:
      kg explain graph.ttl "Kidal" --source MINUSMA.wikitext
      kg explain graph.ttl https://w3id.org/peacekg/id/…
      kg explain --sentence "Two peacekeepers were killed near Kidal on 3 May 2014."
    """
    if sentence is not None:
        from kg.reading.prose.trace import trace  # noqa: PLC0415

        emit(trace(sentence).rstrip("\n") + "\n")
        return 0
    if not graph or not iri:
        raise UsageError("Name a graph and a node of it: kg explain GRAPH IRI.")
    emit(_explained(graph, iri, sources))
    return 0


def _explained(graph: str, iri: str, sources: tuple[str, ...]) -> str:
    from kg.answers.explain import explain  # noqa: PLC0415
    from kg.answers.load import open_graph  # noqa: PLC0415

    explanation = explain(open_graph(graph), iri, sources)
    if not explanation:
        raise UsageError(f"{graph} says nothing of where {iri} was read; is it a node of this graph?")
    return str(explanation)

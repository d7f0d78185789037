"""`kg explain`: where a node of the graph was read."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.output import emit
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.answers.endpoint import Endpoint
    from kg.answers.graph import Graph


@click.command(short_help="Show the sentences and sources behind a node, or how a sentence is read.")
@click.argument("graph", required=False)
@click.argument("iri", required=False)
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="[TITLE=]FILE",
    help="The wikitext or export: shows the sentence around.",
)
@click.option(
    "--links", type=click.Path(path_type=Path), help="Links that kg reconcile wrote; else they are made anew."
)
@click.option("--sentence", help="Show instead which rules read this sentence, and what they make of it.")
def command(
    graph: str | None, iri: str | None, sources: tuple[str, ...], links: Path | None, sentence: str | None
) -> int:
    """Show where a node was read: the passages, their sources, the rules that read them; and why it is linked.

    GRAPH is a file, a folder of them or a SPARQL endpoint; IRI is a node of it, or its name.

    \b
    Examples:
      kg explain graph.ttl "Kidal" --source MINUSMA.wikitext
      kg explain graph.ttl https://w3id.org/peacekg/id/…
      kg explain --sentence "Two peacekeepers were killed near Kidal on 3 May 2014."
    """
    if sentence is not None:
        if not sentence.strip():
            raise UsageError("--sentence is empty; give the sentence in quotation marks.")
        from kg.reading.prose.trace import trace  # noqa: PLC0415

        emit(trace(sentence).rstrip("\n") + "\n")
        return 0
    if not graph or not iri:
        raise UsageError("Name a graph and a node of it: kg explain GRAPH IRI.")
    emit(_explained(graph, iri, sources, links))
    return 0


def _explained(graph: str, iri: str, sources: tuple[str, ...], links: Path | None) -> str:
    from kg.answers.explain import explain  # noqa: PLC0415
    from kg.answers.load import open_graph  # noqa: PLC0415

    opened = open_graph(graph)
    explanation = explain(opened, iri, sources, through_facts=True)
    link = _link(opened, explanation.node, links)
    if not explanation and not link:
        raise UsageError(f"{graph} says nothing of where {iri} was read; is it a node of this graph?")
    return "\n".join(part for part in (str(explanation), link) if part)


def _link(opened: "Graph | Endpoint", node: str, links: Path | None) -> str:
    """How the node was linked; of an endpoint, only what a file of links says."""
    from kg.answers.graph import Graph  # noqa: PLC0415
    from kg.linking.explain import explain_link, read_link  # noqa: PLC0415

    if links:
        return read_link(links, node)
    return explain_link(opened, node) if isinstance(opened, Graph) else ""

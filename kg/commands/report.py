"""`kg report`: the panels as one file."""

from pathlib import Path

import click

from kg.commands.inputs import watched
from kg.commands.needs import needs
from kg.commands.output import emit, output_option


@click.command(short_help="Write the panels of a graph as one HTML file, to send around.")
@click.argument("graph")
@click.option("--mission", "missions", multiple=True, help="Only this mission (name or IRI); may be repeated.")
@click.option("--title", default="", help="What stands above.")
@output_option
def command(graph: str, missions: tuple[str, ...], title: str, output: Path | None) -> int:
    """Write a report on the missions of the GRAPH (a file, a folder of them, or a store on disk) as one HTML file.

    It needs no server, has no script and fetches nothing. Without --mission, it tells of the thirty missions with
    the most facts; on a large graph each takes some seconds, nearly all of them for its pictures.

    \b
    Examples:
      kg report graph.ttl -o report.html
      kg report graph.ttl --mission MINUSMA -o minusma.html
    """
    with needs("explorer"):
        from kg.explorer.report import report  # noqa: PLC0415
        from kg.explorer.store import graph_at  # noqa: PLC0415
    emit(report(graph_at(graph), missions, title, lambda nodes: watched(nodes, "missions")), output)
    return 0

"""`kg report`: the panels as one file."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.inputs import watched
from kg.commands.needs import needs
from kg.commands.output import emit, output_option

if TYPE_CHECKING:
    from multiprocessing.pool import Pool

_MOST_DRAWERS = 8  # a mission has not many more pictures


@click.command(short_help="Write the panels of a graph as one HTML file, to send around.")
@click.argument("graph")
@click.option("--mission", "missions", multiple=True, help="Only this mission (name or IRI); may be repeated.")
@click.option("--title", default="", help="What stands above.")
@output_option
def command(graph: str, missions: tuple[str, ...], title: str, output: Path | None) -> int:
    """Write a report on the missions of the GRAPH (a file, a folder of them, or a store on disk) as one HTML file.

    It needs no server, has no script and fetches nothing. Without --mission, it tells of the thirty missions with
    the most facts: on a million triples, some seconds for each.

    \b
    Examples:
      kg report graph.ttl -o report.html
      kg report graph.ttl --mission MINUSMA -o minusma.html
    """
    with needs("explorer"):
        from kg.explorer.report import report  # noqa: PLC0415
        from kg.explorer.store import graph_at  # noqa: PLC0415
    with _drawers() as drawers:
        page = report(
            graph_at(graph), missions, title, watch=lambda nodes: watched(nodes, "missions"), each=drawers.imap
        )
    emit(page, output)
    return 0


@contextmanager
def _drawers() -> "Iterator[Pool]":
    """A process for each processor, started afresh: a graph with threads of its own cannot be split off from."""
    from multiprocessing import get_context  # noqa: PLC0415 (its pools: 20 ms)

    count = min(os.cpu_count() or 1, _MOST_DRAWERS)
    with get_context("spawn").Pool(count, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
        yield pool

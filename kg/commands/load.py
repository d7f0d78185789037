"""`kg load`: a graph into a server or a store."""

from pathlib import Path

import click

from kg.commands.output import say
from kg.errors import InputError, UsageError


@click.command(short_help="Load a graph into a SPARQL server or a store on the disk.")
@click.argument("graph", type=click.Path(path_type=Path))
@click.option("--into", metavar="URL", help="The server's graph store (SPARQL 1.1 Graph Store HTTP Protocol).")
@click.option("--store", type=click.Path(file_okay=False, path_type=Path), help="A folder for a store on the disk.")
@click.option("--resume", is_flag=True, help="Go on where an earlier load into this server stopped.")
def command(graph: Path, into: str | None, store: Path | None, resume: bool) -> int:
    """Load GRAPH (a file, or a folder of graph files) into a server, or into a store for graphs beyond memory.

    What is there stays. A piece that the server does not take for now is sent again.

    \b
    Examples:
      kg load graph.nq --into http://localhost:7878/store
      kg load graph.nq --into http://localhost:7878/store --resume
      kg load graph.nq --store store
      kg query attacks-by-year --graph store
    """
    if (into is None) == (store is None):
        raise UsageError("Where should it go? Give --into URL or --store FOLDER.")
    if not graph.exists():
        raise InputError(f"{graph}: does not exist; check the name.")
    if store is not None:
        from kg.dumps.load import load_store  # noqa: PLC0415

        say(f"{load_store(graph, store):,} triples in {store}.")
        return 0
    return _into(graph, str(into), resume)


def _into(graph: Path, url: str, resume: bool) -> int:
    from kg.dumps.load import Mark, Server, load_into  # noqa: PLC0415

    server, mark = Server(url), Mark(graph, url, resume)
    try:
        sent = load_into(graph, server, mark)
    finally:
        server.close()
    say(f"{sent:,} triples sent to {url}.")
    return 0

"""`kg reconcile-service`: the graph's entities as a service for OpenRefine and others."""

from pathlib import Path

import click

from kg.commands.output import counted, say
from kg.errors import UsageError


@click.command("reconcile-service", short_help="Serve a graph's entities to OpenRefine (Reconciliation API 0.2).")
@click.argument("graph")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; 0.0.0.0 is everywhere.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--url", default="", help="The address others reach it by, if it stands behind a proxy.")
def command(graph: str, host: str, port: int, url: str) -> int:
    """Serve the entities of GRAPH, and below /wikidata the shipped items, until it is stopped.

    In OpenRefine: Reconcile, Start reconciling, Add standard service, and the address that is shown here.

    \b
    Example:
      kg reconcile-service graph.ttl --port 8000
    """
    from kg.answers.load import load  # noqa: PLC0415
    from kg.linking.service.catalogue import graph_catalogue, shipped_catalogue  # noqa: PLC0415
    from kg.linking.service.server import Server  # noqa: PLC0415

    loaded = load(Path(graph))
    catalogues = {"": graph_catalogue(loaded, loaded.base), "/wikidata": shipped_catalogue()}
    try:
        server = Server(catalogues, host, port, url)
    except OSError as error:
        raise UsageError(f"{host}:{port} cannot be listened on ({error.strerror}); choose another --port.") from None
    count = counted(len(catalogues[""].index.items), "thing")
    say(f"{count} at {server.url}/ and the shipped items at {server.url}/wikidata; Ctrl-C stops it.")
    with server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("Stopped.")
    return 0

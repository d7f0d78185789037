"""`kg serve`: a graph in the browser, and a SPARQL endpoint."""

import signal
from contextlib import closing, suppress

import click

from kg.commands.inputs import DAY, Between
from kg.commands.needs import needs
from kg.commands.output import say


@click.command(short_help="Show a graph in the browser, and answer SPARQL over HTTP.")
@click.argument("graph")
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="[TITLE=]FILE",
    help="The wikitext or export: shows passages in their article.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port", default=8008, show_default=True, type=click.IntRange(0, 65535), help="The port; 0 for any that is free."
)
@click.option("--seconds", default=30.0, show_default=True, type=Between(0.1, DAY), help="The longest query.")
@click.option(
    "--memory", default=2048, show_default=True, type=click.IntRange(512, 1 << 20), help="MiB for each query."
)
@click.option("--workers", default=4, show_default=True, type=click.IntRange(1, 64), help="Queries at one time.")
def command(
    *, graph: str, sources: tuple[str, ...], host: str, port: int, seconds: float, memory: int, workers: int
) -> int:
    """Serve the GRAPH (a file, a folder of them, or a store on disk): pages for people, SPARQL 1.1 at /sparql.

    The graph is only read. A query that takes too long or too much memory is stopped; SERVICE and updates are
    refused.

    \b
    Examples:
      kg serve graph.ttl --source MINUSMA.wikitext
      kg serve graphs/ --port 9000 --seconds 10
    """
    with needs("explorer"):
        from kg.explorer.app import Explorer  # noqa: PLC0415
        from kg.explorer.limits import Limits  # noqa: PLC0415
        from kg.explorer.server import bound, run  # noqa: PLC0415
        from kg.explorer.store import stored  # noqa: PLC0415
    from kg.answers.passages import checked_source  # noqa: PLC0415

    for source in sources:
        checked_source(source)
    limits = Limits(workers=workers, slow=max(1, workers // 2), seconds=seconds, memory=memory << 20)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # its default action would leave the store on disk
    with closing(bound(host, port)) as listener, stored(graph) as store:
        url = f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}"
        say(f"{url}/ shows {graph}; SPARQL at {url}/sparql; Ctrl-C stops.")
        with suppress(KeyboardInterrupt):
            run(Explorer.of(store, sources, limits).app(), listener)
        say("Stopped.")
    return 0

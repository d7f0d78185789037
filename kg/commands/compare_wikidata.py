"""`kg compare-wikidata`: what the graph and Wikidata say of the same things."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.online import QUERY, WIKI, WIKIDATA, Online, online_options, transport
from kg.commands.output import emit, output_option, say

if TYPE_CHECKING:
    from kg.linking.compare import ClaimSource
    from kg.linking.ours import Said

_SOURCES = ("api", "sparql")


@click.command("compare-wikidata", short_help="List what Wikidata agrees with, lacks, or contradicts.")
@click.argument("graph")
@output_option
@click.option(
    "--entities", type=click.Path(path_type=Path), help="Wikidata's JSON in a file, instead of asking a service."
)
@click.option("--backend", "name", type=click.Choice(_SOURCES), default="api", show_default=True, help="Who is asked.")
@click.option("--at", "where", help="Address of the service.")
@online_options
def command(
    graph: str, output: Path | None, entities: Path | None, name: str, where: str | None, **online: object
) -> int:
    """Compare what GRAPH says of linked things with Wikidata, fact by fact, with both values and their sources.

    GRAPH should hold its links: kg reconcile graph.ttl --linked linked.ttl -o links.sssom.tsv.

    \b
    Examples:
      kg compare-wikidata linked.ttl --contact me@example.org --cache answers.sqlite -o comparison.tsv
      kg compare-wikidata linked.ttl --entities items.json
    """
    from kg.answers.load import load  # noqa: PLC0415
    from kg.linking.compare import compare, comparison_text  # noqa: PLC0415
    from kg.linking.ours import said_of  # noqa: PLC0415

    said = said_of(load(Path(graph)))
    with asked(said, entities, name, where, Online(**online)) as source:  # type: ignore[arg-type]
        found = compare(said, source)
    emit(comparison_text(found), output)
    count = Counter(one.verdict for one in found)
    say(f"Wikidata agrees with {count['agrees']}, lacks {count['lacks']}, contradicts {count['contradicts']}.")
    return 0


@contextmanager
def asked(
    said: "list[Said]", entities: Path | None, name: str, where: str | None, online: Online
) -> "Iterator[ClaimSource]":
    """Whoever has Wikidata's statements: a file (of the items that are spoken of, and of properties) or a service."""
    from kg.linking.backends.action_api import ActionApi  # noqa: PLC0415
    from kg.linking.backends.sparql import Sparql  # noqa: PLC0415
    from kg.linking.entities import read_entities  # noqa: PLC0415

    if entities is not None:
        yield read_entities(entities, frozenset(id_ for one in said for id_ in (one.qid, one.property.pid)))
        return
    url = where or {"api": WIKIDATA, "sparql": QUERY}[name]
    with transport(online, url) as made:
        yield ActionApi(made, WIKI, url) if name == "api" else Sparql(made, url)

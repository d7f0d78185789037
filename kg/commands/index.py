"""`kg index`: an index of items from dumps, for linking without a network."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from kg.commands.inputs import watched
from kg.commands.output import counted, say


@click.command(short_help="Make an index for offline linking from dumps of a wiki or of Wikidata.")
@click.argument("dumps", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The index's file."
)
def command(dumps: tuple[Path, ...], output: Path) -> int:
    """Read DUMPS into an index: SQL tables page, page_props, redirect of a wiki, or Wikidata's JSON (.gz, .bz2, .zst).

    A run that was stopped goes on where it was when it is started again.

    \b
    Examples:
      kg index enwiki-page.sql.gz enwiki-page_props.sql.gz enwiki-redirect.sql.gz -o index.sqlite
      kg index wikidata-all.json.bz2 -o index.sqlite
      kg reconcile graph.ttl --backend index --at index.sqlite -o links.sssom.tsv
    """
    from kg.linking.index import build_index  # noqa: PLC0415

    def watch(rows: Iterable[Any], name: str) -> Iterable[Any]:
        return watched(rows, f"rows of {name}")

    say(f"{counted(build_index(dumps, output, watch), 'item')} in {output}.")
    return 0

"""`kg diff`: what changed between two graphs."""

from collections import Counter
from pathlib import Path

import click

from kg.commands.output import emit, output_option, say


@click.command(short_help="Tell what changed between two graphs, fact by fact.")
@click.argument("old")
@click.argument("new")
@click.option(
    "--format",
    "form",
    type=click.Choice(["facts", "update", "patch"]),
    default="facts",
    show_default=True,
    help="Facts for people; SPARQL Update or an RDF patch, triple by triple, to bring a server up to date.",
)
@output_option
def command(old: str, new: str, form: str, output: Path | None) -> int:
    """Tell what changed from the graph OLD to the graph NEW, fact by fact.

    A fact whose number, date or name changed is shown once, with both values. Where a fact was read
    (its passage's offsets) is not compared: it moves with every edit of the page.

    \b
    Examples:
      kg diff yesterday.ttl today.ttl
      kg diff yesterday.nq today.nq --format update -o changes.ru
    """
    if form != "facts":
        return _patch(Path(old), Path(new), form, output)
    from kg.answers.diff import diff  # noqa: PLC0415
    from kg.answers.load import load  # noqa: PLC0415

    changes = diff(load(Path(old)), load(Path(new)))
    emit("".join(f"{change}\n" for change in changes), output)
    counts = Counter(change.kind for change in changes)
    say(f"{counts['added']} added, {counts['removed']} removed, {counts['changed']} changed.")
    return 0


def _patch(old: Path, new: Path, form: str, output: Path | None) -> int:
    from kg.answers.load import load  # noqa: PLC0415
    from kg.answers.patch import rdf_patch, sparql_update  # noqa: PLC0415

    write = sparql_update if form == "update" else rdf_patch
    emit("".join(write(load(old), load(new))), output)
    return 0

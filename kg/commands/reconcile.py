"""`kg reconcile`: links from the graph's entities to Wikidata."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.inputs import watched
from kg.commands.online import BACKENDS, Online, backend, online_options
from kg.commands.output import counted, emit, format_for, output_option, say

if TYPE_CHECKING:
    from kg.answers.graph import Graph
    from kg.linking.model import Backend, Decision

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(short_help="Link a graph's entities to Wikidata, and say how sure each link is.")
@click.argument("graph")
@output_option
@click.option(
    "--backend", "name", type=click.Choice(BACKENDS), default="embedded", show_default=True, help="Who is asked."
)
@click.option("--at", "where", help="Address of the service, or the index's file.")
@click.option("--wiki", help="Address of the wiki's api.php where the articles are (backend api).")
@click.option("--linked", type=_FILE, help="Also write the graph with its links, to this file.")
@click.option("--decisions", type=_FILE, help="What people decided (node, qid or NIL): it always wins.")
@click.option("--ledger", type=_FILE, help="Remember linked items here; tells when one was merged or deleted.")
@online_options
def command(  # noqa: PLR0917  one parameter an option
    graph: str,
    output: Path | None,
    name: str,
    where: str | None,
    wiki: str | None,
    linked: Path | None,
    decisions: Path | None,
    ledger: Path | None,
    **online: object,
) -> int:
    """Link the entities of GRAPH to Wikidata; the links are written as an SSSOM table.

    Without options nothing is asked on the network: the shipped table of verified ids is used.

    \b
    Examples:
      kg reconcile graph.ttl -o links.sssom.tsv
      kg reconcile graph.ttl --linked linked.ttl --decisions decisions.tsv -o links.sssom.tsv
      kg reconcile graph.ttl --backend api --contact me@example.org --cache answers.sqlite -o links.sssom.tsv
    """
    from kg.answers.load import load  # noqa: PLC0415

    if linked:
        format_for(None, linked)  # before anything is written
    loaded = load(Path(graph))
    with backend(name, where, wiki, Online(**online)) as chosen:  # type: ignore[arg-type]
        made = _reconciled(loaded, chosen, decisions)
        changes = _ledger(ledger, made, chosen)
        _write(loaded, made, chosen, output, linked)
    count = Counter(decision.status for decision in made)
    where = "in the shipped table" if name == "embedded" else "there"
    told = f"{count['accept']} linked, {count['review']} to look at, {count['nil']} not {where}"
    say(f"{counted(len(made), 'thing')}: {told}.")
    for change in changes:
        say(change)
    return 1 if changes else 0


def _reconciled(graph: "Graph", chosen: "Backend", decisions: Path | None) -> "list[Decision]":
    from kg.linking.mentions import mentions_of  # noqa: PLC0415
    from kg.linking.reconcile import reconcile  # noqa: PLC0415
    from kg.linking.review import read_verdicts  # noqa: PLC0415

    verdicts = read_verdicts(decisions) if decisions else {}
    made = reconcile(mentions_of(graph), chosen, verdicts, lambda mentions: watched(mentions, "things"))
    for node in sorted(verdicts.keys() - {decision.mention.node for decision in made}):
        say(f"{decisions}: {node} is nothing of this graph that is linked; its line decides nothing.")
    return made


def _ledger(path: Path | None, made: "list[Decision]", chosen: "Backend") -> list[str]:
    """What has changed in Wikidata since the last run; the ledger is written anew."""
    from kg.files import write_whole  # noqa: PLC0415
    from kg.linking.ledger import checked, ledger_text, read_ledger, with_links  # noqa: PLC0415

    if path is None:
        return []
    entries, changes = checked(read_ledger(path), chosen)
    write_whole(path, ledger_text(with_links(entries, made)).encode())
    return changes


def _write(graph: "Graph", made: "list[Decision]", chosen: "Backend", output: Path | None, linked: Path | None) -> None:
    from kg.answers.graph import Graph  # noqa: PLC0415
    from kg.linking.links import linked as with_links  # noqa: PLC0415
    from kg.linking.sssom import sssom  # noqa: PLC0415

    emit(sssom(made, graph.base, chosen.name, chosen.version), output)
    if linked:
        emit(Graph(with_links(graph, made), base=graph.base).to_bytes(format_for(None, linked)), linked)

"""`kg export --format quickstatements`: what Wikidata lacks, as lines for the QuickStatements tool."""

from pathlib import Path

from kg.commands.compare_wikidata import asked
from kg.commands.online import Online
from kg.commands.output import counted, emit, say
from kg.errors import UsageError


def export_quickstatements(  # noqa: PLR0917  one parameter an option
    graph: Path, output: Path | None, entities: Path | None, links: Path | None, threshold: float, online: Online
) -> int:
    """Write the lines, and say what was withheld and why."""
    from kg.answers.load import load  # noqa: PLC0415
    from kg.linking.backends.embedded import Embedded  # noqa: PLC0415
    from kg.linking.compare import compare  # noqa: PLC0415
    from kg.linking.confident import confident, read_sure_ids, sure_ids  # noqa: PLC0415
    from kg.linking.constraints import stated  # noqa: PLC0415
    from kg.linking.links import linked  # noqa: PLC0415
    from kg.linking.mentions import mentions_of  # noqa: PLC0415
    from kg.linking.ours import said_of  # noqa: PLC0415
    from kg.linking.quickstatements import quickstatements  # noqa: PLC0415
    from kg.linking.reconcile import reconcile  # noqa: PLC0415

    if entities is None and not (online.contact or online.offline):
        raise UsageError(
            "What Wikidata lacks is only known by looking: give its items with --entities FILE, "
            "or your --contact so that it is asked."
        )
    triples = list(load(graph))
    if links:
        sure = read_sure_ids(links, threshold)
    else:
        decisions = reconcile(mentions_of(triples), Embedded())
        triples, sure = linked(triples, decisions), sure_ids(decisions, threshold)
    said = confident(said_of(triples), sure)
    with asked(said, entities, "api", None, online) as source:
        found = compare(said, source)
        lines, withheld = quickstatements(found, stated(found, source))
    emit("".join(f"{line}\n" for line in lines), output)
    say(f"{counted(len(lines), 'statement')} for people to look at; {len(withheld)} withheld.")
    for one in withheld[:20]:
        say(f"  withheld: {one.comparison.said.label} {one.comparison.said.property.pid}: {one.reason}")
    return 0

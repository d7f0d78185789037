"""`kg validate`: is the graph sound?"""

from pathlib import Path

import click

from kg.commands.output import counted, emit, output_option, say


@click.command(short_help="Check a graph: shapes, quality rules, and passages against the wikitext.")
@click.argument("graph")
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="[TITLE=]FILE",
    help="The wikitext or export that the graph was built from.",
)
@output_option
def command(graph: str, sources: tuple[str, ...], output: Path | None) -> int:
    """Check the GRAPH (a file or a folder of them).

    The ontology's shapes (SHACL) and the quality rules must hold; with --source, each passage must stand
    in the wikitext at its offsets, letter for letter. Each problem is one line; exit code 1 if there is any
    that is more than a warning.

    \b
    Examples:
      kg validate graph.ttl
      kg validate graph.ttl --source articles/ --source dump.xml.bz2
    """
    from kg.answers.load import load  # noqa: PLC0415
    from kg.answers.tables import clean  # noqa: PLC0415
    from kg.answers.validate import validate  # noqa: PLC0415

    loaded = load(Path(graph))
    problems = validate(loaded, sources)
    emit("".join(f"{clean(str(problem))}\n" for problem in problems), output)
    checked = "shapes, rules and passages" if sources else "shapes and rules (passages too with --source)"
    wrong = sum(not problem.warning for problem in problems)
    say(
        f"{len(loaded):,} triples, {checked}: {counted(wrong, 'problem')}, {counted(len(problems) - wrong, 'warning')}."
    )
    return 1 if wrong else 0

"""`kg export`: a graph in another format."""

from pathlib import Path

import click

from kg.commands.output import emit, format_for, format_option, output_option


@click.command(short_help="Write a graph in another format.")
@click.argument("graph")
@format_option
@output_option
def command(graph: str, form: str | None, output: Path | None) -> int:
    """Write the GRAPH (a file or a folder of them) in another format.

    \b
    Examples:
      kg export graph.ttl --format jsonld > graph.jsonld
      kg export graph.ttl -o graph.nq
    """
    from kg.answers.load import load  # noqa: PLC0415

    form = format_for(form, output)
    emit(load(Path(graph)).to_bytes(form), output)
    return 0

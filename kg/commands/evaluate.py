"""`kg evaluate`: how right the reading and the links are, on texts and names whose answer is known."""

from pathlib import Path

import click

from kg.commands.output import emit, output_option
from kg.errors import InputError, UsageError


@click.command(short_help="Measure precision and recall on a file of known answers.")
@click.argument("gold", type=click.Path(path_type=Path))
@output_option
def command(gold: Path, output: Path | None) -> int:
    """Measure against GOLD: mentions with their items (.tsv) for the links, by tier.

    \b
    Example:
      kg evaluate evaluation/linking.tsv
    """
    if not gold.is_file():
        raise InputError(f"{gold}: no such file.")
    if gold.suffix == ".tsv":
        from kg.linking.evaluate import evaluate  # noqa: PLC0415

        emit(evaluate(gold), output)
        return 0
    raise UsageError(f"{gold}: only mentions with their items (.tsv) can be evaluated.")

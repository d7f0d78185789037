"""`kg evaluate`: how right the reading and the links are, on texts and names whose answer is known."""

from pathlib import Path

import click

from kg.commands.output import emit, output_option
from kg.errors import InputError, UsageError


@click.command(short_help="Measure precision and recall on a file of known answers.")
@click.argument("gold", type=click.Path(path_type=Path), required=False)
@click.option("--show", type=click.IntRange(min=0), default=0, metavar="N", help="Print the N worst passages.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON, slot by slot.")
@output_option
def command(gold: Path | None, show: int, as_json: bool, output: Path | None) -> int:
    """Measure against GOLD: passages with their facts (.jsonl) for the reading, by kind; mentions with their items
    (.tsv) for the links, by tier. Without GOLD, the project's own passages.

    \b
    Examples:
      kg evaluate
      kg evaluate evaluation/attacks.jsonl --show 3
      kg evaluate evaluation/linking.tsv
    """
    if gold is not None and not gold.is_file():
        raise InputError(f"{gold}: no such file.")
    if gold is not None and gold.suffix == ".tsv":
        from kg.linking.evaluate import evaluate as evaluate_links  # noqa: PLC0415

        emit(evaluate_links(gold), output)
        return 0
    if gold is not None and gold.suffix != ".jsonl":
        raise UsageError(f"{gold}: only passages (.jsonl) and mentions with their items (.tsv) can be evaluated.")
    from kg.answers.evaluate import evaluate, own_files  # noqa: PLC0415

    emit(evaluate([gold] if gold else own_files(), show, as_json), output)
    return 0

"""`kg plot`: a query's answer as a picture."""

import sys
from pathlib import Path

import click

from kg.build import build
from kg.commands.needs import needs
from kg.commands.output import counted, emit, output_option
from kg.commands.query import parameters_of, read
from kg.errors import UsageError
from kg.resources import folder

_FORMS = ("bars", "timeline", "map", "network")


@click.command(short_help="Draw the answer to a query, as SVG or PNG.")
@click.argument("query")
@click.option("--graph", "where", help="A graph file, a folder of them, or a SPARQL endpoint; else the bundled sample.")
@click.option("--param", "-p", "given", multiple=True, metavar="NAME=VALUE", help="A parameter; may be repeated.")
@click.option("--as", "form", type=click.Choice(_FORMS), help="How it is drawn; else as the query's head says.")
@click.option("--format", "kind", type=click.Choice(["svg", "png"]), help="Else by the file's suffix, else svg.")
@output_option
def command(
    *, query: str, where: str | None, given: tuple[str, ...], form: str | None, kind: str | None, output: Path | None
) -> int:
    """Draw the answer to a QUERY: the name of one (`kg query --list`), a file with SPARQL, SPARQL itself, or -.

    \b
    Examples:
      kg plot attacks-by-year -o attacks.svg
      kg plot tenures --graph graph.ttl --param mission=MINUSMA -o tenures.png
      kg plot question.rq --as bars -o answer.svg
    """
    with needs("explorer"):
        from kg.answers.asking import ask  # noqa: PLC0415
        from kg.answers.load import open_graph  # noqa: PLC0415
        from kg.explorer.pictures import draw  # noqa: PLC0415

        asked = read(query)
        known = [panel.form for panel in asked.panels if panel.form in _FORMS]
        rows = ask(open_graph(where) if where else build(folder("samples")), asked, parameters_of(given))
        chosen = form or next(iter(known), "bars")
        picture = draw(rows, chosen, kind=kind or _kind(output), told=asked.told)
    if picture is None:
        raise UsageError(_undrawn(len(rows), chosen))
    if isinstance(picture, bytes) and picture.startswith(b"\x89PNG") and _on_screen(output):
        raise UsageError("A PNG is not for the screen: name a file with -o, or send it on with a pipe.")
    emit(picture, output)
    return 0


def _on_screen(output: Path | None) -> bool:
    return output is None and sys.stdout is not None and sys.stdout.isatty()


def _undrawn(rows: int, form: str) -> str:
    if not rows:
        return "The answer is empty: there is nothing to draw."
    return f"Nothing in the answer ({counted(rows, 'row')}) can be drawn as {form}; try another way with --as."


def _kind(output: Path | None) -> str:
    suffix = output.suffix.lower() if output else ""
    if suffix not in {"", ".svg", ".png"}:
        raise UsageError(f"{output}: a picture is .svg or .png.")
    return suffix.removeprefix(".") or "svg"

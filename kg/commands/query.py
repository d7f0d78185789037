"""`kg query`: questions to a graph."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.output import emit, output_option, say
from kg.errors import UsageError
from kg.resources import folder

if TYPE_CHECKING:
    from kg.answers.asking import Engine
    from kg.answers.queries import Query


@click.command(short_help="Ask a graph a question, by name or in SPARQL.")
@click.argument("query", required=False)
@click.option(
    "--graph",
    "--store",
    "where",
    help="A graph file, a folder of them, a store, or a SPARQL endpoint; else the bundled sample.",
)
@click.option("--param", "-p", "given", multiple=True, metavar="NAME=VALUE", help="A parameter; may be repeated.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "markdown", "turtle"]),
    help="Else a table (turtle for CONSTRUCT).",
)
@click.option(
    "--list", "listing", is_flag=True, help="Show the queries that have a name; with QUERY, all about this one."
)
@output_option
def command(
    *,
    query: str | None,
    where: str | None,
    given: tuple[str, ...],
    form: str | None,
    listing: bool,
    output: Path | None,
) -> int:
    """Ask a graph a question.

    QUERY is the name of a query that ships with kg (`kg query --list`), a file with SPARQL, SPARQL itself,
    or - for SPARQL on standard input.

    \b
    Examples:
      kg query --list
      kg query --list attacks-by-year
      kg query attacks-by-year --graph graph.ttl --param mission=MINUSMA
      kg query question.rq --graph https://example.org/sparql --format csv -o answer.csv
      kg query "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    """
    if listing:
        emit(_described(query) if query else _list(), output)
        return 0
    if not query:
        raise UsageError("What should be asked? Give the name of a query (`kg query --list`), a file, or SPARQL.")
    _answer(read(query), where, parameters_of(given), form, output)
    return 0


def _answer(query: "Query", where: str | None, given: dict[str, object], form: str | None, output: Path | None) -> None:
    from kg.answers.asking import ask  # noqa: PLC0415
    from kg.answers.graph import Graph  # noqa: PLC0415
    from kg.answers.tables import WRITERS  # noqa: PLC0415

    engine = _engine(where)
    if isinstance(engine, Graph) and not len(engine):
        say(f"Note: {where} holds no triples.")
    rows = ask(engine, query, given)
    emit(WRITERS[form or ("turtle" if rows.form == "construct" else "table")](rows), output)


def _engine(where: str | None) -> "Engine":
    from kg.answers.load import open_graph  # noqa: PLC0415

    return open_graph(where or str(folder("samples") / "sample.ttl"))


def read(query: str) -> "Query":
    """The query that a name, a file, SPARQL itself or - means."""
    from kg.answers.asking import find, read_query  # noqa: PLC0415
    from kg.answers.queries import parse  # noqa: PLC0415

    if query == "-":
        return parse(sys.stdin.read() if sys.stdin else "", "standard input")
    return read_query(Path(query)) if query.endswith((".rq", ".sparql")) else find(query)


def parameters_of(given: tuple[str, ...]) -> dict[str, object]:
    """NAME=VALUE pairs; a name given several times means any of its values."""
    found: dict[str, list[str]] = {}
    for pair in given:
        name, sign, value = pair.partition("=")
        if not sign or not name:
            raise UsageError(f"--param {pair!r}: write NAME=VALUE.")
        found.setdefault(name.strip(), []).append(value)
    return dict(found)


def _list() -> str:
    from kg.answers.queries import shipped  # noqa: PLC0415
    from kg.answers.tables import columns  # noqa: PLC0415

    lines = [[query.name, ", ".join(p.name for p in query.parameters), query.summary] for query in shipped()]
    return columns(["query", "parameters", "question"], lines)


def _described(name: str) -> str:
    """A query's head, for people."""
    query = read(name)
    lines = [f"{query.name}: {query.summary}", query.description, "", "Parameters:"]
    for parameter in query.parameters:
        default = f" (default: {parameter.default})" if parameter.default else ""
        lines.append(f"  {parameter.name} ({parameter.type}): {parameter.meaning}{default}")
    lines += ["", "Columns:", *(f"  {column.name}: {column.meaning}" for column in query.columns)]
    return "\n".join(lines) + "\n"

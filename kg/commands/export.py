"""`kg export`: a graph in another format."""

from pathlib import Path

import click

from kg.commands.inputs import Between
from kg.commands.online import Online, online_options
from kg.commands.output import emit, format_for, output_option
from kg.commands.taking_along import FORMATS, export_other
from kg.errors import UsageError

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(short_help="Write a graph in another format.")
@click.argument("graph")
@click.option(
    "--format",
    "form",
    help="turtle, ntriples, nquads, jsonld, rdfxml, csv, parquet, geojson, dcat or quickstatements; else by the file's "
    "suffix, else turtle.",
)
@output_option
@click.option("--entities", type=_FILE, help="quickstatements: Wikidata's JSON in a file, instead of asking it.")
@click.option("--links", type=_FILE, help="quickstatements: the links that kg reconcile wrote, with their confidence.")
@click.option(
    "--threshold", type=Between(0, 1), default=0.95, show_default=True, help="quickstatements: how sure a link must be."
)
@online_options
def command(  # noqa: PLR0917  one parameter an option
    graph: str,
    form: str | None,
    output: Path | None,
    entities: Path | None,
    links: Path | None,
    threshold: float,
    **online: object,
) -> int:
    """Write the GRAPH (a file or a folder of them) in another format.

    Besides RDF's formats there are csv and parquet (a folder with a table for each class; csv with a dictionary of
    its columns), geojson (attacks, accidents, headquarters) and dcat (the data set described with DCAT and VoID).
    The format quickstatements holds what Wikidata lacks, with references, for people to look at and run.

    \b
    Examples:
      kg export graph.ttl --format jsonld > graph.jsonld
      kg export graph.ttl -o graph.nq
      kg export graph.ttl --format csv -o tables/
      kg export linked.ttl --format quickstatements --entities items.json -o statements.qs
    """
    if form == "quickstatements":
        from kg.commands.giving_back import export_quickstatements  # noqa: PLC0415

        asked = Online(**online)  # type: ignore[arg-type]
        return export_quickstatements(Path(graph), output, entities, links, threshold, asked)
    if form in FORMATS or (form is None and output is not None and output.suffix.lower() == ".geojson"):
        return export_other(Path(graph), form or "geojson", output)
    from kg.answers.load import load  # noqa: PLC0415

    form = _known(form, output)
    emit(load(Path(graph)).to_bytes(form), output)
    return 0


def _known(form: str | None, output: Path | None) -> str:
    """The RDF format; the message about one that is not known names the others, too."""
    try:
        return format_for(form, output)
    except UsageError as error:
        raise UsageError(f"{str(error).rstrip('.')}, {', '.join(FORMATS)}, quickstatements.") from None

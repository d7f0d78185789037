"""The formats of `kg export` that are not RDF syntaxes: tables, places, the description of the data set."""

from pathlib import Path

from kg.commands.needs import needs
from kg.commands.output import counted, emit, say
from kg.errors import UsageError

FORMATS = ("csv", "parquet", "geojson", "dcat")

_FEATURE = b'"type": "Feature",'
_NO_PLACES = ": nothing that happened in the graph has a place with coordinates"


def export_other(graph: Path, form: str, output: Path | None) -> int:
    """Write the graph as csv or parquet (a folder), geojson, or dcat (Turtle)."""
    from kg.answers.load import load  # noqa: PLC0415

    loaded = load(graph)
    if form == "geojson":
        from kg.answers.geojson import geojson  # noqa: PLC0415

        emit(found := geojson(loaded), output)
        say(f"{counted(found.count(_FEATURE), 'place')} on the map{'' if _FEATURE in found else _NO_PLACES}.")
    elif form == "dcat":
        from kg.answers.dataset import describe  # noqa: PLC0415
        from kg.triples.formats import serialize  # noqa: PLC0415

        emit(serialize(describe(loaded), "turtle", loaded.base), output)
    else:
        with needs("tables"):
            from kg.answers import class_tables  # noqa: PLC0415

            if output is None or str(output) == "-":
                raise UsageError(f"{form} is a folder with a file for each class; name it with -o.")
            write = class_tables.write_csv if form == "csv" else class_tables.write_parquet
            say(f"{counted(len(write(loaded, output)), 'file')} in {output}.")
    return 0

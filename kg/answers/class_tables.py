"""The graph as one table a class, for spreadsheets and data frames, with a dictionary of their columns."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from kg.answers.graph import Graph
from kg.answers.model import Term, Value, value_of
from kg.answers.tables import harmless
from kg.errors import InputError
from kg.resources import folder
from kg.triples.names import PREFIXES

CLASSES = (
    "Mission",
    "Country",
    "Person",
    "Organization",
    "ArmedGroup",
    "Place",
    "Resolution",
    "Attack",
    "Accident",
    "Casualties",
    "Tenure",
    "Contribution",
    "Figure",
)
_PREFIXES = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
_ROWS = "SELECT ?node ?property ?value WHERE { ?node a pk:%s ; ?property ?value } ORDER BY ?node ?property ?value"
_LABELS = """SELECT ?node (MIN(?text) AS ?label) WHERE {
  ?node rdfs:label ?text FILTER(LANG(?text) IN ("", "en")) } GROUP BY ?node"""
_COMMENTS = """SELECT ?property ?comment WHERE {
  ?property rdfs:comment ?comment FILTER(LANG(?comment) IN ("", "en")) }"""
_BETWEEN = " | "
_KNOWN = {
    PREFIXES["rdfs"] + "label": "The name.",
    PREFIXES["rdfs"] + "comment": "What the text says besides.",
    PREFIXES["skos"] + "altLabel": "Other names.",
    PREFIXES["skos"] + "closeMatch": "Something very like it elsewhere.",
    PREFIXES["owl"] + "sameAs": "The same thing elsewhere.",
    PREFIXES["geo"] + "lat": "Degrees north.",
    PREFIXES["geo"] + "long": "Degrees east.",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the property it holds, and what that means (from the ontology)."""

    name: str
    property: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """All nodes of a class. Several values of a property stand in one cell, with " | " between them."""

    name: str
    columns: Sequence[Column]
    lines: Sequence[Sequence[Value]]


def tables(graph: Graph) -> Iterator[Table]:
    """A table for each class of the ontology that the graph has."""
    labels = {str(row["node"]): str(row["label"]) for row in graph.run(_PREFIXES + _LABELS)}
    meanings = _meanings()
    for name in CLASSES:
        rows = graph.run(_PREFIXES + _ROWS % name).terms
        if rows:
            yield _table(name, rows, labels, meanings)


def _table(name: str, rows: Sequence[Sequence[Term | None]], labels: dict[str, str], meanings: dict[str, str]) -> Table:
    nodes: dict[str, dict[str, list[Term]]] = {}
    for node, key, value in rows:
        if isinstance(node, NamedNode) and isinstance(key, NamedNode) and value is not None and key.value != _TYPE:
            nodes.setdefault(node.value, {}).setdefault(key.value, []).append(value)
    properties = sorted({key for values in nodes.values() for key in values})
    columns = [Column("iri", "", "The node's IRI.")]
    for one in properties:
        columns.append(Column(_short(one), one, meanings.get(one, "")))
        if any(getattr(value, "value", "") in labels for found in nodes.values() for value in found.get(one, ())):
            columns.append(Column(f"{_short(one)}_label", one, f"Name of: {meanings.get(one, _short(one))}"))
    lines = [[iri, *(_cell(values, column, labels) for column in columns[1:])] for iri, values in nodes.items()]
    return Table(name, columns, lines)


_TYPE = PREFIXES["rdf"] + "type"


def _cell(values: dict[str, list[Term]], column: Column, labels: dict[str, str]) -> Value:
    found = values.get(column.property, [])
    if column.name.endswith("_label"):
        return _BETWEEN.join(labels.get(getattr(value, "value", ""), "") for value in found) or None
    if len(found) == 1 and isinstance(found[0], Literal):
        return value_of(found[0])
    return _BETWEEN.join(str(value_of(value)) for value in found) or None


def _short(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]


def _meanings() -> dict[str, str]:
    ontology = Graph.load(folder("ontology") / "peacekg.ttl")
    return {**_KNOWN, **{str(row["property"]): str(row["comment"]) for row in ontology.run(_PREFIXES + _COMMENTS)}}


def write_csv(graph: Graph, out: Path) -> list[Path]:
    """A CSV file for each class and `dictionary.csv`, in a folder that is made.

    Cells that a spreadsheet would take for formulas begin with an apostrophe.
    """
    written = []
    told: list[list[Value]] = []
    for table in tables(graph):
        heads = [column.name for column in table.columns]
        written.append(_write(out / f"{table.name}.csv", heads, table.lines))
        told += [[table.name, column.name, column.property, column.meaning] for column in table.columns]
    return [*written, _write(out / "dictionary.csv", ["table", "column", "property", "meaning"], told)]


def _write(path: Path, heads: Sequence[str], lines: Sequence[Sequence[Value]]) -> Path:
    from kg.files import write_whole  # noqa: PLC0415

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([harmless("" if cell is None else str(cell)) for cell in line] for line in lines)
    _folder(path.parent)
    write_whole(path, out.getvalue().encode("utf-8", "replace"))
    return path


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{path}: cannot be made a folder ({error.strerror or error}).") from None


def write_parquet(graph: Graph, out: Path) -> list[Path]:
    """A Parquet file for each class in a folder (needs pyarrow); a column of numbers alone is one of numbers."""
    import pyarrow as pa  # noqa: PLC0415 (an extra)
    import pyarrow.parquet as pq  # noqa: PLC0415

    _folder(out)
    written = []
    for table in tables(graph):
        columns = {
            column.name: pa.array(_alike([line[at] for line in table.lines])) for at, column in enumerate(table.columns)
        }
        meanings = {column.name: column.meaning for column in table.columns}
        path = out / f"{table.name}.parquet"
        pq.write_table(pa.table(columns).replace_schema_metadata(meanings), path)
        written.append(path)
    return written


def _alike(values: Sequence[Value]) -> Sequence[Value]:
    """The values, as text where they are of several types."""
    kinds = {type(value) for value in values if value is not None}
    return values if len(kinds) < 2 else [None if value is None else str(value) for value in values]

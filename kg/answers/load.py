"""Graphs from files and folders, and the choice between a graph and an endpoint."""

from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import RdfFormat

from kg.answers.endpoint import Endpoint
from kg.answers.graph import Graph
from kg.errors import InputError
from kg.triples.formats import parse

FORMATS: Mapping[str, RdfFormat] = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}


def open_graph(where: str) -> Graph | Endpoint:
    """What answers at `where`: an endpoint (http://…, https://…), else the graph in a file or folder."""
    return Endpoint(where) if where.startswith(("http://", "https://")) else load(Path(where))


def load(where: Path) -> Graph:
    """The graph in a file, or in all graph files of a folder; InputError names the file and line at fault."""
    graph = Graph()
    for path in _files(where):
        _load(graph, path)
    return graph


def _files(where: Path) -> list[Path]:
    if not where.is_dir():
        return [where]
    found = sorted(path for path in where.iterdir() if path.suffix.lower() in FORMATS and path.is_file())
    if not found:
        raise InputError(f"{where}: no graph in this folder (its files would end in {', '.join(FORMATS)}).")
    return found


def _load(graph: Graph, path: Path) -> None:
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise InputError(f"{path}: not known as a graph by its suffix; known are {', '.join(FORMATS)}.")
    try:
        if form == RdfFormat.RDF_XML:
            graph.add(parse(path))  # it refuses entities that grow without bound
        else:
            graph.store.bulk_load(path=path, format=form)
    except SyntaxError as error:
        raise InputError(f"{path}: {_place(error)}{error.msg}.") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}).") from None


def _place(error: SyntaxError) -> str:
    return f"line {error.lineno}: " if error.lineno else ""

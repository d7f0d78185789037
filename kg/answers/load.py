"""Graphs from files and folders, and the choice between a graph and an endpoint."""

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from kg.answers.endpoint import Endpoint
from kg.answers.graph import Graph
from kg.errors import InputError, reason
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

_PART = re.compile(r"part-\d{5,}")


def open_graph(where: str) -> Graph | Endpoint:
    """What answers at `where`: an endpoint (http://…, https://…), else the graph in a file or folder."""
    return Endpoint(where) if where.startswith(("http://", "https://")) else load(Path(where))


def load(where: Path) -> Graph:
    """The graph in a file, the files of a folder, or a store; InputError names the file and line at fault."""
    graph = Graph()
    if is_store(where):
        graph.store = _opened(where)
        return graph
    for path in graph_files(where):
        _load(graph, path)
    return graph


def is_store(where: Path) -> bool:
    """Whether a folder holds a store (`kg load --store`): its engine, RocksDB, keeps these two files in it."""
    with suppress(PermissionError):  # who asks for the files in it says so
        return (where / "CURRENT").is_file() and (where / "IDENTITY").is_file()
    return False


def _opened(where: Path) -> Store:
    try:
        return Store.read_only(str(where))
    except OSError as error:
        raise InputError(f"{where}: cannot be opened as a store ({error}).") from None


def graph_files(where: Path) -> list[Path]:
    """The graph files that a name means: itself, or those in its folder (InputError where there are none)."""
    if not where.is_dir():
        return [where]
    try:
        found = sorted(path for path in where.iterdir() if format_of_file(path) and path.is_file())
    except OSError as error:
        raise InputError(f"{where}: {reason(error)}.") from None
    if not found:
        raise InputError(f"{where}: no graph in this folder (its files would end in {', '.join(FORMATS)}).")
    return found


def format_of_file(path: Path) -> RdfFormat | None:
    """The format that a file's name tells; the parts that Spark writes (`part-00000`) are N-Quads."""
    return RdfFormat.N_QUADS if _PART.fullmatch(path.name) else FORMATS.get(path.suffix.lower())


def _load(graph: Graph, path: Path) -> None:
    form = format_of_file(path)
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
        raise InputError(f"{path}: {reason(error)}.") from None


def _place(error: SyntaxError) -> str:
    return f"line {error.lineno}: " if error.lineno else ""

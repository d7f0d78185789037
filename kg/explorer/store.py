"""The served graph on disk, where any number of workers read it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pyoxigraph import Store

from kg.answers.graph import Graph
from kg.errors import InputError


def is_store(where: Path) -> bool:
    """Whether a folder is a store of the engine (RocksDB names its manifest in CURRENT), not one of graph files."""
    with suppress(PermissionError):  # whoever loads its files says so
        return (where / "CURRENT").is_file()
    return False


@contextmanager
def stored(where: str) -> Iterator[Path]:
    """The folder of a store with the graph of a file, a folder of files or a store; what was made for it is removed."""
    path = Path(where)
    if is_store(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="kg-serve-", ignore_cleanup_errors=True) as folder:
        _fill(Path(folder) / "store", path)
        yield Path(folder) / "store"


def _fill(folder: Path, source: Path) -> None:
    from kg.answers.load import load  # noqa: PLC0415

    graph = load(source)
    store = Store(str(folder))
    store.bulk_extend(graph.store)
    store.flush()


def graph_at(where: str) -> Graph:
    """The graph of a file, a folder of files, or a store on disk."""
    from kg.answers.load import load  # noqa: PLC0415

    path = Path(where)
    return opened(path) if is_store(path) else load(path)


def opened(folder: Path) -> Graph:
    """The graph of a store, for reading only."""
    graph = Graph()
    try:
        graph.store = Store.read_only(str(folder))
    except OSError as error:
        raise InputError(f"{folder}: cannot be opened as a store ({error}).") from None
    return graph

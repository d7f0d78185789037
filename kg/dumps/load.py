"""Loads a graph into a SPARQL server (Graph Store protocol) or a store on the disk, in bounded memory.

https://www.w3.org/TR/sparql11-http-rdf-update/: each piece is a POST of N-Triples to a graph; it adds to what is there.
Our triples hold no blank nodes, so that a piece that arrives twice changes nothing: it may be sent again at any time.
"""

import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.answers.load import FORMATS, format_of_file, graph_files, is_store
from kg.errors import InputError, UsageError, reason
from kg.files import write_whole
from kg.triples.formats import parse

if TYPE_CHECKING:
    import httpx

PIECE = 20_000
"""Quads sent at once: about 4 MB."""

_TRIES = 6
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONGEST_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Some quads of one graph (None: the default graph) as N-Triples, and how many."""

    graph: str | None
    data: bytes
    count: int


def pieces(where: Path, size: int = PIECE) -> Iterator[Piece]:
    """The quads of a graph file or a folder of them; InputError names the file and line at fault."""
    for path in graph_files(where):
        quads = iter(_quads(path))
        while some := list(islice(quads, size)):
            yield from _by_graph(some)


def _quads(path: Path) -> Iterator[ox.Quad]:
    form = format_of_file(path)
    if form is None:
        raise InputError(f"{path}: not known as a graph by its suffix; known are {', '.join(FORMATS)}.")
    if form == ox.RdfFormat.RDF_XML:
        return (ox.Quad(*triple) for triple in parse(path))  # it refuses entities that grow without bound
    return _parsed(path, form)


def _parsed(path: Path, form: ox.RdfFormat) -> Iterator[ox.Quad]:
    try:
        yield from ox.parse(path=str(path), format=form)
    except SyntaxError as error:
        line = f"line {error.lineno}: " if error.lineno else ""
        raise InputError(f"{path}: {line}{error.msg}.") from None
    except OSError as error:
        raise InputError(f"{path}: {reason(error)}.") from None


def _by_graph(quads: Iterable[ox.Quad]) -> Iterator[Piece]:
    for name, group in groupby(sorted(quads, key=_graph), key=_graph):
        triples = [quad.triple for quad in group]
        yield Piece(name or None, ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", len(triples))


def _graph(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""


class Server:
    """A graph store behind an address; `pause` (seconds) is the first wait before a piece is sent again."""

    def __init__(self, url: str, seconds: float = 120, pause: float = 0.5) -> None:
        import httpx  # noqa: PLC0415 (only where something is sent)

        self.url, self.pause = url, pause
        self._client = httpx.Client(timeout=seconds, headers={"Content-Type": "application/n-triples"})

    def send(self, piece: Piece) -> None:
        """Add a piece, trying again where the server is busy or away; InputError says why it will not."""
        wait = self.pause
        for attempt in range(1, _TRIES + 1):
            problem, asked = self._post(piece)
            if not problem:
                return
            if attempt < _TRIES:
                time.sleep(min(asked or wait, _LONGEST_WAIT))
                wait *= 2
        raise InputError(
            f"{self.url}: {problem} ({_TRIES} times). Try again with --resume: what has arrived is not sent again."
        )

    def _post(self, piece: Piece) -> tuple[str, float]:
        """What went wrong for now (nothing: ""), and the seconds that the server asks to wait."""
        import httpx  # noqa: PLC0415

        where = {"graph": piece.graph} if piece.graph else {"default": ""}
        try:
            answer = self._client.post(self.url, params=where, content=piece.data)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol):
            raise UsageError(f"{self.url} is no address of a server, such as http://localhost:7878/store.") from None
        except httpx.TransportError as error:
            return f"no answer ({error})", 0
        if answer.is_success:
            return "", 0
        said = f"the server answered {answer.status_code} {answer.reason_phrase}"
        if answer.status_code in _BUSY:
            return said, _seconds(answer)
        raise InputError(
            f"{self.url}: {said} {answer.text[:200].strip()!r}; is this its graph store (…/store, …/data)? "
            "Where it is, try again with --resume: what has arrived is not sent again."
        )

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()


def _seconds(answer: "httpx.Response") -> float:
    with suppress(ValueError):
        return float(answer.headers.get("Retry-After", "0"))
    return 0


class Mark:
    """How many pieces of a graph a server has, in a small file beside the graph."""

    def __init__(self, where: Path, url: str, resume: bool) -> None:
        self._path = where.with_name(f".{where.name}.loading")
        status = where.stat()
        self._job = [url, str(where.resolve()), status.st_size, status.st_mtime_ns, PIECE]
        self.pieces = self._known() if resume else 0

    def _known(self) -> int:
        with suppress(OSError, ValueError, KeyError):
            told = json.loads(self._path.read_text(encoding="utf-8"))
            return int(told["pieces"]) if told["job"] == self._job else 0
        return 0

    def save(self, pieces: int) -> None:
        """So many have arrived."""
        write_whole(self._path, json.dumps({"job": self._job, "pieces": pieces}).encode())

    def done(self) -> None:
        """All have arrived."""
        self._path.unlink(missing_ok=True)


def load_into(where: Path, server: Server, mark: Mark, tell: Callable[[int], object] = lambda _: None) -> int:
    """Send a graph piece by piece, `mark` saying where to begin; gives the number of quads sent, and tells it on."""
    sent = 0
    for number, piece in enumerate(pieces(where), 1):
        if number <= mark.pieces:
            continue
        server.send(piece)
        sent += piece.count
        mark.save(number)
        tell(sent)
    mark.done()
    return sent


def load_store(where: Path, folder: Path) -> int:
    """Load a graph into a store on the disk, made if it is not there; gives the number of quads that it has then.

    A store that was made for it goes again where the graph cannot be read to its end.
    """
    paths, new, there = graph_files(where), not is_store(folder), folder.is_dir()
    if new and there and any(folder.iterdir()):
        raise UsageError(f"{folder} holds other files: name a new folder, or a store that kg load made.")
    try:
        return _filled(folder, paths)
    except OSError as error:
        raise InputError(f"{folder}: cannot serve as a store ({error}).") from None
    except (InputError, KeyboardInterrupt):
        if new:
            shutil.rmtree(folder, ignore_errors=True)
            if there:
                folder.mkdir()
        raise


def _filled(folder: Path, paths: Iterable[Path]) -> int:
    """The store with the quads of these files, and how many it has; it is let go of."""
    store = ox.Store(str(folder))
    try:
        for path in paths:
            store.bulk_extend(_quads(path))
        store.flush()
        return len(store)
    finally:
        del store  # an error's frames would keep it open

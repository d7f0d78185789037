"""One query, answered in a format within a number of bytes; what would leave the graph is refused."""

import io
import re
from collections.abc import Mapping, Sequence
from functools import cache

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from kg.answers.asking import only_asks
from kg.answers.graph import Graph
from kg.errors import InputError, UsageError
from kg.triples.names import PREFIXES

RESULTS: Mapping[str, tuple[str, QueryResultsFormat]] = {
    "json": ("application/sparql-results+json", QueryResultsFormat.JSON),
    "xml": ("application/sparql-results+xml", QueryResultsFormat.XML),
    "csv": ("text/csv; charset=utf-8", QueryResultsFormat.CSV),
    "tsv": ("text/tab-separated-values; charset=utf-8", QueryResultsFormat.TSV),
}
GRAPHS: Mapping[str, tuple[str, RdfFormat]] = {
    "turtle": ("text/turtle; charset=utf-8", RdfFormat.TURTLE),
    "ntriples": ("application/n-triples", RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "rdfxml": ("application/rdf+xml", RdfFormat.RDF_XML),
}
_ESCAPED = re.compile(r"\\u00[0-7][0-9a-f]|\\U000000[0-7][0-9a-f]", re.IGNORECASE)
_LONGEST, _DEEPEST = 1 << 20, 200
_OPEN = re.compile(r"[{(\[]")

Answered = QuerySolutions | QueryBoolean | QueryTriples


class TooLargeError(UsageError):
    """An answer with more bytes than the server gives."""


class Sink(io.RawIOBase):
    """Bytes, up to a number."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        """Keep some more; TooLargeError past the limit."""
        self.size -= len(data)
        if self.size < 0:
            raise TooLargeError("The answer is larger than this server gives; add a LIMIT, or ask for fewer columns.")
        self.parts.append(bytes(data))
        return len(data)

    def all(self) -> bytes:
        """What was written."""
        return b"".join(self.parts)


def check(query: str) -> None:
    """UsageError for what is no query, would ask another server, or was written by no one's hand."""
    if len(query) > _LONGEST or len(_OPEN.findall(query)) > _DEEPEST * 10 or _depth(query) > _DEEPEST:
        raise UsageError("The query is too long, or nested too deeply.")
    only_asks(query, "the query")
    if _ESCAPED.search(query):
        raise UsageError("Write ASCII letters as themselves, not as \\u escapes.")
    if _uses("service", query):
        answer_to(_nothing(), query)  # an error of its own is told first
        raise UsageError("SERVICE is not allowed here: this endpoint asks no other servers.")


def _uses(keyword: str, query: str) -> bool:
    """Whether a query has a keyword.

    A word is a keyword exactly when the query can no longer be parsed with other letters in its place: in a name, a
    text or a comment the letters do not matter.
    """
    word = re.compile(keyword, re.IGNORECASE)
    return bool(word.search(query)) and not _parses(word.sub(keyword[:-1] + "x", query))


def _depth(query: str) -> int:
    """How deep the brackets go, counted generously: those in texts and comments count too."""
    depth = deepest = 0
    for mark in re.findall(r"[{(\[\])}]", query):
        depth += 1 if mark in "{([" else -1
        deepest = max(deepest, depth)
    return deepest


def _parses(query: str) -> bool:
    try:
        _nothing().query(query, prefixes=dict(PREFIXES))
    except SyntaxError:
        return False
    return True


@cache
def _nothing() -> Store:
    return Store()


def answer_to(
    store: Store, query: str, default: Sequence[str] | None = None, named: Sequence[str] | None = None
) -> Answered:
    """The engine's answer; UsageError tells where a query cannot be read. `default` and `named` are its data set."""
    try:
        return store.query(
            query,
            prefixes=dict(PREFIXES),
            use_default_graph_as_union=not default and not _uses("from", query),
            default_graph=[NamedNode(one) for one in default] if default else None,
            named_graphs=[NamedNode(one) for one in named] if named else None,
        )
    except SyntaxError as error:
        raise UsageError(f"The query cannot be read: {_brief(str(error))}") from None
    except (ValueError, RuntimeError, OSError) as error:
        raise InputError(f"The query cannot be answered: {error}") from None


def _brief(message: str) -> str:
    """The parser's words: place and what it expected, without its ranges of letters.

    >>> _brief("error at 2:11: expected one of '.', ['A' ..= 'Z' | 'a' ..= 'z'], FILTER")
    'error at 2:11: expected one of ., FILTER'
    """
    words = " ".join(message.split())
    head, found, rest = words.partition("expected one of ")
    plain = [part for part in re.split(r", (?![^\[]*\])", rest) if not re.search(r"\[|\.\.=", part)]
    return (head + found + ", ".join(plain[:12])).replace("'", "") if found else words[:300]


def answer(
    graph: Graph,
    query: str,
    wanted: Sequence[str],
    size: int,
    *,
    default: Sequence[str] | None = None,
    named: Sequence[str] | None = None,
) -> tuple[bytes, str] | None:
    """Body and media type, in the first format of `wanted` that fits this kind of query; None where none does."""
    check(query)
    found = answer_to(graph.store, query, default, named)
    known: Mapping[str, tuple[str, QueryResultsFormat | RdfFormat]]
    known = GRAPHS if isinstance(found, QueryTriples) else RESULTS
    name = next((name for name in wanted if name in known), None)
    if name is None:
        return None
    return _written(found, known[name], size)


def _written(found: Answered, kind: "tuple[str, QueryResultsFormat | RdfFormat]", size: int) -> tuple[bytes, str]:
    sink = Sink(size)
    try:
        if isinstance(found, QueryTriples):
            serialize(found, sink, kind[1], prefixes=dict(PREFIXES))  # type: ignore[arg-type]
        else:
            found.serialize(sink, kind[1])  # type: ignore[arg-type]
    except (RuntimeError, OSError) as error:
        raise InputError(f"The query cannot be answered: {error}") from None
    return sink.all(), kind[0]

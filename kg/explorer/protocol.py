"""SPARQL 1.1 Protocol (W3C, 21 March 2013): what a request asks, and in which formats it wants the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.explorer.sparql import GRAPHS, RESULTS

_TYPES: Mapping[str, tuple[str, ...]] = {
    "application/sparql-results+json": ("json",),
    "application/json": ("json", "jsonld"),
    "application/sparql-results+xml": ("xml",),
    "application/xml": ("xml", "rdfxml"),
    "text/xml": ("xml", "rdfxml"),
    "text/csv": ("csv",),
    "text/tab-separated-values": ("tsv",),
    "text/turtle": ("turtle",),
    "application/x-turtle": ("turtle",),
    "application/n-triples": ("ntriples",),
    "text/plain": ("tsv", "ntriples"),
    "application/ld+json": ("jsonld",),
    "application/rdf+xml": ("rdfxml",),
    "application/*": ("json", "jsonld"),
    "text/*": ("csv", "turtle"),
    "*/*": ("json", "turtle"),
}
_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
LONGEST = 2 << 20


class ProtocolError(Exception):
    """A request that the protocol does not know; `status` and the message are its answer."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Question:
    """A query, its data set (empty: all graphs), and the formats that the client takes, best first."""

    query: str
    default: tuple[str, ...]
    named: tuple[str, ...]
    wanted: tuple[str, ...]


async def question(request: Request) -> Question | None:
    """What a request asks; None where it asks nothing (a GET without a query: the service description)."""
    pairs = _pairs(request.url.query)
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if request.method == "POST":
        body = _text(await body_of(request))
        if kind == _UPDATE:
            raise ProtocolError(403, "This endpoint is read-only: updates are not allowed.")
        if kind not in {_FORM, _QUERY}:
            raise ProtocolError(415, f"POST a query as {_FORM} or {_QUERY}.")
        pairs = [*pairs, ("query", body)] if kind == _QUERY else _pairs(body)
    return _question(pairs, request.headers.get("accept", "*/*"), required=request.method == "POST")


def _question(pairs: Sequence[tuple[str, str]], accept: str, required: bool) -> Question | None:
    if any(name == "update" for name, _ in pairs):
        raise ProtocolError(403, "This endpoint is read-only: updates are not allowed.")
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) > 1 or (required and not queries):
        raise ProtocolError(400, f"A request has one query; this has {len(queries)}.")
    if not queries:
        return None
    formats = [value for name, value in pairs if name in {"format", "output"}]
    wanted = _named(formats[0]) if formats else formats_of(accept)
    default = tuple(value for name, value in pairs if name == "default-graph-uri")
    return Question(queries[0], default, tuple(value for name, value in pairs if name == "named-graph-uri"), wanted)


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError:
        raise ProtocolError(400, "The parameters are not URL-encoded UTF-8.") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise ProtocolError(400, "The query is not UTF-8.") from None


async def body_of(request: Request) -> bytes:
    """A request's body; ProtocolError where it is too long."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LONGEST:
            raise ProtocolError(413, f"A query has at most {LONGEST} bytes.")
        parts.append(part)
    return b"".join(parts)


def _named(name: str) -> tuple[str, ...]:
    """A format by its short name or media type, for clients that cannot set a header."""
    if name in RESULTS or name in GRAPHS:
        return (name,)
    return _TYPES.get(name, ())


def formats_of(accept: str) -> tuple[str, ...]:
    """The names of formats that an Accept header takes, best first (RFC 9110, section 12.5.1).

    >>> formats_of("text/html, text/csv;q=0.5, application/sparql-results+xml")
    ('xml', 'csv')
    """
    ranges = [_range(part) for part in accept.split(",")[:50]]
    ordered = sorted((one for one in ranges if one[1] > 0), key=lambda one: -one[1])
    return tuple(dict.fromkeys(name for kind, _ in ordered for name in _TYPES.get(kind, ())))


def _range(part: str) -> tuple[str, float]:
    kind, *parameters = (word.strip().lower() for word in part.split(";"))
    weight = next((word[2:] for word in parameters if word.startswith("q=")), "1")
    try:
        return kind, float(weight)
    except ValueError:
        return kind, 0.0

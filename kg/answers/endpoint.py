"""A remote SPARQL endpoint, asked through SPARQLWrapper and guarded.

The library reads until the server stops sending, hands out bytes where it expected JSON, and raises urllib's errors;
here an answer has a deadline and a size, must be what was asked for, and every failure is one sentence.
"""

import re
import time
from dataclasses import dataclass
from http.client import HTTPException
from typing import Protocol
from urllib.error import HTTPError, URLError

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from kg.answers.asking import ask, with_prefixes
from kg.answers.model import Rows, rows_of, rows_of_triples
from kg.answers.queries import Query
from kg.errors import InputError

_AGENT = "peacekg/0.1 (https://w3id.org/peacekg)"
_CHUNK = 65536
_HEAD = re.compile(r"\A(?:\s*#[^\n]*\n)+")  # the library takes a word of it ("add") for an update
_JSON = ("application/sparql-results+json", "application/json")
_TRIPLES = ("application/n-triples", "text/turtle")


class _Stream(Protocol):
    def read1(self, size: int, /) -> bytes: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A SPARQL endpoint: `seconds` and `size` (bytes) bound each answer."""

    url: str
    seconds: float = 60
    size: int = 256 * 1024 * 1024

    def query(self, query: str | Query, /, **parameters: object) -> Rows:
        """The answer to SPARQL, or to a shipped query by name with its parameters."""
        return ask(self, query, parameters)

    def run(self, sparql: str) -> Rows:
        """The answer to one query; InputError says what the server did wrong."""
        try:
            kind, body = self._fetch(sparql)
        except HTTPError as error:
            error.close()
            raise InputError(f"{self.url}: the server answered {error.code} {error.reason}{_wait(error)}.") from None
        except (URLError, HTTPException, OSError) as error:
            raise InputError(f"{self.url}: no answer ({getattr(error, 'reason', None) or error}).") from None
        return self._read(kind, body)

    def _fetch(self, sparql: str) -> tuple[str, bytes]:
        """Content type and body."""
        from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper  # noqa: PLC0415 (imports rdflib: 0.2 s)
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException  # noqa: PLC0415

        wrapper = SPARQLWrapper(self.url, agent=_AGENT)
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)  # else it adds three format parameters that strict servers refuse
        wrapper.setTimeout(max(int(self.seconds), 1))
        wrapper.setQuery(with_prefixes(_HEAD.sub("", sparql)))
        wrapper.setReturnFormat(TURTLE if wrapper.queryType in {"CONSTRUCT", "DESCRIBE"} else JSON)
        try:
            response = wrapper.query().response
        except SPARQLWrapperException as error:
            if isinstance(error.__context__, HTTPError):
                error.__context__.close()
            raise InputError(f"{self.url}: the server refused the query ({_first_line(error)}).") from None
        return str(response.headers.get("Content-Type", "")).split(";")[0].strip().lower(), self._drain(response)

    def _drain(self, stream: _Stream) -> bytes:
        """The whole body, within the deadline: a socket's timeout starts anew with each byte that drips in."""
        end, chunks, total = time.monotonic() + self.seconds, [], 0
        try:
            while chunk := stream.read1(_CHUNK):
                chunks.append(chunk)
                total += len(chunk)
                if time.monotonic() > end:
                    raise InputError(f"{self.url}: no complete answer within {self.seconds:g} seconds.")
                if total > self.size:
                    raise InputError(f"{self.url}: the answer is larger than {self.size} bytes; ask for less.")
        finally:
            stream.close()
        return b"".join(chunks)

    def _read(self, kind: str, body: bytes) -> Rows:
        try:
            if kind in _JSON:
                return rows_of(parse_query_results(body, QueryResultsFormat.JSON))
            if kind in _TRIPLES:
                return rows_of_triples(quad.triple for quad in parse(body, RdfFormat.TURTLE))
        except (ValueError, SyntaxError):
            broken = (
                True  # raised below: an error's context would hold the engine's rows, which must end in this thread
            )
        else:
            broken = False
        if broken:
            raise InputError(f"{self.url}: the answer is broken or cut short; ask again, or for less.")
        start = body[:80].decode("utf-8", "replace").strip()
        raise InputError(f"{self.url}: sent {kind or 'nothing named'} where SPARQL results were asked for ({start!r}).")


def _wait(error: HTTPError) -> str:
    seconds = error.headers.get("Retry-After") if error.headers else None
    return f"; it asks to wait {seconds[:40]} seconds" if seconds else ""


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).replace("\\n", "\n").splitlines() if line.strip()]
    return " ".join(lines)[:300]

"""Answers as tables to take along: rows within a bound, and files to download."""

from itertools import islice

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QueryTriples, RdfFormat, Triple, serialize

from kg.answers.model import Rows, rows_of_triples
from kg.answers.tables import WRITERS
from kg.errors import InputError, UsageError
from kg.explorer.model import Answer
from kg.explorer.sparql import Answered
from kg.triples.names import PREFIXES

MOST = 50_000
DOWNLOADS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/sparql-results+json",
    "ttl": "text/turtle; charset=utf-8",
}
_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


def taken(found: Answered) -> Rows:
    """An answer read to its end; UsageError where it has more rows than a page can use."""
    try:
        rows = _taken(found)
    except (RuntimeError, OSError) as error:
        raise InputError(f"The query cannot be answered: {error}") from None
    if len(rows) > MOST:
        raise UsageError(f"The answer has more than {MOST:,} rows; add a LIMIT, or ask the endpoint at /sparql.")
    return rows


def _taken(found: Answered) -> Rows:
    if isinstance(found, QueryBoolean):
        return Rows(("ask",), ((Literal(bool(found)),),), "ask")
    if isinstance(found, QueryTriples):
        return rows_of_triples(islice(found, MOST + 1))
    return Rows(tuple(one.value for one in found.variables), tuple(tuple(row) for row in islice(found, MOST + 1)))


def download(rows: Rows, kind: str, name: str) -> Answer:
    """A file of an answer: CSV that no spreadsheet takes for formulas, SPARQL's JSON, or Turtle."""
    if kind == "ttl":
        body = WRITERS["turtle"](rows).encode() if rows.form == "construct" else result_set(rows)
    else:
        body = WRITERS[kind](rows).encode("utf-8", "replace")
    return Answer(body, DOWNLOADS[kind], 200, {"Content-Disposition": f'attachment; filename="{name}.{kind}"'})


def result_set(rows: Rows) -> bytes:
    """A table as triples, in the vocabulary of the SPARQL working group's tests; rows are numbered fragments."""
    kind = NamedNode(PREFIXES["rdf"] + "type")
    whole = NamedNode("urn:peacekg:answer")
    triples = [Triple(whole, kind, NamedNode(f"{_RS}ResultSet"))]
    triples += [Triple(whole, NamedNode(f"{_RS}resultVariable"), Literal(name)) for name in rows.variables]
    for number, row in enumerate(rows.terms, 1):
        solution = NamedNode(f"{whole.value}:{number}")
        triples += [
            Triple(whole, NamedNode(f"{_RS}solution"), solution),
            Triple(solution, NamedNode(f"{_RS}index"), Literal(number)),
        ]
        for name, term in zip(rows.variables, row, strict=True):
            if isinstance(term, (NamedNode, BlankNode, Literal)):
                binding = NamedNode(f"{solution.value}:{name}")
                triples += [
                    Triple(solution, NamedNode(f"{_RS}binding"), binding),
                    Triple(binding, NamedNode(f"{_RS}variable"), Literal(name)),
                    Triple(binding, NamedNode(f"{_RS}value"), term),
                ]
    return serialize(triples, format=RdfFormat.TURTLE, prefixes={"rs": _RS, **PREFIXES}) or b""

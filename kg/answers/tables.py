"""Answers as text: a table for people, CSV, JSON and Markdown for programs, Turtle for triples."""

import csv
import io
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.answers.model import Rows, Term, value_of
from kg.errors import UsageError
from kg.triples.formats import serialize
from kg.triples.names import PREFIXES

# Control characters, and those that reorder text on a screen (Unicode's bidirectional controls).
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?")
_WIDEST = 60


def shown(term: Term | None) -> str:
    """A term in few characters: prefixes for known namespaces, the last part of the graph's own IRIs.

    >>> shown(NamedNode("https://w3id.org/peacekg/ontology#Ambush")), shown(Literal("a\\x1b[2J")), shown(None)
    ('pk:Ambush', 'a [2J', '')
    """
    if isinstance(term, NamedNode):
        return _CONTROLS.sub(" ", _short(term.value))
    if isinstance(term, Triple):
        return " ".join(shown(part) for part in term)
    return _CONTROLS.sub(" ", term.value) if isinstance(term, (Literal, BlankNode)) else ""


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def width(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters take two, marks none (Unicode annex 11)."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def clean(text: str) -> str:
    """A text without the characters that would move a terminal's cursor or reorder its line."""
    return _CONTROLS.sub(" ", text)


def table(rows: Rows, widest: int = _WIDEST) -> str:
    """Aligned columns, numbers to the right; longer texts than `widest` are cut with an ellipsis, IRIs never."""
    cells = [[_cell(term, widest) for term in row] for row in rows.terms]
    widths = [max([width(name), *(width(row[at]) for row in cells)]) for at, name in enumerate(rows.variables)]
    right = [_numeric(rows, at) for at in range(len(rows.variables))]
    lines = [list(rows.variables), ["─" * size for size in widths], *cells]
    return "".join("  ".join(map(_pad, line, widths, right)).rstrip() + "\n" for line in lines)


def _numeric(rows: Rows, at: int) -> bool:
    values = [value_of(row[at]) for row in rows.terms if row[at] is not None]
    return bool(values) and all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values)


def _pad(text: str, size: int, right: bool) -> str:
    space = " " * (size - width(text))
    return space + text if right else text + space


def _cell(term: Term | None, widest: int) -> str:
    text = shown(term)
    if isinstance(term, NamedNode):
        return text
    return text if len(text) <= widest else text[: widest - 1] + "…"


def comma_separated(rows: Rows) -> str:
    """CSV (RFC 4180, but with plain line feeds). A text that a spreadsheet would take for a formula begins with '."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows.variables)
    writer.writerows([harmless(_plain(term)) for term in row] for row in rows.terms)
    return out.getvalue()


def _plain(term: Term | None) -> str:
    return "" if term is None else str(term) if isinstance(term, Triple) else term.value


def harmless(text: str) -> str:
    """OWASP's advice on CSV injection: a leading apostrophe keeps a formula text; numbers stay numbers."""
    text = text.replace("\x00", "")
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def markdown(rows: Rows) -> str:
    """A table in Markdown."""
    lines = [rows.variables, ["---:" if _numeric(rows, at) else "---" for at in range(len(rows.variables))]]
    lines += [[_escaped(shown(term)) for term in row] for row in rows.terms]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _escaped(text: str) -> str:
    return re.sub(r"([\\|`*_\[\]<>])", r"\\\1", text)


def results_json(rows: Rows) -> str:
    """SPARQL 1.1 Query Results JSON."""
    if rows.form == "ask":
        return json.dumps({"head": {}, "boolean": bool(rows)}) + "\n"
    found = [{name: _json(term) for name, term in zip(rows.variables, row, strict=True) if term} for row in rows.terms]
    answer = {"head": {"vars": list(rows.variables)}, "results": {"bindings": found}}
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _json(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = zip(("subject", "predicate", "object"), term, strict=True)
        return {"type": "triple", "value": {name: _json(part) for name, part in parts}}
    return {"type": "literal", "value": term.value, **_kind(term)}


def _kind(literal: Literal) -> dict[str, object]:
    if literal.language:
        return {"xml:lang": literal.language}
    plain = literal.datatype.value == PREFIXES["xsd"] + "string"
    return {} if plain else {"datatype": literal.datatype.value}


def turtle(rows: Rows) -> str:
    """The triples that a CONSTRUCT or DESCRIBE made; UsageError for other answers."""
    if rows.form != "construct":
        raise UsageError("Only CONSTRUCT and DESCRIBE make triples; ask for table, csv, json or markdown.")
    return serialize((Triple(*row) for row in rows.terms), "turtle").decode("utf-8")  # type: ignore[arg-type]


WRITERS: Mapping[str, Callable[[Rows], str]] = {
    "table": table,
    "csv": comma_separated,
    "json": results_json,
    "markdown": markdown,
    "turtle": turtle,
}


def columns(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Texts as a table, in the same style, never cut."""
    terms = tuple(tuple(Literal(cell) for cell in line) for line in lines)
    return table(Rows(tuple(heads), terms), widest=sys.maxsize)

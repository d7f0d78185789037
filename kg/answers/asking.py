"""Questions to anything that answers SPARQL: a query's text, its file, or the name of a shipped one."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from pyoxigraph import Literal, NamedNode

from kg.answers.model import Rows
from kg.answers.parameters import bind
from kg.answers.queries import Query, is_sparql, named, parse
from kg.errors import InputError, UsageError, reason
from kg.triples.names import PREFIXES

_NAMED = """
PREFIX pk: <https://w3id.org/peacekg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?node WHERE {
  ?node rdfs:label|skos:altLabel|pk:abbreviation ?name
  FILTER(LCASE(STR(?name)) = LCASE(%s))
}
"""

_DECLARED = re.compile(r"\bPREFIX\s+([\w-]*):", re.IGNORECASE)
_USED = re.compile(r"(?<![\w:<?$#/.-])([a-z]+):(?!//)")
_REMARKS = re.compile(r"(?:\s*#[^\n]*\n)+")
_REMARKED = re.compile(r"^[ \t]*#[^\n]*", re.MULTILINE)
_UPDATE = re.compile(
    r"\s*(?:(?:PREFIX\s+[^\s<]*|BASE)\s*<[^<>]*>\s*)*(?:INSERT|DELETE|WITH|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class Engine(Protocol):
    """What answers SPARQL: the graph in memory, or an endpoint."""

    def run(self, sparql: str) -> Rows:
        """The answer to one query."""
        ...


def find(query: str | Query) -> Query:
    """SPARQL itself, or the shipped query of that name."""
    if isinstance(query, Query):
        return query
    return parse(query, "query") if is_sparql(query) else named(query)


def read_query(path: Path) -> Query:
    """A query file of the user's own."""
    try:
        return parse(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {reason(error)}.") from None


def ask(engine: Engine, query: str | Query, given: Mapping[str, object]) -> Rows:
    """The answer to a query with these parameters; UsageError where it is none."""
    found = find(query)
    only_asks(found.text, found.name)
    return engine.run(bind(found, given, lambda name: nodes_named(engine, name)))


def only_asks(sparql: str, name: str) -> None:
    """UsageError where a text that comes from `name` is no query but an update, or nothing at all."""
    said = _REMARKED.sub("", sparql)
    if not said.strip():
        raise UsageError(f"{name}: holds no query.")
    if _UPDATE.match(said):
        raise UsageError("Graphs are asked, not changed: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE.")


def with_prefixes(sparql: str) -> str:
    """The query with a declaration for each known prefix that it uses and does not declare.

    >>> with_prefixes("SELECT * WHERE { ?s pk:killed ?n }")
    'PREFIX pk: <https://w3id.org/peacekg/ontology#> SELECT * WHERE { ?s pk:killed ?n }'
    """
    declared = set(_DECLARED.findall(sparql))
    used = dict.fromkeys(prefix for prefix in _USED.findall(sparql) if prefix in PREFIXES and prefix not in declared)
    head = _REMARKS.match(sparql)
    at = head.end() if head else 0
    return sparql[:at] + "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in used) + sparql[at:]


def pointed_at(sparql: str, said: str) -> str:
    """The engine's words on a query that it cannot read: where, what is wrong, and the line with a mark below.

    >>> print(pointed_at("SELECT * { ?s kp:killed ?n }", "error at 1:18: expected one of Prefix not found, ['%']"))
    at line 1, column 18: a prefix is not declared
      SELECT * { ?s kp:killed ?n }
                       ^
    """
    found = _PLACE.match(said)
    if not found:
        return f"({' '.join(said.split())[:200]})."
    line, column, reason = int(found[1]), int(found[2]), " ".join(found[3].split())
    lines = sparql.splitlines() or [""]
    text = lines[min(line, len(lines)) - 1]
    begin = max(column - 80, 0)  # a query of one long line is shown around the place
    reason = "a prefix is not declared" if "Prefix not found" in reason else _shortened(reason)
    return f"at line {line}, column {column}: {reason}\n  {text[begin : begin + 100]}\n  {' ' * (column - 1 - begin)}^"


def _shortened(reason: str) -> str:
    return reason if len(reason) <= 120 else f"{reason[:120].rpartition(',')[0]}, …"


def nodes_named(engine: Engine, name: str) -> list[NamedNode]:
    """Every node with this label, other name or abbreviation; case is ignored."""
    rows = engine.run(_NAMED % Literal(name.strip()))
    return [node for cells in rows.terms if isinstance(node := cells[0], NamedNode)]

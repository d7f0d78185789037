"""Questions to anything that answers SPARQL: a query's text, its file, or the name of a shipped one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from pyoxigraph import Literal, NamedNode

from kg.answers.model import Rows
from kg.answers.parameters import bind
from kg.answers.queries import Query, is_sparql, named, parse
from kg.errors import InputError

_NAMED = """
PREFIX pk: <https://w3id.org/peacekg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?node WHERE {
  ?node rdfs:label|skos:altLabel|pk:abbreviation ?name
  FILTER(LCASE(STR(?name)) = LCASE(%s))
}
"""


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
        raise InputError(f"{path}: cannot be read as a query ({error}).") from None


def ask(engine: Engine, query: str | Query, given: Mapping[str, object]) -> Rows:
    """The answer to a query with these parameters."""
    return engine.run(bind(find(query), given, lambda name: nodes_named(engine, name)))


def nodes_named(engine: Engine, name: str) -> list[NamedNode]:
    """Every node with this label, other name or abbreviation; case is ignored."""
    rows = engine.run(_NAMED % Literal(name.strip()))
    return [node for cells in rows.terms if isinstance(node := cells[0], NamedNode)]

"""Parameters of a query: what a user types becomes an RDF term, and a term takes its placeholder's place.

Nothing is pasted into SPARQL but terms that the engine's own types have checked and written (docs/queries.md).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from pyoxigraph import Literal, NamedNode

from kg.answers.queries import Parameter, Query
from kg.errors import UsageError
from kg.triples.names import PREFIXES

Term = NamedNode | Literal
Given = str | int | date | NamedNode | Literal
Lookup = Callable[[str], Iterable[NamedNode]]

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_CONCEPT = re.compile(r"(?:pk:)?([A-Za-z]+)")


def bind(query: Query, given: Mapping[str, object], lookup: Lookup) -> str:
    """The query's SPARQL with each placeholder `VALUES ?name { UNDEF }` holding its value or default.

    `given` maps a parameter's name to a value or a list of values; `lookup` finds the nodes that a name names.
    """
    unknown = sorted(given.keys() - {parameter.name for parameter in query.parameters})
    if unknown:
        raise UsageError(f"{query.name} has no parameter {unknown[0]!r}; it has {_names(query)}.")
    text = query.text
    for parameter in query.parameters:
        values = _values(given.get(parameter.name, parameter.default or None))
        if values:
            terms = sorted({str(term) for value in values for term in _terms(parameter, value, lookup)})
            text = _replace(text, parameter.name, " ".join(terms))
    return text


def _names(query: Query) -> str:
    return ", ".join(parameter.name for parameter in query.parameters) or "none"


def _values(given: object) -> list[object]:
    if given is None:
        return []
    return list(given) if isinstance(given, (list, tuple, set, frozenset)) else [given]


def placeholder(name: str) -> re.Pattern[str]:
    """How a parameter stands in the body of a query."""
    return re.compile(rf"VALUES \?{re.escape(name)} {{ UNDEF }}")


def _replace(text: str, name: str, terms: str) -> str:
    return placeholder(name).sub(lambda _: f"VALUES ?{name} {{ {terms} }}", text)


def _terms(parameter: Parameter, value: object, lookup: Lookup) -> list[Term]:
    if isinstance(value, (NamedNode, Literal)):
        return [value]
    text = str(value)
    try:
        return _READERS[parameter.type](text, lookup)
    except ValueError as error:
        raise UsageError(f"{parameter.name}={text!r}: {error}") from None


def iri(text: str) -> NamedNode | None:
    """An IRI, written out or with one of the contract's prefixes; None where it is neither.

    >>> iri("wd:Q657").value, iri("Chad"), iri("urn:x> . <urn:y")
    ('http://www.wikidata.org/entity/Q657', None, None)
    """
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES:
        text = PREFIXES[prefix] + local
    return NamedNode(text) if _IRI.fullmatch(text) else None


def _iri(text: str, _: Lookup) -> list[Term]:
    if node := iri(text):
        return [node]
    raise ValueError(f"not an IRI; write https://… or one of the prefixes {', '.join(PREFIXES)}")


def _entity(text: str, lookup: Lookup) -> list[Term]:
    if node := iri(text):
        return [node]
    if nodes := list(lookup(text)):
        return list(nodes)
    raise ValueError("nothing in the graph has this name")


def _concept(text: str, _: Lookup) -> list[Term]:
    if found := _CONCEPT.fullmatch(text):
        return [NamedNode(PREFIXES["pk"] + found[1])]
    raise ValueError("not the name of a concept (such as Ambush or pk:Ambush)")


def _string(text: str, _: Lookup) -> list[Term]:
    return [Literal(text)]


def _integer(text: str, _: Lookup) -> list[Term]:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        raise ValueError("not a whole number")
    return [Literal(int(text))]


def _date(text: str, _: Lookup) -> list[Term]:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError("not a date; write it as 2019-01-20")
    return [Literal(date.fromisoformat(text).isoformat(), datatype=NamedNode(PREFIXES["xsd"] + "date"))]


_READERS: Mapping[str, Callable[[str, Lookup], list[Term]]] = {
    "iri": _iri,
    "entity": _entity,
    "concept": _concept,
    "string": _string,
    "integer": _integer,
    "date": _date,
}

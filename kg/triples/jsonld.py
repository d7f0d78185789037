"""JSON-LD with the project's context inside: one object a node, in order, plain values where the context types them.

rdflib's writer lists nodes in the order of a set, which changes with the hash seed (decision 0031).
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.resources import folder
from kg.triples.names import PREFIXES

_XSD, _PK, _TYPE = PREFIXES["xsd"], PREFIXES["pk"], PREFIXES["rdf"] + "type"
_SAFE_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")  # below 2**53, as JSON's readers keep it


@dataclass(frozen=True, slots=True)
class _Term:
    name: str
    type: str
    by_language: bool


def jsonld(triples: Sequence[Triple]) -> Iterator[str]:
    """The document, in pieces; `triples` stand in order of subject, predicate, object and none twice."""
    yield f'{{\n"@context": {json.dumps(_context(), ensure_ascii=False, indent=1)},\n"@graph": ['
    comma = ""
    for subject, group in groupby(triples, key=lambda triple: triple.subject):
        node = {"id": _id(subject), **_members(list(group))}
        yield f"{comma}\n{json.dumps(node, ensure_ascii=False, indent=1)}"
        comma = ","
    yield "\n]\n}\n"


def _members(triples: Sequence[Triple]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for triple in triples:
        if triple.predicate.value == _TYPE:
            _append(members, "type", _class(triple.object))
        else:
            _add(members, triple.predicate.value, triple.object)
    return members


def _add(members: dict[str, Any], predicate: str, one: Any) -> None:
    term = _terms().get(predicate)
    if term is None or (term.by_language and not (isinstance(one, Literal) and one.language)):
        _append(members, predicate, _object(one))
    elif term.by_language:
        _append(members.setdefault(term.name, {}), one.language, one.value)
    else:
        _append(members, term.name, _typed(one, term.type))


def _append(members: dict[str, Any], name: str, value: Any) -> None:
    """One value stands alone, several in a list."""
    if name not in members:
        members[name] = value
    elif isinstance(members[name], list):
        members[name].append(value)
    else:
        members[name] = [members[name], value]


def _typed(one: Any, kind: str) -> Any:
    """A value under a term that the context types: bare where it has that type, else in full."""
    if isinstance(one, Literal):
        bare = not one.language and one.datatype.value == (kind or _XSD + "string")
        return _plain(one) if bare else _object(one)
    if kind == "@vocab" and one.value.startswith(_PK) and one.value[len(_PK) :].isalnum():
        return one.value[len(_PK) :]
    return _id(one) if kind in ("@id", "@vocab") else _object(one)


def _plain(one: Literal) -> Any:
    """A number or truth value of JSON where it says the same characters, else text."""
    kind = one.datatype.value
    if kind == _XSD + "boolean" and one.value in ("true", "false"):
        return one.value == "true"
    whole = kind == _XSD + "integer" and _SAFE_INTEGER.fullmatch(one.value)
    return int(one.value) if whole else one.value


def _object(one: Any) -> dict[str, str]:
    if not isinstance(one, Literal):
        return {"@id": _id(one)}
    if one.language:
        return {"@value": one.value, "@language": one.language}
    if one.datatype.value == _XSD + "string":
        return {"@value": one.value}
    return {"@value": one.value, "@type": one.datatype.value}


def _id(node: Any) -> str:
    return str(node.value) if isinstance(node, NamedNode) else str(node)


def _class(node: NamedNode | BlankNode | Literal | Triple) -> str:
    iri = _id(node)
    local = iri.removeprefix(_PK)
    return local if local != iri and local.isalnum() else iri


@cache
def _context() -> Mapping[str, Any]:
    context: Mapping[str, Any] = json.loads((folder("ontology") / "context.jsonld").read_bytes())["@context"]
    return context


@cache
def _terms() -> Mapping[str, _Term]:
    """The context's terms by the property that they stand for."""
    found = {}
    for name, told in _context().items():
        if isinstance(told, dict):
            kind = told.get("@type", "")
            by_language = told.get("@container") == "@language"
            found[_full(told["@id"])] = _Term(name, kind if kind.startswith("@") else _full(kind), by_language)
    return found


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else name

"""Turtle that people can read and compare: sorted, one predicate a line, the base's nodes by their path.

pyoxigraph's own writer escapes every slash of a prefixed name and orders prefixes as it likes (decision 0031).
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.triples.names import PREFIXES

Term = NamedNode | BlankNode | Literal | Triple
_LOCAL = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_-]*)")
_BELOW_BASE = re.compile(r"[a-z][a-z-]*(?:/(?!\.{1,2}(?:[/#]|$))[^/#?]+)+(?:#[^#]*)?")
_BARE = {
    PREFIXES["xsd"] + "integer": re.compile(r"[+-]?[0-9]+"),
    PREFIXES["xsd"] + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    PREFIXES["xsd"] + "boolean": re.compile(r"true|false"),
}
_ESCAPES = {code: f"\\u{code:04X}" for code in [*range(32), 127]} | str.maketrans(
    {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
)
_RANKS = {"rdf:type": 0, "rdfs:label": 1, "skos:altLabel": 2, "pk:rule": 4, "prov:wasDerivedFrom": 5}
_OTHERS = 3
_LINE = 100
_XSD = PREFIXES["xsd"]


def turtle(triples: Sequence[Triple], base: str) -> str:
    """The document; `triples` stand in order of subject, predicate, object and none twice."""
    writer = _Writer(base)
    nodes = [_node(writer, subject, group) for subject, group in groupby(triples, key=lambda triple: triple.subject)]
    prefixes = [f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(writer.used)]
    return "".join([f"@base <{base}> .\n", *prefixes, *nodes])


def _node(writer: "_Writer", subject: Term, triples: Iterable[Triple]) -> str:
    lines = " ;\n    ".join(_predicates(writer, triples))
    return f"\n{writer.term(subject)} {lines} .\n"


def _predicates(writer: "_Writer", triples: Iterable[Triple]) -> list[str]:
    """What is said of one node: its classes and names first, its evidence last."""
    told = [
        (writer.term(predicate), [writer.term(triple.object) for triple in group])
        for predicate, group in groupby(triples, key=lambda triple: triple.predicate)
    ]
    told.sort(key=lambda pair: (_RANKS.get(pair[0], _OTHERS), pair[0]))
    return [f"{'a' if name == 'rdf:type' else name} {_listed(objects)}" for name, objects in told]


def _listed(objects: list[str]) -> str:
    return (", " if sum(map(len, objects)) < _LINE else ",\n        ").join(objects)


class _Writer:
    """Terms as Turtle; IRIs are remembered, since most are met more than once."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.known: dict[str, str] = {}
        self.used: set[str] = set()

    def term(self, one: Term) -> str:
        if isinstance(one, Literal):
            return self.literal(one)
        if not isinstance(one, NamedNode):
            return str(one)
        if one.value not in self.known:
            self.known[one.value] = self.iri(one.value)
        return self.known[one.value]

    def iri(self, iri: str) -> str:
        if iri.startswith(self.base) and _BELOW_BASE.fullmatch(iri, len(self.base)):
            return f"<{iri[len(self.base) :]}>"
        for prefix, namespace in PREFIXES.items():
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                self.used.add(prefix)
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"

    def literal(self, one: Literal) -> str:
        quoted = f'"{one.value.translate(_ESCAPES)}"'
        if one.language:
            return f"{quoted}@{one.language}"
        kind = one.datatype.value
        if kind == _XSD + "string":
            return quoted
        if kind in _BARE and _BARE[kind].fullmatch(one.value):
            return one.value
        return f"{quoted}^^{self.term(one.datatype)}"

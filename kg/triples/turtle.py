"""Turtle that people can read and compare: sorted, one predicate a line, the base's nodes by their path.

pyoxigraph's own writer escapes every slash of a prefixed name and orders prefixes as it likes (decision 0031). What it
writes fast are N-Triples; Turtle is made of their text, so that no term is ever a Python object.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import repeat

from kg.triples.names import PREFIXES

_LOCAL = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_-]*)")
_BELOW_BASE = re.compile(r"[a-z][a-z-]*(?:/(?!\.{1,2}(?:[/#]|$))[^/#?]+)+(?:#[^#]*)?")
_BARE = {
    f"<{PREFIXES['xsd']}integer>": re.compile(r"[+-]?[0-9]+"),
    f"<{PREFIXES['xsd']}decimal>": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    f"<{PREFIXES['xsd']}boolean>": re.compile(r"true|false"),
}
_ESCAPE = re.compile(r"\\(?:u[0-9A-F]{4}|.)")
_REWRITTEN = {"\\b": "\\u0008", "\\f": "\\u000C", "\\uFFFE": "\ufffe", "\\uFFFF": "\uffff"}
_RANKS = {"a": 0, "rdfs:label": 1, "skos:altLabel": 2, "pk:rule": 4, "prov:wasDerivedFrom": 5}
_OTHERS = 3
_LINE = 100


def turtle(lines: Iterable[str], base: str) -> str:
    """The document from triples as N-Triples, one a line without its end, in any order and any number of times."""
    told: dict[str, list[str]] = {}
    for line in lines:
        subject, _, said = line.removesuffix(" .").partition(" ")
        if subject in told:
            told[subject].append(said)
        else:
            told[subject] = [said]
    writer = _Writer(base)
    nodes = [writer.node(subject, told[subject]) for subject in sorted(told, key=_order)]
    prefixes = [f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(writer.used)]
    return "".join([f"@base <{base}> .\n", *prefixes, *nodes])


def _order(term: str) -> str:
    """`<a>` stands before `<a/b>`."""
    return term.rstrip(">")


class _Writer:
    """Terms of N-Triples as Turtle. IRIs and numbers are remembered, since most are met more than once."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.used: set[str] = set()
        self.known = cache(self._iri_or_typed)
        self.predicate = cache(self._predicate)

    def node(self, subject: str, said: Iterable[str]) -> str:
        """What is said of one node: its classes and names first, its evidence last."""
        objects: dict[tuple[int, str], list[str]] = {}
        for predicate, _, one in map(str.partition, dict.fromkeys(said), repeat(" ")):
            objects.setdefault(self.predicate(predicate), []).append(one)
        told = " ;\n    ".join([f"{rank[1]} {self._listed(objects[rank])}" for rank in sorted(objects)])
        return f"\n{self.known(subject)} {told} .\n"

    def _predicate(self, iri: str) -> tuple[int, str]:
        """Where a predicate stands among others, and its name."""
        name = self.known(iri)
        name = "a" if name == "rdf:type" else name
        return _RANKS.get(name, _OTHERS), name

    def _listed(self, objects: list[str]) -> str:
        if len(objects) == 1:
            return self.term(objects[0])
        terms = [self.term(one) for one in sorted(objects, key=_order)]
        return (", " if sum(map(len, terms)) < _LINE else ",\n        ").join(terms)

    def term(self, one: str) -> str:
        """A term; texts are not remembered."""
        if one[0] != '"' or one[-1] == ">":
            return self.known(one)
        return _ESCAPE.sub(_rewritten, one) if "\\" in one else one

    def _iri_or_typed(self, one: str) -> str:
        if one[0] == '"':
            return self._typed(one)
        return self._iri(one[1:-1]) if one[0] == "<" != one[1] else one

    def _iri(self, iri: str) -> str:
        if iri.startswith(self.base) and _BELOW_BASE.fullmatch(iri, len(self.base)):
            return f"<{iri[len(self.base) :]}>"
        for prefix, namespace in PREFIXES.items():
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                self.used.add(prefix)
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"

    def _typed(self, one: str) -> str:
        quoted, _, datatype = one.rpartition("^^")
        if datatype in _BARE and _BARE[datatype].fullmatch(quoted, 1, len(quoted) - 1):
            return quoted[1:-1]
        return f"{_ESCAPE.sub(_rewritten, quoted)}^^{self.known(datatype)}"


def _rewritten(escape: re.Match[str]) -> str:
    """N-Triples' escapes that the documents have in another way."""
    return _REWRITTEN.get(escape[0], escape[0])

"""Constraints: the ontology's SHACL shapes, asked of triples. Importing pyshacl takes half a second: only here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Quad, Triple

from kg.errors import DataError
from kg.resources import folder

if TYPE_CHECKING:
    import rdflib

_FILES = ("peacekg.ttl", "concepts.ttl")


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a shape: by which property (empty for the node itself), and what should be so.

    `severity` is "Violation", or "Warning" where the graph is still of use.
    """

    node: str
    path: str
    message: str
    severity: str
    value: str = ""


def violations(triples: Iterable[Triple | Quad]) -> list[Violation]:
    """What breaks the ontology's shapes, in a fixed order. Classes and concepts are known from the ontology."""
    import pyshacl  # noqa: PLC0415

    _, report, text = pyshacl.validate(_with_terms(_graph(triples)), shacl_graph=_ontology(), inplace=True)
    if isinstance(report, Exception):
        raise DataError(f"ontology: the shapes cannot be read: {text}")
    return sorted(set(_results(report)))


def _graph(triples: Iterable[Triple | Quad]) -> rdflib.Graph:
    import rdflib  # noqa: PLC0415

    from kg.triples.formats import serialize  # noqa: PLC0415

    return rdflib.Graph().parse(data=serialize(triples, "ntriples"), format="nt")


def _with_terms(graph: rdflib.Graph) -> rdflib.Graph:
    """What shapes ask of classes and concepts: which class is below which, and which scheme a concept is in."""
    from rdflib.namespace import RDFS, SKOS  # noqa: PLC0415

    for predicate in (RDFS.subClassOf, SKOS.inScheme):
        for subject, value in _ontology().subject_objects(predicate):
            graph.add((subject, predicate, value))
    return graph


@cache
def _ontology() -> rdflib.Graph:
    import rdflib  # noqa: PLC0415

    graph = rdflib.Graph()
    for name in _FILES:
        graph.parse(folder("ontology") / name, format="turtle")
    return graph


def _results(report: rdflib.Graph) -> Iterator[Violation]:
    from rdflib.namespace import SH  # noqa: PLC0415

    for result in report.objects(None, SH.result):
        told = [_told(report.value(result, name)) for name in (SH.focusNode, SH.resultPath, SH.resultMessage)]
        severity = _told(report.value(result, SH.resultSeverity)).rsplit("#", 1)[-1]
        yield Violation(told[0], told[1], told[2], severity, _told(report.value(result, SH.value)))


def _told(term: object) -> str:
    return "" if term is None else str(term)

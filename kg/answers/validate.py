"""What is wrong with a graph: broken shapes, broken rules, and passages that do not stand where they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from kg.answers.parameters import iri
from kg.answers.passages import pages_titled
from kg.answers.queries import Query, rules
from kg.answers.tables import shown
from kg.triples.names import PREFIXES

if TYPE_CHECKING:
    from kg.answers.graph import Graph

_SLICES = f"""
PREFIX dcterms: <{PREFIXES["dcterms"]}>
PREFIX nif: <{PREFIXES["nif"]}>
PREFIX rdfs: <{PREFIXES["rdfs"]}>
SELECT ?passage ?begin ?end ?anchor ?title WHERE {{
  ?passage nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?anchor ; nif:referenceContext ?page .
  ?page dcterms:title|rdfs:label ?title
}}
ORDER BY ?title ?begin ?end
"""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: by which check ("shape", a rule's name, "passage"), with which node, what to do.

    A warning leaves the graph of use.
    """

    check: str
    node: str
    message: str
    solution: str = ""
    warning: bool = False

    def __str__(self) -> str:
        start = "warning: " if self.warning else ""
        return f"{start}{self.check}: {self.node}: {self.message} {self.solution}".rstrip()


def validate(graph: Graph, sources: Sequence[str] = ()) -> tuple[Problem, ...]:
    """All problems, in a fixed order; passages are only compared where `sources` give the wikitext."""
    found: Iterable[Problem] = chain(broken_shapes(graph), *(broken_rule(graph, rule) for rule in rules()))
    if sources:
        found = chain(found, moved_passages(graph, sources))
    return tuple(sorted(set(found)))


def broken_shapes(graph: Graph) -> Iterator[Problem]:
    """One problem for each node and property that breaks a shape of the ontology (SHACL)."""
    from kg.triples.shapes import violations  # noqa: PLC0415 (imports pyshacl: 0.5 s)

    for found in violations(graph):
        of = f"{_shown(found.path)}: " if found.path else ""
        value = f" (here: {_shown(found.value)})" if found.value else ""
        yield Problem("shape", _shown(found.node), f"{of}{found.message}{value}", warning=found.severity == "Warning")


def _shown(text: str) -> str:
    return shown(node) if (node := iri(text)) else text


def broken_rule(graph: Graph, rule: Query) -> Iterator[Problem]:
    """One problem for each row that a rule of `queries/verify` returns."""
    rows = graph.run(rule.text)
    for cells in rows.terms:
        details = ", ".join(
            f"{name} {shown(term)}" for name, term in zip(rows.variables[1:], cells[1:], strict=True) if term
        )
        yield Problem(rule.name, shown(cells[0]), f"{rule.problem}{f' ({details})' if details else ''}", rule.solution)


def moved_passages(graph: Graph, sources: Sequence[str]) -> Iterator[Problem]:
    """Passages whose slice is not what the wikitext has at their offsets."""
    rows = list(graph.run(_SLICES))
    texts = {page.title: page.text for page in pages_titled(sources, frozenset(str(row["title"]) for row in rows))}
    for row in rows:
        text = texts.get(str(row["title"]))
        begin, end = int(row["begin"] or 0), int(row["end"] or 0)
        if text is None:
            missing = f"the page {row['title']!r} is not among the sources."
            yield Problem("passage", str(row["passage"]), missing, _NAME_IT.format(row["title"]))
        elif text[begin:end] != row["anchor"]:
            yield Problem("passage", str(row["passage"]), f"the page {row['title']!r} has other words there.", _REBUILD)


_NAME_IT = "A file of another name is given with its title: --source '{}=FILE'."
_REBUILD = "The graph was built from another revision; build it anew from this one, or give that one as --source."

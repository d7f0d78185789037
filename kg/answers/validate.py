"""What is wrong with a graph: broken shapes, broken rules, and passages that do not stand where they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from kg.answers.parameters import PREFIXES
from kg.answers.passages import pages_titled
from kg.answers.queries import Query, rules
from kg.answers.tables import shown

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
    """One thing that is wrong: by which check ("shape", a rule's name, "passage"), with which node, and what to do."""

    check: str
    node: str
    message: str
    solution: str = ""

    def __str__(self) -> str:
        return f"{self.check}: {self.node}: {self.message}" + (f" {self.solution}" if self.solution else "")


def validate(graph: Graph, sources: Sequence[str] = ()) -> tuple[Problem, ...]:
    """All problems, in a fixed order; passages are only compared where `sources` give the wikitext."""
    found: Iterable[Problem] = chain(broken_shapes(graph), *(broken_rule(graph, rule) for rule in rules()))
    if sources:
        found = chain(found, moved_passages(graph, sources))
    return tuple(sorted(set(found)))


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
            yield Problem("passage", str(row["passage"]), f"the page {row['title']!r} is not among the sources.")
        elif text[begin:end] != row["anchor"]:
            yield Problem("passage", str(row["passage"]), f"the page {row['title']!r} has other words there.", _REBUILD)


_REBUILD = "The graph was built from another revision; build it anew from this one, or give that one as --source."

"""Names to pages: every label, other name and abbreviation of the graph, looked through for some words."""

from dataclasses import dataclass, field

from kg.answers.graph import Graph
from kg.explorer.names import HEAD
from kg.triples.names import PREFIXES

_NAMES = """
SELECT ?node ?name ?label ?class WHERE {
  { SELECT DISTINCT ?node ?name { ?node rdfs:label|skos:altLabel|pk:abbreviation ?name } }
  OPTIONAL { ?node a ?class }
  OPTIONAL { ?node rdfs:label ?label FILTER(LANG(?label) IN ("", "en")) }
}
"""
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Hit:
    """A node whose name has the words; `name` is the name that has them."""

    iri: str
    label: str
    kind: str
    name: str


@dataclass(slots=True)
class Index:
    """All names of a graph, read when the first search comes."""

    graph: Graph
    _names: list[tuple[str, Hit]] = field(default_factory=list)

    def find(self, words: str, most: int = 100) -> list[Hit]:
        """The nodes with all these words in one of their names: whole names first, then beginnings, then the rest."""
        asked = words.casefold().split()[:10]
        if not asked:
            return []
        found: dict[str, tuple[int, Hit]] = {}
        for folded, hit in self._all():
            if all(word in folded for word in asked):
                rank = _rank(folded, " ".join(asked))
                if hit.iri not in found or rank < found[hit.iri][0]:
                    found[hit.iri] = (rank, hit)
        return [hit for _, hit in sorted(found.values(), key=lambda pair: (pair[0], pair[1].label))][:most]

    def _all(self) -> list[tuple[str, Hit]]:
        if not self._names:
            hits = (
                Hit(str(row["node"]), str(row["label"] or name)[:_LONGEST], _kind(row["class"]), name)
                for row in self.graph.run(HEAD + _NAMES)
                if str(row["class"]).startswith(PREFIXES["pk"]) and (name := str(row["name"])[:_LONGEST])
            )
            ordered = sorted(hits, key=lambda hit: (hit.label, hit.iri, hit.name, hit.kind))
            self._names = [(hit.name.casefold(), hit) for hit in ordered]
        return self._names


def _kind(iri: object) -> str:
    return str(iri).rpartition("#")[2]


def _rank(folded: str, asked: str) -> int:
    if folded == asked:
        return 0
    return 1 if folded.startswith(asked) else 2

"""The nodes of a class in order, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.answers.graph import Graph
from kg.explorer.names import HEAD

PAGE = 100
_LONGEST = 200
# Sorted here, not by ORDER BY: the engine looks up an IRI on the disk each time that it compares it.
_NODES = """
SELECT ?node ?name ?date ?start WHERE {
  ?node a pk:%s
  OPTIONAL { ?node rdfs:label ?name FILTER(LANG(?name) IN ("", "en")) }
  OPTIONAL { ?node pk:date ?date }
  OPTIONAL { ?node pk:start ?start }
}
"""


@dataclass(slots=True)
class Lists:
    """All nodes of a class by date and name, those without a date last; put in order when it is first asked for."""

    graph: Graph
    _kept: dict[str, list[str]] = field(default_factory=dict)

    def all(self, kind: str) -> Sequence[str]:
        """Every node of a class."""
        if kind not in self._kept:
            self._kept[kind] = self._ordered(kind)
        return self._kept[kind]

    def _ordered(self, kind: str) -> list[str]:
        keys: dict[str, tuple[str, str]] = {}
        for row in self.graph.run(HEAD + _NODES % kind):
            date, name = str(row["date"] or row["start"] or "~"), str(row["name"] or "~")[:_LONGEST]
            key = (date, name.casefold())
            keys[str(row["node"])] = min(key, keys.get(str(row["node"]), key))
        return sorted(keys, key=lambda node: (keys[node], node))

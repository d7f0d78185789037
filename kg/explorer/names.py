"""What to call a node on a page, and where its page is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from pyoxigraph import Literal, NamedNode, Triple

from kg.answers.graph import Graph
from kg.answers.model import Term
from kg.answers.tables import shown
from kg.explorer.shape import named
from kg.triples.names import PREFIXES

HEAD = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
_MOST = 2000
_LABELS = """
SELECT ?node (MIN(?text) AS ?label) (MIN(STR(?type)) AS ?class) (MIN(STR(?day)) AS ?date) (MIN(?where) AS ?place)
WHERE {
  VALUES ?node { %s }
  OPTIONAL { ?node rdfs:label ?text FILTER(LANG(?text) IN ("", "en")) }
  OPTIONAL { ?node a ?type FILTER(STRSTARTS(STR(?type), STR(pk:))) }
  OPTIONAL { ?node pk:date ?day }
  OPTIONAL { ?node pk:place/rdfs:label ?where }
}
GROUP BY ?node
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table on a page: its text, where it leads, and whether it is a number."""

    text: str
    href: str = ""
    number: bool = False
    outside: bool = False

    @property
    def brief(self) -> bool:
        """Whether it is short enough never to be broken: a date, a number, a word."""
        return len(self.text) <= 12


def labels(graph: Graph, nodes: Iterable[str]) -> dict[str, str]:
    """A name for each of these nodes that has one; a fact is named by its class, date and place."""
    asked = " ".join(str(NamedNode(node)) for node in sorted(set(nodes))[:_MOST])
    return {str(row["node"]): text for row in graph.run(HEAD + _LABELS % asked) if (text := _name(row))}


def _name(row: Mapping[str, object]) -> str:
    if row["label"]:
        return cut(str(row["label"]))
    kind = named(NamedNode(str(row["class"]))).capitalize() if row["class"] else ""
    return ", ".join(str(part) for part in (kind, row["place"], row["date"]) if part)[:400] if kind else ""


def node_url(iri: str) -> str:
    """The page of a node.

    >>> node_url("urn:a&b")
    '/node?iri=urn%3Aa%26b'
    """
    return "/node?" + urlencode({"iri": iri})


def outside_url(text: str) -> str:
    """The text where it is a web address that a reader may follow, else nothing: no other scheme becomes a link.

    >>> outside_url("https://example.org/a"), outside_url("javascript:alert(1)"), outside_url("http://[")
    ('https://example.org/a', '', '')
    """
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.netloc else ""


def cells(graph: Graph, rows: Iterable[Iterable[Term | None]]) -> list[list[Cell]]:
    """Rows of terms as cells: nodes of the graph are links with their names, web addresses lead outside."""
    taken = [list(row) for row in rows]
    nodes = {cell.value for row in taken for cell in row if isinstance(cell, NamedNode)}
    known = labels(graph, nodes) if nodes else {}
    return [[_cell(cell, known) for cell in row] for row in taken]


def _cell(term: Term | None, known: Mapping[str, str]) -> Cell:
    if isinstance(term, NamedNode):
        return _node(term, known)
    if isinstance(term, Literal):
        number = term.datatype.value in _NUMBERS
        return Cell(_grouped(term.value) if number else cut(shown(term)), outside_url(term.value), number, True)
    return Cell(" ".join(map(shown, term)) if isinstance(term, Triple) else shown(term))


def _node(term: NamedNode, known: Mapping[str, str]) -> Cell:
    if term.value.startswith(PREFIXES["pk"]):
        return Cell(known.get(term.value) or named(term))
    if term.value in known or not outside_url(term.value):
        return Cell(cut(known.get(term.value, shown(term))), node_url(term.value))
    own = term.value.startswith("https://w3id.org/peacekg/id/")
    return Cell(cut(shown(term)), node_url(term.value) if own else outside_url(term.value), outside=not own)


_NUMBERS = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float", "int", "long"))


def _grouped(text: str) -> str:
    """Large numbers in groups of three; years and numbers of resolutions stay as they are."""
    return f"{int(text):,}" if text.lstrip("-").isdecimal() and 5 <= len(text) < 19 else cut(text)


def cut(text: str, longest: int = 400) -> str:
    """A text that a page can hold: long ones end in an ellipsis."""
    return text if len(text) <= longest else f"{text[:longest]}…"

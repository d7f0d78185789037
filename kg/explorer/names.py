"""What to call a node on a page, and where its page is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode, urlsplit

from pyoxigraph import Literal, NamedNode, Triple

from kg.answers.graph import Graph
from kg.answers.model import Term
from kg.answers.tables import shown
from kg.explorer.shape import named, spaced
from kg.triples.names import PREFIXES

HEAD = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
_MOST = 2000
_BRIEF = 24
_LONGEST_ADDRESS = 70
_LABELS = """
SELECT ?node (MIN(?text) AS ?label) (MIN(?letters) AS ?short) WHERE {
  VALUES ?node { %s }
  ?node rdfs:label ?text FILTER(LANG(?text) IN ("", "en"))
  OPTIONAL { ?node pk:abbreviation ?letters }
}
GROUP BY ?node
"""
_DESCRIBED = """
SELECT ?node
  (MIN(STR(?type)) AS ?class) (MIN(STR(?day)) AS ?date) (MIN(?other) AS ?about)
  (MIN(STR(?measured)) AS ?measure) (MIN(STR(?amount)) AS ?value)
WHERE {
  VALUES ?node { %s }
  ?node a ?type FILTER(STRSTARTS(STR(?type), STR(pk:)))
  OPTIONAL { ?node pk:date|pk:start ?day }
  OPTIONAL { ?node (pk:place|pk:person|pk:contributor)/rdfs:label ?other }
  OPTIONAL { ?node pk:measure ?measured ; pk:value ?amount }
}
GROUP BY ?node
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table on a page: its text (`whole` where that is cut), where it leads, and whether it is a number."""

    text: str
    href: str = ""
    number: bool = False
    outside: bool = False
    whole: str = ""

    @property
    def brief(self) -> bool:
        """Whether it is short enough never to be broken: a date, a number, a word."""
        return len(self.text) <= 12


def labels(graph: Graph, nodes: Iterable[str]) -> dict[str, str]:
    """A name for each of these nodes that has one; a fact is named by its class, what it is about, and its date."""
    return {node: text for node, (text, _) in _names(graph, nodes).items()}


def _names(graph: Graph, nodes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The same, each with its abbreviation (else empty)."""
    asked = sorted(set(nodes))[:_MOST]
    labelled = (row for row in _about(graph, _LABELS, asked) if row["label"])
    found = {str(row["node"]): (cut(str(row["label"])), str(row["short"] or "")[:_BRIEF]) for row in labelled}
    others = _about(graph, _DESCRIBED, [node for node in asked if node not in found])
    return found | {str(row["node"]): (_description(row), "") for row in others}


def _about(graph: Graph, query: str, nodes: Sequence[str]) -> Iterable[Mapping[str, object]]:
    return graph.run(HEAD + query % " ".join(str(NamedNode(node)) for node in nodes)) if nodes else ()


def _description(row: Mapping[str, object]) -> str:
    """What a fact is called: its class, what it is about, its date."""
    kind, measure = (named(NamedNode(str(row[name]))) if row[name] else "" for name in ("class", "measure"))
    told = f"{measure} {_grouped(str(row['value']))}" if measure else row["about"]
    return cut(", ".join(str(part) for part in (kind.capitalize(), told, row["date"]) if part))


@lru_cache(maxsize=4096)
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


def cells(graph: Graph, rows: Iterable[Iterable[Term | None]], *, brief: bool = False) -> list[list[Cell]]:
    """Rows of terms as cells: nodes of the graph are links with their names, web addresses lead outside.

    Where they are to be brief, what has a long name goes by its abbreviation.
    """
    taken = [list(row) for row in rows]
    nodes = {cell.value for row in taken for cell in row if isinstance(cell, NamedNode)}
    known = _names(graph, nodes) if nodes else {}
    return [[_cell(cell, known, brief) for cell in row] for row in taken]


def _cell(term: Term | None, known: Mapping[str, tuple[str, str]], brief: bool) -> Cell:
    if isinstance(term, NamedNode):
        return _node(term, known, brief)
    if isinstance(term, Literal):
        number = term.datatype.value in _NUMBERS
        href = outside_url(term.value)
        text = _grouped(term.value) if number else _address(term.value) if href else cut(shown(term))
        return Cell(text, href, number, outside=True)
    return Cell(" ".join(map(shown, term)) if isinstance(term, Triple) else shown(term))


def _node(term: NamedNode, known: Mapping[str, tuple[str, str]], brief: bool) -> Cell:
    name, letters = known.get(term.value, ("", ""))
    if term.value.startswith(PREFIXES["pk"]):
        return Cell(name or named(term))
    if name or not outside_url(term.value):
        short = brief and letters and len(name) > _BRIEF
        return Cell(letters if short else cut(name or shown(term)), node_url(term.value), whole=name if short else "")
    own = term.value.startswith("https://w3id.org/peacekg/id/")
    text = shown(term)
    text = _address(text) if outside_url(text) else cut(text)
    return Cell(text, node_url(term.value) if own else outside_url(term.value), outside=not own)


def _address(url: str) -> str:
    """A web address as a reader needs it: without its scheme, and not too long.

    >>> _address("https://example.org/a/")
    'example.org/a'
    """
    return cut(url.partition("://")[2].rstrip("/"), _LONGEST_ADDRESS)


@lru_cache(maxsize=1024)
def named_property(node: NamedNode) -> str:
    """A property in words.

    >>> named_property(NamedNode(PREFIXES["pk"] + "operatesIn")), named_property(NamedNode(PREFIXES["rdfs"] + "label"))
    ('operates in', 'name')
    """
    text = named(node)
    local = text.partition(":")[2] if ":" in text and "/" not in text else text
    return _PLAIN.get(text, "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in local).strip())


def plural(kind: str) -> str:
    """The nodes of a class, in words.

    >>> plural("ArmedGroup"), plural("Country"), plural("Person")
    ('armed groups', 'countries', 'people')
    """
    return _PLURALS.get(kind, f"{spaced(kind)}s")


_PLURALS = {"Country": "countries", "Person": "people", "Casualties": "casualties"}
_PLAIN = {
    "rdfs:label": "name",
    "geo:lat": "latitude",
    "geo:long": "longitude",
    "skos:altLabel": "other name",
    "schema:mainEntityOfPage": "article",
    "schema:url": "web address",
    "schema:archivedAt": "archived at",
    "skos:closeMatch": "close to",
    "skos:exactMatch": "same as",
    "nif:referenceContext": "page",
    "nif:anchorOf": "wikitext",
}
_NUMBERS = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float", "int", "long"))


def _grouped(text: str) -> str:
    """Large numbers in groups of three; years and numbers of resolutions stay as they are."""
    return f"{int(text):,}" if text.lstrip("-").isdecimal() and 5 <= len(text) < 19 else cut(text)


def cut(text: str, longest: int = 400) -> str:
    """A text that a page can hold: long ones end in an ellipsis."""
    return text if len(text) <= longest else f"{text[:longest]}…"

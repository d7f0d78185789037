"""The graph described as a data set: DCAT 3 and VoID, with licence, provenance and counts."""

from collections.abc import Iterator
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from kg.answers.graph import Graph
from kg.answers.tables import shown
from kg.triples.names import PREFIXES, term

_DCAT = "http://www.w3.org/ns/dcat#"
_LICENSE = "https://creativecommons.org/licenses/by-sa/4.0/"
_DESCRIPTION = (
    "Missions, their leaders, contingents, casualties, attacks and resolutions as articles tell them; "
    "each fact with the passages that it was read from and the sources cited there."
)
_COUNTS = "SELECT ?of (COUNT(*) AS ?n) WHERE { ?s %s ?of } GROUP BY ?of ORDER BY ?of"
_USED = "SELECT ?of (COUNT(*) AS ?n) WHERE { ?s ?of ?o } GROUP BY ?of ORDER BY ?of"
_PAGES = """PREFIX pk: <https://w3id.org/peacekg/ontology#> PREFIX schema: <https://schema.org/>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?page ?url ?day ?license WHERE {
  ?page a pk:Page
  OPTIONAL { ?page schema:url ?url } OPTIONAL { ?page dcterms:modified ?day }
  OPTIONAL { ?page dcterms:license ?license } } ORDER BY ?page"""
_DISTINCT = "SELECT (COUNT(DISTINCT ?%s) AS ?n) WHERE { ?s ?p ?o }"


def describe(graph: Graph) -> Iterator[Triple]:
    """The triples of the description; the data set's IRI is the graph's base followed by `dataset`."""
    whole = NamedNode(f"{graph.base}dataset")
    yield Triple(whole, term("rdf:type"), NamedNode(f"{_DCAT}Dataset"))
    yield Triple(whole, term("rdf:type"), term("void:Dataset"))
    yield Triple(whole, term("dcterms:title"), Literal("PeaceKG: peacekeeping missions", language="en"))
    yield Triple(whole, term("dcterms:description"), Literal(_DESCRIPTION, language="en"))
    yield Triple(whole, term("dcterms:license"), NamedNode(_LICENSE))
    yield Triple(whole, term("void:uriSpace"), Literal(graph.base))
    yield Triple(whole, term("void:vocabulary"), NamedNode(PREFIXES["pk"].rstrip("#")))
    yield Triple(whole, term("void:triples"), Literal(len(graph)))
    for name, variable in (("distinctSubjects", "s"), ("properties", "p"), ("distinctObjects", "o")):
        yield Triple(whole, term(f"void:{name}"), Literal(_number(graph, _DISTINCT % variable)))
    yield from _partitions(graph, whole, "class", _COUNTS % "a", "entities")
    yield from _partitions(graph, whole, "property", _USED, "triples")
    yield from _provenance(graph, whole)


def _number(graph: Graph, query: str) -> int:
    return int(str(graph.run(query)[0]["n"]))


def _partitions(graph: Graph, whole: NamedNode, kind: str, query: str, count: str) -> Iterator[Triple]:
    """How many there are of each class, or triples of each property."""
    for row in graph.run(query):
        of = NamedNode(str(row["of"]))
        part = NamedNode(f"{whole.value}/{kind}/{quote(shown(of).replace(':', '-', 1), safe='')}")
        yield Triple(whole, term(f"void:{kind}Partition"), part)
        yield Triple(part, term(f"void:{kind}"), of)
        yield Triple(part, term(f"void:{count}"), Literal(int(str(row["n"]))))


def _provenance(graph: Graph, whole: NamedNode) -> Iterator[Triple]:
    """The pages that it was read from, and the newest of their dates."""
    rows = list(graph.run(_PAGES))
    for row in rows:
        yield Triple(whole, term("prov:wasDerivedFrom"), NamedNode(str(row["page"])))
    days = [str(row["day"]) for row in rows if row["day"]]
    if days:
        kind = "dateTime" if "T" in max(days) else "date"
        yield Triple(whole, term("dcterms:modified"), Literal(max(days), datatype=term(f"xsd:{kind}")))

"""What the endpoint says of itself (SPARQL 1.1 Service Description), with VoID's counts of the data set."""

from pyoxigraph import Literal, NamedNode, Triple, serialize

from kg.answers.graph import Graph
from kg.explorer.sparql import GRAPHS, RESULTS
from kg.triples.names import PREFIXES

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML",
}


def description(graph: Graph, url: str, form: str) -> tuple[bytes, str]:
    """The description of the endpoint at `url`: body and media type, in one of the formats of graphs."""
    service, data = NamedNode(url), NamedNode(f"{url}#dataset")
    default = NamedNode(f"{url}#graph")
    rdf_type, void = NamedNode(PREFIXES["rdf"] + "type"), PREFIXES["void"]
    triples = [
        Triple(service, rdf_type, NamedNode(f"{_SD}Service")),
        Triple(service, NamedNode(f"{_SD}endpoint"), service),
        Triple(service, NamedNode(f"{_SD}supportedLanguage"), NamedNode(f"{_SD}SPARQL11Query")),
        Triple(service, NamedNode(f"{_SD}feature"), NamedNode(f"{_SD}UnionDefaultGraph")),
        *(
            Triple(service, NamedNode(f"{_SD}resultFormat"), NamedNode(_FORMATS + _NAMES[name]))
            for name in (*RESULTS, *GRAPHS)
        ),
        Triple(service, NamedNode(f"{_SD}defaultDataset"), data),
        Triple(data, rdf_type, NamedNode(f"{_SD}Dataset")),
        Triple(data, NamedNode(f"{_SD}defaultGraph"), default),
        Triple(default, rdf_type, NamedNode(f"{_SD}Graph")),
        Triple(default, NamedNode(f"{void}triples"), Literal(len(graph))),
    ]
    kind, known = GRAPHS[form]
    return serialize(triples, format=known, prefixes={"sd": _SD, **PREFIXES}) or b"", kind

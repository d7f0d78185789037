"""Prefixes and the names of terms; the one place where namespaces are spelled out for writing."""

from collections.abc import Mapping
from functools import cache

from pyoxigraph import NamedNode

BASE = "https://w3id.org/peacekg/id/"
PREFIXES: Mapping[str, str] = {
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pk": "https://w3id.org/peacekg/ontology#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@cache
def term(name: str) -> NamedNode:
    """The IRI of a name with prefix; a prefix that is not known is a fault of the program (KeyError).

    >>> term("pk:headquarters").value
    'https://w3id.org/peacekg/ontology#headquarters'
    """
    prefix, local = name.split(":", 1)
    return NamedNode(PREFIXES[prefix] + local)

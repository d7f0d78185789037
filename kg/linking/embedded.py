"""Links that the shipped gazetteers know: countries, by any of their names. No network, no guess."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.linking.model import Link
from kg.values.countries import country_named

_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_COUNTRY = NamedNode("https://w3id.org/peacekg/ontology#Country")


def country_links(triples: Iterable[Triple | Quad]) -> Iterator[Triple]:
    """`owl:sameAs` for each country of these triples whose label the gazetteer knows."""
    for link in find_countries(triples):
        yield link.triple()


def find_countries(triples: Iterable[Triple | Quad]) -> Iterator[Link]:
    """A link for each country; a node whose labels name several countries gets none."""
    countries: set[NamedNode] = set()
    labels: dict[NamedNode, set[str]] = {}
    for triple in triples:
        subject = triple.subject
        if not isinstance(subject, NamedNode):
            continue
        if triple.predicate == _TYPE and triple.object == _COUNTRY:
            countries.add(subject)
        elif triple.predicate == _LABEL and isinstance(triple.object, Literal):
            labels.setdefault(subject, set()).add(triple.object.value)
    for node in sorted(countries, key=str):
        found = {country.qid for label in labels.get(node, ()) if (country := country_named(label)) and country.qid}
        if len(found) == 1:
            yield Link(node, found.pop(), "gazetteer")

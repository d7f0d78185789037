import pytest
from pyoxigraph import Literal, NamedNode, Triple

from kg.linking.embedded import country_links, find_countries
from kg.linking.model import SAME_AS
from kg.triples.names import term


def country(iri: str, *names: str) -> list[Triple]:
    node = NamedNode(iri)
    labels = [Triple(node, term("rdfs:label"), Literal(name, language="en")) for name in names]
    return [Triple(node, term("rdf:type"), term("pk:Country")), *labels]


@pytest.mark.parametrize(
    ("name", "qid"), [("Chad", "Q657"), ("Côte d'Ivoire", "Q1008"), ("Denmark", "Q35"), ("Netherlands", "Q55")]
)
def test_a_country_is_linked(name: str, qid: str) -> None:
    links = list(country_links(country("urn:c", name)))
    assert links == [Triple(NamedNode("urn:c"), SAME_AS, term(f"wd:{qid}"))]


def test_what_is_no_country_is_not_linked() -> None:
    person = [
        Triple(NamedNode("urn:p"), term("rdf:type"), term("pk:Person")),
        Triple(NamedNode("urn:p"), term("rdfs:label"), Literal("Chad")),
    ]
    assert list(country_links([*person, *country("urn:x", "Atlantis")])) == []


def test_labels_that_name_two_countries_link_to_neither() -> None:
    assert list(find_countries(country("urn:c", "Chad", "Togo"))) == []


def test_links_come_in_a_fixed_order() -> None:
    triples = [*country("urn:b", "Togo"), *country("urn:a", "Chad")]
    assert [link.node.value for link in find_countries(triples)] == ["urn:a", "urn:b"]

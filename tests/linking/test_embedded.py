"""Links that every build makes: countries by the labels of the gazetteer."""

from pyoxigraph import Literal, NamedNode, Triple

import kg
from kg.linking.embedded import country_links
from kg.triples.names import term

NODE = NamedNode("https://w3id.org/peacekg/id/country/X")


def links(*labels: str, kind: str = "pk:Country") -> list[str]:
    told = [Triple(NODE, term("rdfs:label"), Literal(label, language="en")) for label in labels]
    return [triple.object.value for triple in country_links([Triple(NODE, term("rdf:type"), term(kind)), *told])]  # type: ignore[union-attr]


def test_a_country_is_linked_by_any_of_its_names() -> None:
    assert links("Ivory Coast") == ["http://www.wikidata.org/entity/Q1008"]
    assert links("Ivory Coast", "Côte d'Ivoire") == ["http://www.wikidata.org/entity/Q1008"]


def test_what_is_no_country_or_several_is_not() -> None:
    assert links("Atlantis") == []
    assert links("Mali", "Niger") == []
    assert links("Mali", kind="pk:Place") == []


def test_a_built_graph_has_them() -> None:
    graph = kg.build("'''X''' was a peacekeeping mission in [[Mali]].", title="X Mission")
    assert "<http://www.wikidata.org/entity/Q912>" in {str(triple.object) for triple in graph}

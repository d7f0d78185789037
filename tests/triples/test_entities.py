"""Entities: one label, other names beside it, the article's address."""

import pytest
from pyoxigraph import NamedNode

from kg.documents.model import Span
from kg.facts.model import Attack, Casualties, Entity, Evidence, Fact, Name
from kg.triples.entities import article_url, entities_of, entity_triples, label_of
from kg.triples.names import term

B = "https://x.org/"


@pytest.mark.parametrize(
    ("entity", "label"),
    [
        (Entity("Place", "the town", "Zenda (town)#History"), "Zenda"),
        (Entity("Place", "Zenda"), "Zenda"),
        (Entity("Country", "Ireland", "Republic of Ireland"), "Ireland"),
        (Entity("Mission", "UNMIR", "United_Nations_Mission in Ruritania"), "United Nations Mission in Ruritania"),
        (Entity("Organization", "x", "(Group)"), "(Group)"),
    ],
)
def test_the_one_label(entity: Entity, label: str) -> None:
    assert label_of(entity).text == label


def test_other_names_leave_out_the_label_and_nothing() -> None:
    entity = Entity("Person", "J. Doe", "Jane Doe", (Name("Jane Doe"), Name("Jane Doe", "fr"), Name(" ")))
    names = {str(triple.object) for triple in entity_triples(entity, B) if triple.predicate == term("skos:altLabel")}
    assert names == {'"J. Doe"@en', '"Jane Doe"@fr'}


def test_armed_groups_are_organizations_too() -> None:
    kinds = [t.object for t in entity_triples(Entity("ArmedGroup", "x"), B) if t.predicate == term("rdf:type")]
    assert kinds == [term("pk:ArmedGroup"), term("pk:Organization")]


@pytest.mark.parametrize(
    ("title", "language", "url"),
    [
        ("Côte d'Ivoire", "en", "https://en.wikipedia.org/wiki/C%C3%B4te_d%27Ivoire"),
        ("A/B?c", "fr", "https://fr.wikipedia.org/wiki/A/B%3Fc"),
        ("Mali#North", "en", "https://en.wikipedia.org/wiki/Mali#North"),
        ("Mali", "evil.example/", None),
        (" ", "en", None),
    ],
)
def test_addresses_of_articles(title: str, language: str, url: str | None) -> None:
    assert article_url(title, language) == (NamedNode(url) if url else None)


def test_every_entity_of_a_fact_is_found(facts: list[Fact]) -> None:
    names = ["mission", "country", "place", "perpetrator", "claimer", "nation"]
    mission, country, place, perpetrator, claimer, nation = (Entity("Place", name) for name in names)
    proof = (Evidence(Span(0, 1), "q", (), (), "r"),)
    attack = Attack(
        mission,
        proof,
        None,
        False,
        (place,),
        country,
        None,
        (perpetrator,),
        (claimer,),
        (Casualties(1, nationality=nation),),
    )
    assert {entity.name for entity in entities_of(attack)} == set(names)
    assert "Rudolf Rassendyll" in {entity.name for fact in facts for entity in entities_of(fact)}

"""Facts become the triples that the contract names."""

from dataclasses import fields, replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from kg.documents.model import Citation, Span
from kg.errors import UsageError
from kg.facts.model import Attack, Casualties, Entity, Evidence, Fact, Figure, Name, Statement, Tenure
from kg.pages.model import Page
from kg.triples.formats import parse, serialize
from kg.triples.names import BASE, term
from kg.triples.write import _FIELDS, dropped, page_facts
from kg.values.dates import PartialDate

GOLDEN = Path(__file__).parent / "golden" / "ruritania.ttl"
ONE = (Evidence(Span(0, 4), "some", (), (), "rule"),)


def objects(triples: list[Triple], prefixed: str) -> list[str]:
    return [
        triple.object.value
        for triple in triples
        if triple.predicate == term(prefixed) and isinstance(triple.object, NamedNode | Literal)
    ]


def test_golden_file(page: Page, facts: list[Fact], mission: Entity) -> None:
    assert serialize(page_facts(page, facts, subject=mission), "turtle").decode() == GOLDEN.read_text(encoding="utf-8")


def test_the_order_of_facts_is_nothing_to_the_graph(page: Page, facts: list[Fact]) -> None:
    assert set(page_facts(page, facts)) == set(page_facts(page, facts[::-1]))


def test_the_engine_gives_back_what_it_is_given(page: Page, facts: list[Fact]) -> None:
    """Stores that spell numbers anew would make a graph's bytes depend on the way it took."""
    store = Store()
    triples = page_facts(page, facts)
    store.extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)
    assert {quad.triple for quad in store} == set(triples)


def test_no_blank_nodes_and_no_repetition(page: Page, facts: list[Fact]) -> None:
    triples = page_facts(page, facts)
    assert len(triples) == len(set(triples))
    assert all(isinstance(triple.subject, NamedNode) for triple in triples)
    assert all(isinstance(triple.object, NamedNode | Literal) for triple in triples)


def test_every_field_of_every_fact_is_written() -> None:
    nodes = [kind for kind in get_args(Fact) if kind is not Statement]
    told = {field.name for kind in [*nodes, Casualties] for field in fields(kind)}
    assert told - _FIELDS.keys() == {"evidence", "casualties", "article"}  # these three are nodes or pages


def test_passages_slice_the_wikitext(page: Page, facts: list[Fact]) -> None:
    triples = page_facts(page, facts)
    for triple in triples:
        if triple.predicate == term("nif:anchorOf"):
            begin, end = str(triple.subject).rstrip(">").rsplit("#char=", 1)[1].split(",")
            assert isinstance(triple.object, Literal)
            assert page.text[int(begin) : int(end)] == triple.object.value


def test_every_fact_leads_to_a_passage(page: Page, facts: list[Fact]) -> None:
    triples = page_facts(page, facts)
    derived = {triple.subject for triple in triples if triple.predicate == term("prov:wasDerivedFrom")}
    kinds = {term(f"pk:{name}") for name in ("Attack", "Accident", "Casualties", "Tenure", "Contribution", "Figure")}
    nodes = {
        triple.subject
        for triple in triples
        if triple.predicate == term("rdf:type") and triple.object in kinds | {term("rdf:Statement")}
    }
    assert len(nodes) == 13 + 4 + 5
    assert nodes == derived


def test_the_subject_of_a_page_is_there_without_facts(page: Page, mission: Entity) -> None:
    triples = page_facts(page, [], subject=mission)
    assert "United Nations Mission in Ruritania" in objects(triples, "rdfs:label")
    assert "UNMIR" in objects(triples, "skos:altLabel")


def test_a_label_that_is_another_name_is_an_alternative(page: Page, mission: Entity) -> None:
    triples = page_facts(page, [Statement(mission, "rdfs:label", Name("Another name"), ONE)])
    assert objects(triples, "rdfs:label") == ["United Nations Mission in Ruritania"]
    assert "Another name" in objects(triples, "skos:altLabel")


def test_base_is_what_iris_begin_with(page: Page, facts: list[Fact]) -> None:
    triples = page_facts(page, facts, "https://example.org/graph")
    ours = [str(triple.subject) for triple in triples]
    assert all(iri.startswith("<https://example.org/graph/") for iri in ours)


@pytest.mark.parametrize(
    "base", ["", "nothing", "ftp://x.org/", "https://x.org/#", "https://x.org/a b/", "https://x.org/?q="]
)
def test_a_wrong_base_is_refused(page: Page, base: str) -> None:
    with pytest.raises(UsageError, match="--base"):
        page_facts(page, [], base)


@pytest.mark.parametrize("year", [-48, 0, 10000, 123456])
def test_far_years_have_no_bounds_and_do_not_fail(page: Page, mission: Entity, year: int) -> None:
    triples = page_facts(page, [Figure(mission, "Fatalities", 3, ONE, PartialDate(year))])
    assert objects(triples, "pk:date") == [str(PartialDate(year))]
    assert objects(triples, "pk:notBefore") == []


def test_a_month_is_bounded_by_its_days(page: Page, mission: Entity) -> None:
    triples = page_facts(page, [Figure(mission, "Fatalities", 3, ONE, PartialDate(2016, 2))])
    assert objects(triples, "pk:notBefore") + objects(triples, "pk:notAfter") == ["2016-02-01", "2016-02-29"]


def test_addresses_that_are_none_are_left_out_and_told(page: Page, mission: Entity) -> None:
    cite = Citation(Span(0, 1), "javascript:alert(1)", "A title", archive="https://archive.example/x")
    facts: list[Fact] = [
        Statement(mission, "schema:url", "data:text/html,x", ONE),
        Statement(mission, "pk:status", "active", (replace(ONE[0], citations=(cite,)),)),
    ]
    triples = page_facts(page, facts)
    assert not any("javascript" in str(triple) or "data:" in str(triple) for triple in triples)
    assert list(dropped(facts)) == ["schema:url data:text/html,x", "javascript:alert(1)"]
    assert "https://archive.example/x" in objects(triples, "schema:archivedAt")


def test_unknown_pages_claim_no_licence(facts: list[Fact]) -> None:
    triples = page_facts(Page("X", "text", timestamp="yesterday"), [])
    assert objects(triples, "dcterms:license") == objects(triples, "dcterms:modified") == []


anything = st.text(max_size=60)


@settings(max_examples=150, deadline=None)
@given(words=st.lists(anything, min_size=7, max_size=7))
def test_hostile_text_stays_text(words: list[str]) -> None:
    name, article, quote, url, title, language, wikitext = words
    mission = Entity("Mission", name, article, (Name(quote, language),))
    cite = Citation(Span(0, 0), url, title, quote, quote, url, quote)
    proof = (Evidence(Span(0, len(wikitext)), quote, (title, quote), (cite,), title),)
    facts: list[Fact] = [
        Attack(mission, proof, place=(Entity("Place", name, article),), article=article),
        Tenure(mission, Entity("Person", name), None, proof, rank=quote),
        Statement(mission, "schema:url", url, proof),
    ]
    triples = page_facts(Page(title, wikitext, language=language), facts)
    for form in ("turtle", "ntriples", "jsonld"):
        assert set(parse(serialize(triples, form), form)) == set(triples)
    assert len(list(parse(serialize(triples, "rdfxml"), "rdfxml"))) == len(triples)
    assert objects(triples, "nif:anchorOf") == [wikitext]
    ours = {str(triple.subject).strip("<>") for triple in triples}
    assert all(iri.startswith(BASE) and "/../" not in iri and not iri.endswith("/..") for iri in ours)


def test_gunmen_of_two_attacks_are_not_one_organization(page: Page, mission: Entity) -> None:
    gunmen, group = Entity("Organization", "gunmen"), Entity("ArmedGroup", "al-Shabaab")
    days = (PartialDate(2014, 5, 3), PartialDate(2014, 5, 4))
    attacks = [Attack(mission, date=day, perpetrator=(gunmen, group), evidence=ONE) for day in days]
    triples = page_facts(page, attacks)
    actors = objects(triples, "pk:perpetrator")
    own = {actor for actor in actors if actor.endswith("/by-gunmen")}
    assert (len(actors), len(own), len(set(actors) - own)) == (4, 2, 1)
    assert {str(t.subject)[1:-1] for t in triples if str(t.object) == '"gunmen"@en'} == own

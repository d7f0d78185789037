"""IRIs say what a thing is: the same for the same, never the same for others, safe for any title."""

from dataclasses import replace
from urllib.parse import urljoin

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.documents.model import Citation, Span
from kg.facts.model import Attack, Casualties, Entity, Evidence, Name, Tenure
from kg.pages.model import Page
from kg.triples.iris import (
    casualties_iris,
    content_hash,
    entity_iri,
    fact_iri,
    page_iri,
    passage_iri,
    segment,
    slug,
    source_iri,
)
from kg.values.dates import PartialDate

B = "https://x.org/"
MISSION = Entity("Mission", "UNMIR", "United Nations Mission in Ruritania")


def evidence(begin: int) -> tuple[Evidence, ...]:
    return (Evidence(Span(begin, begin + 1), "q", (), (), "r"),)


def test_titles_and_names() -> None:
    assert entity_iri(MISSION, B).value == "https://x.org/mission/United_Nations_Mission_in_Ruritania"
    assert entity_iri(Entity("Place", "zenda"), B) == entity_iri(Entity("Place", "other", "Zenda"), B)
    assert entity_iri(Entity("Person", "Chad"), B) != entity_iri(Entity("Country", "Chad"), B)


def test_a_group_called_both_is_one_node() -> None:
    assert entity_iri(Entity("ArmedGroup", "Black Hand"), B) == entity_iri(Entity("Organization", "Black Hand"), B)


def test_other_names_are_no_part_of_an_entity_s_iri() -> None:
    assert entity_iri(replace(MISSION, other_names=(Name("x"),)), B) == entity_iri(MISSION, B)


def test_a_fact_s_iri_leaves_out_evidence_and_order() -> None:
    zenda, strelsau = Entity("Place", "Zenda"), Entity("Place", "Strelsau")
    one = Attack(MISSION, evidence(1), PartialDate(2014, 5), place=(zenda, strelsau))
    assert fact_iri(one, B) == fact_iri(replace(one, evidence=evidence(7), place=(strelsau, zenda)), B)
    assert fact_iri(one, B).value.startswith("https://x.org/attack/2014-05-strelsau-")


def test_a_fact_s_iri_holds_all_values() -> None:
    one = Attack(MISSION, evidence(1), PartialDate(2014, 5))
    others = [
        replace(one, mission=Entity("Mission", "Other")),
        replace(one, date=PartialDate(2014, 5, 1)),
        replace(one, method="Ambush"),
        replace(one, casualties=(Casualties(killed=1),)),
        replace(one, casualties=(Casualties(injured=1),)),
        replace(one, casualties=(Casualties(killed=0),)),
    ]
    assert len({fact_iri(fact, B) for fact in [one, *others]}) == 7


def test_values_that_are_not_told_leave_the_hash_alone() -> None:
    """A field that facts get one day does not change the nodes of facts that do not tell it."""
    tenure = Tenure(MISSION, Entity("Person", "R. R."), None, evidence(1))
    assert content_hash(tenure) == "a9919d28d9ed"


def test_like_groups_of_victims_are_two_nodes() -> None:
    incident, group = NamedNode(B + "attack/x"), Casualties(killed=1)
    first, second, third = casualties_iris([group, Casualties(killed=2), group], incident)
    assert third.value == first.value.replace("victims-01-", "victims-03-")
    assert second.value not in (first.value, third.value)


def test_pages_and_passages() -> None:
    page = page_iri(Page("Zenda", "", revision=5), B)
    assert page.value == "https://x.org/page/Zenda/5"
    assert passage_iri(page, Span(3, 9)).value == "https://x.org/page/Zenda/5#char=3,9"
    assert page_iri(Page("Zenda", "", language="fr"), B).value == "https://x.org/page-fr/Zenda"
    assert page_iri(Page("Zenda/5", ""), B) != page


def test_a_source_is_what_its_citation_tells_wherever_it_stands() -> None:
    one = Citation(Span(0, 9), "https://www.paper.example/a", "Title")
    assert source_iri(one, B) == source_iri(replace(one, span=Span(50, 60)), B)
    assert source_iri(one, B) != source_iri(replace(one, title="Other"), B)
    assert source_iri(one, B).value.startswith("https://x.org/source/paper-example-")


@given(st.text(max_size=300))
def test_no_title_leaves_its_place(title: str) -> None:
    iri = B + "mission/" + segment(title)
    assert NamedNode(iri).value == iri
    assert urljoin("https://other.org/", iri) == iri
    assert iri.count("/") == 4
    assert not set(segment(title)) & set('#?:<>"{}|\\^` \n\t%'.replace("%", ""))
    assert segment(title).strip(".") != ""


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_other_titles_are_other_segments(one: str, other: str) -> None:
    if segment(one) == segment(other):
        assert slug(one) == slug(other)


def test_long_titles_are_cut_and_stay_apart() -> None:
    assert len(segment("x" * 5000)) < 120
    assert segment("x" * 5000) != segment("x" * 5001)

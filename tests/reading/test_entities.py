from collections.abc import Callable

from kg.documents.model import Document, Span
from kg.facts.model import Attack, Entity, Evidence, Statement
from kg.reading.entities import entities_of, links_of, with_articles

Documents = Callable[..., Document]
EVIDENCE = (Evidence(Span(0, 1), "q", (), (), "test"),)
MISSION = Entity("Mission", "UNMIR")


def test_a_place_takes_the_article_that_the_page_links(document: Documents) -> None:
    links = links_of(document("The base lay in [[Zenda (Ruritania)|Zenda]]. Zenda was quiet."))
    attack = Attack(MISSION, EVIDENCE, place=(Entity("Place", "Zenda"), Entity("Place", "Hentzau")))
    (fact,) = with_articles([attack], links)
    assert isinstance(fact, Attack)
    assert [place.article for place in fact.place] == ["Zenda (Ruritania)", ""]


def test_a_name_with_two_targets_keeps_none(document: Documents) -> None:
    links = links_of(document("In [[Zenda (town)|Zenda]] and in [[Zenda (river)|Zenda]] they met."))
    assert ("Place", "Zenda") not in links


def test_a_mission_is_known_by_its_name(document: Documents) -> None:
    links = links_of(document("They served in [[UNMIR (mission)|UNMIR]] for years."))
    (fact,) = with_articles([Statement(MISSION, "pk:status", "active", EVIDENCE)], links)
    assert next(entities_of(fact)) == MISSION

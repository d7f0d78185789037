from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kg.documents.model import Span
from kg.facts.model import Attack, Casualties, Contribution, Entity, Evidence, Fact, Figure, Statement, Tenure
from kg.reading.merge import merge
from kg.values.dates import PartialDate

MISSION = Entity("Mission", "UNMIR")
DAY = PartialDate(2005, 5, 3)


def at(begin: int) -> tuple[Evidence, ...]:
    return (Evidence(Span(begin, begin + 5), "quote", (), (), "test"),)


def attack(begin: int, killed: int | None = None, place: str = "", **more: object) -> Attack:
    victims = (Casualties(killed=killed),) if killed is not None else ()
    places = (Entity("Place", place),) if place else ()
    return replace(Attack(MISSION, at(begin), DAY, place=places, casualties=victims), **more)  # type: ignore[arg-type]


def tenure(
    begin: int, start: PartialDate | None = None, end: PartialDate | None = None, rank: str | None = None
) -> Tenure:
    return Tenure(MISSION, Entity("Person", "Jan Novak"), "ForceCommander", at(begin), rank, start=start, end=end)


def test_equal_facts_are_one_with_both_passages() -> None:
    (fact,) = merge(
        [Statement(MISSION, "pk:status", "active", at(0)), Statement(MISSION, "pk:status", "active", at(9))]
    )
    assert [e.span.begin for e in fact.evidence] == [0, 9]


def test_the_finer_date_stays() -> None:
    told = [Statement(MISSION, "pk:established", day, at(n)) for n, day in enumerate((PartialDate(2005), DAY))]
    (fact,) = merge(told)
    assert isinstance(fact, Statement)
    assert fact.value == DAY


def test_different_days_stay_apart() -> None:
    told = [
        Statement(MISSION, "pk:established", day, at(0)) for day in (DAY, PartialDate(2005, 5, 4), PartialDate(2006))
    ]
    assert len(merge(told)) == 3


def test_start_from_one_and_end_from_the_other() -> None:
    (fact,) = merge([tenure(0, start=PartialDate(2003)), tenure(9, end=PartialDate(2005), rank="Colonel")])
    assert isinstance(fact, Tenure)
    assert (fact.start, fact.end, fact.rank) == (PartialDate(2003), PartialDate(2005), "Colonel")


def test_a_rank_told_in_short_or_changed_is_the_same_tenure() -> None:
    ranks = [
        ["General", "Lieutenant General"],
        ["Lieutenant General", "General"],
        ["Major General", "Lieutenant General"],
    ]
    joined = [merge([tenure(n, rank=rank) for n, rank in enumerate(pair)]) for pair in ranks]
    held = [[t.rank for t in told if isinstance(t, Tenure)] for told in joined]
    assert held == [["Lieutenant General"], ["Lieutenant General"], ["Major General"]]


def test_two_terms_of_one_person_stay_apart() -> None:
    assert len(merge([tenure(0, start=PartialDate(2003)), tenure(9, start=PartialDate(2009))])) == 2


def test_one_attack_told_twice() -> None:
    (fact,) = merge([attack(0, 5, "Zenda"), attack(9, 5, method="Ambush")])
    assert isinstance(fact, Attack)
    assert (fact.method, fact.place[0].name, len(fact.evidence)) == ("Ambush", "Zenda", 2)


def test_an_attack_without_a_toll_joins_by_its_place() -> None:
    assert len(merge([attack(0, 5, "Zenda"), attack(9, place="Zenda", method="Ambush")])) == 1
    assert len(merge([attack(0, 5, "Zenda"), attack(9, method="Ambush")])) == 2


def test_a_place_and_one_named_after_it_can_be_the_same() -> None:
    assert len(merge([attack(0, 5, "Zenda"), attack(9, place="Zenda river")])) == 1
    assert len(merge([attack(0, 5, "Zenda river"), attack(9, place="Grimm river")])) == 2


def test_two_attacks_on_one_day_stay_apart() -> None:
    assert len(merge([attack(0, 5, "Zenda"), attack(9, 5, "Strelsau")])) == 2
    assert len(merge([attack(0, 5, "Zenda"), attack(9, 6, "Zenda")])) == 2


def test_attacks_of_one_month_need_place_and_toll() -> None:
    month = PartialDate(2005, 5)
    assert len(merge([attack(0, 5, "Zenda", date=month), attack(9, 5, "Zenda", date=month)])) == 1
    assert len(merge([attack(0, 5, date=month), attack(9, 5, date=month)])) == 2


def test_attacks_without_a_date_stay_apart() -> None:
    assert len(merge([attack(0, 5, "Zenda", date=None), attack(9, 5, "Zenda", date=None)])) == 2


def test_a_bare_mention_of_a_contributor_joins_its_number() -> None:
    chad = Entity("Country", "Chad")
    facts = [Contribution(MISSION, chad, at(0)), Contribution(MISSION, chad, at(9), 45)]
    assert [f.personnel for f in merge(facts) if isinstance(f, Contribution)] == [45]
    assert len(merge([*facts, Contribution(MISSION, chad, at(20), 60)])) == 2


def test_figures_need_the_same_date() -> None:
    figure = Figure(MISSION, "Fatalities", 7, at(0))
    assert len(merge([figure, replace(figure, date=PartialDate(2006))])) == 2
    assert len(merge([figure, replace(figure, evidence=at(9))])) == 1


def test_an_unlinked_name_takes_the_article_of_its_link() -> None:
    places = [Entity("Place", "Zenda"), Entity("Place", "Zenda", "Zenda (Ruritania)")]
    (fact,) = merge([Statement(MISSION, "pk:headquarters", place, at(0)) for place in places])
    assert isinstance(fact, Statement)
    assert fact.value == places[1]


DATES = st.sampled_from([None, PartialDate(2005), PartialDate(2005, 5), DAY, PartialDate(2006)])
TENURES = st.builds(tenure, st.integers(0, 99), DATES, DATES, st.sampled_from([None, "Colonel"]))


@given(st.lists(TENURES, max_size=8))
def test_merging_loses_no_passage_and_is_done_once(told: list[Fact]) -> None:
    once = merge(told)
    assert {e for f in told for e in f.evidence} == {e for f in once for e in f.evidence}
    assert len(merge(once)) <= len(once) <= len(told)

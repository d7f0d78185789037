from kg.reading.prose.casualties import Toll, casualties, tolls
from kg.reading.prose.harm import Harm
from kg.reading.prose.people import People
from kg.values.countries import Country, country_named


def country(name: str) -> Country:
    found = country_named(name)
    assert found is not None
    return found


CHAD, TOGO = country("Chad"), country("Togo")


def harm(kind: str, people: People, active: bool = True) -> Harm:
    return Harm(kind, people, 0, active, "kill", 0)


def test_a_total_gives_way_to_its_parts_and_the_rest() -> None:
    whole = People(number=13, counted=True, role="Soldier", parts=(People(number=9, nationality=(CHAD,)),))
    told = tolls((harm("killed", whole),))
    assert [(toll.number, toll.country) for toll in told] == [(9, CHAD), (4, None)]


def test_a_number_alone_keeps_the_country_told_before() -> None:
    told = tolls((harm("killed", People(number=2, nationality=(CHAD,))), harm("injured", People(number=5))))
    assert [(toll.kind, toll.country) for toll in told] == [("killed", CHAD), ("injured", CHAD)]


def test_others_may_be_anyone() -> None:
    first = harm("killed", People(number=2, nationality=(CHAD,)), active=False)
    others = harm("injured", People(number=5, others=True, head="five others"), active=False)
    assert [toll.country for toll in tolls((first, others))] == [CHAD, None]


def test_as_many_countries_as_people_are_one_each() -> None:
    told = tolls((harm("killed", People(number=2, nationality=(CHAD, TOGO))),))
    assert [(toll.number, toll.country) for toll in told] == [(1, CHAD), (1, TOGO)]


def test_dozens_have_no_number() -> None:
    assert tolls((harm("killed", People(number=None, counted=True)),)) == []


def test_numbers_of_one_group_stand_together() -> None:
    told = [Toll("killed", 2, CHAD, "Soldier"), Toll("injured", 3, CHAD, "Soldier"), Toll("killed", 1, TOGO, "Soldier")]
    both, other = casualties(told)
    assert (both.killed, both.injured, other.killed, other.injured) == (2, 3, 1, None)

from collections.abc import Callable

from kg.facts.model import Attack, Contribution, Fact, Figure, Tenure

Facts = Callable[..., tuple[Fact, ...]]

COMMANDERS = """== Force commanders ==
{| class="wikitable"
! rowspan="2" | No. !! rowspan="2" | Name !! rowspan="2" | Nationality !! colspan="2" | Term
|-
! From !! To
|-
| 1 || Major General [[Jan Novak]] || {{flag|Sweden}} || 3 May 2003 || June 2005
|-
| 2 || Brigadier Ola Nordmann || {{flag|Norway}} || June 2005 || 2007
|}"""


def held(facts: tuple[Fact, ...]) -> list[tuple[str, str | None, str | None, object, str, str]]:
    return [
        (t.person.name, t.role, t.rank, t.nationality and t.nationality.name, str(t.start), str(t.end))
        for t in facts
        if isinstance(t, Tenure)
    ]


def test_commanders_under_a_header_of_two_rows(on_mission: Facts) -> None:
    assert held(on_mission(COMMANDERS)) == [
        ("Jan Novak", "ForceCommander", "Major General", "Sweden", "2003-05-03", "2005-06"),
        ("Ola Nordmann", "ForceCommander", "Brigadier", "Norway", "2005-06", "2007"),
    ]


def test_the_row_is_the_evidence(on_mission: Facts) -> None:
    fact = next(f for f in on_mission(COMMANDERS) if isinstance(f, Tenure))
    assert fact.evidence[0].quote == "1 | Major General Jan Novak | Sweden | 3 May 2003 | June 2005"


def test_the_header_of_the_persons_names_the_role(on_mission: Facts) -> None:
    table = """{| class="wikitable"
! Special Representative !! Country !! Tenure
|-
| Jane Roe || Norway || 2003–2005
|}"""
    assert held(on_mission(table)) == [("Jane Roe", "HeadOfMission", None, "Norway", "2003", "2005")]


def test_a_table_of_other_people_gives_nothing(on_mission: Facts) -> None:
    table = """== Football team ==
{| class="wikitable"
! Player !! Country !! Goals
|-
| Jan Novak || Sweden || 12
|}"""
    assert held(on_mission(table)) == []


CONTRIBUTORS = """== Contributors ==
{| class="wikitable"
|+ Troops by country
! Country !! Police !! Troops !! Total
|-
| {{flag|Chad}} || 10 || 1,200 || 1,210
|-
| {{flag|Togo}} || 5 || 20 ||
|-
! Total !! 15 !! 1,220 !! 1,235
|}"""


def test_contributors_with_numbers(on_mission: Facts) -> None:
    found = [(c.contributor.name, c.personnel) for c in on_mission(CONTRIBUTORS) if isinstance(c, Contribution)]
    assert found == [("Chad", 1210), ("Togo", 25)]


def test_countries_and_money_are_no_contributors(on_mission: Facts) -> None:
    page = CONTRIBUTORS.replace("== Contributors ==", "== Funding ==").replace("|+ Troops by country\n", "|+ Donors\n")
    page = page.replace("Police !! Troops !! Total", "Grants !! Loans !! Sum")
    assert not any(isinstance(fact, Contribution) for fact in on_mission(page))


def test_only_the_total_of_fatalities_is_a_figure(on_mission: Facts) -> None:
    table = """== Fatalities ==
{| class="wikitable"
! Year !! Deaths
|-
| 2003 || 4
|-
| 2004 || 3
|-
| Total || 7
|}"""
    assert [(f.measure, f.value, f.date) for f in on_mission(table) if isinstance(f, Figure)] == [
        ("Fatalities", 7, None)
    ]


def test_incidents(on_mission: Facts) -> None:
    table = """== Attacks ==
{| class="wikitable"
! Date !! Place !! Killed !! Injured !! Description
|-
| 3 May 2004 || [[Zenda]] || 2 || 4 || A patrol was ambushed
|-
| 9 May 2004 || Zenda || 1 || 0 || A truck overturned
|}"""
    found = [f for f in on_mission(table) if isinstance(f, Attack)]
    assert [(str(a.date), a.place[0].name, a.method, a.casualties[0].killed) for a in found] == [
        ("2004-05-03", "Zenda", "Ambush", 2)
    ]

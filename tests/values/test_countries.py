import csv
import runpy
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resources import folder
from kg.values.countries import (
    all_countries,
    countries_of,
    country_named,
    country_of,
    find_countries,
)

VERIFIED = Path(__file__).resolve().parents[2] / "../shared/wikidata/verified-qids.tsv"


def name_of(text: str) -> str | None:
    country = country_named(text)
    return country.name if country else None


def demonym(text: str) -> str | None:
    country = country_of(text)
    return country.name if country else None


def found(text: str) -> list[tuple[str, str, bool]]:
    return [(text[m.begin : m.end], m.country.name, m.demonym) for m in find_countries(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mali", "Mali"),
        ("MALI", "Mali"),
        ("the Gambia", "The Gambia"),
        ("Gambia", "The Gambia"),
        ("Ivory Coast", "Côte d'Ivoire"),
        ("Cote d’Ivoire", "Côte d'Ivoire"),
        ("DRC", "Democratic Republic of the Congo"),
        ("Zaire", "Democratic Republic of the Congo"),
        ("Republic of the Congo", "Republic of the Congo"),
        ("Congo-Brazzaville", "Republic of the Congo"),
        ("FJI", "Fiji"),
        ("DEU", "Germany"),
        ("GER", "Germany"),
        ("ML", "Mali"),
        ("Burma", "Myanmar"),
        ("Upper Volta", "Burkina Faso"),
        ("Georgia (country)", "Georgia"),
        ("Republic of Korea", "South Korea"),
        ("U.S.", "United States"),
        ("Republic of Ireland", "Ireland"),
        ("Federal Republic of Yugoslavia", "Serbia and Montenegro"),
        ("South Vietnam", "South Vietnam"),
        ("Türkiye", "Turkey"),
        ("BRN", "Brunei"),
    ],
)
def test_names_and_codes(text: str, name: str) -> None:
    assert name_of(text) == name


@pytest.mark.parametrize("text", ["", "Bamako", "us", "car", "Swedish", "Guinea fowl", "the", "fji"])
def test_what_names_no_country(text: str) -> None:
    assert country_named(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Senegalese", "Senegal"),
        ("Danes", "Denmark"),
        ("Dutch", "Netherlands"),
        ("Nigerien", "Niger"),
        ("Nigerian", "Nigeria"),
        ("Burkinabé", "Burkina Faso"),
        ("Salvadoran", "El Salvador"),
        ("Dominican", "Dominican Republic"),
        ("Korean", "South Korea"),
        ("Guinean", "Guinea"),
        ("Bissau-Guinean", "Guinea-Bissau"),
        ("Fijiian", "Fiji"),
    ],
)
def test_demonyms(text: str, name: str) -> None:
    assert demonym(text) == name


def test_a_demonym_of_several_countries_names_all() -> None:
    assert [c.name for c in countries_of("German")] == ["Germany", "East Germany", "West Germany"]
    assert countries_of("Bamakois") == ()


def test_the_longest_name_wins() -> None:
    text = "Guinea, Guinea-Bissau, Equatorial Guinea and Papua New Guinea met South Sudanese and Sudanese guests."
    assert [name for _, name, _ in found(text)] == [
        "Guinea",
        "Guinea-Bissau",
        "Equatorial Guinea",
        "Papua New Guinea",
        "South Sudan",
        "Sudan",
    ]


def test_names_in_a_sentence() -> None:
    assert found("Two U.S. pilots and a Côte d’Ivoire-based Dane left the US.") == [
        ("U.S.", "United States", False),
        ("Côte d’Ivoire", "Côte d'Ivoire", False),
        ("Dane", "Denmark", True),
        ("US", "United States", False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Six Spanish-speaking people stood at Lake Chad.",
        "They told us to polish the car by the Indian Ocean.",
        "An anti-Israeli crowd and a pro-Rwandan one.",
        "Somaliaconvoy",
        "Latin American ministers flew over the Gulf of Guinea.",
        "",
    ],
)
def test_what_is_no_mention(text: str) -> None:
    assert found(text) == []


def test_ethnic_names_mean_where_they_live() -> None:
    assert found("A Kosovo Albanian and a Bosnian Serb") == [
        ("Kosovo Albanian", "Kosovo", True),
        ("Bosnian Serb", "Bosnia and Herzegovina", True),
    ]


def test_no_name_or_demonym_means_two_countries() -> None:
    counts = Counter(s for c in all_countries() for s in (*c.names, *c.demonyms))
    assert [s for s, n in counts.items() if n > 1] == []


def test_the_table_is_complete_enough() -> None:
    countries = all_countries()
    assert sum(not c.historic for c in countries) >= 193 + 4
    assert all(c.qid for c in countries if not c.historic)
    assert all(c.demonyms or c.weak for c in countries if c.name not in ("Vatican City", "United Arab Republic"))


def test_the_table_is_what_the_script_makes() -> None:
    pytest.importorskip("rigour", reason="rigour is needed only to build the table")
    path = Path(__file__).resolve().parents[2] / "scripts/build_countries.py"
    made = runpy.run_path(str(path))["table"]()
    assert made == (folder("ontology") / "countries.tsv").read_text(encoding="utf-8")


def test_every_wikidata_id_is_verified() -> None:
    if not VERIFIED.exists():
        pytest.skip("the list of verified Wikidata ids lies beside the project's work copy only")
    with VERIFIED.open(encoding="utf-8", newline="") as file:
        verified = {row["qid"] for row in csv.DictReader(file, delimiter="\t")}
    assert {c.qid for c in all_countries() if c.qid} <= verified


@given(st.text(st.sampled_from("UK US.Dane -’'\u00a0İMali Fiji")) | st.text())
def test_mentions_are_ordered_and_in_range(text: str) -> None:
    mentions = find_countries(text)
    assert all(0 <= m.begin < m.end <= len(text) for m in mentions)
    assert all(a.end <= b.begin for a, b in pairwise(mentions))


@given(st.text())
def test_any_text_can_be_asked_for(text: str) -> None:
    assert country_named(text) is None or country_named(text.strip()) is not None
    assert isinstance(countries_of(text), tuple)

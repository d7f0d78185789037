"""What each shipped query answers on the bundled sample, told from the articles by hand: a file a query in `queries`.

`given` are parameters; `rows` are all of the answer (`any_order` in any order, `some` not all of it), an empty text is
an empty cell. `unmet` says what is read wrongly where an answer is not right yet; one that becomes right must lose it.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.answers.graph import Graph
from kg.answers.model import Value
from kg.answers.queries import shipped
from kg.resources import folder
from kg.triples.names import PREFIXES

ANSWERS = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["answer"]
    for path in sorted((Path(__file__).parent / "queries").glob("*.toml"))
}


@pytest.fixture(scope="module")
def sample() -> Graph:
    return kg.build(folder("samples"))


def case(name: str, answer: dict[str, Any]) -> object:
    marks = [pytest.mark.xfail(reason=answer["unmet"])] if "unmet" in answer else []
    return pytest.param(name, answer, id="-".join([name, *answer.get("given", {}).values()]), marks=marks)


def cell(value: Value) -> Value:
    return "" if value is None else value.replace(PREFIXES["pk"], "pk:") if isinstance(value, str) else value


@pytest.mark.parametrize(("name", "answer"), [case(name, one) for name, told in ANSWERS.items() for one in told])
def test_a_query_answers(name: str, answer: dict[str, Any], sample: Graph) -> None:
    columns = answer["columns"].split()
    found = [[cell(row[column]) for column in columns] for row in sample.query(name, **answer.get("given", {}))]
    if "some" in answer:
        assert [row for row in answer["some"] if row not in found] == []
    elif "any_order" in answer:
        assert sorted(map(str, found)) == sorted(map(str, answer["any_order"]))
    else:
        assert found == answer["rows"]


def test_the_busiest_passages_come_first(sample: Graph) -> None:
    counts = [int(row["facts"] or 0) for row in sample.query("facts-per-passage", mission="MINUSTAH")]
    assert len(counts) > 20
    assert counts == sorted(counts, reverse=True)


def test_every_query_has_an_answer() -> None:
    assert {query.name for query in shipped()} == ANSWERS.keys()


def told_twice(sentence: str) -> list[str]:
    """The kinds of facts that the attack's own page shares with a mission's page that has this sentence."""
    own = next(path for path in folder("samples").glob("*Semuliki*.wikitext")).read_text(encoding="utf-8")
    mission = "United Nations Organization Stabilization Mission in the Democratic Republic of the Congo"
    pages = [kg.Page("2017 Semuliki attack", own), kg.Page(mission, f"'''MONUSCO''' is a UN mission.\n\n{sentence}")]
    return [str(row["kind"]).rpartition("#")[2] for row in kg.build(pages).query("told-twice")]


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("On 7 December 2017, 15 Tanzanian peacekeepers were killed in an attack in [[North Kivu]].", ["Attack"]),
        ("On 7 December 2017, a Tanzanian peacekeeper was killed in an ambush in [[Bukavu]].", []),
        ("On 8 December 2017, 15 Tanzanian peacekeepers were killed in an attack in [[North Kivu]].", []),
        ("In December 2017, 15 Tanzanian peacekeepers were killed in an attack in [[North Kivu]].", []),
    ],
)
def test_an_attack_on_two_pages_is_told_twice_if_day_and_place_allow(sentence: str, kinds: list[str]) -> None:
    assert told_twice(sentence) == kinds

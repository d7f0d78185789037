import pytest
from pyoxigraph import Store

from kg.answers.parameters import bind, placeholder
from kg.answers.queries import Column, Panel, Parameter, Query, named, parse, rules, shipped
from kg.errors import DataError, UsageError
from kg.resources import folder

HEAD = """#+ summary: Attacks by year
#+ description: One row for each year,
#+   those without attacks left out.
#+ param: mission | entity | | Only on this mission.
#+ param: since | date | 2010-01-01 | Only | since.
#+ columns: year — the year
#+ columns: n — how many
#+ tags: attacks, time
#+ panel: Mission as bars
SELECT ?year ?n { VALUES ?mission { UNDEF } }
#+ summary: not a head any more
"""


def test_a_head_is_read() -> None:
    query = parse(HEAD, "attacks")
    assert query.summary == "Attacks by year"
    assert query.description == "One row for each year, those without attacks left out."
    assert query.parameters == (
        Parameter("mission", "entity", "", "Only on this mission."),
        Parameter("since", "date", "2010-01-01", "Only | since."),
    )
    assert query.columns == (Column("year", "the year"), Column("n", "how many"))
    assert query.tags == ("attacks", "time")
    assert query.panels == (Panel("Mission", "bars"),)


@pytest.mark.parametrize(
    "line",
    [
        "#+ sumary: x",
        "#+ summary",
        "#+summary: x",
        "#+ param: a | b",
        "#+ param: a | number | | x",
        "#+ columns: a - b",
        "#+ panel: X as pie",
    ],
)
def test_a_wrong_head_names_its_line(line: str) -> None:
    with pytest.raises(DataError, match=r"attacks: line 2: "):
        parse(f"#+ tags: x\n{line}\nSELECT * {{}}", "attacks")


def test_a_query_without_head_is_a_query() -> None:
    assert parse("SELECT * {}", "x") == Query("x", "SELECT * {}")


def test_an_unknown_name_gets_a_suggestion() -> None:
    with pytest.raises(UsageError, match=r"no query named '\.\./\.\./etc/passwd'"):
        named("../../etc/passwd")
    for query in shipped()[:1]:
        with pytest.raises(UsageError, match=f"did you mean .*{query.name}"):
            named(query.name + "x")


def _example() -> Query:
    text = (folder("docs") / "queries.md").read_text(encoding="utf-8")
    return parse(text.split("```sparql\n")[1].split("```")[0], "docs/queries.md")


EVERY = [*shipped(), *rules(), *([_example()] if (folder("docs") / "queries.md").exists() else [])]


@pytest.mark.parametrize("query", EVERY, ids=lambda query: query.name)
def test_every_query_is_what_its_head_says(query: Query) -> None:
    answer = Store().query(query.text)
    assert [column.name for column in query.columns] == [variable.value for variable in answer.variables]  # type: ignore[union-attr]
    for parameter in query.parameters:
        assert placeholder(parameter.name).search(query.text), parameter
        assert parameter.meaning
    assert query.text.count("{ UNDEF }") == sum(len(placeholder(p.name).findall(query.text)) for p in query.parameters)
    assert query.summary


@pytest.mark.parametrize("query", [q for q in EVERY if q.parameters], ids=lambda query: query.name)
def test_every_default_can_be_bound(query: Query) -> None:
    Store().query(bind(query, {}, lambda _: []))


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_every_rule_says_what_is_wrong_and_what_to_do(rule: Query) -> None:
    assert rule.problem and rule.solution and not rule.parameters

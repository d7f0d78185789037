import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
PK = "PREFIX pk: <https://w3id.org/peacekg/ontology#> "
NUMBERS = PK + "SELECT ?n { ?c pk:personnel ?n }"
FILE = """#+ summary: Contributions
#+ param: mission | entity | | On this mission.
#+ columns: n — how many
PREFIX pk: <https://w3id.org/peacekg/ontology#>
SELECT ?n { VALUES ?mission { UNDEF } ?c pk:mission ?mission ; pk:personnel ?n }
"""


@pytest.fixture
def question(tmp_path: Path) -> Path:
    path = tmp_path / "question.rq"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_sparql_is_answered(kg: Run, graph: Path) -> None:
    result = kg("query", NUMBERS, "--graph", graph)
    assert (result.code, result.err) == (0, "")
    assert result.out.split() == ["n", "──", "10"]


def test_a_folder_is_a_graph(kg: Run, graph: Path) -> None:
    assert kg("query", NUMBERS, "--graph", graph.parent).out.endswith("10\n")


@pytest.mark.parametrize("name", ["MISOM", "misom", "Mission in Somewhere", "https://w3id.org/peacekg/id/m"])
def test_a_file_is_answered_with_its_parameters(kg: Run, graph: Path, question: Path, name: str) -> None:
    assert kg("query", question, "--graph", graph, "--param", f"mission={name}", "--format", "csv").out == "n\n10\n"


def test_a_name_that_nothing_has_is_said(kg: Run, graph: Path, question: Path) -> None:
    result = kg("query", question, "--graph", graph, "--param", "mission=NOWHERE")
    assert (result.code, result.err) == (2, "kg: mission='NOWHERE': nothing in the graph has this name\n")


def test_a_parameter_needs_a_value(kg: Run, graph: Path, question: Path) -> None:
    assert kg("query", question, "--graph", graph, "--param", "mission").code == 2


def test_standard_input_is_a_query(program: Callable[..., Any], graph: Path) -> None:
    result = program("query", "-", "--graph", graph, "--format", "csv", input=NUMBERS.encode())
    assert (result.returncode, result.stdout) == (0, b"n\n10\n")


def test_an_answer_goes_to_a_file(kg: Run, graph: Path, tmp_path: Path) -> None:
    result = kg("query", NUMBERS, "--graph", graph, "--format", "json", "-o", tmp_path / "answer.json")
    assert result.out == ""
    assert json.loads((tmp_path / "answer.json").read_text())["head"] == {"vars": ["n"]}


def test_triples_are_turtle(kg: Run, graph: Path) -> None:
    result = kg("query", PK + "CONSTRUCT { ?c pk:personnel ?n } WHERE { ?c pk:personnel ?n }", "--graph", graph)
    assert result.out.endswith("pk:personnel 10 .\n")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?x WHERE {", "kg: The query cannot be read at line 1, column 18: expected one of "),
        ("SELECT * { ?s ?p ?o FILTER(<urn:f>(?o)) }", "kg: The query cannot be "),
        ("no-such-query", "kg: There is no query named 'no-such-query'"),
        ("missing.rq", "kg: missing.rq: does not exist; check the name."),
    ],
)
def test_what_cannot_be_asked_is_said(kg: Run, graph: Path, query: str, message: str) -> None:
    result = kg("query", query, "--graph", graph)
    assert result.code in {1, 2} and result.out == ""
    assert result.err.startswith(message) and result.err.count("kg: ") == 1


def test_a_missing_graph_is_said(kg: Run, tmp_path: Path) -> None:
    result = kg("query", "ASK {}", "--graph", tmp_path / "gone.ttl")
    assert (result.code, result.err.count("\n")) == (1, 1)
    assert "gone.ttl: does not exist; check the name." in result.err


def test_the_list_shows_every_query(kg: Run) -> None:
    from kg.answers.queries import shipped

    shown = kg("query", "--list")
    assert shown.code == 0
    assert all(f"\n{query.name} " in shown.out and query.summary[:40] in shown.out for query in shipped())


def test_one_query_is_described(kg: Run, question: Path) -> None:
    assert kg("query", "--list", question).out == (
        "question.rq: Contributions\n\n\nParameters:\n  mission (entity): On this mission.\n\nColumns:\n  n: how many\n"
    )


def test_known_prefixes_and_the_base_need_not_be_declared(kg: Run, graph: Path) -> None:
    assert kg("query", "SELECT ?n { <f> pk:personnel ?n }", "--graph", graph, "--format", "csv").out == "n\n10\n"


@pytest.mark.parametrize(
    ("sparql", "said"),
    [
        (
            "SELECT * { ?s kp:killed ?n }",
            "line 1, column 24: a prefix is not declared\n  SELECT * {",
        ),
        ("SELECT *\n{ ?s pk:killed }", "line 2, column 16: expected"),
        ("EXPLAIN { ?s ?p ?o }", "line 1"),
    ],
)
def test_a_query_that_cannot_be_read_is_pointed_at(sparql: str, said: str, kg: Run, graph: Path) -> None:
    result = kg("query", sparql, "--graph", graph)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert result.err.splitlines()[-1].strip() == "^"
    assert max(map(len, result.err.splitlines())) < 220


@pytest.mark.parametrize(
    "sparql",
    [
        "DELETE WHERE { ?s ?p ?o }",
        "# a remark\nPREFIX a: <urn:a>\ninsert data { a:b a:c a:d }",
        "PREFIX a: <urn:a> BASE <urn:b> DROP ALL ; SELECT { }",
    ],
)
def test_updates_are_refused_in_words(sparql: str, kg: Run, graph: Path) -> None:
    result = kg("query", sparql, "--graph", graph)
    assert result.err == (
        "kg: Graphs are asked, not changed: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE.\n"
    )
    assert result.code == 2


def test_a_word_of_updates_may_be_a_variable(kg: Run, graph: Path) -> None:
    assert kg("query", "SELECT ?delete { ?delete a ?load }", "--graph", graph).code == 0


def test_standard_input_without_a_query_is_said(program: Run) -> None:
    result = program("query", "-", input=b" \n")
    assert (result.returncode, result.stderr) == (2, b"kg: standard input: holds no query.\n")


def test_a_graph_without_triples_is_said(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.ttl").write_text("")
    result = kg("query", "attacks-by-year", "--graph", tmp_path / "empty.ttl")
    assert (result.code, result.err) == (0, f"Note: {tmp_path / 'empty.ttl'} holds no triples.\n")


def test_nothing_to_draw_is_said(kg: Run, graph: Path) -> None:
    empty = kg("plot", "attacks-by-year", "--graph", graph)
    assert (empty.code, empty.err) == (2, "kg: The answer is empty: there is nothing to draw.\n")
    result = kg("plot", "SELECT (1 AS ?n) { }", "--as", "network", "--graph", graph)
    assert result.err.startswith("kg: Nothing in the answer (1 row) can be drawn as network; try another way")


def test_nobody_tied_is_said(kg: Run, graph: Path) -> None:
    result = kg("network", graph, "--kind", "leaders", "--path", "MISOM", "Somewhere City")
    assert (
        result.code == 2 and "Nothing in this network is tied to 'Somewhere City'; --kind chooses another" in result.err
    )


def test_a_map_without_places_is_said(kg: Run, graph: Path) -> None:
    result = kg("export", graph, "--format", "geojson")
    assert result.err == "0 places on the map: nothing that happened in the graph has a place with coordinates.\n"


def test_a_picture_of_bytes_is_not_for_the_screen(kg: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("kg.commands.plot._on_screen", lambda output: output is None)
    asked = ("plot", "SELECT ('a' AS ?name) (1 AS ?n) { }", "--as", "bars")
    result = kg(*asked, "--format", "png")
    assert (result.code, result.out) == (2, "") and "A PNG is not for the screen" in result.err
    assert kg(*asked, "-o", tmp_path / "a.png").code == 0
    assert kg(*asked).out.startswith("<?xml")

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, Triple, parse_query_results

from kg.answers.model import Rows, rows_of, rows_of_triples
from kg.answers.tables import WRITERS, columns, comma_separated, markdown, results_json, table, width
from kg.errors import UsageError

PK = "https://w3id.org/peacekg/ontology#"
ROWS = Rows(
    ("country", "n", "method"),
    (
        (Literal("Chad", language="en"), Literal(10), NamedNode(PK + "Ambush")),
        (Literal("日本"), Literal(2), None),
    ),
)


def test_a_table_is_aligned() -> None:
    assert table(ROWS) == ("country   n  method\n───────  ──  ─────────\nChad     10  pk:Ambush\n日本      2\n")


def test_wide_characters_take_two_columns() -> None:
    assert (width("日本"), width("café"), width("cafe\u0301")) == (4, 4, 4)


def test_an_empty_answer_still_has_its_head() -> None:
    assert table(Rows(("a", "b"), ())) == "a  b\n─  ─\n"


def test_long_texts_are_cut_and_addresses_are_not() -> None:
    rows = Rows(("x",), ((Literal("a" * 80),), (NamedNode("urn:" + "b" * 80),)))
    assert table(rows).splitlines()[2:] == ["a" * 59 + "…", "urn:" + "b" * 80]


def test_no_control_character_reaches_the_terminal() -> None:
    rows = Rows(("x",), ((Literal("a\x1b[2Jb\nc\u202ed"),), (NamedNode("urn:x\u202e"),)))
    assert table(rows).splitlines()[2:] == ["a [2Jb c d", "urn:x"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r")), min_size=1, max_size=4))
def test_csv_can_be_read_back(cells: list[str]) -> None:
    rows = Rows(tuple(f"c{at}" for at in range(len(cells))), (tuple(map(Literal, cells)),))
    read = list(csv.reader(io.StringIO(comma_separated(rows), newline="")))[1]
    assert [
        cell.removeprefix("'") if not text.startswith("'") else cell for cell, text in zip(read, cells, strict=True)
    ] == cells


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x","y")', "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1"])
def test_a_formula_stays_text(text: str) -> None:
    cell = next(csv.reader(io.StringIO(comma_separated(Rows(("x",), ((Literal(text),),))).split("\n", 1)[1])))[0]
    assert cell == "'" + text


@pytest.mark.parametrize("number", ["-5", "+3", "-1.5e3"])
def test_a_negative_number_stays_a_number(number: str) -> None:
    assert comma_separated(Rows(("x",), ((Literal(number),),))) == f"x\n{number}\n"


def test_markdown_escapes_its_own_signs() -> None:
    assert markdown(Rows(("a",), ((Literal("x|y<b>"),),))) == "| a |\n| --- |\n| x\\|y\\<b\\> |\n"
    assert "| --- | ---: | --- |" in markdown(ROWS)


def test_json_is_the_standard_form() -> None:
    terms = (
        NamedNode("urn:x"), BlankNode("b"), Literal("t"), Literal("t", language="fr"), Literal(1), None,
        Triple(NamedNode("urn:x"), NamedNode("urn:p"), Literal("o")),
    )  # fmt: skip
    rows = Rows(tuple("abcdefg"), (terms,))
    assert rows_of(parse_query_results(results_json(rows), QueryResultsFormat.JSON)) == rows
    assert json.loads(results_json(Rows(("ask",), ((Literal(True),),), "ask"))) == {"head": {}, "boolean": True}


def test_turtle_is_for_triples() -> None:
    rows = rows_of_triples([Triple(NamedNode(PK + "a"), NamedNode(PK + "b"), Literal("x"))])
    assert 'pk:a pk:b "x"' in WRITERS["turtle"](rows)
    with pytest.raises(UsageError, match="Only CONSTRUCT"):
        WRITERS["turtle"](ROWS)


def test_texts_make_a_table_too() -> None:
    assert columns(["name", "n"], [["a", "b"]]) == "name  n\n────  ─\na     b\n"


def test_an_answer_prints_as_a_table() -> None:
    assert str(ROWS) == WRITERS["table"](ROWS)

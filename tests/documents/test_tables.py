"""Tables as full grids."""

from hypothesis import given
from hypothesis import strategies as st

from kg.documents.model import Table
from kg.documents.read import read_document
from kg.pages.model import Page


def table_of(wikitext: str) -> Table:
    (table,) = read_document(Page("X", wikitext)).tables
    return table


def plain(table: Table) -> list[list[str | None]]:
    return [[cell.text.plain if cell else None for cell in row] for row in table.rows]


def test_rows_headers_and_caption() -> None:
    table = table_of(
        '{| class="wikitable"\n|+ style="x" | Commanders\n|-\n! Name !! From\n|-\n'
        "| [[Novak|N]] || 2013\n|-\n| B\n| 2014\n|}"
    )
    assert table.caption == "Commanders"
    assert plain(table) == [["Name", "From"], ["N", "2013"], ["B", "2014"]]
    assert [[cell.header for cell in row if cell] for row in table.rows] == [
        [True, True],
        [False, False],
        [False, False],
    ]


def test_a_cell_that_spans_stands_in_each_place() -> None:
    table = table_of('{|\n| rowspan="2" | a || b\n|-\n| c\n|-\n| colspan=2 | d\n|}')
    assert plain(table) == [["a", "b"], ["a", "c"], ["d", "d"]]
    assert table.rows[0][0] is table.rows[1][0]


def test_bars_within_links_and_templates_divide_no_cell() -> None:
    table = table_of("{|\n| {{flag|Mali|name=A}} || [[B|c]] || {{ubl|d|e}}\n|}")
    assert plain(table) == [["A", "c", "d\ne"]]


def test_a_list_in_a_cell_gives_lines_and_cells_go_on_over_lines() -> None:
    table = table_of("{|\n! Units\n|-\n|\n* first\n* second\n| third\nline\n|}")
    assert plain(table) == [["Units", None], ["first\nsecond", "third line"]]


def test_a_table_without_headers_that_holds_lists_gives_items() -> None:
    document = read_document(Page("X", "Contributors:\n{|\n|\n* {{flag|Mali}}\n|\n* {{flag|Chad}}\n|}"))
    assert [(item.text.plain, item.lead) for item in document.items] == [
        ("Mali", "Contributors:"),
        ("Chad", "Contributors:"),
    ]


def test_spans_reach_back_to_the_cell() -> None:
    text = "{|\n| style='x' | [[Novak]] || b\n|}"
    first, second = (cell for cell in table_of(text).rows[0] if cell)
    assert (text[first.span.begin : first.span.end], text[second.span.begin : second.span.end]) == ("[[Novak]]", "b")


def test_an_enormous_span_is_bounded_and_noted() -> None:
    document = read_document(Page("X", "{|\n" + '| colspan="99999" | a || b\n' + "|}"))
    assert len(document.tables[0].rows[0]) <= 100
    assert [note.reason for note in document.unread] == ["table larger than its grid may be"]


def test_a_table_without_an_end_is_no_table() -> None:
    assert read_document(Page("X", "{|\n| a\n")).tables == ()


@given(
    st.lists(
        st.sampled_from(["|-\n", "| a ", "|| b", "! c", "!! d", "\n", "|+ e\n", "rowspan=3 |", "colspan=2 |", "* f\n"])
    )
)
def test_every_row_has_the_same_number_of_cells(parts: list[str]) -> None:
    for table in read_document(Page("X", "{|\n" + "".join(parts) + "\n|}")).tables:
        assert len({len(row) for row in table.rows}) <= 1

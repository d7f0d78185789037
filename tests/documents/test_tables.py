"""Tables as full grids."""

from collections.abc import Callable

import mwparserfromhell
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.model import Document, Table
from kg.documents.read import read_document
from kg.documents.scan import Scan
from kg.documents.skeleton import skeleton_of
from kg.documents.tables import MAX_LENGTH, MAX_MARKS
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


def document(wikitext: str) -> Document:
    return read_document(Page("X", wikitext))


def tables(wikitext: str) -> list[list[list[str | None]]]:
    return [plain(table) for table in document(wikitext).tables]


def test_a_table_of_html() -> None:
    table = table_of(
        '<table class="wikitable"><caption>Commanders</caption>\n<thead><tr><th>Name</th><th>From</th></tr></thead>'
        "<tbody>\n<TR><TD rowspan='2'>[[Novak|N]]</TD>\n<td>2013</td></TR><tr><td>2014</td></tr></tbody></table>"
    )
    assert table.caption == "Commanders"
    assert plain(table) == [["Name", "From"], ["N", "2013"], ["N", "2014"]]
    assert [cell.header for cell in table.rows[0] if cell] == [True, True]


def test_a_table_of_html_whose_end_tags_are_left_out() -> None:
    assert tables("<table><tr><th>a<th>b<tr><td>c<td colspan=2>d<p>e</table>") == [
        [["a", "b", None], ["c", "d\ne", "d\ne"]]
    ]


@pytest.mark.parametrize(
    ("wikitext", "rows"),
    [
        ("<table><tr><td>a</td><td>b</td></tr></table>", [["a", "b"]]),
        ("<table><td>a</td></tr><td>b</td></table>", [["a"], ["b"]]),
        ("<table><tr><td/><td>b</table>", [["", "b"]]),
        ('<table><tr><td class="x>a</td><td rowspan="2>b</td></tr></table>', [["a", "b"]]),
        ("<table><tr></th><td>a</caption></td></tr></table>", [["a"]]),
    ],
)
def test_tables_of_html_as_browsers_read_them(wikitext: str, rows: list[list[str]]) -> None:
    assert tables(wikitext) == [rows]


def test_text_around_a_table_of_html_is_prose() -> None:
    found = document("It came. <table><tr><td>a</td></tr></table> It left.")
    assert [sentence.text.plain for sentence in found.sentences] == ["It came.", "It left."]


def test_a_tag_without_its_end_is_no_table_and_hides_nothing() -> None:
    found = document("It came. <table> It left. {{flag|<table>|name=Mali}} [[Gao]]")
    assert (document("{{flag|<table>}}</table>").tables, found.tables) == ((), ())
    assert [sentence.text.plain for sentence in found.sentences] == ["It came.", "It left.", "Mali Gao"]


def test_an_infobox_keeps_the_text_of_a_table_of_html() -> None:
    (box,) = document("{{Infobox x|a=<table><tr><td>b</td><td>c</td></tr></table>|d=e}}").infoboxes
    assert [[item.plain for item in parameter.items] for parameter in box.parameters] == [["b", "c"], ["e"]]


def test_templates_that_stand_for_bars() -> None:
    expected = [["a", "b"], ["c", "d"]]
    assert tables("{|\n! a !! b\n{{!-}}\n{{!}} c {{!}}{{!}} rowspan=1 {{!}} d\n|}") == [expected]
    assert tables("{{{!}} class=x\n{{!+}} Caption\n{{!-}}\n! a !! b\n{{!-}}\n{{!}} c {{!!}} d\n{{!}}}") == [expected]
    assert tables("{{hidden|T|\n{{{!}}\n{{!}} a {{!}}{{!}} b\n{{!-}}\n{{!}}c{{!!}}d\n{{!}}}}}") == [expected]


def test_a_bar_template_in_prose_is_no_table() -> None:
    found = document("A {{!}} B. {{{!}} stays.\n\n{{flag|Mali}}")
    assert (found.tables, [item.text.plain for item in found.sentences][-1]) == ((), "Mali")


def test_a_table_within_a_table_is_a_table_of_its_own() -> None:
    text = "{|\n| a\n{|\n! n\n|-\n| [[in]]\n|}\n| <table><tr><td>h</td></tr></table> b\n|}"
    assert tables(text) == [[["a", "b"]], [["n"], ["in"]], [["h"]]]


def test_a_table_in_a_cell_with_a_list_is_read_once() -> None:
    assert tables("{|\n|\n* a\n{|\n| in\n|}\n| b\n|}") == [[["a", "b"]], [["in"]]]


def test_a_scope_makes_a_header() -> None:
    table = table_of('{|\n| scope="row" | A || b\n|-\n! scope=col | C\n| scope=x | d\n|}')
    assert [[cell.header for cell in row if cell] for row in table.rows] == [[True, False], [True, False]]


def test_a_bar_after_a_link_begins_no_content() -> None:
    assert tables("{|\n| [[Gao]] | 3 || style=x | b\n|}") == [[["Gao | 3", "b"]]]


@pytest.mark.parametrize(
    "cell",
    [
        "''a\n| b''",
        "<b>a",
        "{{a",
        "[[a",
        "a<ref>x\n| y</ref>",
        "<nowiki>\n| x</nowiki>",
        "== a || b ==",
        "----",
        "'a",
        "a<!--\n| b -->",
    ],
)
def test_what_stands_in_a_cell_changes_no_other_row(cell: str) -> None:
    rows = tables("{|\n| x\n|-\n| " + cell + "\n|-\n| y || z\n|}")[0]
    assert (rows[0][0], rows[-1]) == ("x", ["y", "z"])


def test_words_outside_the_cells_are_noted() -> None:
    text = "{|\n{{row|a}}\n|-\nlost words\n| a\n|-\n<!-- b --> <br> <ref>c</ref>\n| d\n|}"
    assert [(text[slice(n.span.begin, n.span.end)].strip(), n.reason) for n in document(text).unread] == [
        ("{{row|a}}", "words of a table outside its cells"),
        ("lost words", "words of a table outside its cells"),
    ]


@pytest.mark.parametrize("half", ["{|\n! A !! B\n|-\n| c || d", "| c || d\n|}", "|-\n| c\n|-\n| d"])
def test_half_a_table_is_no_prose_and_noted_once(half: str) -> None:
    found = document(f"It came.\n{half}\n\nIt left.")
    assert [sentence.text.plain for sentence in found.sentences] == ["It came.", "It left."]
    assert [note.reason for note in found.unread] == ["table without a beginning or an end"]


def test_a_line_that_begins_with_an_exclamation_mark_is_prose() -> None:
    assert [sentence.text.plain for sentence in document("!Kung is a language.").sentences] == ["!Kung is a language."]


class Counted:
    """mwparserfromhell, with a count of the characters that it was given and of the nodes that it made."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.work = 0
        self.parse = mwparserfromhell.parse
        monkeypatch.setattr(mwparserfromhell, "parse", self)

    def __call__(self, text: str, **options: bool) -> mwparserfromhell.wikicode.Wikicode:
        found = self.parse(text, **options)
        self.work += len(text) + sum(1 for _ in found.ifilter(recursive=True))
        return found


HOSTILE: list[Callable[[int], str]] = [
    lambda n: "{|\n" + "| a\n" * n + "|}",
    lambda n: "{|\n|" + "| a" * n + "\n|}",
    lambda n: "{|\n" * n + "| a\n" + "|}\n" * n,
    lambda n: "{|\n| {{a\n" * n,
    lambda n: "{|\n" + "| [[a\n" * n + "|}",
    lambda n: "{|\n" + '| a="\n' * n + "|}",
    lambda n: "{|\n" + "!" * n + "\n|}",
    lambda n: "{|\n" + "|-\n" * n + "|}",
    lambda n: "{|\n" + "| ''<b>\n" * n + "|}",
    lambda n: "{|\n" + "| rowspan=99999 colspan=99999 | a\n" * n + "|}",
    lambda n: "<table>" * n + "a" + "</table>" * n,
    lambda n: "<table>" * n,
    lambda n: "<table>" + "<tr><td>" * n + "</table>",
    lambda n: "<table>" + '<td a="b>' * n + "</table>",
    lambda n: "<table>" + "<td a='b' c=\"d\" e>" * n + "</table>",
    lambda n: "{{{!}}\n" + "{{!}} a {{!!}} b\n" * n + "{{!}}}",
    lambda n: "{{{!}}\n" * n + "{{!}}}\n" * n,
    lambda n: "{|\n| a\n|}\n" * n,
]


@pytest.mark.parametrize("make", HOSTILE)
def test_work_grows_with_the_text_and_is_bounded(make: Callable[[int], str], monkeypatch: pytest.MonkeyPatch) -> None:
    work = []
    for size in (40, 400, 40_000):
        counted = Counted(monkeypatch)
        found = document(make(size))
        work.append(counted.work)
        places = sum(len(row) for table in found.tables for row in table.rows)
        assert places <= 40_000 + len(make(size))
        monkeypatch.undo()
    assert work[1] <= 11 * work[0] + 100
    assert work[2] <= 12 * MAX_MARKS


def test_a_table_beyond_the_limits_is_left_unread_with_a_note() -> None:
    long = document("{|\n| " + "a " * MAX_LENGTH + "\n|}\n\nIt left.")
    wide = document("{|\n" + "| a\n" * (MAX_MARKS + 1) + "|}\n{|\n| b\n|}")
    deep = document("{|\n" * 200 + "| a\n" + "|}\n" * 200)
    assert [note.reason for note in long.unread] == ["table larger than 200000 characters"]
    assert [sentence.text.plain for sentence in long.sentences] == ["It left."]
    assert [note.reason for note in wide.unread] == ["tables with more than 30000 cells and attributes"]
    assert [plain(table) for table in wide.tables] == [[["b"]]]
    assert [note.reason for note in deep.unread] == ["table nested too deep"]


def test_a_thousand_columns_are_bounded_and_noted() -> None:
    found = document("{|\n|" + "a || " * 1000 + "\n|}")
    assert len(found.tables[0].rows[0]) == 100
    assert [note.reason for note in found.unread] == ["table larger than its grid may be"]


PARTS = st.sampled_from(
    [
        "|-\n",
        "| a ",
        "|| b",
        "! c",
        "!! d",
        "\n",
        "|+ e\n",
        "rowspan=3 |",
        "colspan=2 |",
        "* f\n",
        "{{flag|Mali}}",
        "[[g|h]]",
        "{|\n",
        "\n|}\n",
        "{{!}}",
        "{{!!}} i",
        "{{!-}}\n",
        "{{{!}}\n",
        "\n{{!}}}\n",
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<td rowspan=2>",
        "<th/>",
        "<caption>",
        "''",
        "<!-- j -->",
        "<ref>k</ref>",
        "&nbsp;",
        "\n{|\n| l\n|}\n",
    ]
)


@given(st.lists(PARTS, max_size=30).map("".join), st.sampled_from(["{|\n%s\n|}", "<table>%s</table>", "%s"]))
def test_every_cell_lies_in_its_table_and_its_pieces_slice_the_page(inner: str, around: str) -> None:
    text = around % inner
    for table in document(text).tables:
        assert len({len(row) for row in table.rows}) <= 1
        for cell in {id(cell): cell for row in table.rows for cell in row if cell}.values():
            assert table.span.begin <= cell.span.begin <= cell.span.end <= table.span.end
            assert "".join(cell.text.plain[piece.begin : piece.end] for piece in cell.text.pieces) == cell.text.plain
            for piece in cell.text.pieces:
                assert cell.span.begin <= piece.source.begin < piece.source.end <= cell.span.end
                shown, source = cell.text.plain[piece.begin : piece.end], text[piece.source.begin : piece.source.end]
                assert len(shown) != len(source) or shown.split() == source.split()


@given(st.lists(PARTS, max_size=30).map("".join))
def test_the_skeletons_of_tables_lead_back(inner: str) -> None:
    scan = Scan("{|\n" + inner + "\n|}")
    for index in scan.every("table"):
        skeleton = skeleton_of(scan, index)
        places = [skeleton.source(at) for at in range(len(skeleton.text()))]
        assert places == sorted(places)
        for place, sign in zip(places, skeleton.text(), strict=True):
            assert not sign.isalpha() or sign == scan.text[place]

"""MediaWiki exports: cut at their pages, one page at a time."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.pages import export
from kg.pages.export import read_export, split_pages
from kg.pages.model import Failure, Page

HEAD = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
<siteinfo><namespaces><namespace key="0" case="first-letter" />
<namespace key="1" case="first-letter">Talk</namespace></namespaces></siteinfo>
"""


def page(title: str, text: str = "Some text", *, namespace: int = 0, more: str = "", attributes: str = "") -> str:
    return (
        f"<page><title>{title}</title><ns>{namespace}</ns><id>7</id>{more}<revision><id>42</id>"
        "<timestamp>2020-01-02T03:04:05Z</timestamp><contributor><username>A</username><id>9</id></contributor>"
        f"<model>wikitext</model><text{attributes}>{text}</text></revision></page>"
    )


def read(xml: str, size: int = 100_000, namespaces: frozenset[int] | None = frozenset({0})) -> list[Page | Failure]:
    data = xml.encode()
    pieces = (data[at : at + size] for at in range(0, len(data), size))
    return list(read_export(pieces, "dump.xml", namespaces))


def test_a_page_with_all_that_is_said_of_it() -> None:
    (found,) = read(HEAD + page("Gao &amp; Kidal", "a &lt;ref&gt; &amp;nbsp; é") + "</mediawiki>")
    assert found == Page(
        title="Gao & Kidal",
        text="a <ref> &nbsp; é",
        revision=42,
        timestamp="2020-01-02T03:04:05Z",
        page_id=7,
        source="dump.xml",
    )


def test_redirects_name_their_target() -> None:
    (found,) = read(HEAD + page("A", "#REDIRECT [[B]]", more='<redirect title="B" />') + "</mediawiki>")
    assert isinstance(found, Page)
    assert found.redirect == "B"


def test_other_namespaces_are_passed_over_unless_asked_for() -> None:
    xml = HEAD + page("Talk:A", namespace=1) + page("B") + "</mediawiki>"
    assert [entry.title for entry in read(xml) if isinstance(entry, Page)] == ["B"]
    assert [entry.title for entry in read(xml, namespaces=None) if isinstance(entry, Page)] == ["Talk:A", "B"]


def test_an_old_export_tells_the_namespace_by_the_title() -> None:
    old = page("Talk:A").replace("<ns>0</ns>", "")
    assert read(HEAD + old + page("B") + "</mediawiki>", namespaces=frozenset({1}))[0] == Page(
        "Talk:A", "Some text", 42, "2020-01-02T03:04:05Z", namespace=1, page_id=7, source="dump.xml"
    )


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_of_several_revisions_the_newest_counts(order: tuple[int, ...]) -> None:
    revisions = "".join(
        f"<revision><id>{n}</id><timestamp>202{n}-01-01T00:00:00Z</timestamp><text>text {n}</text></revision>"
        for n in order
    )
    (found,) = read(f"{HEAD}<page><title>A</title><ns>0</ns><id>1</id>{revisions}</page></mediawiki>")
    assert isinstance(found, Page)
    assert (found.revision, found.text) == (3, "text 3")


@given(st.integers(1, 400))
def test_pieces_may_end_anywhere(size: int) -> None:
    xml = HEAD + page("A", "é" * 50) + "\n" + page("B") + "\n</mediawiki>\n"
    assert read(xml, size) == read(xml)


def test_a_file_that_is_cut_off_keeps_its_whole_pages() -> None:
    first, last = read((HEAD + page("A") + page("B"))[:-30])
    assert isinstance(first, Page)
    assert last == Failure("dump.xml", "is cut off within the page 'B': fetch it again")


def test_a_file_that_ends_between_pages_says_so() -> None:
    assert read(HEAD + page("A"))[1] == Failure("dump.xml", "is cut off: it ends without </mediawiki>; fetch it again")


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (page("A", "a & b"), "is not well-formed XML"),
        (page("A", "&bomb;"), "is not well-formed XML"),
        (page("A", '<!DOCTYPE a [<!ENTITY b "c">]>'), "is not well-formed XML"),
        (page("A", "<a>" * 30 + "</a>" * 30), "is nested deeper than an export is"),
        (page("A", "", attributes=' deleted="deleted"'), "is deleted"),
        ("<page><title>A</title><ns>0</ns></page>", "has no revision"),
        (page("A", "x" * 3_000_000), "has 3.0 MB of wikitext"),
    ],
)
def test_a_page_that_cannot_be_read_does_not_cost_the_others(bad: str, says: str) -> None:
    failure, good = read(HEAD + bad + page("B") + "</mediawiki>")
    assert isinstance(failure, Failure)
    assert "'A'" in failure.message
    assert says in failure.message
    assert isinstance(good, Page)


def test_a_page_larger_than_memory_may_hold_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "MAX_PAGE", 20_000)
    failure, good = read(HEAD + page("A", "x" * 90_000) + page("B") + "</mediawiki>", 1000)
    assert isinstance(failure, Failure)
    assert "'A' has more than" in failure.message
    assert isinstance(good, Page)


@pytest.mark.parametrize("xml", ["<mediawiki></mediawiki>", HEAD + page("Talk:A", namespace=1) + "</mediawiki>"])
def test_an_export_without_articles_says_so(xml: str) -> None:
    (failure,) = read(xml)
    assert isinstance(failure, Failure)
    assert "holds no article" in failure.message


def test_what_is_no_export_says_so() -> None:
    (failure,) = read("<rss><page></page></rss>")
    assert isinstance(failure, Failure)
    assert "is no MediaWiki export" in failure.message


def test_what_is_kept_is_bounded() -> None:
    def junk() -> Iterator[bytes]:
        yield HEAD.encode() + page("A").encode()
        for _ in range(100):
            yield b"x" * 10_000
        yield b"</mediawiki>"

    assert sum(len(part) for part in split_pages(junk())) < 2000

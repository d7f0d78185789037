"""Sources behind footnotes."""

import pytest

from kg.documents.citations import read_citations
from kg.documents.model import Citation, References, Span
from kg.documents.read import read_document
from kg.pages.model import Page


def fields(citation: Citation) -> dict[str, str]:
    names = ("url", "title", "publisher", "date", "archive", "text")
    return {name: value for name in names if (value := getattr(citation, name))}


@pytest.mark.parametrize(
    ("wikitext", "expected"),
    [
        (
            "{{cite web|url=https://example.org/a|title=A ''b''|publisher=[[UN]]|date=5 May 2013"
            "|archive-url=https://web.archive.org/web/2013/https://example.org/a}}",
            {
                "url": "https://example.org/a",
                "title": "A b",
                "publisher": "UN",
                "date": "5 May 2013",
                "archive": "https://web.archive.org/web/2013/https://example.org/a",
            },
        ),
        ("{{Cite_News|title=B {{!}} C|work=BBC|year=2014}}", {"title": "B | C", "publisher": "BBC", "date": "2014"}),
        ("{{citation|title=T|last=Smith|date=2010}}", {"title": "T", "date": "2010"}),
        (
            "{{cite tweet|number=123|user=un|title=Hello}}",
            {"url": "https://twitter.com/un/status/123", "title": "Hello"},
        ),
        (
            "[https://example.org/a The title] ''The Paper'' (6 July 2013).",
            {"url": "https://example.org/a", "title": "The title", "publisher": "The Paper", "date": "6 July 2013"},
        ),
        (
            "[https://example.org/a T] {{Webarchive|url=https://archive.example/a|date=6 March 2018}}",
            {"url": "https://example.org/a", "title": "T", "archive": "https://archive.example/a"},
        ),
        (
            "[https://web.archive.org/web/20131224220642/https://example.org/a T]",
            {
                "url": "https://example.org/a",
                "title": "T",
                "archive": "https://web.archive.org/web/20131224220642/https://example.org/a",
            },
        ),
        ("See http://example.org/a.", {"url": "http://example.org/a"}),
        ("Novak, ''Memoirs'', p. 5", {"text": "Novak, Memoirs, p. 5"}),
        ("{{cite web|url=javascript:alert(1)|title=T}}", {"title": "T"}),
    ],
)
def test_a_source(wikitext: str, expected: dict[str, str]) -> None:
    (citation,) = read_citations(wikitext)
    assert fields(citation) == expected


def test_several_sources_in_one_footnote() -> None:
    found = read_citations("{{cite web|url=http://a.example|title=A}}; [http://b.example B]; http://c.example")
    assert [citation.url for citation in found] == ["http://a.example", "http://b.example", "http://c.example"]


def test_nothing_is_no_source() -> None:
    assert read_citations("  <!-- gone --> ") == []


def test_an_address_within_a_cite_template_is_no_source_of_its_own() -> None:
    assert len(read_citations("{{cite web|url=http://a.example|title=[http://b.example B]}}")) == 1


def references(text: str) -> References:
    return read_document(Page("X", text)).references


def test_a_name_finds_the_description_wherever_it_stands() -> None:
    found = references("A<ref name='un'/>. B<ref name=un>http://a.example</ref>.")
    assert found.keys() == ("un",)
    assert [citation.url for citation in found.citations(("un",))] == ["http://a.example"]


def test_descriptions_in_the_list_of_references() -> None:
    found = references("A<ref name=un/>.\n{{reflist|refs=\n<ref name=un>http://a.example</ref>\n}}")
    assert [citation.url for citation in found.citations(("un",))] == ["http://a.example"]


def test_a_span_is_where_the_source_is_described() -> None:
    text = "A<ref> {{cite web|url=http://a.example}}</ref>"
    (citation,) = references(text).citations(("@1",))
    assert citation.span == Span(7, 40)
    assert text[7:40] == "{{cite web|url=http://a.example}}"


def test_a_short_citation_finds_its_book() -> None:
    found = references("A.{{sfn|Smith|Jones|2010|p=3}}\n* {{cite book|last1=Smith|last2=Jones|year=2010|title=T}}")
    assert [citation.title for citation in found.citations(("sfn:smith,jones:2010",))] == ["T"]


def test_a_short_citation_finds_a_book_by_its_anchor() -> None:
    found = references("A.{{sfn|UN|2010}}\n* {{cite book|title=T|ref={{sfnref|UN|2010}}}}")
    assert [citation.title for citation in found.citations(("sfn:un:2010",))] == ["T"]


def test_a_short_citation_without_a_book_is_its_own_words() -> None:
    found = references("A.{{sfn|Smith|2010}}")
    assert [citation.text for citation in found.citations(("sfn:smith:2010",))] == ["Smith 2010"]


def test_a_note_gives_the_sources_in_it() -> None:
    found = references("A.{{efn|name=n|So says<ref>http://a.example</ref> the UN: http://b.example}}")
    assert "http://b.example" in [citation.url for citation in found.citations(("n",))]


def test_a_remark_is_no_source_and_plain_words_in_a_reference_are() -> None:
    found = references("A.{{efn|name=n|Observers are not counted.}} B.{{refn|name=r|Smith 2010, p. 4.}}")
    assert found.citations(("n",)) == ()
    assert [citation.text for citation in found.citations(("r",))] == ["Smith 2010, p. 4."]


def test_the_same_source_is_given_once_and_an_unknown_key_gives_none() -> None:
    found = references("A<ref name=un>http://a.example</ref>")
    assert len(found.citations(("un", "nobody", "un"))) == 1

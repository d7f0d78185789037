"""Pages as a browser without JavaScript gets them, of the sample and of a graph that wants to harm."""

import re
import time
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Triple

BASE = "https://w3id.org/peacekg/id/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
XSD_DATE = "http://www.w3.org/2001/XMLSchema#date"
SCHEMES = re.compile(r"^(?:/|#|https?://)")


class Page(HTMLParser):
    """The tags of a page, and where they lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        named = dict(attrs)
        self.links += [str(named[name]) for name in ("href", "src", "action") if named.get(name)]
        self.inline += [name for name in named if name.startswith("on") or name == "style"]
        if tag == "script" and "src" not in named:
            self.inline.append("script")


def link_to(text: str, label: str) -> str:
    found = re.search(rf'href="([^"]*)"[^>]*>{re.escape(label)}', text)
    assert found, label
    return found[1].replace("&amp;", "&")


def test_from_a_search_to_the_highlighted_sentence(server: Any) -> None:
    hits = server.get("/search?q=MONUSCO").text
    page = server.get(link_to(hits, "United Nations Organization Stabilization Mission")).text
    assert "What the graph says" in page
    assert "Kinshasa" in page
    facts = re.findall(r'class="fact" href="([^"]*attack[^"]*)"', page)
    fact = server.get(facts[0].replace("&amp;", "&")).text
    assert "<mark>On 14 May 2012, gunmen opened fire on a UN base in Bunyakiri.</mark>" in fact
    assert "On 4 April 2011, an aircraft" in fact, "the sentences around it"


def test_passages_of_one_section_are_marked_in_one_text(server: Any, mission: str) -> None:
    facts = re.findall(r'class="fact" href="([^"]*attack[^"]*)"', server.get(mission).text)
    page = server.get(facts[0].replace("&amp;", "&")).text
    assert "</mark> <mark>Eleven Pakistani peacekeepers were wounded.</mark>" in page
    assert page.count("Where it was read") == 1
    assert "Also read here" not in page
    assert "11 injured (Pakistan, peacekeeper)" in page


def test_a_row_is_marked_in_its_table(server: Any, mission: str) -> None:
    facts = re.findall(r'class="fact" href="([^"]*tenure[^"]*)"', server.get(mission).text)
    pages = [server.get(fact.replace("&amp;", "&")).text for fact in facts]
    page = next(page for page in pages if "Chander Prakash" in page and " | July 2010 | " in page)
    assert re.search(r'<p class="here"><mark>[^<]*Chander Prakash[^<]*</mark>', page)
    assert re.search(r"<p>[^<]*\| [^<]*Derick Mgwebi", page), "the other rows stand around it"


def test_facts_are_listed_by_date_under_the_short_names_of_missions(server: Any) -> None:
    page = server.get("/list/Attack").text
    assert "<h1>Attacks</h1>" in page
    dates = re.findall(r'<td class="brief">([0-9]{4}(?:-[0-9]{2}){0,2})</td>', page)
    assert len(dates) > 8
    assert dates == sorted(dates)
    assert re.search(r'title="United Nations Stabilisation Mission in Haiti">MINUSTAH</a>', page)


def test_a_picture_without_rows_says_so(server: Any) -> None:
    answer = server.get("/panel/attacks-by-year.svg?mission=https://w3id.org/peacekg/id/mission/None")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "No rows" in answer.text
    assert "cannot be drawn as map" in server.get("/panel/co-deployment.svg?as=map").text


def test_a_phone_gets_a_narrower_picture(server: Any) -> None:
    wide, narrow = (server.get(f"/panel/tenures.svg?{query}").text for query in ("", "narrow=1"))
    widths = [float(re.search(r'width="([0-9.]+)pt"', text)[1]) for text in (wide, narrow)]  # type: ignore[index]
    assert widths[0] > 1.5 * widths[1]


def test_the_mark_ends_where_the_words_do(server: Any) -> None:
    attacks = re.findall(r'href="(/node[^"]*attack[^"]*)"', server.get("/list/Attack").text)
    marks = re.findall(r"<mark>([^<]*)</mark>", "".join(server.get(path).text for path in set(attacks)))
    assert marks
    assert [mark for mark in marks if mark != mark.strip()] == []


def test_a_country_shows_what_it_sent_and_lost(server: Any) -> None:
    page = server.get("/node?iri=https://w3id.org/peacekg/id/country/Pakistan").text
    assert re.search(r"<dt>killed in accidents</dt><dd>6</dd>", page)
    assert "Which countries contributed to a mission" in page
    assert "/panel/co-deployment.svg?country=" in page


def test_a_place_has_its_coordinates_in_words(server: Any) -> None:
    page = server.get("/node?iri=https://w3id.org/peacekg/id/place/Goma").text
    assert '<th scope="row">latitude</th><td>-1.6794</td>' in page


def test_a_plain_triple_leads_to_its_sentence(server: Any, mission: str) -> None:
    evidence = re.findall(r'class="fact" href="([^"]*statement[^"]*established[^"]*)"', server.get(mission).text)
    assert "<mark>" in server.get(evidence[0].replace("&amp;", "&")).text


def test_sources_are_shown(server: Any, mission: str) -> None:
    for fact in re.findall(r'class="fact" href="([^"]*(?:attack|figure)[^"]*)"', server.get(mission).text):
        if "Sources cited there" in (page := server.get(fact.replace("&amp;", "&")).text):
            assert re.search(r'<ol class="sources">\s*<li><a class="outside" rel="noopener noreferrer nofollow"', page)
            return
    raise AssertionError("no fact of the sample has a source")


def test_every_panel_of_a_mission_is_there_with_its_query_and_downloads(server: Any, mission: str) -> None:
    page = server.get(mission).text
    for name in (
        "attacks-by-year",
        "killed-by-contingent",
        "strength-over-time",
        "tenures",
        "attacks-with-coordinates",
    ):
        for kind in ("csv", "json", "ttl"):
            assert f"/panel/{name}.{kind}?mission=" in page
        assert f"/panel/{name}.svg?" in page
    assert page.count("Open in the SPARQL page") == page.count("Query and downloads") > 8


@pytest.mark.parametrize("kind", ["Mission", "Country", "Person", "Place", "Resolution", "Attack", "ArmedGroup"])
def test_there_is_a_list_and_a_page_for_each_kind(server: Any, kind: str) -> None:
    listed = server.get(f"/list/{kind}")
    assert listed.status_code == 200
    nodes = [one for one in re.findall(r'href="(/node[^"]*)"', listed.text) if f"{kind.lower()[:5]}" in one.lower()]
    page = server.get((nodes or re.findall(r'href="(/node[^"]*)"', listed.text))[0].replace("&amp;", "&"))
    assert page.status_code == 200
    assert "<h1>" in page.text


def test_all_links_of_the_first_pages_work(server: Any, mission: str) -> None:
    seen: set[str] = set()
    for path in ("/", "/search?q=a", mission, "/ask"):
        for link in Page(server.get(path).text).links:
            if link.startswith("/") and len(seen) < 150:
                seen.add(link)
    wrong = [link for link in seen if server.get(link).status_code != 200]
    assert wrong == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/list/Nothing", 404),
        ("/panel/nothing", 404),
        ("/panel/attacks-by-year.exe", 404),
        ("/panel/co-deployment.png?as=map", 404),
        ("/panel/co-deployment.svg?as=map", 200),
        ("/node?iri=urn:nothing", 404),
        ("/node?iri=%3Cx%3E%20%7D", 400),
        ("/node", 400),
        ("/panel/attacks-by-year?mission=Nowhere", 400),
        ("/panel/incidents?since=yesterday", 400),
        ("/static/..%2f..%2fpyproject.toml", 404),
        ("/static/../app.py", 404),
        ("/panel/..%2f..%2fsecret", 404),
        ("/list/Attack?page=999999999999", 200),
        ("/search?" + "q=" + "a" * 9000, 200),
        ("/search?q=" + "a" * 64000, 414),
    ],
)
def test_wrong_addresses_have_an_answer(server: Any, path: str, status: int) -> None:
    assert server.get(path).status_code == status


def patiently(server: Any, path: str) -> Any:
    """The answer, asked for again while the server is busy: a worker may be long over its first picture."""
    for _ in range(20):
        answer = server.get(path)
        if answer.status_code != 503:
            return answer
        time.sleep(1)
    return answer


def test_the_sparql_page(server: Any) -> None:
    good = server.get("/ask?" + urlencode({"query": "SELECT ?m { ?m a pk:Mission }", "as": "table"}))
    assert "Haiti" in good.text
    wrong = server.get("/ask?" + urlencode({"query": "SELECT * {\n ?s ?p\n oops }"}))
    assert wrong.status_code == 400
    assert re.search(r"<mark>\s*3 +oops }</mark>", wrong.text), "the line is shown"
    csv = server.get("/ask?" + urlencode({"query": "SELECT ('=1+1' AS ?x) {}", "format": "csv"}))
    assert csv.text == "x\n'=1+1\n"
    bars = {"query": "SELECT ('a' AS ?n) (3 AS ?v) {}", "as": "bars"}
    links = re.findall(r'href="(/ask[?]format=[^"]*)"', server.get("/ask?" + urlencode(bars)).text)
    assert [link.partition("&amp;")[0] for link in links] == ["/ask?format=svg", "/ask?format=png"]
    drawn = "/ask?" + urlencode({**bars, "format": "svg"})
    picture = patiently(server, drawn)
    assert picture.headers["content-type"] == "image/svg+xml"


def test_a_page_that_is_known_is_not_sent_again(server: Any) -> None:
    first = server.get("/")
    again = server.get("/", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert "content-security-policy" not in again.headers, "it would replace that of the page"


@pytest.mark.parametrize("path", ["/", "/ask", "/panel/tenures.svg", "/panel/tenures.csv", "/sparql", "/nowhere"])
def test_security_headers(server: Any, path: str) -> None:
    headers = server.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src 'self'" in policy or "script" not in policy
    assert "unsafe-inline" not in policy or "text/html" not in headers["content-type"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


def hostile_pages(hostile: Any) -> list[httpx.Response]:
    paths = ["/", "/list/Mission", "/list/Attack", "/search?q=%3Cscript%3E", "/panel/incidents", "/panel/tenures"]
    paths += [f"/node?{urlencode({'iri': BASE + name})}" for name in ("m", "a", "p", "q", "page", "s")]
    paths += ["/ask?" + urlencode({"query": "SELECT * { ?s ?p ?o }"}), "/ask?query=%3C/textarea%3E%3Cscript%3E"]
    paths += ["/panel/incidents?mission=%22%3E%3Cscript%3E", "/list/%3Cscript%3E", "/node?iri=javascript:alert(1)"]
    return [hostile.get(path) for path in paths]


def test_nothing_of_a_hostile_graph_becomes_markup(hostile: Any) -> None:
    for answer in hostile_pages(hostile):
        page = Page(answer.text)
        assert page.inline == [], answer.url
        assert page.tags.count("script") == 1, answer.url
        assert not {"svg", "iframe", "style", "object", "embed"} & set(page.tags), answer.url
        assert [link for link in page.links if not SCHEMES.match(link)] == [], answer.url


def test_nothing_of_a_hostile_graph_becomes_markup_in_pictures(hostile: Any) -> None:
    for form in ("timeline", "bars"):
        picture = hostile.get(f"/panel/incidents.svg?as={form}")
        assert picture.status_code == 200
        assert "<script" not in picture.text


def test_ten_megabytes_in_one_label(tmp_path: Any) -> None:
    from kg.answers.graph import Graph
    from kg.explorer.article import Articles
    from kg.explorer.jobs import Desk

    text = f'<{BASE}x> a pk:Mission ; rdfs:label "{"x" * 10_000_000}" .'
    head = "@prefix pk: <https://w3id.org/peacekg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
    (tmp_path / "long.ttl").write_text(head + text, encoding="utf-8")
    desk = Desk(Graph.load(tmp_path / "long.ttl"), Articles(()))
    for job, given in (
        ("home", {}),
        ("search", {"q": "x"}),
        ("list", {"kind": "Mission"}),
        ("node", {"iri": f"{BASE}x"}),
    ):
        assert len(desk.do(job, given).body) < 100_000


def test_all_facts_about_a_node_are_a_few_links_away() -> None:
    from kg.answers.graph import Graph
    from kg.explorer.article import Articles
    from kg.explorer.jobs import Desk

    desk = Desk(Graph(many_attacks(210)), Articles(()))
    page = desk.do("node", {"iri": f"{BASE}mission/1"}).body.decode()
    assert "<summary>Attacks (210)</summary>" in page
    path: str | None = link_to(page, "All 210 attacks")
    assert path
    facts: list[str] = []
    pages: list[str] = []
    while path:
        listed = desk.do("list", {"kind": "Attack", **dict(parse_qsl(urlsplit(path).query))}).body.decode()
        facts += re.findall(r'class="fact" href="[^"]*attack%2F([0-9]+)"', listed)
        pages += re.findall(r'<p class="note">([^<]*)</p>', listed)
        path = link_to(listed, "More") if "More" in listed else None
    assert facts == [f"{at:03}" for at in range(210)], "by date, each once, and none of another mission"
    assert pages == ["1–100 of 210", "101–200 of 210", "201–210 of 210"]


def many_attacks(count: int) -> list[Triple]:
    """So many attacks on one mission, a day each, and one on another."""
    name = "https://w3id.org/peacekg/ontology#"
    kind, mission, day = NamedNode(RDF_TYPE), NamedNode(f"{name}mission"), NamedNode(f"{name}notBefore")
    told = [Triple(NamedNode(f"{BASE}mission/{at}"), kind, NamedNode(f"{name}Mission")) for at in (1, 2)]
    for at in range(count + 1):
        attack = NamedNode(f"{BASE}attack/{at:03}")
        told += [
            Triple(attack, kind, NamedNode(f"{name}Attack")),
            Triple(attack, mission, NamedNode(f"{BASE}mission/{1 if at < count else 2}")),
            Triple(attack, day, Literal(str(date(1990, 1, 1) + timedelta(at)), datatype=NamedNode(XSD_DATE))),
        ]
    return told


def test_a_list_about_no_node_says_so(server: Any) -> None:
    assert server.get("/list/Attack?about=%3Cscript").status_code == 400
    assert server.get("/list/Mission?about=urn:x").status_code == 404
    assert "There is none." in server.get("/list/Attack?about=urn:x").text


def test_metrics_count(server: Any) -> None:
    text = server.get("/metrics").text
    assert 'kg_responses_total{status="200"}' in text
    assert re.search(r'kg_jobs_total\{pool="pages",end="done"\} [1-9]', text)


def test_a_port_that_is_taken_is_told_before_the_graph_is_loaded(
    server: Any, sample: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    from kg.commands import main

    port = server.url.rpartition(":")[2]
    with pytest.raises(SystemExit) as left:
        main(["serve", str(sample), "--port", port])
    assert left.value.code == 2
    told = capsys.readouterr()
    assert f"port {port}: Address already in use; choose another" in told.err
    assert "shows" not in told.err + told.out


def test_numbers_stand_below_their_heads(server: Any) -> None:
    page = server.get("/list/Contribution").text
    assert re.search(r'<th scope="col">contributor</th><th scope="col" class="number">personnel</th>', page)


def test_tables_call_missions_by_their_letters_and_downloads_by_their_names(server: Any) -> None:
    name = "United Nations Stabilisation Mission in Haiti"
    page = server.get("/panel/tenures?mission=MINUSTAH").text
    assert f'<td class="brief"><abbr title="{name}">MINUSTAH</abbr></td>' in page
    assert name in server.get("/panel/tenures.csv?mission=MINUSTAH").text

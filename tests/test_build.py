"""`kg.build` and the graph that it gives back."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.build import each, gather
from kg.errors import InputError, UsageError
from kg.pages.model import Failure, Page
from kg.resources import folder

TITLE = "United Nations Mission in Utopia"
TEXT = """{{Infobox United Nations
| name = United Nations Mission in Utopia
| type = Peacekeeping mission
| abbreviation = UNMIU
| headquarters = [[Amaurot]]
}}
The '''United Nations Mission in Utopia''' is a peacekeeping mission.

== Contributors ==
* {{flag|Chad}}
* {{flag|Togo}} (until 1 May 2019)
"""
SAMPLES = sorted(folder("samples").glob("*.wikitext"))
MINUSMA = Path(__file__).resolve().parents[1] / "../shared/articles/MINUSMA.wikitext"


def test_wikitext_with_its_title() -> None:
    graph = kg.build(TEXT, title=TITLE)
    rows = graph.query("PREFIX pk: <https://w3id.org/peacekg/ontology#> SELECT ?a { ?m pk:abbreviation ?a }")
    assert list(rows) == [{"a": "UNMIU"}]
    assert graph.summary is not None and (graph.summary.pages, graph.summary.failures) == (1, [])
    assert len(graph) == len(list(graph)) > 20


def test_wikitext_without_title_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="title="):
        kg.build(TEXT)


@pytest.mark.parametrize("as_text", [True, False])
def test_a_file_or_folder(as_text: bool, tmp_path: Path) -> None:
    path = tmp_path / f"{TITLE}.wikitext"
    path.write_text(TEXT, encoding="utf-8")
    for source in (path, tmp_path):
        assert set(kg.build(str(source) if as_text else source)) == set(kg.build(TEXT, title=TITLE))


@pytest.mark.parametrize("as_text", [True, False])
def test_a_file_with_its_title(as_text: bool, tmp_path: Path) -> None:
    path = tmp_path / "page1.wikitext"
    path.write_text(TEXT, encoding="utf-8")
    titled = kg.build(str(path) if as_text else path, title="Mission to Utopia")
    assert titled.summary is not None and titled.summary.notes == []
    assert set(titled) == set(kg.build(TEXT, title="Mission to Utopia"))


def test_what_to_know_of_a_title_stands_in_the_summary(tmp_path: Path) -> None:
    path = tmp_path / "page1.wikitext"
    path.write_text(TEXT, encoding="utf-8")
    graph = kg.build(path)
    assert set(graph) == set(kg.build(TEXT, title=TITLE))
    assert graph.summary is not None
    (note,) = graph.summary.notes
    assert note.startswith(f"{path}: the file's name, “page1”")


@pytest.mark.parametrize(
    ("source", "title", "says"),
    [
        ("", None, "needs the title"),
        ("text", " ", "title is empty"),
        (7, None, "not int"),
        (["a.wikitext"], None, "not str"),
        ([Page("A", "b")], "A", "with a title"),
        (Path("samples"), "A", "titles of their own"),
    ],
    ids=str,
)
def test_what_it_does_not_take_is_said(source: Any, title: str | None, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        kg.build(source, title=title)


def test_no_text_with_a_title_is_an_empty_page() -> None:
    graph = kg.build("", title=TITLE)
    assert graph.summary is not None and (graph.summary.pages, graph.summary.failures) == (1, [])


def test_a_missing_path_is_a_failure(tmp_path: Path) -> None:
    graph = kg.build(tmp_path / "gone.wikitext")
    assert graph.summary is not None and len(graph.summary.failures) == 1 and len(graph) == 0


def test_pages() -> None:
    pages = [kg.Page(title="A", text="* x"), kg.Page(title=TITLE, text=TEXT)]
    assert set(kg.build(TEXT, title=TITLE)) <= set(kg.build(iter(pages)))


def test_countries_are_linked() -> None:
    rows = kg.build(TEXT, title=TITLE).query(
        "PREFIX owl: <http://www.w3.org/2002/07/owl#> SELECT ?w { ?c owl:sameAs ?w }"
    )
    assert sorted(str(row["w"]).rsplit("/", 1)[-1] for row in rows) == ["Q657", "Q945"]


def test_the_base_is_what_iris_begin_with() -> None:
    graph = kg.build(TEXT, title=TITLE, base="https://example.org/x/")
    assert all(str(triple.subject).startswith("<https://example.org/x/") for triple in graph)
    with pytest.raises(UsageError):
        kg.build(TEXT, title=TITLE, base="nonsense")


def test_a_fault_on_one_page_does_not_cost_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.reading import read

    honest = read.read_facts

    def broken(document: object) -> object:
        if document.page.title == "Bad":  # type: ignore[attr-defined]
            raise RecursionError("too deep")
        return honest(document)  # type: ignore[arg-type]

    monkeypatch.setattr(read, "read_facts", broken)
    pages: list[Page | Failure] = [
        Page("Bad", "x", source="dump.xml"),
        Page(TITLE, TEXT),
        Failure("gone.xml", "No such file."),
    ]
    graph = gather(pages)
    assert graph.summary is not None
    assert [failure.source for failure in graph.summary.failures] == ["dump.xml", "gone.xml"]
    assert graph.summary.failures[0].message.startswith("the page 'Bad' could not be read (RecursionError: too deep")
    assert set(kg.build(TEXT, title=TITLE)) == set(graph)
    with pytest.raises(InputError, match="'Bad'"):
        kg.build("x", title="Bad")


def test_readings_are_not_kept() -> None:
    """Pages stream: the next is asked for only when the one before has been read."""
    asked = []

    def pages() -> Iterator[Page]:
        for name in "abc":
            asked.append(name)
            yield Page(name, "* x")

    stream = each(pages(), lambda reading: reading.document.page.title)
    next(stream)
    assert asked == ["a"]


def test_a_graph_goes_to_a_file_and_back(tmp_path: Path) -> None:
    graph = kg.build(TEXT, title=TITLE)
    for suffix in ("ttl", "nt", "nq", "jsonld", "rdf"):
        graph.serialize(tmp_path / f"out.{suffix}")
        assert set(kg.Graph.load(tmp_path / f"out.{suffix}")) == set(graph), suffix
    assert graph.serialize() == (tmp_path / "out.ttl").read_text(encoding="utf-8")
    assert graph.serialize(format="nt") == (tmp_path / "out.nt").read_text(encoding="utf-8")


def test_order_of_pages_does_not_matter() -> None:
    pages = [Page(path.stem.replace("_", " "), path.read_text(encoding="utf-8")) for path in SAMPLES]
    assert kg.build(pages).serialize() == kg.build(reversed(pages)).serialize()


@pytest.mark.parametrize("hash_seed", ["1", "77"])
@pytest.mark.parametrize(("locale", "zone"), [("C", "UTC"), ("tr_TR.UTF-8", "Pacific/Kiritimati")])
def test_the_same_bytes_everywhere(hash_seed: str, locale: str, zone: str, tmp_path: Path) -> None:
    settings = {"PYTHONHASHSEED": hash_seed, "LC_ALL": locale, "LANG": locale, "TZ": zone}
    result = subprocess.run(
        [sys.executable, "-m", "kg", "build"],
        env={**os.environ, **settings},
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert result.stdout.decode("utf-8") == kg.build(folder("samples")).serialize()


def test_every_passage_of_the_sample_stands_where_it_says() -> None:
    assert [str(p) for p in kg.build(folder("samples")).validate([str(folder("samples"))]) if not p.warning] == []


@pytest.mark.skipif(not MINUSMA.exists(), reason="the article is not in this checkout")
def test_every_passage_of_a_real_article_stands_where_it_says(tmp_path: Path) -> None:
    title = "United Nations Multidimensional Integrated Stabilization Mission in Mali"
    path = tmp_path / f"{title}.wikitext"
    path.write_bytes(MINUSMA.read_bytes())
    problems = kg.build(path).validate([str(path)])
    assert [str(problem) for problem in problems if problem.check == "passage"] == []


def test_a_mission_is_one_node_whatever_its_article_is_called() -> None:
    name = "United Nations Multidimensional Integrated Stabilization Mission in Mali"
    mission = kg.Page("MINUSMA", "{{Infobox United Nations|type=Peacekeeping mission|formation=25 April 2013}}")
    person = kg.Page(
        "Ada Example", f"'''Ada Example''' was the force commander of [[{name}|MINUSMA]] from 2015 to 2016."
    )
    graph = kg.build([mission, person])
    nodes = graph.query("SELECT ?node ?label { ?node a pk:Mission ; rdfs:label ?label }")
    assert [row["label"] for row in nodes] == [name]
    assert [row["personName"] for row in graph.query("tenures", mission="MINUSMA")] == ["Ada Example"]


def test_missions_that_nobody_knows_keep_their_articles_apart() -> None:
    pages = [
        kg.Page(f"Operation Nowhere ({place})", f"'''Operation Nowhere''' was a peacekeeping mission in [[{place}]].")
        for place in ("Chad", "Mali")
    ]
    nodes = kg.build(pages).query("SELECT ?node { ?node a pk:Mission }")
    assert len(nodes) == 2

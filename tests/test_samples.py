"""The bundled sample: read whole, sound, in our own words, and in the shapes that its README promises."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import kg
from kg.answers.graph import Graph
from kg.pages.model import Page
from kg.resources import folder

SAMPLES = folder("samples")
ARTICLES = sorted(SAMPLES.glob("*.wikitext"))
EVALUATION = folder("evaluation")
SHARED = Path(__file__).resolve().parents[1] / "../shared"
REAL, GOLD = SHARED / "articles", SHARED / "gold"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return kg.build(SAMPLES)


def test_every_article_is_read(graph: Graph) -> None:
    assert graph.summary is not None
    assert graph.summary.failures == []
    assert graph.summary.pages == len(ARTICLES) == 7


def test_the_graph_is_sound_and_every_passage_stands_where_it_says(graph: Graph) -> None:
    assert [str(problem) for problem in graph.validate([str(SAMPLES)])] == []


def test_every_kind_of_fact_is_there(graph: Graph) -> None:
    rows = graph.query("SELECT ?kind (COUNT(?x) AS ?n) WHERE { ?x a ?kind } GROUP BY ?kind")
    found = Counter({str(row["kind"]).rpartition("#")[2]: row["n"] for row in rows})
    least = {
        "Mission": 4, "Resolution": 6, "Person": 12, "Place": 8, "Country": 20, "Tenure": 15, "Contribution": 19,
        "Attack": 11, "Accident": 3, "Casualties": 18, "Figure": 9, "Source": 12,
    }  # fmt: skip
    assert {kind: found[kind] for kind, n in least.items() if int(found[kind] or 0) < n} == {}


def test_countries_are_linked(graph: Graph) -> None:
    unlinked = graph.query(
        "PREFIX pk: <https://w3id.org/peacekg/ontology#> PREFIX owl: <http://www.w3.org/2002/07/owl#>"
        " SELECT ?country WHERE { ?country a pk:Country FILTER NOT EXISTS { ?country owl:sameAs ?item } }"
    )
    assert list(unlinked) == []


def test_the_order_of_pages_does_not_matter(graph: Graph) -> None:
    pages = [Page(title=path.stem.replace("_", " "), text=path.read_text(encoding="utf-8")) for path in ARTICLES]
    assert kg.build(reversed(pages)).serialize() == graph.serialize()


def test_the_readme_of_the_sample_names_each_article() -> None:
    text = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in ARTICLES if path.stem.replace("_", " ") not in text] == []


def test_no_sentence_is_copied() -> None:
    if not REAL.is_dir():
        pytest.skip("real articles are not here to compare with")
    real = " ".join(path.read_text(encoding="utf-8") for path in REAL.glob("*.wikitext"))
    told = {" ".join(words) for path in ARTICLES for words in runs(prose(path.read_text(encoding="utf-8")))}
    assert {words for words in told if words in prose(real)} == set()


@pytest.mark.parametrize("path", sorted(EVALUATION.glob("*.jsonl")), ids=lambda path: path.stem)
def test_no_passage_is_copied(path: Path) -> None:
    if not GOLD.is_dir():
        pytest.skip("real passages are not here to compare with")
    own = {" ".join(run) for line in path.read_text(encoding="utf-8").splitlines() for run in runs(all_words(line), 14)}
    assert own & real_runs() == set()


@cache
def real_runs() -> frozenset[str]:
    """The runs of fourteen words of the real passages and articles, with all that stands beside their sentences."""
    files = [*GOLD.glob("*.json*"), *REAL.glob("*.wikitext")]
    return frozenset(" ".join(run) for f in files for run in runs(all_words(f.read_text(encoding="utf-8")), 14))


def all_words(text: str) -> str:
    """The words without the numbers between them, which are facts."""
    return " ".join(re.findall(r"[^\W\d_]+", text.lower()))


def prose(wikitext: str) -> str:
    """The words outside references and templates, in lower case."""
    text = re.sub(r"<ref[^>]*/>|<ref.*?</ref>|\{\{.*?\}\}", " ", wikitext, flags=re.DOTALL)
    return " ".join(re.findall(r"\w+", text.lower()))


def runs(text: str, length: int = 12) -> list[list[str]]:
    words = text.split()
    return [words[at : at + length] for at in range(len(words) - length + 1)]


def test_the_shipped_graph_is_what_the_articles_give(graph: Graph) -> None:
    shipped = (SAMPLES / "sample.ttl").read_text(encoding="utf-8")
    assert shipped == graph.serialize(), "the rules have changed: run `.venv/bin/kg build -o samples/sample.ttl`"


def test_passages_hold_whole_links_and_show_something(graph: Graph) -> None:
    rows = graph.query("SELECT ?anchor ?quote { ?p nif:anchorOf ?anchor ; pk:quote ?quote }")
    assert len(rows) > 100
    for row in rows:
        anchor = str(row["anchor"])
        assert anchor.count("[[") == anchor.count("]]"), anchor
        assert row["quote"], anchor

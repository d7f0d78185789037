from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.answers.queries import parse
from kg.answers.validate import broken_rule

Run = Callable[..., Any]
TITLE = "United Nations Mission in Utopia"
TEXT = """{{Infobox United Nations
| name = United Nations Mission in Utopia
| type = Peacekeeping mission
| abbreviation = UNMIU
}}
The '''United Nations Mission in Utopia''' is a peacekeeping mission.

== Contributors ==
* {{flag|Chad}}
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / f"{TITLE}.wikitext"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def built(article: Path, tmp_path: Path, kg: Run) -> Path:
    assert kg("build", article, "-o", tmp_path / "out.ttl").code == 0
    return tmp_path / "out.ttl"


def test_a_sound_graph(kg: Run, built: Path, article: Path) -> None:
    result = kg("validate", built, "--source", article)
    assert (result.code, result.out) == (0, "")
    assert result.err.endswith("shapes, rules and passages: 0 problems, 0 warnings.\n")


def test_words_that_moved_are_found(kg: Run, built: Path, article: Path) -> None:
    article.write_text("x" + TEXT, encoding="utf-8")
    result = kg("validate", built, "--source", article)
    assert result.code == 1
    assert result.out.startswith("passage: ") and "has other words there" in result.out


def test_a_page_that_is_not_given_is_said(kg: Run, built: Path, tmp_path: Path) -> None:
    (tmp_path / "Other.wikitext").write_text("Another page.", encoding="utf-8")
    result = kg("validate", built, "--source", tmp_path / "Other.wikitext")
    assert result.code == 1 and f"the page '{TITLE}' is not among the sources" in result.out


def test_a_broken_shape_is_told_in_words(kg: Run, built: Path) -> None:
    text = built.read_text(encoding="utf-8")
    assert "nif:beginIndex" in text
    built.write_text(text + "\n<https://w3id.org/peacekg/id/x> a <https://w3id.org/peacekg/ontology#Mission> .\n")
    result = kg("validate", built)
    assert result.code == 1
    assert (
        result.out.startswith("shape: https://w3id.org/peacekg/id/x: ")
        or "\nshape: https://w3id.org/peacekg/id/x: " in result.out
    )


def test_a_rule_is_told_with_its_solution(built: Path) -> None:
    from kg.answers.graph import Graph

    rule = parse(
        "#+ summary: None\n#+ problem: There is a mission.\n#+ solution: Have none.\n#+ columns: m — it\n"
        "SELECT ?m ?a { ?m <https://w3id.org/peacekg/ontology#abbreviation> ?a }",
        "no-mission",
    )
    problems = list(broken_rule(Graph.load(built), rule))
    assert len(problems) == 1
    assert str(problems[0]).startswith("no-mission: ") and str(problems[0]).endswith(
        "There is a mission. (a UNMIU) Have none."
    )


def test_a_missing_graph_is_said(kg: Run) -> None:
    assert kg("validate", "gone.ttl").err == "kg: gone.ttl: does not exist; check the name.\n"


def test_the_sentence_is_shown_with_its_evidence_marked(kg: Run, built: Path, article: Path) -> None:
    result = kg("explain", built, "UNMIU", "--source", article)
    assert result.code == 0
    assert "pk:abbreviation UNMIU\n  »UNMIU«\n" in result.out


def test_a_graph_in_another_format(kg: Run, built: Path, tmp_path: Path) -> None:
    assert kg("export", built, "-o", tmp_path / "out.jsonld").code == 0
    assert kg("export", tmp_path / "out.jsonld", "--format", "turtle").out == built.read_text(encoding="utf-8")


def test_what_changed_is_told(kg: Run, built: Path, article: Path, tmp_path: Path) -> None:
    article.write_text(TEXT.replace("Chad}}", "Chad}} (20 officers)") + "* {{flag|Togo}}\n", encoding="utf-8")
    kg("build", article, "-o", tmp_path / "new.ttl")
    result = kg("diff", built, tmp_path / "new.ttl")
    assert result.code == 0
    assert "+ pk:Contribution " in result.out and "pk:contributor: Togo" in result.out
    assert kg("diff", built, built).err == "0 added, 0 removed, 0 changed.\n"


def test_an_audit_lists_what_was_left_unread(kg: Run, article: Path) -> None:
    article.write_text(TEXT.replace("}}\nThe", "| shoe_size = 44\n}}\nThe"), encoding="utf-8")
    result = kg("audit", article)
    assert result.code == 0
    assert result.out.startswith(f"{TITLE}\n")
    assert "unread infobox parameter: united nations: shoe_size" in result.out
    assert "\n1 page\n" in result.out


def test_an_audit_names_what_cannot_be_read(kg: Run, article: Path, tmp_path: Path) -> None:
    result = kg("audit", tmp_path / "gone.wikitext", article)
    assert result.code == 1 and "gone.wikitext" in result.err and TITLE in result.out


def test_an_audit_of_nothing_shows_no_empty_table(kg: Run, tmp_path: Path) -> None:
    page = tmp_path / "A.wikitext"
    page.write_text("A page.", encoding="utf-8")
    assert kg("audit", tmp_path / "gone.wikitext").out == ""
    assert "nothing that is counted" in kg("audit", page).out

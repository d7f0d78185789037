"""Bad input, end to end: one clear message, the rest is built, exit code 1, output complete."""

import bz2
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.answers.graph import Graph
from kg.resources import folder

Run = Callable[..., Any]
GOOD = """{{Infobox United Nations
| name = United Nations Mission in Utopia
| type = Peacekeeping mission
| abbreviation = UNMIU
| headquarters = [[Amaurot]]
}}
The '''United Nations Mission in Utopia''' (UNMIU) is a peacekeeping mission.

== Contributors ==
Troops come from:
* {{flag|Chad}}
* {{flag|Togo}}
"""
XML = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
<page><title>{title}</title><ns>0</ns><id>7</id><revision><id>42</id><timestamp>2020-01-02T03:04:05Z</timestamp>
<text xml:space="preserve">{text}</text></revision></page>
</mediawiki>
"""
TITLE = "United Nations Mission in Utopia"


def export(text: str = GOOD, title: str = TITLE) -> str:
    return XML.format(title=title, text=text.replace("&", "&amp;").replace("<", "&lt;"))


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "articles" / f"{TITLE}.wikitext"
    path.parent.mkdir()
    path.write_text(GOOD, encoding="utf-8")
    return path


def is_whole(path: Path) -> bool:
    """Whether the good article's facts are in the graph."""
    rows = Graph.load(path).query("SELECT ?c { ?c a <https://w3id.org/peacekg/ontology#Contribution> }")
    return len(rows) == 2


BROKEN = {
    "empty.wikitext": b"",
    "binary.wikitext": bytes(range(256)) * 20,
    "latin.wikitext": "{{Infobox person|name=Jos\u00e9}} Jos\u00e9 \u00e9tait l\u00e0.".encode("latin-1"),
    "nul.wikitext": b"A page\x00with NUL bytes\x00.",
    "truncated.xml": export().encode()[:-60],
    "nonsense.xml": b"<html><body>no export</body></html>",
    "entities.xml": b'<!DOCTYPE m [<!ENTITY a "aaaa">]>' + export("&a;").encode(),
    "cut.xml.bz2": bz2.compress(export(GOOD * 200).encode())[:-20],
    "garbage.xml.gz": b"not gzip at all",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named_and_the_rest_is_built(name: str, good: Path, tmp_path: Path, kg: Run) -> None:
    (tmp_path / name).write_bytes(BROKEN[name])
    result = kg("build", tmp_path / name, good, "-o", tmp_path / "out.ttl")
    assert result.code == 1
    told = [line for line in result.err.splitlines() if line.startswith("kg: ")]
    assert len(told) == 1, result.err
    assert name in told[0] and "please report" not in told[0], result.err
    assert is_whole(tmp_path / "out.ttl")


def test_a_missing_file_is_named_and_the_rest_is_built(good: Path, tmp_path: Path, kg: Run) -> None:
    result = kg("build", tmp_path / "gone.wikitext", good, "-o", tmp_path / "out.ttl")
    assert result.code == 1 and result.err.count("kg: ") == 1 and "gone.wikitext" in result.err
    assert is_whole(tmp_path / "out.ttl")


def test_a_folder_without_wikitext_is_named(good: Path, tmp_path: Path, kg: Run) -> None:
    (tmp_path / "nothing").mkdir()
    (tmp_path / "nothing" / "photo.jpg").write_bytes(b"\xff\xd8")
    result = kg("build", tmp_path / "nothing", good.parent, "-o", tmp_path / "out.ttl")
    assert result.code == 1 and result.err.count("kg: ") == 1 and "nothing" in result.err
    assert is_whole(tmp_path / "out.ttl")


def test_nothing_read_writes_nothing(tmp_path: Path, kg: Run) -> None:
    (tmp_path / "out.ttl").write_text("an older graph")
    result = kg("build", tmp_path / "gone.wikitext", "-o", tmp_path / "out.ttl")
    assert result.code == 1 and "No page was read" in result.err
    assert (tmp_path / "out.ttl").read_text() == "an older graph"


HARD = {
    "braces": "{{" * 3000 + GOOD,
    "closing": "}}]]|}" * 3000 + GOOD,
    "links": "[[" * 3000 + GOOD,
    "nested": "{{a|" * 200 + "x" + "}}" * 200 + "\n" + GOOD,
    "tables": "{|\n|-\n" * 1000 + GOOD,
    "tags": "<div><ref><b>''" * 500 + GOOD,
    "headings": "=" * 20_000 + "\n" + GOOD,
    "digits": "1,1," * 50_000 + "\n" + GOOD,
    "one line": "a " * 200_000 + "\n" + GOOD,
    "quotes": "'" * 20_000 + "\n" + GOOD,
    "surrogate-like": "\ufffe\uffff\u202e\x01" * 1000 + GOOD,
    "huge": GOOD + "A sentence that says nothing at all. " * 140_000,
}


@pytest.mark.parametrize("name", HARD)
def test_a_hard_page_ends_in_time(name: str, good: Path, tmp_path: Path, kg: Run) -> None:
    """Such a page may be read or refused by the fence, in words; the page after it is built either way."""
    (tmp_path / "Hard page.wikitext").write_text(HARD[name], encoding="utf-8")
    result = kg("build", tmp_path / "Hard page.wikitext", good, "-o", tmp_path / "out.ttl")
    assert result.code in {0, 1}
    assert result.err.count("kg: ") == result.code, result.err
    assert "please report" not in result.err
    rows = Graph.load(tmp_path / "out.ttl").query(
        "PREFIX pk: <https://w3id.org/peacekg/ontology#> "
        "SELECT ?c { ?c a pk:Contribution ; pk:mission ?m . ?m pk:abbreviation 'UNMIU' }"
    )
    assert len(rows) >= 2


@pytest.mark.parametrize("suffix", ["xml", "xml.bz2", "xml.gz", "xml.zst"])
def test_an_export_is_read(suffix: str, tmp_path: Path, kg: Run) -> None:
    import gzip

    import zstandard

    packers: dict[str, Callable[[bytes], bytes]] = {
        "xml": bytes,
        "xml.bz2": bz2.compress,
        "xml.gz": gzip.compress,
        "xml.zst": zstandard.compress,
    }
    (tmp_path / f"export.{suffix}").write_bytes(packers[suffix](export().encode()))
    result = kg("build", tmp_path / f"export.{suffix}", "-o", tmp_path / "out.ttl")
    assert (result.code, "kg: " in result.err) == (0, False), result.err
    graph = Graph.load(tmp_path / "out.ttl")
    rows = graph.query("PREFIX pk: <https://w3id.org/peacekg/ontology#> SELECT ?r { ?p pk:revision ?r }")
    assert list(rows) == [{"r": 42}]


def test_the_summary_says_what_was_read(good: Path, tmp_path: Path, kg: Run) -> None:
    result = kg("build", good, "-o", tmp_path / "out.nt")
    assert result.code == 0 and result.out == ""
    lines = result.err.splitlines()
    assert lines[0].startswith("Read 1 page in ") and "2 contributions" in lines[0]
    assert lines[1].startswith("Left unread: ")
    assert lines[2].endswith(f" triples in {tmp_path / 'out.nt'}.")
    assert (tmp_path / "out.nt").read_text().startswith("<https://w3id.org/peacekg/id/")


def test_data_goes_to_stdout(good: Path, kg: Run) -> None:
    result = kg("build", good, "--format", "ntriples", "--base", "https://example.org/x/")
    assert result.out.startswith("<https://example.org/x/") and result.out.endswith(" .\n")


def test_standard_input_is_a_page(program: Run) -> None:
    result = program("build", "-", input=GOOD.encode())
    assert result.returncode == 0, result.stderr
    assert b"UNMIU" in result.stdout


def test_an_unwritable_folder_is_said(good: Path, tmp_path: Path, kg: Run) -> None:
    result = kg("build", good, "-o", tmp_path / "missing" / "out.ttl")
    assert result.code == 1
    assert f"kg: {tmp_path / 'missing' / 'out.ttl'}: cannot be written (No such file or directory).\n" in result.err


def test_an_unknown_format_is_wrong_usage(good: Path, tmp_path: Path, kg: Run) -> None:
    assert kg("build", good, "-o", tmp_path / "out.docx").code == 2
    assert kg("build", good, "--format", "docx").code == 2


def test_the_bundled_sample_is_the_default(tmp_path: Path, kg: Run) -> None:
    result = kg("build", "-o", tmp_path / "out.ttl")
    assert (result.code, result.out) == (0, ""), result.err
    pages = len(list(folder("samples").glob("*.wikitext")))
    assert f"Read {pages} pages" in result.err
    assert len(Graph.load(tmp_path / "out.ttl")) > 100


def test_an_interrupt_is_one_word() -> None:
    waiting = [sys.executable, "-c", "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
               "from kg.commands import main\nprint('ready', flush=True)\nmain(['build', '-'])"]  # fmt: skip
    with subprocess.Popen(waiting, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(1)  # until it waits for its input
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr.read().strip() == b"kg: Stopped."


def test_a_page_that_takes_too_long_is_named(good: Path, tmp_path: Path, kg: Run) -> None:
    (tmp_path / "Slow page.wikitext").write_text("A sentence that says nothing. " * 60_000, encoding="utf-8")
    result = kg("build", "--seconds", "0.05", tmp_path / "Slow page.wikitext", "-o", tmp_path / "out.ttl")
    assert result.code == 1
    assert "the page 'Slow page' took longer than 0.05 seconds" in result.err


def test_an_article_under_another_name_is_read_by_its_own(tmp_path: Path, kg: Run) -> None:
    (tmp_path / "page1.wikitext").write_text(GOOD, encoding="utf-8")
    result = kg("build", tmp_path / "page1.wikitext", "-o", tmp_path / "out.ttl")
    assert (result.code, is_whole(tmp_path / "out.ttl")) == (0, True)
    assert f"Note: {tmp_path / 'page1.wikitext'}: the file's name, “page1”, is not what the article" in result.err
    assert f'dcterms:title "{TITLE}"' in (tmp_path / "out.ttl").read_text()
    assert kg("validate", tmp_path / "out.ttl", "--source", tmp_path / "page1.wikitext").code == 0
    assert "note: the file's name, “page1”" in kg("audit", tmp_path / "page1.wikitext").out


def test_a_title_that_names_nothing_is_said(tmp_path: Path, kg: Run) -> None:
    for number in range(7):
        (tmp_path / f"page{number}.wikitext").write_text("Two soldiers were killed on 3 May 2014.", encoding="utf-8")
    result = kg("build", tmp_path)
    assert result.code == 0
    assert result.err.count("names no mission, event or person that the text is about") == 5
    assert "Note: 2 more such pages; `kg audit` tells of each." in result.err


@pytest.mark.parametrize("form", ["ttl", "nq"])
def test_a_title_can_be_given(form: str, tmp_path: Path, kg: Run) -> None:
    source, out = tmp_path / "page1.wikitext", tmp_path / f"out.{form}"
    source.write_text(GOOD, encoding="utf-8")
    result = kg("build", source, "--title", "Mission_to_Utopia", "-o", out)
    assert (result.code, "Note:" in result.err) == (0, False)
    assert '"Mission to Utopia"' in out.read_text()
    assert kg("validate", out, "--source", f"Mission to Utopia={source}").code == 0
    missed = kg("validate", out, "--source", source)
    assert missed.code == 1 and "--source 'Mission to Utopia=FILE'" in missed.out
    assert kg("audit", source, "--title", "Mission to Utopia").out.startswith("Mission to Utopia\n")


def test_a_title_for_standard_input(program: Run) -> None:
    result = program("build", "-", "--title", "Mission to Utopia", input=GOOD.encode())
    assert b'dcterms:title "Mission to Utopia"' in result.stdout


def test_a_title_is_for_one_page_of_wikitext(good: Path, tmp_path: Path, kg: Run) -> None:
    (tmp_path / "dump.xml").write_text(export(), encoding="utf-8")
    for inputs in ([], [good, good], [good.parent], [tmp_path / "dump.xml"]):
        for command in ("build", "audit"):
            result = kg(command, *inputs, "--title", "X")
            assert (result.code, result.out) == (2, "") and "--title" in result.err
    assert kg("build", good, "--title", " ").err == "kg: --title is empty; give the article's title.\n"
    (tmp_path / "titles.txt").write_text("X\n")
    assert kg("build", good, "--title", "X", "--titles", tmp_path / "titles.txt").code == 2


def test_a_selection_that_is_not_known_is_said_of_wikitext_too(good: Path, kg: Run) -> None:
    result = kg("build", good, "--select", "missons")
    assert (result.code, result.err) == (2, "kg: No selection 'missons'; known are missions, places, all.\n")


def test_an_interrupt_of_a_long_build_says_how_to_go_on(
    good: Path, tmp_path: Path, kg: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.dumps.local.count", stop)
    out = tmp_path / "out.nq"
    result = kg("build", good, "-o", out)
    assert (result.code, out.exists()) == (130, False)
    assert f"{out} is not whole yet; the same command with --resume goes on.\n" in result.err
    monkeypatch.undo()
    assert kg("build", good, "-o", out, "--resume").code == 0
    assert out.stat().st_size > 1000

"""Builds of dumps, loads and patches from the command line."""

import bz2
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
HEAD = '<mediawiki xml:lang="en"><siteinfo></siteinfo>\n'
BOX = "{{{{Infobox United Nations|name={0}|type=Mission}}}}\n'''{0}''' is a peacekeeping mission."


def page(number: int, text: str = BOX) -> str:
    title = f"United Nations Mission in Utopia {number}"
    return (
        f"<page><title>{title}</title><ns>0</ns><id>{number}</id><revision><id>{number}</id>"
        f"<text>{text.format(title)}</text></revision></page>\n"
    )


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A multistream dump with its index: three streams of two missions, and a page on something else."""
    streams = [HEAD, page(1) + page(2), page(3) + page(4), page(5) + page(6, "A village."), "</mediawiki>"]
    packed = [bz2.compress(stream.encode()) for stream in streams]
    path = tmp_path / "x-multistream.xml.bz2"
    path.write_bytes(b"".join(packed))
    offset, lines = len(packed[0]), []
    for number in range(1, 7):
        lines.append(f"{offset}:{number}:United Nations Mission in Utopia {number}\n")
        offset += len(packed[number // 2]) if number % 2 == 0 else 0
    (tmp_path / "x-multistream-index.txt.bz2").write_bytes(bz2.compress("".join(lines).encode()))
    return path


def test_select_shows_the_groups(kg: Run) -> None:
    done = kg("build", "--select")
    assert done.code == 0 and "missions" in done.out and "places" in done.out and "every page" in done.out


def test_select_changes_what_is_read(kg: Run, dump: Path, tmp_path: Path) -> None:
    done = kg("build", dump, "-o", tmp_path / "a.nq", "--select", "places")
    assert done.code == 1 and "No page was read; nothing is written" in done.err and not (tmp_path / "a.nq").exists()
    done = kg("build", dump, "-o", tmp_path / "a.nq", "--select", "missions,places")
    assert done.code == 0 and "Read 6 pages" in done.err
    done = kg("build", dump, "--select", "nonsense")
    assert done.code == 2 and "known are missions, places, all" in done.err


def test_titles_are_read_by_the_index(kg: Run, dump: Path, tmp_path: Path) -> None:
    (tmp_path / "titles.txt").write_text("United_Nations_Mission_in_Utopia_3\nNowhere\n\n")
    done = kg("build", dump, "-o", tmp_path / "a.nq", "--titles", tmp_path / "titles.txt")
    assert done.code == 0 and "Read 1 page " in done.err
    text = (tmp_path / "a.nq").read_text()
    assert "Utopia_3" in text and "Utopia_4" not in text
    both = kg("build", dump, "--titles", tmp_path / "titles.txt", "--select", "all")
    assert both.code == 2 and "give one of them" in both.err


def test_resume_needs_a_file_of_nquads(kg: Run, dump: Path, tmp_path: Path) -> None:
    for output in ([], ["-o", tmp_path / "a.ttl"], ["-o", "-", "--format", "nquads"]):
        done = kg("build", dump, "--resume", *output)
        assert done.code == 2 and "--resume goes on with a file of N-Quads" in done.err


def test_an_unwritable_folder_is_one_message(kg: Run, dump: Path, tmp_path: Path) -> None:
    done = kg("build", dump, "-o", tmp_path / "gone" / "a.nq")
    assert done.code == 1 and "cannot be written" in done.err and "Traceback" not in done.err


def test_the_cache_says_what_it_saved(kg: Run, dump: Path, tmp_path: Path) -> None:
    for expected in ("", "Taken from the cache: 6 pages."):
        done = kg("build", dump, "-o", tmp_path / "a.nq", "--cache", tmp_path / "cache")
        assert done.code == 0 and expected in done.err


def test_spark_needs_a_folder_and_no_resume(kg: Run, dump: Path, tmp_path: Path) -> None:
    for options in ([], ["-o", tmp_path / "a", "--resume"], ["-o", tmp_path / "a", "--cache", tmp_path / "c"]):
        done = kg("build", dump, "--engine", "spark", *options)
        assert done.code == 2
    done = kg("build", dump, "--engine", "spark", "-o", tmp_path)
    assert done.code == 2 and "is there already" in done.err


def test_nquads_to_the_screen_and_into_a_store(program: Run, kg: Run, dump: Path, tmp_path: Path) -> None:
    streamed = program("build", dump, "--format", "nquads")
    (tmp_path / "a.nq").write_bytes(streamed.stdout)
    assert streamed.returncode == 0 and kg("load", tmp_path / "a.nq", "--store", tmp_path / "store").code == 0
    asked = "SELECT (COUNT(*) AS ?n) WHERE { ?m a <https://w3id.org/peacekg/ontology#Mission> }"
    for option in ("--store", "--graph"):
        assert "5" in kg("query", asked, option, tmp_path / "store").out
    wrong = kg("load", tmp_path / "a.nq")
    assert wrong.code == 2 and "--into URL or --store" in wrong.err
    assert kg("load", tmp_path / "gone.nq", "--store", tmp_path / "s").code == 1


def test_a_patch(kg: Run, dump: Path, tmp_path: Path) -> None:
    kg("build", dump, "-o", tmp_path / "a.nt")
    lines = (tmp_path / "a.nt").read_text().splitlines(keepends=True)
    (tmp_path / "b.nt").write_text("".join(lines[1:]))
    patch = kg("diff", tmp_path / "a.nt", tmp_path / "b.nt", "--format", "patch")
    assert patch.out == f"TX .\nD {lines[0]}TC .\n"
    update = kg("diff", tmp_path / "b.nt", tmp_path / "a.nt", "--format", "update")
    assert update.out.startswith("INSERT DATA {") and lines[0] in update.out

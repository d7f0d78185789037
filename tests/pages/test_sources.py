"""Pages from files, folders and streams; what cannot be read is one clear message."""

import bz2
import gzip
import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import zstandard

from kg.pages.fence import MAX_BYTES
from kg.pages.model import Failure, Page
from kg.pages.sources import decoded, open_pages

EXPORT = (
    b'<mediawiki xml:lang="fr"><page><title>Gao</title><ns>0</ns><revision><text>T</text></revision></page></mediawiki>'
)


def pages(*inputs: Path) -> list[Page | Failure]:
    return list(open_pages([str(path) for path in inputs]))


def message(*inputs: Path) -> str:
    (failure,) = pages(*inputs)
    assert isinstance(failure, Failure)
    assert failure.source == str(inputs[0])
    return failure.message


def titles(found: list[Page | Failure]) -> list[str]:
    return [page.title for page in found if isinstance(page, Page)]


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_file_is_a_page_with_the_title_of_its_name(tmp_path: Path) -> None:
    (page,) = pages(write(tmp_path / "Battle_of_Gao.wikitext", "Côte de Gao\r\nb".encode()))
    assert page == Page("Battle of Gao", "Côte de Gao\nb", source=str(tmp_path / "Battle_of_Gao.wikitext"))


def test_a_redirect_names_its_target(tmp_path: Path) -> None:
    (page,) = pages(write(tmp_path / "a.wiki", b"#REDIRECT [[Gao_Region#History]]"))
    assert isinstance(page, Page)
    assert page.redirect == "Gao Region"


def test_a_folder_is_read_by_name_and_all_the_way_down(tmp_path: Path) -> None:
    (tmp_path / "deep" / "deeper").mkdir(parents=True)
    for name in ("b.wikitext", "a.txt", "deep/c.wiki", "deep/deeper/d.mediawiki", "ignored.pdf", ".hidden.txt"):
        write(tmp_path / name, b"text")
    write(tmp_path / "e.xml", EXPORT)
    assert titles(pages(tmp_path)) == ["a", "b", "Gao", "c", "d"]


@pytest.mark.parametrize(
    ("ending", "pack"),
    [(".gz", gzip.compress), (".bz2", bz2.compress), (".zst", zstandard.ZstdCompressor().compress), ("", bytes)],
)
def test_packed_files_are_known_by_their_first_bytes(tmp_path: Path, ending: str, pack: object) -> None:
    assert callable(pack)
    export, text = write(tmp_path / f"e.xml{ending}", pack(EXPORT)), write(tmp_path / f"A_b.txt{ending}", pack(b"text"))
    assert titles(pages(export, text)) == ["Gao", "A b"]


def test_several_parts_of_a_packed_file_are_one(tmp_path: Path) -> None:
    half = len(EXPORT) // 2
    multistream = bz2.compress(EXPORT[:half]) + bz2.compress(EXPORT[half:])
    frames = zstandard.compress(EXPORT[:half]) + zstandard.compress(EXPORT[half:])
    found = pages(write(tmp_path / "a.xml.bz2", multistream), write(tmp_path / "b.xml.zst", frames))
    assert titles(found) == ["Gao", "Gao"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "is no text"),
        (b"some text\x00and more", "is no text"),
        (b"caf\xe9 au lait", "is not UTF-8 (byte 0xe9 at offset 3)"),
        (b"\xff\xfea\x00b", "is not UTF-16"),
        (b"PK\x03\x04rest", "is a zip archive"),
        (b"\xfd7zXZ\x00rest", "is an xz archive"),
        (b"x" * (MAX_BYTES + 5_000_000), "has 7.1 MB of wikitext"),
        (b"<?xml version='1.0'?><rss/>", "is no MediaWiki export"),
        (gzip.compress(b"text" * 1000, mtime=0)[:30], "is cut off"),
        (bz2.compress(b"text" * 1000)[:30], "is cut off"),
        (gzip.compress(b"text", mtime=0)[:12] + b"garbage garbage", "cannot be read"),
        (zstandard.compress(b"text" * 1000)[:-2], "is cut off"),
        (zstandard.compress(b"text")[:4] + b"\xff" * 30, "cannot be decompressed"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, data: bytes, says: str) -> None:
    assert says in message(write(tmp_path / "page.wikitext", data))


def test_what_is_not_there_says_so(tmp_path: Path) -> None:
    assert message(tmp_path / "missing.wikitext") == "does not exist; check the name"


def test_an_address_is_no_file_and_leads_to_fetch() -> None:
    (failure,) = open_pages(["https://en.wikipedia.org/wiki/MINUSMA"])
    assert isinstance(failure, Failure)
    assert (failure.source, "kg fetch" in failure.message) == ("https://en.wikipedia.org/wiki/MINUSMA", True)


def test_a_folder_without_wikitext_says_so(tmp_path: Path) -> None:
    write(tmp_path / "picture.png", b"x")
    assert "holds no wikitext and no export" in message(tmp_path)


def test_a_name_that_no_file_can_have_is_a_failure() -> None:
    (failure,) = open_pages(["a\0b"])
    assert isinstance(failure, Failure)


def test_a_file_that_may_not_be_read_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path / "a.wikitext", b"text")
    monkeypatch.setattr(Path, "open", refuse)
    assert message(path) == "may not be read; change its permissions"


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"text")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    found = pages(tmp_path)
    assert titles(found) == ["a"]
    assert [failure.source for failure in found if isinstance(failure, Failure)] == [str(tmp_path / "self.txt")]


def test_what_is_bad_does_not_cost_what_is_good(tmp_path: Path) -> None:
    bad = write(tmp_path / "bad.wikitext", b"\xff")
    good = write(tmp_path / "good.wikitext", b"text")
    found = pages(bad, tmp_path / "missing", good)
    assert [type(entry) for entry in found] == [Failure, Failure, Page]


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> list[Page | Failure]:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    return list(open_pages(["-"]))


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (b"The '''Force''' was formed.", "Force"),
        (b"no bold words", "Standard input"),
        (EXPORT, "Gao"),
        (gzip.compress(EXPORT, mtime=0), "Gao"),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, title: str) -> None:
    assert titles(stdin(monkeypatch, data)) == [title]


def test_empty_standard_input_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    assert stdin(monkeypatch, b"") == [Failure("standard input", "is empty")]


def test_byte_order_marks_are_no_text() -> None:
    assert decoded("Gao".encode("utf-8-sig")) == decoded("Gao".encode("utf-16")) == "Gao"

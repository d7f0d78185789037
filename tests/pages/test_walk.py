"""Walks through dumps: every kind of file, in stretches, from any position on."""

import bz2
import gzip
import io
import re
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.pages.choose import choose_titles
from kg.pages.dump import Places, RawPage, Scanner, every_page
from kg.pages.index import cut_for, index_of, read_index
from kg.pages.model import Failure, Page
from kg.pages.streams import Stretch, stretches
from kg.pages.walk import Found, Position, Walk

HEAD = b'<mediawiki xml:lang="fr"><siteinfo><namespaces><namespace key="1">Talk</namespace></namespaces></siteinfo>'
END = b"</mediawiki>"
PAGES = [
    b"<page><title>P%d</title><ns>%d</ns><id>%d</id><revision><id>%d</id><timestamp>2020-01-01T00:00:00Z</timestamp>"
    b"<text>text %d %s</text></revision></page>\n" % (n, n % 5 == 4, n, n, n, b"word " * (n * 7 % 50))
    for n in range(40)
]  # fmt: skip
PLAIN = HEAD + b"".join(PAGES) + END
ARTICLES = [f"P{n}" for n in range(40) if n % 5 != 4]


def multistream() -> bytes:
    parts = [HEAD, *(b"".join(PAGES[n : n + 10]) for n in range(0, 40, 10)), END]
    return b"".join(map(bz2.compress, parts))


def cut_anywhere() -> bytes:
    return b"".join(bz2.compress(PLAIN[n : n + 700]) for n in range(0, len(PLAIN), 700))


KINDS: dict[str, Callable[[], bytes]] = {
    "dump.xml": lambda: PLAIN,
    "dump.xml.gz": lambda: gzip.compress(PLAIN),
    "dump.xml.zst": lambda: zstandard.compress(PLAIN),
    "single.xml.bz2": lambda: bz2.compress(PLAIN),
    "multi.xml.bz2": multistream,
    "anywhere.xml.bz2": cut_anywhere,
}


def small(path: Path) -> list[Stretch]:
    return stretches(path, 300)


def walked(walk: Walk) -> list[Found]:
    return [found for found in walk if found.page is not None]


def titles(founds: list[Found]) -> list[str]:
    return [found.page.title if isinstance(found.page, (RawPage, Page)) else str(found.page) for found in founds]


@pytest.mark.parametrize("decompressor", ["lbzip2", "python"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_the_same_pages_from_any_position_on(
    kind: str, decompressor: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if decompressor == "python":
        monkeypatch.setattr("kg.pages.streams.shutil.which", lambda _: None)
    path = tmp_path / kind
    path.write_bytes(KINDS[kind]())
    found = walked(Walk([str(path)], cut=small))
    assert titles(found) == ARTICLES
    assert [one.position.before + one.position.number - 1 for one in found] == [int(title[1:]) for title in ARTICLES]
    for number in (0, 7, 8, 20, len(found) - 1):
        rest = walked(Walk([str(path)], cut=small, after=found[number].position))
        assert titles(rest) == ARTICLES[number + 1 :]


def test_stretches_begin_with_pages(tmp_path: Path) -> None:
    counts = {}
    for kind, make in KINDS.items():
        path = tmp_path / kind
        path.write_bytes(make())
        rows = small(path)
        counts[kind] = len(rows)
        assert [row.begin for row in rows] == [0, *(row.end for row in rows[:-1])]
        assert rows[-1].end == path.stat().st_size
    assert counts["dump.xml"] > 5 and counts["multi.xml.bz2"] > 1
    assert counts["single.xml.bz2"] == counts["dump.xml.gz"] == counts["anywhere.xml.bz2"] == 1


def test_progress_counts_bytes_on_the_disk(tmp_path: Path) -> None:
    for kind, make in KINDS.items():
        path = tmp_path / kind
        path.write_bytes(make())
        walk = Walk([str(path)], cut=small)
        list(walk)
        assert walk.progress.read == walk.progress.total == path.stat().st_size
        assert walk.progress.unpacked == len(PLAIN)


def test_several_inputs_and_failures_between_them(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(PLAIN)
    (tmp_path / "b.wikitext").write_text("A page.")
    inputs = [str(tmp_path / name) for name in ("a.xml", "gone.xml", "b.wikitext", "a.xml")]
    found = walked(Walk(inputs, cut=small))
    assert titles(found)[:33][-1].startswith("Failure") and titles(found)[33] == "b"
    assert titles(found)[:32] == titles(found)[34:] == ARTICLES
    for number in (31, 32, 33, 40):
        assert titles(walked(Walk(inputs, cut=small, after=found[number].position))) == titles(found)[number + 1 :]


@pytest.mark.parametrize("cut", [10, len(HEAD) + 100, len(PLAIN) - 20])
def test_a_cut_off_file_gives_what_is_whole_and_a_failure(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(PLAIN[:cut])
    found = list(Walk([str(path)]))
    whole = PLAIN[:cut].count(b"</page>")
    assert sum(isinstance(one.page, RawPage) for one in found) == len([n for n in range(whole) if n % 5 != 4])
    assert any(isinstance(one.page, Failure) for one in found)


@pytest.mark.parametrize(("pages", "said"), [(1, "after 1 whole page:"), (2, "after 2 whole pages:")])
def test_a_cut_off_file_says_how_far_it_went(pages: int, said: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b"</page>".join([*PLAIN.split(b"</page>")[:pages], b"<page><title>Cut"]))
    failure = next(one.page for one in Walk([str(path)]) if isinstance(one.page, Failure))
    assert said in failure.message


@pytest.mark.parametrize("kind", ["single.xml.bz2", "dump.xml.gz", "dump.xml.zst"])
def test_damaged_data_is_a_failure(kind: str, tmp_path: Path) -> None:
    path = tmp_path / kind
    data = KINDS[kind]()
    path.write_bytes(data[: len(data) // 2])
    assert [one for one in walked(Walk([str(path)])) if isinstance(one.page, Failure)] != []


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, expected in ((bz2.compress(PLAIN), ARTICLES), (PLAIN, ARTICLES), (b"'''Abc''' page", ["Abc"])):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))
        assert titles(walked(Walk(["-"]))) == expected


def test_an_export_without_articles_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(HEAD + PAGES[4] + END)
    assert titles(walked(Walk([str(path)])))[0].count("holds no article (1 page(s) of other namespaces)")


def scanned(pieces: list[bytes], places: Places = every_page) -> list[RawPage]:
    scanner = Scanner("x", places)
    found = [page for piece in pieces for page in scanner.add(piece)]
    scanner.finish()
    return found


@given(st.lists(st.integers(0, len(PLAIN)), max_size=12))
def test_pieces_may_be_cut_anywhere(cuts: list[int]) -> None:
    ends = [0, *sorted(cuts), len(PLAIN)]
    pieces = [PLAIN[begin:end] for begin, end in pairwise(ends)]
    assert [page.xml for page in scanned(pieces)] == [page.xml for page in scanned([PLAIN])]


@given(st.lists(st.integers(0, len(PLAIN)), max_size=12))
def test_a_reason_to_read_belongs_to_its_page_wherever_pieces_are_cut(cuts: list[int]) -> None:
    def places(data: bytes, begin: int, end: int) -> list[tuple[int, bool]]:
        found = re.finditer(rb"<page>|<title>P[37]</title>", data[begin:end])
        return [(begin + one.start(), one[0] != b"<page>") for one in found]

    ends = [0, *sorted(cuts), len(PLAIN)]
    pages = scanned([PLAIN[begin:end] for begin, end in pairwise(ends)], places)
    assert [(page.title, page.number) for page in pages] == [("P3", 4), ("P7", 8)]


def test_of_many_revisions_the_newest_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.pages.dump.MANY_REVISIONS", 5000)
    years = [*range(1000, 1200), 1999, *range(1200, 1400)]
    revisions = b"".join(
        b"<revision><id>%d</id><timestamp>%d-01-01T00:00:00Z</timestamp><text>of %d %s</text></revision>"
        % (y, y, y, b"x" * 300)
        for y in years
    )
    data = HEAD + b"<page><title>A</title><ns>0</ns>" + revisions + b"</page>" + END
    pages = scanned([data[n : n + 1000] for n in range(0, len(data), 1000)])
    page = pages[0].parse()
    assert len(pages[0].xml) < 10_000 and isinstance(page, Page)
    assert (page.revision, page.text[:7]) == (1999, "of 1999")


def test_a_page_without_end_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.pages.dump.MAX_PAGE", 10_000)
    pieces = [
        HEAD,
        b"<page><title>Huge</title><ns>0</ns><revision><text>",
        *[b"x" * 1000] * 50,
        b"</text></revision></page>",
    ]
    scanner = Scanner("x", every_page)
    found = [page for piece in [*pieces, PAGES[0], END] for page in scanner.add(piece)]
    failure = found[0].parse()
    assert isinstance(failure, Failure) and "'Huge' has more than" in failure.message
    assert [page.title for page in found] == ["Huge", "P0"]


def test_no_export() -> None:
    with pytest.raises(InputError, match="no MediaWiki export"):
        scanned([b"<html>", b"</html>"])


def with_index(folder: Path) -> Path:
    path = folder / "x-multistream.xml.bz2"
    path.write_bytes(multistream())
    offsets = [len(bz2.compress(HEAD))]
    for n in range(0, 40, 10):
        offsets.append(offsets[-1] + len(bz2.compress(b"".join(PAGES[n : n + 10]))))
    lines = [f"{offsets[n // 10]}:{n}:P{n}\n" for n in range(40)]
    (folder / "x-multistream-index.txt.bz2").write_bytes(bz2.compress("".join(lines).encode()))
    return path


def test_the_index_leads_to_the_streams_of_the_titles(tmp_path: Path) -> None:
    path = with_index(tmp_path)
    wanted = {"P3", "P21", "P29", "Nowhere"}
    walk = Walk([str(path)], choose_titles(wanted), cut=cut_for(wanted))
    found = walked(walk)
    assert titles(found) == ["P3", "P21"]  # P29 is no article
    assert isinstance(found[0].page, RawPage) and found[0].page.site.language == "fr"
    assert len(cut_for(wanted)(path)) == 2
    assert walk.progress.unpacked == len(b"".join(PAGES[0:10] + PAGES[20:30]))


def test_without_index_all_is_searched(tmp_path: Path) -> None:
    path = with_index(tmp_path)
    (tmp_path / "x-multistream-index.txt.bz2").unlink()
    assert index_of(path) is None
    assert titles(walked(Walk([str(path)], choose_titles({"P3"}), cut=cut_for({"P3"})))) == ["P3"]


def test_a_broken_index_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "i.txt"
    path.write_text("1:2:A: B\nnonsense\n")
    rows = read_index(path)
    assert next(rows) == (1, "A: B")
    with pytest.raises(InputError, match="line 2"):
        next(rows)


def test_positions_order_as_the_walk_goes() -> None:
    assert Position(0, 5, 9) < Position(0, 6, 1) < Position(1, 0, 1)

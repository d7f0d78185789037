"""The report: one file, whole in itself."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

import pytest

import kg
from kg.errors import UsageError
from kg.explorer.report import report


@pytest.fixture(scope="module")
def page(sample: Path) -> str:
    return report(kg.Graph.load(sample)).decode()


def test_it_is_small_and_fetches_nothing(page: str) -> None:
    assert len(page.encode()) < 2_000_000
    assert re.findall(r'src="(?!data:)', page) == []
    assert not re.search(r"<script|<link|@import|url\((?!%23|#)", page)
    assert all(link.startswith(("#", "http")) for link in re.findall(r'href="([^"]*)"', page))
    assert "default-src 'none'" in page


def test_it_has_the_panels_and_the_sentences(page: str) -> None:
    assert "How many attacks were there in each year" in page
    assert page.count('src="data:image/svg+xml,') >= 8
    assert "gunmen opened fire on a UN base in Bunyakiri" in page
    assert "example.org" in page or "https://" in page


def test_a_phone_gets_pictures_as_wide_as_itself(page: str) -> None:
    pictures = re.findall(r'<source media="\(max-width: 30rem\)" srcset="([^"]*)"><img class="picture"', page)
    assert len(pictures) == page.count(' src="data:image/svg+xml,')
    for picture in pictures:
        assert not re.search(r"\s", picture), "a space would end the address"
        svg = ET.fromstring(unquote(picture.removeprefix("data:image/svg+xml,")))  # noqa: S314 (our own)
        assert float(svg.attrib["width"].removesuffix("pt")) < 260


def test_one_mission(sample: Path) -> None:
    one = report(kg.Graph.load(sample), ["MINUSTAH"]).decode()
    assert "<h1>United Nations Stabilisation Mission in Haiti</h1>" in one
    assert "Bunyakiri" not in one


def test_the_command_writes_it(sample: Path, tmp_path: Path) -> None:
    from kg.commands import main

    with pytest.raises(SystemExit) as left:
        main(["report", str(sample), "--mission", "MINUSTAH", "-o", str(tmp_path / "one.html")])
    assert left.value.code == 0
    assert (tmp_path / "one.html").read_bytes() == report(kg.Graph.load(sample), ["MINUSTAH"])


def test_each_mission_is_seen_as_its_turn_comes(sample: Path) -> None:
    seen: list[str] = []

    def watch(nodes: Sequence[str]) -> Iterator[str]:
        for node in nodes:
            seen.append(node.rpartition("/")[2])
            yield node

    report(kg.Graph.load(sample), ["MINUSTAH", "MONUSCO"], watch=watch)
    assert len(seen) == 2


def test_a_mission_that_is_not_there(sample: Path) -> None:
    with pytest.raises(UsageError, match="Nothing in the graph is called 'UNFOO'"):
        report(kg.Graph.load(sample), ["UNFOO"])


def test_the_same_graph_gives_the_same_bytes(sample: Path, page: str) -> None:
    assert report(kg.Graph.load(sample)).decode() == page


def test_a_hostile_graph_does_no_harm(tmp_path: Path, hostile_text: str) -> None:
    (tmp_path / "h.ttl").write_text(hostile_text, encoding="utf-8")
    text = report(kg.Graph.load(tmp_path / "h.ttl")).decode()
    assert "<script" not in text
    assert "javascript:" not in re.sub(r">[^<]*<", "><", text)

"""Pictures: each form from the answers it is made for, the same bytes each time, readable light and dark."""

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.answers.model import Rows
from kg.answers.queries import named, shipped
from kg.errors import UsageError
from kg.explorer.pictures import _DARK, DRAWN, INK, PALETTE, PAPER, draw

PANELS = [(query.name, panel.form) for query in shipped() for panel in query.panels if panel.form in DRAWN]


@pytest.fixture(scope="module")
def graph(sample: Path) -> kg.Graph:
    return kg.Graph.load(sample)


SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: bytes) -> list[str]:
    root = ET.fromstring(svg)  # noqa: S314 (our own)
    return ["".join(one.itertext()).strip() for one in root.iter(f"{SVG}text")]


@pytest.mark.parametrize(("name", "form"), PANELS)
def test_every_panel_of_the_shipped_queries_is_drawn(graph: kg.Graph, name: str, form: str) -> None:
    rows = graph.query(name)
    picture = draw(rows, form)
    if form == "map" and not rows:
        pytest.skip("the sample has no coordinates")
    assert picture is not None
    assert picture == draw(rows, form), "the same answer gives the same bytes"
    assert texts(picture)


def test_bars_say_what_the_answer_says(graph: kg.Graph) -> None:
    rows = graph.query("killed-by-contingent")
    told = texts(draw(rows, "bars") or b"")
    assert {str(row["countryName"]) for row in rows} <= set(told)
    assert str(max(int(str(row["killed"])) for row in rows)) in told


def test_a_timeline_of_tenures_names_the_people(graph: kg.Graph) -> None:
    told = texts(draw(graph.query("tenures"), "timeline") or b"")
    assert "Martin Kobler" in told
    assert "head of mission" in told
    rows = graph.query("tenures", person="Carlos Alberto dos Santos Cruz")
    assert {"MONUSCO", "MINUSTAH"} <= set(texts(draw(rows, "timeline") or b"")), "missions by their letters"


def test_a_map_has_land_and_the_names_of_places(graph: kg.Graph) -> None:
    picture = draw(graph.query("attacks-with-coordinates"), "map") or b""
    assert any("Goma" in text for text in texts(picture))
    assert picture.count(b"<path") > 3


def test_png(graph: kg.Graph) -> None:
    assert (draw(graph.query("attacks-by-year"), "bars", kind="png") or b"").startswith(b"\x89PNG")


@pytest.mark.parametrize("form", DRAWN)
def test_an_answer_that_cannot_be_drawn_has_no_picture(form: str, graph: kg.Graph) -> None:
    assert draw(Rows((), ()), form) is None
    assert draw(graph.run("SELECT ?s WHERE { ?s ?p ?o FILTER(false) }"), form) is None
    assert draw(graph.run("SELECT ?s WHERE { ?s a pk:Mission } LIMIT 2".replace("pk:Mission", "?o")), form) is None


def test_an_unknown_form_is_named() -> None:
    with pytest.raises(UsageError, match="pie"):
        draw(Rows((), ()), "pie")


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "$x^2$ \\frac{1}{0}", "a" * 100_000, "\x00\x08", "{{7*7}}"]
)
@pytest.mark.parametrize("form", ["bars", "network"])
def test_names_are_only_text(graph: kg.Graph, name: str, form: str) -> None:
    from pyoxigraph import Literal

    rows = Rows(("one", "other", "value"), ((Literal(name), Literal("b"), Literal(3)),))
    picture = draw(rows, form, themed=True) or b""
    assert b"<script" not in picture
    assert len(picture) < 200_000
    assert texts(picture) is not None  # it is XML


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_can_be_read_and_colours_be_seen_on_both_papers() -> None:
    assert contrast(INK, PAPER) > 7
    assert contrast(_DARK[INK], _DARK[PAPER]) > 7
    for colour in PALETTE[:3]:  # those that bars and lines begin with
        assert contrast(colour, PAPER) > 3, colour
        assert contrast(_DARK.get(colour, colour), _DARK[PAPER]) > 3, colour


def test_a_themed_picture_changes_with_the_screen(graph: kg.Graph) -> None:
    picture = (draw(graph.query("attacks-by-year"), "bars", themed=True) or b"").decode()
    assert "@media(prefers-color-scheme:dark)" in picture
    assert not re.search(rf"(?:fill|stroke): (?:{INK}|{PALETTE[0]})", picture)


def test_plot_from_the_command_line(graph: kg.Graph, sample: Path, tmp_path: Path) -> None:
    from kg.commands import main

    def run(*arguments: Any) -> Any:
        with pytest.raises(SystemExit) as left:
            main([str(one) for one in arguments])
        return left.value.code

    assert run("plot", "tenures", "--graph", sample, "--param", "mission=MONUSCO", "-o", tmp_path / "t.svg") == 0
    assert "Martin Kobler" in texts((tmp_path / "t.svg").read_bytes())
    assert run("plot", "tenures", "--graph", sample, "-o", tmp_path / "t.pdf") == 2
    assert run("plot", "tenures", "--graph", sample, "--as", "map", "-o", tmp_path / "m.svg") == 2
    assert not (tmp_path / "m.svg").exists()


def test_legends_and_axes_say_what_columns_mean(graph: kg.Graph) -> None:
    rows, query = graph.query("attacks-by-year"), named("attacks-by-year")
    told = texts(draw(rows, "bars", told=query.told) or b"")
    assert {"attacks in that year", "people killed in them", "people injured in them"} <= set(told)
    assert {"2007", "2010"} <= set(told), "years in which nothing was"


def test_names_on_a_map_do_not_cover_one_another() -> None:
    head = "SELECT * { VALUES (?placeName ?latitude ?longitude ?killed) {"
    near = " ".join(f'("Place {at:02} of many" {10 + at / 50} {20 + at / 50} {at})' for at in range(40))
    told = texts(draw(kg.Graph().run(f"{head} {near} }} }}"), "map") or b"")
    named_places = [text for text in told if text.startswith("Place")]
    assert 0 < len(named_places) < 15
    assert "Place 39 of many" in named_places, "the worst first"


def asked(head: str, rows: str) -> Rows:
    return kg.Graph().run(f"SELECT * {{ VALUES ({head}) {{ {rows} }} }}")


def test_one_date_alone_has_the_years_around_it() -> None:
    rows = asked("?date ?value", '("2010-04"^^xsd:gYearMonth 7036)')
    years = [int(text) for text in texts(draw(rows, "timeline") or b"") if re.fullmatch("[0-9]{4}", text)]
    assert 2010 in years
    assert min(years) >= 2008
    assert max(years) <= 2012


def test_a_column_without_numbers_has_no_colour() -> None:
    rows = asked("?roleName ?killed ?abducted", '("soldier" 3 0) ("driver" 1 0)')
    told = texts(draw(rows, "bars") or b"")
    assert "3" in told
    assert "abducted" not in told
    assert draw(asked("?roleName ?killed", '("soldier" 0)'), "bars"), "zeros alone are still an answer"


def test_long_names_stand_on_two_lines() -> None:
    rows = asked("?name ?killed", '("Allied Democratic Forces" 3)')
    told = texts(draw(rows, "bars", narrow=True) or b"")
    assert "Forces" in " ".join(told)


def test_a_large_network_is_the_same_in_every_process() -> None:
    program = (
        "import sys; from pyoxigraph import Literal as L; from kg.answers.model import Rows; "
        "from kg.explorer.pictures import draw; "
        "rows = tuple((L(f'name {i % 97}'), L(f'name {i * i % 89}'), L(i % 7 + 1)) for i in range(400)); "
        "sys.stdout.buffer.write(draw(Rows(('one', 'other', 'weight'), rows), 'network'))"
    )
    pictures = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(pictures) == 1

"""Tables, places, the data set's description, data frames and notebooks."""

import csv
import json
from pathlib import Path

import pytest

import kg
from kg.answers.class_tables import write_csv, write_parquet
from kg.answers.dataset import describe
from kg.answers.geojson import geojson
from kg.resources import folder

HOSTILE = (
    "@prefix pk: <https://w3id.org/peacekg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
    '<urn:m> a pk:Mission ; rdfs:label "=cmd|\' /C calc\'!A0"@en ; pk:abbreviation "<script>alert(1)</script>" .'
)


@pytest.fixture(scope="module")
def graph() -> kg.Graph:
    return kg.build(folder("samples"))


@pytest.fixture
def hostile(tmp_path: Path) -> kg.Graph:
    (tmp_path / "h.ttl").write_text(HOSTILE, encoding="utf-8")
    return kg.Graph.load(tmp_path / "h.ttl")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_table_for_each_class(graph: kg.Graph, tmp_path: Path) -> None:
    write_csv(graph, tmp_path)
    attacks = read(tmp_path / "Attack.csv")
    counted = graph.run("SELECT (COUNT(*) AS ?n) { ?a a <https://w3id.org/peacekg/ontology#Attack> }")[0]["n"]
    assert len(attacks) == counted
    assert "Goma" in {row["place_label"] for row in attacks}
    figures = read(tmp_path / "Figure.csv")
    assert all(row["value"].isdecimal() for row in figures)


def test_the_dictionary_explains_every_column(graph: kg.Graph, tmp_path: Path) -> None:
    files = write_csv(graph, tmp_path)
    told = {(row["table"], row["column"]): row["meaning"] for row in read(tmp_path / "dictionary.csv")}
    for path in files:
        if path.stem != "dictionary":
            with path.open(encoding="utf-8") as file:
                columns = next(csv.reader(file))
            assert [name for name in columns if (path.stem, name) not in told] == []
    unexplained = [name for name, meaning in told.items() if not meaning]
    assert len(unexplained) < len(told) / 10, unexplained


def test_no_cell_is_a_formula(hostile: kg.Graph, tmp_path: Path) -> None:
    write_csv(hostile, tmp_path)
    assert read(tmp_path / "Mission.csv")[0]["label"].startswith("'=")


def test_parquet(graph: kg.Graph, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `tables` is not installed")
    write_parquet(graph, tmp_path)
    table = parquet.read_table(tmp_path / "Figure.parquet")
    assert str(table.schema.field("value").type) == "int64"
    assert b"measure" in table.schema.metadata


def test_geojson(graph: kg.Graph) -> None:
    found = json.loads(geojson(graph))
    assert found["type"] == "FeatureCollection"
    goma = next(one for one in found["features"] if one["properties"].get("place") == "Goma")
    longitude, latitude = goma["geometry"]["coordinates"]
    assert 28 < longitude < 31
    assert -3 < latitude < 0
    assert goma["properties"]["kind"] == "Attack"
    assert (goma["properties"]["killed"], goma["properties"]["injured"]) == (1, 3)


def test_the_description_counts_right(graph: kg.Graph) -> None:
    told = {(one.predicate.value.rpartition("#")[2], getattr(one.object, "value", "")) for one in describe(graph)}
    assert ("triples", str(len(graph))) in told
    assert any("creativecommons.org/licenses/by-sa" in value for _, value in told)
    assert any(name == "wasDerivedFrom" for name, _ in told)


def test_each_property_and_class_is_described_by_itself(graph: kg.Graph) -> None:
    described = kg.Graph(describe(graph))
    for kind, count in (("class", "entities"), ("property", "triples")):
        rows = described.run(
            f"SELECT (COUNT(DISTINCT ?of) AS ?ofs) (COUNT(*) AS ?n) {{ ?part void:{kind} ?of ; void:{count} ?many }} "
            "GROUP BY ?part"
        )
        assert {(row["ofs"], row["n"]) for row in rows} == {(1, 1)}


def test_a_data_frame(graph: kg.Graph) -> None:
    pytest.importorskip("pandas", reason="the extra `tables` is not installed")
    frame = graph.to_dataframe("killed-by-contingent", mission="MINUSTAH")
    assert list(frame.columns) == ["countryName", "attacks", "accidents", "killed", "country"]
    assert frame["killed"].sum() == sum(
        int(str(row["killed"])) for row in graph.query("killed-by-contingent", mission="MINUSTAH")
    )


def test_how_a_notebook_shows_things(graph: kg.Graph, hostile: kg.Graph) -> None:
    assert "PeaceKG graph" in graph._repr_html_()
    assert "<td>Jordan</td>" in graph.query("killed-by-contingent")._repr_html_()
    assert "<script" not in hostile.run("SELECT * { ?s ?p ?o }")._repr_html_()
    attack = graph.run("SELECT ?a { ?a a <https://w3id.org/peacekg/ontology#Attack> } ORDER BY ?a")[0]["a"]
    assert "<mark>" in graph.explain(str(attack))._repr_html_()


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_folder_has_to_be_named(form: str, tmp_path: Path) -> None:
    from kg.commands import main

    (tmp_path / "h.ttl").write_text(HOSTILE, encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        main(["export", str(tmp_path / "h.ttl"), "--format", form])
    assert left.value.code == 2


def test_the_message_about_an_unknown_format_names_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from kg.commands import main

    (tmp_path / "h.ttl").write_text(HOSTILE, encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["export", str(tmp_path / "h.ttl"), "--format", "xlsx"])
    told = capsys.readouterr().err
    assert all(form in told for form in ("turtle", "csv", "parquet", "geojson", "dcat", "quickstatements"))

"""Dumps as streams, and the index made from them: resumable, and the same whatever the number of runs."""

# ruff: noqa: S608  these are statements of dumps, not of a database

import bz2
import gzip
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import InputError, UsageError
from kg.linking.backends.dump_index import DumpIndex
from kg.linking.dumps import json_items, sql_rows
from kg.linking.index import build_index

HEAD = (
    "CREATE TABLE `page` (\n  `page_id` int(8) NOT NULL,\n  `page_title` varbinary(255) NOT NULL,\n"
    "  PRIMARY KEY (`page_id`)\n);\n"
)


def dump(path: Path, *rows: str) -> Path:
    path.write_text(HEAD + f"INSERT INTO `page` VALUES {','.join(rows)};\n", encoding="utf-8")
    return path


def test_rows_by_column(tmp_path: Path) -> None:
    path = dump(tmp_path / "x-page.sql", "(1,'A\\'b\\\\c')", "(2,NULL)", "(-3,'a,(b)')", "(4,'Ménaka')", "(5,'it''s')")
    assert [row["page_title"] for row in sql_rows(path, "page")] == ["A'b\\c", None, "a,(b)", "Ménaka", "it's"]
    assert list(sql_rows(path, "other")) == []


@given(
    st.lists(
        st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=30),
        min_size=1,
        max_size=5,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_title_comes_back(tmp_path: Path, titles: list[str]) -> None:
    escaped = (t.replace("\\", "\\\\").replace("'", "\\'").replace("\0", "\\0") for t in titles)
    path = dump(tmp_path / "x-page.sql", *(f"({n},'{t}')" for n, t in enumerate(escaped)))
    assert [row["page_title"] for row in sql_rows(path, "page")] == titles


@pytest.mark.parametrize("bad", ["(1,'never closed", "(1)", "(1,2,3)", "(1,'a'"])
def test_a_broken_row_is_named_with_its_line(bad: str, tmp_path: Path) -> None:
    path = tmp_path / "x-page.sql"
    path.write_text(HEAD + f"INSERT INTO `page` VALUES {bad}\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 6"):
        list(sql_rows(path, "page"))


def test_a_cut_off_dump_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "x-page.sql.gz"
    path.write_bytes(gzip.compress(dump(tmp_path / "y", *(f"({n},'T{n}')" for n in range(9999))).read_bytes())[:-2000])
    with pytest.raises(InputError, match="cut off"):
        list(sql_rows(path, "page"))


def test_items_of_a_packed_json_dump(tmp_path: Path) -> None:
    path = tmp_path / "all.json.bz2"
    path.write_bytes(bz2.compress(b'[\n{"id": "Q1"},\n{"id": "Q2"}\n]\n'))
    assert [data["id"] for _, data in json_items(path)] == ["Q1", "Q2"]
    assert [data["id"] for _, data in json_items(path, skip=2)] == ["Q2"]
    path.write_bytes(bz2.compress(b'[\n{"id": "Q1"},\n{"id": "Q'))
    with pytest.raises(InputError, match="line 3"):
        list(json_items(path))


def items(folder: Path, count: int) -> Path:
    path = folder / "wikidata.json"
    told = ({"id": f"Q{n}", "labels": {"en": {"value": f"Thing number {n}"}}} for n in range(1, count + 1))
    path.write_text("[\n" + ",\n".join(map(json.dumps, told)) + "\n]\n", encoding="utf-8")
    return path


def content(path: Path) -> list[Any]:
    with sqlite3.connect(path) as db:
        found = [db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in ("item", "name")]
    db.close()
    return found


class KilledError(Exception):
    pass


def test_a_killed_run_goes_on_where_it_was(tmp_path: Path) -> None:
    """The run is stopped in the second part; the next one writes only what is missing, and the result is the same."""
    path, whole, broken = items(tmp_path, 30_000), tmp_path / "whole.sqlite", tmp_path / "broken.sqlite"
    build_index([path], whole)

    def killed(rows: Iterable[Any], name: str) -> Iterator[Any]:
        for number, row in enumerate(rows):
            if number == 25_000:
                raise KilledError
            yield row

    with pytest.raises(KilledError):
        build_index([path], broken, killed)
    with sqlite3.connect(broken) as db:
        assert db.execute("SELECT read, done FROM source").fetchall() == [(20_000, 0)]
    db.close()
    assert build_index([path], broken) == 30_000
    assert content(broken) == content(whole)


def test_a_dump_that_is_done_is_passed_over(tmp_path: Path) -> None:
    path, target = items(tmp_path, 10), tmp_path / "index.sqlite"
    build_index([path], target)

    def forbidden(rows: Iterable[Any], name: str) -> Iterable[Any]:
        raise AssertionError

    assert build_index([path], target, forbidden) == 10


def test_nearly_a_name_is_found(tmp_path: Path) -> None:
    target = tmp_path / "index.sqlite"
    build_index([items(tmp_path, 50)], target)
    with DumpIndex(target) as index:
        assert "Q33" in [item.qid for item in index.search("Things number 33")]
        assert index.search('") OR 1=1 --') == []


def test_redirects_sections_and_lists_of_meanings(tmp_path: Path) -> None:
    pages = "(1,0,'Kidal'),(2,0,'Kidal_bombing'),(3,0,'Gao'),(4,0,'Kidal,_Mali')"
    props = "(1,'wikibase_item','Q650100'),(3,'wikibase_item','Q9'),(3,'disambiguation','')"
    redirects = "(2,0,'Kidal','','Attacks'),(4,0,'Kidal','','')"
    texts = {
        "page": ("page_id page_namespace page_title", pages),
        "page_props": ("pp_page pp_propname pp_value", props),
        "redirect": ("rd_from rd_namespace rd_title rd_interwiki rd_fragment", redirects),
    }
    dumps = []
    for table, (columns, rows) in texts.items():
        dumps.append(tmp_path / f"{table}.sql")
        made = ",\n".join(f"  `{name}` x" for name in columns.split())
        text = f"CREATE TABLE `{table}` (\n{made}\n);\nINSERT INTO `{table}` VALUES {rows};\n"
        dumps[-1].write_text(text, encoding="utf-8")
    build_index(dumps, tmp_path / "index.sqlite")
    with DumpIndex(tmp_path / "index.sqlite") as index:
        found = index.lookup_titles(["kidal", "Kidal bombing", "Gao", "Kidal, Mali", "Nowhere"])
    assert {t: (m.qid, m.redirected, m.fragment, m.disambiguation) for t, m in found.items()} == {
        "kidal": ("Q650100", False, "", False),
        "Kidal bombing": ("Q650100", True, "Attacks", False),
        "Gao": ("Q9", False, "", True),
        "Kidal, Mali": ("Q650100", True, "", False),
    }


def test_what_is_no_dump_and_no_index(tmp_path: Path) -> None:
    (tmp_path / "x-pagelinks.sql").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="page, page_props and redirect"):
        build_index([tmp_path / "x-pagelinks.sql"], tmp_path / "a")
    with pytest.raises(InputError, match="no such file"):
        build_index([tmp_path / "none.json"], tmp_path / "b")
    (tmp_path / "c").write_text("not a database", encoding="utf-8")
    with pytest.raises(InputError, match="not usable"):
        build_index([], tmp_path / "c")
    with pytest.raises(InputError, match="kg index"):
        DumpIndex(tmp_path / "none.sqlite")


def test_a_run_that_reads_nothing_leaves_no_file(tmp_path: Path) -> None:
    wrong, target = tmp_path / "graph.ttl", tmp_path / "index.sqlite"
    wrong.write_text("@prefix : <http://example.org/> .\n", encoding="utf-8")
    with pytest.raises(InputError, match="neither an SQL table nor Wikidata's JSON"):
        build_index([wrong], target)
    assert not target.exists()
    build_index([items(tmp_path, 5)], target)
    with pytest.raises(InputError, match="neither"):
        build_index([wrong], target)
    with DumpIndex(target) as index:
        assert index.version

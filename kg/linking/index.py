"""An index of items for use without a network, made from dumps: `kg index`.

From a wiki's SQL tables page, page_props and redirect come titles, redirects and the items behind them; from a Wikidata
JSON dump labels, aliases, classes, countries, coordinates. Dumps are read as streams; what was read is recorded with
each part that is written, so that a run which was killed goes on where it stopped.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from kg.errors import InputError, UsageError
from kg.linking.backends.claims import item_of
from kg.linking.backends.index import names_of
from kg.linking.dumps import Row, json_items, sql_rows
from kg.linking.model import Item
from kg.linking.names import key, without_context

SCHEMA = """
CREATE TABLE IF NOT EXISTS source (name TEXT PRIMARY KEY, size INTEGER, read INTEGER, done INTEGER);
CREATE TABLE IF NOT EXISTS page (id INTEGER PRIMARY KEY, title TEXT);
CREATE TABLE IF NOT EXISTS prop (id INTEGER, name TEXT, value TEXT, PRIMARY KEY (id, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS redirect (id INTEGER PRIMARY KEY, title TEXT, fragment TEXT);
CREATE TABLE IF NOT EXISTS item (qid TEXT PRIMARY KEY, data TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS name (key TEXT, qid TEXT, PRIMARY KEY (key, qid)) WITHOUT ROWID;
CREATE VIRTUAL TABLE IF NOT EXISTS near USING fts5(key, tokenize='trigram');
"""
_FINISH = """
CREATE INDEX IF NOT EXISTS page_title ON page (title);
CREATE INDEX IF NOT EXISTS prop_value ON prop (value);
DELETE FROM near;
INSERT INTO near (key) SELECT DISTINCT key FROM name;
"""
_PART = 20_000
FINISHED = 1
"""The `user_version` of an index in which nothing is missing of the dumps it was made from."""
Insert = tuple[str, tuple[Any, ...]]
Watch = Callable[[Iterable[Any], str], Iterable[Any]]


def build_index(dumps: Iterable[Path], target: Path, watch: Watch = lambda rows, name: rows) -> int:
    """Read dumps into the index at `target` (which may hold others already); gives the number of its items."""
    new = not target.exists()
    db = opened(target)
    try:
        for dump in dumps:
            _load(db, dump, watch)
        _finish(db)
        db.execute(f"PRAGMA user_version = {FINISHED}")
        count: int = db.execute("SELECT count(*) FROM item").fetchone()[0]
        return count
    except (InputError, UsageError):
        if new and not db.execute("SELECT 1 FROM source").fetchone():  # nothing that a later run could go on with
            target.unlink()
        raise
    finally:
        db.close()


def opened(path: Path) -> sqlite3.Connection:
    """The index's file, with its tables; InputError where it is something else."""
    try:
        db = sqlite3.connect(path)
        db.executescript(SCHEMA)
    except sqlite3.Error as error:
        raise InputError(f"{path}: not usable as an index ({error}).") from None
    return db


def _load(db: sqlite3.Connection, dump: Path, watch: Watch) -> None:
    """One dump, from where the last run stopped; a dump that is done and has not changed is passed over."""
    if not dump.is_file():
        raise InputError(f"{dump}: no such file.")
    size = dump.stat().st_size
    known = db.execute("SELECT size, read, done FROM source WHERE name = ?", (dump.name,)).fetchone()
    if known and known[0] == size and known[2]:
        return
    skip = known[1] if known and known[0] == size else 0
    rows = iter(watch(_inserts(dump), dump.name))
    read = sum(1 for _ in islice(rows, skip))
    while part := list(islice(rows, _PART)):
        read += len(part)
        with db:
            db.execute("PRAGMA user_version = 0")
            for inserts in part:
                for statement, values in inserts:
                    db.execute(statement, values)
            db.execute("INSERT OR REPLACE INTO source VALUES (?, ?, ?, 0)", (dump.name, size, read))
    with db:
        db.execute("INSERT OR REPLACE INTO source VALUES (?, ?, ?, 1)", (dump.name, size, read))


def _inserts(dump: Path) -> Iterator[list[Insert]]:
    """What each row of a dump adds to the index."""
    for table, told in _TABLES.items():
        if f"-{table}.sql" in dump.name or dump.name.startswith(f"{table}.sql"):
            return (told(row) for row in sql_rows(dump, table))
    if ".sql" in dump.name:
        raise UsageError(f"{dump}: of SQL dumps the tables page, page_props and redirect are read.")
    return (item_inserts(item_of(data)) for _, data in json_items(dump) if str(data["id"]).startswith("Q"))


def _page(row: Row) -> list[Insert]:
    if row["page_namespace"] != "0":
        return []
    return [("INSERT OR REPLACE INTO page VALUES (?, ?)", (row["page_id"], _spaced(row["page_title"])))]


def _prop(row: Row) -> list[Insert]:
    if row["pp_propname"] not in {"wikibase_item", "disambiguation"}:
        return []
    return [
        ("INSERT OR REPLACE INTO prop VALUES (?, ?, ?)", (row["pp_page"], row["pp_propname"], row["pp_value"] or ""))
    ]


def _redirect(row: Row) -> list[Insert]:
    if row["rd_namespace"] != "0" or row.get("rd_interwiki"):
        return []
    values = (row["rd_from"], _spaced(row["rd_title"]), row.get("rd_fragment") or "")
    return [("INSERT OR REPLACE INTO redirect VALUES (?, ?, ?)", values)]


_TABLES = {"page": _page, "page_props": _prop, "redirect": _redirect}


def _spaced(title: str | None) -> str:
    return (title or "").replace("_", " ")


def item_inserts(item: Item) -> list[Insert]:
    """An item, and the names it is found under."""
    names: list[Insert] = [
        ("INSERT OR IGNORE INTO name VALUES (?, ?)", (name, item.qid)) for name in sorted(names_of(item))
    ]
    return [("INSERT OR REPLACE INTO item VALUES (?, ?)", (item.qid, json.dumps(asdict(item)))), *names]


def _finish(db: sqlite3.Connection) -> None:
    """Items of which only the article is known, redirects as names, and the letter groups of all names."""
    articles = db.execute(
        "SELECT page.title, prop.value FROM page JOIN prop ON prop.id = page.id AND prop.name = 'wikibase_item' "
        "WHERE prop.value NOT IN (SELECT qid FROM item) ORDER BY prop.value"
    ).fetchall()
    redirects = db.execute(
        "SELECT source.title, prop.value FROM redirect JOIN page source ON source.id = redirect.id "
        "JOIN page target ON target.title = redirect.title "
        "JOIN prop ON prop.id = target.id AND prop.name = 'wikibase_item' WHERE redirect.fragment = ''"
    ).fetchall()
    with db:
        for title, qid in articles:
            for statement, values in item_inserts(Item(qid, without_context(title)[0], article=title)):
                db.execute(statement, values)
        for title, qid in redirects:
            db.execute("INSERT OR IGNORE INTO name VALUES (?, ?)", (key(title), qid))
    db.executescript(_FINISH)

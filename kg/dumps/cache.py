"""Remembers what pages gave, so that a build reads only what is new: pages, or the rules that read them."""

import json
import sqlite3
import zlib
from collections import Counter
from functools import cache
from hashlib import blake2b
from pathlib import Path

import kg
from kg.answers.summary import Part
from kg.errors import InputError
from kg.pages.dump import RawPage
from kg.pages.model import Page
from kg.resources import folder

_ROOMS = ("values", "pages", "documents", "facts", "reading", "triples", "linking")
_TABLE = "CREATE TABLE IF NOT EXISTS parts (key BLOB PRIMARY KEY, triples BLOB, counts TEXT, rules BLOB) WITHOUT ROWID"


@cache
def rules() -> bytes:
    """A digest of all that decides what a page gives: code, ontology, language, and the engine's version."""
    from importlib.metadata import version  # noqa: PLC0415 (brings email and zipfile; only a cache needs it)

    code = [path for room in _ROOMS for path in (Path(kg.__file__).parent / room).rglob("*.py")]
    data = [path for name in ("ontology", "language") for path in folder(name).rglob("*") if path.is_file()]
    digest = blake2b(version("pyoxigraph").encode(), digest_size=16)
    for path in sorted([*code, *data]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.digest()


class Cache:
    """Parts by page (its revision and text), rules and options, in a file below a folder."""

    def __init__(self, where: Path, options: str = "") -> None:
        self._rules = blake2b(options.encode(), key=rules(), digest_size=16).digest()
        try:
            where.mkdir(parents=True, exist_ok=True)
            self._store = sqlite3.connect(where / "pages.sqlite", isolation_level="IMMEDIATE")
            self._store.execute("PRAGMA journal_mode = WAL")
            self._store.execute(_TABLE)
            self._store.execute(
                "DELETE FROM parts WHERE rules != ?", (self._rules,)
            )  # no rules will ask for them again
        except (OSError, sqlite3.Error) as error:
            raise InputError(
                f"{where}: cannot serve as a cache ({getattr(error, 'strerror', None) or error}); name another folder."
            ) from None

    def key(self, page: RawPage | Page) -> bytes:
        """What stands for a page: a digest of its title, revision and text, and of the rules."""
        digest = blake2b(key=self._rules, digest_size=16)
        if isinstance(page, RawPage):
            digest.update(f"{page.site}\0".encode() + page.xml)
        else:
            digest.update(
                f"{page.title}\0{page.revision}\0{page.language}\0{page.text}".encode("utf-8", "surrogatepass")
            )
        return digest.digest()

    def get(self, key: bytes) -> Part | None:
        """What the page gave; None where that is not known."""
        row = self._store.execute("SELECT triples, counts FROM parts WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        facts, units = json.loads(row[1])
        return Part(zlib.decompress(row[0]), Counter(facts), Counter(units))

    def put(self, key: bytes, part: Part) -> None:
        """Remember what a page gave."""
        counts = json.dumps([part.facts, part.units])
        row = (key, zlib.compress(part.triples, 1), counts, self._rules)
        self._store.execute("INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?)", row)

    def save(self) -> None:
        """Write what was put so far to the disk."""
        self._store.commit()

    def close(self) -> None:
        """Save, and let go of the file."""
        self._store.commit()
        self._store.close()

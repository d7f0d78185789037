"""An index made from dumps (`kg index`) as a backend: it opens a file, and never a socket."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kg.errors import InputError
from kg.linking.backends.action_api import batches
from kg.linking.backends.index import compatible, title_key
from kg.linking.index import FINISHED
from kg.linking.model import Item, TitleMatch
from kg.linking.names import core_and_level, grams, key, similarity, without_context

_PAGE = """
SELECT page.title, item.value, meanings.name IS NOT NULL, redirect.title, redirect.fragment FROM page
LEFT JOIN prop item ON item.id = page.id AND item.name = 'wikibase_item'
LEFT JOIN prop meanings ON meanings.id = page.id AND meanings.name = 'disambiguation'
LEFT JOIN redirect ON redirect.id = page.id
WHERE page.title = ? ORDER BY page.id LIMIT 1
"""
_NEAR = 0.55


class DumpIndex:
    """The index in a file."""

    name = "index"

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise InputError(f"{path}: no such index; make one with kg index.")
        self._db = sqlite3.connect(f"file:{path.resolve().as_posix()}?mode=ro", uri=True)
        try:
            told = self._db.execute("SELECT name, size FROM source WHERE done ORDER BY name").fetchall()
            finished = self._db.execute("PRAGMA user_version").fetchone()[0] == FINISHED
        except sqlite3.Error as error:
            raise InputError(f"{path}: not an index ({error}); make one with kg index.") from None
        if not finished:
            raise InputError(f"{path}: is not finished, since kg index was stopped; start it again, it goes on.")
        self.version = ", ".join(f"{name} ({size} bytes)" for name, size in told)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def lookup_titles(self, titles: Sequence[str]) -> dict[str, TitleMatch]:
        """The items behind article titles; redirects are followed."""
        return {title: match for title in titles if (match := self._title(title))}

    def _title(self, title: str) -> TitleMatch | None:
        wanted, fragment = title_key(title.partition("#")[0]), ""
        for _ in range(3):
            row = self._db.execute(_PAGE, (wanted,)).fetchone()
            if row is None:
                return self._sitelink(title)
            article, qid, meanings, target, section = row
            if target is None:
                return self._match(title, article, qid, fragment, bool(meanings))
            wanted, fragment = target, section or fragment
        return None

    def _match(self, title: str, article: str, qid: str | None, fragment: str, meanings: bool) -> TitleMatch | None:
        if not qid:
            return None
        redirected = title_key(article) != title_key(title)
        return TitleMatch(title, qid, article, redirected, fragment, meanings)

    def _sitelink(self, title: str) -> TitleMatch | None:
        """The title among the articles that Wikidata itself names; for an index made from its dump alone."""
        wanted = title_key(title)
        for item in self._named(key(title)):
            if item.article and title_key(item.article) == wanted:
                return TitleMatch(title, item.qid, item.article)
        return None

    def search(self, text: str, kind: str = "", limit: int = 10) -> list[Item]:
        """Exact names first, then similar ones."""
        bare = without_context(text)[0]
        wanted = dict.fromkeys((key(text), key(bare), key(core_and_level(bare)[0])))
        found = {item.qid: item for name in wanted for item in self._named(name)}
        if len(found) < limit:
            found |= {item.qid: item for item in self._like(key(bare), limit) if item.qid not in found}
        return [item for item in found.values() if not kind or compatible(kind, item.kind)][:limit]

    def _named(self, name: str) -> list[Item]:
        rows = self._db.execute("SELECT qid FROM name WHERE key = ? ORDER BY qid LIMIT 50", (name,)).fetchall()
        return list(self.get([qid for (qid,) in rows]).values())

    def _like(self, name: str, limit: int) -> Iterator[Item]:
        words = " OR ".join(f'"{gram}"' for gram in sorted(grams(name)) if '"' not in gram and len(gram) == 3)
        if not words:
            return
        query = "SELECT key FROM near WHERE near MATCH ? ORDER BY rank LIMIT ?"
        near = [(similarity(name, found), found) for (found,) in self._db.execute(query, (words, 4 * limit))]
        for score, found in sorted(near, key=lambda pair: (-pair[0], pair[1])):
            if score >= _NEAR:
                yield from self._named(found)

    def get(self, qids: Sequence[str]) -> dict[str, Item]:
        """Items by id."""
        found: dict[str, Item] = {}
        for batch in batches(list(dict.fromkeys(qids)), 500):
            marks = ",".join("?" * len(batch))
            rows = self._db.execute(f"SELECT qid, data FROM item WHERE qid IN ({marks})", list(batch))  # noqa: S608
            found |= {qid: _item(json.loads(data)) for qid, data in rows}
        return {qid: found[qid] for qid in qids if qid in found}


def _item(data: dict[str, Any]) -> Item:
    place, years = data.pop("place"), data.pop("years")
    data["aliases"], data["codes"] = tuple(data["aliases"]), tuple(data["codes"])
    return Item(**data, place=(place[0], place[1]) if place else None, years=(years[0], years[1]))

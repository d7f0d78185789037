"""Items in memory, found by title, by any of their names, and by names that are nearly theirs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from kg.linking.model import Item, TitleMatch
from kg.linking.names import core_and_level, grams, key, similarity, without_context

_NEAR = 0.55
_COMMON = 400


class NameIndex:
    """A look-up of items; `titles` are article titles that are known to be those of the items."""

    def __init__(self, items: Iterable[Item], titles: Iterable[tuple[str, str]] = ()) -> None:
        self.items: dict[str, Item] = {item.qid: item for item in items}
        self._titles = {title_key(title): qid for title, qid in titles}
        self._names: dict[str, list[str]] = defaultdict(list)
        self._grams: dict[str, list[str]] = {}
        for item in self.items.values():
            for name in names_of(item):
                if item.qid not in self._names[name]:
                    self._names[name].append(item.qid)

    def title(self, title: str) -> TitleMatch | None:
        """The item behind a title: surely where the title is known, else where just one thing has this label."""
        if qid := self._titles.get(title_key(title)):
            article = self.items[qid].article or title
            return TitleMatch(title, qid, article, title_key(article) != title_key(title))
        found = [qid for qid in self._names.get(key(title), ()) if key(self.items[qid].label) == key(title)]
        return TitleMatch(title, found[0], title, sure=False) if len(found) == 1 else None

    def named(self, text: str) -> list[Item]:
        """The items that have exactly this name, or a place's proper name without its sort."""
        return [self.items[qid] for qid in self._names.get(key(text), ())]

    def like(self, text: str, limit: int) -> list[Item]:
        """Items with nearly this name, the nearest first."""
        wanted = key(text)
        counts: Counter[str] = Counter()
        postings = self._postings()
        for gram in grams(wanted):
            counts.update(postings.get(gram, ()))
        near = [(similarity(wanted, name), name) for name, _ in counts.most_common(4 * limit)]
        found: dict[str, Item] = {}
        for score, name in sorted(near, key=lambda pair: (-pair[0], pair[1])):
            if score >= _NEAR:
                found.update({qid: self.items[qid] for qid in self._names[name]})
        return list(found.values())[:limit]

    def starting(self, prefix: str, limit: int) -> list[Item]:
        """Items of which a name begins so, for suggestions."""
        wanted = key(prefix)
        found: dict[str, Item] = {}
        for name in sorted(self._names):
            if name.startswith(wanted):
                found.update({qid: self.items[qid] for qid in self._names[name]})
            if len(found) >= limit:
                break
        return list(found.values())[:limit]

    def search(self, text: str, kind: str = "", limit: int = 10) -> list[Item]:
        """Exact names first, then similar ones."""
        bare = without_context(text)[0]
        exact = {item.qid: item for name in (text, bare, core_and_level(bare)[0]) for item in self.named(name)}
        if len(exact) < limit:
            exact |= {item.qid: item for item in self.like(bare, limit) if item.qid not in exact}
        return [item for item in exact.values() if not kind or compatible(kind, item.kind)][:limit]

    def get(self, qids: Sequence[str]) -> dict[str, Item]:
        """Items by id."""
        return {qid: self.items[qid] for qid in qids if qid in self.items}

    def _postings(self) -> dict[str, list[str]]:
        """Names by letter group; built when the first name is not found. Groups of very many names tell nothing."""
        if not self._grams:
            found: dict[str, list[str]] = defaultdict(list)
            for name in self._names:
                for gram in grams(name):
                    found[gram].append(name)
            self._grams = {gram: names for gram, names in found.items() if len(names) <= _COMMON}
        return self._grams


def names_of(item: Item) -> set[str]:
    """The keys under which an item is found; a place's proper name among them ("Kidal" of Kidal Region)."""
    found = {key(name) for name in (item.label, item.article, *item.aliases) if name}
    if item.kind == "Place":
        found |= {key(core_and_level(name)[0]) for name in (item.label, *item.aliases)}
    return found - {""}


def compatible(one: str, other: str) -> bool:
    """Whether things of two kinds can be the same; an unknown kind can be any.

    >>> compatible("ArmedGroup", "Organization"), compatible("Place", "Country"), compatible("", "Person")
    (True, False, True)
    """
    bodies = {"Organization", "ArmedGroup", "Mission"}
    return not one or not other or one == other or {one, other} <= bodies


def title_key(title: str) -> str:
    """A title as MediaWiki normalises it: spaces, and a capital at the beginning.

    >>> title_key("ivory_Coast ")
    'Ivory Coast'
    """
    tidy = " ".join(title.replace("_", " ").split())
    return tidy[:1].upper() + tidy[1:]

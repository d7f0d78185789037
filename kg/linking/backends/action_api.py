"""Wikidata and a wiki of articles through MediaWiki's Action API.

Titles are asked of the wiki itself (prop=pageprops), which normalises them and follows redirects; items of Wikidata
(wbgetentities, wbsearchentities). At most 50 values a request; a continued answer is fetched to its end; an error that
comes inside a 200 is an error; one bad id does not fail its batch (mediawiki.org/wiki/API:Main_page, /API:Etiquette).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.linking.backends.claims import Claim, claims_of, class_kinds, item_of
from kg.linking.backends.index import compatible, title_key
from kg.linking.cache import Answer, Request
from kg.linking.model import Backend, Item, TitleMatch
from kg.linking.transport import BusyError, RefusedError, ServiceError, Transport

Json = Mapping[str, Any]
_BATCH = 50
_MOST_PAGES = 200
_LEVELS, _MOST_CLASSES = 3, 100
_PASSING = {
    "maxlag",
    "ratelimited",
    "readonly",
    "internal_api_error_DBQueryError",
    "internal_api_error_DBConnectionError",
}


class ActionApi:
    """Wikidata's api.php at `wikidata`, that of the wiki with the articles at `wiki`."""

    name = "api"

    def __init__(self, transport: Transport, wiki: str, wikidata: str, site: str = "enwiki") -> None:
        self._transport, self._wiki, self._wikidata, self._site = transport, wiki, wikidata, site
        self.version = wikidata
        self._above: dict[str, frozenset[str]] = {}

    def lookup_titles(self, titles: Sequence[str]) -> dict[str, TitleMatch]:
        """The items behind titles, through normalisation and redirects."""
        found: dict[str, TitleMatch] = {}
        usable = [title for title in titles if title and not set(title) & set("|<>[]{}\n\x1f")]
        for batch in batches(usable):
            parameters = {
                "action": "query",
                "prop": "pageprops",
                "ppprop": "wikibase_item|disambiguation",
                "redirects": "1",
                "titles": "|".join(batch),
            }
            found |= _matches(batch, list(query(self._transport, self._wiki, parameters)))
        return found

    def search(self, text: str, kind: str = "", limit: int = 10) -> list[Item]:
        """Items by label and alias; where those are few, by the words of their pages, too."""
        ids = list(self._by_name(text, limit))
        ids += self._by_words(text, limit) if len(ids) < min(limit, 3) else ()
        items = self.get(list(dict.fromkeys(ids))[:limit])
        found = {item.qid: item for item in items.values() if not kind or compatible(kind, item.kind)}
        return list(found.values())

    def _by_name(self, text: str, limit: int) -> Iterator[str]:
        parameters = {"action": "wbsearchentities", "search": text[:250], "language": "en", "uselang": "en"}
        told = ask(self._transport, self._wikidata, {**parameters, "type": "item", "limit": str(min(limit, _BATCH))})
        yield from (str(found["id"]) for found in told.get("search", ()) if "id" in found)

    def _by_words(self, text: str, limit: int) -> Iterator[str]:
        parameters = {"action": "query", "list": "search", "srsearch": text[:250], "srlimit": str(limit)}
        told = ask(self._transport, self._wikidata, parameters)
        for found in told.get("query", {}).get("search", ()):
            title = str(found.get("title", "")).removeprefix("Item:")
            if title[:1] == "Q" and title[1:].isdecimal():
                yield title

    def get(self, qids: Sequence[str]) -> dict[str, Item]:
        """Items by the id asked for; of a merged one, that which it was merged into."""
        told = dict(self._entities(qids))
        self._climb({c.value for data in told.values() for c in claims_of(data) if c.property == "P31"})
        return {qid: item_of(data, self._above) for qid, data in told.items()}

    def _climb(self, classes: set[str]) -> None:
        """Learn the classes above these, up to a few levels, where the table of classes does not know them."""
        for _ in range(_LEVELS):
            unknown = {c for c in classes if c not in class_kinds() and c not in self._above}
            if not unknown:
                break
            found = dict(self._entities(sorted(unknown)[:_MOST_CLASSES]))
            direct = {
                c: {p.value for p in claims_of(found[c]) if p.property == "P279"} if c in found else () for c in unknown
            }
            self._above |= {c: frozenset(higher) for c, higher in direct.items()}
            classes = {higher for of_class in direct.values() for higher in of_class}
        for _ in range(_LEVELS):
            self._above = {
                c: h.union(*(self._above.get(one, frozenset()) for one in h)) for c, h in self._above.items()
            }

    def claims(self, qids: Sequence[str]) -> dict[str, tuple[Claim, ...]]:
        """The statements of items."""
        return {qid: tuple(claims_of(data)) for qid, data in self._entities(qids)}

    def _entities(self, qids: Sequence[str]) -> Iterator[tuple[str, Json]]:
        for batch in batches(list(dict.fromkeys(qids))):
            yield from self._batch(batch)

    def _batch(self, batch: Sequence[str]) -> Iterator[tuple[str, Json]]:
        """One request; where the service refuses an id, the halves of the batch are asked alone."""
        props = "labels|aliases|descriptions|claims|sitelinks"
        parameters = {"action": "wbgetentities", "ids": "|".join(batch), "props": props, "sitefilter": self._site}
        try:
            told = ask(self._transport, self._wikidata, parameters)
        except RefusedError as error:
            if "no-such-entity" not in str(error):
                raise
            if len(batch) > 1:
                yield from self._batch(batch[: len(batch) // 2])
                yield from self._batch(batch[len(batch) // 2 :])
            return
        for asked, data in told.get("entities", {}).items():
            if "missing" not in data and "id" in data:
                yield str(asked), data


class WikiTitles(ActionApi):
    """A wiki that knows the items of its articles; all else is looked up in another backend (the shipped table)."""

    name = "wiki"

    def __init__(self, transport: Transport, wiki: str, rest: Backend) -> None:
        super().__init__(transport, wiki, wiki)
        self._rest = rest
        self.version = f"{wiki}, {rest.name} {rest.version}"

    def search(self, text: str, kind: str = "", limit: int = 10) -> list[Item]:
        """Items of the other backend."""
        return self._rest.search(text, kind, limit)

    def get(self, qids: Sequence[str]) -> dict[str, Item]:
        """Items of the other backend."""
        return self._rest.get(qids)


def batches(values: Sequence[str], size: int = _BATCH) -> Iterator[Sequence[str]]:
    """The values, at most so many at a time."""
    return (values[i : i + size] for i in range(0, len(values), size))


def query(transport: Transport, url: str, parameters: Mapping[str, str]) -> Iterator[Json]:
    """The parts of an answer that is continued, to its end."""
    more: Mapping[str, str] = {}
    for _ in range(_MOST_PAGES):
        told = ask(transport, url, {**parameters, **more})
        yield told.get("query", {})
        more = {str(name): str(value) for name, value in told.get("continue", {}).items()}
        if not more:
            return
    raise ServiceError(f"{url}: an answer of more than {_MOST_PAGES} parts; ask for less.")


def ask(transport: Transport, url: str, parameters: Mapping[str, str]) -> Json:
    """The JSON of one answer; errors inside a 200 are errors."""
    pairs = {**parameters, "format": "json", "formatversion": "2", "maxlag": "5"}
    if parameters["action"].startswith("wb"):
        del pairs["formatversion"]
    long = sum(map(len, pairs.values())) > 1800
    answer = transport.fetch(Request(url, tuple(pairs.items()), "POST" if long else "GET"), checked)
    told: Json = json.loads(answer.body)
    return told


def checked(answer: Answer) -> None:
    """BusyError where trying again may help, RefusedError where the service says no."""
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        raise BusyError("the answer is broken JSON, or cut short") from None
    if not isinstance(told, dict):
        raise BusyError("the answer is no JSON object")
    if isinstance(error := told.get("error"), dict):
        code, info = str(error.get("code", "unknown")), str(error.get("info", ""))[:300]
        if code in _PASSING or code.startswith("internal_api_error"):
            raise BusyError(f"the service is busy ({code}: {info})", answer.wait)
        raise RefusedError(f"the service refused ({code}): {info}")


def _matches(batch: Sequence[str], parts: Sequence[Json]) -> dict[str, TitleMatch]:
    """Each title asked for, walked through normalisation and redirects to its page."""
    steps: dict[str, Json] = {}
    for part in parts:
        steps |= {str(step["from"]): step for name in ("normalized", "redirects") for step in part.get(name, ())}
    properties: dict[str, Json] = {}
    for part in parts:
        for page in part.get("pages", ()):
            properties.setdefault(str(page.get("title")), {})
            properties[str(page.get("title"))] = {**properties[str(page.get("title"))], **page.get("pageprops", {})}
    walked = ((title, _walk(title, steps)) for title in batch)
    return {
        title: TitleMatch(
            title,
            str(properties[end]["wikibase_item"]),
            end,
            redirected=title_key(end) != title_key(title),
            fragment=fragment,
            disambiguation="disambiguation" in properties[end],
        )
        for title, (end, fragment) in walked
        if "wikibase_item" in properties.get(end, {})
    }


def _walk(title: str, steps: Mapping[str, Json]) -> tuple[str, str]:
    """Where a title leads, and the section of it."""
    fragment = ""
    for _ in range(5):
        step = steps.get(title)
        if step is None or step["to"] == title:
            break
        title, fragment = str(step["to"]), str(step.get("tofragment", fragment))
    return title, fragment

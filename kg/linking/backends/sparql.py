"""Wikidata's SPARQL endpoint, or any with its data, asked through SPARQLWrapper behind a guard.

A broken or late answer is asked again with half the values. Queries carry their own PREFIX lines and use no service of
Blazegraph's, so that any SPARQL 1.1 engine answers them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from kg.linking.backends.claims import Claim, class_kinds, kind_of_classes
from kg.linking.backends.guard import checked, patiently, within, wrapped
from kg.linking.backends.index import compatible, title_key
from kg.linking.cache import Answer, Request
from kg.linking.model import WIKIDATA, Item, TitleMatch
from kg.linking.properties import compared
from kg.linking.transport import Politeness, RefusedError, ServiceError, Transport

_BATCH = 100
_JSON = "application/sparql-results+json"
_PREFIXES = """PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <http://schema.org/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
"""
_TITLES = """SELECT ?title ?item WHERE {
  VALUES ?title { %s }
  ?article schema:name ?title ; schema:about ?item .
  FILTER(STRSTARTS(STR(?article), "https://en.wikipedia.org/wiki/"))
}"""
_NAMED = """SELECT DISTINCT ?item WHERE {
  VALUES ?name { %s }
  { ?item rdfs:label ?name } UNION { ?item skos:altLabel ?name }
  FILTER(STRSTARTS(STR(?item), "http://www.wikidata.org/entity/Q"))
} LIMIT %d"""
_ITEMS = """SELECT ?asked ?item ?p ?v WHERE {
  VALUES ?asked { %s }
  OPTIONAL { ?asked owl:sameAs ?target }
  BIND(COALESCE(?target, ?asked) AS ?item)
  {
    VALUES ?p { rdfs:label skos:altLabel schema:description }
    ?item ?p ?v FILTER(LANG(?v) IN ("en", "fr", "mul"))
  } UNION {
    VALUES ?p { wdt:P31 wdt:P17 wdt:P625 wdt:P571 wdt:P576 }
    ?item ?p ?v
  } UNION {
    VALUES ?v { %c }
    ?item wdt:P31/wdt:P279* ?v BIND(wdt:P31 AS ?p)
  } UNION {
    ?v schema:about ?item FILTER(STRSTARTS(STR(?v), "https://en.wikipedia.org/wiki/")) BIND(schema:about AS ?p)
  }
}"""
_CLAIMS = """SELECT ?asked ?p ?v WHERE {
  VALUES ?asked { %s }
  VALUES ?p { %p }
  ?asked ?p ?v
}"""
Row = Mapping[str, str]


class Sparql:
    """An endpoint as a backend; `transport` gives the rules of politeness and the cache."""

    name = "sparql"

    def __init__(self, transport: Transport, url: str) -> None:
        self._transport, self._url = transport, url
        self.version = url

    def lookup_titles(self, titles: Sequence[str]) -> dict[str, TitleMatch]:
        """The items of articles of the English Wikipedia; redirects are not in Wikidata."""
        asked: dict[str, list[str]] = {}
        for title in titles:
            asked.setdefault(title_key(title), []).append(title)
        literals = {key: literal(key) for key in asked if key}
        rows = self._rows(_TITLES, list(literals.values()))
        found = {row["title"]: row["item"].removeprefix(WIKIDATA) for row in rows}
        return {
            t: TitleMatch(t, found[key], key) for key, originals in asked.items() if key in found for t in originals
        }

    def search(self, text: str, kind: str = "", limit: int = 10) -> list[Item]:
        """Items with exactly this label or alias, as written or with a capital."""
        names = dict.fromkeys((text, text[:1].upper() + text[1:]))
        query = _NAMED.replace("%d", str(int(limit)))
        rows = self._rows(query, [literal(name) for name in names])
        items = self.get(list(dict.fromkeys(row["item"].removeprefix(WIKIDATA) for row in rows)))
        return [item for item in items.values() if not kind or compatible(kind, item.kind)][:limit]

    def get(self, qids: Sequence[str]) -> dict[str, Item]:
        """Items by id; a merged one is found by its owl:sameAs."""
        told: dict[str, list[Row]] = {}
        classes = " ".join(f"wd:{qid}" for qid in class_kinds())
        for row in self._rows(_ITEMS.replace("%c", classes), list(_nodes(qids))):
            told.setdefault(row["asked"].removeprefix(WIKIDATA), []).append(row)
        return {qid: _item(rows) for qid, rows in told.items()}

    def claims(self, qids: Sequence[str]) -> dict[str, tuple[Claim, ...]]:
        """The truthy values of the properties that are compared."""
        wanted = " ".join(f"wdt:{pid}" for pid in sorted({property_.pid for property_ in compared()}))
        told: dict[str, list[Claim]] = {}
        for row in self._rows(_CLAIMS.replace("%p", wanted), list(_nodes(qids))):
            told.setdefault(row["asked"].removeprefix(WIKIDATA), []).append(_claim(row))
        return {qid: tuple(sorted(claims, key=lambda c: (c.property, c.value))) for qid, claims in told.items()}

    def _rows(self, query: str, values: Sequence[str]) -> Iterator[Row]:
        for start in range(0, len(values), _BATCH):
            yield from self._half(query, values[start : start + _BATCH])

    def _half(self, query: str, values: Sequence[str]) -> Iterator[Row]:
        """The rows for these values; where the endpoint cannot give them, those of either half."""
        try:
            body = self._fetch(_PREFIXES + query.replace("%s", " ".join(values), 1), 2 if len(values) > 1 else None)
        except RefusedError:
            raise
        except ServiceError:
            if len(values) < 2 or not self._transport.politeness:
                raise
            yield from self._half(query, values[: len(values) // 2])
            yield from self._half(query, values[len(values) // 2 :])
            return
        for row in json.loads(body)["results"]["bindings"]:
            cells = {name: str(cell["value"]) for name, cell in row.items()}
            yield {**cells, "language": str(row.get("v", {}).get("xml:lang", ""))}

    def _fetch(self, query: str, attempts: int | None) -> bytes:
        """The body of a right answer, from the cache or the endpoint."""
        request = Request(self._url, (("query", query),), "POST", (_JSON,))
        if kept := self._transport.kept(request):
            return kept.body
        rules = self._transport.politeness
        if rules is None:
            raise ServiceError(f"{self._url}: not in the cache, and --offline opens no connection; run once without.")
        answer = patiently(self._url, rules, attempts or rules.attempts, lambda: self._attempt(query, rules))
        if self._transport.cache is not None:
            self._transport.cache.put(request, answer)
        return answer.body

    def _attempt(self, query: str, rules: Politeness) -> Answer:
        self._transport.asked += 1
        answer = within(rules.seconds, lambda: wrapped(self._url, query, rules))
        checked(answer)
        return answer


def literal(text: str, language: str = "en") -> str:
    """A text as a literal of a query; nothing in it can leave its place.

    >>> literal('a"b')
    '"a\\\\"b"@en'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else " " for c in escaped) + f'"@{language}'


def _nodes(qids: Sequence[str]) -> Iterator[str]:
    return (f"wd:{qid}" for qid in dict.fromkeys(qids) if qid[:1] == "Q" and qid[1:].isdecimal())


def _item(rows: Sequence[Row]) -> Item:
    """An item from its rows, whatever their order."""
    values: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: (row["language"] != "en", row["p"], row["v"])):
        values.setdefault(row["p"].rpartition("/")[2].rpartition("#")[2], []).append(row["v"].removeprefix(WIKIDATA))
    kind, level = kind_of_classes(values.get("P31", ()))
    label = next(iter(values.get("label", ())), "")
    return Item(
        qid=rows[0]["item"].removeprefix(WIKIDATA),
        label=label,
        kind=kind,
        aliases=tuple(dict.fromkeys(n for n in (*values.get("label", ()), *values.get("altLabel", ())) if n != label)),
        description=next(iter(values.get("description", ())), ""),
        country=next(iter(values.get("P17", ())), ""),
        level=level,
        article=_title(next(iter(values.get("about", ())), "")),
        place=_point(next(iter(values.get("P625", ())), "")),
    )


def _title(url: str) -> str:
    return unquote(url.rpartition("/wiki/")[2]).replace("_", " ")


def _point(text: str) -> tuple[float, float] | None:
    """Latitude and longitude of a point in well-known text, which has the longitude first.

    >>> _point("Point(-7.98 12.61)")
    (12.61, -7.98)
    """
    inside = text.rpartition("(")[2].rstrip(")").split()
    return (float(inside[1]), float(inside[0])) if len(inside) == 2 else None


def _claim(row: Row) -> Claim:
    """A value as the JSON backend gives it: the day where a time is midnight, "lat,long" of a point."""
    value = row["v"].removeprefix(WIKIDATA)
    if value.endswith("T00:00:00Z"):
        value = value.removesuffix("T00:00:00Z")
    if point := _point(value) if value.startswith("Point(") else None:
        value = f"{point[0]},{point[1]}"
    return Claim(row["p"].rpartition("/")[2], value)

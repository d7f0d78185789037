"""Any service that speaks the Reconciliation Service API 0.1 or 0.2 (reconciliation-api.github.io/specs/0.2)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.linking.backends.action_api import batches
from kg.linking.backends.index import compatible
from kg.linking.cache import Answer, Request
from kg.linking.model import WIKIDATA, Item, TitleMatch
from kg.linking.transport import BusyError, ServiceError, Transport

Json = Mapping[str, Any]
_SPOKEN = {"0.1", "0.2"}
_BATCH = 10
_ACCEPT = ("application/json", "application/javascript", "text/json")


class ReconciliationService:
    """A service as a backend. It only knows names: what it calls a match is a strong candidate, no certainty."""

    name = "service"

    def __init__(self, transport: Transport, url: str) -> None:
        self._transport, self._url = transport, url
        self.manifest = self._ask(Request(url, accept=_ACCEPT))
        self.version = f"{url} ({_version(self.manifest, url)})"
        self._batch = min(int(self.manifest.get("batchSize") or _BATCH), 50)
        self._prefix = str(self.manifest.get("identifierSpace", ""))

    def lookup_titles(self, titles: Sequence[str]) -> dict[str, TitleMatch]:
        """Titles for which the service itself is sure; as names, since it knows no articles."""
        found = self._queries([{"query": title, "limit": 3} for title in titles if title.strip()])
        told = zip([title for title in titles if title.strip()], found, strict=True)
        sure = ((title, next((c for c in candidates if c.get("match") is True), None)) for title, candidates in told)
        return {
            title: TitleMatch(title, self._id(best), str(best.get("name", "")), sure=False)
            for title, best in sure
            if best
        }

    def search(self, text: str, kind: str = "", limit: int = 10) -> list[Item]:
        """The service's candidates, in its order."""
        if not text.strip():
            return []
        items = [self._item(found) for found in self._queries([{"query": text, "limit": limit}])[0]]
        return [item for item in items if not kind or compatible(kind, item.kind)]

    def get(self, qids: Sequence[str]) -> dict[str, Item]:
        """Items by id: an id as a query should give the item that has it."""
        found = zip(qids, self._queries([{"query": qid, "limit": 3} for qid in qids]), strict=True)
        told = ((qid, next((c for c in candidates if self._id(c) == qid), None)) for qid, candidates in found)
        return {qid: self._item(data) for qid, data in told if data}

    def _queries(self, queries: Sequence[Json]) -> list[list[Json]]:
        """The candidates for each query; a batch that is too large for the service is halved."""
        return [found for batch in batches(queries, self._batch) for found in self._half(batch)]  # type: ignore[arg-type]

    def _half(self, queries: Sequence[Json]) -> Iterator[list[Json]]:
        named = {f"q{number}": query for number, query in enumerate(queries)}
        request = Request(self._url, (("queries", json.dumps(named)),), "POST", _ACCEPT)
        try:
            told = self._ask(request)
        except ServiceError as error:
            if "413" not in str(error) or len(queries) < 2:
                raise
            yield from self._half(queries[: len(queries) // 2])
            yield from self._half(queries[len(queries) // 2 :])
            return
        for name in named:
            yield _results(told, name, self._url)

    def _ask(self, request: Request) -> Json:
        told: Json = json.loads(self._transport.fetch(request, checked).body)
        return told

    def _id(self, candidate: Json) -> str:
        return str(candidate.get("id", "")).removeprefix(self._prefix).removeprefix(WIKIDATA)

    def _item(self, candidate: Json) -> Item:
        types = [t for t in candidate.get("type") or () if isinstance(t, dict)]
        kind = next((k for t in types if (k := _kind(str(t.get("id", ""))))), "")
        description = candidate.get("description")
        name, doubted = str(candidate.get("name", "")), candidate.get("match") is not True
        return Item(self._id(candidate), name, kind, description=str(description or ""), doubted=doubted)


def checked(answer: Answer) -> None:
    """BusyError where the answer is not a JSON object."""
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        raise BusyError("the answer is broken JSON, or cut short") from None
    if not isinstance(told, dict):
        raise BusyError("the answer is no JSON object")
    if told.get("status") == "error":
        raise BusyError(f"the service reports an error: {str(told.get('message', ''))[:200]}")


def _version(manifest: Json, url: str) -> str:
    """The newest version that both sides speak; a manifest without versions is 0.1."""
    offered = manifest.get("versions") or ["0.1"]
    spoken = sorted(_SPOKEN & {str(version) for version in offered})
    if not spoken:
        raise ServiceError(
            f"{url}: speaks version {', '.join(map(str, offered))} of the API; known here are 0.1 and 0.2."
        )
    return spoken[-1]


def _results(told: Json, name: str, url: str) -> list[Json]:
    found = told.get(name)
    if not isinstance(found, dict) or not isinstance(found.get("result"), list):
        raise ServiceError(f"{url}: the answer to query {name} is missing.")
    return [candidate for candidate in found["result"] if isinstance(candidate, dict) and candidate.get("id")]


def _kind(type_id: str) -> str:
    """Our class for a type: ours by name, Wikidata's through the table of classes."""
    from kg.linking.backends.claims import class_kinds  # noqa: PLC0415  read only where a service has types

    bare = type_id.rpartition("/")[2].rpartition("#")[2]
    known = {kind for kind, _ in class_kinds().values()} | {"Mission", "ArmedGroup"}
    return bare if bare in known else class_kinds().get(bare, ("", ""))[0]

"""The answers of a reconciliation service 0.2, as JSON values: candidates, suggestions, data extension."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from kg.errors import UsageError
from kg.linking.backends.index import compatible
from kg.linking.match import choose, weighed
from kg.linking.model import Candidate, Item, Mention
from kg.linking.service.catalogue import Catalogue, known_kind
from kg.linking.service.queries import MOST_QUERIES, Query, TooManyError, read_json
from kg.values.countries import country_named, country_of

Json = dict[str, Any]
_COUNTRY = {"P17", "pk:country", "country", "https://w3id.org/peacekg/ontology#country"}
_PIXELS = {"width": 420, "height": 220}


def manifest(catalogue: Catalogue, url: str) -> Json:
    """What the service is, at `url` (without a slash at its end)."""
    service = {"service_url": url}
    return {
        "versions": ["0.1", "0.2"],
        "name": catalogue.name,
        "identifierSpace": catalogue.space,
        "schemaSpace": catalogue.schema,
        "defaultTypes": [type_of(kind) for kind in catalogue.kinds()],
        "view": {"url": f"{url}/preview?id={{{{id}}}}"},
        "preview": {"url": f"{url}/preview?id={{{{id}}}}", **_PIXELS},
        "suggest": {name: {**service, "service_path": f"/suggest/{name}"} for name in ("entity", "property", "type")},
        "extend": {"propose_properties": {**service, "service_path": "/properties"}, "property_settings": []},
        "batchSize": 50,
    }


def type_of(kind: str) -> Json:
    """A type as the protocol writes it."""
    words = {"ArmedGroup": "Armed group"}
    return {"id": kind, "name": words.get(kind, kind)}


def results(catalogue: Catalogue, queries: Mapping[str, Query]) -> Json:
    """The candidates of each query, independently of the others."""
    return {name: {"result": matches(catalogue, query)} for name, query in queries.items()}


def matches(catalogue: Catalogue, query: Query) -> list[Json]:
    """The candidates of one query, best first; `match` is set where the service itself would link."""
    if item := catalogue.index.items.get(query.text):
        return [_candidate(item, 100.0, True, {"id": 1.0})]
    found = _weighed(catalogue, query)
    chosen = choose(Mention("query", "", query.text), found)
    best = chosen.qid if chosen.status == "accept" else ""
    return [
        _candidate(c.item, round(100 * c.probability, 2), c.item.qid == best, c.features) for c in found[: query.limit]
    ]


def _weighed(catalogue: Catalogue, query: Query) -> list[Candidate]:
    """Candidates of the types asked for; without any, each is weighed as what it is."""
    kinds = [kind for name in query.types if (kind := known_kind(name))]
    if query.types and not kinds and query.strict != "should":
        return []
    names = [query.text, *_country_names(query.text)]
    items = {item.qid: item for name in names if name for item in catalogue.index.search(name, limit=50)}
    if not query.text:
        items = dict(catalogue.index.items)
    wanted = [i for i in items.values() if not kinds or query.strict == "should" or any(_fits(k, i) for k in kinds)]
    wanted = [item for item in wanted if _has(catalogue, item, query)]
    mention = Mention("query", "", query.text, names=tuple(names[1:]), countries=_countries(query))
    by_kind = {kind: [item for item in wanted if item.kind == kind] for kind in {item.kind for item in wanted}}
    found = [c for kind, group in by_kind.items() for c in weighed(replace(mention, kind=kind), group)]
    preferred = set(kinds)
    return sorted(found, key=lambda c: (bool(preferred) and c.item.kind not in preferred, -c.probability, c.item.qid))


def _fits(kind: str, item: Item) -> bool:
    return item.kind == kind or (kind == "Organization" and compatible(kind, item.kind))


def _has(catalogue: Catalogue, item: Item, query: Query) -> bool:
    """Without a name to go by, the properties decide: all that are asked for must agree; a blank asks for nothing."""
    if query.text:
        return True
    told = catalogue.values.get(item.qid, {})
    return bool(query.properties) and all(
        any(str(part) in wanted for value in told.get(name, ()) for part in value.values())
        for name, wanted in query.properties.items()
    )


def _country_names(text: str) -> list[str]:
    """A country's usual name, where the text is a code, a demonym or another of its names."""
    country = country_named(text) or country_of(text) if text else None
    return [country.name] if country else []


def _countries(query: Query) -> frozenset[str]:
    told = [text for name in _COUNTRY for text in query.properties.get(name, ())]
    found = (country_named(text.rpartition("/")[2].replace("_", " ")) for text in told)
    return frozenset(c.qid for c in found if c) | frozenset(text for text in told if text[:1] == "Q")


def _candidate(item: Item, score: float, match: bool, features: Mapping[str, float]) -> Json:
    return {
        "id": item.qid,
        "name": item.label,
        "score": score,
        "match": match,
        "type": [type_of(item.kind)] if item.kind else [],
        "description": item.description,
        "features": [{"id": name, "value": round(value, 4)} for name, value in sorted(features.items())],
    }


def suggestions(catalogue: Catalogue, what: str, prefix: str, cursor: int = 0) -> Json:
    """Entities, properties or types of which a name begins so."""
    if what == "entity":
        found = [_suggested(item) for item in catalogue.index.starting(prefix, cursor + 20)[cursor:]]
    else:
        names = catalogue.properties() if what == "property" else catalogue.kinds()
        found = [{"id": name, "name": _label(name)} for name in names if _begins(name, prefix)][cursor : cursor + 20]
    return {"result": found}


def _suggested(item: Item) -> Json:
    return {"id": item.qid, "name": item.label, "description": item.description, "notable": [type_of(item.kind)]}


def _begins(name: str, prefix: str) -> bool:
    return any(text.casefold().startswith(prefix.casefold()) for text in (name, _label(name)))


def _label(name: str) -> str:
    return {"P17": "country"}.get(name, name.rpartition(":")[2])


def proposals(catalogue: Catalogue, kind: str, limit: int) -> Json:
    """The properties that things of a type have."""
    names = catalogue.properties(known_kind(kind))[:limit]
    return {"properties": [{"id": name, "name": _label(name)} for name in names], "type": kind, "limit": limit}


def extension(catalogue: Catalogue, text: str) -> Json:
    """The values of properties of things; a thing or value that is not known is an empty list."""
    asked = read_json(text)
    ids, properties = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not isinstance(properties, list) or not all(isinstance(i, str) for i in ids):
        raise UsageError("extend needs ids and properties, both lists.")
    if not all(isinstance(p, dict) and isinstance(p.get("id"), str) for p in properties):
        raise UsageError("each property of extend needs an id.")
    if len(ids) > MOST_QUERIES:
        raise TooManyError(f"{len(ids)} ids; at most {MOST_QUERIES} are answered.")
    names = [p["id"] for p in properties]
    told = {id_: catalogue.values.get(id_, {}) for id_ in ids}
    return {
        "meta": [{"id": name, "name": _label(name)} for name in names],
        "rows": {id_: {name: list(values.get(name, ())) for name in names} for id_, values in told.items()},
    }


def preview(catalogue: Catalogue, id_: str) -> str | None:
    """A page about a thing for a small frame; None where it is not known."""
    item = catalogue.index.items.get(id_)
    if item is None:
        return None
    rows = [*_facts(catalogue.values.get(id_, {})), ("also", ", ".join(item.aliases[:8]))]
    told = "".join(f"<tr><th>{escape(name)}</th><td>{escape(text)}</td></tr>" for name, text in rows if text)
    link = f'<a href="{escape(catalogue.space + id_, quote=True)}">{escape(item.label)}</a>'
    style = "body{font:13px sans-serif;margin:8px}th{text-align:left;vertical-align:top;padding-right:8px}"
    head = f'<meta charset="utf-8"><title>{escape(item.label)}</title><style>{style}</style>'
    kind = escape(item.description or item.kind)
    body = f"<b>{link}</b> <i>{kind}</i><table>{told}</table>"
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'


def _facts(values: Mapping[str, Sequence[Mapping[str, object]]]) -> Iterable[tuple[str, str]]:
    for name, of_name in values.items():
        texts = [str(value.get("name") or next(iter(value.values()))) for value in of_name[:5]]
        yield _label(name), ", ".join(texts).replace("T00:00:00Z", "")

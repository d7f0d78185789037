"""What speaks for and against an item as the meaning of a mention; each feature is 0 or 1, `alike` up to 1."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from kg.linking.backends.index import compatible
from kg.linking.model import Item, Mention
from kg.linking.names import core_and_level, key, level_in, similarity, without_context
from kg.values.countries import country_named, find_countries

_NUMBER = re.compile(r"\d+")
_QUARTER = re.compile(r"\b(?:north|south|east|west|central|upper|lower|middle)(?=ern\b|[\s-]|$)")
_NEAR, _FAR = 30, 150  # km: a town's own width, and what no town or district is away from itself
_UNITS = {"region", "district", "province", "area", "cercle"}


def features(mention: Mention, item: Item, level: str | None = None) -> dict[str, float]:
    """The features of a pair that are not 0; `level` is `level_of(mention)` where the caller has it."""
    found = name_features(mention, item)
    found["kind_agrees" if mention.kind and mention.kind == item.kind else "kind_unknown"] = float(
        not item.kind or not mention.kind or mention.kind == item.kind
    )
    found |= country_features(mention, item)
    if item.kind == "Place" or mention.kind == "Place":
        level = level_of(mention) if level is None else level
        found |= level_features(level, item)
        if "core" in found and level and "level_agrees" in found:
            found |= {"core": 0.0, "alias": 1.0}  # "Cercle de Kidal" says in full what "Kidal Cercle" does
    found |= distance_features(mention, item)
    found["doubted"] = float(item.doubted)
    found["years_clash"] = float(_years_clash(mention.years, item.years))
    return {name: value for name, value in found.items() if value}


def possible(mention: Mention, item: Item) -> bool:
    """Whether the pair is worth a look: of kinds that go together, and with the same numbers in some name.

    "Resolution 2100" is never "Resolution 2101", however alike the names are.
    """
    if not compatible(mention.kind, item.kind):
        return False
    told = [telling(without_context(name)[0]) for name in (mention.name, *mention.names)]
    return any(telling(name) in told for name in (item.label, *item.aliases, item.article))


@lru_cache(maxsize=50_000)
def telling(name: str) -> frozenset[str]:
    """What in a name tells one thing from another that is named alike: numbers, countries, quarters of the compass.

    >>> sorted(telling("UN Mission in South Sudan")), sorted(telling("northern Mali")), sorted(telling("Kidal"))
    (['South Sudan'], ['Mali', 'north'], [])
    """
    text, countries = name[:300], set()
    if "country" not in name:
        for found in reversed(find_countries(text)):
            countries.add(found.country.name)
            text = text[: found.begin] + text[found.end :]
    quarters = _QUARTER.findall(text.lower())
    return frozenset({*_NUMBER.findall(text), *countries, *quarters})


def name_features(mention: Mention, item: Item) -> dict[str, float]:
    """How the names agree; the best way counts."""
    bare = without_context(mention.name)[0]
    ours, label = {key(mention.name), key(bare)}, key(item.label)
    theirs = {key(name) for name in (item.label, *item.aliases, without_context(item.label)[0]) if name}
    found = {"short": float(len(bare) <= 4 and bare.isupper()), "linked": float(_linked(mention, item))}
    if label in ours:
        return found | {"exact": 1.0}
    if ours & theirs or {key(name) for name in mention.names} & theirs:
        return found | {"alias": 1.0}
    if item.kind == "Place":
        ours = {key(core_and_level(name)[0]) for name in (bare, mention.name)}
        theirs = {key(core_and_level(name)[0]) for name in (item.label, *item.aliases)}
        if ours & theirs:
            return found | {"core": 1.0}
    best = max((similarity(one, other) for one in ours for other in theirs), default=0.0)
    return found | {"alike": best}


def _linked(mention: Mention, item: Item) -> bool:
    return bool(mention.article) and key(without_context(mention.article)[0]) == key(item.label)


def country_features(mention: Mention, item: Item) -> dict[str, float]:
    """Whether a place or mission is told of the country that it lies in; a title's "…, Mali" counts."""
    if not item.country or item.kind in {"Person", "ArmedGroup", "Organization", "Country"}:
        return {}
    named = country_named(without_context(mention.article or mention.name)[1])
    countries = {named.qid} if named else mention.countries
    if not countries:
        return {}
    return {"country_agrees" if item.country in countries else "country_clash": 1.0}


def level_of(mention: Mention) -> str:
    """What sort of place is meant: by its name, else by most of the texts around it, else "" (the bare name)."""
    bare = without_context(mention.article or mention.name)[0]
    named = core_and_level(bare)[1] or core_and_level(mention.name)[1]
    if named or not mention.contexts:
        return named
    count = Counter(level_in(mention.name, context) for context in mention.contexts)
    return count.most_common(1)[0][0]


def level_features(level: str, item: Item) -> dict[str, float]:
    """Whether the sort of place agrees: a bare name means the town, not the region that is called after it."""
    if not item.level:
        return {}
    if item.level == "area":
        return {"level_agrees" if level in _UNITS else "level_doubt": 1.0}
    agrees = level == item.level or (not level and item.level == "town")
    return {"level_agrees" if agrees else "level_clash": 1.0}


def distance_features(mention: Mention, item: Item) -> dict[str, float]:
    """Whether both lie in one place, where both have coordinates; a region's are only its middle."""
    if not mention.place or not item.place:
        return {}
    apart = distance(mention.place, item.place)
    return {"near": float(apart <= _NEAR), "far": float(apart >= _FAR and item.level in {"", "town"})}


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points (latitude and longitude in degrees), on a sphere.

    >>> round(distance((12.65, -8.0), (16.27, -0.04)))
    947
    """
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))


def _years_clash(ours: tuple[int | None, int | None], theirs: tuple[int | None, int | None]) -> bool:
    """Whether two beginnings or two ends are more than a year apart (sources differ over New Year)."""
    return any(a is not None and b is not None and abs(a - b) > 1 for a, b in zip(ours, theirs, strict=True))


SAYINGS: Mapping[str, str] = {
    "exact": "its name is the item's label",
    "alias": "its name is one of the item's names",
    "core": "only the proper name agrees, not the sort of place",
    "alike": "the names are alike but not the same",
    "linked": "the article links to this title",
    "short": "the name is a short abbreviation",
    "kind_agrees": "the kind agrees",
    "kind_unknown": "the kind is not known",
    "country_agrees": "the country agrees",
    "country_clash": "the item lies in another country",
    "level_agrees": "the sort of place agrees",
    "level_clash": "the item is another sort of place",
    "level_doubt": "the item is an administrative unit, and the text does not say that it means one",
    "near": "the coordinates agree",
    "far": "the coordinates are far apart",
    "years_clash": "the years disagree",
    "doubted": "the service that was asked is not sure of it",
    "rival": "another thing has the same name",
}

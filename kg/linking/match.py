"""Which item a mention means: tier by tier, the surest evidence first.

title   the article's own title or a wikilink's target, looked up as such (redirects to a section only count as names)
code    countries by name, demonym, ISO or IOC code
name    exact names with agreeing kind: resolutions by number, missions by abbreviation, places by proper name and sort
search  everything else that is found, by the weight of its features
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.linking.backends.index import compatible
from kg.linking.features import SAYINGS, features, level_of, possible
from kg.linking.model import Backend, Candidate, Decision, Item, Mention, Status, Tier, TitleMatch
from kg.linking.names import key, without_context
from kg.linking.score import probability, scale
from kg.values.countries import Country, country_named, country_of
from kg.values.missions import mission_named

_RESOLUTION = re.compile(r"(?:\bresolution|\bUNSCR|\bS/RES/)[\s/]*(\d{1,4})\b", re.IGNORECASE)
_MOST_NAMES = 8


def match(mention: Mention, backend: Backend, titles: Mapping[str, TitleMatch], items: Mapping[str, Item]) -> Decision:
    """The decision on one mention; `titles` and `items` are what a look-up of all titles gave."""
    titled = titles.get(mention.article) if mention.article else None
    if titled and titled.sure and (decision := _by_title(mention, titled, items)):
        return decision
    if mention.kind in {"Country", ""} and (country := _country(mention)):
        return _by_code(mention, country)
    decision = choose(mention, candidates(mention, backend, titled, items))
    if decision.status == "nil" and backend.name == "embedded":
        return replace(decision, reason=f"{decision.reason} (in the shipped table; Wikidata itself was not asked)")
    return decision


def _country(mention: Mention) -> Country | None:
    names = (mention.name, without_context(mention.article)[0])
    found = next((c for name in names if name and (c := country_named(name))), None)
    return found or country_of(mention.name)


def _by_code(mention: Mention, country: Country) -> Decision:
    if not country.qid:
        return Decision(mention, "nil", "", "code", 0.0, f"{country.name} is known, but its item is not verified")
    sure = scale().tiers["code"]
    item = Item(country.qid, country.name, "Country", article=country.article)
    reason = f"{mention.name!r} is a name, demonym or code of {country.name} in the table of countries"
    flips = "nothing but a human decision: the table of countries is fixed"
    return Decision(mention, "accept", country.qid, "code", sure, reason, (Candidate(item, "code", sure),), flips)


def _by_title(mention: Mention, titled: TitleMatch, items: Mapping[str, Item]) -> Decision | None:
    """The item of the article itself, unless the title leads to a section, a list of meanings, or another kind."""
    item = items.get(titled.qid) or Item(titled.qid, titled.article, article=titled.article)
    if titled.fragment or titled.disambiguation or not compatible(mention.kind, item.kind):
        return None
    sure = scale().tiers["title"]
    via = f", redirected from {titled.title!r}," if titled.redirected else ""
    reason = f"the article {titled.article!r}{via} is the item's"
    flips = "the article's link to another item, or a kind of the item that is not ours"
    return Decision(mention, "accept", titled.qid, "title", sure, reason, (Candidate(item, "title", sure),), flips)


def candidates(
    mention: Mention, backend: Backend, titled: TitleMatch | None = None, items: Mapping[str, Item] | None = None
) -> list[Candidate]:
    """The items that may be meant, the likeliest first."""
    found: dict[str, Item] = {}
    for text in search_names(mention):
        found.update({item.qid: item for item in backend.search(text, mention.kind)})
    if titled and not titled.disambiguation and (item := (items or {}).get(titled.qid)):
        found.setdefault(item.qid, item)
    return weighed(mention, [item for item in found.values() if possible(mention, item)])


def search_names(mention: Mention) -> list[str]:
    """The names to search by: its own, those of a mission in the shipped table, a resolution's in full."""
    if mention.kind == "Resolution" and (number := _RESOLUTION.search(mention.name)):
        return [f"United Nations Security Council Resolution {number[1]}"]
    names = [mention.name, *mention.names]
    if mention.kind == "Mission" and (known := mission_named(mention.name)):
        names += [known.name, known.abbreviation]
    return list(dict.fromkeys(name for name in names if name))[:_MOST_NAMES]


def weighed(mention: Mention, items: Iterable[Item]) -> list[Candidate]:
    """Candidates with their probabilities; things that share the exact name weaken each other."""
    full = replace(mention, names=tuple(search_names(mention)))
    level = level_of(mention) if mention.kind == "Place" else ""
    told = [(item, features(full, item, level)) for item in items]
    named = [item for item, found in told if _named(found) and not _clashes(found)]
    weighed_ = []
    for item, found in told:
        rival = any(other.qid != item.qid for other in named) and _named(found)
        all_found = found | {"rival": 1.0} if rival else found
        tier: Tier = "name" if _named(found) and "kind_agrees" in found and not rival else "search"
        weighed_.append(Candidate(item, tier, probability(all_found), all_found))
    return sorted(weighed_, key=lambda c: (-c.probability, int(c.item.qid[1:]) if c.item.qid[1:].isdecimal() else 0))


def _named(found: Mapping[str, float]) -> bool:
    return "exact" in found or "alias" in found


def _clashes(found: Mapping[str, float]) -> bool:
    return any(name.endswith(("_clash", "_doubt")) or name == "far" for name in found)


def choose(mention: Mention, found: Sequence[Candidate]) -> Decision:
    """Accept the best, ask a person, or say that the thing is not there."""
    limits = scale()
    if not found:
        return Decision(mention, "nil", "", "none", 0.0, "nothing of this name was found", (), "a new item in Wikidata")
    best = found[0]
    margin = lead(found)
    status: Status = "nil"
    if best.probability >= limits.accept and margin >= limits.margin:
        status = "accept"
    elif best.probability >= limits.review:
        status = "review"
    qid = "" if status == "nil" else best.item.qid
    return Decision(
        mention, status, qid, best.tier, best.probability, why(best, margin), tuple(found), flips(best, status, margin)
    )


def lead(found: Sequence[Candidate]) -> float:
    """How far the best is ahead of what could be meant instead.

    Where the best has exactly the name and no clash, only others of that name count: "South Kivu" does not make
    "North Kivu" doubtful.
    """
    best, others = found[0], found[1:]
    if _named(best.features) and not _clashes(best.features):
        others = [other for other in others if _named(other.features)]
    return best.probability - max((other.probability for other in others), default=0.0)


def why(best: Candidate, margin: float) -> str:
    """The evidence on the best candidate, in words."""
    said = "; ".join(SAYINGS[name] for name in SAYINGS if name in best.features)
    close = (
        f"; the second best is only {margin:.2f} behind"
        if margin < scale().margin and best.probability >= scale().review
        else ""
    )
    return f"{best.item.label} ({best.item.qid}): {said}{close}"


def flips(best: Candidate, status: Status, margin: float) -> str:
    """Which other evidence would change the decision, found by changing one feature at a time."""
    limits, accepted = scale(), status == "accept"
    changes = []
    for name, other in _TURNS.items():
        turned = {k: v for k, v in best.features.items() if k not in {name, other}}
        if name in _OF_PLACES and best.item.kind != "Place":
            continue
        if name in best.features or (name.endswith("?") and other not in best.features):
            changed = probability(turned | ({other: 1.0} if other else {}))
            if (changed >= limits.accept) != accepted and (accepted or margin >= limits.margin or name == "rival"):
                changes.append(_TOLD[name])
    return "; ".join(changes) or "no single other piece of evidence"


_TURNS = {
    "country?": "country_clash",
    "country_clash": "country_agrees",
    "country_missing?": "country_agrees",
    "level_doubt": "level_agrees",
    "level_clash": "level_agrees",
    "kind_unknown": "kind_agrees",
    "rival": "",
    "far?": "far",
    "near?": "near",
    "alike": "exact",
    "core": "exact",
}
_OF_PLACES = {"country?", "country_missing?", "far?", "near?"}
_TOLD = {
    "country?": "a text that tells of another country",
    "country_clash": "a text that tells of the item's country",
    "country_missing?": "a text that tells of the item's country",
    "level_doubt": "a text that says it means the administrative unit",
    "level_clash": "a text that means this sort of place",
    "kind_unknown": "a class of the item that is of its kind",
    "rival": "no other thing of the same name",
    "far?": "coordinates far from the item's",
    "near?": "coordinates near the item's",
    "alike": "an alias of the item with exactly this name",
    "core": "the item's full name",
}


def key_of(mention: Mention) -> tuple[str, str]:
    """What two mentions share that must be decided alike."""
    return (mention.kind, key(mention.name))

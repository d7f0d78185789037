"""All mentions of a graph against one backend: look up titles together, decide each, settle conflicts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.linking.match import match
from kg.linking.model import Backend, Candidate, Decision, Item, Mention, TitleMatch
from kg.linking.review import Verdict

_CERTAIN = {"decision", "title", "code"}
Watch = Callable[[Iterable[Mention]], Iterable[Mention]]


def reconcile(
    mentions: Sequence[Mention],
    backend: Backend,
    verdicts: Mapping[str, Verdict] | None = None,
    watch: Watch = lambda mentions: mentions,
) -> list[Decision]:
    """A decision on each mention, in their order; what a person decided always wins. `watch` may show progress."""
    verdicts = verdicts or {}
    open_ = [mention for mention in mentions if mention.node not in verdicts]
    titles, items = look_up(open_, backend)
    decided = {mention.node: match(mention, backend, titles, items) for mention in watch(open_)}
    settled = {decision.mention.node: decision for decision in one_to_one(decided.values())}
    return [
        by_person(mention, verdicts[mention.node]) if mention.node in verdicts else settled[mention.node]
        for mention in mentions
    ]


def look_up(mentions: Iterable[Mention], backend: Backend) -> tuple[dict[str, TitleMatch], dict[str, Item]]:
    """What the backend knows of the mentions' titles, and the items behind them."""
    titles = backend.lookup_titles(list(dict.fromkeys(mention.article for mention in mentions if mention.article)))
    items = backend.get(list(dict.fromkeys(found.qid for found in titles.values() if found.qid)))
    return titles, items


def by_person(mention: Mention, verdict: Verdict) -> Decision:
    """What a person decided, as a decision."""
    who = f"{verdict.author} decided it" if verdict.author else "a person decided it"
    reason = who + (f": {verdict.comment}" if verdict.comment else "")
    flips = "another line for this node in the file of decisions"
    if not verdict.qid:
        return Decision(mention, "nil", "", "decision", 1.0, reason, (), flips)
    item = Item(verdict.qid, verdict.label or verdict.qid)
    return Decision(mention, "accept", verdict.qid, "decision", 1.0, reason, (Candidate(item, "decision", 1.0),), flips)


def one_to_one(decisions: Iterable[Decision]) -> Iterator[Decision]:
    """Inside an article two things are not one item: the likelier keeps it, the other is put to a person.

    Titles and codes are exempt: two titles of one item are two names of it.
    """
    holders: dict[str, list[Decision]] = defaultdict(list)
    for decision in sorted(decisions, key=_surest_first):
        rival = next((h for h in holders[decision.qid] if _meet(h.mention, decision.mention)), None)
        if decision.status != "accept" or decision.tier in _CERTAIN or rival is None:
            if decision.status == "accept":
                holders[decision.qid].append(decision)
            yield decision
            continue
        taken = f"{rival.mention.name!r} in the same article is surer to be {decision.qid}; else {decision.reason}"
        yield replace(decision, status="review", reason=taken, flips=f"another item for {rival.mention.name!r}")


def _surest_first(decision: Decision) -> tuple[bool, float, str]:
    return (decision.tier not in _CERTAIN, -decision.probability, decision.mention.node)


def _meet(one: Mention, other: Mention) -> bool:
    return bool(one.pages & other.pages) or not (one.pages or other.pages)

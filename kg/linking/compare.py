"""The graph beside Wikidata: what agrees, what Wikidata lacks, what contradicts it."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from kg.linking.backends.claims import Claim
from kg.linking.features import distance
from kg.linking.ours import Said, Source
from kg.linking.properties import Property
from kg.linking.sssom import clean

Verdict = Literal["agrees", "lacks", "contradicts"]
COLUMNS = (
    "verdict",
    "item",
    "label",
    "property",
    "property_label",
    "ours",
    "ours_source",
    "theirs",
    "theirs_references",
    "node",
)
_NEAR = 10  # km: how far apart a place's middle is in two sources


class ClaimSource(Protocol):
    """Whoever has the statements of items."""

    def claims(self, qids: Sequence[str]) -> dict[str, tuple[Claim, ...]]:
        """The statements by item; nothing for an item that is not known."""
        ...


@dataclass(frozen=True, slots=True)
class Comparison:
    """What we say and what Wikidata does; `theirs` are its claims of the same property."""

    said: Said
    verdict: Verdict
    theirs: tuple[Claim, ...] = ()


def compare(said: Iterable[Said], source: ClaimSource) -> list[Comparison]:
    """A verdict on each thing we say of an item that the source knows."""
    told = list(said)
    known = source.claims(sorted({one.qid for one in told}))
    return [_compared(one, known[one.qid]) for one in told if one.qid in known]


def _compared(said: Said, claims: Iterable[Claim]) -> Comparison:
    theirs = tuple(claim for claim in claims if claim.property == said.property.pid)
    if any(same(said.property, said.value, claim.value) for claim in theirs):
        return Comparison(said, "agrees", theirs)
    against = bool(theirs) and said.property.single
    return Comparison(said, "contradicts" if against else "lacks", theirs)


def same(property_: Property, ours: str, theirs: str) -> bool:
    """Whether two values say the same, as exactly as the less exact one can.

    A month agrees with a day in it; places agree within 10 km; addresses whatever the slash at their end.
    """
    match property_.value:
        case "time":
            return ours.startswith(theirs) or theirs.startswith(ours)
        case "quantity":
            return _number(ours) == _number(theirs)
        case "coordinates":
            return _apart(ours, theirs) <= _NEAR
        case "url":
            return _bare(ours) == _bare(theirs)
        case "string":
            return ours.casefold() == theirs.casefold()
    return ours == theirs


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _apart(ours: str, theirs: str) -> float:
    try:
        (a, b), (c, d) = (map(float, text.split(",")) for text in (ours, theirs))
    except ValueError:
        return float("inf")
    return distance((a, b), (c, d))


def _bare(url: str) -> str:
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/").casefold()


def comparison_text(comparisons: Iterable[Comparison]) -> str:
    """A tab-separated table, one line for each thing that we say."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in comparisons:
        writer.writerow(map(clean, _row(one)))
    return out.getvalue()


def _row(one: Comparison) -> tuple[str, ...]:
    said = one.said
    sources = "; ".join(dict.fromkeys(source_text(source) for source in said.sources))
    theirs = " | ".join(claim.value for claim in one.theirs)
    references = " | ".join(str(claim.references) for claim in one.theirs)
    pid, label = said.property.pid, said.property.label
    return (one.verdict, said.qid, said.label, pid, label, said.value, sources, theirs, references, said.node)


def source_text(source: Source) -> str:
    """A source in a few words: the publication's address, else the article and its revision."""
    revision = f", revision {source.revision}" if source.revision else ""
    return source.url or f"{source.article}{revision}"


class Entities:
    """Statements from Wikidata's JSON that lies in a file, by item."""

    def __init__(self, claims: Mapping[str, tuple[Claim, ...]]) -> None:
        self._claims = claims

    def claims(self, qids: Sequence[str]) -> dict[str, tuple[Claim, ...]]:
        """The statements by item."""
        return {qid: self._claims[qid] for qid in qids if qid in self._claims}

"""The constraints that Wikidata states of a property (P2302), read where its items are read.

Ids from extension.json of WikibaseQualityConstraints: single value, required qualifier, allowed qualifiers; P2306 names
the properties that a constraint is about. The type of an item is checked by the project's own table: to check it by
Wikidata's classes, all classes above it would have to be asked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.linking.backends.claims import Claim
from kg.linking.compare import ClaimSource, Comparison

_CONSTRAINT, _ABOUT = "P2302", "P2306"
_SINGLE = frozenset({"Q19474404"})
_REQUIRED, _ALLOWED = "Q21510856", "Q21510851"


@dataclass(frozen=True, slots=True)
class Constraints:
    """What a property's statements must keep; `allowed` are its qualifiers, None where any are."""

    single: bool = False
    required: tuple[str, ...] = ()
    allowed: frozenset[str] | None = None


NO_CONSTRAINTS: Mapping[str, Constraints] = MappingProxyType({})


def constraints_of(claims: Iterable[Claim]) -> Constraints:
    """The constraints among a property's own statements."""
    told = [claim for claim in claims if claim.property == _CONSTRAINT]
    allowed = [frozenset(_about(claim)) for claim in told if claim.value == _ALLOWED]
    return Constraints(
        any(claim.value in _SINGLE for claim in told),
        tuple(sorted({pid for claim in told if claim.value == _REQUIRED for pid in _about(claim)})),
        frozenset().union(*allowed) if allowed else None,
    )


def _about(claim: Claim) -> list[str]:
    return [value for pid, value in claim.qualifiers if pid == _ABOUT]


def stated(comparisons: Iterable[Comparison], source: ClaimSource) -> dict[str, Constraints]:
    """The constraints of the properties that Wikidata lacks values of, as far as the source knows them."""
    lacking = sorted({one.said.property.pid for one in comparisons if one.verdict == "lacks"})
    return {pid: constraints_of(claims) for pid, claims in source.claims(lacking).items()} if lacking else {}


def broken_by(one: Comparison, constraints: Constraints) -> str:
    """The first of Wikidata's constraints that a statement would break; empty where none."""
    pid, given = one.said.property.pid, {qualifier for qualifier, _ in one.said.qualifiers}
    if constraints.single and one.theirs:
        return f"Wikidata wants one value of {pid}, and has one"
    if missing := [required for required in constraints.required if required not in given]:
        return f"Wikidata wants {missing[0]} with {pid}"
    if constraints.allowed is not None and (strange := sorted(given - constraints.allowed)):
        return f"Wikidata does not want {strange[0]} with {pid}"
    return ""

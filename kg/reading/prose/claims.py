"""Those whom one sentence gives a role: what its phrases say of each person, joined before it becomes facts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.facts.model import Entity
from kg.reading.prose.persons import Person
from kg.reading.prose.roles import Role
from kg.values.countries import Country
from kg.values.dates import PartialDate

APPOSITION, SAID = 1, 2


@dataclass(slots=True)
class Claim:
    """One role of one person.

    `weight` tells a role that a verb gives from one that only stands beside the name; `led` one that is told by what
    the person leads, not by its name.
    """

    concept: str
    mission: Entity | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    acting: bool = False
    weight: int = APPOSITION
    rule: str = ""
    led: bool = False


@dataclass(slots=True)
class Holder:
    """A person of the sentence with what is said of it."""

    person: Person
    index: int
    claims: list[Claim] = field(default_factory=list)
    start: PartialDate | None = None
    end: PartialDate | None = None
    nationality: Country | None = None
    rule: str = ""
    earlier: bool = False
    beside: "Holder | None" = None

    @property
    def told(self) -> bool:
        """Whether this sentence says something of the person; of one from an earlier sentence it need not."""
        return bool(self.rule) or any(claim.rule for claim in self.claims)

    def claim(self, new: Claim) -> None:
        """Takes a role; what two phrases say of the same role is one claim."""
        for old in self.claims:
            if old.concept == new.concept and (
                old.mission is None or new.mission is None or old.mission == new.mission
            ):
                old.mission, old.start, old.end = old.mission or new.mission, old.start or new.start, old.end or new.end
                old.acting, old.weight = old.acting or new.acting, max(old.weight, new.weight)
                old.rule = old.rule or new.rule
                return
        self.claims.append(new)

    @property
    def chosen(self) -> list[Claim]:
        """The roles that count: those a verb gives (rather named than led), else the one beside the name."""
        said = [claim for claim in self.claims if claim.weight == SAID]
        named = [c for c in self.claims if not c.led and (c.weight == SAID or c.concept == "OtherRole")]
        said += [c for c in named if c.concept == "OtherRole" and c not in said] if said else []
        said = [claim for claim in said if not claim.led or not any(_one_role(claim, other) for other in named)]
        return said or self.claims[:1]

    @property
    def main(self) -> Claim | None:
        """The role that its dates belong to."""
        return self.chosen[-1] if self.chosen else None

    def dated(self, start: PartialDate | None, end: PartialDate | None) -> None:
        """Takes a beginning or an end of the role, whichever it turns out to be."""
        self.start, self.end = self.start or start, self.end or end


def _one_role(led: Claim, named: Claim) -> bool:
    """Whether someone leads as what the other claim names: of the same mission, at no other time."""
    apart = led.start and named.start and led.start != named.start
    return not apart and (led.mission is None or named.mission is None or led.mission == named.mission)


@dataclass(frozen=True, slots=True)
class Succession:
    """One person took a role over from another; `apart` where the first left on a day of its own."""

    old: Holder | None
    new: Holder | None
    role: Role | None
    at: PartialDate | None
    rule: str
    apart: bool = False


def settle(holders: Iterable[Holder], successions: list[Succession], spoken: Role | None) -> None:
    """Hands dates and roles over from each one to who succeeded; `spoken` is the role where neither's is known."""
    for holder in holders:
        if holder.main:
            holder.main.start, holder.main.end = holder.main.start or holder.start, holder.main.end or holder.end
    for _ in range(2):  # forwards and once more for chains told backwards
        for succession in successions:
            _hand_over(succession, spoken)


def _hand_over(succession: Succession, spoken: Role | None) -> None:
    old, new = succession.old, succession.new
    role = succession.role
    if role is None and not any(holder.claims for holder in (old, new) if holder):
        role = spoken
    if role and role.concept:
        for holder in filter(None, (old, new)):
            if holder is new or not _has_another(holder, role.concept):
                _give(holder, role.concept, role.mission, succession.rule)
    if old and new:
        _share_role(old, new, succession.rule)
        _share_date(old, new, succession.at, succession.apart)
    elif new and new.main:
        new.main.start = new.main.start or succession.at
    elif old and old.main:
        old.main.end = old.main.end or succession.at


def _share_role(old: Holder, new: Holder, rule: str) -> None:
    """Both have the role that one is known to have, unless each has one of its own."""
    known = new.main if new.main and new.main.weight == SAID else old.main or new.main
    if known is None or (old.main and new.main and old.main.weight == new.main.weight == SAID):
        return
    _give(old, known.concept, known.mission, rule)
    _give(new, known.concept, known.mission, rule)


def _has_another(holder: Holder, concept: str) -> bool:
    """Whether a sentence gives someone a named role that is not this one ("Chief Military Observer", then "head")."""
    main = holder.main
    return main is not None and main.weight == SAID and not main.led and main.concept != concept


def _give(holder: Holder, concept: str, mission: Entity | None, rule: str) -> None:
    if not any(claim.concept == concept for claim in holder.chosen):
        holder.claims = [claim for claim in holder.claims if claim.weight == SAID]
        holder.claim(Claim(concept, mission, holder.start, holder.end, weight=SAID, rule=rule))


def _share_date(old: Holder, new: Holder, at: PartialDate | None, apart: bool) -> None:
    out, into = old.main, new.main
    if out is None or into is None:
        return
    at = at or into.start or out.end
    into.start = into.start or at
    if not apart and into.end is None and _outstays(out, into):
        out.end, into.end = into.start, out.end
    if not apart and not (into.start and out.start == into.start):
        out.end = out.end or into.start


def _outstays(out: Claim, into: Claim) -> bool:
    """Whether the end told is after the succession: "succeeded P as chief, a post he held until"."""
    return out.end is not None and into.start is not None and out.end.first_day() > into.start.last_day()


def distinct(holders: Iterable[Holder]) -> Iterator[Holder]:
    """Holders that are to become facts: each person once."""
    seen: list[Holder] = []
    for holder in holders:
        twin = next((other for other in seen if other.person.same(holder.person)), None)
        if twin:
            for claim in holder.chosen:
                twin.claim(claim)
        else:
            seen.append(holder)
    yield from seen

"""Which mission people serve on pages that are on none, by what the paragraph told: who sent whom to which."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from kg.facts.model import Contribution, Fact, Tenure
from kg.reading.prose.attacks import Event
from kg.reading.prose.mask import Masked
from kg.values.countries import Country
from kg.values.dates import PartialDate
from kg.values.missions import KnownMission, mission_named

_Sent: TypeAlias = tuple[KnownMission, PartialDate | None]
"""A mission, and since when somebody serves it."""


@dataclass(slots=True)
class Service:
    """The missions of one paragraph so far: all that it `named`, the `last` of them, the one that each country was
    `sent` to last, and that which the page's person `led` last; `before` is the only one of the paragraph before."""

    named: set[str] = field(default_factory=set)
    sent: dict[str, _Sent] = field(default_factory=dict)
    led: _Sent | None = None
    last: KnownMission | None = None
    before: KnownMission | None = None

    @property
    def only(self) -> KnownMission | None:
        """The one mission of the paragraph, else of the one before it."""
        return (self.last if len(self.named) == 1 else None) if self.named else self.before

    def see(self, masked: Masked, said: Iterable[Fact]) -> None:
        """Takes in a sentence and the facts that it states."""
        named = [chunk.value for chunk in masked.chunks.values() if isinstance(chunk.value, KnownMission)]
        self.named |= {mission.name for mission in named}
        self.last = named[-1] if named else self.last
        for fact in said:
            known = mission_named(fact.mission.name) if isinstance(fact, Contribution | Tenure) else None
            if known and isinstance(fact, Contribution):
                self.sent[fact.contributor.name] = known, fact.start
            elif known and isinstance(fact, Tenure):
                self.led = known, fact.start

    def mission_of(
        self, event: Event, country: Country | None, date: PartialDate | None, ours: Country | None
    ) -> KnownMission | None:
        """The mission whose people an event befell that names none: that of the countries that sent them (`ours` where
        none is told), else, of those who are called peacekeepers, the only one of the paragraph or the one that
        somebody led, and of the page's own nation the last one that was named, if it is where they fell; None where it
        was elsewhere or before."""
        nations = _nations(event) or ({ours.name} if ours else set())
        known = {self.sent[nation] for nation in nations if nation in self.sent}
        if not known and any(harm.people.force for harm in event.harms):
            known = set(self._only_or_led())
        if not known and country and ours and nations == {ours.name}:
            known = {(self.last, None)} if self.last and country.name in self.last.countries else set()
        missions = {mission for mission, since in known if not _is_before(date, since)}
        mission = missions.pop() if len(missions) == 1 else None
        if mission and self.last and self.last.countries == mission.countries:  # what it is called now
            mission = self.last
        return None if mission and country and country.name not in mission.countries else mission

    def _only_or_led(self) -> Iterator[_Sent]:
        if self.only:
            yield self.only, None
        elif self.led:
            yield self.led


def _nations(event: Event) -> set[str]:
    """The countries of those who came to harm, else of what was attacked."""
    hurt = {nation.name for harm in event.harms for nation in harm.people.nationality}
    return hurt or {nation.name for nation in event.attacked}


def _is_before(date: PartialDate | None, since: PartialDate | None) -> bool:
    return date is not None and since is not None and date.year < since.year

"""Victims in one value: "15 killed, 53 wounded", "20 (15 Kenyan soldiers, 5 civilians)", a bare number."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.documents.model import Text
from kg.facts.model import Casualties, Entity
from kg.reading.counts import numbers
from kg.reading.holders import country_entity
from kg.reading.prose.lexicon import find_words
from kg.reading.values import vocabulary
from kg.values.countries import find_countries

KINDS = ("killed", "injured", "abducted")
_UNSAID = "Unsaid"


@dataclass(frozen=True, slots=True)
class Group:
    """A number of people to whom one thing happened ("killed", "injured", "abducted")."""

    kind: str
    number: int
    role: str | None = None
    nationality: Entity | None = None

    def casualties(self) -> Casualties:
        """The group as the fact tells it."""
        killed, injured, abducted = (self.number if kind == self.kind else None for kind in KINDS)
        return Casualties(killed, injured, abducted, self.nationality, self.role)


def read_victims(text: Text, bare: str = "killed") -> list[Group]:
    """The groups of a value; a number without a word for what happened counts what the number before it does.

    The first such number counts what `bare` says. Groups of one kind are disjoint: a total gives way to its parts.
    """
    found: list[Group] = []
    for number, around in numbers(text.plain):
        kind = next((kind for kind in KINDS if vocabulary("casualties")[kind].search(around)), None)
        found.append(Group(kind or (found[-1].kind if found else bare), number, _role(around), _nation(around)))
    return [group for kind in KINDS for group in _disjoint([g for g in found if g.kind == kind])]


def _disjoint(groups: list[Group]) -> list[Group]:
    """Parts instead of their total; of numbers that may hold one another only the first."""
    if len(groups) > 1 and groups[0].number == sum(group.number for group in groups[1:]):
        return groups[1:]
    return groups if all(group.role or group.nationality for group in groups) else groups[:1]


def _role(around: str) -> str | None:
    roles = [chunk.value for chunk in find_words(around) if chunk.kind == "people" and chunk.value != _UNSAID]
    return str(roles[-1]) if roles else None


def _nation(around: str) -> Entity | None:
    countries = {mention.country for mention in find_countries(around)}
    return country_entity(countries.pop()) if len(countries) == 1 else None


def casualties_of(groups: Iterable[Group]) -> tuple[Casualties, ...]:
    """The groups as casualties; plain numbers of different kinds stand together in one."""
    told = list(groups)
    if any(group.role or group.nationality for group in told) or len({g.kind for g in told}) < len(told):
        return tuple(group.casualties() for group in told)
    counts = {group.kind: group.number for group in told}
    return (Casualties(counts.get("killed"), counts.get("injured"), counts.get("abducted")),) if told else ()

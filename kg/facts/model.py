"""Facts: what a page says, as values. A relation that carries a date, a number or a role is a class of its own.

Field names are the ontology's property names in snake case (`claimed_by` is `pk:claimedBy`); concepts are the
local names of the ontology's concepts ("SuicideBombing").
"""

from dataclasses import dataclass
from typing import Literal

from kg.documents.model import Citation, Span
from kg.values.dates import PartialDate
from kg.values.missions import mission_names

Kind = Literal["Mission", "Country", "Place", "Person", "Organization", "ArmedGroup", "Resolution"]


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name in a language (BCP 47)."""

    text: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that facts speak of. Two entities of one kind with the same `key` are the same node.

    `article` is the title of its article (a wikilink's target), empty where the text gives none.
    """

    kind: Kind
    name: str
    article: str = ""
    other_names: tuple[Name, ...] = ()

    @property
    def key(self) -> str:
        """What its IRI is made of: the article's title where known, else its name.

        A mission that the gazetteer knows goes by its name there: its article may be called by the abbreviation.
        """
        return self.name if self.is_known_mission() or not self.article else self.article

    def is_known_mission(self) -> bool:
        """Whether this is a mission under its name in the gazetteer."""
        return self.kind == "Mission" and self.name in mission_names()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact was read: the passage, its sources, and the rule that read it ("prose/attack/killed-passive")."""

    span: Span
    quote: str
    section: tuple[str, ...]
    citations: tuple[Citation, ...]
    rule: str


Value = Entity | PartialDate | int | float | bool | str | Name


@dataclass(frozen=True, slots=True)
class Statement:
    """A plain triple: `property` is a name with prefix ("pk:headquarters", "rdfs:label", "geo:lat")."""

    subject: Entity
    property: str
    value: Value
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Tenure:
    """Someone held a role in a mission."""

    mission: Entity
    person: Entity
    role: str | None
    evidence: tuple[Evidence, ...]
    rank: str | None = None
    nationality: Entity | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    acting: bool = False


@dataclass(frozen=True, slots=True)
class Contribution:
    """A country sends people to a mission; `comment` is what the text says besides."""

    mission: Entity
    contributor: Entity
    evidence: tuple[Evidence, ...]
    personnel: int | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Casualties:
    """A group of victims; groups of one event are disjoint. Numbers are those printed, None where none is."""

    killed: int | None = None
    injured: int | None = None
    abducted: int | None = None
    nationality: Entity | None = None
    victim_role: str | None = None


@dataclass(frozen=True, slots=True)
class Attack:
    """Violence by people that is directed at, or hits, a mission. Places stand most specific first."""

    mission: Entity
    evidence: tuple[Evidence, ...]
    date: PartialDate | None = None
    date_inferred: bool = False
    place: tuple[Entity, ...] = ()
    country: Entity | None = None
    method: str | None = None
    perpetrator: tuple[Entity, ...] = ()
    claimed_by: tuple[Entity, ...] = ()
    casualties: tuple[Casualties, ...] = ()
    article: str = ""


@dataclass(frozen=True, slots=True)
class Accident:
    """Deaths or injuries of a mission that no one caused on purpose."""

    mission: Entity
    evidence: tuple[Evidence, ...]
    date: PartialDate | None = None
    date_inferred: bool = False
    place: tuple[Entity, ...] = ()
    country: Entity | None = None
    casualties: tuple[Casualties, ...] = ()
    article: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the text gives for a mission: strength, fatalities, budget."""

    mission: Entity
    measure: str
    value: int
    evidence: tuple[Evidence, ...]
    date: PartialDate | None = None
    date_inferred: bool = False
    personnel_kind: str | None = None


Fact = Statement | Tenure | Contribution | Attack | Accident | Figure

"""What the sentences of a paragraph told before an attack that it leans on: where it was, whose people were there."""

from dataclasses import dataclass, field

from kg.documents.model import Sentence
from kg.reading.prose.circumstances import places_of
from kg.reading.prose.mask import Chunk, Masked
from kg.reading.prose.phrases import says
from kg.reading.prose.places import Where, find_places
from kg.reading.prose.pronouns import FAR
from kg.reading.prose.serving import Service
from kg.reading.prose.setting import announces, situation_of
from kg.values.countries import Country
from kg.values.groups import KnownGroup


@dataclass
class Backdrop:
    """One paragraph so far."""

    paragraph: int
    # What was named beside a mission: "compound", "convoy".
    mentioned: frozenset[str] = frozenset()
    # The countries of which it was told that they send people to a mission.
    senders: frozenset[str] = frozenset()
    # Its last sentences.
    passed: tuple[Masked, ...] = ()
    # Where it says that things stood so.
    situation: tuple[Where, ...] = ()
    group: KnownGroup | None = None
    # Whether the last sentence on attacks gave a total.
    total: bool = False
    # The sentence before, where it states nothing of persons, decisions or numbers.
    quiet: Masked | None = None
    # The sentence before, where it sets the scene of the next attack.
    scene: tuple[Sentence, Masked] | None = None
    service: Service = field(default_factory=Service)

    def take_in(self, sentence: Sentence, masked: Masked, hosts: frozenset[str], *, quiet: bool, begun: bool) -> None:
        """Remembers a sentence on a mission in the countries `hosts`; `begun`: attacks were told in the paragraph.

        What stands before the first attack of a paragraph sets its scene; after it, days are those of other events,
        unless another one is announced.
        """
        self.passed = (*self.passed, masked)[-FAR:]
        self.quiet = masked if quiet else None
        self.situation = situation_of(masked) or self.situation
        self.scene = (sentence, masked) if (quiet and not begun) or announces(masked) else None
        groups = [chunk.value for chunk in masked.chunks.values() if isinstance(chunk.value, KnownGroup)]
        self.group = groups[0] if groups else self.group
        self.mentioned |= _beside_a_mission(masked, hosts)

    def places_before(self) -> tuple[Where, ...]:
        """The places of the sentence before, where it is quiet."""
        before = self.quiet
        places = places_of(find_places(before), 0, len(before.plain)) if before else []
        return tuple(where for where in places if where.name and not where.war)


def _beside_a_mission(masked: Masked, hosts: frozenset[str]) -> frozenset[str]:
    """What may be attacked that a sentence names beside a mission, or as a site; not "a Haitian police station"."""
    chunks = list(masked.chunks.values())
    if not any(chunk.kind == "force" for chunk in chunks) and not says("target", "site").search(masked.plain):
        return frozenset()
    hosted = [c for c in chunks if isinstance(c.value, Country) and c.value.name in hosts]
    targets = [c for c in chunks if c.kind == "target" and not any(_owns(masked, host, c) for host in hosted)]
    return frozenset(str(v) for c in targets for v in (masked.plain[c.begin : c.end].lower(), c.value))


def _owns(masked: Masked, host: Chunk, target: Chunk) -> bool:
    """Whether premises or a vehicle are told to be the host country's."""
    return says("target", "of_the_host").fullmatch(masked.plain, host.end, target.begin) is not None

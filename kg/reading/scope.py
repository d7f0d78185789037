"""Which mission a list, table or infobox speaks of."""

from kg.documents.model import Text
from kg.facts.model import Entity
from kg.reading.missions import missions_in
from kg.reading.subject import Subject


def mission_of(subject: Subject, introduction: str, section: tuple[str, ...]) -> Entity | None:
    """The mission that the introduction or the nearest heading names, else the page's own mission.

    The page of an attack, a battle or a resolution has an own mission where it speaks of exactly one; the page of
    anything else has none (an army's commanders are no mission's).
    """
    for line in (introduction, *reversed(section)):
        named = missions_in(Text(line[:500]))
        if named:
            return own_or(subject, named[0].mission)
    return own_mission(subject)


def own_mission(subject: Subject) -> Entity | None:
    """The one mission that facts of a page without further words belong to: a mission's own, or that of an event."""
    if subject.kind not in ("mission", "attack", "conflict", "resolution"):
        return None
    return subject.missions[0] if len(subject.missions) == 1 or subject.kind == "mission" else None


def own_or(subject: Subject, mission: Entity) -> Entity:
    """The page's own node where this is the same mission by name, else the mission itself."""
    return next((own for own in subject.missions if own.name == mission.name), mission)

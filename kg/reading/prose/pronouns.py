"""Whom "he", "both" or "all four" means where a sentence tells what befell somebody: those of the mission who were
named before."""

from collections.abc import Sequence
from dataclasses import replace

from kg.reading.prose.claims import Holder
from kg.reading.prose.harm import HE
from kg.reading.prose.mask import Masked
from kg.reading.prose.people import People
from kg.reading.prose.phrases import giving, says
from kg.reading.prose.scene import fold_scene

FAR = 3
"""So many sentences after one who was named "he" still means him."""


def him(before: Sequence[Masked], holder: object = None) -> People | None:
    """The one of the mission whom the nearest of the sentences before names, else the `holder` of a role of whom they
    told; None where it is not said that he was the mission's."""
    for masked in before[::-1]:
        named = _one_in(fold_scene(masked))
        if named is not None:
            return named if named.force else None
    if isinstance(holder, Holder) and holder.claims:
        nation = holder.person.nationality or holder.nationality
        return People(number=1, counted=True, force=True, head=HE, nationality=(nation,) if nation else ())
    return None


def them(before: Sequence[Masked], number: int | None) -> People | None:
    """Those of the mission, so many, of whom the nearest of the sentences before speaks first: "both", "all four"."""
    for masked in before[::-1]:
        groups = [c.value for c in fold_scene(masked).chunks.values() if isinstance(c.value, People)]
        if groups and groups[0].number == number:
            ours = groups[0].force or groups[0].role == "MilitaryObserver"
            return replace(groups[0], force=True) if ours and number else None
    return None


def meant(before: Sequence[Masked], holder: object, people: People) -> People | None:
    """Whom "he", "both" or "all four" means."""
    return him(before, holder) if people.head == HE else them(before, people.number)


def _one_in(scene: Masked) -> People | None:
    """The single person whom a sentence speaks of first, with what else it says that he is."""
    serving = {match.span("who")[0] for match in giving("clause", "does", "serves").find(scene)}
    groups = [(at, c.value) for at, c in scene.chunks.items() if isinstance(c.value, People)]
    alone = [(at, people) for at, people in groups if people.number == 1]
    if not alone or alone[0] != groups[0]:
        return None
    begin, people = alone[0]
    if not says("people", "leads_to_subject").fullmatch(scene.text, 0, begin):
        return None
    for at, other in alone:
        people = replace(
            people,
            nationality=people.nationality or other.nationality,
            role=people.role or other.role,
            force=people.force or other.force or at in serving or other.role == "MilitaryObserver",
        )
    return replace(people, head=HE, counted=True, parts=(), named=False, definite=False)

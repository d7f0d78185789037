"""Whom "he", "they", "both" or a last name means where a sentence tells what befell somebody: those of the mission who
were named before."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.reading.prose.claims import Holder
from kg.reading.prose.harm import HE, THEY
from kg.reading.prose.mask import Chunk, Masked
from kg.reading.prose.people import People
from kg.reading.prose.phrases import giving, says
from kg.reading.prose.scene import fold_scene

FAR = 3
"""So many sentences after one who was named "he" still means him."""


Ours = Callable[[People], bool]
"""Whether people are the mission's, by what their words and the page say."""


def said_to_be(people: People) -> bool:
    """Whether the words for people say that they are a mission's."""
    return people.force


def him(before: Sequence[Masked], holder: object = None, ours: Ours = said_to_be) -> People | None:
    """The one of the mission whom the nearest of the sentences before names, else the `holder` of a role of whom they
    told; None where it is not known that he was the mission's."""
    for masked in before[::-1]:
        named = _one_in(fold_scene(masked))
        if named is not None:
            return replace(named, force=True) if ours(named) else None
    return _holding(holder) if isinstance(holder, Holder) and holder.claims else None


def _holding(holder: Holder, name: str = HE) -> People:
    """Somebody with a role in the mission."""
    nation = holder.person.nationality or holder.nationality
    return People(number=1, counted=True, force=True, head=name, nationality=(nation,) if nation else (), named=True)


def them(before: Sequence[Masked], number: int | None) -> People | None:
    """Those of the mission, so many, of whom the nearest of the sentences before speaks first: "both", "all four"."""
    for masked in before[::-1]:
        groups = [c.value for c in fold_scene(masked).chunks.values() if isinstance(c.value, People)]
        if groups and groups[0].number == number:
            ours = groups[0].force or groups[0].role == "MilitaryObserver"
            return replace(groups[0], force=True) if ours and number else None
    return None


def those(before: Sequence[Masked], ours: Ours) -> People | None:
    """Those of the mission, of a known number, with whom the sentence before begins: "they"."""
    scene = fold_scene(before[-1]) if before else None
    at = next((i for i, c in scene.chunks.items() if c.kind in ("victims", "culprit")), None) if scene else None
    people = scene.chunks[at].value if scene and at is not None else None
    if scene is None or at is None or not isinstance(people, People) or not people.number or not ours(people):
        return None
    leads = says("people", "leads_to_subject").fullmatch(scene.text, 0, at)
    return replace(people, force=True, head=THEY) if leads else None


def meant(before: Sequence[Masked], holder: object, ours: Ours, people: People) -> People | None:
    """Whom "he", "they", "both" or "all four" means."""
    if people.head == HE:
        return him(before, holder, ours)
    return those(before, ours) if people.head == THEY else them(before, people.number)


def named_again(before: Sequence[Masked], known: object, ours: Ours, plain: str) -> list[Chunk]:
    """Mentions of people of the mission by their last names alone: those whom the sentences before named with a rank,
    and the `known` holders of a role in it."""
    names = dict(_officers(before, plain, ours))
    holders = known if isinstance(known, Mapping) else {}
    for name, holder in holders.items():
        if holder.claims and name in plain and holder.person.name not in plain:
            names[name] = _holding(holder, name)
    return [Chunk("victims", *span, who) for name, who in names.items() for span in _alone(name, plain)]


def _officers(before: Sequence[Masked], plain: str, ours: Ours) -> Iterator[tuple[str, People]]:
    for masked in before:
        words = {match["name"] for match in says("people", "with_a_rank").finditer(masked.plain)}
        if not any(word in plain for word in words):
            continue
        people = [c.value for c in fold_scene(masked).chunks.values() if isinstance(c.value, People)]
        for who in people:
            name = next((word for word in words if word in who.head), None)
            if name and who.named and who.number == 1:
                yield name, replace(who, force=who.force or ours(who), head=name, counted=True, parts=())


def _alone(name: str, plain: str) -> Iterator[tuple[int, int]]:
    """Where a last name stands with no other beside it."""
    for match in re.finditer(rf"(?<![\w’'-]){re.escape(name)}(?![\w’'-])(?! [A-Z])", plain):
        if not says("people", "first_name").search(plain, 0, match.start()):
            yield match.span()


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

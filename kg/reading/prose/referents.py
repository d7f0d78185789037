"""Whom a phrase of a tenure means, which role, and when: what its words leave to the sentence around it."""

from dataclasses import dataclass, field, replace

from kg.facts.model import Entity
from kg.reading.prose.claims import Holder, Succession
from kg.reading.prose.context import Context
from kg.reading.prose.mask import SIGN, Masked
from kg.reading.prose.phrases import Match, says
from kg.reading.prose.roles import Role
from kg.reading.prose.times import Times, times_after, times_before, times_inside

_MAX_REACH = 260
BEHIND = 16
"""So far behind a match words may stand that go with it (", a compatriot")."""


@dataclass(slots=True)
class Scene:
    """A sentence while it is read."""

    masked: Masked
    context: Context
    holders: list[Holder]
    successions: list[Succession] = field(default_factory=list)
    earlier: Holder | None = None
    role: Role | None = None


def holder_of(scene: Scene, match: Match, who: str) -> Holder | None:
    """The holder that a match speaks of: the person of a group, the nearest before the match, or the other one."""
    if who == "whom" and not match.said("who"):
        return holder_of(scene, match, "left")
    if who == "earlier":
        return scene.earlier
    if who in ("left", "other"):
        around = scene.masked.text, max(match.begin - BEHIND * 3, 0), match.begin
        if any(says("tenure", word).search(*around) for word in ("somebody", "unknown_who")):
            return None
        before = [h for h in scene.holders if h.index < match.begin and match.begin - h.index < _MAX_REACH]
        before = [h for h in before if not is_agent(scene, h) and not _in_brackets(scene, h, match)]
        if who == "left":
            return _subject(scene, before, match) if before else _one_told_before(scene, match)
        rest = [h for h in before[:-1] if h.claims or h.rule] or ([scene.earlier] if scene.earlier else [])
        return rest[-1] if rest else None
    chunk = match.chunk("who" if who == "whom" else who, "person")
    return next((h for h in scene.holders if chunk and h.person is chunk.value), None)


def _one_told_before(scene: Scene, match: Match) -> Holder | None:
    """The one of the sentences before, where the words up to the match mean that one, or the page is on that one."""
    text = scene.masked.text
    him = says("tenure", "of_the_one_before").search(text, 0, match.begin + 1)
    meant = (
        him or says("tenure", "it_is_he").search(text) or says("tenure", "of_him").match(text) or scene.context.person
    )
    return scene.earlier if meant else None


def _in_brackets(scene: Scene, holder: Holder, match: Match) -> bool:
    """Whether a name only stands aside in brackets: "Ann Example (also Anne Sample; born 1950) is the head"."""
    opened = scene.masked.text.rfind("(", 0, holder.index)
    closed = scene.masked.text.find(")", opened) if opened >= 0 else -1
    return opened >= 0 and holder.index < closed < match.begin


def is_agent(scene: Scene, holder: Holder) -> bool:
    """Whether a person only appoints others ("was named by P to …") or leads a state."""
    before = scene.masked.text[max(holder.index - 80, 0) : holder.index]
    return any(says("tenure", word).search(before) for word in ("agent", "statesman"))


def _subject(scene: Scene, before: list[Holder], match: Match) -> Holder:
    """The nearest person; the subject of its verb where the nearest is an object ("P succeeded Q and left in May")."""
    nearest = before[-1]
    between = scene.masked.text[nearest.index + 1 : match.begin + BEHIND]
    closed = "," in scene.masked.text[nearest.index + 3 : match.begin]
    if nearest.beside and (closed or not says("tenure", "own_clause").match(between)):
        return nearest.beside
    return nearest


def times_of(scene: Scene, match: Match, holder: Holder | None) -> Times:
    """When: by a date in the match, behind it, or at the head of its clause."""
    inside = times_inside(scene.masked, match.begin, match.end, scene.context)
    if inside.at and says("tenure", "from_then").search(match.groups[0]):
        inside = Times(start=inside.at)
    after = times_after(scene.masked, match.end, scene.context)
    begin = min(match.begin, holder.index) if holder and holder.index >= 0 else match.begin
    before = times_before(scene.masked, match.begin, scene.context)
    if "by" in match.phrase.gives:
        begin = next((h.index for h in scene.holders[::-1] if h.index < begin), begin)
    if begin != match.begin and before == Times():
        before = times_before(scene.masked, begin, scene.context)
    if before.at is None and (inside.at or after.at):
        before = Times()  # of what was told before: "was there from 2001 to 2002 and was sent in 2003"
    return Times(
        after.start or before.start or inside.start,
        after.end or before.end or inside.end,
        inside.at or after.at or before.at,
    )


def role_of(scene: Scene, match: Match, *groups: str) -> Role | None:
    """The role that the first of these groups names."""
    for group in groups:
        chunk = match.chunk(group, "role")
        if chunk and isinstance(chunk.value, Role):
            return role_meant(scene, chunk.value)
    return None


def role_meant(scene: Scene, role: Role) -> Role:
    """ "The post" is the role spoken of before, "his deputy" the deputy of that."""
    spoken = (
        scene.role or next((Role(c.concept, c.mission) for c in scene.earlier.chosen), None)
        if scene.earlier
        else scene.role
    )
    if role.concept is None and spoken:
        role = replace(role, concept=spoken.concept, mission=role.mission or spoken.mission)
    if role.deputy and not (spoken or role.mission):
        role = replace(role, concept=None)
    elif role.deputy and spoken and spoken.concept in ("ForceCommander", "DeputyForceCommander"):
        role = replace(role, concept="DeputyForceCommander")
    scene.role = role if role.concept else scene.role
    return role


def named_mission(scene: Scene) -> Entity | None:
    """The first mission that the sentence names."""
    missions = (chunk.value for chunk in scene.masked.chunks.values() if chunk.kind == "force")
    named = next(missions, None)
    return named if isinstance(named, Entity) else None


def names_mission(scene: Scene) -> bool:
    """Whether this sentence or the one before names a mission."""
    before = scene.context.memory.get("before")
    told = before[1].text if isinstance(before, tuple) else ""
    return SIGN["force"] in scene.masked.text + told

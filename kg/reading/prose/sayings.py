"""What each phrase of a tenure says of the persons of a sentence: a role, a verb of leading, an end, a succession."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from kg.facts.model import Entity
from kg.reading.prose.claims import APPOSITION, SAID, Claim, Holder, Succession
from kg.reading.prose.context import Context
from kg.reading.prose.mask import SIGN, Masked
from kg.reading.prose.persons import nation_in
from kg.reading.prose.phrases import Match, says
from kg.reading.prose.relative import relative_date
from kg.reading.prose.roles import Role, led_concept, of_another_army
from kg.reading.prose.times import Times, times_after, times_before, times_inside
from kg.values.dates import PartialDate

_MAX_REACH = 260
_BEHIND = 16  # ", a compatriot"


@dataclass(slots=True)
class Scene:
    """A sentence while it is read."""

    masked: Masked
    context: Context
    holders: list[Holder]
    successions: list[Succession] = field(default_factory=list)
    earlier: Holder | None = None
    role: Role | None = None


def tell(scene: Scene, match: Match) -> None:
    """Takes what one match says into the scene."""
    _SAYS[match.phrase.gives["is"]](scene, match)


def _holder(scene: Scene, match: Match, who: str) -> Holder | None:
    """The holder that a match speaks of: the person of a group, the nearest before the match, or the other one."""
    if who == "whom" and not match.said("who"):
        return _holder(scene, match, "left")
    if who == "earlier":
        return scene.earlier
    if who in ("left", "other"):
        before = [h for h in scene.holders if h.index < match.begin and match.begin - h.index < _MAX_REACH]
        before = [h for h in before if not _is_agent(scene, h)]
        if who == "left":
            return _subject(scene, before, match) if before else _one_told_before(scene, match)
        rest = [h for h in before[:-1] if h.claims or h.rule] or ([scene.earlier] if scene.earlier else [])
        return rest[-1] if rest else None
    chunk = match.chunk("who" if who == "whom" else who, "person")
    return next((h for h in scene.holders if chunk and h.person is chunk.value), None)


def _one_told_before(scene: Scene, match: Match) -> Holder | None:
    """The one of the sentences before, where the words up to the match mean that one, or the page is on that one."""
    text, him = scene.masked.text, says("tenure", "pronoun").search(scene.masked.text, 0, match.end)
    meant = him or says("tenure", "of_him").match(text) or scene.context.person
    return scene.earlier if meant or match.said("role") else None


def _is_agent(scene: Scene, holder: Holder) -> bool:
    """Whether a person only appoints others ("was named by P to …") or leads a state."""
    before = scene.masked.text[max(holder.index - 80, 0) : holder.index]
    return any(says("tenure", word).search(before) for word in ("agent", "statesman"))


def _subject(scene: Scene, before: list[Holder], match: Match) -> Holder:
    """The nearest person; the subject of its verb where the nearest is an object ("P succeeded Q and left in May")."""
    nearest = before[-1]
    between = scene.masked.text[nearest.index + 1 : match.begin + _BEHIND]
    closed = "," in scene.masked.text[nearest.index + 3 : match.begin]
    if nearest.beside and (closed or not re.match(r",? (?:who|whose|which)\b", between)):
        return nearest.beside
    return nearest


def _times(scene: Scene, match: Match, holder: Holder | None) -> Times:
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
    return Times(
        after.start or before.start or inside.start,
        after.end or before.end or inside.end,
        inside.at or after.at or before.at,
    )


def _role(scene: Scene, match: Match, *groups: str) -> Role | None:
    for group in groups:
        chunk = match.chunk(group, "role")
        if chunk and isinstance(chunk.value, Role):
            return _meant(scene, chunk.value)
    return None


def _meant(scene: Scene, role: Role) -> Role:
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
    elif role.deputy and spoken and spoken.concept == "ForceCommander":
        role = replace(role, concept="DeputyForceCommander")
    scene.role = role if role.concept else scene.role
    return role


def _holds(scene: Scene, match: Match) -> None:
    role, holder = _role(scene, match, "role"), _holder(scene, match, match.phrase.gives["who"])
    if holder is None or role is None or role.concept is None or role.former:
        return
    if match.plain("tie") == "," and _is_another(scene, match):
        return
    start, end = _dates(scene, match, holder)
    weight = SAID if match.phrase.gives["at"] or match.plain("tie").strip(" ,:") else APPOSITION
    if match.phrase.name == "person-then-role" and match.plain("tie") == "" and not _has_verb(match):
        weight = APPOSITION
    if weight == APPOSITION and says("tenure", "period_of_report").search(scene.masked.text, 0, match.begin):
        start = end = None
    holder.nationality = holder.nationality or role.nationality
    holder.claim(Claim(role.concept, role.mission, start, end, role.acting, weight, match.phrase.rule))


def _is_another(scene: Scene, match: Match) -> bool:
    """Whether a person behind a role is another, who does something ("after talks with the head, Sample thanked …")."""
    text = scene.masked.text
    met = says("tenure", "met").search(text, max(match.begin - 10, 0), match.begin)
    return met is not None and says("tenure", "does_something").match(text, match.end) is not None


def _has_verb(match: Match) -> bool:
    """Whether more than a comma stands between the name and the role."""
    between = match.masked.text[match.span("who")[1] : match.span("role")[0]]
    return bool(re.search(r"[a-z]{2}", between.replace("the ", "").replace("who ", "")))


def _dates(scene: Scene, match: Match, holder: Holder) -> tuple[PartialDate | None, PartialDate | None]:
    times = _times(scene, match, holder)
    at = match.phrase.gives.get("at", "")
    words = (
        match.plain("verb")
        + match.masked.plain[match.masked.plain_begin(match.begin) : match.masked.plain_end(match.end)]
    )
    if at == "start" or (at in ("by-verb", "state") and says("tenure", "begins").search(words)):
        return times.beginning(), times.end
    if at == "end":
        return times.start, times.ending()
    return times.start, times.end


def _leads(scene: Scene, match: Match) -> None:
    role, holder = _role(scene, match, "role"), _holder(scene, match, match.phrase.gives["who"])
    if holder is None or of_another_army(match.text("object")) or _of_another_mission(scene, match):
        return
    if says("tenure", "all_peacekeeping").search(match.plain("object")):
        return
    if not match.said("object") and match.phrase.name == "commanded-them" and not _of_mission(scene):
        return
    missions = match.chunks("object", "force") or match.chunks("object2", "force")
    mission = (
        missions[0].value if missions and isinstance(missions[0].value, Entity) else role.mission if role else None
    )
    led_by = match.plain("verb").lower() or "led"
    ranked = bool(holder.person.rank) and not holder.person.retired
    page = scene.context.mission if not match.said("object") else None
    led_name = mission.name if mission else page.name if page else ""
    told = led_concept(led_by, match.text("object") or match.text("object2"), ranked, led_name)
    concept = role.concept if role and role.concept else told
    holder.nationality = holder.nationality or nation_in(match.chunks("nation"))
    start, end = _dates(scene, match, holder)
    if match.phrase.gives["at"] == "after":
        start, end = (
            times_after(scene.masked, match.end, scene.context).start,
            times_after(scene.masked, match.end, scene.context).end,
        )
    if says("tenure", "of_the_mission").match(scene.masked.text, match.end):
        start = end = None
    scene.role = Role(concept, mission)
    acting, led = bool(role and role.acting), not (role and role.concept)
    holder.claim(Claim(concept, mission, start, end, acting, SAID, match.phrase.rule, led))


def _of_another_mission(scene: Scene, match: Match) -> bool:
    """Whether someone "had earlier commanded the peacekeepers in Haiti": of a mission that is not named."""
    there = match.chunks("object", "country") and not match.chunks("object", "force")
    behind = SIGN["country"] in scene.masked.text[match.end : match.end + 12]
    ahead = scene.masked.text[max(match.begin - 70, 0) : match.begin]
    return bool(there or behind) and says("tenure", "elsewhere").search(ahead) is not None


def _listed(scene: Scene, match: Match) -> None:
    role = _role(scene, match, "role")
    if role is None or role.concept is None:
        return
    for chunk in match.chunks("list", "person"):
        holder = next(h for h in scene.holders if h.person is chunk.value)
        times = times_after(scene.masked, holder.index + 1, scene.context)
        holder.claim(Claim(role.concept, role.mission, times.start, times.end, role.acting, SAID, match.phrase.rule))


def _again(scene: Scene, match: Match) -> None:
    """ "… led by P until 2005 and by Q from 2005": Q has P's role; one who followed begins at a date."""
    holder = _holder(scene, match, "who") or _holder(scene, match, "who_")
    if holder is None or holder.claims or scene.role is None or scene.role.concept is None:
        return
    times = times_after(scene.masked, holder.index + 1, scene.context)
    inside = times_inside(scene.masked, match.groups.start(), match.end, scene.context).at
    followed = match.ahead is not None and says("tenure", "followed").match(match.ahead[0])
    before = [h for h in scene.holders if h.index < holder.index and h.claims][-1:] if "then" in match.groups[0] else []
    start = times.start or inside or (times.at if followed else None) or next((h.claims[-1].end for h in before), None)
    claim = Claim(scene.role.concept, scene.role.mission, start, times.end, weight=SAID)
    holder.claim(replace(claim, rule=match.phrase.rule))


def _topic(scene: Scene, match: Match) -> None:
    """ "Command of the force rotated": the role that the next sentences speak of."""
    missions = [c.value for c in match.chunks("object", "force") if isinstance(c.value, Entity)]
    scene.role = Role(led_concept("command", match.text("object"), True), missions[0] if missions else None)


def _chain(scene: Scene, match: Match) -> None:
    """ "…, followed by P (2014–2015) and Q (2016–2021)": each takes over from the one before."""
    last = _holder(scene, match, "left")
    for chunk in match.chunks("list", "person"):
        new = next((h for h in scene.holders if h.person is chunk.value), None)
        if new is None or last is None or new is last:
            continue
        times = times_after(scene.masked, new.index + 1, scene.context)
        new.dated(times.start, times.end)
        new.rule = new.rule or match.phrase.rule
        scene.successions.append(Succession(last, new, None, times.at, match.phrase.rule))
        last = new


def _starts(scene: Scene, match: Match) -> None:
    if holder := _holder(scene, match, "left"):
        times = _times(scene, match, holder)
        holder.dated(times.beginning(), times.end)
        roles = [c.value for c in scene.masked.within(match.begin, match.end, "role") if isinstance(c.value, Role)]
        if not roles and not holder.claims and match.groups[0].endswith("command"):
            for_a_time = says("tenure", "for_a_time").search(match.groups[0]) is not None
            roles = [scene.role or Role("ForceCommander", acting=for_a_time)]
        for role in (_meant(scene, role) for role in roles if role.concept):
            claim = Claim(role.concept or "", role.mission, times.beginning(), times.end, role.acting, SAID)
            holder.claim(replace(claim, rule=match.phrase.rule))
        holder.rule = holder.rule or match.phrase.rule


def _ends(scene: Scene, match: Match) -> None:
    role = _role(scene, match, "role2", "role")
    if holder := _holder(scene, match, match.phrase.gives["who"]):
        times = _times(scene, match, holder)
        if _began_then(scene, match):
            times = replace(times, at=None)
        effective = times.start if says("tenure", "effective").search(scene.masked.text[: match.begin]) else None
        ending = times.ending() or effective
        if later := says("tenure", "some_time_later").match(scene.masked.text, match.end + 1):
            ending = relative_date(later[0], ending) if ending else None
        holder.dated(times.start if times.ending() else None, ending)
        if role and role.concept:
            holder.claim(Claim(role.concept, role.mission, acting=role.acting, weight=SAID, rule=match.phrase.rule))
        holder.rule = holder.rule or match.phrase.rule


def _began_then(scene: Scene, match: Match) -> bool:
    """Whether the day before a verb of leaving is that of a beginning: "who arrived in May 2001 and left after …"."""
    return says("tenure", "began_then").search(scene.masked.text, 0, match.groups.start()) is not None


def _stays(scene: Scene, match: Match) -> None:
    if holder := _holder(scene, match, "left"):
        times = times_after(scene.masked, match.end, scene.context)
        if times.start or times.end:
            holder.dated(times.start, times.end)
            holder.rule = holder.rule or match.phrase.rule
            role = _led_it(match, holder) or (scene.role if says("tenure", "in_post").search(match.groups[0]) else None)
            if not holder.claims and role and role.concept:
                claim = Claim(role.concept, role.mission, times.start, times.end, weight=SAID)
                holder.claim(replace(claim, rule=match.phrase.rule))


def _led_it(match: Match, holder: Holder) -> Role | None:
    """The role of one who "commanded it" or "headed it"."""
    verb = says("tenure", "led_it").search(match.groups[0])
    return Role(led_concept(verb["verb"], "", bool(holder.person.rank))) if verb else None


def _succeeds(scene: Scene, match: Match) -> None:
    gives = match.phrase.gives
    old, new = _old_and_new(scene, match)
    if (old is None and new is None) or old is new:
        return
    deputises = new is not None and all(claim.concept.startswith("Deputy") for claim in new.claims)
    in_stead = says("tenure", "in_stead").search(match.groups[0])
    if gives.get("own") and new and new.claims and not deputises and not in_stead:
        _starts(scene, match)
        return
    anchor = old if gives["old"] == "left" else new
    at = _moment(scene, match, anchor)
    if new:
        new.nationality = new.nationality or nation_in(match.chunks("nation"))
    if gives["old"] == "who" and old:
        old.beside = new
    role = _role(scene, match, "role", "role2", "role3", "role5") or (_led_on(match, new) if new else None)
    if role is None and (_in_command(match, old, new) or _officers(scene, match, old, new)):
        role = Role("ForceCommander")
    if role is None and _to_an_office_of_state(scene):
        return
    _told(scene, match, old, new)
    apart = match.said("left") and gives["at"] != "left"
    if match.said("left") and old:
        old.dated(None, times_inside(scene.masked, *match.span("left"), scene.context).at)
    scene.successions.append(Succession(old, new, role, at, match.phrase.rule, apart))


def _old_and_new(scene: Scene, match: Match) -> tuple[Holder | None, Holder | None]:
    """The one who leaves and the one who takes over."""
    gives = match.phrase.gives
    if gives["new"] != "which":
        return _holder(scene, match, gives["old"]), _holder(scene, match, gives["new"])
    person, other = _holder(scene, match, "who"), _holder(scene, match, "left")
    return (person, other) if match.plain("which") == "predecessor" else (other, person)


def _to_an_office_of_state(scene: Scene) -> bool:
    """Whether a sentence that gives nobody a role of a mission tells who is sworn in or elected."""
    claimed = any(holder.claims for holder in scene.holders)
    return not claimed and says("tenure", "of_a_state").search(scene.masked.text) is not None


def _led_on(match: Match, new: Holder) -> Role | None:
    """The role of one who takes over what the match names ("takes charge of the force from Q")."""
    for group in ("object", "object2", "object3", "object4"):
        if match.said(group):
            missions = [c.value for c in match.chunks(group, "force") if isinstance(c.value, Entity)]
            commands = new.person.rank or "command" in match.groups[0]
            concept = led_concept("command" if commands else "head", match.text(group), bool(new.person.rank))
            return Role(concept, missions[0] if missions else None)
    return None


def _of_mission(scene: Scene) -> bool:
    """Whether this sentence or the one before names a mission."""
    before = scene.context.memory.get("before")
    told = before[1].text if isinstance(before, tuple) else ""
    return SIGN["force"] in scene.masked.text + told


def _officers(scene: Scene, match: Match, old: Holder | None, new: Holder | None) -> bool:
    """Whether a general takes over from another on a mission's page, and nothing speaks of another post."""
    mission = scene.context.mission
    if mission is None or old is None or new is None or scene.role or old.claims or new.claims:
        return False
    if match.phrase.name not in ("succeeds", "succeeded-by") or not (new.person.nationality or _of_mission(scene)):
        return False
    general = any(says("tenure", "general").search(holder.person.rank or "") for holder in (old, new))
    post = says("tenure", "another_post").search(scene.masked.text)
    return general and post is None and not says("tenure", "observes").search(mission.name)


def _in_command(match: Match, old: Holder | None, new: Holder | None) -> bool:
    """Whether officers hand over "command", and no role is told of either."""
    known = any(holder.claims for holder in (old, new) if holder)
    ranked = any(holder.person.rank for holder in (old, new) if holder)
    return not known and ranked and says("tenure", "handed").search(match.groups[0]) is not None


def _told(scene: Scene, match: Match, old: Holder | None, new: Holder | None) -> None:
    """Marks both as told of, with periods in brackets behind names ("P (1959–1964)"), a compatriot as of one nation."""
    for holder in filter(None, (old, new)):
        holder.rule = holder.rule or match.phrase.rule
        if says("tenure", "period_behind").match(scene.masked.text, holder.index + 1):
            times = times_after(scene.masked, holder.index + 1, scene.context)
            holder.dated(times.start, times.end)
    if old and new and says("tenure", "fellow").search(scene.masked.text, match.begin, match.end + _BEHIND):
        old.nationality = old.nationality or new.person.nationality
        new.nationality = new.nationality or old.person.nationality or old.nationality


def _moment(scene: Scene, match: Match, anchor: Holder | None) -> PartialDate | None:
    """When one person takes over from another; a date since when the first held the role is none."""
    at = match.phrase.gives["at"]
    if match.said("later"):  # "relieved three years later by Q"
        return None
    if at == "lead":
        begin = anchor.index if anchor and anchor.index >= 0 else match.begin
        return times_before(scene.masked, begin, scene.context).beginning()
    if at == "left":
        return times_inside(scene.masked, *match.span("left"), scene.context).at
    if at != "start":
        return None
    times = _times(scene, match, anchor)
    after = times_after(scene.masked, match.end, scene.context)
    return _on_that_day(match, after.start or times.at or times.start)


def _on_that_day(match: Match, date: PartialDate | None) -> PartialDate | None:
    """ "Left on 30 November and was replaced the following day": the day after; "a year later" is no day."""
    if date is None or not says("tenure", "some_time_later").search(match.groups[0]):
        return date
    return relative_date(match.groups[0], date)


_SAYS: dict[str, Callable[[Scene, Match], None]] = {
    "holds": _holds,
    "leads": _leads,
    "list": _listed,
    "topic": _topic,
    "again": _again,
    "chain": _chain,
    "starts": _starts,
    "ends": _ends,
    "stays": _stays,
    "succession": _succeeds,
}

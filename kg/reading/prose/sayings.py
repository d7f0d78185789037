"""What each phrase of a tenure says of the persons of a sentence: a role, a verb of leading, an end, a succession."""

import re
from collections.abc import Callable
from dataclasses import replace

from kg.facts.model import Entity
from kg.reading.prose.claims import APPOSITION, SAID, Claim, Holder
from kg.reading.prose.denials import is_no_holder, leads_no_mission
from kg.reading.prose.persons import nation_in
from kg.reading.prose.phrases import Match, says
from kg.reading.prose.referents import (
    Scene,
    holder_of,
    named_mission,
    names_mission,
    role_meant,
    role_of,
    times_of,
)
from kg.reading.prose.relative import relative_date
from kg.reading.prose.roles import Role, led_concept
from kg.reading.prose.successions import chain, is_beginning, succeed
from kg.reading.prose.times import times_after, times_inside
from kg.values.dates import PartialDate


def tell(scene: Scene, match: Match) -> None:
    """Takes what one match says into the scene."""
    _SAYS[match.phrase.gives["is"]](scene, match)


def _holds(scene: Scene, match: Match) -> None:
    role, holder = role_of(scene, match, "role"), holder_of(scene, match, match.phrase.gives["who"])
    if holder is None or role is None or role.concept is None or role.former:
        return
    if is_no_holder(scene, match, holder, role):
        return
    start, end = _dates(scene, match, holder)
    weight = SAID if match.phrase.gives["at"] or match.plain("tie").strip(" ,:") else APPOSITION
    if "beside" in match.phrase.gives and match.plain("tie") == "" and not _has_verb(match):
        weight = APPOSITION
    if weight == APPOSITION and says("tenure", "period_of_report").search(scene.masked.text, 0, match.begin):
        start = end = None
    holder.nationality = holder.nationality or role.nationality or nation_in(match.chunks("nation"))
    mission = role.mission or named_mission(scene)
    holder.claim(Claim(role.concept, mission, start, end, role.acting, weight, match.phrase.rule))


def _has_verb(match: Match) -> bool:
    """Whether more than a comma stands between the name and the role."""
    between = match.masked.text[match.span("who")[1] : match.span("role")[0]]
    return re.search(r"[a-z]{2}", says("tenure", "no_verb").sub("", between)) is not None


def _dates(scene: Scene, match: Match, holder: Holder) -> tuple[PartialDate | None, PartialDate | None]:
    if says("tenure", "intended").search(scene.masked.text, 0, match.begin):
        return None, None
    times = times_of(scene, match, holder)
    at = match.phrase.gives.get("at", "")
    masked = match.masked
    words = f"{match.plain('verb')} {masked.plain[masked.plain_begin(match.begin) : masked.plain_end(match.end)]}"
    if at == "start" or (at in ("by-verb", "state") and says("tenure", "begins").search(words)):
        return times.beginning(), times.end
    if at == "end":
        return times.start, times.ending()
    return times.start, times.end


def _leads(scene: Scene, match: Match) -> None:
    role, holder = role_of(scene, match, "role"), holder_of(scene, match, match.phrase.gives["who"])
    if holder is None or leads_no_mission(scene, match):
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
    concept = role.concept if role and role.concept else _of_police(told, holder)
    rank = holder.person.rank or ""
    of_generals = match.phrase.gives.get("rank") == "general" and not says("tenure", "general").search(rank)
    if of_generals or says("tenure", "too_low").fullmatch(rank):
        return
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


def _of_police(concept: str, holder: Holder) -> str:
    """The role of one who leads: who has a rank of the police leads a mission's police."""
    of_police = says("tenure", "police_rank").fullmatch(holder.person.rank or "") is not None
    return "PoliceCommissioner" if of_police and concept in ("HeadOfMission", "ForceCommander") else concept


def _listed(scene: Scene, match: Match) -> None:
    role = role_of(scene, match, "role")
    if role is None or role.concept is None:
        return
    for chunk in match.chunks("list", "person"):
        holder = next(h for h in scene.holders if h.person is chunk.value)
        times = times_after(scene.masked, holder.index + 1, scene.context)
        holder.claim(Claim(role.concept, role.mission, times.start, times.end, role.acting, SAID, match.phrase.rule))


def _again(scene: Scene, match: Match) -> None:
    """ "… led by P until 2005 and by Q from 2005": Q has P's role; one who followed begins at a date."""
    holder = holder_of(scene, match, "who") or holder_of(scene, match, "who_")
    if holder is None or holder.claims or scene.role is None or scene.role.concept is None:
        return
    times = times_after(scene.masked, holder.index + 1, scene.context)
    inside = times_inside(scene.masked, match.groups.start(), match.end, scene.context).at
    followed = match.ahead is not None and says("tenure", "followed").match(match.ahead[0])
    in_turn = says("tenure", "in_turn").search(match.groups[0])
    before = [h for h in scene.holders if in_turn and h.index < holder.index and h.claims][-1:]
    start = times.start or inside or (times.at if followed else None) or next((h.claims[-1].end for h in before), None)
    claim = Claim(scene.role.concept, scene.role.mission, start, times.end, weight=SAID)
    holder.claim(replace(claim, rule=match.phrase.rule))


def _topic(scene: Scene, match: Match) -> None:
    """ "Command of the force rotated": the role that the next sentences speak of."""
    missions = [c.value for c in match.chunks("object", "force") if isinstance(c.value, Entity)]
    scene.role = Role(led_concept("command", match.text("object"), True), missions[0] if missions else None)


def _starts(scene: Scene, match: Match) -> None:
    if holder := holder_of(scene, match, "left"):
        times = times_of(scene, match, holder)
        holder.dated(times.beginning(), times.end)
        roles = [c.value for c in scene.masked.within(match.begin, match.end, "role") if isinstance(c.value, Role)]
        if not roles and not holder.claims and says("tenure", "to_command").search(match.groups[0]):
            for_a_time = says("tenure", "for_a_time").search(match.groups[0]) is not None
            roles = [scene.role or Role("ForceCommander", acting=for_a_time)]
        for role in (role_meant(scene, role) for role in roles if role.concept):
            claim = Claim(role.concept or "", role.mission, times.beginning(), times.end, role.acting, SAID)
            holder.claim(replace(claim, rule=match.phrase.rule))
        holder.rule = holder.rule or match.phrase.rule


def _ends(scene: Scene, match: Match) -> None:
    role = role_of(scene, match, "role2", "role")
    if role is None and scene.context.person and not names_mission(scene):
        return  # what somebody leaves later in a life is another post
    if holder := holder_of(scene, match, match.phrase.gives["who"]):
        times = times_of(scene, match, holder)
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
    elsewhere = says("tenure", "stayed_elsewhere").match(scene.masked.text[: match.end + 12], match.begin)
    if scene.context.person and elsewhere and not scene.masked.within(match.begin, match.end, "role"):
        return  # another office or country in a life
    if holder := holder_of(scene, match, "left"):
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
    if is_beginning(scene, match):
        _starts(scene, match)
    else:
        succeed(scene, match)


_SAYS: dict[str, Callable[[Scene, Match], None]] = {
    "holds": _holds,
    "leads": _leads,
    "list": _listed,
    "topic": _topic,
    "again": _again,
    "chain": chain,
    "starts": _starts,
    "ends": _ends,
    "stays": _stays,
    "succession": _succeeds,
}

"""Successions: who takes over from whom, in which role and when, as the phrases of a tenure tell it."""

from kg.facts.model import Entity
from kg.reading.prose.claims import Holder, Succession
from kg.reading.prose.persons import nation_in
from kg.reading.prose.phrases import Match, says
from kg.reading.prose.referents import BEHIND, Scene, holder_of, names_mission, role_of, times_of
from kg.reading.prose.relative import relative_date
from kg.reading.prose.roles import Role, led_concept
from kg.reading.prose.times import times_after, times_before, times_inside
from kg.values.dates import PartialDate

_AHEAD = 40  # "the chief negotiator of the other side, Mr. "


def is_beginning(scene: Scene, match: Match) -> bool:
    """Whether a phrase tells no more than that one who has a role begins ("… and took over in May")."""
    old, new = _old_and_new(scene, match)
    if "own" not in match.phrase.gives or new is None or new is old or not new.claims:
        return False
    deputises = all(claim.concept.startswith("Deputy") for claim in new.claims)
    return not deputises and says("tenure", "in_stead").search(match.groups[0]) is None


def succeed(scene: Scene, match: Match) -> None:
    """Takes into the scene that one person takes over from another."""
    old, new = _old_and_new(scene, match)
    if old is new or (old and says("tenure", "moves_on").match(scene.masked.text, old.index + 1)):
        return
    gives = match.phrase.gives
    if new is None and gives["old"] == "other" and not says("tenure", "of_the_one_before").search(match.groups[0]):
        return  # nobody is named, and nobody meant: "the talks succeeded", "a priest was appointed"
    if old and _of_another_office(scene, old):
        return
    at = _moment(scene, match, old if gives["old"] == "left" else new)
    if new:
        new.nationality = new.nationality or nation_in(match.chunks("nation"))
    if gives["old"] == "who" and old:
        old.beside = new
    role = _handed_over(scene, match, old, new)
    if role is None and _to_an_office_of_state(scene):
        return
    scene.role = scene.role or role
    _told(scene, match, old, new)
    apart = match.said("left") and gives["at"] != "left"
    if match.said("left") and old:
        old.dated(None, times_inside(scene.masked, *match.span("left"), scene.context).at)
    scene.successions.append(Succession(old, new, role, at, match.phrase.rule, apart))


def _of_another_office(scene: Scene, old: Holder) -> bool:
    """Whether one who leaves held an office that is no mission's: "the chief negotiator, Mr. Sample, was replaced"."""
    ahead = scene.masked.text[max(old.index - _AHEAD, 0) : max(old.index, 0)]
    return not old.claims and says("tenure", "other_office").search(ahead) is not None


def chain(scene: Scene, match: Match) -> None:
    """Takes in "…, followed by P (2014–2015) and Q (2016–2021)": each takes over from the one before."""
    last = holder_of(scene, match, "left")
    for chunk in match.chunks("list", "person"):
        new = next((h for h in scene.holders if h.person is chunk.value), None)
        if new is None or last is None or new is last:
            continue
        times = times_after(scene.masked, new.index + 1, scene.context)
        new.dated(times.start, times.end)
        new.rule = new.rule or match.phrase.rule
        scene.successions.append(Succession(last, new, None, times.at, match.phrase.rule))
        last = new


def _old_and_new(scene: Scene, match: Match) -> tuple[Holder | None, Holder | None]:
    """The one who leaves and the one who takes over."""
    gives = match.phrase.gives
    if gives["new"] != "which":
        return holder_of(scene, match, gives["old"]), holder_of(scene, match, gives["new"])
    person, other = holder_of(scene, match, "who"), holder_of(scene, match, "left")
    return (person, other) if match.plain("which") == "predecessor" else (other, person)


def _handed_over(scene: Scene, match: Match, old: Holder | None, new: Holder | None) -> Role | None:
    """The role that the one leaves and the other takes over, where the phrase or the two tell it."""
    role = role_of(scene, match, "role", "role2", "role3", "role5") or (_led_on(match, new) if new else None)
    if role is None and (_in_command(match, old, new) or _officers(scene, match, old, new)):
        return Role("ForceCommander")
    return role


def _to_an_office_of_state(scene: Scene) -> bool:
    """Whether a sentence that gives nobody a role of a mission tells who is sworn in or elected."""
    claimed = any(holder.claims for holder in scene.holders)
    return not claimed and says("tenure", "of_a_state").search(scene.masked.text) is not None


def _led_on(match: Match, new: Holder) -> Role | None:
    """The role of one who takes over what the match names ("takes charge of the force from Q")."""
    for group in ("object", "object2", "object3", "object4"):
        if match.said(group):
            missions = [c.value for c in match.chunks(group, "force") if isinstance(c.value, Entity)]
            commands = new.person.rank or says("role", "command").search(match.groups[0])
            concept = led_concept("command" if commands else "head", match.text(group), bool(new.person.rank))
            return Role(concept, missions[0] if missions else None)
    return None


def _officers(scene: Scene, match: Match, old: Holder | None, new: Holder | None) -> bool:
    """Whether a general takes over from another on a mission's page, and nothing speaks of another post."""
    mission = scene.context.mission
    if mission is None or old is None or new is None or scene.role or old.claims or new.claims:
        return False
    foreign = old.person.nationality or new.person.nationality
    if match.phrase.gives.get("between") != "officers" or not (foreign or names_mission(scene)):
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
    if old and new and says("tenure", "fellow").search(scene.masked.text, match.begin, match.end + BEHIND):
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
    times = times_of(scene, match, anchor)
    after = times_after(scene.masked, match.end, scene.context)
    return _on_that_day(match, after.start or times.at or times.start)


def _on_that_day(match: Match, date: PartialDate | None) -> PartialDate | None:
    """ "Left on 30 November and was replaced the following day": the day after; "a year later" is no day."""
    if date is None or not says("tenure", "some_time_later").search(match.groups[0]):
        return date
    return relative_date(match.groups[0], date)

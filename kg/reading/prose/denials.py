"""What looks like a tenure and is none: roles of others, and the leading of what is no mission."""

import re

from kg.reading.prose.claims import Holder
from kg.reading.prose.mask import SIGN
from kg.reading.prose.phrases import Match, says
from kg.reading.prose.referents import Scene, is_agent, names_mission
from kg.reading.prose.roles import Role, of_another_army


def is_no_holder(scene: Scene, match: Match, holder: Holder, role: Role) -> bool:
    """Whether a role beside a name is somebody else's, or no mission's."""
    if match.plain("tie") == "," and (_is_another(scene, match) or _is_object(scene, match, holder)):
        return True
    if _begins_a_clause(scene, match) or _of_another_body(scene, match, role):
        return True
    if _is_nobody(scene, holder) or _of_a_side(scene, match, role):
        return True
    if role.mission is None and (_of_others(scene, match) or _of_the_next(scene, match)):
        return True
    if role.mission is None and says("tenure", "suspect").match(scene.masked.text, holder.index + 1):
        return True
    return match.phrase.gives["who"] == "who" and match.begin == holder.index and is_agent(scene, holder)


def leads_no_mission(scene: Scene, match: Match) -> bool:
    """Whether what somebody leads is another army, another mission, all of peacekeeping, or a visit."""
    if of_another_army(match.text("object")) or _of_another_mission(scene, match):
        return True
    if says("tenure", "all_peacekeeping").search(match.plain("object")) or _looks_into(scene, match):
        return True
    if says("tenure", "into").match(scene.masked.text, match.end) or _is_some_force(match):
        return True
    return not match.said("object") and match.phrase.gives.get("of") == "mission" and not names_mission(scene)


def _is_nobody(scene: Scene, holder: Holder) -> bool:
    """Whether a name is that of an office or a body: "the Independent Expert", "KPC senior commanders"."""
    name = holder.person.name
    return (name.isupper() and " " not in name) or scene.masked.text[: holder.index].endswith(" the ")


def _of_a_side(scene: Scene, match: Match, role: Role) -> bool:
    """Whether an office is one of a country's forces or of a party: "a brigade under its Deputy Commander"."""
    text, begin = scene.masked.text, match.span("role")[0]
    ahead = says("tenure", "of_a_side").search(text, max(begin - 90, 0), begin)
    decreed = says("tenure", "by_decree").search(text) is not None
    return role.mission is None and (ahead is not None or decreed)


def _is_object(scene: Scene, match: Match, holder: Holder) -> bool:
    """Whether what stands behind a bare title is what somebody commands: "Commander, Sample Area" in a life."""
    bare = says("tenure", "bare_title").match(match.plain("role").strip())
    return bare is not None and scene.context.person is not None and not holder.person.rank


def _of_others(scene: Scene, match: Match) -> bool:
    """Whether a bare title ("Commander", "the leader") is one of rebels, gangs or parties of which the sentence is."""
    title = says("tenure", "bare_title").match(match.plain("role").strip())
    return title is not None and says("tenure", "titled_by_others").search(scene.masked.plain) is not None


def _of_the_next(scene: Scene, match: Match) -> bool:
    """Whether a title behind a statesman's name is that of the next name of a list."""
    text, at = scene.masked.text, match.span("who")[0] if match.said("who") else -1
    if at < 0 or match.span("role")[0] < at:
        return False
    ahead = says("tenure", "after_statesman").search(text, max(at - 120, 0), at)
    return ahead is not None and says("tenure", "next_name").match(text, match.span("role")[1]) is not None


def _begins_a_clause(scene: Scene, match: Match) -> bool:
    """Whether a role behind a name is another's who acts: "with Mr. X, my Special Representative stressed"."""
    text, (who, name), (role, end) = scene.masked.text, match.span("who"), match.span("role")
    if who > role or text[name:role].strip() not in (",", ", my", ", the", ", his", ", its"):
        return False
    beside = says("tenure", "beside").search(text, 0, who)
    return beside is not None and says("tenure", "does_something").match(text, end) is not None


def _of_another_body(scene: Scene, match: Match, role: Role) -> bool:
    """Whether an office is one of another organization or of another task: "the Special Representative of the EU"."""
    behind = role.mission is None and says("tenure", "of_another_body").match(scene.masked.text, match.span("role")[1])
    return bool(behind) or says("tenure", "other_task").search(match.plain("role")) is not None


def _is_another(scene: Scene, match: Match) -> bool:
    """Whether a person behind a role is another, who does something ("after talks with the head, Sample thanked …")."""
    text = scene.masked.text
    met = says("tenure", "met").search(text, max(match.begin - 10, 0), match.begin)
    return met is not None and says("tenure", "does_something").match(text, match.end) is not None


def _looks_into(scene: Scene, match: Match) -> bool:
    """Whether what somebody led was sent to look into something ("an assessment mission")."""
    clause = re.split(r"[;.]", scene.masked.text[: match.end])[-1]
    if says("tenure", "on_a_visit").search(scene.masked.text, 0, match.begin):
        return True
    found = says("tenure", "looks_into").search(clause)
    return found is not None and SIGN["force"] not in clause[found.end() :]


def _is_some_force(match: Match) -> bool:
    """Whether what somebody led is a force that was not spoken of before: "a force led by a rebel colonel"."""
    begin = match.span("object")[0] if match.said("object") else 0
    words = match.masked.text[max(begin - 3, 0) : begin] + match.text("object")
    return says("tenure", "some_force").search(words) is not None


def _of_another_mission(scene: Scene, match: Match) -> bool:
    """Whether someone "had earlier commanded the peacekeepers in Haiti": of a mission that is not named."""
    there = match.chunks("object", "country") and not match.chunks("object", "force")
    behind = SIGN["country"] in scene.masked.text[match.end : match.end + 12]
    ahead = scene.masked.text[max(match.begin - 70, 0) : match.begin]
    return bool(there or behind) and says("tenure", "elsewhere").search(ahead) is not None

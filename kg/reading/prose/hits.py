"""What a clause says is hit, and whether that is the mission's (`language/phrases/attack.toml`)."""

from collections.abc import Iterator

from kg.reading.prose.belonging import (
    Surroundings,
    from_abroad,
    goes_on_about_it,
    is_called_its,
    is_force,
    is_mentioned,
    is_nobodys,
    is_theirs,
    may_be_its,
    observes,
    speaks_of_it,
)
from kg.reading.prose.clauses import Clause
from kg.reading.prose.deeds import by_the_mission, done_by_it, is_comrade, verbs_of_mission
from kg.reading.prose.harm import Harm
from kg.reading.prose.lexicon import Verb
from kg.reading.prose.mask import Chunk, Masked
from kg.reading.prose.people import People
from kg.reading.prose.phrases import Match, giving, phrases, says
from kg.reading.prose.scene import Target
from kg.reading.prose.voice import HARMS
from kg.values.groups import find_groups

_HITTING = ("attack", "explode", "abducted")
_NEAR = 60


def what_is_hit(clause: Clause, harms: list[Harm], reporters: set[int], page: Surroundings) -> Match | None:
    """The first way of saying by which something of the mission is hit; `reporters` are those of it who are not."""
    scene, begin, end = clause.scene, clause.begin, clause.end
    observers = any(observes(chunk, page) for chunk in scene.within(begin, end, "victims"))
    named = observers or speaks_of_it(scene, begin, end, reporters)
    own = verbs_of_mission(scene, begin, end)
    said = phrases("attack").find(scene, begin, end)
    for match in (each for first in said for each in (first, *_inside(scene, first))):
        handled = match.phrase.gives.get("by") == "weapon" and not harms and clause.has("handled")
        if handled or match.begin in own or _is_no_attack(scene, begin, match):
            continue
        at = match.span("who")[0]
        sure = "whose" not in match.phrase.gives or is_force(scene.chunks[at])
        if sure and _is_ours(clause, at, reporters, page, named):
            return match
    return None


def hits_subject(match: Match) -> bool:
    """Whether the subject of a way of saying is what was attacked ("the convoy came under fire")."""
    return match.phrase.gives.get("hits") == "subject"


def reporters_in(clause: Clause) -> set[int]:
    """The folded positions of those of the mission who only report, judge or act, and of it where it is only named."""
    scene, begin, end = clause.scene, clause.begin, clause.end
    ours = [at for at in scene.positions(begin, end) if is_force(scene.chunks[at])]
    of_justice = {at for at in ours if says("clause", "of_justice").search(_words(scene.chunks[at].value))}
    return of_justice | {m.span("who")[0] for m in giving("clause", "does", "reports").find(scene, begin, end)}


def _words(mentioned: object) -> str:
    """What a mention of people, premises or vehicles calls them."""
    if isinstance(mentioned, People):
        return mentioned.head
    return mentioned.words if isinstance(mentioned, Target) else ""


def _inside(scene: Masked, match: Match) -> Iterator[Match]:
    """The same way of saying of those who stand between: "Investigators say that a UN helicopter was shot down"."""
    if match.span("who")[0] == match.begin and hits_subject(match):
        yield from match.phrase.find(scene, match.begin + 1, match.end)


def _is_no_attack(scene: Masked, begin: int, match: Match) -> bool:
    """Whether a way of saying tells of no attack after all, or of what the mission itself does."""
    at = match.span("who")[0]
    if says("clause", "none_of").search(scene.text, begin, match.begin):
        return True
    if any(says("clause", name).search(scene.text, match.begin, at) for name in ("in_its_view", "each_other")):
        return True
    if says("clause", "of_a_ministry").match(scene.text, at + 1):
        return True
    if not _is_violent(scene, match) or not _are_comrades(match) or _is_of_another_clause(scene, match):
        return True
    if match.said("told") and is_force(scene.chunks[at]) and _is_own_operation(scene, at):
        return True
    return says("clause", "own_deed").search(scene.text, begin, match.begin) is not None or done_by_it(
        scene, begin, match
    )


def _is_of_another_clause(scene: Masked, match: Match) -> bool:
    """Whether what is hit stands in a clause of its own: "soldiers said that boats had been fired on"."""
    if not hits_subject(match) or "verb" not in match.groups.re.groupindex:
        return False
    return says("clause", "new_subject").search(scene.text, match.span("who")[1], match.span("verb")[0] - 1) is not None


def _is_ours(clause: Clause, at: int, reporters: set[int], page: Surroundings, named: bool) -> bool:
    """Whether people, premises or vehicles are the mission's; `named` whether the clause speaks of it."""
    scene, end = clause.scene, clause.end
    who = scene.chunks[at]
    if (is_force(who) or from_abroad(who.value, page) or observes(who, page)) and at not in reporters:
        return True
    if is_theirs(scene, at, page) or is_mentioned(who, page):
        return True
    if _may_be_its(clause, at, reporters, page, named):
        return True
    if named and says("clause", "serves").search(scene.text, at, end):
        return True
    others = says("clause", "of_others").match(scene.text, at + 1) is not None
    return is_nobodys(who) and (page.told or (page.mission and not others))


def _may_be_its(clause: Clause, at: int, reporters: set[int], page: Surroundings, named: bool) -> bool:
    """Whether what could be anybody's is the mission's: by what the clause speaks of, or since it is "its"."""
    scene, who = clause.scene, clause.scene.chunks[at]
    if is_called_its(who) and goes_on_about_it(scene, at, page):
        return True
    if is_called_its(who) or _words(who.value).startswith("its "):  # of whom it speaks before: "the raid on its camps"
        named = named and speaks_of_it(scene, clause.begin, at, set())
    its = (may_be_its(who) and named and not _is_anothers(scene, at, page)) or (is_called_its(who) and bool(reporters))
    of_a_side = is_called_its(who) and says("clause", "of_a_side").search(scene.text, clause.begin, at)
    return its and not of_a_side and not find_groups(scene.plain_of(at, at + 1))  # "M23 positions"


def _is_anothers(scene: Masked, at: int, page: Surroundings) -> bool:
    """Whether people or premises are the host country's, or somebody's with letters: "HNP stations"."""
    who = scene.chunks[at].value
    of_hosts = any(country.name in page.hosts for country in getattr(who, "nationality", ()))
    return of_hosts or (isinstance(who, Target) and says("clause", "of_letters").search(scene.text, 0, at) is not None)


def _is_own_operation(scene: Masked, at: int) -> bool:
    """Whether a mention of the mission is part of the name of what it does: "in ISAF Operation Medusa"."""
    named = scene.plain_of(at, at + 1).endswith(" Operation") and scene.text[at + 1 : at + 3].strip().isupper()
    return named or says("clause", "own_operation").match(scene.text, at + 1) is not None


def _is_violent(scene: Masked, match: Match) -> bool:
    """Whether the verb that a way of saying names, if any, is one of violence and not the mission's own deed."""
    groups = match.groups.re.groupindex
    chunk = match.chunk("verb") if "verb" in groups else None
    told = match.chunk("told") if "told" in groups and match.said("told") else None
    if chunk is None:
        return told is None or getattr(told.value, "group", "") != "died"
    if "form" in match.phrase.gives and not _has_form(scene, match, chunk):
        return False
    hitting = (*_HITTING, *HARMS) if "comrades" in groups else _HITTING
    violent = isinstance(chunk.value, Verb) and chunk.value.group in hitting
    who, (begin, end) = match.span("who")[0], match.span("verb")
    its_own = who < begin and is_force(scene.chunks[who])  # what is the mission's is not fired at "by soldiers" of its
    return violent and (its_own or not by_the_mission(scene, end, end + _NEAR))


def _has_form(scene: Masked, match: Match, verb: Chunk) -> bool:
    """Whether a verb has the form that a way of saying asks for, or is a weapon that does it ("damaged by a bomb"):
    no "forces that had been attacking the town", nor "caused by operating rocket engines"."""
    as_asked = match.phrase.gives["form"] in getattr(verb.value, "forms", ())
    return as_asked or says("clause", "by_a_weapon").search(scene.text, match.begin, match.span("verb")[0]) is not None


def _are_comrades(match: Match) -> bool:
    """Whether those whom one of the mission shoots are its own too, where a way of saying asks for it."""
    hit = match.chunk("comrades") if "comrades" in match.groups.re.groupindex else None
    return hit is None or (isinstance(hit.value, People) and is_comrade(hit.value))

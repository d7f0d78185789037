"""What became later of those harmed in an attack: "one of the wounded died", "a sixth died", "the toll rose to six".

The ways of saying are `language/phrases/later.toml`.
"""

from collections.abc import Iterable
from dataclasses import replace

from kg.reading.prose.casualties import Toll
from kg.reading.prose.lexicon import Verb
from kg.reading.prose.mask import Masked
from kg.reading.prose.phrases import Match, find, says
from kg.values.numbers import Amount

_MANY = 400  # no one attack has cost a mission more: 241 in Beirut, 1983


def tells_of_later(masked: Masked) -> bool:
    """Whether a sentence may tell what became of those harmed (cheap; asked of every sentence)."""
    return says("later", "may_tell").search(masked.text) is not None


def changes(masked: Masked) -> list[Match]:
    """What a sentence tells of later deaths; nothing of totals of more than one attack."""
    if says("later", "of_many").search(masked.text):
        return []
    return [match for match in find("later", masked) if not match.said("verb") or _is_death(match)]


def changed(told: list[Toll], match: Match) -> list[Toll]:
    """The tolls of an attack with what one match tells; the wounded who died are no more among the wounded."""
    tells = match.phrase.gives["tells"]
    if tells == "toll":
        return _with_total(_with_total(told, "killed", _number(match, "n")), "injured", _number(match, "hurt"))
    if tells == "next":
        return _grown(told, "killed", 1)
    died = _number(match, "n") or 1
    hurt = _of(told, "injured")
    if len(hurt) != 1 or hurt[0].number < died or (tells == "he" and hurt[0].number > 1):
        return told
    left = replace(hurt[0], number=hurt[0].number - died)
    rest = [left if toll is hurt[0] else toll for toll in told if toll is not hurt[0] or left.number]
    known = any(toll.kind == "killed" for toll in told)
    return _grown(rest, "killed", died) if known else [*rest, replace(hurt[0], kind="killed", number=died)]


def _is_death(match: Match) -> bool:
    """Whether the verb of a match says that somebody died of what was told, and who did not at once."""
    verb = match.chunk("verb")
    return verb is not None and isinstance(verb.value, Verb) and verb.value.deadly


def _number(match: Match, group: str) -> int | None:
    chunk = match.chunk(group, "amount") if match.said(group) else None
    number = chunk.value.value if chunk and isinstance(chunk.value, Amount) else None
    return number if number is not None and number <= _MANY else None


def _of(told: Iterable[Toll], kind: str) -> list[Toll]:
    return [toll for toll in told if toll.kind == kind]


def _with_total(told: list[Toll], kind: str, total: int | None) -> list[Toll]:
    """The dead are no fewer than they were; the wounded may be."""
    alike = _of(told, kind)
    if total is None or not alike:
        return told
    more = total - sum(toll.number for toll in alike)
    return _grown(told, kind, more) if more > 0 or (kind == "injured" and len(alike) == 1 and total) else told


def _grown(told: list[Toll], kind: str, more: int) -> list[Toll]:
    """With more of a kind: of the one group of which all are, or of nobody's."""
    alike = _of(told, kind)
    if len(alike) != 1:
        return [*told, Toll(kind, more, None, None)] if alike else told
    return [replace(toll, number=toll.number + more) if toll is alike[0] else toll for toll in told]

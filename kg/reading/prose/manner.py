"""How an attack was done: of several words that say it the more specific one counts (annotation rules, "method")."""

from kg.reading.prose.cues import methods_in
from kg.reading.prose.phrases import says

_HEADING = 60
_VAGUE = {"OtherMethod", "Bombing"}
_BOMBS = {"SuicideBombing", "CarBombing", "IED", "Kidnapping"}


def manner_told(lowered: str) -> str | None:
    """How a clause in lower case says that it was done.

    What stands before the colon of a news item ("Fighting in Grimm: …") tells of the war.
    Who is shot in a fight is shot.
    """
    whole = says("clause", "long_after").sub("", lowered)
    heading, colon, news = whole.partition(": ")
    told = list(methods_in(news)) if colon and len(heading) < _HEADING else []
    told = told or list(methods_in(whole))
    fought = told[:1] == ["ArmedAssault"] and is_a_fight(lowered)
    specific = (method for method in told if method not in {"ArmedAssault", *_VAGUE}) if fought else iter(())
    return next(specific, next(iter(told), None))


def is_a_fight(clause: str) -> bool:
    """Whether an assault is told as fighting alone ("clashed"), within which one is shot or shelled."""
    return says("story", "fight").search(clause) is not None


def more_specific(told: str, new: str) -> str:
    """Which of two manners counts, the second of which is told later.

    >>> more_specific("Bombing", "IED"), more_specific("Shooting", "Bombing"), more_specific("ArmedAssault", "Shooting")
    ('IED', 'Shooting', 'ArmedAssault')
    """
    if told == "ArmedAssault":
        return new if new in _BOMBS else told
    if new == "SuicideBombing" and told in _BOMBS:
        return new
    return new if told in _VAGUE and new not in _VAGUE else told

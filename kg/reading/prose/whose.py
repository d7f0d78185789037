"""Whose people a sentence counts: a mission's, or those of the state, of other bodies, of courses and of cells.

Ways of saying that they are others' are in `language/phrases/whose.toml`.
"""

from kg.reading.prose.phrases import Match, find, says


def is_others(match: Match) -> bool:
    """Whether the number that a figure's phrase reads (group n or n2) is told of people who are not the mission's."""
    at = match.span("n" if match.said("n") else "n2")[0]
    if says("whose", "ours").search(match.masked.text) is None:
        return True
    return any(other.begin <= at < other.end for other in find("whose", match.masked))


def is_of_a_nation(text: str) -> bool:
    """Whether a folded sentence of a page on a nation counts the nation's people: it does not begin with a mission."""
    return says("whose", "on_the_mission").search(text) is None


def is_its_money(text: str) -> bool:
    """Whether a sum of a folded sentence is a mission's budget, not a state's or a project's."""
    return says("whose", "money").search(text) is not None and says("whose", "not_its_money").search(text) is None

"""Whether a way of saying tells that a country sends people to a mission, by the words around the match."""

import re

from kg.reading.prose.counts import number_of
from kg.reading.prose.mask import SIGN
from kg.reading.prose.phrases import Match, says

_BATTALION = 1000
_AHEAD = 60


def is_sending(match: Match, counted: bool) -> bool:
    """Whether a match counts: some ways of saying only do without violence, or from a number on.

    `counted` tells that the sentences before counted the mission's people or told what befell them.
    """
    gives, number = match.phrase.gives, number_of(match)
    return not (
        _is_wished(match)
        or _is_unreal(match)
        or _lists_missions(match)
        or _has_no_aim(match, counted)
        or (gives.get("list") == "origin" and says("contribution", "leaving").search(_clause_before(match)))
        or ("linked" in gives and not _is_linked(match))
        or ("plural" in gives and not says("contribution", "plural").search(match.plain("who")))
        or _of_another_army(match, counted)
        or _is_shared_out(match)
        or ("least" in gives and (number is None or number < int(gives["least"])))
    )


def withdraws_few(match: Match) -> bool:
    """Whether a country withdraws no more than a battalion: armies of neighbours are larger, or are not counted."""
    number = number_of(match)
    return match.phrase.gives.get("note") == "withdrawn" and number is not None and number <= _BATTALION


def _is_wished(match: Match) -> bool:
    """Whether it is only asked for or feared, or somebody's own ("the Sultan of Kenya").

    A phrase may ask for the withdrawal of those whom a country has there: that it has them is no wish.
    """
    if "asked" in match.phrase.gives:
        return False
    ahead = match.masked.text[max(match.begin - _AHEAD, 0) : match.span("who")[0]]
    if says("contribution", "hypothetical").search(ahead):
        return True
    return match.said("who") and any(says("contribution", word).search(ahead) for word in ("asked", "of_person"))


def _is_unreal(match: Match) -> bool:
    """Whether the clause tells what would have been, breaches of terms, or who took a course."""
    text = match.masked.text
    begin = max(text.rfind(";", 0, match.begin), 0)
    behind = says("contribution", "attended").search(text, match.begin, match.end + 40)
    return behind is not None or says("contribution", "unreal").search(text, begin, match.begin) is not None


def _lists_missions(match: Match) -> bool:
    """Whether the countries of a list are those of missions, not those that send ("UN missions in Mali (140)")."""
    begin = match.span("list")[0]
    return match.said("list") and says("contribution", "missions_ahead").search(match.masked.text, 0, begin) is not None


def _has_no_aim(match: Match, counted: bool) -> bool:
    """Whether those told of need an aim, and the sentence has none: no mission, number or date."""
    if "aim" not in match.phrase.gives or match.said("n") or counted:
        return False
    return not (says("contribution", "peace").search(match.masked.text) or SIGN["date"] in match.masked.text)


def _is_shared_out(match: Match) -> bool:
    """Whether the number is that of all whom a country has abroad, of whom some are in each of several missions."""
    parts = says("contribution", "shared_out").search(match.masked.text, match.begin)
    return parts is not None and parts.start() < match.end


def _is_linked(match: Match) -> bool:
    """Whether soldiers of several countries are put into a mission by the words around them; peacekeepers always."""
    text = match.masked.text
    if says("contribution", "soldiers_of_any").search(match.plain("what")) is None:
        return True
    behind = match.span("verb")[0] - 1 if match.said("verb") else match.end
    if says("contribution", "linked_behind").match(text, behind):
        return True
    return says("contribution", "linked_ahead").search(text, max(match.begin - 80, 0), match.begin) is not None


def _clause_before(match: Match) -> str:
    """What the clause of a match says up to its list."""
    text = match.masked.text[max(match.begin - 60, 0) : match.span("list")[0]]
    return says("contribution", "clause_begins").split(text)[-1]


def _of_another_army(match: Match, counted: bool) -> bool:
    """Whether those told of are an army that a mission only sees: withdrawn from nowhere of its, or reported by it."""
    text = match.masked.text
    clause = re.split(r"[;.]", text[match.begin : match.end + 90])[0]
    if says("contribution", "homewards").search(clause) or says("contribution", "of_peacekeepers").search(clause):
        return False
    leaves = match.phrase.gives.get("note") == "withdrawn" and "unit" not in match.phrase.gives
    return (leaves and not counted and not withdraws_few(match)) or says("contribution", "reports").search(
        text, max(match.begin - 110, 0), match.begin
    ) is not None

"""Missions in other countries than the page's: what is told of them is not told of the page's mission.

"The UN mission in Liberia" names no mission of a list, since there were several; on Mali's page it is none of Mali's.
"""

import re
from collections.abc import Iterator, Sequence

from kg.facts.model import Entity
from kg.reading.prose.context import Context
from kg.reading.prose.mask import Chunk, Masked
from kg.reading.prose.phrases import Match, says
from kg.values.countries import Country, find_countries
from kg.values.missions import mission_in, unnamed_mission

_AHEAD = 120


def with_missions_elsewhere(masked: Masked, near: frozenset[str]) -> Masked:
    """The sentence in which missions that are only described, in countries of which none is `near`, are others than
    the page's."""
    chunks = list(masked.chunks.values())
    others = {at: other for at, chunk in enumerate(chunks) if (other := _elsewhere(chunk, near))}
    return Masked(masked.plain, (others.get(at, chunk) for at, chunk in enumerate(chunks))) if others else masked


def _elsewhere(chunk: Chunk, near: frozenset[str]) -> Chunk | None:
    if chunk.kind != "force" or not isinstance(chunk.value, str) or " " not in chunk.value:
        return None
    hosts = tuple(found.country.name for found in find_countries(chunk.value) if not found.demonym)
    apart = hosts and near.isdisjoint(hosts) and says("force", "sent_there").match(chunk.value)
    return chunk._replace(value=unnamed_mission(chunk.value, hosts)) if apart else None


def mission_there(hosts: Sequence[Country], context: Context, described: str) -> Entity | None:
    """The page's mission where it is in one of these countries, else the one that the organization of a description
    ever had there, else one that is called after both."""
    there = tuple(host.name for host in hosts)
    if context.mission and not context.around.isdisjoint(there):
        return context.mission
    known = mission_in(described, frozenset(there)) or unnamed_mission(described, there)
    return context.same(Entity("Mission", known.name))


def missions_in_countries(match: Match, context: Context) -> list[tuple[int, Entity | None]]:
    """The missions that a sentence only names by their countries ("UN missions in Liberia and Sudan"), with their
    folded places; that in the country of the page's mission is the page's."""
    masked, found = match.masked, _listed_by_country(match)
    if found:
        described, hosts = masked.plain_of(*found.span()), _countries(masked, found)
        return [(at, mission_there([host], context, described)) for at, host in hosts]
    found = says("contribution", "mission_there").search(masked.text, match.begin, match.end + _AHEAD)
    if found is None:
        return []
    hosts = _countries(masked, found)
    one = mission_there([host for _, host in hosts], context, masked.plain_of(*found.span()))
    return [(hosts[0][0], one)]


def _listed_by_country(match: Match) -> re.Match[str] | None:
    """Where missions are told by a list of countries."""
    found = says("contribution", "missions_in").search(match.masked.text, match.begin, match.end + _AHEAD)
    words = match.masked.plain_of(found.start(), found.start("list")) if found else ""
    return found if says("contribution", "missions").search(words) else None


def _countries(masked: Masked, found: re.Match[str]) -> list[tuple[int, Country]]:
    """The countries of a list, with their folded places."""
    chunks = ((at, masked.chunks[at].value) for at in masked.positions(*found.span("list")))
    return [(at, value) for at, value in chunks if isinstance(value, Country)]


def is_on_another_war(masked: Masked) -> bool:
    """Whether a sentence that names no mission tells who fought in a war ("in the Vietnam War")."""
    war = says("contribution", "other_war").search(masked.plain)
    return war is not None and not any(chunk.kind == "force" for chunk in masked.chunks.values())


def mission_of_those_sent(match: Match, context: Context) -> Entity | None:
    """The page's mission, but of those who go to a country in which it is not: of peacekeepers one that is called
    after that country ("sent 300 peacekeepers to Lebanon"), of others none, as of missions that are not named."""
    told = _up_to_a_stop(match)
    if says("contribution", "missions_of_a_region").search(told):
        return None
    if not context.around or context.mission is None:
        return context.mission
    where = next(_destinations(match), None)
    if where is not None and where.name not in context.around:
        return (
            mission_there([where], context, told) if says("contribution", "surely_peacekeepers").search(told) else None
        )
    return None if says("contribution", "operations").search(told) else context.mission


def _up_to_a_stop(match: Match) -> str:
    """The words of a match and of what follows it in its clause."""
    begin, end = (match.masked.plain_begin(match.begin), match.masked.plain_end(match.end))
    return match.masked.plain[begin:end] + re.split(r"[;.,]", match.masked.plain[end : end + _AHEAD])[0]


def _destinations(match: Match) -> Iterator[Country]:
    """The countries to which those sent go, or from which they are withdrawn, up to the end of the clause."""
    text, senders = match.masked.text, {id(c) for group in ("who", "who_", "list") for c in match.chunks(group)}
    end = match.end + len(re.split(r"[;.,]", text[match.end : match.end + _AHEAD])[0])
    for found in says("contribution", "destination").finditer(text, match.begin, end):
        country = match.masked.chunks[found.end() - 1]
        leaves = found["leaving"] and match.phrase.gives.get("note") != "withdrawn"
        if id(country) not in senders and not leaves and isinstance(country.value, Country):
            yield country.value

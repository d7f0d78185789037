"""Places that a sentence names after a preposition of place, most specific first, and the countries they lie in.

The grammar is `language/phrases/place.toml`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.reading.prose.mask import SIGN, Chunk, Masked
from kg.reading.prose.phrases import phrases, says
from kg.values.countries import Country

_LONGEST_LEFT = 90
_WORD = 20
_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Where:
    """A place as the text spells it (empty where only a country is named); offsets count plain text.

    `region` marks a mere part of a country ("eastern Chad"), `chained` what contains the place before it, `war` what
    only names a war ("Fighting in Grimm: …").
    """

    begin: int
    end: int
    name: str
    country: Country | None
    region: bool
    chained: bool
    war: bool = False


def find_places(masked: Masked) -> list[Where]:
    """Places after prepositions of place, and what is chained to them ("in Grimari, in Ouaka, Somalia")."""
    found: list[Where] = []
    last, along = -1, False
    for begin, finish in _candidates(masked):
        left = _left(masked, begin, finish) or _heads(masked, begin, finish) or _names_itself(masked, begin, finish)
        premises = not left and _names_premises(masked, begin, finish)
        left, end = (" at ", finish - 2) if premises else (left, finish)
        chained = last >= 0 and says("place", "chain").fullmatch(masked.text, last, begin) is not None
        chained = chained and not _is_subject(masked.text, last, begin, end)
        if left or chained:
            along = says("place", "stretch").search(left) is not None if left else chained and along
            where = _where(masked, begin, end, left, chained)
            found.append(replace(where, region=where.region or along or _is_elsewhere(masked, begin, end)))
            last = end
    return found


def _left(masked: Masked, begin: int, end: int) -> str:
    """What leads to a place: a preposition with its words, or the "of" of a province."""
    found = None if _is_where_they_are_treated(masked, begin) else _preposition(masked.text, begin)
    if found is None and _of_a_camp(masked, begin):
        return " of "
    if found is None and (_ends_in_preposition(masked, begin) or _is_shelled(masked, begin)):
        return " at "
    if found is None and (names_an_attack(masked, begin, end) or _is_neighbour(masked, begin)):
        return " at "
    if found and says("place", "on_theirs").search(found[0]):
        return ""
    if found is None and says("place", "area").search(masked.plain_of(begin, end)):
        found = says("place", "area_of").search(masked.text, max(0, begin - 12), begin)
    return found[0] if found else ""


def _is_where_they_are_treated(masked: Masked, begin: int) -> bool:
    """Whether a place is that of a hospital to which somebody was brought."""
    at = masked.plain_begin(begin)
    return says("place", "in_hospital").search(masked.plain, max(0, at - 4 * _WORD), at) is not None


def _is_subject(text: str, last: int, begin: int, end: int) -> bool:
    """Whether a name behind "and" is of whom the next clause tells: "near Grimm, and Bo Lund was shot"."""
    joined = says("place", "and_who").match(text[last:begin]) is not None
    return joined and says("place", "acts").match(text, end) is not None


def _is_elsewhere(masked: Masked, begin: int, end: int) -> bool:
    """Whether others say better where: this one gives an attack its name, or is that of another time.

    "The Juba ambush" may have been near Juba, and "four days after fighting had begun in Juba" it was anywhere.
    """
    earlier = says("place", "earlier").search(masked.plain_of(max(0, begin - 90), begin)) is not None
    return earlier or names_an_attack(masked, begin, end)


def _preposition(text: str, begin: int) -> "re.Match[str] | None":
    """The preposition with its words that ends where a place begins."""
    start = max(0, begin - _LONGEST_LEFT)
    while found := says("place", "left").search(text, start, begin):
        if says("place", "not_left").search(text, max(0, found.start() - _WORD), found.start()) is None:
            return found
        start = found.start() + 1
    return None


def _heads(masked: Masked, begin: int, end: int) -> str:
    """The place of a news item, before its colon ("Grimm: two peacekeepers killed")."""
    heading = says("place", "heading").match(masked.text)
    if heading and heading[0].isupper() and len(heading[0]) > _LETTERS:
        return ""  # "GENEVA: " is where the news was written
    return " at " if heading and (end == heading.end() or masked.text.startswith(",", end, heading.end())) else ""


def _names_itself(masked: Masked, begin: int, end: int) -> str:
    """ "Camp Grimm", "Observation Post Kilo" and "Grimm Airport" are places wherever they stand."""
    first, last = masked.chunks.get(begin), masked.chunks.get(end - 1)
    if first and first.kind == "target" and masked.plain[first.begin].isupper():
        return " at "
    if last is None or last.kind != "target" or end - begin < _LETTERS or masked.plain[last.begin].islower():
        return ""
    return " at " if says("place", "at_its_place").fullmatch(masked.plain, last.begin, last.end) else ""


def _names_a_war(masked: Masked, begin: int, end: int) -> bool:
    """Whether a place stands in the name of a war before the colon of a news item ("War in Grimm: …")."""
    return masked.text.startswith(": ", end) and says("place", "scene_of_war").match(masked.text, 0, begin) is not None


def _of_a_camp(masked: Masked, begin: int) -> bool:
    """ "The camp of Grimm" is at Grimm."""
    camp = masked.chunks.get(begin - 5)
    if camp is None or not masked.text.startswith(" of ", begin - 4):
        return False
    return says("place", "at_its_place").fullmatch(masked.plain, camp.begin, camp.end) is not None


def _names_premises(masked: Masked, begin: int, end: int) -> bool:
    """ "Attacked the Grimm team site": at Grimm."""
    site = masked.chunks.get(end - 1)
    if site is None or end - begin < _LETTERS or not masked.text.endswith((" the ", "The "), 0, begin):
        return False
    return says("place", "at_its_place").fullmatch(masked.plain, site.begin, site.end) is not None


def _ends_in_preposition(masked: Masked, begin: int) -> bool:
    """Whether a verb that holds its preposition leads to a place: "fired at Grimm", "burst into the hall at Grimm"."""
    at = masked.text.rfind(SIGN["verb"], max(0, begin - _LONGEST_LEFT), begin)
    if at < 0 or says("place", "after_verb").fullmatch(masked.text, at + 1, begin) is None:
        return False
    return (
        says("place", "verb_of_place").search(masked.plain, masked.chunks[at].begin, masked.chunks[at].end) is not None
    )


def names_an_attack(masked: Masked, begin: int, end: int) -> bool:
    """Whether an attack is named after a place: "the 1983 Grimm bombing", "the Grimm depot bombing", "the Grimm siege".

    Without a date or premises "the Grimm attack" may be one by Grimm.
    """
    named = says("place", "named_attack").match(masked.text, end)
    if named is None:
        return False
    word = masked.plain_of(*named.span("event"))
    dated = masked.text.endswith(SIGN["date"] + " ", 0, begin)
    known = masked.text.endswith(("the ", "The "), 0, begin)
    sure = SIGN["target"] in masked.text[begin : named.end()] or says("place", "event_there").fullmatch(word)
    return (dated or (known and bool(sure))) and says("place", "event").fullmatch(word) is not None


def _is_neighbour(masked: Masked, begin: int) -> bool:
    """ "In the area between Malland and the Grimm Heights": on the Heights, the country being no place."""
    return says("place", "between").search(masked.text, max(0, begin - _LONGEST_LEFT), begin) is not None


def _is_shelled(masked: Masked, begin: int) -> bool:
    """ "The shelling of Grimm" happens there."""
    at = masked.plain_begin(begin)
    return says("place", "shelled").search(masked.plain, max(0, at - 2 * _WORD), at) is not None


def _candidates(masked: Masked) -> list[tuple[int, int]]:
    """Where regions, names and countries stand; regions take what overlaps them."""
    regions = list(_spans(masked, "region"))
    camps = [span for span in _spans(masked, "camp") if _names_itself(masked, *span)]
    spans = (part for span in _spans(masked, "name") for part in _apart(masked.text, span))
    named = (span for span in spans if _may_be_place(masked.text[slice(*span)]))
    names = [*camps, *named]
    countries = [(at, at + 1) for at, chunk in masked.chunks.items() if chunk.kind == "country"]
    countries = [span for span in countries if says("place", "whose_army").match(masked.text, span[1]) is None]
    taken = list(regions)
    for span in (*names, *countries):
        if not any(begin < span[1] and span[0] < end for begin, end in taken):
            taken.append(span)
    return sorted(taken)


def _apart(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """ "Helmand's Now Zad district" names what lies in Helmand, and Helmand; "Grimm's town hall" is in Grimm, and so is
    the "Battle of Grimm"."""
    if event := says("place", "of_an_event").fullmatch(text, *span):
        return [event.span("place")]
    found = says("place", "owned").match(text, *_with_next_word(text, span))
    if found is None:
        return [span]
    return [found.span(part) for part in ("owner", "inner", "whole") if found[part]]


def _with_next_word(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A span and the word behind it, where it ends in an apostrophe."""
    begin, end = span
    return (begin, min(len(text), end + _WORD)) if text.endswith(("'s", "’s"), begin, end) else span


def _spans(masked: Masked, name: str) -> Iterator[tuple[int, int]]:
    return (m.groups.span() for p in phrases("place").phrases if p.name == name for m in p.find(masked))


def _may_be_place(name: str) -> bool:
    return says("place", "no_place").search(name) is None


def _last_preposition(left: str) -> int:
    """Where the last preposition of what leads to a place begins: "into the American barracks in" Beirut."""
    return max((match.start() for match in says("place", "leads_to_place").finditer(left)), default=0)


def _is_of_people(masked: Masked, nation: Chunk) -> bool:
    """Whether a nationality before a place is that of people ("taking German soldiers to Kabul")."""
    behind = says("place", "people_of").match(masked.plain, nation.end)
    return nation.kind == "demonym" and behind is not None


def _where(masked: Masked, begin: int, end: int, left: str, chained: bool) -> Where:
    country = next((c.value for c in masked.within(begin, end) if isinstance(c.value, Country)), None)
    first, last = masked.plain_begin(begin), masked.plain_end(end)
    of_mission = says("place", "host").search(masked.text, max(0, begin - _WORD), begin) is not None
    if country and end - begin == 1:
        return Where(first, last, "", country, of_mission, chained)
    before = masked.within(begin - len(left) + _last_preposition(left), begin)
    beside = next((c.value for c in before if isinstance(c.value, Country) and not _is_of_people(masked, c)), None)
    inside = says("place", "inside").search(left) is not None
    aside = not inside and says("place", "direction").search(left) is not None
    war = _names_a_war(masked, begin, end)
    aside = aside or war or of_mission
    aside = aside or says("place", "grievance").search(masked.text, max(0, begin - _LONGEST_LEFT), begin) is not None
    name, region = masked.plain[first:last], bool(country) or aside
    return Where(first, last, name, country or beside, region, chained and not aside, war)

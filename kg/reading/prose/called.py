"""How missions are called: what tells of one mission in several mentions is made one.

"The UN mission in Chad", "a Kosovo Force (KFOR) soldier", "the UN's MINUSMA", "KFOR, the NATO force in Kosovo,". What
may stand between the parts is in `language/phrases/force.toml`.
"""

from collections.abc import Callable
from functools import reduce

from kg.reading.prose.mask import Chunk
from kg.reading.prose.phrases import says
from kg.values.countries import find_countries
from kg.values.missions import KnownMission, mission_in, mission_named

Join = Callable[[Chunk, Chunk, str], Chunk | None]


def joined(chunks: list[Chunk], plain: str) -> list[Chunk]:
    """The mentions of a sentence, in order, in which each mission is one."""
    found = reduce(lambda found, join: _pairs(found, plain, join), _JOINS, chunks)
    return [_identified(chunk) if chunk.kind == "force" else chunk for chunk in found]


def _pairs(chunks: list[Chunk], plain: str, join: Join) -> list[Chunk]:
    """The same with what `join` makes of two mentions of which one follows the other."""
    found: list[Chunk] = []
    for chunk in chunks:
        one = join(found[-1], chunk, plain) if found and found[-1].kind == "force" else None
        if one:
            found[-1] = one
        else:
            found.append(chunk)
    return found


def _in_its_country(force: Chunk, country: Chunk, plain: str) -> Chunk | None:
    """A force and the country that it is a mission in."""
    if country.kind != "country" or _known(force):
        return None
    sent = says("force", "sent_to").search(plain, force.begin, country.begin)
    if sent is None or sent.start() > force.end or says("force", "leads_on").match(plain, country.end):
        return None
    return Chunk("force", force.begin, country.end, plain[force.begin : country.end])


def _in_two_countries(force: Chunk, country: Chunk, plain: str) -> Chunk | None:
    """A mission in one country and a second that a list knows it was in: "the UN mission in Ethiopia and Eritrea"."""
    if country.kind != "country" or plain[force.end : country.begin] not in (" and ", " and the "):
        return None
    described = plain[force.begin : country.end]
    return Chunk("force", force.begin, country.end, described) if _only_one(described) else None


def _with_its_sender(sender: Chunk, force: Chunk, plain: str) -> Chunk | None:
    """What an organization has: "the UN's peacekeeping force", "the UN mission MINUSMA"."""
    if force.kind != "force" or _known(sender):
        return None
    how = "has" if _known(force) else "owns"
    return _one(sender, force, plain) if says("force", how).fullmatch(plain, sender.end, force.begin) else None


def _with_what_it_is(name: Chunk, described: Chunk, plain: str) -> Chunk | None:
    """A name and what it is: "ECOMOG peacekeeping forces"."""
    if described.kind != "force" or plain[name.end : described.begin] != " " or _named(name, plain) is None:
        return None
    alone = _known(described) is None and says("force", "what_it_is").fullmatch(plain, *described[1:3])
    return _one(name, described, plain) if alone else None


def _with_its_letters(name: Chunk, letters: Chunk, plain: str) -> Chunk | None:
    """A name and its letters in brackets."""
    between, behind = plain[name.end : letters.begin], plain[letters.end : letters.end + 1]
    if letters.kind != "force" or (between, behind) != (" (", ")") or " " in plain[letters.begin : letters.end]:
        return None
    return _one(name, letters, plain, letters.end + 1) if _may_be_one(name, letters, plain) else None


def _apposed(name: Chunk, other: Chunk, plain: str) -> Chunk | None:
    """A name and what it is, between commas: "KFOR, the NATO force in Kosovo,"."""
    if other.kind != "force" or not _may_be_one(name, other, plain):
        return None
    ahead = _known(name) is not None
    between = says("force", "which_is" if ahead else "is_called").fullmatch(plain, name.end, other.begin)
    closes = says("force", "closes").match(plain, other.end)
    if between is None or closes is None:
        return None
    span = (other.begin, closes.end()) if ahead else (name.begin, other.begin)
    return _one(name, other, plain, closes.end()) if says("force", "described").search(plain, *span) else None


def _known(mention: Chunk) -> KnownMission | None:
    """The mission that a mention names, if a list knows it; a page's own name is a mere text."""
    value = mention.value
    return value if isinstance(value, KnownMission) else mission_named(value) if isinstance(value, str) else None


def _identified(mention: Chunk) -> Chunk:
    """A mission that is only described, as the one that it can be."""
    one = _only_one(mention.value) if isinstance(mention.value, str) else None
    return mention._replace(value=one) if one else mention


def _only_one(described: str) -> KnownMission | None:
    """The one mission that a description ("UN mission in Chad") fits."""
    if says("force", "described").search(described) is None:
        return None
    hosts = frozenset(found.country.name for found in find_countries(described) if not found.demonym)
    return mission_in(described, hosts)


def _may_be_one(name: Chunk, other: Chunk, plain: str) -> bool:
    """Whether two mentions are not of two missions that have names."""
    named = [known for known in (_named(name, plain), _named(other, plain)) if known]
    return len(named) < 2 or named[0] is named[1]


def _named(mention: Chunk, plain: str) -> KnownMission | None:
    """The mission that a mention names, not one that it only describes ("African Union mission in Somalia")."""
    describes = says("force", "describes").search(plain, mention.begin, mention.end)
    return None if describes else _known(mention)


def _one(first: Chunk, second: Chunk, plain: str, end: int | None = None) -> Chunk:
    """One mention of both; what has a name that a list knows is what it means, else what a list knows."""
    end = second.end if end is None else end
    both = (first, second)
    known = next(filter(None, [*(_named(one, plain) for one in both), *map(_known, both)]), None)
    return Chunk("force", first.begin, end, known or plain[first.begin : end])


_JOINS: tuple[Join, ...] = (
    _in_its_country, _in_two_countries, _with_its_sender, _with_what_it_is, _with_its_letters, _apposed,
)  # fmt: skip

"""Level one of reading a sentence: dates, numbers, countries, missions, armed groups and known words, folded."""

import re
from collections.abc import Iterator

from kg.reading.prose.lexicon import find_words
from kg.reading.prose.mask import Chunk, Masked
from kg.values.countries import find_countries
from kg.values.dates import DateMention, find_dates
from kg.values.groups import find_groups
from kg.values.missions import find_missions
from kg.values.numbers import find_amounts

# Organizations that send peacekeepers, and what a text calls their people; "UN" alone before a noun marks the mission's.
_ORGANIZATION = re.compile(
    r"\b(?:United Nations?(?: peace-?keeping (?:mission|force|operation)s?)?|UN|U\.N\.?|U\. N\.|African Union(?: peace-?keeping (?:mission|force)s?)?|AU|A\.U\.|ECOWAS|ECOMOG|NATO|N\.A\.T\.O\.|"
    r"European Union|EU|E\.U\.|OSCE|CIS|SADC|IGAD|Commonwealth of Independent States|Arab League|Organi[sz]ation of African Unity|OAU|"
    r"West African(?= (?:peace|force|troop|soldier))|"
    r"(?:(?!(?:Air|Task|Police|Armed|Defen[cs]e|Security|Special|Support|Reaction|The|A|An|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)\b)[A-Z][\w’'–-]+ (?:(?:and|of|for|the) )?){1,8}(?:Mission|Force|Operation)\b(?! [Cc]ommander)|"
    r"(?:(?:international|regional|multinational|observer|observation|monitoring|stabili[sz]ation|verification|truce|assistance|interposition|African|intervention|protection|peace|mediation) ){1,4}(?<!air )(?<!task )(?<!police )(?:mission|force)\b|"
    r"peace-?keeping (?:mission|force|operation|contingent)s?|(?:stabili[sz]ation|multinational|peace|intervention) force)(?![\w])"
)
_NOT_A_FORCE = re.compile(
    r"^(?: (?:Security Council|Secretary-General|Secretary General|General Assembly|High Commissioner|Refugee Agency|refugee agency|resolution|Resolution|spokes\w+|report|"
    r"Development Programme|Children|Charter|arms embargo|sanctions|envoy said|officials? (?:said|say)))"
)


def fold(plain: str, own_names: re.Pattern[str] | None = None) -> Masked:
    """A sentence with its mentions folded; `own_names` are further names of the page's mission."""
    return Masked(plain, _first_of_overlapping(_mentions(plain, own_names)))


def _mentions(plain: str, own_names: re.Pattern[str] | None) -> Iterator[tuple[int, Chunk]]:
    """Mentions with their rank: of two that begin at one place and are equally long, the lower rank stands."""
    if own_names:
        yield from ((0, Chunk("force", m.start(), m.end(), m[0])) for m in own_names.finditer(plain))
    yield from ((1, Chunk("date", d.begin, d.end, d)) for d in find_dates(plain))
    yield from ((2, Chunk("force", m.begin, m.end, m.mission)) for m in find_missions(plain))
    yield from (
        (3, Chunk("force", m.start(), m.end(), m[0])) for m in _ORGANIZATION.finditer(plain) if _is_force(plain, m)
    )
    yield from ((4, Chunk("group", g.begin, g.end, g.group)) for g in find_groups(plain))
    for mention in find_countries(plain):
        yield 5, Chunk("demonym" if mention.demonym else "country", mention.begin, mention.end, mention.country)
    yield from ((6, Chunk("amount", a.begin, a.end, a)) for a in find_amounts(plain))
    yield from ((7, chunk) for chunk in find_words(plain))


def _is_force(plain: str, match: "re.Match[str]") -> bool:
    return not _NOT_A_FORCE.match(plain[match.end() : match.end() + 40])


def _first_of_overlapping(mentions: Iterator[tuple[int, Chunk]]) -> list[Chunk]:
    ordered = sorted(mentions, key=lambda m: (m[1].begin, -m[1].end, m[0]))
    kept: list[Chunk] = []
    for _, chunk in ordered:
        if not kept or chunk.begin >= kept[-1].end:
            kept.append(chunk)
    return kept


def last_date(masked: Masked) -> DateMention | None:
    """The last date with a year that a sentence names."""
    dates = [c.value for c in masked.chunks.values() if isinstance(c.value, DateMention) and c.value.first]
    return dates[-1] if dates else None

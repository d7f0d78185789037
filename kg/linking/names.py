"""Names compared: keys under which spellings meet, how alike two names are, and what sort of place a name speaks of."""

import re
from functools import lru_cache

from kg.values.finder import folded

_MARKS = re.compile(r"[^\w]+")
_AFTER = re.compile(r"\s*\(([^()]*)\)$|,\s+([^,]+)$")
_LEVELS = {
    "region": r"region|région",
    "cercle": r"cercle|circle",
    "district": r"district",
    "province": r"province",
    "area": r"state|county|governorate|department|prefecture|sub-prefecture|territory|municipality|commune",
    "town": r"town|city|village|commune urbaine|airport|base|camp",
}
_WORDS = {word: level for level, words in _LEVELS.items() for word in words.split("|")}
_ANY = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_BEHIND = re.compile(rf"^(.+?)\s+({_ANY})$", re.IGNORECASE)
_BEFORE = re.compile(rf"^(?:the\s+)?({_ANY})\s+(?:of|de|du|d['’])\s*(.+)$", re.IGNORECASE)


@lru_cache(maxsize=50_000)
def key(name: str) -> str:
    """What spellings of one name share: no case, accents, punctuation, leading "the" or "&".

    >>> key("The Al-Qaïda"), key("Ménaka  Region"), key("U.N.")
    ('al qaida', 'menaka region', 'un')
    """
    text = folded(name.replace("&", " and ")[:300])
    text = text.replace(".", "").replace("'", "") if "." in text or "'" in text else text
    return " ".join(_MARKS.sub(" ", text.replace("_", " ")).split()).removeprefix("the ")


def without_context(name: str) -> tuple[str, str]:
    """A title without what only tells it from others, and that context.

    >>> without_context("Gao, Mali"), without_context("Georgia (country)"), without_context("Kidal")
    (('Gao', 'Mali'), ('Georgia', 'country'), ('Kidal', ''))
    """
    match = _AFTER.search(name[:300])
    return (name[: match.start()], match[1] or match[2]) if match and match.start() else (name, "")


def core_and_level(name: str) -> tuple[str, str]:
    """A place's proper name, and what sort of place the name says it is.

    >>> core_and_level("Kidal Region"), core_and_level("Cercle de Douentza"), core_and_level("Gao")
    (('Kidal', 'region'), ('Douentza', 'cercle'), ('Gao', ''))
    """
    if match := _BEHIND.match(name[:200]):
        return match[1], _WORDS[match[2].lower()]
    if match := _BEFORE.match(name[:200]):
        return match[2], _WORDS[match[1].lower()]
    return name, ""


def level_in(name: str, context: str) -> str:
    """What sort of place the words around a name make it.

    >>> level_in("Kidal", "troops left the Kidal region"), level_in("Gao", "in the town of Gao"), level_in("Gao", "Gao")
    ('region', 'town', '')
    """
    where = context.find(name)
    if where < 0:
        return ""
    after = re.match(rf"[\s\]]{{1,3}}({_ANY})\b", context[where + len(name) :][:40], re.IGNORECASE)
    before = re.search(rf"\b({_ANY})\s+(?:of|de)\s+\W{{0,2}}$", context[max(where - 40, 0) : where], re.IGNORECASE)
    found = after or before
    return _WORDS[found[1].lower()] if found else ""


@lru_cache(maxsize=50_000)
def grams(text: str) -> frozenset[str]:
    """The groups of three letters in a key, its edges marked.

    >>> sorted(grams("gao"))
    [' ga', 'ao ', 'gao']
    """
    padded = f" {text} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2)) or frozenset({padded})


def similarity(one: str, other: str) -> float:
    """How alike two keys are, from 0 to 1 (Dice's coefficient of their letter groups).

    >>> similarity("gao", "gao"), similarity("aguelhok", "aguelhoc"), similarity("gao", "kidal")
    (1.0, 0.75, 0.0)
    """
    left, right = grams(one), grams(other)
    return 2 * len(left & right) / (len(left) + len(right))

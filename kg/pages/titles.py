"""Titles of pages that come without one: from the file's name, or from what the article calls itself."""

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

from kg.values.missions import find_missions, mission_named

WIKITEXT = (".wikitext", ".wiki", ".mediawiki", ".txt")
"""Endings of files with one page's wikitext."""

_PACKED = re.compile(r"\.(?:gz|bz2|zst)$", re.IGNORECASE)
_HEADING = re.compile(r"^==", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_WORD = re.compile(r"\w{3,}")
_LONGEST_LEAD = 60_000
_SET_BOLD = r"'''((?:[^'\n]|'(?!'')){2,200})'''"
_BOLD = re.compile(_SET_BOLD)
# At the beginning of a paragraph, or right behind an infobox: there the subject of an article stands.
_SUBJECT = re.compile(rf"^(?![|!*#:;=])(?:[^\n]*\}}\}})?\s*(?:(?:The|An?) )?{_SET_BOLD}", re.MULTILINE)
_INFOBOX = re.compile(r"\{\{\s*infobox\b", re.IGNORECASE)
_NAME = re.compile(
    r"^\s*\|\s*(?:name|conflict|unit_name|operation|conventional_long_name)\s*=[ \t]*([^\n|{}<>\[\]]{2,200})$",
    re.MULTILINE,
)


class Titled(NamedTuple):
    """A page's title, and what the user should know of where it comes from."""

    title: str
    note: str = ""


Titling = Callable[[str], Titled]
"""Finds the title of a page, given its wikitext."""


def given(title: str) -> Titling:
    """The title that the user gave, as a page has it.

    >>> given("Battle_of_Gao ")("any text").title
    'Battle of Gao'
    """
    return lambda _: Titled(title.replace("_", " ").strip())


def by_text(text: str) -> Titled:
    """The title of a page without any: what the article calls itself, else the first words set in bold."""
    names = own_names(text)
    bold = None if names else _BOLD.search(text)
    return Titled(_best(names) if names else bold[1].strip() if bold else "Standard input")


def by_file(name: str) -> Titling:
    """The title that a file's name gives; where it names nothing that the article is about, its own name for itself."""
    return lambda text: _weighed(title_of_file(name), text)


def title_of_file(name: str) -> str:
    """The title that the name of a wikitext file stands for.

    >>> title_of_file("Battle_of_Gao.wikitext"), title_of_file("AC%2FDC.txt.gz")
    ('Battle of Gao', 'AC/DC')
    """
    name = _PACKED.sub("", name)
    ending = next((ending for ending in WIKITEXT if name.lower().endswith(ending)), "")
    return unquote(name[: len(name) - len(ending)]).replace("_", " ").strip()


def own_names(text: str) -> list[str]:
    """What an article calls its subject: in bold where its lead begins, then as its infobox has it.

    >>> own_names("{{Infobox battle\\n| conflict = Raid on Foo\\n}}\\nThe '''Foo raid''' was an '''attack'''.")
    ['Foo raid', 'Raid on Foo']
    """
    lead = _lead(text)
    bold, box = _SUBJECT.search(lead), _INFOBOX.search(lead)
    named = _NAME.search(lead, box.start()) if box else None
    return [found[1].strip(" '\t") for found in (bold, named) if found and found[1].strip(" '\t")]


def _lead(text: str) -> str:
    """What stands before the first heading, without comments."""
    shown = _COMMENT.sub("", text[:_LONGEST_LEAD])
    heading = _HEADING.search(shown)
    return shown[: heading.start()] if heading else shown


def _weighed(title: str, text: str) -> Titled:
    names = own_names(text)
    if find_missions(title) or mission_named(title) or title.casefold() in map(str.casefold, names):
        return Titled(title)
    if any(map(mission_named, names)) or (names and not _fits(title, text)):
        return Titled(_best(names), _TAKEN.format(title=title, own=_best(names)))
    return Titled(title) if _fits(title, text) else Titled(title, _STRANGE.format(title=title))


_TAKEN = (
    "the file's name, “{title}”, is not what the article is about; read as “{own}”, as the article calls itself "
    "(--title gives another title)"
)
_STRANGE = (
    "the title “{title}”, from the file's name, names no mission, event or person that the text is about, so facts on "
    'it are lost; give the article\'s own title with --title "…", or as the name of the file'
)


def _best(names: list[str]) -> str:
    return next(filter(mission_named, names), names[0])


def _fits(title: str, text: str) -> bool:
    """Whether a title may be this article's: written as titles are, and with a word that the lead has."""
    told = {word.casefold() for word in _WORD.findall(_lead(text))}
    return not title[:1].islower() and any(word.casefold() in told for word in _WORD.findall(title))

"""Countries by their names, codes and demonyms; former states among them (ontology/countries.tsv)."""

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from kg.resources import folder
from kg.values.finder import Finder, folded


@dataclass(frozen=True, slots=True)
class Country:
    """A country under its usual English name. `names` holds all its names; codes are empty where none exist.

    `weak` are names and demonyms that usually mean another country ("Congolese" of the Republic of the Congo).
    """

    name: str
    iso2: str
    iso3: str
    qid: str
    article: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    ioc: str = ""
    weak: tuple[str, ...] = ()
    historic: bool = False


class CountryMention(NamedTuple):
    """A country named in a text at `text[begin:end]`, by a demonym ("Fijian", "the Swedes") or by name."""

    begin: int
    end: int
    country: Country
    demonym: bool


@cache
def all_countries() -> tuple[Country, ...]:
    """Every known country, by name."""
    with (folder("ontology") / "countries.tsv").open(encoding="utf-8", newline="") as file:
        return tuple(_country(row) for row in csv.DictReader(file, delimiter="\t"))


def _country(row: dict[str, str]) -> Country:
    names, demonyms = row["names"].split("|"), [d for d in row["demonyms"].split("|") if d]
    return Country(
        name=row["name"],
        iso2=row["iso2"],
        iso3=row["iso3"],
        qid=row["qid"],
        article=row["article"],
        names=tuple(n for n in names if n[0] != "?"),
        demonyms=tuple(d for d in demonyms if d[0] != "?"),
        ioc=row["ioc"],
        weak=tuple(n[1:] for n in [*names, *demonyms] if n[0] == "?"),
        historic=row["valid"] == "historic",
    )


def country_named(text: str) -> Country | None:
    """The country that the whole text names: a name, an article's title, an ISO or IOC code; with or without "the".

    >>> [c.name for c in map(country_named, ("the Netherlands", "ZAIRE", "FJI", "RSA")) if c]
    ['Netherlands', 'Democratic Republic of the Congo', 'Fiji', 'South Africa']
    >>> country_named("Bamako")
    """
    text = text.strip()
    return _by_code().get(text) or _by_name().get(_key(text))


def country_of(demonym: str) -> Country | None:
    """The country whose people or things are so called; the usual one where several are.

    >>> [c.name for c in map(country_of, ("Ivorian", "filipinos", "Congolese")) if c]
    ["Côte d'Ivoire", 'Philippines', 'Democratic Republic of the Congo']
    """
    found = countries_of(demonym)
    return found[0] if found else None


def countries_of(demonym: str) -> tuple[Country, ...]:
    """All countries that a demonym can mean, the usual one first.

    >>> [c.name for c in countries_of("Congolese")]
    ['Democratic Republic of the Congo', 'Republic of the Congo']
    """
    return _by_demonym().get(_key(demonym), ())


_SHORTEST_IN_CAPITALS = 5
_OTHER_MEANING = re.compile(r"-(?:speak|language|made|built|born|designed|style|manufactured)")


def find_countries(text: str) -> list[CountryMention]:
    """The countries named in a text, in order, without overlap; the longest name wins.

    "Spanish-speaking" or "Lake Chad" name no country, "anti-Israeli" neither.

    >>> [(m.country.iso3, m.demonym) for m in find_countries("Four Fijian soldiers came home from the DR Congo.")]
    [('FJI', True), ('COD', False)]
    """
    found = _finder().find(text)
    return [CountryMention(b, e, m[0], m[1]) for b, e, m in found if m and _means_it(text, b, e)]


def _means_it(text: str, begin: int, end: int) -> bool:
    if text[end : end + 1] == "-" and _OTHER_MEANING.match(text, end):
        return False
    return text[begin - 1 : begin] != "-" or not text[max(begin - 5, 0) : begin].lower().endswith(
        ("anti-", "pro-", "non-")
    )


def _key(text: str) -> str:
    return folded(text).removeprefix("the ")


def _is_code(name: str) -> bool:
    """Whether a name only counts in capitals ("US", "CAR")."""
    return name.isupper() and len(name.replace(".", "")) <= 5


@cache
def _by_name() -> dict[str, Country]:
    found: dict[str, Country] = {}
    for strong in (True, False):
        for country in all_countries():
            names = (*country.names, country.article) if strong else country.weak
            for name in names:
                if not _is_code(name):
                    found.setdefault(_key(name), country)
    return found


@cache
def _by_code() -> dict[str, Country]:
    """ISO codes win over IOC codes (BRN is Brunei)."""
    found: dict[str, Country] = {}
    for kind in ("names", "iso3", "iso2", "ioc"):
        for country in all_countries():
            value = getattr(country, kind)
            for code in (name for name in value if _is_code(name)) if kind == "names" else (value,):
                found.setdefault(code, country)
    found.pop("", None)
    return found


@cache
def _by_demonym() -> dict[str, tuple[Country, ...]]:
    found: dict[str, tuple[Country, ...]] = {}
    for strong in (True, False):
        for country in all_countries():
            for demonym in country.demonyms if strong else country.weak:
                key = _key(demonym)
                found[key] = (*found.get(key, ()), country)
    return found


def _surfaces() -> Iterator[tuple[str, tuple[Country, bool] | None]]:
    path = folder("language") / "vocabulary" / "not_countries.toml"
    for name in tomllib.loads(path.read_text(encoding="utf-8"))["names"]:
        yield name, None
    for country in all_countries():
        for name in country.names:
            yield from ((written, (country, False)) for written in _written(name))
        for demonym in (*country.demonyms, *_armies().get(country.name, ())):
            yield from ((written, (country, True)) for written in _written(demonym))


def _written(name: str) -> tuple[str, ...]:
    """A name, and the same in capitals, as news items begin ("KENYAN troops …"); short ones would be letters."""
    return (name, name.upper()) if len(name) >= _SHORTEST_IN_CAPITALS else (name,)


@cache
def _armies() -> dict[str, list[str]]:
    """The letters of armies by the names of their states: read as demonyms are."""
    return tomllib.loads((folder("language") / "vocabulary" / "armies.toml").read_text(encoding="utf-8"))


@cache
def _finder() -> Finder[tuple[Country, bool] | None]:
    return Finder(_surfaces())

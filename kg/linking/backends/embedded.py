"""What ships with the package: countries, and missions, places, groups, organizations, people with verified ids.

ontology/countries.tsv and ontology/wikidata-entities.tsv; see scripts/build_entities.py for what is left out and why.
"""

import csv
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache

from kg.linking.backends.index import NameIndex
from kg.linking.model import Item, TitleMatch
from kg.resources import folder
from kg.values.countries import Country, all_countries


class Embedded:
    """The shipped table as a backend; it never opens a socket."""

    name = "embedded"

    def __init__(self) -> None:
        self.index = shipped_index()
        self.version = table_version()

    def lookup_titles(self, titles: Sequence[str]) -> dict[str, TitleMatch]:
        """The items behind article titles."""
        return {title: match for title in titles if (match := self.index.title(title))}

    def search(self, text: str, kind: str = "", limit: int = 10) -> list[Item]:
        """Items of about this name, best first."""
        return self.index.search(text, kind, limit)

    def get(self, qids: Sequence[str]) -> dict[str, Item]:
        """Items by id."""
        return self.index.get(qids)


@cache
def shipped_index() -> NameIndex:
    """The index of all that ships."""
    items = [*map(country_item, (c for c in all_countries() if c.qid)), *entities()]
    titles = [(item.article, item.qid) for item in items if item.article]
    return NameIndex(items, titles)


@cache
def table_version() -> str:
    """Eight digits that change with the tables."""
    digest = hashlib.sha256()
    for name in ("countries.tsv", "wikidata-entities.tsv"):
        digest.update((folder("ontology") / name).read_bytes())
    return digest.hexdigest()[:8]


def country_item(country: Country) -> Item:
    """A country as an item; demonyms are no names of it."""
    names = tuple(name for name in country.names if name != country.name)
    codes = tuple(code for code in (country.iso2, country.iso3, country.ioc) if code)
    kind = "former country" if country.historic else "country"
    return Item(country.qid, country.name, "Country", names, kind, country.qid, article=country.article, codes=codes)


def entities() -> Iterator[Item]:
    """The rows of ontology/wikidata-entities.tsv."""
    with (folder("ontology") / "wikidata-entities.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield _item(row)


def _item(row: dict[str, str]) -> Item:
    return Item(
        qid=row["qid"],
        label=row["label"],
        kind=row["kind"],
        aliases=tuple(alias for alias in row["aliases"].split("|") if alias),
        description=_description(row),
        country=row["country"],
        level=row["level"],
        article=row["article"],
        place=(float(row["lat"]), float(row["lon"])) if row["lat"] else None,
    )


@cache
def _country_names() -> dict[str, str]:
    return {country.qid: country.name for country in all_countries() if country.qid}


def _description(row: dict[str, str]) -> str:
    """A few words for people to choose by.

    >>> _description({"kind": "Place", "level": "cercle", "country": "Q912"})
    'cercle in Mali'
    """
    words = {"ArmedGroup": "armed group", "area": "administrative unit"}
    sort = row["level"] or row["kind"]
    where = _country_names().get(row["country"], "")
    return words.get(sort, sort.lower()) + (f" in {where}" if where else "")

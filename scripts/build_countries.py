"""Writes ontology/countries.tsv from rigour's territories (MIT) and the hand-kept ontology/country_names.tsv.

Run it again after either changes: `python scripts/build_countries.py`. rigour gives ISO codes, Wikidata ids and names;
the hand-kept table says which territories are countries here, and adds usual names, spellings and demonyms.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from rigour.territories import get_territory
from rigour.territories.territory import Territory

FOLDER = Path(__file__).resolve().parent.parent / "ontology"
COLUMNS = ("name", "iso2", "iso3", "ioc", "qid", "article", "names", "demonyms", "valid")


def hand_kept() -> Iterator[dict[str, str]]:
    """The rows of ontology/country_names.tsv."""
    with (FOLDER / "country_names.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")


def country(kept: dict[str, str]) -> dict[str, str]:
    """The finished row of one country."""
    territory = get_territory(kept["code"]) if kept["code"] else None
    iso3 = (territory.alpha3 or "").upper() if territory else ""
    return {
        "name": kept["name"],
        "iso2": iso2(territory),
        "iso3": iso3,
        "ioc": kept["ioc"] or iso3,
        "qid": kept["qid"] or (territory.qid if territory else ""),
        "article": kept["article"] or kept["name"],
        "names": "|".join(unique([kept["name"], *listed(kept["names"]), *rigour_names(territory)])),
        "demonyms": "|".join(unique(listed(kept["demonyms"]))),
        "valid": "historic" if territory is None or territory.is_historical else "",
    }


def iso2(territory: Territory | None) -> str:
    """The ISO 3166-1 alpha-2 code; rigour's codes of former countries (ISO 3166-3) are no such code."""
    return territory.code.upper() if territory and len(territory.code) == 2 and not territory.is_historical else ""


def listed(cell: str) -> list[str]:
    """The entries of a cell, with "Fijian(s)" written out.

    >>> listed("Fijian(s)|Swiss")
    ['Fijian', 'Fijians', 'Swiss']
    """
    entries = [[e.removesuffix("(s)"), re.sub(r"\(s\)$", "s", e)] for e in cell.split("|") if e]
    return unique([form for both in entries for form in both])


def rigour_names(territory: Territory | None) -> list[str]:
    """The names that rigour gives, without "the"."""
    if territory is None:
        return []
    return [re.sub(r"^[Tt]he ", "", n) for n in (territory.name, territory.full_name, territory.in_sentence)]


def unique(entries: list[str]) -> list[str]:
    """The entries without repetition, in order."""
    return list(dict.fromkeys(entries))


def table() -> str:
    """The whole table, sorted by name."""
    rows = sorted((country(kept) for kept in hand_kept()), key=lambda row: row["name"])
    return "".join("\t".join(line) + "\n" for line in [COLUMNS, *(tuple(row[c] for c in COLUMNS) for row in rows)])


def main() -> None:
    """Writes the table."""
    (FOLDER / "countries.tsv").write_text(table(), encoding="utf-8")


if __name__ == "__main__":
    main()

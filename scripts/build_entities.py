"""Writes ontology/wikidata-entities.tsv: things with a verified Wikidata id, for linking without a network.

`python scripts/build_entities.py VERIFIED.tsv SEED.jsonl`: VERIFIED has the columns label, qid, type, source (several
sources with " | " between); SEED one JSON object a line with qid, label, aliases, type; enwiki, lat, lon where known.
Both are tables of ids found in openly licensed repositories; what goes into our table are ids, labels and aliases of
Wikidata (CC0). Names in ontology/wikidata-names.tsv are added by hand.

Left out: rows that only a hand-compiled table supports (wrong about once in 18), classes, groups of countries,
countries (ontology/countries.tsv has them; territories stay), and places that lie outside the country they are filed
under.
"""

import csv
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rigour.territories import get_territories

from kg.values.countries import all_countries, country_named
from kg.values.finder import folded

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
COLUMNS = ("qid", "label", "kind", "level", "country", "article", "aliases", "lat", "lon", "sources")
KINDS = {
    "UN peacekeeping mission": "Mission",
    "peacekeeping mission (AU)": "Mission",
    "peacekeeping force (ECOWAS)": "Mission",
    "UN office": "Organization",
    "UN organ": "Organization",
    "international organisation": "Organization",
    "armed group": "ArmedGroup",
    "person (UN SG)": "Person",
    "UN Security Council resolution": "Resolution",
    "attack": "Attack",
    "conflict": "Conflict",
    "country/territory (ISO 3166-1)": "Country",
    "territory/subdivision": "Place",
    "unrecognised state (Azawad)": "Place",
    "geo-feature:region": "Place",
    "geo-feature:intermediateRegion": "Place",
    "geo-feature:subregion": "Place",
    "geo-feature:territory": "Place",
    "geo-feature:subterritory": "Place",
    "geo-feature:sharedLandform": "Place",
}
KIND_OF = {"Q1065": "Organization", "Q458": "Organization"}  # the UN and the EU have codes like territories
LEVELS = (
    ("region", r"\bregion$"),
    ("cercle", r"\bcercle$"),
    ("district", r"\bdistrict$"),
    ("province", r"\bprovince$"),
)
UNIT = r"\b(commune|municipality|administrative|county|state|governorate|department|interim|prefecture|nahiya)\b"
COMPASS = r"\b(north|south|east|west|north\w+|south\w+|eastern|western|central|upper|lower|middle|est|ouest)\b"
BOXES = {"Mali": (10.1, 25.1, -12.3, 4.3)}  # south, north, west, east


def verified(path: str) -> Iterator[dict[str, str]]:
    """The rows that more than a hand-compiled table supports, one for each id."""
    seen = set()
    with Path(path).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if "hand-compiled source" not in row["source"] and row["qid"] not in seen:
                seen.add(row["qid"])
                yield row


def entity(
    row: Mapping[str, str], seed: Mapping[str, Any], extra: Mapping[str, dict[str, str]]
) -> dict[str, str] | None:
    """The finished row, or None where the thing does not belong in the table."""
    kind = KIND_OF.get(row["qid"]) or KINDS.get(row["type"]) or ("Place" if row["type"].startswith("place:") else "")
    if not kind or country_of_id(row["qid"]) or misplaced(row, seed):
        return None
    added = extra.get(row["qid"], {})
    label = added.get("label") or re.sub(r"\b(\w+)( \1)+$", r"\1", row["label"])
    aliases = [*listed(added.get("names", "")), *trusted_aliases(row, seed, label)]
    return {
        "qid": row["qid"],
        "label": label,
        "kind": kind,
        "level": (level(label, row["type"]) or area(label, row)) if kind == "Place" else "",
        "country": country(row, kind),
        "article": article(str(seed.get("enwiki") or "")),
        "aliases": "|".join(dict.fromkeys(alias for alias in aliases if alias != label)),
        "lat": str(seed.get("lat") or ""),
        "lon": str(seed.get("lon") or ""),
        "sources": " ".join(sorted({source(part) for part in row["source"].split(" | ")})),
    }


def article(title: str) -> str:
    """The title, unless it was made of another list's name and is no article's."""
    return "" if re.search(r" SAR |&", title) else title


def source(text: str) -> str:
    """The repository that a source is from.

    >>> source("[single source] github:thunlp/FewRel@278a2315:data/val_wiki.json")
    'thunlp/FewRel'
    """
    return text.rsplit("github:", maxsplit=1)[-1].split("@", maxsplit=1)[0]


def country_of_id(qid: str) -> bool:
    """Whether the id is a country's: those stand in ontology/countries.tsv."""
    return any(found.qid == qid for found in all_countries())


def misplaced(row: Mapping[str, str], seed: Mapping[str, Any]) -> bool:
    """Whether the coordinates contradict the country (a table of Mali's places holds some of Malta's)."""
    box = BOXES.get(row["type"].split(":")[1]) if row["type"].startswith("place:") else None
    if not box or seed.get("lat") is None:
        return False
    south, north, west, east = box
    return not (south <= seed["lat"] <= north and west <= seed["lon"] <= east)


def trusted_aliases(row: Mapping[str, str], seed: Mapping[str, Any], label: str) -> list[str]:
    """Aliases, except where the hand-compiled table mixed those of several groups, and those of another level."""
    if row["type"] == "armed group" and "triad_datacollecting" in row["source"]:
        return []
    found = [a for a in seed.get("aliases", []) if re.search(r"\w\w", a) and not re.search(r"[，|\t]", a)]
    return [a for a in found if level(a, "") == level(label, "") and not is_code(a)]


def is_code(alias: str) -> bool:
    """Whether an alias is a subdivision's code ("US-FL", "fr20r"): nobody writes it in prose."""
    return bool(re.fullmatch(r"[A-Za-z]{2}-?\d*[A-Za-z]{0,3}", alias)) and not re.fullmatch(r"[A-Z]{2,5}", alias)


def level(label: str, kind: str) -> str:
    """What kind of place a label names: "town" where a gazetteer calls it a locality."""
    for name, pattern in LEVELS:
        if re.search(pattern, folded(label)):
            return name
    return (
        "town"
        if kind.rsplit(":", maxsplit=1)[-1] in {"locality", "localadmin", "neighbourhood"} or label == "Bamako"
        else ""
    )


def area(label: str, row: Mapping[str, str]) -> str:
    """ "area" for a unit that bears a town's name ("Bambari" is a sub-prefecture here), meant where a text says so.

    Names with a quarter of the compass, and units that a second source calls by the bare name, are no town's.
    """
    bare = row["type"].endswith(("admin1", "admin2")) and not re.search(UNIT, folded(label))
    return "area" if bare and " | " not in row["source"] and not re.search(COMPASS, folded(label)) else ""


def country(row: Mapping[str, str], kind: str) -> str:
    """The country's Wikidata id, as far as the table or the territories' list tells."""
    if row["type"].startswith("place:"):
        found = country_named(row["type"].split(":")[1])
        return found.qid if found else ""
    return PARENTS.get(row["qid"], "") if kind == "Place" else ""


def parents() -> dict[str, str]:
    """Subdivisions and the countries they belong to."""
    realms = {"Q756617": "Q35", "Q29999": "Q55"}  # articles mean the country, not the realm
    found = {t.qid: t.parent.qid for t in get_territories() if t.parent is not None and t.parent.qid}
    return {qid: realms.get(parent, parent) for qid, parent in found.items()}


def listed(text: str) -> list[str]:
    """The parts of a list with "|"."""
    return [part for part in text.split("|") if part]


def names() -> dict[str, dict[str, str]]:
    """The hand-kept names: qid -> label (where ours is better), names."""
    with (ONTOLOGY / "wikidata-names.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return {row["qid"]: row for row in rows}


PARENTS = parents()


def main(table: str, seed_file: str) -> None:
    """Write the table, by number of the id."""
    lines = Path(seed_file).read_text(encoding="utf-8").splitlines()
    seeds = {seed["qid"]: seed for seed in map(json.loads, lines)}
    extra = names()
    found = [made for row in verified(table) if (made := entity(row, seeds.get(row["qid"], {}), extra))]
    with (ONTOLOGY / "wikidata-entities.tsv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(found, key=lambda made: int(made["qid"][1:])))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Wikidata's items from a file: a dump (one item a line), or what wbgetentities answered."""

import json
from pathlib import Path

from kg.errors import InputError
from kg.linking.backends.claims import claims_of
from kg.linking.compare import Entities
from kg.linking.dumps import json_items

_MOST = 256 * 1024 * 1024


def read_entities(path: Path, wanted: frozenset[str]) -> Entities:
    """The statements of the items that are wanted."""
    if not path.is_file():
        raise InputError(f"{path}: no such file.")
    with path.open("rb") as file:
        head = file.read(200).lstrip()
    if head.startswith(b'{"entities"') and path.stat().st_size < _MOST:
        try:
            told = json.loads(path.read_bytes())["entities"]
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}: no JSON ({error}).") from None
        items = ((str(data["id"]), data) for data in told.values() if "id" in data)
    else:
        items = ((str(data["id"]), data) for _, data in json_items(path))
    return Entities({qid: tuple(claims_of(data)) for qid, data in items if qid in wanted})

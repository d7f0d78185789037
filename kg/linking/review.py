"""What people decided about links: a tab-separated file that always wins and is only ever added to.

Columns: node, qid (or NIL), author, date, comment; of several lines on one node the last counts. Lines beginning with #
are remarks. The project never writes a line of its own into it.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, reason

COLUMNS = ("node", "qid", "author", "date", "comment")
_QID = re.compile(r"Q[1-9]\d{0,11}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A person's word on a node; `qid` is empty where it is not in Wikidata."""

    node: str
    qid: str
    author: str = ""
    date: str = ""
    comment: str = ""
    label: str = ""


def read_verdicts(path: Path) -> dict[str, Verdict]:
    """The decisions in a file, by node; InputError names the line that cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {reason(error)}.") from None
    return dict(_verdicts(text.splitlines(), path))


def _verdicts(lines: Iterable[str], path: Path) -> Iterable[tuple[str, Verdict]]:
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not numbered:
        return
    head = next(csv.reader([numbered[0][1]], delimiter="\t"))
    if not {"node", "qid"} <= set(head):
        raise InputError(
            f"{path}, line {numbered[0][0]}: the first line should name the columns: {', '.join(COLUMNS)}."
        )
    for number, line in numbered[1:]:
        row = dict(zip(head, next(csv.reader([line], delimiter="\t")), strict=False))
        yield row["node"].strip(), _verdict(row, f"{path}, line {number}")


def _verdict(row: Mapping[str, str], where: str) -> Verdict:
    qid = row.get("qid", "").strip()
    if qid != "NIL" and not _QID.fullmatch(qid):
        raise InputError(f"{where}: {qid!r} is neither a Wikidata id (Q42) nor NIL.")
    told = {name: row.get(name, "").strip() for name in ("author", "date", "comment")}
    return Verdict(row["node"].strip(), "" if qid == "NIL" else qid, **told)

"""The items that a graph was linked to, remembered: on the next run a merged or deleted one is noticed.

A tab-separated file of qid, label and state: "current", "merged into Q…" or "gone". It holds no dates: version control
knows when it changed.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.linking.model import Backend, Decision

_HEAD = ("qid", "label", "state")


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as it was last seen."""

    qid: str
    label: str
    state: str = "current"


def read_ledger(path: Path) -> dict[str, Entry]:
    """The entries of a file, by id; none where there is no file yet."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    if rows and not set(_HEAD) <= rows[0].keys():
        raise InputError(f"{path}: not a ledger of items; its first line should be {', '.join(_HEAD)}.")
    return {row["qid"]: Entry(row["qid"], row["label"], row["state"]) for row in rows}


def checked(entries: Mapping[str, Entry], backend: Backend) -> tuple[dict[str, Entry], list[str]]:
    """The entries as the backend has them now, and in words what has changed since."""
    found = backend.get(sorted(entries))
    now, changes = {}, []
    for qid, entry in sorted(entries.items()):
        item = found.get(qid)
        state = "gone" if item is None else "current" if item.qid == qid else f"merged into {item.qid}"
        now[qid] = Entry(qid, item.label if item else entry.label, state)
        if state != entry.state:
            changes.append(f"{qid} ({entry.label}) is {'no longer known' if item is None else state}")
    return now, changes


def with_links(entries: Mapping[str, Entry], decisions: Iterable[Decision]) -> dict[str, Entry]:
    """The entries, and the items that were linked in this run."""
    new = {
        d.qid: Entry(d.qid, d.candidates[0].item.label if d.candidates else d.mention.name)
        for d in decisions
        if d.status == "accept" and d.qid not in entries
    }
    return {**entries, **new}


def merged(decisions: Sequence[Decision], entries: Mapping[str, Entry]) -> list[Decision]:
    """The decisions that rest on an item which has been merged or deleted."""
    return [d for d in decisions if d.qid in entries and entries[d.qid].state != "current"]


def ledger_text(entries: Mapping[str, Entry]) -> str:
    """The file, by number."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(_HEAD)
    for entry in sorted(entries.values(), key=lambda entry: int(entry.qid[1:])):
        writer.writerow((entry.qid, entry.label, entry.state))
    return out.getvalue()

"""How right the links are, on mentions whose item is known (evaluation/linking.tsv), tier by tier."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.linking.backends.embedded import Embedded
from kg.linking.match import match
from kg.linking.model import Backend, Decision, Mention
from kg.linking.reconcile import look_up

TIERS = ("title", "code", "name", "search", "none")


@dataclass(frozen=True, slots=True)
class Case:
    """A mention with the item it means ("NIL" for none)."""

    id: str
    split: str
    sort: str
    mention: Mention
    expected: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A case and what was decided."""

    case: Case
    decision: Decision

    @property
    def linked(self) -> bool:
        """Whether a link was made."""
        return self.decision.status == "accept"

    @property
    def right(self) -> bool:
        """Whether the decision is the expected one; a case put to a person is not."""
        said = {"accept": self.decision.qid, "nil": "NIL", "review": ""}[self.decision.status]
        return said == self.case.expected


def read_cases(path: Path) -> list[Case]:
    """The cases of a file; InputError where its columns are others."""
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        rows = list(table)
    if not {"id", "kind", "name", "expected"} <= set(table.fieldnames or ()):
        raise InputError(f"{path}: not a file of mentions; it needs the columns id, kind, name, expected.")
    if not rows:
        raise InputError(f"{path}: holds no mentions.")
    return [_case(row) for row in rows]


def _case(row: dict[str, str]) -> Case:
    mention = Mention(
        node=row["id"],
        kind=row["kind"],
        name=row["name"],
        article=row.get("article") or "",
        countries=frozenset(filter(None, (row.get("country") or "").split("|"))),
        contexts=tuple(filter(None, (row.get("context") or "").split("|"))),
        pages=frozenset({row["id"]}),
    )
    return Case(row["id"], row.get("split") or "", row.get("sort") or "", mention, row["expected"])


def judge(cases: Sequence[Case], backend: Backend | None = None) -> list[Judged]:
    """Each case with the decision on it; each mention stands alone, as if in an article of its own."""
    backend = backend or Embedded()
    titles, items = look_up([case.mention for case in cases], backend)
    return [Judged(case, match(case.mention, backend, titles, items)) for case in cases]


def evaluate(path: Path, backend: Backend | None = None) -> str:
    """The table that `kg evaluate` prints: all, by tier, by sort of mention, and every mistake."""
    judged = judge(read_cases(path), backend)
    parts = [f"Links: {len(judged)} mentions of {path.name}", "", *summary(judged), "", *by_tier(judged)]
    held_out = [j for j in judged if j.case.split == "test"]
    if held_out:
        parts += ["", f"The {len(held_out)} mentions on which no weight was fitted:", "", *summary(held_out)]
    return "\n".join([*parts, "", *by_sort(judged), "", *mistakes(judged)]).rstrip() + "\n"


def summary(judged: Sequence[Judged]) -> list[str]:
    """Precision and recall of links, and of saying that there is none."""
    linked, unlinked = [j for j in judged if j.linked], [j for j in judged if j.decision.status == "nil"]
    known, nil = [j for j in judged if j.case.expected != "NIL"], [j for j in judged if j.case.expected == "NIL"]
    return [
        _row("", "precision", "recall", "right", "said", "expected"),
        _figures("linked", linked, known),
        _figures("not there (NIL)", unlinked, nil),
        f"put to a person: {sum(j.decision.status == 'review' for j in judged)}",
    ]


def _figures(name: str, said: Sequence[Judged], expected: Sequence[Judged]) -> str:
    right = sum(j.right for j in said)
    found = sum(j.right for j in expected)
    return _row(name, _share(right, len(said)), _share(found, len(expected)), right, len(said), len(expected))


def by_tier(judged: Sequence[Judged]) -> list[str]:
    """Links by the tier that made them."""
    lines = [_row("tier", "precision", "", "right", "linked", "to a person")]
    for tier in TIERS:
        of_tier = [j for j in judged if j.decision.tier == tier]
        linked = [j for j in of_tier if j.linked]
        right, asked = sum(j.right for j in linked), sum(j.decision.status == "review" for j in of_tier)
        if of_tier:
            lines.append(_row(tier, _share(right, len(linked)), "", right, len(linked), asked))
    return lines


def by_sort(judged: Sequence[Judged]) -> list[str]:
    """Right decisions by sort of mention."""
    lines = [_row("sort of mention", "", "", "right", "all", "")]
    for sort in dict.fromkeys(j.case.sort for j in judged):
        of_sort = [j for j in judged if j.case.sort == sort]
        lines.append(_row(sort, "", "", sum(j.right for j in of_sort), len(of_sort), ""))
    return lines


def mistakes(judged: Iterable[Judged]) -> list[str]:
    """Each decision that is not the expected one."""
    return [
        f"{j.case.id} {j.case.mention.kind} {j.case.mention.name!r}: {j.decision.status} {j.decision.qid or '-'} "
        f"({j.decision.probability:.2f}), expected {j.case.expected}: {j.decision.reason}"
        for j in judged
        if not j.right
    ]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def _row(name: str, *cells: object) -> str:
    return (f"{name:<18}" + "".join(f"{cell!s:>12}" for cell in cells)).rstrip()

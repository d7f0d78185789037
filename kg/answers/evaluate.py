"""`kg evaluate`: the figures of files of passages, as a table or as data."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.answers.gold import Told, read_passages
from kg.answers.scores import Judged, Score, Scores, judge, scores
from kg.errors import InputError
from kg.resources import folder

OWN = tuple(
    f"{name}.jsonl"
    for name in (
        "attacks",
        "others",
        "mixed",
        "news",
        "reports",
        "articles",
        "narratives",
        "counterparts",
        "wordings",
        "registers",
        "dispatches",
        "accounts",
        "bulletins",
        "variations",
        "likenesses",
        "chronicles",
        "gleanings",
        "sightings",
        "documents",
        "dailies",
        "annals",
        "items",
        "briefs",
        "bystanders",
        "nations",
        "papers",
        "essays",
        "pages",
        "titled",
    )
)
_HEAD = "kind              found P      R     F1  known   slots P      R     F1   exact F1"


def own_files() -> list[Path]:
    """The project's own passages; InputError where they are not at hand (they are no part of an installed package)."""
    paths = [folder("evaluation") / name for name in OWN]
    if not all(path.is_file() for path in paths):
        raise InputError("The project's own passages are in its checkout only: name a file of passages.")
    return paths


def evaluate(paths: Iterable[Path], show: int = 0, as_json: bool = False) -> str:
    """The figures of all passages of these files, and the `show` worst passages with what was read."""
    judged = [judge(passage) for path in paths for passage in read_passages(path)]
    figures = scores(judged)
    if as_json:
        return json.dumps({kind: _data(score) for kind, score in figures.items()}, indent=1) + "\n"
    worst = sorted((one for one in judged if one.wrong), key=lambda one: -one.wrong)[:show]
    lines = [_HEAD, *(_row(kind, score) for kind, score in figures.items()), f"passages: {len(judged)}"]
    return "\n".join([*lines, *(line for one in worst for line in _shown(one))]) + "\n"


def _data(score: Scores) -> dict[str, object]:
    return {
        "known": score.found.known,
        "found": _figures(score.found),
        "slots": _figures(score.slots),
        "exact": _figures(score.exact),
        "by_slot": {name: _figures(count) for name, count in sorted(score.by_slot.items())},
    }


def _figures(score: Score) -> dict[str, float]:
    """Precision, recall and F1, rounded to three digits."""
    return {"p": round(score.precision, 3), "r": round(score.recall, 3), "f1": round(score.f1, 3)}


def _row(kind: str, score: Scores) -> str:
    found, slots = (f"{s.precision:6.3f} {s.recall:6.3f} {s.f1:6.3f}" for s in (score.found, score.slots))
    return f"{kind:17} {found}  {score.found.known:5d}   {slots}     {score.exact.f1:6.3f}"


def _shown(one: Judged) -> Sequence[str]:
    wrong = [
        f"  {slot.name}: known {_value(known, slot.name)}, read {_value(found, slot.name)}"
        for known, found, slots in one.pairs
        for slot in slots
        if not slot.right
    ]
    missing = [f"  missing: {_named(told)}" for told in one.missing]
    surplus = [f"  too much: {_named(told)}" for told in one.surplus]
    return ["", f"{one.passage.id}: {one.passage.text}", *wrong, *missing, *surplus]


def _value(told: Told, slot: str) -> object:
    return told.slots.get(slot, told.harmed)


def _named(told: Told) -> str:
    slots = {name: value for name, value in told.slots.items() if value}
    return f"{told.kind} {' '.join(told.key)} {slots} {told.harmed or ''}".strip()

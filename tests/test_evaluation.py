"""The project's own passages: figures never fall, and what is read wrongly is listed."""

import json
from functools import cache

import pytest

from kg.answers.evaluate import own_files
from kg.answers.gold import Passage, read_passages
from kg.answers.scores import Judged, judge, scores
from kg.resources import folder

PASSAGES = {passage.id: passage for path in own_files() for passage in read_passages(path)}
EXPECTED = json.loads((folder("evaluation") / "expected.json").read_text(encoding="utf-8"))
FAILURES = {
    line
    for line in (folder("evaluation") / "known-failures.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
}


@cache
def judged(name: str) -> Judged:
    return judge(PASSAGES[name])


def cases() -> list[object]:
    known = pytest.mark.xfail(strict=True, reason="evaluation/known-failures.txt")
    return [pytest.param(name, marks=known if name in FAILURES else ()) for name in PASSAGES]


def test_every_known_failure_is_a_passage() -> None:
    assert set(PASSAGES) >= FAILURES


@pytest.mark.parametrize("kind", EXPECTED)
def test_no_figure_falls(kind: str) -> None:
    found = scores(judged(name) for name in PASSAGES)[kind]
    assert round(found.found.f1, 3) >= EXPECTED[kind]["found"]
    assert round(found.exact.f1, 3) >= EXPECTED[kind]["exact"]


def test_few_attacks_are_read_that_are_none() -> None:
    assert scores(judged(name) for name in PASSAGES)["attack"].found.precision >= 0.95


@pytest.mark.parametrize("name", cases())
def test_a_passage_is_read_as_it_should_be(name: str) -> None:
    one = judged(name)
    assert not one.wrong, (one.missing, one.surplus, [s for _, _, slots in one.pairs for s in slots if not s.right])


def test_passages_have_names_of_their_own() -> None:
    every: list[Passage] = [passage for path in own_files() for passage in read_passages(path)]
    assert len(every) == len(PASSAGES)

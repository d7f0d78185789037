"""How far a command is, told while it works."""

import json

import pytest

from kg.commands.inputs import watched


def test_a_log_gets_a_line_of_json_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(watched(["a", "b", "c"], "missions", seconds=0)) == ["a", "b", "c"]
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["missions"], line["of"]) for line in told] == [(0, 3), (1, 3), (2, 3)]
    assert all(line["seconds"] >= 0 for line in told)


def test_where_no_one_counted_the_items_it_tells_no_total(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(watched(iter("ab"), "pages", seconds=0)) == ["a", "b"]
    assert set(json.loads(capsys.readouterr().err.splitlines()[-1])) == {"seconds", "pages"}


def test_short_work_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(watched("ab", "pages")) == ["a", "b"]
    assert capsys.readouterr().err == ""

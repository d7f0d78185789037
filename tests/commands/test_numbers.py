"""Numbers that users give: what is none, or too large, is said."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize("number", ["nan", "inf", "1e400", "1e300", "-1", "0", "soon"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--seconds"),
        ("audit", "--seconds"),
        ("serve", "graph.ttl", "--seconds"),
        ("fetch", "MINUSMA", "--timeout"),
        ("reconcile", "graph.ttl", "--timeout"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_seconds_are_a_number_that_can_be_waited_for(arguments: tuple[str, ...], number: str, kg: Run) -> None:
    result = kg(*arguments, number)
    assert (result.code, result.out) == (2, "")
    assert f"Invalid value for '{arguments[-1]}'" in result.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("serve", "graph.ttl", "--memory", "99999999999999"),
        ("fetch", "MINUSMA", "--max-age", "nan"),
        ("export", "graph.ttl", "--threshold", "nan"),
        ("export", "graph.ttl", "--threshold", "7"),
    ],
    ids=" ".join,
)
def test_other_numbers_too(arguments: tuple[str, ...], kg: Run) -> None:
    result = kg(*arguments)
    assert result.code == 2 and f"Invalid value for '{arguments[-2]}'" in result.err


def test_a_usual_number_is_taken(kg: Run, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "UNMIU.wikitext").write_text("'''UNMIU''' is a mission.")
    assert kg("build", tmp_path / "UNMIU.wikitext", "--seconds", "7.5").code == 0
    assert kg("export", graph, "--threshold", "1").code == 0

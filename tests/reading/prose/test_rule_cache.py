"""What is derived from the phrases is the same when it is taken from the disk, and only where it may be."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.reading.prose import rule_cache as module
from kg.reading.prose.macros import needs_in
from kg.reading.prose.phrases import phrases
from kg.reading.prose.rule_cache import RuleCache, compiled

STAMP = b"rules"
PIECES = ["bomb", "(?P<who>an?) ", "(x)?", "\\b", "(?i:Mine)", "[^a-z.]", "(?<!s)", "\ue003", "(?(1)y|z)", "é{2,3}?"]


def never() -> object:
    raise AssertionError("it is known")


def written(path: Path, **values: object) -> None:
    cache = RuleCache(path, STAMP)
    for key, value in values.items():
        cache.get(key, lambda value=value: value)  # type: ignore[misc]
    cache.save()


@given(
    st.lists(st.sampled_from(PIECES), unique=True).map("".join).filter(lambda text: "(1)" not in text or "(x)" in text)
)
def test_patterns_are_those_of_re(source: str) -> None:
    try:
        expected = re.compile(source)
    except re.error:
        return
    assert compiled(source) == expected  # patterns are equal where their code is
    assert compiled(source).groupindex == expected.groupindex


@pytest.mark.parametrize("kind", ["attack", "figure", "tenure"])
def test_patterns_of_phrases_are_those_of_re(kind: str) -> None:
    for phrase in phrases(kind).phrases[:20]:
        assert phrase.pattern == re.compile(phrase.pattern.pattern)


def test_what_was_saved_is_known(tmp_path: Path) -> None:
    written(tmp_path / "folder" / "cache", one=[1, "é"])
    assert RuleCache(tmp_path / "folder" / "cache", STAMP).get("one", never) == [1, "é"]


def test_other_rules_know_nothing(tmp_path: Path) -> None:
    written(tmp_path / "cache", one=1)
    assert RuleCache(tmp_path / "cache", b"other rules").get("one", lambda: 2) == 2


@pytest.mark.parametrize("at", [0, 20, -1])
def test_a_damaged_file_holds_nothing(tmp_path: Path, at: int) -> None:
    written(tmp_path / "cache", one=[1] * 100)
    data = bytearray((tmp_path / "cache").read_bytes())
    data[at] ^= 1
    (tmp_path / "cache").write_bytes(data)
    assert RuleCache(tmp_path / "cache", STAMP).get("one", lambda: 2) == 2
    (tmp_path / "cache").write_bytes(data[: len(data) // 2])
    assert RuleCache(tmp_path / "cache", STAMP).get("one", lambda: 3) == 3


def test_what_another_user_wrote_counts_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "cache", one=1)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert RuleCache(tmp_path / "cache", STAMP).get("one", lambda: 2) == 2


def test_two_programs_write_one_after_the_other(tmp_path: Path) -> None:
    first, second = RuleCache(tmp_path / "cache", STAMP), RuleCache(tmp_path / "cache", STAMP)
    first.get("one", lambda: 1)
    second.get("two", lambda: 2)
    first.save()
    second.save()
    both = RuleCache(tmp_path / "cache", STAMP)
    assert (both.get("one", never), both.get("two", never)) == (1, 2)


def test_it_is_not_written_again_at_once_and_not_for_nothing(tmp_path: Path) -> None:
    cache = RuleCache(tmp_path / "cache", STAMP)
    cache.save()
    assert not (tmp_path / "cache").exists()
    cache.get("one", lambda: 1)
    cache.save()
    cache.get("two", lambda: 2)
    cache.save()
    assert RuleCache(tmp_path / "cache", STAMP).get("two", lambda: 3) == 3


def test_where_nothing_can_be_written_all_goes_on() -> None:
    cache = RuleCache(Path(os.devnull) / "cache", STAMP)
    assert cache.get("one", lambda: 1) == 1
    cache.save()


def test_a_user_without_a_home_caches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "user_cache_path", lambda name: Path("~") / name)
    monkeypatch.chdir(tmp_path)
    cache = module.rule_cache.__wrapped__()
    cache.get("one", lambda: 1)
    cache.save()
    assert not list(tmp_path.iterdir())


def test_needs_are_texts_also_from_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = phrases("figure").phrases[0].written
    monkeypatch.setattr("kg.reading.prose.macros.rule_cache", lambda: RuleCache(tmp_path / "cache", STAMP))
    written(tmp_path / "cache", **{f"needs figure {source}": [["a", "b"]]})
    assert needs_in.__wrapped__("figure", source) == (("a", "b"),)


def test_a_second_program_compiles_nothing_that_the_first_did(tmp_path: Path) -> None:
    code = (
        "import kg\nfrom kg.reading.prose import rule_cache\n"
        "made = []\nderive = rule_cache._taken_apart\n"
        "rule_cache._taken_apart = lambda source: made.append(source) or derive(source)\n"
        "kg.build('Two soldiers of UNIFIL were killed on 3 May 1998 near Tyre.', title='UNIFIL')\n"
        "print(len(made))\n"
    )  # fmt: skip
    surroundings = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    run = [subprocess.run([sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, check=True)
           for _ in range(2)]  # fmt: skip
    assert [int(done.stdout) > 0 for done in run] == [True, False]

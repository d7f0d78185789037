"""The page on linking shows what the commands print."""

from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_on_linking_works(tmp_path: Path, replay: Callable[[Path, Path, Path], int]) -> None:
    assert replay(ROOT / "docs" / "linking.md", ROOT, tmp_path) == 1

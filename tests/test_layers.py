"""Imports point one way: a room knows only the rooms before it."""

import ast
from pathlib import Path

ROOMS = [
    "values",
    "pages",
    "documents",
    "facts",
    "reading",
    "triples",
    "linking",
    "answers",
    "dumps",
    "explorer",
    "commands",
]
EVERYWHERE = {"errors", "files", "resources"}
KG = Path(__file__).resolve().parent.parent / "kg"


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    names += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return {name.split(".")[1] for name in names if name.startswith("kg.")}


def wrong_way(room: str, names: set[str]) -> set[str]:
    allowed = set(ROOMS[: ROOMS.index(room) + 1]) | EVERYWHERE
    if room == "commands":
        allowed.add("build")
    return names - allowed


def test_imports_point_one_way() -> None:
    wrong = {
        str(path.relative_to(KG)): bad
        for room in ROOMS
        for path in (KG / room).rglob("*.py")
        if (bad := wrong_way(room, imported(path)))
    }
    assert wrong == {}


def test_every_package_is_a_room() -> None:
    assert {p.name for p in KG.iterdir() if (p / "__init__.py").exists()} == set(ROOMS)


def test_the_guard_sees_a_wrong_import() -> None:
    assert wrong_way("documents", {"pages", "reading"}) == {"reading"}

"""The documentation is whole: links lead somewhere, commands are explained, examples of extending the project work."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from kg.commands import cli

ROOT = Path(__file__).resolve().parent.parent
Replay = Callable[[Path, Path, Path], int]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), ROOT / "samples" / "README.md"])
COMMANDS = cli.list_commands(click.Context(cli))
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)#\s]+)[^)]*\)")


def command(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_page_is_linked() -> None:
    linked = {
        (page.parent / link).resolve()
        for page in PAGES
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if "://" not in link
    }
    assert [page.name for page in PAGES if page not in linked and page != ROOT / "README.md"] == []


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in sorted(folder.glob("[0-9]*.md")) if f"]({path.name})" not in index] == []


def test_numbers_of_decisions_are_not_reused() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md")]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    found = command(name)
    assert found.help and re.search("Examples?:", found.help), f"kg {name} --help shows no example"
    assert found.short_help
    assert [p.name for p in found.params if isinstance(p, click.Option) and not p.help] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"`kg {name}`" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_commands_of_the_documentation_exist() -> None:
    said = {name for page in PAGES for name in re.findall(r"`kg ([a-z][a-z-]*)", page.read_text(encoding="utf-8"))}
    assert said <= set(COMMANDS)


def test_the_glossary_is_sorted() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    words = [word.lower() for word in re.findall(r"^\| \*\*(.+?)\*\*", text, re.MULTILINE)]
    assert words == sorted(words) and len(words) == len(set(words))


def test_the_guide_to_extending_works(tmp_path: Path, replay: Replay) -> None:
    """Each example is done to a copy of the project, and then asked for its effect."""
    copy, folder = tmp_path / "project", tmp_path / "work"
    folder.mkdir()
    for name in ("kg", "ontology", "language", "queries", "samples"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    assert replay(ROOT / "docs" / "extending.md", copy, folder) >= 10


def test_the_guide_to_asking_works(tmp_path: Path, replay: Replay) -> None:
    assert replay(ROOT / "docs" / "querying.md", ROOT, tmp_path) >= 4

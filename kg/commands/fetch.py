"""`kg fetch`: pages of a wiki into an XML export."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.inputs import watched
from kg.commands.online import WIKI, Online, online_options, transport
from kg.commands.output import counted, emit, output_option, say
from kg.errors import InputError, UsageError, reason

if TYPE_CHECKING:
    from kg.linking.fetch import Fetched
    from kg.linking.transport import Transport


@click.command(short_help="Bring pages of a wiki into an XML export that kg build reads.")
@click.argument("titles", nargs=-1)
@output_option
@click.option("--file", "files", multiple=True, type=click.Path(path_type=Path), help="Titles, one a line; # remarks.")
@click.option("--category", "categories", multiple=True, help="The articles of a category.")
@click.option("--depth", type=click.IntRange(0, 10), default=0, show_default=True, help="Levels of subcategories.")
@click.option("--at", "where", default=WIKI, show_default=True, help="Address of the wiki's api.php.")
@online_options
def command(  # noqa: PLR0917  one parameter an option
    titles: tuple[str, ...],
    output: Path | None,
    files: tuple[Path, ...],
    categories: tuple[str, ...],
    depth: int,
    where: str,
    **online: object,
) -> int:
    """Fetch the newest revisions of pages, and of the pages they redirect to.

    \b
    Examples:
      kg fetch MINUSMA MINUSCA --contact me@example.org -o pages.xml
      kg fetch --category "United Nations operations in Mali" --contact me@example.org -o pages.xml
      kg build pages.xml -o graph.ttl
    """
    from kg.linking.fetch import Fetched, export, site_of  # noqa: PLC0415

    if not (titles or files or categories):
        raise UsageError("Name titles, a --file of them, or a --category.")
    with transport(Online(**online), where) as made:  # type: ignore[arg-type]
        wanted = list(dict.fromkeys(_titles(made, where, titles, files, categories, depth)))
        if not wanted:
            raise UsageError(f"{' and '.join(map(str, [*files, *categories]))}: no titles; nothing is fetched.")
        site = site_of(made, where)
        found = list(_fetched(made, where, wanted))
    pages = [page for page in found if isinstance(page, Fetched)]
    missing = [title for title in found if isinstance(title, str)]
    emit("".join(export(site, pages)), output)
    say(f"{counted(len(pages), 'page')} of {site.name}.")
    for title in missing:
        say(f"{title}: there is no such page.")
    return 1 if missing else 0


def _titles(  # noqa: PLR0917  one parameter an option
    made: "Transport",
    where: str,
    titles: tuple[str, ...],
    files: tuple[Path, ...],
    categories: tuple[str, ...],
    depth: int,
) -> Iterator[str]:
    from kg.linking.fetch import members  # noqa: PLC0415

    yield from titles
    for file in files:
        yield from _listed(file)
    for category in categories:
        yield from members(made, where, category, depth)


def _listed(file: Path) -> list[str]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: {reason(error)}.") from None
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _fetched(made: "Transport", where: str, wanted: list[str]) -> "Iterator[Fetched | str]":
    from kg.linking.fetch import fetch_pages  # noqa: PLC0415

    yield from watched(fetch_pages(made, where, wanted), "pages")

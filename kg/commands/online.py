"""Options of the commands that may ask services, and what they make: a polite transport, and a backend."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.commands.inputs import DAY, Between
from kg.commands.output import say
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.linking.model import Backend
    from kg.linking.transport import Transport

WIKI = "https://en.wikipedia.org/w/api.php"
WIKIDATA = "https://www.wikidata.org/w/api.php"
QUERY = "https://query.wikidata.org/sparql"
Function = TypeVar("Function", bound=Callable[..., Any])
BACKENDS = ("embedded", "wiki", "api", "sparql", "service", "index")


@dataclass(frozen=True, slots=True)
class Online:
    """How services may be asked; `cache` keeps what they said."""

    contact: str | None = None
    cache: Path | None = None
    offline: bool = False
    max_age: float | None = None
    seconds: float = 60


def online_options(function: Function) -> Function:
    """--contact, --cache, --offline, --max-age, --timeout."""
    for option in (
        click.option(
            "--timeout",
            "seconds",
            type=Between(0.1, DAY),
            default=60,
            show_default=True,
            help="Seconds for one answer.",
        ),
        click.option(
            "--max-age", type=Between(0, 100_000), help="Ask again what the cache has kept for more than so many days."
        ),
        click.option("--offline", is_flag=True, help="Open no connection: answer from the cache and what ships."),
        click.option("--cache", type=click.Path(path_type=Path, dir_okay=False), help="Keep answers in this file."),
        click.option(
            "--contact", envvar="KG_CONTACT", help="Your mail address or web page, told to the services asked."
        ),
    ):
        function = option(function)
    return function


def checked_address(url: str) -> None:
    """UsageError where nothing can be asked at an address."""
    if not url.startswith(("http://", "https://")):
        raise UsageError(f"{url} is no address of a service: it should begin with https://.")


@contextmanager
def transport(online: Online, url: str) -> "Iterator[Transport]":
    """A transport for a service; without a contact, or offline, it asks nobody."""
    from kg.linking.cache import Cache  # noqa: PLC0415 (sqlite, and below httpx: not needed for --help)
    from kg.linking.transport import Politeness, Transport, checked_contact  # noqa: PLC0415

    checked_address(url)
    if online.offline and not online.cache:
        raise UsageError("--offline needs a --cache of answers, or a backend that asks nobody.")
    rules = None if online.offline else Politeness(checked_contact(online.contact, url), seconds=online.seconds)
    kept = Cache(online.cache) if online.cache else None
    max_age = online.max_age * 86400 if online.max_age is not None else None
    with Transport(rules, kept, max_age=max_age) as made:
        yield made
    if kept is not None:
        if kept.story():
            say(f"{kept.story()}; {made.asked} requests were sent.")
        kept.close()


@contextmanager
def backend(name: str, where: str | None, wiki: str | None, online: Online) -> "Iterator[Backend]":
    """The backend that was asked for."""
    if name == "embedded":
        from kg.linking.backends.embedded import Embedded  # noqa: PLC0415

        yield Embedded()
    elif name == "index":
        from kg.linking.backends.dump_index import DumpIndex  # noqa: PLC0415

        with DumpIndex(Path(_needed(where, "the file that kg index made"))) as index:
            yield index
    else:
        with _service(name, where, wiki, online) as service:
            yield service


def _needed(where: str | None, what: str) -> str:
    if not where:
        raise UsageError(f"Say with --at where it is: {what}.")
    return where


@contextmanager
def _service(name: str, where: str | None, wiki: str | None, online: Online) -> "Iterator[Backend]":
    from kg.linking.backends.action_api import ActionApi, WikiTitles  # noqa: PLC0415
    from kg.linking.backends.embedded import Embedded  # noqa: PLC0415
    from kg.linking.backends.reconciliation import ReconciliationService  # noqa: PLC0415
    from kg.linking.backends.sparql import Sparql  # noqa: PLC0415

    url = (
        where
        or {"api": WIKIDATA, "sparql": QUERY, "wiki": wiki or WIKI}.get(name)
        or _needed(where, "the service's address")
    )
    if wiki:
        checked_address(wiki)
    with transport(online, url) as made:
        if name == "wiki":
            yield WikiTitles(made, url, Embedded())
        elif name == "api":
            yield ActionApi(made, wiki or WIKI, url)
        elif name == "sparql":
            yield Sparql(made, url)
        else:
            yield ReconciliationService(made, url)

"""A page as its source gives it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a wiki: its title and wikitext, and what the source says of its revision.

    `timestamp` is ISO 8601 in UTC, `redirect` the target's title where the page is a redirect,
    `source` names the file it came from, `note` says what the user should know of its title (both for messages
    only; they never reach the graph).
    """

    title: str
    text: str
    revision: int | None = None
    timestamp: str | None = None
    redirect: str | None = None
    namespace: int = 0
    page_id: int | None = None
    language: str = "en"
    source: str = ""
    note: str = ""


def noted(page: object) -> str:
    """What the user should know of a page, with its file; empty where that is nothing."""
    return f"{page.source}: {page.note}" if isinstance(page, Page) and page.note else ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A page or file that could not be read: where it is, and why in words for the user."""

    source: str
    message: str

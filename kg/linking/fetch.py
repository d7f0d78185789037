"""Pages of any MediaWiki with the metadata of their revisions, as an XML export that `kg build` reads.

action=query&prop=revisions, 50 titles a request; redirects are fetched as they are, and their targets besides. The
export is that of mediawiki.org/xml/export-0.11, as Special:Export writes it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from kg.linking.backends.action_api import ask, batches, query
from kg.linking.transport import ServiceError, Transport

_XMLNS = "http://www.mediawiki.org/xml/export-0.11/"
_MOST_MEMBERS = 100_000
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page's newest revision; `redirect` is the title it leads to."""

    title: str
    page_id: int
    namespace: int
    revision: int
    parent: int
    timestamp: str
    text: str
    redirect: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """What a wiki says of itself."""

    name: str
    database: str
    base: str
    generator: str
    language: str
    namespaces: tuple[tuple[int, str], ...]


def site_of(transport: Transport, url: str) -> Site:
    """The wiki behind an api.php."""
    told = ask(transport, url, {"action": "query", "meta": "siteinfo", "siprop": "general|namespaces"}).get("query", {})
    general = told.get("general", {})
    if "sitename" not in general:
        raise ServiceError(f"{url}: does not answer as a MediaWiki's api.php.")
    spaces = tuple(sorted((int(n["id"]), str(n.get("name", ""))) for n in told.get("namespaces", {}).values()))
    name, database, base, generator, language = (
        str(general.get(name, "")) for name in ("sitename", "wikiid", "base", "generator", "lang")
    )
    return Site(name, database, base, generator, language, spaces)


def fetch_pages(transport: Transport, url: str, titles: Sequence[str]) -> Iterator[Fetched | str]:
    """The pages of these titles and of those they redirect to; a title that is not there is given as it is."""
    seen: set[int] = set()
    asked = list(dict.fromkeys(title.replace("_", " ").strip() for title in titles if title.strip()))
    for batch in batches(asked):
        for redirects in (False, True):
            for page in _revisions(transport, url, batch, redirects):
                if isinstance(page, str):
                    if not redirects:
                        yield page
                elif page.page_id not in seen:
                    seen.add(page.page_id)
                    yield page


def _revisions(transport: Transport, url: str, titles: Sequence[str], redirects: bool) -> Iterator[Fetched | str]:
    parameters = {
        "action": "query",
        "prop": "revisions|info",
        "rvslots": "main",
        "rvprop": "content|ids|timestamp",
        "titles": "|".join(titles),
        **({"redirects": "1"} if redirects else {}),
    }
    pages: dict[str, dict[str, Any]] = {}
    for part in query(transport, url, parameters):
        for page in part.get("pages", ()):
            pages.setdefault(str(page.get("title")), {}).update(page)
    for title, page in pages.items():
        yield _page(page) if page.get("revisions") else title


def _page(page: Mapping[str, Any]) -> Fetched:
    revision = page["revisions"][0]
    text = str(revision.get("slots", {}).get("main", {}).get("content", ""))
    return Fetched(
        title=str(page["title"]),
        page_id=int(page["pageid"]),
        namespace=int(page.get("ns", 0)),
        revision=int(revision["revid"]),
        parent=int(revision.get("parentid", 0)),
        timestamp=str(revision["timestamp"]),
        text=text,
        redirect=_target(text) if page.get("redirect") else "",
    )


def _target(text: str) -> str:
    return text.partition("[[")[2].partition("]]")[0].partition("|")[0].partition("#")[0].strip()


def members(transport: Transport, url: str, category: str, depth: int = 0) -> Iterator[str]:
    """The articles of a category, and of those below it down to a depth, each once."""
    todo, seen, given = [(_with_prefix(category), depth)], set[str](), set[str]()
    while todo:
        name, left = todo.pop()
        seen.add(name)
        parameters = {"action": "query", "list": "categorymembers", "cmtitle": name, "cmlimit": "500"}
        for part in query(transport, url, {**parameters, "cmtype": "page|subcat" if left else "page"}):
            for member in part.get("categorymembers", ()):
                title, namespace = str(member["title"]), int(member["ns"])
                if namespace == 14 and title not in seen:
                    todo.append((title, left - 1))
                elif namespace == 0 and title not in given and len(given) < _MOST_MEMBERS:
                    given.add(title)
                    yield title


def _with_prefix(category: str) -> str:
    return category if ":" in category else f"Category:{category}"


def export(site: Site, pages: Iterable[Fetched]) -> Iterator[str]:
    """The XML of an export, part by part."""
    yield (
        f'<mediawiki xmlns="{_XMLNS}" version="0.11" xml:lang={quoteattr(site.language or "en")}>\n'
        f"  <siteinfo>\n    <sitename>{_text(site.name)}</sitename>\n    <dbname>{_text(site.database)}</dbname>\n"
        f"    <base>{_text(site.base)}</base>\n    <generator>{_text(site.generator)}</generator>\n    <namespaces>\n"
    )
    for number, name in site.namespaces:
        yield f'      <namespace key="{number}">{_text(name)}</namespace>\n'
    yield "    </namespaces>\n  </siteinfo>\n"
    for page in pages:
        yield _xml(page)
    yield "</mediawiki>\n"


def _xml(page: Fetched) -> str:
    redirect = f"    <redirect title={quoteattr(page.redirect)} />\n" if page.redirect else ""
    parent = f"      <parentid>{page.parent}</parentid>\n" if page.parent else ""
    return (
        f"  <page>\n    <title>{_text(page.title)}</title>\n    <ns>{page.namespace}</ns>\n"
        f"    <id>{page.page_id}</id>\n"
        f"{redirect}    <revision>\n      <id>{page.revision}</id>\n{parent}"
        f"      <timestamp>{_text(page.timestamp)}</timestamp>\n      <model>wikitext</model>\n"
        f'      <format>text/x-wiki</format>\n      <text bytes="{len(page.text.encode())}" xml:space="preserve">'
        f"{_text(page.text)}</text>\n    </revision>\n  </page>\n"
    )


def _text(text: str) -> str:
    return escape(text.translate(_FORBIDDEN))

"""Titles and pages of a real MediaWiki (Debian's package, on loopback)."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.commands import main
from kg.linking.backends.action_api import ActionApi, WikiTitles
from kg.linking.backends.embedded import Embedded
from kg.linking.fetch import Fetched, export, fetch_pages, members, site_of
from kg.linking.mentions import mentions_of
from kg.linking.reconcile import reconcile
from kg.linking.transport import Politeness, Transport

MEDIAWIKI = Path("/usr/share/mediawiki")
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
MINUSMA = Path(__file__).resolve().parents[2] / "../shared/articles/MINUSMA.wikitext"
PAGES = {
    "Mali": "'''Mali''' is a country. [[Category:Countries]]",
    "Republic of Mali": "#REDIRECT [[Mali]]",
    "Kidal": "'''Kidal''' is a town in [[Mali]]. [[Category:Towns]]",
    "Kidal bombing": "#REDIRECT [[Kidal#Attacks]]",
    "Gao": "'''Gao''' may mean several places. [[Category:Towns]]",
    "Bamako": "'''Bamako''' is the capital of [[Mali]]. [[Category:Towns]]",
    "Category:Towns": "Towns. [[Category:Places]]",
    "Category:Places": "Places.",
}
ITEMS = {"Mali": "Q912", "Kidal": "Q650100", "Gao": "Q188904", "Bamako": "Q3703"}
ITEMS |= {"Goma": "Q1000000001", "MINUSMA": "Q1000000002"}  # made up for this test

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (MEDIAWIKI / "api.php").exists() or not shutil.which("php"),
        reason="MediaWiki is not installed: make test-mediawiki installs it",
    ),
]


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a wiki's api.php; the wiki holds PAGES and the sample articles."""
    folder, port = tmp_path_factory.mktemp("wiki"), free_port()
    (folder / "data").mkdir()
    (folder / "conf").mkdir()
    install = ["--dbtype", "sqlite", "--dbname", "kgwiki", "--dbpath", str(folder / "data"), "--lang", "en"]
    install += ["--server", f"http://127.0.0.1:{port}", "--scriptpath", "", "--confpath", str(folder / "conf")]
    php("install.php", *install, "--pass", "adminpass-12345", "KGTest", "Admin", folder=folder)
    (folder / "pages.xml").write_text("".join(export_of(PAGES | articles())), encoding="utf-8")
    php("importDump.php", "--username-prefix=en", str(folder / "pages.xml"), folder=folder)
    php("rebuildrecentchanges.php", folder=folder)
    php("runJobs.php", folder=folder)
    set_items(folder / "data" / "kgwiki.sqlite")
    command = ["php", "-S", f"127.0.0.1:{port}", "-t", str(MEDIAWIKI)]
    server = subprocess.Popen(
        command,
        cwd=MEDIAWIKI,
        env=environment(folder),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    wait_for(port)
    yield f"http://127.0.0.1:{port}/api.php"
    os.killpg(server.pid, signal.SIGTERM)
    server.wait(10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "MW_CONFIG_FILE": str(folder / "conf" / "LocalSettings.php"), "PHP_CLI_SERVER_WORKERS": "3"}


def php(script: str, *arguments: str, folder: Path) -> None:
    command = ["php", str(MEDIAWIKI / "maintenance" / script), *arguments]
    env = {k: v for k, v in environment(folder).items() if script != "install.php" or k != "MW_CONFIG_FILE"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def articles() -> dict[str, str]:
    found = {path.stem.replace("_", " "): path.read_text(encoding="utf-8") for path in SAMPLES.glob("*.wikitext")}
    if MINUSMA.exists():
        found["MINUSMA"] = MINUSMA.read_text(encoding="utf-8")
    return found


def export_of(pages: dict[str, str]) -> Iterator[str]:
    from kg.linking.fetch import Site

    site = Site("Test", "test", "http://127.0.0.1/", "test", "en", ((0, ""), (14, "Category")))
    told = (
        Fetched(title, n, 14 if title.startswith("Category:") else 0, n, 0, "2020-01-02T03:04:05Z", text)
        for n, (title, text) in enumerate(pages.items(), 1)
    )
    return export(site, told)


_SET = """INSERT INTO page_props (pp_page, pp_propname, pp_value)
SELECT page_id, ?, ? FROM page WHERE page_title = ? AND page_namespace = 0"""


def set_items(database: Path) -> None:
    """What Wikibase's client would write: the item of each page; and that Gao is a list of meanings."""
    with sqlite3.connect(database) as db:
        for title, qid in ITEMS.items():
            db.execute(_SET, ("wikibase_item", qid, title))
        db.execute(_SET, ("disambiguation", "", "Gao"))
    db.close()


@pytest.fixture
def transport() -> Iterator[Transport]:
    with Transport(Politeness("test@example.org", seconds=20, pause=0.1)) as made:
        yield made


def test_titles_are_normalised_and_redirects_followed(wiki: str, transport: Transport) -> None:
    found = ActionApi(transport, wiki, wiki).lookup_titles(["mali", "Republic_of_Mali", "Nowhere at all"])
    assert {title: match.qid for title, match in found.items()} == {"mali": "Q912", "Republic_of_Mali": "Q912"}
    assert found["Republic_of_Mali"].redirected


def test_a_redirect_to_a_section_and_a_list_of_meanings_are_marked(wiki: str, transport: Transport) -> None:
    found = ActionApi(transport, wiki, wiki).lookup_titles(["Kidal bombing", "Gao"])
    assert found["Kidal bombing"].fragment == "Attacks"
    assert found["Gao"].disambiguation


def test_more_than_fifty_titles_are_asked_in_batches(wiki: str, transport: Transport) -> None:
    titles = [f"Nowhere {n}" for n in range(60)] + ["Bamako"]
    assert set(ActionApi(transport, wiki, wiki).lookup_titles(titles)) == {"Bamako"}
    assert transport.asked == 2


def test_the_same_graph_links_by_title_where_there_is_a_wiki(wiki: str, transport: Transport) -> None:
    mentions = mentions_of(kg.build(SAMPLES))
    offline = {d.mention.name: d for d in reconcile(mentions, Embedded())}
    online = {d.mention.name: d for d in reconcile(mentions, WikiTitles(transport, wiki, Embedded()))}
    assert (offline["Goma"].status, online["Goma"].qid, online["Goma"].tier) == ("nil", ITEMS["Goma"], "title")
    assert online["North Kivu"].qid == offline["North Kivu"].qid


@pytest.mark.skipif(not MINUSMA.exists(), reason="the MINUSMA article is not here")
def test_minusma_links_through_pageprops(wiki: str, transport: Transport) -> None:
    graph = kg.build(MINUSMA.read_text(encoding="utf-8"), title="MINUSMA")
    decided = {d.mention.name: d for d in reconcile(mentions_of(graph), WikiTitles(transport, wiki, Embedded()))}
    assert {name: (decided[name].qid, decided[name].tier) for name in ("Bamako", "Mali")} == {
        "Bamako": ("Q3703", "title"),
        "Mali": ("Q912", "title"),
    }
    name = "United Nations Multidimensional Integrated Stabilization Mission in Mali"
    assert (decided[name].qid, decided[name].tier) == (ITEMS["MINUSMA"], "title")
    assert decided["Kidal"].qid == "Q650100"


def test_pages_come_with_their_revisions_and_can_be_built(wiki: str, transport: Transport, tmp_path: Path) -> None:
    pages = list(fetch_pages(transport, wiki, ["Republic of Mali", "2017 Semuliki attack", "Nowhere"]))
    titles = {page if isinstance(page, str) else page.title for page in pages}
    assert titles == {"2017 Semuliki attack", "Republic of Mali", "Nowhere", "Mali"}
    path = tmp_path / "pages.xml"
    path.write_text(
        "".join(export(site_of(transport, wiki), (p for p in pages if isinstance(p, Fetched)))), encoding="utf-8"
    )
    graph = kg.build(path)
    assert graph.query("SELECT ?p WHERE { ?p <https://w3id.org/peacekg/ontology#revision> ?r }")


def test_members_of_a_category_and_below(wiki: str, transport: Transport) -> None:
    assert sorted(members(transport, wiki, "Towns")) == ["Bamako", "Gao", "Kidal"]
    assert sorted(members(transport, wiki, "Places", depth=1)) == ["Bamako", "Gao", "Kidal"]
    assert list(members(transport, wiki, "Places")) == []


def test_fetch_command(wiki: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cache, out = tmp_path / "cache.sqlite", tmp_path / "pages.xml"
    with pytest.raises(SystemExit) as stopped:
        main(["fetch", "Goma", "--category", "Towns", "--at", wiki, "--cache", str(cache), "-o", str(out)])
    assert stopped.value.code == 0
    first = out.read_bytes()
    with pytest.raises(SystemExit) as stopped:
        main(["fetch", "Goma", "--category", "Towns", "--at", wiki, "--cache", str(cache), "--offline", "-o", str(out)])
    assert (stopped.value.code, out.read_bytes()) == (0, first)
    with pytest.raises(SystemExit) as stopped:
        main(["fetch", "Nowhere", "--at", wiki, "-o", str(out)])
    assert stopped.value.code == 1
    assert "no such page" in capsys.readouterr().err

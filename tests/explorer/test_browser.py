"""The explorer in a real browser, as people use it (`make test-browser` installs what this needs)."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow
selenium = pytest.importorskip("selenium", reason="selenium is not installed (make test-browser)")
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
if not CHROMIUM or not DRIVER:
    pytest.skip("chromium or chromedriver is not installed (make test-browser)", allow_module_level=True)

from selenium import webdriver  # noqa: E402
from selenium.common.exceptions import WebDriverException  # noqa: E402
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.wait import WebDriverWait  # noqa: E402

OUT = Path(__file__).resolve().parents[2] / "out" / "browser"
AXE = OUT / "package" / "axe.min.js"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
COUNTRY = "/node?iri=https://w3id.org/peacekg/id/country/Pakistan"
Open = Callable[[str], Any]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    place = tmp_path_factory.mktemp("browser")
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in [*FLAGS.split(), f"--user-data-dir={place / 'profile'}"]:
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"download.default_directory": str(place / "downloads")})
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    driver.set_script_timeout(120)  # axe-core on a machine that does other work
    driver.downloads = place / "downloads"  # type: ignore[attr-defined]
    yield driver
    driver.quit()


def look(browser: Any, *, width: int = 1280, height: int = 900, dark: bool = False) -> None:
    """A screen of this size, light or dark."""
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})


@pytest.fixture
def page(browser: Any, server: Any) -> Open:
    """Open an address on a light screen of usual size."""
    look(browser)
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})
    browser.get_log("browser")

    def open_page(path: str) -> Any:
        browser.get(server.url + path)
        return browser

    return open_page


def arrive(browser: Any, leave: Callable[[], object]) -> None:
    """Do what leaves the page, and wait until the next one is there: an element of the old page would be stale."""
    browser.execute_script("window.left = false")
    leave()
    # Between two pages the driver may find neither: asked again.
    there = WebDriverWait(browser, 20, ignored_exceptions=[WebDriverException])
    there.until(lambda b: b.execute_script("return window.left === undefined && document.readyState === 'complete'"))


def follow(browser: Any, selector: str) -> None:
    """Follow a link, which pictures that are still drawn may move away from the mouse."""
    link = browser.find_element(By.CSS_SELECTOR, selector)
    arrive(browser, lambda: link.send_keys(Keys.ENTER))


def shot(browser: Any, name: str) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    browser.save_screenshot(str(OUT / f"{name}.png"))


def complaints(browser: Any) -> list[str]:
    """What the console has said since it was last asked."""
    return [entry["message"] for entry in browser.get_log("browser") if "favicon" not in entry["message"]]


def test_from_the_search_to_the_highlighted_sentence(page: Open) -> None:
    browser = page("/")
    arrive(browser, lambda: browser.find_element(By.ID, "q").send_keys("monusco", Keys.ENTER))
    arrive(browser, browser.find_element(By.PARTIAL_LINK_TEXT, "United Nations Organization Stabilization").click)
    assert "Democratic Republic of the Congo" in browser.title
    follow(browser, "a.fact[href*='attack']")
    mark = browser.find_element(By.TAG_NAME, "mark")
    assert mark.is_displayed()
    assert "gunmen opened fire" in mark.text
    assert complaints(browser) == []
    shot(browser, "sentence")


def test_pictures_are_shown(page: Open, mission: str) -> None:
    browser = page(mission)
    look(browser, height=3000)
    for picture in browser.find_elements(By.CSS_SELECTOR, "img.picture"):
        browser.execute_script("arguments[0].scrollIntoView()", picture)
        for _ in range(100):
            if browser.execute_script("return arguments[0].complete && arguments[0].naturalWidth > 0", picture):
                break
            time.sleep(0.1)
        else:
            pytest.fail(picture.get_attribute("src"))
    browser.execute_script("scrollTo(0, 0)")
    shot(browser, "mission")
    assert complaints(browser) == []


def test_a_query_and_its_download(page: Open) -> None:
    browser = page("/ask")
    box = browser.find_element(By.ID, "query")
    box.clear()
    box.send_keys("SELECT ?name { ?m a pk:Mission ; rdfs:label ?name } ORDER BY ?name")
    arrive(browser, lambda: box.send_keys(Keys.CONTROL, Keys.ENTER))
    assert "query=SELECT" in browser.current_url, "the address keeps the query"
    assert "Haiti" in browser.find_element(By.CSS_SELECTOR, "#main table").text
    browser.find_element(By.CSS_SELECTOR, "button[value=csv]").click()
    target = browser.downloads / "answer.csv"
    for _ in range(100):
        if target.exists():
            break
        time.sleep(0.1)
    assert target.read_text(encoding="utf-8").startswith("name\n")


def test_an_error_is_shown_at_its_line(page: Open) -> None:
    browser = page("/ask?query=SELECT+*+%7B%0A++?s+?p+oops+%7D")
    assert "oops" in browser.find_element(By.CSS_SELECTOR, ".problem mark").text
    chosen = browser.execute_script(
        "const q = document.getElementById('query'); return q.value.slice(q.selectionStart, q.selectionEnd)"
    )
    assert "oops" in chosen


def test_with_the_keyboard_alone(page: Open) -> None:
    browser = page("/")
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    assert browser.switch_to.active_element.text == "Skip to the content"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    browser.find_element(By.TAG_NAME, "body").send_keys("/")
    assert browser.switch_to.active_element.get_attribute("id") == "q"
    arrive(browser, lambda: browser.switch_to.active_element.send_keys("haiti", Keys.ENTER))
    for _ in range(40):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        if "/node" in (browser.switch_to.active_element.get_attribute("href") or ""):
            break
    outline = browser.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "the focus is seen"
    arrive(browser, lambda: browser.switch_to.active_element.send_keys(Keys.ENTER))
    assert "/node" in browser.current_url


@pytest.mark.parametrize("path", ["/", "mission", "/ask", "/panel/tenures", "/list/Attack"])
def test_a_phone_needs_no_sideways_scrolling(page: Open, mission: str, path: str) -> None:
    browser = page(mission if path == "mission" else path)
    look(browser, width=360, height=740)
    wide, screen = browser.execute_script("return [document.documentElement.scrollWidth, innerWidth]")
    assert wide <= screen
    shot(browser, f"phone-{path.strip('/').replace('/', '-') or 'home'}")


def test_dark_screens_get_dark_pages(page: Open, mission: str) -> None:
    browser = page(mission)
    look(browser, dark=True)
    time.sleep(0.5)
    paper = browser.execute_script("return getComputedStyle(document.documentElement).backgroundColor")
    assert paper == "rgb(21, 25, 30)"
    shot(browser, "dark")


def test_it_reads_without_javascript(page: Open, mission: str) -> None:
    browser = page("/")
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page(mission)
        follow(browser, "a.fact[href*='attack']")
        assert browser.find_element(By.TAG_NAME, "mark").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "mission",
        "fact",
        "/ask?query=SELECT+*+{?s+?p+oops",
        "/search?q=a",
        "/panel/tenures",
        "/list/Attack",
        "/ask?as=bars&query=SELECT+(1+AS+?n)+{}",
        COUNTRY,
    ],
)
def test_accessibility(page: Open, mission: str, path: str, dark: bool) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (make test-browser)")
    browser = page(mission if path in {"mission", "fact"} else path)
    look(browser, dark=dark)
    if path == "fact":
        follow(browser, "a.fact[href*='attack']")
    assert violations(browser) == []


def violations(browser: Any) -> list[str]:
    """What axe-core finds wrong with the page."""
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})  # axe-core sets styles that the policy forbids
    browser.refresh()
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    found = browser.execute_async_script(
        "const done = arguments[0]; axe.run(document, {preload: false}).then(done, e => done({error: `${e}`}))"
    )
    assert "violations" in found, found
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]


def test_a_hostile_graph_runs_nothing(browser: Any, hostile: Any) -> None:
    look(browser)
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})
    browser.get_log("browser")
    for path in (
        "/",
        "/list/Mission",
        "/node?iri=https://w3id.org/peacekg/id/m",
        "/node?iri=https://w3id.org/peacekg/id/a",
    ):
        browser.get(hostile.url + path)
        browser.execute_script("window.alert = () => { window.harmed = true }")
        for link in browser.find_elements(By.CSS_SELECTOR, "#main a"):
            assert not (link.get_attribute("href") or "").startswith(("javascript:", "data:"))
        assert browser.execute_script("return window.harmed === undefined")
        assert complaints(browser) == []


def test_the_report(browser: Any, sample: Path, tmp_path: Path) -> None:
    import kg
    from kg.explorer.report import report

    (tmp_path / "report.html").write_bytes(report(kg.Graph.load(sample)))
    look(browser, height=1400)
    browser.get(f"file://{tmp_path / 'report.html'}")
    drawn = browser.execute_script("return [...document.images].every(one => one.complete && one.naturalWidth > 0)")
    assert drawn
    assert complaints(browser) == []
    shot(browser, "report")
    look(browser, width=390, height=1400)
    browser.refresh()
    wide, screen = browser.execute_script("return [document.documentElement.scrollWidth, innerWidth]")
    assert wide <= screen
    scales = browser.execute_script(
        "return [...document.querySelectorAll('img.picture')].map(one => [one.clientWidth / one.naturalWidth, "
        "one.getBoundingClientRect().right])"
    )
    assert min(scale for scale, _ in scales) > 0.9, "letters keep their size"
    assert max(right for _, right in scales) <= screen
    shot(browser, "report-phone")
    if AXE.is_file():
        assert violations(browser) == []

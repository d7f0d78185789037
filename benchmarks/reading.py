"""What reading one article costs, page to facts, against parsing the same article with mwparserfromhell.

    python -m benchmarks.reading [ROUNDS] [FILE…]

Every round runs each task once, one after the other, so that all meet the same machine; printed are medians, the
ratios to a bare parse and to a parse with one filter_templates(), with the quartiles of the rounds' own ratios, and how
the cost grows with ten times the text.
Without files: a real mission's article if it lies beside the project, and the largest bundled sample. Where npm is, as
`make bench` sets it up, wtf_wikipedia parses beside them, in a process that is warm.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import mwparserfromhell

from benchmarks.measure import interleaved, ratios
from kg.documents.read import read_document
from kg.pages.model import Page
from kg.reading.read import Reading, read_facts
from kg.resources import folder
from kg.triples.write import triples_of

REAL = Path(__file__).resolve().parents[1] / "../shared/articles/MINUSMA.wikitext"
TITLES = {"MINUSMA": "United Nations Multidimensional Integrated Stabilization Mission in Mali"}
TIMES = 10
SCRIPT = Path(__file__).with_name("wtf.js")
MODULES = Path(__file__).resolve().parents[1] / "out/bench/node_modules"


def read_page(page: Page) -> Reading:
    return read_facts(read_document(page))


def page_of(path: Path) -> Page:
    title = TITLES.get(path.stem, path.stem.replace("_", " "))
    return Page(title, path.read_text(encoding="utf-8"))


def articles(names: Sequence[str]) -> list[Page]:
    samples = sorted(folder("samples").glob("*.wikitext"), key=lambda path: path.stat().st_size)
    paths = [Path(name) for name in names] or [path for path in (REAL, samples[-1]) if path.exists()]
    return [page_of(path) for path in paths]


@contextmanager
def wtf_wikipedia(page: Page) -> Iterator[dict[str, Callable[[], object]]]:
    """The task to parse a page with wtf_wikipedia; none where it is not installed."""
    node = shutil.which("node")
    if not node or not (MODULES / "wtf_wikipedia").exists():
        yield {}
        return
    pipe, surroundings = subprocess.PIPE, {**os.environ, "NODE_PATH": str(MODULES)}
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
        file.write(page.text)
        file.flush()
        command = [node, str(SCRIPT), file.name]
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, env=surroundings, text=True, bufsize=1) as process:
            assert process.stdin and process.stdout  # noqa: S101  (both are pipes)
            asked, answered = process.stdin, process.stdout
            yield {"wtf_wikipedia (npm)": lambda: (asked.write("\n"), answered.readline())}
            asked.close()


def tasks_for(page: Page) -> dict[str, Callable[[], object]]:
    return {
        "mwparserfromhell.parse": lambda: mwparserfromhell.parse(page.text),
        "  + filter_templates": lambda: mwparserfromhell.parse(page.text).filter_templates(),
        "page -> document": lambda: read_document(page),
        "page -> facts": lambda: read_page(page),
        "page -> triples": lambda: triples_of(read_page(page)),
    }


def show(times: dict[str, list[float]]) -> None:
    bare, filtered = list(times.values())[:2]
    print(f"  {'':36}  {'to a bare parse':24}to parse + filter")
    for name, taken in times.items():
        print(
            f"  {name:24}{1000 * statistics.median(taken):9.2f} ms  {ratios(taken, bare):24}{ratios(taken, filtered)}"
        )


def growth(page: Page, rounds: int) -> float:
    """How much longer ten times the text takes; 10 is linear."""
    long = Page(page.title, "\n\n".join([page.text] * TIMES))
    times = interleaved({"once": lambda: read_page(page), "often": lambda: read_page(long)}, rounds)
    return statistics.median(times["often"]) / statistics.median(times["once"])


def main(rounds: int, names: Sequence[str]) -> None:
    for page in articles(names):
        facts = len(read_page(page).facts)
        print(f"{page.title}: {len(page.text):,} characters, {facts} facts, {rounds} rounds")
        with wtf_wikipedia(page) as others:
            show(interleaved({**tasks_for(page), **others}, rounds))
        print(f"  {TIMES} times the text takes {growth(page, max(rounds // 5, 3)):.1f} times as long")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 25, sys.argv[2:])

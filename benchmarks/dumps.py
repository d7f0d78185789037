"""Makes dumps for the benchmarks: real articles repeated, mission articles among them as rarely as in Wikipedia.

    python -m benchmarks.dumps FILE MEGABYTES [ONE_IN]

Filler are the articles of a real sample dump that no word chooses, where it lies beside the project; else made-up ones.
Titles and ids are numbered, so that no two pages are the same. FILE ends in .xml, or in .xml.bz2 for a multistream
dump with its index beside it.
"""

import bz2
import random
import re
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.progress import Steps
from kg.pages.choose import Choice, named
from kg.pages.dump import RawPage
from kg.pages.walk import Walk
from kg.resources import folder

SAMPLE = Path(__file__).resolve().parents[1] / "../shared/dumps/enwiki-sample.xml.bz2"
MINUSMA = Path(__file__).resolve().parents[1] / "../shared/articles/MINUSMA.wikitext"
MISSION = "United Nations Multidimensional Integrated Stabilization Mission in Mali"
HEAD = '<mediawiki xml:lang="en"><siteinfo><namespaces><namespace key="1">Talk</namespace></namespaces></siteinfo>\n'
END = "</mediawiki>\n"
ONE_IN = 20_000
_PARTS = re.compile(rb"<title>([^<]*)</title>.*<text[^<>]*>([^<]*)</text>", re.DOTALL)
_NUMBERED = re.compile(r"<title>(.*?)</title>.*?<id>(\d+)</id>")
STREAM = 100
"""Pages in a stream, as Wikimedia has it."""


def mission_texts() -> list[tuple[str, str]]:
    """(title, wikitext) of a real mission's article if it is there, and the bundled samples."""
    found = [(MISSION, MINUSMA.read_text(encoding="utf-8"))] if MINUSMA.exists() else []
    paths = sorted(folder("samples").glob("*.wikitext"))
    return found + [(path.stem.replace("_", " "), path.read_text(encoding="utf-8")) for path in paths]


def filler_texts() -> list[tuple[str, str]]:
    choice = Choice([named("missions")])
    found = []
    for raw in (one.page for one in Walk([str(SAMPLE)] if SAMPLE.exists() else [])):
        parts = _PARTS.search(raw.xml) if isinstance(raw, RawPage) and not choice.chooses(raw.xml) else None
        if parts:
            found.append((parts[1].decode(), parts[2].decode()))
    return found or [made_up(number) for number in range(100)]


def made_up(number: int) -> tuple[str, str]:
    chance = random.Random(number)  # noqa: S311
    words = [chr(97 + chance.randrange(26)) * chance.randrange(1, 9) for _ in range(400)]
    return f"Thing {number}", " ".join(chance.choice(words) for _ in range(3000))


def page(number: int, title: str, text: str) -> str:
    """A page whose text is escaped already."""
    return (
        f"  <page><title>{title} {number}</title><ns>0</ns><id>{number}</id><revision><id>{number}</id>"
        f'<timestamp>2020-01-01T00:00:00Z</timestamp><text xml:space="preserve">{text}</text></revision></page>\n'
    )


def pages(size: int, one_in: int) -> Iterator[str]:
    """Pages of so many bytes of XML in all, every `one_in`th a mission's (0: none)."""
    missions = [(escape(title), escape(text)) for title, text in mission_texts()]
    filler = filler_texts() if one_in != 1 else missions
    made = number = 0
    while made < size:
        number += 1
        texts = missions if one_in and (number - 1) % one_in == 0 else filler
        title, text = texts[number // (one_in or 1) % len(texts)] if texts is missions else texts[number % len(texts)]
        one = page(number, title, text)
        made += len(one.encode())
        yield one


def write(path: Path, size: int, one_in: int = ONE_IN) -> int:
    """Write a dump of about `size` bytes of XML; gives the number of its pages."""
    made = list(_said(pages(size, one_in), size, path))
    streams = [made[begin : begin + STREAM] for begin in range(0, len(made), STREAM)]
    texts = [HEAD, *map("".join, streams), END]
    if path.name.endswith(".bz2"):
        with ThreadPoolExecutor(2) as pool, Steps() as steps:
            packed = list(_packed(pool, texts, path, steps))
        path.write_bytes(b"".join(packed))
        _index(path, packed, streams)
    else:
        path.write_text("".join(texts), encoding="utf-8")
    return len(made)


def write_long(path: Path, size: int, times: int) -> int:
    """A multistream dump of `times` repeated `size` bytes of filler, among them a mission's article in ONE_IN pages."""
    made = list(_said(pages(size, 0), size, path))
    streams = ["".join(made[begin : begin + STREAM]) for begin in range(0, len(made), STREAM)]
    title, text = map(escape, mission_texts()[0])
    missions = max(len(made) * times // ONE_IN, 1)
    texts = [HEAD, *streams, *(page(number, title, text) for number in range(missions)), END]
    with ThreadPoolExecutor(2) as pool, Steps() as steps:
        head, *packed, end = _packed(pool, texts, path, steps)
    with path.open("wb") as file:
        file.write(head)
        for turn in range(times):
            file.writelines(packed[: len(streams)])
            due = slice(missions * turn // times, missions * (turn + 1) // times)
            file.writelines(packed[len(streams) :][due])
        file.write(end)
    return len(made) * times + missions


def _said(made: Iterator[str], size: int, path: Path) -> Iterator[str]:
    """The same pages; says how much of the dump is made."""
    done = 0
    with Steps() as steps:
        for one in made:
            done += len(one)
            steps.say(f"making {path.name}: {100 * done // size} %")
            yield one


def _packed(pool: ThreadPoolExecutor, texts: Sequence[str], path: Path, steps: Steps) -> Iterator[bytes]:
    """Each text as a bz2 stream."""
    return steps.over(pool.map(lambda one: bz2.compress(one.encode()), texts), len(texts), f"packing {path.name}")


def _index(path: Path, packed: list[bytes], streams: list[list[str]]) -> None:
    lines, offset = [], len(packed[0])
    for stream, data in zip(streams, packed[1:], strict=False):
        lines += [f"{offset}:{found[2]}:{found[1]}\n" for found in map(_NUMBERED.search, stream) if found]
        offset += len(data)
    path.with_name(path.name.removesuffix(".xml.bz2") + "-index.txt.bz2").write_bytes(
        bz2.compress("".join(lines).encode())
    )


if __name__ == "__main__":
    print(
        write(Path(sys.argv[1]), int(float(sys.argv[2]) * 1e6), int(sys.argv[3]) if sys.argv[3:] else ONE_IN), "pages"
    )

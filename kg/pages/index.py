"""The index of a multistream dump: which stream holds which page.

It lies beside the dump (`X-multistream.xml.bz2`, `X-multistream-index.txt.bz2`); a line is `offset:page id:title`,
where the offset is the byte at which a stream of about a hundred pages begins.
https://meta.wikimedia.org/wiki/Data_dumps/Dump_format#Multistream_dumps
"""

from collections.abc import Callable, Collection, Iterator
from itertools import pairwise
from pathlib import Path

from kg.errors import InputError
from kg.pages.compressed import open_file
from kg.pages.streams import Stretch, stretches


def cut_for(titles: Collection[str]) -> Callable[[Path], list[Stretch]]:
    """How to cut a dump so that only streams with these titles are read; a dump without index is read as a whole."""

    def cut(path: Path) -> list[Stretch]:
        index = index_of(path)
        return _streams(path, index, titles) if index else stretches(path)

    return cut


def index_of(dump: Path) -> Path | None:
    """The index that lies beside a dump."""
    name = dump.name.removesuffix(".xml.bz2")
    found = (dump.with_name(f"{name}-index.txt{ending}") for ending in (".bz2", ""))
    return next((path for path in found if path.is_file() and dump.name.endswith(".xml.bz2")), None)


def _streams(path: Path, index: Path, titles: Collection[str]) -> list[Stretch]:
    begins: set[int] = set()
    wanted: set[int] = set()
    for offset, title in read_index(index):
        begins.add(offset)
        if title in titles:
            wanted.add(offset)
    ends = dict(pairwise([*sorted(begins), path.stat().st_size]))
    if any(offset >= path.stat().st_size for offset in begins):
        raise InputError(f"{index} does not belong to {path.name}: it names bytes beyond its end")
    return [Stretch(str(path), begin, ends[begin], "bz2") for begin in sorted(wanted)]


def read_index(path: Path) -> Iterator[tuple[int, str]]:
    """(offset, title) of each page; an InputError names the line at fault."""
    with open_file(path) as stream:
        for number, line in enumerate(stream, 1):
            offset, _, rest = line.rstrip(b"\r\n").partition(b":")
            _, colon, title = rest.partition(b":")
            if not colon or not offset.isdigit():
                raise InputError(f"{path}: line {number} is not offset:id:title")
            yield int(offset), title.decode("utf-8", "replace")

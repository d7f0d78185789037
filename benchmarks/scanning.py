"""How fast a dump with few mission articles is scanned, against its bare decompression and against mwxml.

    python -m benchmarks.scanning [MEGABYTES] [ROUNDS]

One multistream bz2 dump, mission articles one in 20,000. By turns: its bytes decompressed by the fastest program that
is there and thrown away; `kg build` into N-Quads, whole process; mwxml over a fifth of it, since it is slow.

A fair comparison needs lbzip2 (Debian: `apt install lbzip2`), which `kg build` uses as well; without it, Python's bz2
decompresses for both, on one thread, and all takes several times as long.
"""

import bz2
import importlib.util
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.dumps import write_long
from benchmarks.measure import Others, interleaved_both, ratios, with_bytecode
from kg.pages.streams import PIECE, Stretch, opened, stretches


def bare(path: Path, threads: int) -> int:
    """Decompress and count the bytes."""
    program = shutil.which("lbzip2")
    if not program:
        return sum(map(unpacked, stretches(path)))
    size = 0
    with subprocess.Popen([program, "-dc", f"-n{threads}", str(path)], stdout=subprocess.PIPE) as process:
        while process.stdout and (piece := process.stdout.read(PIECE)):
            size += len(piece)
    return size


def decompressor() -> str:
    """What `bare` decompresses with, in words."""
    if program := shutil.which("lbzip2"):
        return f"{program} on two threads"
    return "Python's bz2 on one thread; for a fair and much quicker comparison: apt install lbzip2"


def unpacked(stretch: Stretch) -> int:
    """The bytes of a stretch, by Python's bz2."""
    with opened(stretch) as stream:
        return sum(map(len, stream.pieces))


def build(path: Path, out: Path, threads: int) -> None:
    command = [sys.executable, "-m", "kg", "build", str(path), "--select", "missions", "-o", str(out)]
    subprocess.run([*command, "--workers", str(threads)], check=True, capture_output=True)


def with_mwxml(path: Path) -> int:
    """Characters of all texts."""
    import mwxml  # noqa: PLC0415  (an extra; `main` tells how to install it)

    with bz2.open(path) as file:
        return sum(len(revision.text or "") for page in mwxml.Dump.from_file(file) for revision in page)


def main(megabytes: int, rounds: int) -> None:
    if not importlib.util.find_spec("mwxml"):
        raise SystemExit("mwxml is not installed: pip install -e '.[bench]', or make bench")
    print(f"Bare decompression: {decompressor()}", flush=True)
    with_bytecode()
    with tempfile.TemporaryDirectory() as name:
        large, small = Path(name) / "large.xml.bz2", Path(name) / "small.xml.bz2"
        count = write_long(large, megabytes * 50_000, 20)
        write_long(small, megabytes * 50_000, 4)
        out = Path(name) / "out.nq"
        sizes: list[int] = []
        tasks: dict[str, Callable[[], object]] = {
            "bare decompression": lambda: sizes.append(bare(large, 2)),
            "kg build": lambda: build(large, out, 2),
            "mwxml (x 5)": lambda: with_mwxml(small),
        }
        with Others() as others:
            pairs = interleaved_both(tasks, rounds)
    size = sizes[0] / 1e6
    print(f"{size:,.0f} MB of XML, {count:,} pages, {rounds} rounds, two threads; {others}")
    for clock, number in (("time", 0), ("processor time", 1)):
        times = {task: [pair[number] * (5 if "5" in task else 1) for pair in taken] for task, taken in pairs.items()}
        print(f"By {clock}, in MB of XML a second:")
        for task, taken in times.items():
            rate = size / statistics.median(taken)
            print(f"  {task:24}{rate:8.1f} MB/s  {ratios(times['bare decompression'], taken)} of bare decompression")
        print(f"  kg build is {ratios(times['mwxml (x 5)'], times['kg build'])} as fast as mwxml")


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["2000"])[0]), int((sys.argv[2:] or ["3"])[0]))

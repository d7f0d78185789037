"""How long the command line takes to start, against a bare interpreter on the same machine.

    python -m benchmarks.start [RUNS]

Prints the median of each command in seconds and as a multiple of `python -c pass`; ratios compare between machines.
A build compiles the patterns of its phrases only once in a user's life; "uncached" tells what it takes without that.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

from benchmarks.measure import with_bytecode
from kg.resources import folder

ARTICLE = str(max(folder("samples").glob("*.wikitext"), key=lambda path: path.stat().st_size))
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "kg --help": ["-m", "kg", "--help"],
    "kg query --list": ["-m", "kg", "query", "--list"],
    "kg query (sample)": ["-m", "kg", "query", "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"],
    "kg build (cached)": ["-m", "kg", "build", ARTICLE],
    "kg build (uncached)": ["-m", "kg", "build", ARTICLE],
}


def seconds(name: str, where: str) -> float:
    place = os.devnull if "uncached" in name else where
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, *COMMANDS[name]],
        cwd=where,
        env={**os.environ, "XDG_CACHE_HOME": place},
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - started


def main(runs: int) -> None:
    with_bytecode()
    with tempfile.TemporaryDirectory() as where:
        times: dict[str, list[float]] = {name: [] for name in COMMANDS}
        for run in range(runs + 1):  # the first round fills the caches and is not counted
            for name in COMMANDS:
                taken = seconds(name, where)
                if run:
                    times[name].append(taken)
    bare = statistics.median(times["python -c pass"])
    for name, taken_all in times.items():
        median = statistics.median(taken_all)
        print(f"{name:20} {median:6.3f} s  {median / bare:5.1f} x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)

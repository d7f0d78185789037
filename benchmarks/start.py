"""How long the command line takes to start, against a bare interpreter on the same machine.

    python -m benchmarks.start [RUNS]

Prints the median of each command in seconds and as a multiple of `python -c pass`; ratios compare between machines.
"""

import statistics
import subprocess
import sys
import tempfile
import time

from benchmarks.measure import with_bytecode

COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "kg --help": ["-m", "kg", "--help"],
    "kg query --list": ["-m", "kg", "query", "--list"],
    "kg query (sample)": ["-m", "kg", "query", "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"],
}


def seconds(arguments: list[str], folder: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - started


def main(runs: int) -> None:
    with_bytecode()
    with tempfile.TemporaryDirectory() as folder:
        times: dict[str, list[float]] = {name: [] for name in COMMANDS}
        for run in range(runs + 1):  # the first round fills the disk's cache and is not counted
            for name, arguments in COMMANDS.items():
                taken = seconds(arguments, folder)
                if run:
                    times[name].append(taken)
    bare = statistics.median(times["python -c pass"])
    for name, taken_all in times.items():
        median = statistics.median(taken_all)
        print(f"{name:20} {median:6.3f} s  {median / bare:5.1f} x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)

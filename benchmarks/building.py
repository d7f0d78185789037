"""What a build costs: two workers against one, and the growth of time and memory with the dump.

    python -m benchmarks.building [MEGABYTES] [ROUNDS]

Workers: a dump of mission articles alone, MEGABYTES of XML (default 10), plain, in turns. Growth: 1, 10 and 100 times
2 MB of XML of a mixed dump; memory is the largest sum that all processes of a build held (proportional set size).
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.dumps import write
from benchmarks.measure import Others, interleaved_both, ratios, spent, with_bytecode
from benchmarks.progress import Steps

UNIT = 2_000_000
MIXED = 20


def command(dump: Path, out: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "kg", "build", str(dump), "--select", "missions", "-o", str(out), *options]


def build(dump: Path, out: Path, *options: str) -> None:
    subprocess.run(command(dump, out, *options), check=True, capture_output=True)


def family(root: int) -> list[int]:
    """A process and all below it."""
    below: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        below.setdefault(int(fields[1]), []).append(int(status.parent.name))
    found = [root]
    for one in found:
        found += below.get(one, [])
    return found


def held(process: int) -> int:
    """Bytes of a process, pages that it shares counted by their share."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def peak(dump: Path, out: Path) -> int:
    """The most bytes that a build and its workers held at once, looked at fifty times a second."""
    most = 0
    with subprocess.Popen(command(dump, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, sum(map(held, family(process.pid))))
            time.sleep(0.02)
    return most


def workers(folder: Path, size: int, rounds: int) -> None:
    dump, out = folder / "missions.xml", folder / "out.nq"
    count = write(dump, size, one_in=1)
    tasks = {
        "one worker": lambda: build(dump, out, "--workers", "1"),
        "two workers": lambda: build(dump, out, "--workers", "2"),
    }
    with Others() as others:
        pairs = interleaved_both(tasks, rounds)
    times = {name: [wall for wall, _ in taken] for name, taken in pairs.items()}
    spent = {name: [cpu for _, cpu in taken] for name, taken in pairs.items()}
    print(f"{count:,} mission articles, {dump.stat().st_size / 1e6:.1f} MB of XML, {rounds} rounds; {others}")
    for name, taken in times.items():
        wall, cpu = statistics.median(taken), statistics.median(spent[name])
        print(f"  {name:14}{wall:7.2f} s, of processors {cpu:7.2f} s: {1000 * cpu / count:.1f} ms a page")
    print(f"  two workers take {ratios(spent['two workers'], spent['one worker'])} the processor time of one")
    print(f"  two workers are {ratios(times['one worker'], times['two workers'])} as fast as one", flush=True)


def growth(folder: Path) -> None:
    print(f"Growth, mission articles one in {MIXED}: memory of all processes, their processor time")
    peaks, costs = [], []
    for times in (1, 10, 100):
        dump = folder / f"{times}.xml"
        count = write(dump, times * UNIT, MIXED)
        before = spent(resource.RUSAGE_CHILDREN)
        with Steps() as steps:
            steps.say(f"building {times} x {UNIT / 1e6:.0f} MB")
            peaks.append(peak(dump, folder / "out.nq"))
        costs.append(spent(resource.RUSAGE_CHILDREN) - before)
        told = f"{times:4} x {UNIT / 1e6:.0f} MB ({count:,} pages)"
        print(f"  {told:28} {peaks[-1] / 2**20:6.1f} MiB {costs[-1]:7.2f} s", flush=True)
        dump.unlink()
    print(
        f"  100 times needs {peaks[2] / peaks[1]:.2f} times the memory of 10 times, {costs[2] / costs[1]:.1f} its time"
    )


def main(megabytes: float, rounds: int) -> None:
    with_bytecode()
    with tempfile.TemporaryDirectory() as name:
        workers(Path(name), int(megabytes * 1e6), rounds)
        growth(Path(name))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 10, int(sys.argv[2]) if len(sys.argv) > 2 else 3)

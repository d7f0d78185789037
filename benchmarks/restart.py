"""A build killed at random moments and gone on with, against one that nothing disturbs: are the bytes the same?

    python -m benchmarks.restart [KILLS] [MEGABYTES]

The dump is a multistream bz2 with a mission's article for every hundred pages. A kill is SIGKILL
to all processes of the build.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.building import build, command
from benchmarks.dumps import write
from benchmarks.measure import seconds
from benchmarks.progress import Steps

ONE_IN = 100


def killed(task: list[str], after: float) -> bool:
    """Run a command, and kill it after some seconds; whether it still ran then."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(task, stdout=quiet, stderr=quiet, start_new_session=True) as process:
        try:
            if process.wait(after):
                raise SystemExit(f"{' '.join(task)} failed")
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return True
    return False


def main(kills: int, megabytes: int) -> None:
    chance = random.Random(5)  # noqa: S311
    with tempfile.TemporaryDirectory() as name:
        dump, whole, out = (Path(name) / one for one in ("dump.xml.bz2", "whole.nq", "out.nq"))
        count = write(dump, megabytes * 1_000_000, ONE_IN)
        with Steps() as steps:
            steps.say("building undisturbed")
            taken = seconds(lambda: build(dump, whole))
            done = ended = 0
            while done < kills:
                steps.say(f"killed {done} of {kills} times")
                if killed(command(dump, out, "--resume"), chance.uniform(0.3, taken)):
                    done += 1
                else:
                    ended += out.read_bytes() != whole.read_bytes()
            steps.say("going on to the end")
            build(dump, out, "--resume")
        same = out.read_bytes() == whole.read_bytes() and not ended
    print(f"{count:,} pages, {megabytes} MB of XML, {taken:.1f} s undisturbed; killed {done} times and gone on with:")
    print("  the same bytes" if same else "  OTHER BYTES")


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["20"])[0]), int((sys.argv[2:] or ["300"])[0]))

"""What a server may spend on those who ask it."""

from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one pool of workers.

    A query that runs longer than `quick` seconds holds one of `slow` places, and is stopped at `seconds`; without a
    place it goes on only while no one waits. `spare` processes stand by for those that are stopped. `memory` is the
    address space of a worker and `size` the longest answer, both in bytes; `waiting` queries may wait for a worker,
    each no longer than `patience` seconds. `nice` is how far a worker stands back for others on the processor;
    one that `draws` loads the drawing library before its first job.
    """

    workers: int = 4
    spare: int = 2
    slow: int = 2
    quick: float = 0.5
    seconds: float = 30.0
    memory: int = 2 << 30
    size: int = 32 << 20
    waiting: int = 1000
    patience: float = 30.0
    nice: int = 2
    draws: bool = False

    def as_dict(self) -> dict[str, int | float]:
        """The bounds by name."""
        return asdict(self)


PAGES = Limits(workers=2, spare=0, slow=2, quick=15.0, seconds=15.0, memory=4 << 30, nice=0)
PANELS = replace(PAGES, quick=30.0, seconds=30.0, nice=1, draws=True)

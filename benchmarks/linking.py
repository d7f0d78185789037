"""How long it takes to reconcile entities with the shipped table, on one core.

    python -m benchmarks.linking [ENTITIES]

Half of the names are in the table, half are invented: the latter cost most, since names that are nearly the same are
looked for.
"""

import random
import sys
import time

from kg.linking.backends.embedded import Embedded, shipped_index
from kg.linking.model import Mention
from kg.linking.reconcile import reconcile

LETTERS = "abcdefghijklmnoprstuvwyz "


def mentions(count: int) -> list[Mention]:
    chance = random.Random(1)  # noqa: S311  the same names on every run
    known = [(item.kind, item.label) for item in shipped_index().items.values()]
    made = []
    for number in range(count):
        kind, name = chance.choice(known)
        if number % 2:
            kind, name = (
                chance.choice(("Place", "Person", "ArmedGroup")),
                "".join(chance.choices(LETTERS, k=14)).title(),
            )
        made.append(Mention(str(number), kind, name, pages=frozenset({str(number)})))
    return made


def main(count: int) -> None:
    told, backend = mentions(count), Embedded()
    begun = time.process_time()
    decided = reconcile(told, backend)
    seconds = time.process_time() - begun
    linked = sum(decision.status == "accept" for decision in decided)
    print(f"{count:,} entities in {seconds:.2f} s ({1e6 * seconds / count:.0f} µs each); {linked:,} linked")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)

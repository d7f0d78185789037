"""Fits the weights and the calibration in ontology/linking.toml on the lines of evaluation/linking.tsv marked "fit".

Logistic regression with a normal prior around the hand-set weights of [prior] (few examples must not move a weight
far), by plain gradient descent; then isotonic calibration (pool adjacent violators), each pool smoothed.
`python scripts/fit_linking.py` prints what it found; with --write it changes the file.
"""

import re
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.linking.backends.embedded import Embedded
from kg.linking.evaluate import Case, read_cases
from kg.linking.match import candidates
from kg.linking.score import raw

ROOT = Path(__file__).resolve().parent.parent
TABLE, GOLD = ROOT / "ontology" / "linking.toml", ROOT / "evaluation" / "linking.tsv"
STEPS, RATE, TRUST = 4000, 0.05, 0.02
Example = tuple[Mapping[str, float], bool]


def examples(cases: Sequence[Case]) -> list[Example]:
    """The features of every candidate, and whether it is the one that is meant."""
    backend = Embedded()
    return [
        (candidate.features, candidate.item.qid == case.expected)
        for case in cases
        if case.mention.kind != "Country"
        for candidate in candidates(case.mention, backend)
    ]


def fitted(found: Sequence[Example], prior: Mapping[str, float]) -> dict[str, float]:
    """The weights with the highest posterior."""
    weights = dict(prior)
    for _ in range(STEPS):
        slope = {name: TRUST * (weights[name] - prior[name]) for name in weights}
        for features, right in found:
            error = raw(features, weights) - right
            slope["bias"] += error
            for name, value in features.items():
                slope[name] += error * value
        for name, value in weights.items():
            moved = value - RATE * slope[name] / 10
            weights[name] = moved if moved * prior[name] > 0 else 0.0  # what speaks for a link never counts against it
    return {name: round(value, 3) for name, value in weights.items()}


def pools(found: Sequence[Example], weights: Mapping[str, float]) -> list[tuple[float, float]]:
    """Points of the calibration: mean probability and smoothed share of right ones in each pool."""
    scored = sorted((raw(features, weights), float(right)) for features, right in found)
    size = max(len(scored) // 12, 1)
    blocks = [scored[i : i + size] for i in range(0, len(scored), size)]
    pooled: list[list[tuple[float, float]]] = []
    for block in blocks:
        pooled.append(block)
        while len(pooled) > 1 and share(pooled[-2]) >= share(pooled[-1]):
            last = pooled.pop()
            pooled[-1] = pooled[-1] + last
    middles = [(sum(x for x, _ in p) / len(p), share(p)) for p in pooled]
    return [(0.0, 0.0), *((round(x, 4), round(y, 4)) for x, y in middles if 0 < x < 1), (1.0, 1.0)]


def share(pool: Sequence[tuple[float, float]]) -> float:
    """The share of right ones, with half a right and half a wrong one added (Jeffreys' prior)."""
    return (sum(right for _, right in pool) + 0.5) / (len(pool) + 1)


def written(text: str, weights: Mapping[str, float], points: Sequence[tuple[float, float]]) -> str:
    """The table with new weights and points."""
    lines = "\n".join(f"{name} = {value}" for name, value in weights.items())
    text = re.sub(r"(?s)\[weights\]\n.*?\n\n", lambda _: f"[weights]\n{lines}\n\n", text)
    return re.sub(r"points = .*", lambda _: f"points = {[list(point) for point in points]}", text)


def main() -> None:
    """Fit and print; --write changes ontology/linking.toml."""
    text = TABLE.read_text(encoding="utf-8")
    found = examples([case for case in read_cases(GOLD) if case.split == "fit"])
    weights = fitted(found, tomllib.loads(text)["prior"])
    points = pools(found, weights)
    sys.stdout.write(f"{len(found)} pairs, {sum(right for _, right in found)} right\n{weights}\n{points}\n")
    if "--write" in sys.argv:
        TABLE.write_text(written(text, weights, points), encoding="utf-8")


if __name__ == "__main__":
    main()

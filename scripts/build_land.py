"""Makes kg/explorer/static/land.json, the outlines on maps, from Natural Earth (public domain).

Natural Earth's countries at 1:110 million come in the npm package world-atlas (`npm pack world-atlas@2`, unpacked):

    python scripts/build_land.py package/countries-110m.json

TopoJSON keeps each border once, as an arc (a line of differences); a ring is a list of arcs, ~n meaning arc n
backwards. Coordinates are written as whole hundredths of a degree.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parents[1] / "kg" / "explorer" / "static" / "land.json"
Line = list[tuple[float, float]]


def lines(topology: dict[str, Any]) -> list[Line]:
    """The arcs in degrees."""
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    return [[(x * kx + x0, y * ky + y0) for x, y in _absolute(arc)] for arc in topology["arcs"]]


def _absolute(arc: list[list[int]]) -> Iterator[tuple[int, int]]:
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x, y


def rings(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """The rings of a geometry and of those inside it, as arcs."""
    if geometry["type"] == "GeometryCollection":
        for inner in geometry["geometries"]:
            yield from rings(inner)
    elif geometry["type"] == "Polygon":
        yield from geometry["arcs"]
    elif geometry["type"] == "MultiPolygon":
        for polygon in geometry["arcs"]:
            yield from polygon


def stitched(ring: list[int], arcs: list[Line]) -> Line:
    """A ring as one line."""
    points: Line = []
    for arc in ring:
        points += arcs[arc] if arc >= 0 else arcs[~arc][::-1]
    return points


def flat(line: Line) -> list[int]:
    """A line as x, y, x, y, ... in hundredths of a degree."""
    return [round(100 * value) for point in line for value in point]


def main(source: Path) -> None:
    """Read the TopoJSON file, write the outlines."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = lines(topology)
    used = Counter(arc if arc >= 0 else ~arc for ring in rings(topology["objects"]["countries"]) for arc in ring)
    land = [flat(stitched(ring, arcs)) for ring in rings(topology["objects"]["land"])]
    borders = [flat(arcs[arc]) for arc, times in sorted(used.items()) if times > 1]
    OUT.write_text(json.dumps({"land": land, "borders": borders}, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

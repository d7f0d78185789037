"""Attacks, accidents and headquarters on the map: GeoJSON (RFC 7946)."""

import json
from collections.abc import Iterator

from kg.answers.asking import Engine
from kg.answers.model import Row
from kg.triples.names import PREFIXES

_PREFIXES = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
_PLACES = """
SELECT ?node ?class ?name ?place ?date ?mission (SUM(?dead) AS ?killed) (SUM(?hurt) AS ?injured) ?lat ?long WHERE {
  { ?node a ?class ; pk:place ?at . FILTER(?class IN (pk:Attack, pk:Accident))
    OPTIONAL { ?node pk:date ?date }
    OPTIONAL { ?node pk:mission/rdfs:label ?mission }
    OPTIONAL {
      ?node pk:casualties ?group
      FILTER NOT EXISTS { ?group pk:victimRole pk:Attacker }
      OPTIONAL { ?group pk:killed ?deaths }
      OPTIONAL { ?group pk:injured ?injuries }
    }
    BIND(COALESCE(?deaths, 0) AS ?dead)
    BIND(COALESCE(?injuries, 0) AS ?hurt) }
  UNION { ?node a ?class ; pk:headquarters ?at ; rdfs:label ?name . FILTER(?class = pk:Mission) }
  ?at geo:lat ?lat ; geo:long ?long ; rdfs:label ?place .
}
GROUP BY ?node ?class ?name ?place ?date ?mission ?lat ?long
ORDER BY ?class (STR(?date)) ?node ?place
"""


def geojson(engine: Engine) -> bytes:
    """A FeatureCollection of points: `kind` is Attack, Accident or Headquarters."""
    features = list(_features(engine))
    return (
        json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1).encode() + b"\n"
    )


def _features(engine: Engine) -> Iterator[dict[str, object]]:
    for row in engine.run(_PREFIXES + _PLACES):
        if (point := _point(row)) is not None:
            yield {"type": "Feature", "id": row["node"], "geometry": point, "properties": _properties(row)}


def _point(row: Row) -> dict[str, object] | None:
    """Longitude first, as the RFC wants it; None where the numbers are no place on Earth."""
    try:
        spot = [float(str(row["long"])), float(str(row["lat"]))]
    except ValueError:
        return None
    on_earth = abs(spot[0]) <= 180 and abs(spot[1]) <= 90
    return {"type": "Point", "coordinates": spot} if on_earth else None


def _properties(row: Row) -> dict[str, object]:
    kind = str(row["class"]).rpartition("#")[2]
    if kind == "Mission":
        return {"kind": "Headquarters", "name": row["name"], "place": row["place"]}
    told = {"kind": kind, **{name: row[name] for name in ("place", "date", "mission", "killed", "injured")}}
    return {name: value for name, value in told.items() if value is not None}

"""Shows what the rules of prose make of one sentence: `kg explain --sentence "…"`."""

from collections.abc import Iterator

from kg.reading.prose import attacks
from kg.reading.prose.attacks import Event
from kg.reading.prose.harm import find_harms
from kg.reading.prose.mask import SIGN, Masked
from kg.reading.prose.mentions import fold
from kg.reading.prose.phrases import phrases

KINDS = ("tenure", "resolution", "contribution", "figure", "mission")
_KIND_OF = {sign: kind for kind, sign in SIGN.items()}


def trace(sentence: str) -> str:
    """A report on a sentence: its mentions, what came to harm, the attacks, and each kind's phrases that fired."""
    return "\n".join(_lines(sentence))


def _lines(sentence: str) -> Iterator[str]:
    masked = fold(sentence)
    scene = attacks.fold_scene(masked)
    yield f"sentence  {sentence}"
    yield f"mentions  {_shown(masked)}"
    yield f"scene     {_shown(scene)}"
    for harm in find_harms(scene):
        yield f"harm      {harm.kind} ({harm.verb}, {'active' if harm.active else 'passive'}): {harm.people}"
    events = attacks.find_events(masked, attacks.Surroundings())
    yield from (_event(event) for event in events)
    if not events:
        yield "attack    none: " + attacks.why_not(masked)
    for kind in KINDS:
        known = phrases(kind)
        if not known.triggered(sentence):
            yield f"{kind:9} no trigger word"
            continue
        fired = [name for name, yes in known.fired(masked).items() if yes]
        yield f"{kind:9} {', '.join(fired) or 'no phrase fired'} (of {len(known.phrases)})"


def _event(event: Event) -> str:
    where = ", ".join(p.name or (p.country.name if p.country else "") for p in event.places)
    by = ", ".join(c.name for c in event.culprits)
    kind = "accident" if event.accident else "attack"
    told = f"method {event.method}; place {where or '-'}; by {by or '-'}; goes on: {event.refers_back}"
    return f"{kind:9} rule {event.rule}; {told}"


def _shown(masked: Masked) -> str:
    """Folded text with names for signs: "{date} {victims} were {verb}"."""
    return "".join(f"{{{_KIND_OF[c]}}}" if c in _KIND_OF else c for c in masked.text)

"""Shows what the rules of prose make of a sentence, in words: `kg explain --sentence "…"`."""

import re
from collections.abc import Iterator, Sequence
from textwrap import shorten

from kg.documents.model import Sentence, Span, Text
from kg.documents.read import read_document
from kg.facts.model import Entity, Fact
from kg.pages.model import Page
from kg.reading.attributes import folded_for_missions, read_attributes
from kg.reading.entities import links_of
from kg.reading.merge import merge
from kg.reading.prose import attacks
from kg.reading.prose.attacks import Event
from kg.reading.prose.context import Context
from kg.reading.prose.harm import Harm
from kg.reading.prose.harmed import find_harms
from kg.reading.prose.mask import SIGN, Chunk, Masked
from kg.reading.prose.mentions import fold
from kg.reading.prose.phrases import phrases
from kg.reading.prose.read import own_names, read_prose
from kg.reading.prose.views import for_reader
from kg.reading.prose.words import concept, fact_in_words, in_words
from kg.reading.subject import Subject
from kg.values.missions import abbreviated, find_missions

KINDS = ("tenure", "resolution", "contribution", "figure", "mission")
_KIND_OF = {sign: kind for kind, sign in SIGN.items()}
_ANYONE = "the mission"
_PRONOUN = re.compile(r"It\b|Its\b|The (?:mission|force|operation)\b")
_WIDEST = 60
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\uf8ff]")


def trace(text: str) -> str:
    """A report on a sentence, plain or as wikitext: its facts, its mentions, who came to harm, which rules fired.

    It is read as if it stood in the article on the mission that it names, else on some mission; so is one that
    begins with "it".
    """
    shown = _UNSEEN.sub(" ", text)  # a terminal would obey control characters
    document = read_document(Page("", shown))
    sentences = document.sentences or (Sentence(Text(shown), Span(0, len(shown)), (), 0),)
    mission = Entity("Mission", _mission(" ".join(one.text.plain for one in sentences)))
    subject = Subject("mission", mission, (mission,), () if mission.name == _ANYONE else (mission.name,))
    facts = merge([*read_attributes(document, subject), *read_prose(document, subject)], links_of(document))
    rules = frozenset(evidence.rule for fact in facts for evidence in fact.evidence)
    told = [line for one in sentences for line in _sentence(one, Context(document, subject), rules)]
    return "\n".join([*_facts(facts, mission.name), *told])


def _mission(text: str) -> str:
    """The first mission named; of "It replaced UNFOO" that is not the one which "it" is."""
    named = [] if _PRONOUN.match(text) else find_missions(text)
    return named[0].mission.name if named else _ANYONE


def _facts(facts: Sequence[Fact], mission: str) -> Iterator[str]:
    where = "an article on a mission" if mission == _ANYONE else f"the article on {abbreviated(mission)}"
    yield f"Facts, if this stood in {where}:"
    for fact in facts:
        kind, told = fact_in_words(fact)
        yield f"  {kind}: {told or 'no more than that there was one'}"
        yield f"    read by {', '.join(dict.fromkeys(evidence.rule for evidence in fact.evidence))}"
    if not facts:
        yield "  none"


def _sentence(sentence: Sentence, context: Context, rules: frozenset[str]) -> Iterator[str]:
    masked = fold(sentence.text.plain, own_names(context.subject))
    scene = attacks.fold_scene(masked)
    views = {kind: _view(kind, sentence, masked, context) for kind in KINDS}
    yield from ("", f"Sentence: {masked.plain}", "", "Mentions:")
    yield from _columns([(masked.plain[one.begin : one.end], one.kind, _meaning(one)) for one in _chunks(masked)])
    yield from ("", "As the rules see it:")
    yield from (f"  {text}" for text in dict.fromkeys(map(_shown, (masked, scene, *filter(None, views.values())))))
    yield from ("", "Who came to harm:")
    yield from [f"  {_harm(harm)}" for harm in find_harms(scene)] or ["  no one"]
    yield from ("", "Rules that fired:")
    attacked = [("attack", told) for told in _events(masked)]
    yield from _columns(attacked + [(kind, _fired(kind, masked.plain, view, rules)) for kind, view in views.items()])


def _view(kind: str, sentence: Sentence, masked: Masked, context: Context) -> Masked | None:
    """The sentence as the reader of a kind folds it; None where it has no word of the kind, or is on no mission."""
    if kind == "mission":
        return folded_for_missions(sentence, context.subject)
    return for_reader(kind, sentence, masked, context) if phrases(kind).triggered(masked.plain) else None


def _chunks(masked: Masked) -> list[Chunk]:
    return [masked.chunks[at] for at in sorted(masked.chunks)]


def _meaning(chunk: Chunk) -> str:
    return concept(chunk.value) if isinstance(chunk.value, str) and chunk.kind != "force" else in_words(chunk.value)


def _columns(lines: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Lines of a table; a last column may be as long as it likes."""
    cut = [(*(shorten(cell, _WIDEST, placeholder="…") for cell in line[:-1]), line[-1]) for line in lines]
    widths = [max(map(len, column)) for column in zip(*cut, strict=True)]
    for line in cut:
        yield "  " + "  ".join(map(str.ljust, line, widths)).rstrip()
    if not lines:
        yield "  none"


def _harm(harm: Harm) -> str:
    claimed = ", as the attackers claim" if harm.claimed else ""
    return f"{concept(harm.kind)}: {in_words(harm.people)}; told by “{harm.verb}”, {_voice(harm)}{claimed}"


def _voice(harm: Harm) -> str:
    return "active" if harm.active else "passive"


def _events(masked: Masked) -> list[str]:
    events = attacks.find_events(masked, attacks.Surroundings(mission=True))
    return [_event(event) for event in events] or [f"none: {attacks.why_not(masked)}"]


def _event(event: Event) -> str:
    told = {
        "method": concept(event.method),
        "date": in_words(event.date),
        "place": "; ".join(map(in_words, event.places)),
        "by": in_words(event.culprits),
        "claimed by": in_words(event.claimed),
    }
    parts = [f"{name} {value}" for name, value in told.items() if value]
    kind = ["an accident"] if event.accident else []
    back = ["goes on with what was told before"] if event.refers_back else []
    beside = [] if event.own else ["no attack by itself"]
    return "; ".join([event.rule, *beside, *kind, *parts, *back])


def _fired(kind: str, plain: str, view: Masked | None, rules: frozenset[str]) -> str:
    """The phrases of a kind that apply; with those of the facts, since some apply to what others have folded."""
    known = phrases(kind)
    if view is None:
        return f"none: {'it speaks of no mission' if known.triggered(plain) else 'no word that triggers them'}"
    applies = known.fired(view)
    fired = [one.name for one in known.phrases if applies[one.name] or one.rule in rules]
    return ", ".join(fired) or f"none of {len(known.phrases)}"


def _shown(masked: Masked) -> str:
    """Folded text with names for signs: "{date} {victims} were {verb}"."""
    return "".join(f"{{{_KIND_OF[c]}}}" if c in _KIND_OF else c for c in masked.text)

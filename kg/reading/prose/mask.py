"""A sentence with its mentions folded to one character each, so that ways of saying are short regular expressions.

"On 3 May two Indian soldiers were killed" becomes "On D A P were killed", where D, A and P are private-use
characters that stand for a date, an amount with its noun, and so on. A pattern writes them by name: "{people}
(?:was|were) {harm}". Folding can be repeated: a match over folded text can be folded again.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from operator import attrgetter, itemgetter
from typing import NamedTuple

from kg.reading.prose.rule_cache import compiled
from kg.reading.prose.spelling import Respelled, respelled, spelled, undotted

KINDS = (
    "date", "force", "group", "country", "demonym", "amount",
    "people", "agent", "target", "verb", "attack", "be", "rank", "role", "name",
    "victims", "culprit", "place", "resolution", "person", "organization",
)  # fmt: skip
SIGN = {kind: chr(0xE000 + index) for index, kind in enumerate(KINDS)}


class Chunk(NamedTuple):
    """A mention: its kind, where it stands in the sentence's plain text, and what it means."""

    kind: str
    begin: int
    end: int
    value: object


_Folded = tuple[int, int, str, Chunk | None]
"""A stretch of plain text with what stands for it, and the mention that it is."""


def _folded(plain: str, chunks: list[Chunk]) -> list[_Folded]:
    """The mentions of a sentence, and what is respelled beside them, in order."""
    signs: list[_Folded] = [(chunk.begin, chunk.end, SIGN[chunk.kind], chunk) for chunk in chunks]
    beside: list[_Folded] = [(*found, None) for found in respelled(plain) if not _overlaps(chunks, found)]
    return sorted(signs + beside, key=itemgetter(0, 1)) if beside else signs


def _overlaps(chunks: list[Chunk], found: Respelled) -> bool:
    at = bisect_right(chunks, found.begin, key=attrgetter("end"))
    return at < len(chunks) and chunks[at].begin < found.end


class Masked:
    """Folded text: `text` with one sign for each chunk, and the way back to plain offsets."""

    __slots__ = ("_at", "_breaks", "_shifts", "chunks", "plain", "text")

    def __init__(self, plain: str, chunks: Iterable[Chunk]) -> None:
        self.plain = plain
        self.chunks: dict[int, Chunk] = {}
        self._breaks, self._shifts = [0], [0]
        parts: list[str] = []
        done = length = 0
        for begin, end, written, chunk in _folded(plain, list(chunks)):
            parts += (plain[done:begin], written)
            length += begin - done
            if chunk:
                self.chunks[length] = chunk
            for at in range(1, len(written)):
                self._break(length + at, min(begin + at, end))
            length += len(written)
            done = end
            self._break(length, done)
        parts.append(plain[done:])
        self._at = list(self.chunks)
        self.text = undotted(spelled("".join(parts)))

    def _break(self, folded: int, plain: int) -> None:
        self._breaks.append(folded)
        self._shifts.append(plain - folded)

    def plain_begin(self, index: int) -> int:
        """The plain offset at which the folded character `index` begins."""
        if index in self.chunks:
            return self.chunks[index].begin
        return index + self._shifts[bisect_right(self._breaks, index) - 1]

    def plain_end(self, index: int) -> int:
        """The plain offset at which the folded text before `index` ends."""
        if index - 1 in self.chunks:
            return self.chunks[index - 1].end
        return index + self._shifts[bisect_right(self._breaks, index) - 1]

    def plain_of(self, begin: int, end: int) -> str:
        """The words of a folded stretch as the sentence has them."""
        return self.plain[self.plain_begin(begin) : self.plain_end(end)]

    def positions(self, begin: int, end: int) -> list[int]:
        """The folded positions of chunks from begin to end, in order."""
        return self._at[bisect_left(self._at, begin) : bisect_left(self._at, end)]

    def within(self, begin: int, end: int, kind: str | None = None) -> list[Chunk]:
        """The chunks of folded positions begin to end, in order."""
        found = [self.chunks[at] for at in self.positions(begin, end)]
        return found if kind is None else [chunk for chunk in found if chunk.kind == kind]

    def fold(self, found: Iterable[tuple[int, int, str, object]]) -> "Masked":
        """The same sentence with these stretches (folded begin, end, kind, value) folded to one sign each."""
        new = [Chunk(kind, self.plain_begin(b), self.plain_end(e), value) for b, e, kind, value in found]
        new.sort(key=lambda chunk: chunk.begin)
        return Masked(self.plain, _joined(new, list(self.chunks.values()))) if new else self


def _joined(new: list[Chunk], old: list[Chunk]) -> Iterator[Chunk]:
    """Both in order; of the old ones those that no new one covers."""
    at = 0
    for chunk in new:
        while at < len(old) and old[at].begin < chunk.begin:
            yield old[at]
            at += 1
        yield chunk
        while at < len(old) and old[at].end <= chunk.end:
            at += 1
    yield from old[at:]


_REACH = 10


@cache
def _one_of(signs: str) -> re.Pattern[str]:
    return re.compile(f"[{signs}]")


def matches_at_heads(
    grammar: re.Pattern[str], text: str, heads: str, stops: re.Pattern[str], allowed: re.Pattern[str]
) -> Iterator[re.Match[str]]:
    """The matches of a noun phrase's grammar, found from its head words (signs of `heads`) leftwards.

    Only a phrase that covers a head can match, so the grammar is tried at the word boundaries before each head, the
    farthest first, as far as no stop word comes between (words that are `allowed` are no stop words here).
    """
    done = 0
    for found in _one_of(heads).finditer(text):
        head = found.start()
        if head < done:
            continue
        for start in _starts(text, head, done, stops, allowed):
            match = grammar.match(text, start)
            if match and match.end() > head:
                done = match.end()
                yield match
                break


def _starts(text: str, head: int, done: int, stops: re.Pattern[str], allowed: re.Pattern[str]) -> list[int]:
    starts = [head]
    while len(starts) <= _REACH and starts[-1] > done and text[starts[-1] - 1] == " ":
        end = starts[-1] - 1
        begin = text.rfind(" ", 0, end) + 1
        word = text[begin:end]
        if begin < done or not word or word[-1] in ",.;:()—–" or (stops.match(word) and not allowed.fullmatch(word)):
            break
        starts.append(begin)
    return starts[::-1]


def signed(source: str) -> str:
    """The source of a regular expression with the sign of a chunk for each `{kind}`."""
    return re.sub(r"\{([a-z]+)\}", lambda m: SIGN[m[1]], source).replace(r"U\.N\.", "U[.\u2024]N[.\u2024]")


@cache
def pattern(source: str) -> re.Pattern[str]:
    """A regular expression in which `{kind}` stands for the sign of a chunk."""
    return compiled(signed(source))

"""How right reading is: what was read is matched with what is known, fact by fact and slot by slot."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.answers.gold import SLOTS, Harmed, Passage, Told, told_of
from kg.documents.read import read_document
from kg.reading.read import read_facts
from kg.values.countries import country_named

_NAMED = ("person", "place", "perpetrator", "claimed_by", "headquarters", "parent", "predecessor", "successor", "note")
_COUNTRIES = ("country", "nationality")


@dataclass(frozen=True, slots=True)
class Slot:
    """One value of a matched fact: whether it is known, whether it was read, whether both agree."""

    name: str
    known: bool
    read: bool
    right: bool


@dataclass(slots=True)
class Score:
    """Counts of what is right, of what was read and of what is known."""

    right: int = 0
    read: int = 0
    known: int = 0

    def add(self, right: int, read: int, known: int) -> None:
        """Counts further ones."""
        self.right, self.read, self.known = self.right + right, self.read + read, self.known + known

    @property
    def precision(self) -> float:
        """The share of what was read that is right; 1 where nothing was read."""
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        """The share of what is known that was read; 1 where nothing is known."""
        return self.right / self.known if self.known else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage with what was read: pairs with their slots, what is missing and what is too much."""

    passage: Passage
    pairs: tuple[tuple[Told, Told, tuple[Slot, ...]], ...]
    missing: tuple[Told, ...]
    surplus: tuple[Told, ...]

    @property
    def wrong(self) -> int:
        """How many facts and slots are not as they should be."""
        slots = sum(not slot.right for _, _, compared in self.pairs for slot in compared)
        return slots + 2 * (len(self.missing) + len(self.surplus))


@dataclass(frozen=True, slots=True)
class Scores:
    """Of one kind: facts found, facts with every slot right, slots, and each slot."""

    found: Score = field(default_factory=Score)
    exact: Score = field(default_factory=Score)
    slots: Score = field(default_factory=Score)
    by_slot: dict[str, Score] = field(default_factory=dict)


def judge(passage: Passage) -> Judged:
    """A passage read and matched with what is known of it."""
    reading = read_facts(read_document(passage.page))
    read = told_of(reading.facts, reading.subject)
    asked = {told.kind for told in passage.facts}
    read = [told for told in read if told.kind != "mission" or "mission" in asked]
    pairs = _pairs(passage.facts, read)
    spare = _without(read, [found for _, found in pairs])
    forgiven = [found for _, found in _pairs(passage.optional, spare)]
    missing = _without(passage.facts, [known for known, _ in pairs])
    compared = tuple((known, found, tuple(_compared(known, found))) for known, found in pairs)
    return Judged(passage, compared, tuple(missing), tuple(_without(spare, forgiven)))


def _without(some: Iterable[Told], taken: Iterable[Told]) -> list[Told]:
    gone = {id(told) for told in taken}
    return [told for told in some if id(told) not in gone]


def scores(judged: Iterable[Judged]) -> dict[str, Scores]:
    """The figures of each kind, and of "all"."""
    found: dict[str, Scores] = {kind: Scores() for kind in (*SLOTS, "all")}
    for one in judged:
        for known, _, slots in one.pairs:
            for score in (found[known.kind], found["all"]):
                score.found.add(1, 1, 1)
                score.exact.add(all(slot.right for slot in slots), 1, 1)
                _add_slots(score, slots)
        for told, read, known_ in [(t, 1, 0) for t in one.surplus] + [(t, 0, 1) for t in one.missing]:
            for score in (found[told.kind], found["all"]):
                score.found.add(0, read, known_)
                score.exact.add(0, read, known_)
    return {kind: score for kind, score in found.items() if score.found.read or score.found.known}


def _add_slots(score: Scores, slots: Iterable[Slot]) -> None:
    for slot in slots:
        for count in (score.slots, score.by_slot.setdefault(slot.name, Score())):
            count.add(slot.right, slot.read, slot.known)


def _pairs(known: Sequence[Told], read: Sequence[Told]) -> list[tuple[Told, Told]]:
    """Known and read facts one to one, those that agree best first."""
    likeness = [
        (-_likeness(one, other), i, j)
        for i, one in enumerate(known)
        for j, other in enumerate(read)
        if one.kind == other.kind and _may_be_same(one, other)
    ]
    left_known, left_read, pairs = set(range(len(known))), set(range(len(read))), []
    for _, i, j in sorted(likeness):
        if i in left_known and j in left_read:
            left_known.remove(i)
            left_read.remove(j)
            pairs.append((known[i], read[j]))
    return pairs


def _may_be_same(known: Told, read: Told) -> bool:
    """Whether two facts of a kind are told by the same name or number, and of one mission where it is asked; attacks
    may always be the same."""
    if known.mission and read.mission != known.mission:
        return False
    if not known.key or not read.key or known.kind == "mission":
        return True
    if known.kind == "appointment":
        return any(_same_name(known.key[0], name) for name in read.key)
    if known.kind == "contribution":
        return any(_same_country(known.key[0], name) for name in read.key)
    return known.key[0] in read.key


def _likeness(known: Told, read: Told) -> float:
    heavy = ("date", "killed", "injured", "abducted")
    told = _compared(known, read)
    return sum((2.0 if s.name in heavy else 1.0) if s.right else -0.4 if s.known and s.read else -0.1 for s in told)


def _compared(known: Told, read: Told) -> Iterator[Slot]:
    for name in SLOTS[known.kind]:
        if name == "place":
            yield from _places(known.slots.get(name, ()), read.slots.get(name, ()))
        elif name not in known.unasked and (known.kind != "mission" or known.slots.get(name)):
            yield from _slot(name, known, read)
    yield from _victims(known, read)


def _slot(name: str, known: Told, read: Told) -> Iterator[Slot]:
    asked, told, others = known.slots.get(name, ()), read.slots.get(name, ()), known.others.get(name, ())
    agrees = any(_same(name, one, other) for one in (*asked, *others) for other in told)
    lenient = name in ("country", "measure", "perpetrator", "note")  # what the text says besides is not wrong
    if asked or (told and not agrees and not lenient):
        yield Slot(name, bool(asked), bool(told), bool(asked) and agrees)


def _places(known: Sequence[str], read: Sequence[str]) -> Iterator[Slot]:
    """One known place suffices; a further place that is not known is wrong."""
    right = [place for place in read if any(_same_name(one, place) for one in known)]
    if known or read:
        yield Slot("place", bool(known), bool(read), bool(right))
    yield from (Slot("place", False, True, False) for _ in range(len(read) - len(right) - (not right)))


def _victims(known: Told, read: Told) -> Iterator[Slot]:
    left = list(read.harmed)
    for number, (harm, count, nations) in enumerate(known.harmed):
        hit = next((h for h in left if h[:2] == (harm, count)), None)
        yield Slot(harm, True, hit is not None, hit is not None)
        if hit:
            left.remove(hit)
            yield from _nations(nations, hit, known.others.get(f"victims.{number}.nationality", ()))
    yield from (Slot(harm, False, True, False) for harm, _, _ in left)


def _nations(nations: Sequence[str], read: Harmed, others: Sequence[str]) -> Iterator[Slot]:
    agrees = any(_same_country(one, other) for one in (*nations, *others) for other in read[2])
    if nations or (read[2] and not agrees):
        yield Slot("nationality", bool(nations), bool(read[2]), agrees)


def _same(slot: str, one: str, other: str) -> bool:
    if slot in _COUNTRIES:
        return _same_country(one, other)
    if slot == "note":
        return len(_words(one) & _words(other)) >= 0.6 * len(_words(one))
    return _same_name(one, other) if slot in _NAMED else _plain(one) == _plain(other)


def _same_country(one: str, other: str) -> bool:
    first, second = country_named(one), country_named(other)
    return first == second if first and second else _plain(one) == _plain(other)


def _same_name(one: str, other: str) -> bool:
    """Whether one name has all words of the other ("Tamm", "Ann Tamm")."""
    first, second = _words(one), _words(other)
    return bool(first and second) and (first <= second or second <= first)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w']+", _plain(text))) - {"the", "near", "in", "at"}


def _plain(text: str) -> str:
    """A text without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower().replace("-", " ").strip()


def causes(judged: Iterable[Judged]) -> Counter[str]:
    """What is wrong, by kind and slot, the most frequent first."""
    found: Counter[str] = Counter()
    for one in judged:
        found.update(f"{told.kind} missing" for told in one.missing)
        found.update(f"{told.kind} too much" for told in one.surplus)
        found.update(f"{known.kind}.{s.name}" for known, _, slots in one.pairs for s in slots if not s.right)
    return found

"""What reconciling writes: SSSOM, triples, decisions of people, the ledger."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple

from kg.errors import InputError
from kg.linking.backends.embedded import Embedded
from kg.linking.ledger import Entry, checked, ledger_text, read_ledger, with_links
from kg.linking.links import link_triples, linked, told
from kg.linking.model import SAME_AS, WIKIDATA, Candidate, Decision, Item, Mention
from kg.linking.reconcile import reconcile
from kg.linking.review import read_verdicts
from kg.linking.sssom import COLUMNS, JUSTIFICATION, clean, sssom

BASE = "https://w3id.org/peacekg/id/"
GAO = Mention(BASE + "place/Gao", "Place", "Gao", countries=frozenset({"Q912"}))
MALI = Mention(BASE + "country/Mali", "Country", "Mali")
NOWHERE = Mention(BASE + "place/Nowhere", "Place", "Nowhere\tat all\n")


def test_sssom_has_the_fields_its_validator_wants() -> None:
    text = sssom(reconcile([GAO, MALI, NOWHERE], Embedded()), BASE, "embedded", "1")
    head = [line for line in text.splitlines() if line.startswith("#")]
    rows = [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in text.splitlines()[len(head) + 1 :]]
    assert any(line.startswith("#mapping_set_id") for line in head)
    assert any(line.startswith("#license") for line in head)
    assert [(r["subject_id"], r["object_id"]) for r in rows] == [
        ("pkid:country/Mali", "wd:Q912"), ("pkid:place/Gao", "wd:Q188904"), ("pkid:place/Nowhere", "sssom:NoTermFound"),
    ]  # fmt: skip
    assert [r["object_source"] for r in rows] == ["wd:Q2013", "wd:Q2013", "pkid:shipped-items"]
    assert all(r["mapping_justification"].startswith("semapv:") and 0 <= float(r["confidence"]) <= 1 for r in rows)
    prefixes = {line.split(":")[0].strip("# ") for line in head if line.startswith("#  ")}
    used = {r[c].split(":")[0] for r in rows for c in ("subject_id", "predicate_id", "object_id", "subject_category")}
    assert used <= prefixes


def test_two_runs_give_the_same_bytes() -> None:
    first = sssom(reconcile([GAO, MALI], Embedded()), BASE, "embedded", "1")
    assert first == sssom(reconcile([MALI, GAO], Embedded()), BASE, "embedded", "1")


def test_every_tier_has_a_justification() -> None:
    assert set(JUSTIFICATION) == {"decision", "title", "code", "name", "search", "none"}


def test_nothing_breaks_a_cell() -> None:
    assert clean("a\tb\r\nc\x00\x85d") == "a b c d"


def decision(status: str, qid: str) -> Decision:
    candidates = (Candidate(Item(qid, "Gao"), "name", 0.5),) if qid else ()
    return Decision(GAO, status, qid, "name", 0.5, "why", candidates)  # type: ignore[arg-type]


def test_accepted_links_are_the_same_and_doubtful_ones_close() -> None:
    def written(status: str) -> list[str]:
        return [triple.predicate.value for triple in link_triples([decision(status, "Q1")])]

    predicates = {status: written(status) for status in ("accept", "review")}
    assert predicates == {
        "accept": ["http://www.w3.org/2002/07/owl#sameAs"],
        "review": ["http://www.w3.org/2004/02/skos/core#closeMatch"],
    }
    assert list(link_triples([decision("nil", "")])) == []


def test_old_links_of_decided_nodes_are_replaced_and_others_kept() -> None:
    other = Triple(NamedNode(BASE + "place/Other"), SAME_AS, NamedNode(WIKIDATA + "Q5"))
    elsewhere = Triple(NamedNode(GAO.node), SAME_AS, NamedNode("https://example.org/gao"))
    old = Triple(NamedNode(GAO.node), SAME_AS, NamedNode(WIKIDATA + "Q2"))
    graph = linked([other, elsewhere, old], [decision("accept", "Q1")])
    assert {str(t.object) for t in graph} == {f"<{WIKIDATA}Q5>", "<https://example.org/gao>", f"<{WIKIDATA}Q1>"}


def verdicts(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "decisions.tsv"
    path.write_text("node\tqid\tauthor\tdate\tcomment\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_persons_decision_always_wins_and_the_last_counts(tmp_path: Path) -> None:
    lines = (f"{GAO.node}\tQ5\tA\t2026-01-01\t", "# a remark", f"{GAO.node}\tQ7\tB\t2026-01-02\tthe town")
    path = verdicts(tmp_path, *lines, f"{MALI.node}\tNIL\tB\t\t")
    decided = reconcile([GAO, MALI], Embedded(), read_verdicts(path))
    assert [(d.status, d.qid, d.tier, d.probability) for d in decided] == [
        ("accept", "Q7", "decision", 1.0), ("nil", "", "decision", 1.0),
    ]  # fmt: skip
    assert decided[0].reason == "B decided it: the town"


@pytest.mark.parametrize("bad", ["Q0", "42", "", "Q1 or Q2", "nil"])
def test_a_broken_decision_is_named_with_its_line(bad: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="line 2"):
        read_verdicts(verdicts(tmp_path, f"{GAO.node}\t{bad}\t\t\t"))


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    path.write_text("a\tb\n1\t2\n", encoding="utf-8")
    with pytest.raises(InputError, match="columns"):
        read_verdicts(path)


class Changing:
    """A backend in which one item was merged and one deleted since."""

    name, version = "changing", "2"

    def get(self, qids: object) -> dict[str, Item]:
        return {"Q1": Item("Q1", "One"), "Q2": Item("Q1", "One")}


def test_the_ledger_notices_merged_and_deleted_items(tmp_path: Path) -> None:
    path = tmp_path / "ledger.tsv"
    entries = {q: Entry(q, f"label of {q}") for q in ("Q1", "Q2", "Q3")}
    path.write_text(ledger_text(entries), encoding="utf-8")
    now, changes = checked(read_ledger(path), Changing())  # type: ignore[arg-type]
    assert changes == ["Q2 (label of Q2) is merged into Q1", "Q3 (label of Q3) is no longer known"]
    path.write_text(ledger_text(now), encoding="utf-8")
    assert checked(read_ledger(path), Changing())[1] == []  # type: ignore[arg-type]


def test_the_ledger_grows_by_what_was_linked() -> None:
    entries = with_links({}, reconcile([GAO, NOWHERE], Embedded()))
    assert ledger_text(entries) == "qid\tlabel\tstate\nQ188904\tGao\tcurrent\n"


def test_a_decision_for_people() -> None:
    text = told(reconcile([GAO], Embedded())[0])
    assert text.startswith("Gao (Place): linked to Q188904\n  tier name, probability 0.9")
    assert "lost: Gao Region (Q332392)" in text
    assert "would be changed by: " in text

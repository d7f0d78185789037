"""The graph beside Wikidata, and what is given back: nothing without a reference, nothing that a tool would misread."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Triple

import kg
from kg.linking.backends.claims import Claim, claims_of, item_of, time_text
from kg.linking.compare import Comparison, Entities, compare, comparison_text, same
from kg.linking.confident import confident
from kg.linking.constraints import stated
from kg.linking.entities import read_entities
from kg.linking.model import SAME_AS, WIKIDATA
from kg.linking.ours import Said, Source, said_of
from kg.linking.properties import Property, compared
from kg.linking.quickstatements import line, quickstatements, references, url_text

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PROPERTIES = Path(__file__).resolve().parents[2] / "../shared/wikidata/verified-properties.tsv"
CLASSES = Path(__file__).resolve().parents[2] / "../shared/wikidata/verified-qids.tsv"
SOURCE = Source("https://example.org/news", "Test Mission", "123", "2026-08-01")


def property_(ours: str, kind: str = "Mission") -> Property:
    return next(p for p in compared() if (p.ours, p.kind) == (ours, kind))


def said(ours: str, value: str, kind: str = "", of: str = "Mission", **told: object) -> Said:
    return Said("node", "Test Mission", "Q1", property_(ours, of), value, kind, **{"sources": (SOURCE,), **told})  # type: ignore[arg-type]


def against(one: Said, *claims: Claim) -> Comparison:
    return compare([one], Entities({"Q1": claims}))[0]


@pytest.mark.parametrize(("ours", "theirs", "verdict"), [
    ("2013-04-25", "2013-04-25", "agrees"),
    ("2013-04-25", "2013-04", "agrees"),
    ("2013", "2013-04-25", "agrees"),
    ("2013-04-25", "2013-05-01", "contradicts"),
    ("2013-04-25", None, "lacks"),
])  # fmt: skip
def test_dates(ours: str, theirs: str | None, verdict: str) -> None:
    claims = [Claim("P571", theirs)] if theirs else [Claim("P576", ours)]
    assert against(said("pk:established", ours), *claims).verdict == verdict


def test_one_of_several_values_is_lacked_and_not_contradicted() -> None:
    one = said("pk:operatesIn", "Q912", "Country")
    assert against(one, Claim("P2541", "Q1032")).verdict == "lacks"
    assert against(one, Claim("P2541", "Q1032"), Claim("P2541", "Q912")).verdict == "agrees"


@pytest.mark.parametrize(("ours", "value", "theirs", "agree"), [
    ("geo:point", "16.27,-0.04", "16.3,-0.05", True),
    ("geo:point", "16.27,-0.04", "18.44,1.40", False),
    ("geo:point", "x,y", "18.44,1.40", False),
])  # fmt: skip
def test_coordinates(ours: str, value: str, theirs: str, agree: bool) -> None:
    assert same(property_(ours, "Place"), value, theirs) is agree


def test_numbers_and_addresses() -> None:
    assert same(property_("pk:killed", "Attack"), "10", "10.0")
    assert not same(property_("pk:killed", "Attack"), "10", "11")
    assert same(property_("schema:url"), "https://x.org/", "http://www.x.org")


def test_an_item_that_is_not_known_is_not_compared() -> None:
    assert compare([said("pk:established", "2013")], Entities({})) == []


def linked_samples() -> list[Triple]:
    """The sample graph; the mission, its head and an attack have made-up items."""
    graph = kg.build(SAMPLES)
    base = "https://w3id.org/peacekg/id/"
    made_up = {
        "mission/United_Nations_Stabilisation_Mission_in_Haiti": "Q900000001",
        "person/Carlos_Alberto_dos_Santos_Cruz": "Q900000002",
    }
    attack = next(
        t.subject for t in graph if str(t.predicate).endswith("mainEntityOfPage>") and "2017_Semuliki" in str(t.object)
    )
    links = [Triple(NamedNode(base + node), SAME_AS, NamedNode(WIKIDATA + qid)) for node, qid in made_up.items()]
    return [*graph, *links, Triple(attack, SAME_AS, NamedNode(WIKIDATA + "Q900000003"))]


def test_what_the_graph_says_in_wikidatas_terms() -> None:
    told = {(s.qid, s.property.pid, s.value) for s in said_of(linked_samples())}
    assert ("Q900000001", "P2541", "Q790") in told
    assert ("Q900000003", "P17", "Q974") in told
    assert any(qid == "Q900000003" and pid == "P1120" for qid, pid, _ in told)
    assert any(qid == "Q900000003" and pid == "P585" and value == "2017-12-07" for qid, pid, value in told)


def test_who_commanded_when() -> None:
    tenures = [s for s in said_of(linked_samples()) if s.property.pid == "P4791"]
    assert [(s.qid, s.value) for s in tenures] == [("Q900000001", "Q900000002")]
    assert {pid for pid, _ in tenures[0].qualifiers} <= {"P580", "P582"}
    assert tenures[0].qualifiers


def test_every_thing_said_has_its_sources() -> None:
    told = [s for s in said_of(linked_samples()) if s.qid.startswith("Q9000")]
    assert told
    assert [s.property.pid for s in told if not s.sources] == []
    assert any(source.url for s in told for source in s.sources)


def test_the_table_holds_both_values_and_both_sources() -> None:
    one = against(said("pk:established", "2013-04-25"), Claim("P571", "2014", references=2))
    cells = comparison_text([one]).splitlines()[1].split("\t")
    assert cells == [
        "contradicts", "Q1", "Test Mission", "P571", "inception", "2013-04-25", "https://example.org/news",
        "2014", "2", "node",
    ]  # fmt: skip


def test_a_statement_with_its_qualifiers_and_references() -> None:
    one = said("pk:ForceCommander", "Q2", "Person", "Tenure", qualifiers=(("P580", "2013-05"), ("P582", "2015-12-01")))
    assert line(one).split("\t") == [
        "Q1", "P4791", "Q2", "P580", "+2013-05-00T00:00:00Z/10", "P582", "+2015-12-01T00:00:00Z/11",
        "S854", '"https://example.org/news"', "S813", "+2026-08-01T00:00:00Z/11",
        "!S854", '"https://en.wikipedia.org/w/index.php?title=Test_Mission&oldid=123"',
        "S813", "+2026-08-01T00:00:00Z/11",
    ]  # fmt: skip


BACKWARDS = (("P580", "2015"), ("P582", "2013-01-01"))
WITHHELD = [
    (said("pk:established", "2013", sources=()), (), "no reference"),
    (said("pk:established", "2013", sources=(Source("", "Title"),)), (), "no reference"),
    (said("pk:established", "2013", sources=(Source("javascript:alert(1)", "Title"),)), (), "no reference"),
    (said("pk:headquarters", "Q1", "Person"), (), "is no Person"),
    (said("pk:abbreviation", "A|B"), (), "that can be written"),
    (said("pk:abbreviation", 'A"B'), (), "that can be written"),
    (said("pk:abbreviation", "A“B"), (), "that can be written"),
    (said("pk:established", "spring"), (), "that can be written"),
    (said("pk:killed", "-1", of="Attack"), (), "that can be written"),
    (said("pk:killed", "1.5", of="Attack"), (), "that can be written"),
    (said("pk:ForceCommander", "Q2", "Person", "Tenure", qualifiers=BACKWARDS), (), "ends before"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "claims", "reason"), WITHHELD, ids=range(len(WITHHELD)))
def test_what_breaks_a_constraint_is_withheld_with_its_reason(one: Said, claims: Sequence[Claim], reason: str) -> None:
    lines, withheld = quickstatements([against(one, *claims)])
    assert lines == []
    assert reason in withheld[0].reason


def test_two_values_of_a_property_that_has_one_are_both_withheld() -> None:
    both = [against(said("pk:established", value)) for value in ("2013-04-25", "2013-07-01")]
    lines, withheld = quickstatements(both)
    assert (lines, len(withheld)) == ([], 2)


def test_a_figure_is_given_back_with_its_day_alone() -> None:
    figure = said("pk:Fatalities", "209", of="Figure")
    assert "P585" in quickstatements([against(figure)])[1][0].reason
    lines, withheld = quickstatements([against(replace(figure, qualifiers=(("P585", "2020-03-31"),)))])
    assert (lines[0].split("\t")[:5], withheld) == (["Q1", "P1120", "209", "P585", "+2020-03-31T00:00:00Z/11"], [])


def test_figures_of_a_mission_as_a_whole_are_compared() -> None:
    graph = kg.build(SAMPLES)
    mission = next(t.subject for t in graph if "abbreviation" in t.predicate.value and "MONUSCO" in str(t.object))
    linked = [*graph, Triple(mission, SAME_AS, NamedNode(WIKIDATA + "Q1501987"))]
    figures = {
        (one.property.pid, one.value, one.qualifiers) for one in said_of(linked) if one.property.kind == "Figure"
    }
    assert ("P1120", "264", (("P585", "2023-03-31"),)) in figures
    assert ("P1132", "18760", (("P585", "2016-11-30"),)) in figures
    assert not [value for _, value, _ in figures if value in {"16490", "19815"}]  # troops alone; an authorisation


def constraint(kind: str, *about: str) -> Claim:
    return Claim("P2302", kind, qualifiers=tuple(("P2306", pid) for pid in about))


HEAD = said("pk:HeadOfMission", "Q2", "Person", "Tenure", qualifiers=(("P580", "2013"),))


@pytest.mark.parametrize(("stated_", "one", "theirs", "reason"), [
    (constraint("Q21510856", "P585"), said("pk:headquarters", "Q2", "Place"), (), "wants P585 with P159"),
    (constraint("Q21510851", "P585"), HEAD, (), "does not want P580 with P1037"),
    (constraint("Q19474404"), said("pk:headquarters", "Q2", "Place"), (Claim("P159", "Q3"),), "one value of P159"),
    (constraint("Q19474404"), said("pk:headquarters", "Q2", "Place"), (), ""),
    (constraint("Q21510851", "P580"), HEAD, (), ""),
    (Claim("P31", "Q21510856"), said("pk:headquarters", "Q2", "Place"), (), ""),
])  # fmt: skip
def test_what_wikidata_states_of_a_property_is_kept(
    stated_: Claim, one: Said, theirs: Sequence[Claim], reason: str
) -> None:
    source = Entities({"Q1": tuple(theirs), one.property.pid: (stated_,)})
    found = compare([one], source)
    lines, withheld = quickstatements(found, stated(found, source))
    assert (len(lines), len(withheld)) == ((0, 1) if reason else (1, 0))
    assert not reason or reason in withheld[0].reason


def test_only_what_is_lacked_is_written() -> None:
    agrees = against(said("pk:established", "2013"), Claim("P571", "2013"))
    contradicts = against(said("pk:established", "2013"), Claim("P571", "2014"))
    assert quickstatements([agrees, contradicts]) == ([], [])
    assert len(quickstatements([against(said("pk:established", "2013"))])[0]) == 1


@given(st.text(max_size=40), st.text(max_size=60))
def test_no_text_can_break_a_line(name: str, path: str) -> None:
    source = Source(f"https://example.org/{path}", name, "1", "2026-08-01")
    lines, _ = quickstatements([against(said("pk:abbreviation", name, sources=(source,)))])
    for written in lines:
        cells = written.split("\t")
        assert "|" not in written and "\n" not in written and "“" not in written
        assert all(cell and cell.count('"') in (0, 2) for cell in cells)
        assert cells[:2] == ["Q1", "P1813"]


@given(st.text(max_size=80))
def test_any_address_is_written_safely_or_not_at_all(url: str) -> None:
    text = url_text(url)
    assert not text or (text.isascii() and text.count('"') == 2 and "|" not in text and " " not in text)


def test_only_sure_links_count() -> None:
    country = said("pk:operatesIn", "Q912", "Country")
    assert confident([country], frozenset({"Q1", "Q912"})) == [country]
    assert confident([country], frozenset({"Q1"})) == []
    assert confident([replace(country, qid="Q5")], frozenset({"Q1", "Q912"})) == []


def test_entities_from_a_file(tmp_path: Path) -> None:
    snak = {"property": "P571", "datavalue": {"value": {"time": "+2013-04-25T00:00:00Z", "precision": 11}}}
    data = {"id": "Q1", "claims": {"P571": [{"rank": "normal", "mainsnak": snak, "references": [{}]}]}}
    for name, text in (
        ("api.json", json.dumps({"entities": {"Q1": data}})),
        ("dump.json", f"[\n{json.dumps(data)}\n]\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        found = read_entities(tmp_path / name, frozenset({"Q1"})).claims(["Q1", "Q2"])
        assert found == {"Q1": (Claim("P571", "2013-04-25", references=1),)}


def test_claims_without_a_value_and_deprecated_ones_do_not_count() -> None:
    snaks = [{"property": "P571", "snaktype": "novalue"}, {"property": "P571", "datavalue": {"value": "x"}}]
    data = {"id": "Q1", "claims": {"P571": [{"mainsnak": s, "rank": "deprecated"} for s in snaks]}}
    assert list(claims_of(data)) == []
    assert item_of({"id": "Q1"}).label == ""


def test_times_that_are_too_vague_are_none() -> None:
    assert time_text("+2013-04-25T00:00:00Z", 8) == ""
    assert time_text("-0044-03-15T00:00:00Z", 11) == ""


@pytest.mark.skipif(not PROPERTIES.exists(), reason="the table of verified properties is not here")
def test_every_property_is_verified_with_its_label() -> None:
    rows = [row.split("\t") for row in PROPERTIES.read_text(encoding="utf-8").splitlines()[1:]]
    verified = {row[0]: row[1] for row in rows}
    assert {p.pid: p.label for p in compared()} == {p.pid: verified[p.pid] for p in compared()}
    assert {"P854", "P813", "P580", "P582"} <= set(verified)


@pytest.mark.skipif(not CLASSES.exists(), reason="the table of verified ids is not here")
def test_every_class_is_verified_with_its_label() -> None:
    from kg.resources import folder

    verified = {tuple(row.split("\t")[:2]) for row in CLASSES.read_text(encoding="utf-8").splitlines()}
    lines = (folder("ontology") / "wikidata-classes.tsv").read_text(encoding="utf-8").splitlines()
    rows = [row.split("\t") for row in lines if row.startswith("Q")]
    assert rows
    assert [row for row in rows if (row[3], row[0]) not in verified] == []


def test_references_are_not_repeated() -> None:
    assert len(references(said("pk:established", "2013", sources=(SOURCE, SOURCE)))) == len(
        references(said("pk:established", "2013"))
    )

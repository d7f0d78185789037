"""Which item a mention means, in the shipped table."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.linking.backends.embedded import Embedded, shipped_index
from kg.linking.evaluate import Judged, judge, read_cases
from kg.linking.features import features, telling
from kg.linking.match import match
from kg.linking.mentions import mentions_of
from kg.linking.model import Decision, Item, Mention, TitleMatch
from kg.linking.reconcile import look_up, one_to_one, reconcile
from kg.linking.score import calibrated, probability, scale

GOLD = Path(__file__).resolve().parents[2] / "evaluation" / "linking.tsv"
MINUSMA = Path(__file__).resolve().parents[2] / "../shared/articles/MINUSMA.wikitext"
VERIFIED = Path(__file__).resolve().parents[2] / "../shared/wikidata/verified-qids.tsv"
MALI = frozenset({"Q912"})


def decide(kind: str, name: str, **told: object) -> Decision:
    mention = Mention("node", kind, name, **told)  # type: ignore[arg-type]
    backend = Embedded()
    return match(mention, backend, *look_up([mention], backend))


@pytest.mark.parametrize(("name", "contexts", "qid"), [
    ("Kidal", (), "Q650100"),
    ("Kidal Region", (), "Q338988"),
    ("Kidal Cercle", (), "Q668196"),
    ("Kidal", ("Troops left the Kidal region.",), "Q338988"),
    ("Kidal", ("Troops left Kidal for the Gao region.",), "Q650100"),
    ("Gao", ("near the town of Gao",), "Q188904"),
    ("Cercle de Douentza", (), "Q940936"),
    ("Douentza", (), "Q2358526"),
    ("Tombouctou Region", (), "Q339462"),
    ("Menaka", (), "Q855986"),
])  # fmt: skip
def test_town_cercle_and_region_of_one_name(name: str, contexts: tuple[str, ...], qid: str) -> None:
    decision = decide("Place", name, countries=MALI, contexts=contexts)
    assert (decision.status, decision.qid) == ("accept", qid)


@pytest.mark.parametrize(("name", "country"), [("Gao", "Q148"), ("Nara", "Q17"), ("Bari", "Q38"), ("Bambari", "Q929")])
def test_a_name_of_another_place_is_not_linked(name: str, country: str) -> None:
    assert decide("Place", name, countries=frozenset({country})).status == "nil"


def test_a_rival_of_the_same_name_is_put_to_a_person() -> None:
    """Two districts of Tripoli: without a country nobody knows which; with one, it is clear."""
    assert decide("Place", "Tripoli District").status != "accept"
    assert decide("Place", "Tripoli District", countries=frozenset({"Q822"})).qid == "Q2484819"


def test_a_number_is_never_nearly_right() -> None:
    assert decide("Resolution", "UNSC Resolution 747").qid == "Q2122174"
    assert decide("Resolution", "UNSC Resolution 748").status == "nil"


def test_the_title_comes_first() -> None:
    titles = {"Gao": TitleMatch("Gao", "Q188904", "Gao")}
    mention = Mention("node", "Place", "Gao", article="Gao")
    decision = match(mention, Embedded(), titles, {})
    assert (decision.qid, decision.tier) == ("Q188904", "title")


@pytest.mark.parametrize("match_", [
    TitleMatch("Gao", "Q1", "Gao", fragment="History"),
    TitleMatch("Gao", "Q1", "Gao", disambiguation=True),
    TitleMatch("Gao", "Q1", "Gao", sure=False),
])  # fmt: skip
def test_a_weak_title_is_no_certainty(match_: TitleMatch) -> None:
    """A redirect to a section, a list of meanings, a mere name: then names and context decide."""
    mention = Mention("node", "Place", "Gao", article="Gao", countries=MALI)
    assert match(mention, Embedded(), {"Gao": match_}, {}).qid == "Q188904"


def test_a_title_of_another_kind_is_not_followed() -> None:
    mention = Mention("node", "Person", "Gao", article="Gao")
    items = {"Q1": Item("Q1", "Gao", "Place")}
    assert match(mention, Embedded(), {"Gao": TitleMatch("Gao", "Q1", "Gao")}, items).status == "nil"


def test_a_decision_says_why_what_lost_and_what_would_change_it() -> None:
    decision = decide("Place", "Kidal", countries=MALI)
    assert "the country agrees" in decision.reason
    assert {c.item.qid for c in decision.candidates[1:]} == {"Q338988", "Q668196"}
    assert "a text that tells of another country" in decision.flips


def test_what_would_change_it_does() -> None:
    decision = decide("Place", "Kidal", countries=MALI)
    turned = decide("Place", "Kidal", countries=frozenset({"Q142"}))
    assert "another country" in decision.flips
    assert turned.status != "accept"


def test_one_item_for_one_thing_in_an_article() -> None:
    page = frozenset({"page"})
    first = Mention("a", "Place", "Kidal", countries=MALI, pages=page)
    second = Mention("b", "Place", "Kidal town", names=("Kidal",), countries=MALI, pages=page)
    decided = {d.mention.node: d for d in reconcile([first, second], Embedded())}
    assert sorted(d.status for d in decided.values()) == ["accept", "review"]
    elsewhere = replace(second, pages=frozenset({"other"}))
    assert {d.status for d in reconcile([first, elsewhere], Embedded())} == {"accept"}


def test_the_order_of_mentions_does_not_matter() -> None:
    mentions = mentions_of(kg.build(Path(__file__).resolve().parents[2] / "samples"))
    there = {d.mention.node: d for d in reconcile(mentions, Embedded())}
    back = {d.mention.node: d for d in reconcile(mentions[::-1], Embedded())}
    assert there == back


def test_certain_tiers_may_share_an_item() -> None:
    decision = Decision(Mention("a", "Country", "X"), "accept", "Q1", "code", 0.99, "")
    other = replace(decision, mention=Mention("b", "Country", "Y"))
    assert {d.status for d in one_to_one([decision, other])} == {"accept"}


@pytest.mark.skipif(not MINUSMA.exists(), reason="the MINUSMA article is not here")
def test_minusma_links_what_is_verified_and_nothing_wrong() -> None:
    mentions = mentions_of(kg.build(MINUSMA.read_text(encoding="utf-8"), title="MINUSMA"))
    decided = reconcile(mentions, Embedded())
    places = {d.mention.name: d.qid for d in decided if d.mention.kind != "Country" and d.status == "accept"}
    expected = {
        "United Nations Security Council": "Q37470", "Aguelhok": "Q357768", "Bamako": "Q3703",
        "Douentza": "Q2358526", "Gao": "Q188904", "Kidal": "Q650100",
    }  # fmt: skip
    assert {name: places.get(name) for name in expected} == expected
    assert set(places) - set(expected) <= {"African Union", "United Nations", "Azawad", "Timbuktu"}
    countries = [d for d in decided if d.mention.kind == "Country"]
    assert len(countries) >= 55
    assert [d.mention.name for d in countries if d.status != "accept"] == []
    assert next(d.qid for d in countries if d.mention.name == "Denmark") == "Q35"
    assert next(d.qid for d in countries if d.mention.name == "Netherlands") == "Q55"
    unverified = {"MINUSMA", "Jean-Paul Deconinck", "Mahamat Saleh Annadif", "Dennis Gyllensporre"}
    assert {d.status for d in decided if d.mention.name in unverified} == {"nil"}


def test_the_gold_set_is_large_and_mixed() -> None:
    cases = read_cases(GOLD)
    assert len(cases) >= 200
    assert len({case.id for case in cases}) == len(cases)
    sorts = {case.sort for case in cases}
    assert {"country name", "demonym", "flag code", "historic name", "homonym", "body", "unlinked name"} <= sorts


def test_links_are_right() -> None:
    judged = judge(read_cases(GOLD))
    linked, nil = [j for j in judged if j.linked], [j for j in judged if j.decision.status == "nil"]
    known, none = [j for j in judged if j.case.expected != "NIL"], [j for j in judged if j.case.expected == "NIL"]
    assert share(linked) >= 0.99
    assert share(known) >= 0.95
    assert share(nil) >= 0.97
    assert share(none) >= 0.95


def share(judged: Iterable[Judged]) -> float:
    right = [one.right for one in judged]
    return sum(right) / len(right)


@pytest.mark.parametrize("tier", ["title", "code"])
def test_the_stated_precision_of_a_tier_is_the_measured_one(tier: str) -> None:
    linked = [j for j in judge(read_cases(GOLD)) if j.linked and j.decision.tier == tier]
    assert scale().tiers[tier] == pytest.approx(smoothed(linked), abs=0.0006)


def test_the_stated_precision_of_not_there_is_the_measured_one() -> None:
    nil = [j for j in judge(read_cases(GOLD)) if j.decision.status == "nil"]
    assert scale().tiers["nil"] == pytest.approx(smoothed(nil), abs=0.0006)


def smoothed(judged: list[Judged]) -> float:
    return (sum(one.right for one in judged) + 1) / (len(judged) + 2)


@pytest.mark.skipif(not VERIFIED.exists(), reason="the table of verified ids is not here")
def test_every_shipped_id_is_verified() -> None:
    lines = VERIFIED.read_text(encoding="utf-8").splitlines()[1:]
    trusted = {line.split("\t")[1] for line in lines if "hand-compiled" not in line}
    assert set(shipped_index().items) <= trusted
    assert "Q2635966" not in shipped_index().items


def test_no_two_shipped_things_share_name_kind_country_and_level() -> None:
    seen = [(i.label, i.kind, i.country, i.level) for i in shipped_index().items.values()]
    assert len(set(seen)) == len(seen)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=2))
def test_calibration_keeps_the_order(values: list[float]) -> None:
    low, high = sorted(values)
    assert calibrated(low, scale().points) <= calibrated(high, scale().points)
    assert 0 <= calibrated(low, scale().points) <= 1


@pytest.mark.parametrize("bad", ["country_clash", "level_clash", "level_doubt", "far", "years_clash", "rival"])
def test_what_speaks_against_a_link_lowers_it(bad: str) -> None:
    good = {"exact": 1.0, "kind_agrees": 1.0}
    assert probability(good | {bad: 1.0}) < probability(good)


@given(st.text(max_size=60), st.sampled_from(["Place", "Person", "ArmedGroup", "Country", "Resolution", ""]))
def test_any_text_is_decided(name: str, kind: str) -> None:
    decision = decide(kind, name)
    assert decision.status in {"accept", "review", "nil"}
    assert 0 <= decision.probability <= 1


def test_features_of_places() -> None:
    mention = Mention("n", "Place", "Gao", countries=MALI, place=(16.27, -0.04))
    found = features(mention, shipped_index().items["Q188904"])
    assert found == {"exact": 1.0, "kind_agrees": 1.0, "country_agrees": 1.0, "level_agrees": 1.0, "near": 1.0}


def test_what_tells_names_apart() -> None:
    assert telling("UN Mission in Liberia") != telling("UN Mission in South Sudan")
    assert telling("North Kivu") != telling("South Kivu")
    assert telling("Gao") == telling("Kidal") == frozenset()

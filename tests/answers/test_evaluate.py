import json
from pathlib import Path

import pytest

from kg.answers.evaluate import evaluate
from kg.answers.gold import Told, read_passages
from kg.answers.scores import Score, causes, judge, scores
from kg.errors import InputError

ATTACK: dict[str, object] = {
    "type": "attack", "date": "2001-05-03", "place": ["Nordhaven"], "country": None, "method": "ambush",
    "victims": [{"nationality": "Kenya", "role": "soldier", "killed": 2, "injured": None, "abducted": None}],
    "perpetrator": "gunmen", "claimed_by": None,
}  # fmt: skip
TEXT = "On 3 May 2001 gunmen ambushed a UN convoy near Nordhaven, killing two Kenyan soldiers."


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return tmp_path / "gold.jsonl"


def written(
    gold: Path, *facts: dict[str, object], text: str = TEXT, optional: tuple[dict[str, object], ...] = ()
) -> Path:
    passage = {"id": "one", "mission": "UNIFIL", "text": text, "facts": facts, "optional_facts": optional}
    gold.write_text(json.dumps(passage) + "\n", encoding="utf-8")
    return gold


def test_what_is_read_rightly_counts_in_full(gold: Path) -> None:
    (passage,) = read_passages(written(gold, ATTACK))
    found = scores([judge(passage)])["attack"]
    assert (found.found.f1, found.exact.f1, found.slots.f1) == (1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("slot", "value"), [("date", "2001-05-04"), ("place", ["Sulbek"]), ("method", "landmine"), ("claimed_by", "LRA")]
)
def test_a_wrong_slot_is_found_but_not_exact(gold: Path, slot: str, value: object) -> None:
    (passage,) = read_passages(written(gold, ATTACK | {slot: value}))
    one = judge(passage)
    assert (scores([one])["attack"].found.f1, scores([one])["attack"].exact.f1) == (1.0, 0.0)
    assert list(causes([one])) == [f"attack.{slot}"]


def test_an_alternative_is_right_too(gold: Path) -> None:
    (passage,) = read_passages(written(gold, ATTACK | {"method": "shooting", "alt": {"method": ["ambush"]}}))
    assert judge(passage).wrong == 0


def test_another_nationality_is_right_for_the_whole_group(gold: Path) -> None:
    text = "On 3 May 2001 a patrol of the Kenyan battalion was ambushed; two soldiers were killed and five injured."
    group = {"killed": 2, "injured": 5, "nationality": None}
    known = ATTACK | {"victims": [group], "place": [], "claimed_by": None}
    (passage,) = read_passages(written(gold, known | {"alt": {"victims.0.nationality": ["Kenya"]}}, text=text))
    told = passage.facts[0]
    assert [told.others[f"victims.{at}.nationality"] for at in (0, 1)] == [("Kenya",), ("Kenya",)]


@pytest.mark.parametrize(("scope", "wrong"), [("authorised", 0), (None, 1)])
def test_so_many_police_may_be_those_who_are_allowed(gold: Path, scope: str | None, wrong: int) -> None:
    known: dict[str, object] = {"type": "strength", "value": 260, "kind": "police", "scope": scope}
    text = "The Council authorised UNIFIL to have 260 police officers."
    (passage,) = read_passages(written(gold, known, text=text))
    assert judge(passage).wrong == wrong


def test_what_is_missing_and_what_is_too_much(gold: Path) -> None:
    (missing,) = read_passages(written(gold, ATTACK, text="It rained."))
    assert [told.kind for told in judge(missing).missing] == ["attack"]
    (surplus,) = read_passages(written(gold))
    assert [told.kind for told in judge(surplus).surplus] == ["attack"]
    (optional,) = read_passages(written(gold, optional=(ATTACK,)))
    assert judge(optional).wrong == 0


@pytest.mark.parametrize(("name", "wrong"), [("ONUB", 0), ("United Nations Operation in Burundi", 0), ("MISCA", 1)])
def test_another_mission_may_be_named_by_its_abbreviation(gold: Path, name: str, wrong: int) -> None:
    known: dict[str, object] = {"type": "mission", "mission": "UNIFIL", "established": "2007-01-01"}
    text = "UNIFIL took over from ONUB on 1 January 2007."
    (passage,) = read_passages(written(gold, known | {"predecessor": name}, text=text))
    assert judge(passage).wrong == wrong


def test_the_report_shows_the_worst(gold: Path) -> None:
    text = evaluate([written(gold, ATTACK | {"date": "1999"})], show=1)
    assert "one: On 3 May 2001" in text
    assert "date: known ('1999',), read ('2001-05-03',)" in text
    assert json.loads(evaluate([gold], as_json=True))["attack"]["by_slot"]["date"]["f1"] == 0.0


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "x"}', '{"id": "x", "mission": "m", "text": "t", "facts": [1]}'])
def test_what_is_no_passage_is_told(gold: Path, line: str) -> None:
    gold.write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match="line 1"):
        read_passages(gold)


def test_nothing_read_of_nothing_is_no_mistake() -> None:
    assert (Score().precision, Score().recall, Score(0, 1, 1).f1) == (1.0, 1.0, 0.0)
    assert Told("attack").slots == {}


def titled(gold: Path, mission: str) -> Path:
    told = {"type": "contribution", "country": "Zambia", "mission": mission}
    passage = {"id": "one", "mission": "", "title": "Zambian Army", "lead": "The Zambian Army is the army of Zambia."}
    text = "In 1999 the army sent a battalion to UNAMSIL."
    gold.write_text(json.dumps(passage | {"text": text, "facts": [told]}) + "\n", encoding="utf-8")
    return gold


def test_a_titled_passage_is_of_an_article_on_something_else(gold: Path) -> None:
    (passage,) = read_passages(titled(gold, "UNAMSIL"))
    assert passage.page.title == "Zambian Army"
    assert passage.page.text.startswith("The '''Zambian Army''' is the army of Zambia.\n")
    one = judge(passage)
    assert [known.mission for known, _, _ in one.pairs] == ["United Nations Mission in Sierra Leone"]


def test_of_a_titled_passage_the_mission_is_compared(gold: Path) -> None:
    (passage,) = read_passages(titled(gold, "UNMIL"))
    one = judge(passage)
    assert [told.mission for told in one.missing] == ["United Nations Mission in Liberia"]
    assert [told.mission for told in one.surplus] == ["United Nations Mission in Sierra Leone"]

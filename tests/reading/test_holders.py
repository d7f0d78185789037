import pytest

from kg.documents.text import text_of
from kg.reading.holders import Holder, nationality_named, rank_named, read_holder, role_named


def read(wikitext: str) -> Holder:
    holder = read_holder(text_of(wikitext))
    assert holder is not None
    return holder


def spoken(wikitext: str) -> dict[str, str]:
    holder = read(wikitext)
    period = holder.period
    parts = {
        "name": holder.person.name,
        "article": holder.person.article,
        "rank": holder.rank,
        "role": holder.role,
        "nation": holder.nationality.name if holder.nationality else None,
        "start": period.start if period else None,
        "end": period.stop if period else None,
        "acting": "yes" if holder.acting else None,
    }
    return {key: str(value) for key, value in parts.items() if value}


@pytest.mark.parametrize(
    ("wikitext", "parts"),
    [
        ("Jane Roe, Special Representative", {"name": "Jane Roe", "role": "HeadOfMission"}),
        (
            "Lieutenant General [[Jan Novak]] (Sweden), 2018–2021",
            {
                "name": "Jan Novak",
                "article": "Jan Novak",
                "rank": "Lieutenant General",
                "nation": "Sweden",
                "start": "2018",
                "end": "2021",
            },
        ),
        (
            "2013–2014: Major General Jan de Vries",
            {"name": "Jan de Vries", "rank": "Major General", "start": "2013", "end": "2014"},
        ),
        (
            "{{flagicon|RWA}} Maj. Gen. Jan Novak (June 2013 – present)",
            {"name": "Jan Novak", "rank": "Major General", "nation": "Rwanda", "start": "2013-06"},
        ),
        ("Belgian General Jan Novak", {"name": "Jan Novak", "rank": "General", "nation": "Belgium"}),
        ("Colonel Jan Novak of Sweden", {"name": "Jan Novak", "rank": "Colonel", "nation": "Sweden"}),
        ("Mr. Jan Al-Novak (acting)", {"name": "Jan Al-Novak", "acting": "yes"}),
        ("Jan Novak", {"name": "Jan Novak"}),
    ],
)
def test_holder(wikitext: str, parts: dict[str, str]) -> None:
    assert spoken(wikitext) == parts


@pytest.mark.parametrize("wikitext", ["", "vacant", "2014", "Sweden", "4 helicopters", "{{flag|Sweden}}", "the camp"])
def test_nobody(wikitext: str) -> None:
    assert read_holder(text_of(wikitext)) is None


def test_names_of_parts() -> None:
    assert rank_named("Maj. Gen.") == "Major General"
    assert rank_named("helicopter") is None
    assert role_named("Special Representative of the Secretary-General") == "HeadOfMission"
    assert role_named("Cook") is None
    nation = nationality_named("Swedish")
    assert nation is not None
    assert nation.name == "Sweden"
    assert nationality_named("Zenda") is None

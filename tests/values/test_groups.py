from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values.groups import all_groups, find_groups, group_named


def name_of(text: str) -> str | None:
    group = group_named(text)
    return group.name if group else None


def found(text: str) -> list[tuple[str, str]]:
    return [(text[m.begin : m.end], m.group.name) for m in find_groups(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("LRA", "Lord's Resistance Army"),
        ("the Lord’s Resistance Army", "Lord's Resistance Army"),
        ("al-shabab", "Al-Shabaab"),
        ("Jabhat al-Nusra", "Al-Nusra Front"),
        ("NADK", "National Army of Democratic Kampuchea"),
        ("Khmer Rouge", "National Army of Democratic Kampuchea"),
        ("Seleka", "Séléka"),
        ("Mayi-Mayi", "Mai-Mai"),
        ("UCK", "Kosovo Liberation Army"),
        ("Aidid's militia", "Somali National Alliance"),
        ("SNA", "Somali National Alliance"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert name_of(text) == name


@pytest.mark.parametrize("text", ["", "rebels", "militia", "the army", "Shabaab Street"])
def test_what_names_no_group(text: str) -> None:
    assert group_named(text) is None


def test_groups_in_a_sentence() -> None:
    text = "Israeli artillery, anti-balaka, Al Shabaab and ex-Seleka men; the Croatian army and M23."
    assert found(text) == [
        ("Israeli artillery", "Israel Defense Forces"),
        ("anti-balaka", "Anti-balaka"),
        ("Al Shabaab", "Al-Shabaab"),
        ("ex-Seleka", "ex-Séléka"),
        ("Croatian army", "Croatian Army"),
        ("M23", "M23"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "They went far on a new platform with new forces.",
        "Richard Wagner and Amal Example",
        "Lebanese forces kept watch.",
        "the model of M234",
        "SNA",
        "",
    ],
)
def test_what_is_no_mention(text: str) -> None:
    assert found(text) == []


def test_no_name_means_two_groups() -> None:
    counts = Counter(name for g in all_groups() for name in {g.name, *g.names} - set(g.weak))
    assert [name for name, count in counts.items() if count > 1] == []


def test_there_are_groups_of_every_continent() -> None:
    names = {group.name for group in all_groups()}
    assert len(names) >= 200
    assert {"Revolutionary United Front", "Hezbollah", "Bosnian Serb Army", "Taliban", "Aitarak"} <= names


@given(
    st.lists(st.sampled_from(["al-", "Al ", "Shabaab", "M23", " ", "army", "Israeli ", "İ", "’"])).map("".join)
    | st.text()
)
def test_mentions_are_ordered_and_in_range(text: str) -> None:
    mentions = find_groups(text)
    assert all(0 <= m.begin < m.end <= len(text) for m in mentions)
    assert all(a.end <= b.begin for a, b in pairwise(mentions))
    assert group_named(text) is None or text.strip()

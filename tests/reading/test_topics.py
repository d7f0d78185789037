import pytest

from kg.reading.topics import topic_of


@pytest.mark.parametrize(
    ("introduction", "section", "topic"),
    [
        ("Current contributors are:", ("Forces",), "contributors"),
        ("", ("Troop-contributing countries",), "contributors"),
        ("", ("Composition", "Contributing nations"), "contributors"),
        ("", ("Force commanders",), "commanders"),
        ("", ("Leadership", "Heads of mission"), "commanders"),
        ("", ("Fatalities",), "fatalities"),
        ("", ("Contributing nations", "See also"), ""),
        ("", ("Diplomatic missions",), ""),
        ("", ("Medal table",), ""),
        ("", ("History",), ""),
    ],
)
def test_topic(introduction: str, section: tuple[str, ...], topic: str) -> None:
    assert topic_of(introduction, section) == topic

import pytest

from kg.documents.text import text_of
from kg.reading.contributions import read_sent


def spoken(wikitext: str) -> tuple[object, ...]:
    sent = read_sent(text_of(wikitext))
    assert sent is not None
    return (
        sent.country.name,
        sent.personnel,
        str(sent.start) if sent.start else None,
        str(sent.end) if sent.end else None,
        sent.comment,
    )


@pytest.mark.parametrize(
    ("wikitext", "sent"),
    [
        ("{{flagcountry|Chad}}", ("Chad", None, None, None, None)),
        ("{{flagcountry|Gambia}}", ("The Gambia", None, None, None, None)),
        ("{{flagicon|SWE}} [[Sweden]]", ("Sweden", None, None, None, None)),
        ("[[Guinea-Bissau]]", ("Guinea-Bissau", None, None, None, None)),
        ("{{flag|Chad}} – 1,200 troops", ("Chad", 1200, None, None, None)),
        ("{{flag|Chad}} - 35 military personnel<ref>x</ref>", ("Chad", 35, None, None, None)),
        ("{{flag|Chad}} (350)", ("Chad", 350, None, None, None)),
        ("Chad: 350", ("Chad", 350, None, None, None)),
        ("{{flag|Chad}} - Until 3 June 2018", ("Chad", None, None, "2018-06-03", None)),
        ("{{flag|Chad}} (2013–2015)", ("Chad", None, "2013", "2015", None)),
        ("{{flag|Chad}} - 5 Mi-8 helicopters", ("Chad", None, None, None, "5 Mi-8 helicopters")),
        (
            "{{flag|Chad}} - 80 (12 officers and 68 other ranks)",
            ("Chad", 80, None, None, "12 officers and 68 other ranks"),
        ),
        (
            "{{flag|Chad}} - 30 officers - 200 infantry troops - 1 field hospital",
            ("Chad", None, None, None, "30 officers - 200 infantry troops - 1 field hospital"),
        ),
        (
            "{{flag|Chad}} - Medical duties from June 2014.",
            ("Chad", None, None, None, "Medical duties from June 2014."),
        ),
        ("{{flag|Chad}} – 200 soldiers since 2014", ("Chad", 200, "2014", None, None)),
    ],
)
def test_sent(wikitext: str, sent: tuple[object, ...]) -> None:
    assert spoken(wikitext) == sent


@pytest.mark.parametrize("wikitext", ["", "Two battalions", "[[Zenda]] – 200 troops", "The Chadian army", "2013"])
def test_items_that_begin_with_no_country(wikitext: str) -> None:
    assert read_sent(text_of(wikitext)) is None

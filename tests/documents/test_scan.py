"""The scanner finds what is closed, leaves what is not, and its cost grows with the text."""

import re
from collections.abc import Callable

import mwparserfromhell
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import scanner as module
from kg.documents.calls import call_of
from kg.documents.scan import Scan

TOKENS = st.sampled_from(
    [
        "{{",
        "}}",
        "{{{",
        "}}}",
        "[[",
        "]]",
        "[http://a ",
        "]",
        "|",
        "=",
        "\n",
        "{|",
        "\n|}",
        "\n|-",
        "<ref>",
        "</ref>",
        "<ref name=a/>",
        "<!--",
        "-->",
        "<nowiki>",
        "</nowiki>",
        "''",
        "'''",
        "&nbsp;",
        "==",
        "*",
        " a",
        "É",
        "__TOC__",
    ]
)
WIKITEXT = st.lists(TOKENS, max_size=60).map("".join)


def spans(text: str) -> list[tuple[str, str]]:
    scan = Scan(text)
    return [(kind, scan.source(i)) for i, kind in enumerate(scan.kinds) if scan.ends[i] >= 0]


def found(text: str, kind: str) -> list[str]:
    return [source for which, source in spans(text) if which == kind]


@pytest.mark.parametrize(
    ("text", "kind", "sources"),
    [
        ("a {{b|{{c}}}} d", "template", ["{{b|{{c}}}}", "{{c}}"]),
        ("{{{1|{{x}}}}}", "argument", ["{{{1|{{x}}}}}"]),
        ("{{{1|{{x}}}}}", "template", ["{{x}}"]),
        ("{{{{x}}|y}}", "template", ["{{{{x}}|y}}", "{{x}}"]),
        ("{{#if:{{{1|}}}|y}}", "template", ["{{#if:{{{1|}}}|y}}"]),
        ("[[File:a|b [http://x y]]]", "link", ["[[File:a|b [http://x y]]]"]),
        ("[[File:a|b [http://x y]]]", "external", ["[http://x y]"]),
        ("{|\n| a\n|}", "table", ["{|\n| a\n|}"]),
        ("{{x|\n{|\n| a\n|}}}", "table", ["{|\n| a\n|}"]),
        ("{{x|\n{|\n| a\n|}}}", "template", ["{{x|\n{|\n| a\n|}}}"]),
        ("<ref name=a/> <ref>b {{c</ref>", "ref", ["<ref name=a/>", "<ref>b {{c</ref>"]),
        ("<REF>a</Ref>", "ref", ["<REF>a</Ref>"]),
        ("<!-- {{a}} -->{{b}}", "template", ["{{b}}"]),
        ("<nowiki>{{a}}</nowiki>", "nowiki", ["<nowiki>{{a}}</nowiki>"]),
        ("<math>{{a}}</math>", "raw", ["<math>{{a}}</math>"]),
    ],
)
def test_what_is_closed_is_found(text: str, kind: str, sources: list[str]) -> None:
    assert found(text, kind) == sources


@pytest.mark.parametrize(
    ("text", "kind", "sources"),
    [
        ("{{a {{b}}", "template", ["{{b}}"]),
        ("[[a [[b]]", "link", ["[[b]]"]),
        ("{{a|[[b|c}}", "template", ["{{a|[[b|c}}"]),
        ("{{a|[[b|c}}", "link", []),
        ("[[a\nb]]", "link", []),
        ("[http://a\nb]", "external", []),
        ("a }} {{b}}", "template", ["{{b}}"]),
        ("<ref>a {{b}}", "template", ["{{b}}"]),
        ("<!-- a {{b}}", "template", ["{{b}}"]),
        ("a {| b\n|}", "table", []),
    ],
)
def test_an_opener_that_is_not_closed_hides_nothing(text: str, kind: str, sources: list[str]) -> None:
    assert found(text, kind) == sources


def test_two_hundred_nested_templates_are_found() -> None:
    assert len(found("{{a|" * 200 + "}}" * 200, "template")) == 200


@given(WIKITEXT)
def test_spans_lie_in_the_text_and_within_one_another(text: str) -> None:
    scan = Scan(text)
    around: list[int] = []
    for begin, end in zip(scan.begins, scan.ends, strict=True):
        if end < 0:
            continue
        assert 0 <= begin < end <= len(text)
        while around and around[-1] <= begin:
            around.pop()
        assert not around or end <= around[-1]
        around.append(end)


@given(WIKITEXT)
def test_children_are_in_order_and_apart(text: str) -> None:
    scan = Scan(text)
    cursor = 0
    for index in scan.children(0, len(text)):
        assert scan.begins[index] >= cursor
        cursor = scan.ends[index]


WORDS = st.text(alphabet="ab c", min_size=1, max_size=4).map("x{}y".format)


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: "{{t|" + "|k=".join(parts) + "}}"),
        inner.map("[[p|{}]]".format),
        st.tuples(inner, inner).map(" ".join),
    )


@given(st.recursive(WORDS, wrapped, max_leaves=12))
def test_balanced_templates_are_those_of_mwparserfromhell(text: str) -> None:
    theirs = mwparserfromhell.parse(text).filter_templates()
    scan = Scan(text)
    ours = [call_of(scan, index) for index in scan.every("template")]
    assert [str(node) for node in theirs] == [text[slice(*call.span())] for call in ours]
    for node, call in zip(theirs, ours, strict=True):
        values = {str(parameter.name).strip(): str(parameter.value).strip() for parameter in node.params}
        assert values == {name: text[slice(*place)] for name, place in call.parameters.items()}


class Counted:
    """The scanner's pattern, with a count of the searches made."""

    def __init__(self) -> None:
        self.count = 0
        self.pattern = module._TOKEN

    def search(self, text: str, at: int = 0) -> re.Match[str] | None:
        self.count += 1
        return self.pattern.search(text, at)


HOSTILE: list[Callable[[int], str]] = [
    lambda n: "{{a|" * n,
    lambda n: "[[" * n + "]]" * n,
    lambda n: "[[" * n + "}}" * n,
    lambda n: "{{" * n + "}}" * n,
    lambda n: "<ref>" * n,
    lambda n: "{|\n|" * n,
    lambda n: "<!--" * n,
    lambda n: "[http://a " * n + "]" * n,
    lambda n: "[[a {{b}} " * n + "}}" * n,
]


@pytest.mark.parametrize("make", HOSTILE)
def test_steps_grow_with_the_text(make: Callable[[int], str], monkeypatch: pytest.MonkeyPatch) -> None:
    steps = []
    for size in (300, 3000):
        counted = Counted()
        monkeypatch.setattr(module, "_TOKEN", counted)
        scan = Scan(make(size))
        steps.append(counted.count + len(scan.kinds))
    assert steps[1] <= 11 * steps[0]

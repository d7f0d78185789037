"""Pages are chosen by words in their bytes, and none that tells a fact on a mission is lost."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.answers.evaluate import own_files
from kg.answers.gold import read_passages
from kg.build import page_part
from kg.errors import UsageError
from kg.pages.choose import ALL, Choice, Group, as_xml, choose_titles, chooser, groups, named
from kg.pages.dump import every_page
from kg.pages.model import Failure, Page
from kg.pages.sources import open_pages
from kg.resources import folder
from kg.triples.names import BASE

DUMP = Path(__file__).resolve().parents[2] / "../shared/dumps/enwiki-sample.xml.bz2"
OF_A_PLACE = {b"wgs84_pos#lat>", b"wgs84_pos#long>", b"ontology#country>"}


def hits(group: Group, text: str) -> list[int]:
    data = text.encode()
    return [place for place, wanted in Choice([group]).places(data, 0, len(data)) if wanted]


@pytest.mark.parametrize("name", ["missions", "places"])
def test_examples(name: str) -> None:
    group = named(name)
    assert [text for text in group.chosen if not hits(group, text)] == []
    assert [text for text in group.left if hits(group, text)] == []


def test_names_count_as_whole_words_only() -> None:
    assert hits(named("missions"), "the ONUMOZ left") == [4]
    assert hits(named("missions"), "xONUMOZ ONUMOZe") == []


@pytest.mark.parametrize("name", ["AMIS", "AMISOM", "AMISEC", "UN Support Office for AMISOM", "ONUC", "MONUC"])
def test_a_name_that_holds_letters_of_another_is_sought(name: str) -> None:
    assert name in named("missions").names
    assert Choice([named("missions")]).chooses(name.encode())


def is_named(group: Group, data: bytes) -> bool:
    """The same, one word after the other."""
    names = (re.search(rb"(?<![0-9A-Za-z])" + re.escape(as_xml(name)) + rb"(?![0-9A-Za-z])", data) for name in NAMES)
    return any(as_xml(part) in data for part in group.parts) or any(names)


MISSIONS = named("missions")
WITHIN_EACH_OTHER = ["AMIS", "AMISOM", "UN Support Office for AMISOM", "ONUC", "MONUC", "ONUCA", "UNAMI", "UNAMIS"]
NAMES = [*sorted(MISSIONS.names)[::40], *WITHIN_EACH_OTHER]


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.sampled_from([*NAMES, *WITHIN_EACH_OTHER * 9, "the", "x", "UN", "Forces", "Mission", "7"]), max_size=6),
    st.data(),
)
def test_no_word_is_lost_for_another(words: list[str], data: st.DataObject) -> None:
    text = "".join(data.draw(st.sampled_from(["", " ", "-", ", ", "é"])) + word for word in words)
    group = replace(MISSIONS, names=frozenset(NAMES))
    assert Choice([group]).chooses(as_xml(text)) == is_named(group, as_xml(text))


def test_bytes_that_no_text_has_choose_nothing() -> None:
    data = b"\xff" * 100 + b"ONUMOZ" + b"\xff" * 100
    assert list(Choice([MISSIONS]).places(data, 0, len(data))) == [(100, True)]


def test_only_what_stands_between_the_two_places_counts() -> None:
    data = b"ONUMOZ <page>ONUC</page> <page>ONUMOZ</page>"
    assert list(Choice([MISSIONS]).places(data, 7, 25)) == [(7, False), (13, True)]


def test_names_are_sought_as_xml_has_them() -> None:
    group = Group("x", "", frozenset({'"A" & B'}), frozenset(), (), ())
    assert hits(group, "x &quot;A&quot; &amp; B") == [2]


def test_a_small_file_is_read_whole_and_a_wish_is_followed(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<mediawiki/>")
    assert chooser()(path) is every_page
    assert chooser([ALL])(path) is every_page
    assert chooser(["missions"])(path) is not every_page
    assert chooser()(Path("-")) is not every_page
    with pytest.raises(UsageError, match="missions, places, all"):
        chooser(["nonsense"])(path)


def test_titles_are_chosen_whole() -> None:
    places = choose_titles(["Gao", 'A_&_"B"'])(Path("x"))
    text = b"<page><title>Gao</title></page><page><title>Gaoua</title></page><page><title>A &amp; &quot;B&quot;</title>"
    chosen = [text[place : place + 18] for place, wanted in places(text, 0, len(text)) if wanted]
    assert chosen == [b"<page><title>Gao</", b"<page><title>A &am"]


def facts_of(page: Page) -> bool:
    part = page_part(BASE, False, page)
    return not isinstance(part, Failure) and bool(part.facts)


def about_a_place_alone(page: Page) -> bool:
    """Whether all that a page tells are coordinates and the country of a place."""
    part = page_part(BASE, False, page)
    assert not isinstance(part, Failure)
    predicates = {
        line.split(b" ")[2].rsplit(b"/", 1)[-1] for line in part.triples.splitlines() if b"#predicate>" in line
    }
    return set(part.facts) == {"Statement"} and predicates <= OF_A_PLACE


def lost(pages: list[Page], choice: Choice) -> list[Page]:
    return [page for page in pages if not choice.chooses(f"{page.title}\n{page.text}".encode()) and facts_of(page)]


@pytest.mark.parametrize("source", [folder("samples"), DUMP], ids=["samples", "dump"])
def test_no_page_that_tells_a_fact_is_lost(source: Path) -> None:
    if not source.exists():
        pytest.skip("the sample dump is not in this checkout")
    pages = [page for page in open_pages([str(source)]) if isinstance(page, Page) and not page.redirect]
    assert [page.title for page in lost(pages, Choice([*groups().values()]))] == []
    left = lost(pages, Choice([named("missions")]))
    assert [page.title for page in left if not about_a_place_alone(page)] == []


@pytest.mark.parametrize("path", own_files(), ids=lambda path: path.stem)
def test_no_passage_that_tells_a_fact_is_lost(path: Path) -> None:
    """Passages without any page around them: the hardest case for words that choose pages."""
    pages = [Page("Nameless", passage.text) for passage in read_passages(path)]
    assert [page.text for page in lost(pages, Choice([named("missions")]))] == []
    assert sum(map(facts_of, pages)) >= 10

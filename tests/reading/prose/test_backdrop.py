"""What a paragraph told before an attack, and when it counts."""

from kg.documents.model import Sentence, Span, Text
from kg.reading.prose.backdrop import Backdrop
from kg.reading.prose.mentions import fold


def heard(*sentences: str, quiet: bool = True, begun: bool = False) -> Backdrop:
    backdrop = Backdrop(0)
    for plain in sentences:
        sentence = Sentence(Text(plain), Span(0, len(plain)), (), 0)
        backdrop.take_in(sentence, fold(plain), frozenset({"Haiti"}), quiet=quiet, begun=begun)
    return backdrop


def test_the_sentence_before_the_first_attack_sets_its_scene() -> None:
    assert heard("Tension had been high in Gao.").scene
    assert heard("Tension had been high in Gao.").places_before()[0].name == "Gao"


def test_a_sentence_that_states_a_fact_or_stands_after_an_attack_sets_none() -> None:
    stated = heard("Chad had 300 soldiers in Gao.", quiet=False)
    assert (stated.scene, stated.places_before()) == (None, ())
    assert heard("Tension remained high in Gao.", begun=True).scene is None


def test_a_group_is_remembered_until_another_is_named() -> None:
    group = heard("Boko Haram held the road.", "The town was quiet.").group
    assert group and group.name == "Boko Haram"
    assert heard("The town was quiet.").group is None


def test_what_stands_beside_a_mission_may_be_hit_later() -> None:
    assert "convoy" in heard("A MINUSMA convoy left Gao.").mentioned
    assert "convoy" not in heard("A traders' convoy left Gao.").mentioned
    assert "camp" in heard("MINUSTAH built an Irish camp.").mentioned
    assert "camp" not in heard("MINUSTAH built a Haitian police camp.").mentioned

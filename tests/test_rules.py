"""Which broken graph each quality rule catches, and that the sample breaks none."""

import pytest
from pyoxigraph import RdfFormat, parse

import kg
from kg.answers.graph import Graph
from kg.answers.queries import rules
from kg.resources import folder

PREFIXES = """
@prefix : <https://example.org/> .
@prefix pk: <https://w3id.org/peacekg/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
RULES = {rule.name: rule for rule in rules()}


def turtle(text: str) -> Graph:
    return Graph(parse(PREFIXES + text, format=RdfFormat.TURTLE))


def day(text: str) -> str:
    return f'"{text}"^^xsd:{("gYear", "gYearMonth", "date")[text.count("-")]}'


def dated(date: str, first: str, last: str) -> str:
    return f"pk:date {day(date)} ; pk:notBefore {day(first)} ; pk:notAfter {day(last)}"


def post(name: str, person: str, start: str, end: str, more: str = "") -> str:
    return (
        f":{name} a pk:Tenure ; pk:mission :m ; pk:person :{person} ; pk:role pk:ForceCommander ;"
        f" pk:start {day(start)} ; pk:end {day(end)} {more} .\n"
    )


PAGE = ':page a pk:Page ; dcterms:modified "2020-03-31T12:00:00Z"^^xsd:dateTime . :passage nif:referenceContext :page .'

# For each rule, a graph that breaks it and one beside it that does not.
BROKEN = {
    "tenure-ends-before-it-starts": (post("t", "p", "2013-05", "2013-04"), post("t", "p", "2013-05", "2013")),
    "contribution-ends-before-it-starts": (
        f":c a pk:Contribution ; pk:start {day('2019-05-02')} ; pk:end {day('2019-05-01')} .",
        f":c a pk:Contribution ; pk:start {day('2019-05-01')} ; pk:end {day('2019-05')} .",
    ),
    "mission-ends-before-it-starts": (
        f":m a pk:Mission ; pk:established {day('2013-04-25')} ; pk:ended {day('2012')} .",
        f":m a pk:Mission ; pk:established {day('2013-04-25')} ; pk:ended {day('2013')} .",
    ),
    "incident-outside-mission": (
        f":m pk:established {day('2013-04-25')} . :a a pk:Attack ; pk:mission :m ; "
        f"{dated('2013-03', '2013-03-01', '2013-03-31')} .",
        f":m pk:established {day('2013-04-25')} ; pk:ended {day('2014')} . :a a pk:Attack ; pk:mission :m ; "
        f"{dated('2013-04', '2013-04-01', '2013-04-30')} . :b a pk:Accident ; pk:mission :m ; "
        f"{dated('2014-12-31', '2014-12-31', '2014-12-31')} .",
    ),
    "casualties-without-number": (
        ":a pk:casualties :c . :c a pk:Casualties ; pk:nationality :x .",
        ":a pk:casualties :c . :c a pk:Casualties ; pk:abducted 0 .",
    ),
    "date-after-revision": (
        f"{PAGE} :f pk:date {day('2020-04')} ; prov:wasDerivedFrom :passage .",
        f"{PAGE} :f pk:date {day('2020-03')} ; prov:wasDerivedFrom :passage .",
    ),
    "end-after-revision": (
        f"{PAGE} :t a pk:Tenure ; pk:end {day('2021')} ; prov:wasDerivedFrom :passage .",
        f"{PAGE} :t a pk:Tenure ; pk:end {day('2020')} ; prov:wasDerivedFrom :passage .",
    ),
    "fact-without-passage": (
        ":f a pk:Figure ; prov:wasDerivedFrom :nowhere .",
        ':f a pk:Figure ; prov:wasDerivedFrom :passage . :passage pk:quote "x" .',
    ),
    "fact-without-mission": (":f a pk:Attack .", ":f a pk:Attack ; pk:mission :m . :m a pk:Mission ."),
    "entity-without-label": (":x a pk:Place .", ':x a pk:Place ; rdfs:label "Gao"@en .'),
    "entity-with-two-labels": (
        ':x rdfs:label "Gao"@en, "Gawgaw"@en .',
        ':x rdfs:label "Moscow"@en, "Moscou"@fr .',
    ),
    "contribution-without-contributor": (
        ":c a pk:Contribution ; pk:contributor :x .",
        ":c a pk:Contribution ; pk:contributor :x . :x a pk:Country .",
    ),
    "impossible-number-of-victims": (
        ":c a pk:Casualties ; pk:killed 2013 .",
        ":c a pk:Casualties ; pk:killed 96 ; pk:injured 1000 .",
    ),
    "impossible-strength": (
        ":f pk:measure pk:DeployedStrength ; pk:value 3462006 .",
        ":f pk:measure pk:Budget ; pk:value 3462006 . :c a pk:Contribution ; pk:personnel 8000 .",
    ),
    "two-commanders-at-once": (
        post("s", "p", "2013", "2015-12") + post("t", "q", "2015-06-01", "2017"),
        post("s", "p", "2013", "2015-12")
        + post("t", "q", "2015-12", "2017")
        + post("u", "r", "2013", "2017", "; pk:acting true"),
    ),
    "statement-without-triple": (
        ":s a rdf:Statement ; rdf:subject :m ; rdf:predicate pk:headquarters ; rdf:object :gao .",
        ":s a rdf:Statement ; rdf:subject :m ; rdf:predicate pk:headquarters ; rdf:object :gao ."
        ":m pk:headquarters :gao .",
    ),
    "resolution-after-its-mission": (
        f":r pk:establishes :m ; pk:date {day('2013-04-25')} . :m pk:established {day('2013-03')} .",
        f":r pk:establishes :m ; pk:date {day('2013-04-25')} . :m pk:established {day('2013')} .",
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_catches_what_it_is_for(name: str) -> None:
    broken, sound = BROKEN[name]
    assert len(turtle(broken).run(RULES[name].text)) == 1
    assert list(turtle(sound).run(RULES[name].text)) == []


@pytest.mark.parametrize("name", RULES)
def test_a_rule_finds_nothing_on_the_sample(name: str, sample: Graph) -> None:
    assert list(sample.run(RULES[name].text)) == []


@pytest.fixture(scope="module")
def sample() -> Graph:
    return kg.build(folder("samples"))

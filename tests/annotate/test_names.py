"""The model's names corrected by rule; tokens are written by hand, so no model is needed."""

from __future__ import annotations

import pytest

from copydesk.annotate.names import correction
from copydesk.english import gazetteer
from copydesk.english.given_names import gender_of
from copydesk.model import Entity, Role, Sentence, Token


def correct(
    tagged: str, marked: list[tuple[str, str]], role: Role = Role.BODY
) -> list[tuple[str, str]]:
    """``tagged`` is ``word/TAG`` by spaces; ``marked`` the model's names and labels."""
    tokens, at = list[Token](), 0
    for i, pair in enumerate(tagged.split()):
        word, tag = pair.rsplit("/", 1)
        pos = {"NNP": "PROPN", "NNPS": "PROPN", "VBZ": "VERB", "VBD": "VERB"}.get(tag, "NOUN")
        tokens.append(Token(at, at + len(word), word, word.lower(), tag, pos, "", "", i, 0))
        at += len(word) + 1
    text = " ".join(t.text for t in tokens)
    found = []
    for name, label in marked:
        start = text.index(name)
        inside = [i for i, t in enumerate(tokens) if start <= t.start < start + len(name)]
        found.append(Entity(start, start + len(name), label, inside[0], inside[-1] + 1))
    sentences = [Sentence(0, len(text), role, 0, 0, len(tokens))]
    return [(text[e.start : e.end], e.label) for e in correction.correct(tokens, sentences, found)]


def test_articles_and_possessives_are_trimmed() -> None:
    assert correct("the/DT Hague/NNP 's/POS court/NN", [("the Hague 's", "LOC")]) == [
        ("Hague", "LOC")
    ]


def test_a_verb_cuts_a_headline_name() -> None:
    tagged = "Vance/NNP Visits/VBZ Harbour/NNP"
    assert correct(tagged, [("Vance Visits Harbour", "PERSON")]) == [("Vance", "PERSON")]


def test_words_that_are_no_proper_nouns_are_no_names() -> None:
    assert correct("Laughter/NN filled/VBD it/PRP", [("Laughter", "PERSON")]) == []


@pytest.mark.parametrize("label", ["LOC", "ORG", "PERSON"])
def test_peoples_and_countries_have_one_label(label: str) -> None:
    assert correct("Norwegian/NNP ships/NNS", [("Norwegian", label)]) == [("Norwegian", "NORP")]
    assert correct("Norway/NNP sank/VBD", [("Norway", label)]) == [("Norway", "LOC")]


def test_missed_countries_and_peoples_are_added() -> None:
    assert correct("two/CD Norwegians/NNPS left/VBD Chile/NNP", []) == [
        ("Norwegians", "NORP"),
        ("Chile", "LOC"),
    ]


def test_bodies_are_organisations() -> None:
    assert correct("Harbour/NNP Police/NNP came/VBD", [("Harbour Police", "LOC")]) == [
        ("Harbour Police", "ORG")
    ]


def test_titles_and_given_names_make_persons() -> None:
    assert correct("President/NNP Okoro/NNP left/VBD", []) == [("Okoro", "PERSON")]
    assert correct("Laura/NNP Okoro/NNP left/VBD", []) == [("Laura Okoro", "PERSON")]
    assert correct("Laura/NNP left/VBD", []) == []


def test_a_title_alone_is_no_name() -> None:
    tagged = "Inspector/NNP Ada/NNP Vance/NNP spoke/VBD"
    marked = [("Inspector", "PERSON"), ("Ada Vance", "PERSON")]
    assert correct(tagged, marked) == [("Ada Vance", "PERSON")]
    assert correct("Judge/NNP spoke/VBD", [("Judge", "PERSON")]) == [("Judge", "PERSON")]


def test_a_surname_takes_the_label_of_its_full_name() -> None:
    tagged = "Ada/NNP Okoro/NNP left/VBD ./. Okoro/NNP said/VBD so/RB ./. Okoro/NNP slept/VBD"
    assert correct(tagged, [("Ada Okoro", "PERSON")]) == [
        ("Ada Okoro", "PERSON"),
        ("Okoro", "PERSON"),
        ("Okoro", "PERSON"),
    ]


def test_gazetteer_keeps_given_names_out() -> None:
    assert ("Norway",) in gazetteer.countries()
    assert ("Jordan",) not in gazetteer.places()
    assert gazetteer.is_people("Danes")
    assert not gazetteer.is_people("Dane")


@pytest.mark.parametrize(
    ("given", "title", "gender"),
    [
        ("Laura", None, "female"),
        ("Robert", "Senator", "male"),
        ("Robin", None, None),
        ("", "Mrs.", "female"),
        ("Robin", "British spokesman", "male"),
    ],
)
def test_gender_is_told_or_open(given: str, title: str | None, gender: str | None) -> None:
    assert gender_of(given, title) == gender


def test_peoples_of_two_words_and_places_that_are_called_so() -> None:
    assert correct("two/CD South/NNP Koreans/NNPS left/VBD", []) == [("South Koreans", "NORP")]
    tagged = "the/DT city/NN of/IN Vesna/NNP ./. Vesna/NNP fell/VBD ./. Vesna/NNP rose/VBD"
    found = correct(tagged, [("Vesna", "PERSON")])
    assert {label for _, label in found} == {"LOC"}


def glued(words: list[str], label_at: list[tuple[int, int, str]]) -> list[tuple[str, str]]:
    """`correction.correct` over words of which a hyphen touches its neighbours."""
    tokens, at, text = list[Token](), 0, ""
    for i, word in enumerate(words):
        close = word == "-" or (i > 0 and words[i - 1] == "-")
        at += 0 if close or i == 0 else 1
        text += ("" if close or i == 0 else " ") + word
        tag = "NNP" if word[0].isupper() else "HYPH" if word == "-" else "VBD"
        pos = {"NNP": "PROPN", "HYPH": "PUNCT"}.get(tag, "NOUN")
        tokens.append(Token(at, at + len(word), word, word.lower(), tag, pos, "", "", i, 0))
        at += len(word)
    found = [Entity(tokens[a].start, tokens[b - 1].end, label, a, b) for a, b, label in label_at]
    sentences = [Sentence(0, len(text), Role.BODY, 0, 0, len(tokens))]
    return [(text[e.start : e.end], e.label) for e in correction.correct(tokens, sentences, found)]


P, G, L = "PERSON", "ORG", "LOC"


@pytest.mark.parametrize(
    ("words", "marked", "expected"),
    [
        ("Ann Hale - Ros left", [(0, 2, P), (3, 4, P)], [("Ann Hale-Ros", P)]),
        ("Ann - Ros Hale left", [(0, 1, P), (2, 4, P)], [("Ann-Ros Hale", P)]),
        ("Hale - Ros met", [(0, 1, P), (2, 3, P)], [("Hale", P), ("Ros", P)]),
        ("Agence Nord - Presse said", [(0, 2, G), (3, 4, P)], [("Agence Nord-Presse", G)]),
        ("Nord - Presse said", [(0, 1, G)], [("Nord-Presse", G)]),
        ("Norway - Chile met", [(0, 1, L), (2, 3, L)], [("Norway", L), ("Chile", L)]),
    ],
)
def test_a_hyphen_joins_what_is_one_name(
    words: str, marked: list[tuple[int, int, str]], expected: list[tuple[str, str]]
) -> None:
    assert glued(words.split(), marked) == expected


def test_what_has_a_president_is_a_country() -> None:
    tagged = "Chad/NNP 's/POS president/NN met/VBD Chad/NNP 's/POS army/NN"
    assert correct(tagged, [("Chad", "PERSON")])[0] == ("Chad", "LOC")
    assert correct("Chad/NNP 's/POS coach/NN", [("Chad", "PERSON")]) == [("Chad", "PERSON")]

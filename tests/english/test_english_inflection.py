"""Plurals, singulars and verb forms are those of the dictionary, and lists are read whole."""

import pytest

from copydesk.english import lists, speech
from copydesk.english.inflection import is_plural, plural, singular, verb_forms

NOUNS = [
    ("church", "churches"),
    ("woman", "women"),
    ("policeman", "policemen"),
    ("body", "bodies"),
    ("day", "days"),
    ("boss", "bosses"),
    ("bus", "buses"),
    ("crisis", "crises"),
    ("thief", "thieves"),
    ("grandchild", "grandchildren"),
    ("police officer", "police officers"),
    ("passer-by", "passers-by"),
    ("aircraft", "aircraft"),
    ("tax", "taxes"),
    ("house", "houses"),
]


@pytest.mark.parametrize(("one", "many"), NOUNS)
def test_nouns_go_to_the_plural_and_back(one: str, many: str) -> None:
    assert plural(one) == many
    assert plural(many) == many
    assert " " in one or (is_plural(many) and singular(many) == one)


@pytest.mark.parametrize("noun", ["news", "virus", "gas", "campus", "witness", "crisis"])
def test_a_singular_in_s_is_no_plural(noun: str) -> None:
    assert not is_plural(noun)
    assert singular(noun) == noun


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("say", {"say", "says", "said", "saying"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("admit", {"admit", "admits", "admitted", "admitting"}),
        ("begin", {"begin", "begins", "began", "begun", "beginning"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
        ("die", {"die", "dies", "died", "dying"}),
        ("stop", {"stop", "stops", "stopped", "stopping"}),
        ("signal", {"signal", "signals", "signaled", "signalled", "signaling", "signalling"}),
        ("visit", {"visit", "visits", "visited", "visiting"}),
    ],
)
def test_verbs_have_their_forms(lemma: str, forms: set[str]) -> None:
    assert set(verb_forms(lemma)) == forms


def test_every_form_of_a_verb_of_speech_leads_to_its_lemma() -> None:
    for lemma in speech.SPEECH:
        for form in verb_forms(lemma):
            found = speech.lemma_of(form)
            assert found is not None
            assert form in verb_forms(found)


def test_a_list_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="no section"):
        lists.words("speech", "no such section")

"""How English words change their form: plurals of nouns, forms of verbs.

Regular forms follow the rules of any school grammar; what does not stands in
``data/inflection.txt``. Written here and not taken from a library: those that are kept either
weigh more than the whole stage (typed at run time) or know nouns only.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from copydesk.english.lists import table, words

_VOWELS: Final = frozenset("aeiou")
_AFTER_SIBILANT: Final = ("s", "x", "z", "ch", "sh")
#: One syllable of consonants, one vowel and one consonant: its end is doubled ("stop").
_SHORT: Final = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")


@cache
def _plurals() -> dict[str, str]:
    return table("inflection", "irregular plurals")


@cache
def _singulars() -> dict[str, str]:
    return {plural: singular for singular, plural in _plurals().items()}


def is_plural(noun: str) -> bool:
    """Whether a noun, in lower case, is a plural by its form."""
    if noun in _singulars() or noun in words("inflection", "plural as they stand"):
        return True
    if noun in words("inflection", "look like plurals") or noun in _plurals():
        return False
    if noun.endswith(("women", "men", "children")):
        return True
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is", "'s", "’s"))


def plural(noun: str) -> str:
    """The plural of a noun or noun phrase ("police officer"); what is plural stays as it is."""
    before, space, last = noun.rpartition(" ")
    return f"{before}{space}{_plural_word(last)}"


def _plural_word(word: str) -> str:
    low = word.lower()
    if low in _plurals():
        form = _plurals()[low]
        return form.capitalize() if word[:1].isupper() else form
    if is_plural(low):
        return word
    for ending, many in (("woman", "women"), ("man", "men"), ("child", "children")):
        if low.endswith(ending) and not low.endswith(("human", "german", "roman", "norman")):
            return word[: -len(ending)] + many
    if low.endswith("y") and low[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}es" if low.endswith(_AFTER_SIBILANT) else f"{word}s"


def singular(noun: str) -> str:
    """The singular of a noun, in lower case; what is no plural stays as it is."""
    if noun in _singulars():
        return _singulars()[noun]
    for many, ending in (("women", "woman"), ("men", "man"), ("children", "child")):
        if noun.endswith(many):
            return noun[: -len(many)] + ending
    if not is_plural(noun) or not noun.endswith("s"):
        return noun
    if noun.endswith("ies") and len(noun) > 4:
        return f"{noun[:-3]}y"
    known = noun[:-2] in words("inflection", "look like plurals")
    if known or noun.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return noun[:-2]
    return noun[:-1]


@cache
def verb_forms(lemma: str) -> tuple[str, ...]:
    """All forms of a verb: lemma, third person, past forms, the form in -ing."""
    return tuple(dict.fromkeys([lemma, third_person(lemma), *past_forms(lemma), *_ing(lemma)]))


def third_person(lemma: str) -> str:
    """The form after "he"."""
    special = {"be": "is", "have": "has", "do": "does", "go": "goes"}
    if lemma in special:
        return special[lemma]
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return f"{lemma[:-1]}ies"
    return f"{lemma}es" if lemma.endswith(_AFTER_SIBILANT) else f"{lemma}s"


def past_forms(lemma: str) -> tuple[str, ...]:
    """The past and, where it differs, the participle; all that are in use."""
    irregular = _irregular().get(lemma)
    if irregular is not None:
        return irregular
    if lemma.endswith("e"):
        return (f"{lemma}d",)
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return (f"{lemma[:-1]}ied",)
    return tuple(f"{stem}ed" for stem in _stems(lemma))


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    return {lemma: tuple(v.split()) for lemma, v in table("inflection", "irregular verbs").items()}


def _ing(lemma: str) -> tuple[str, ...]:
    if lemma.endswith("ie"):
        return (f"{lemma[:-2]}ying",)
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and lemma != "be":
        return (f"{lemma[:-1]}ing",)
    return tuple(f"{stem}ing" for stem in _stems(lemma))


def _stems(lemma: str) -> tuple[str, ...]:
    """What the endings that begin with a vowel are added to."""
    doubled = lemma + lemma[-1]
    if lemma in words("inflection", "doubled either way"):
        return lemma, doubled
    if lemma in words("inflection", "doubled in longer verbs") or _SHORT.fullmatch(lemma):
        return (doubled,)
    return (lemma,)


@cache
def _lemmas() -> dict[str, str]:
    """The irregular past forms, each with the verb that it is of; of two verbs the first."""
    found: dict[str, str] = {}
    for lemma, forms in _irregular().items():
        for form in forms:
            found.setdefault(form, lemma)
    return found


def present_of(form: str) -> str:
    """The present of an irregular past form ("lent": "lend"); the form itself where it is none."""
    return _lemmas().get(form, form)

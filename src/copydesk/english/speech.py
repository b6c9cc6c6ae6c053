"""Lexicon of speech: the verbs, nouns and phrases by which news reports say who says it.

Compiled from the verbs of saying in Levin (1993, classes 37.1-37.12 and 33), VerbNet's
``say-37.7`` and ``judgment-33``, and everyday agency style. Forms are looked up, not guessed:
`lemma_of` maps every inflected form, so a wrong lemma from a tagger does no harm.
"""

from __future__ import annotations

from functools import cache

from copydesk.english.inflection import verb_forms
from copydesk.english.lists import in_order, phrases, words

#: Verbs that by themselves carry a direct quotation or a that-clause.
SPEECH = words("speech", "speech")

#: Verbs of `SPEECH` that are weak: they need a that-clause or marks right beside them.
WEAK = words("speech", "weak")

#: Verbs of `SPEECH` that need neither beside them.
SPEECH_ALONE = SPEECH - WEAK

#: Verbs whose subject owns the quoted words inside the reporter's sentence (judgement,
#: support, framing), though they introduce no that-clause of their own.
STANCE = words("speech", "stance")

#: Verbs of what goes on in a mind: the words under one are those of whoever tells of it.
MINDS = words("speech", "minds")

#: Verbs that report a thing said as a noun phrase: "reiterated support for …".
TELLS_OF = words("speech", "tells of")

#: Verbs whose that-clause is somebody's speech or stated belief.
SAYS_THAT = SPEECH - words("speech", "no clause")

#: Verbs of a view that nobody in the report is said to hold: "is widely seen as …".
VIEWED_AS = words("speech", "viewed as")

#: Nouns of speech: "warnings that ...", "in a statement that ...".
NOUNS = words("speech", "nouns")

#: Nouns that speak as things do: "the report said", "the statement read".
TEXTS = words("speech", "texts")

#: Verbs by which somebody puts out a text.
ISSUES = words("speech", "issues")

#: Collective and unnamed speakers.
COLLECTIVE = words("speech", "collective")

#: Nouns for single people that no suffix of `person_like` gives away.
PEOPLE = words("speech", "people")

#: Nouns that name an organisation by what it is.
ORGANISATIONS = words("speech", "organisations")

#: Nouns of the press: an organisation described by one of them is a news outlet.
PRESS = words("speech", "press")

#: Nouns for the press as a whole.
MEDIA = words("speech", "media")

#: Words in the names of news outlets that say so.
PRESS_NAMES = words("speech", "press names")

#: Phrases that name a source before it, as lower-case token sequences; the source follows.
PHRASES = tuple(tuple(line.split()) for line in phrases("speech", "source phrases"))

PRONOUNS = words("closed", "pronouns of speakers")

#: Words that may open a noun phrase without being its name.
DETERMINERS = words("closed", "determiners")


_PERSON_SUFFIXES = in_order("speech", "person suffixes")


def person_like(noun: str) -> bool:
    """Whether a common noun, in lower case, speaks as people do."""
    single = noun.removesuffix("s")
    return (
        noun in PEOPLE or single in PEOPLE or noun in COLLECTIVE or noun.endswith(_PERSON_SUFFIXES)
    )


def organisation_like(noun: str) -> bool:
    """Whether a common noun, in lower case, is a body that speaks."""
    return noun in ORGANISATIONS or noun.removesuffix("s") in ORGANISATIONS


@cache
def _verbs() -> dict[str, str]:
    return {form: lemma for lemma in sorted(SPEECH | STANCE) for form in verb_forms(lemma)}


def lemma_of(form: str) -> str | None:
    """Lemma of a verb of the lexicon from any of its forms; None for other words."""
    return _verbs().get(form.lower())


@cache
def phrasal_forms() -> frozenset[str]:
    """Verbs that speak only with a particle, in all forms: "shot back", "went on"."""
    return frozenset(
        f"{form} {particle}"
        for lemma, particle in (line.split() for line in phrases("speech", "phrasal"))
        for form in verb_forms(lemma)
    )


@cache
def phrasal_openers() -> frozenset[str]:
    """First words of `phrasal_forms`."""
    return frozenset(form.split()[0] for form in phrasal_forms())

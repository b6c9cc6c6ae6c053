"""Who does a verb, by universal dependencies."""

from __future__ import annotations

from copydesk.annotate.lookup import Reading
from copydesk.english import speech

_SHARES_SUBJECT = ("xcomp", "advcl", "conj", "ccomp", "acl", "parataxis", "aux", "cop")
_QUOTED_VERBS = ("quote", "cite", "hear", "report")
_RELATIVE = ("who", "which", "that")


def subject_span(reading: Reading, verb: int) -> tuple[int, int] | None:
    """Token range of the noun phrase that does the verb; None when the text does not say."""
    found = subject_head(reading, verb)
    if found is None:
        return None
    head, before = found
    low, high = child_range(reading, head)
    if before is None:
        return low, _with_name(reading, head, high)
    return low, min(high, before)


def _with_name(reading: Reading, head: int, high: int) -> int:
    """Past the name that the parse makes a second subject: "the investor Jo Doe said"."""
    if high >= len(reading.tokens) or high not in reading.entity_at:
        return high
    first, second = reading.tokens[head], reading.tokens[high]
    again = second.dep == first.dep and second.head == first.head
    return reading.entity_at[high].last if again else high


def subject_head(reading: Reading, verb: int) -> tuple[int, int | None] | None:
    """Head token of what does the verb, and the token its noun phrase ends before.

    Open complements, participles and coordinated verbs share the subject of the verb they
    hang on; a passive is done by its agent; a participle at a noun of speech is done by
    whoever issued it ("a statement from X saying", "estimates suggesting"). A way that leads
    through quoted words goes on to the reporter's verb: the parse often hangs it too low.
    """
    at, escaping = verb, False
    for _ in range(8):
        inside = at in reading.quoted and verb not in reading.quoted
        escaping = escaping or inside
        found, known = (None, False) if inside else _own_subject(reading, at)
        if known:
            return found
        token = reading.tokens[at]
        if token.head == at or (token.dep not in _SHARES_SUBJECT and not escaping):
            return None
        noun = reading.tokens[token.head].pos in ("NOUN", "PROPN")
        if token.dep == "acl" and noun and not escaping:
            if not _said_aside(reading, at):
                return _issuer(reading, token.head, at)
            escaping = True
        at = token.head
    return None


def child_range(reading: Reading, index: int) -> tuple[int, int]:
    """The subtree of a noun without the preposition or conjunction it begins with."""
    low, high = reading.subtree(index)
    while low < index and reading.tokens[low].dep in ("case", "punct", "fixed", "cc", "mark"):
        low += 1
    return low, high


def _own_subject(reading: Reading, verb: int) -> tuple[tuple[int, int | None] | None, bool]:
    """A verb's own subject, and whether the search ends with this verb."""
    if interpolated(reading, verb):
        return None, False
    by_dep = {reading.tokens[child].dep: child for child in reversed(reading.children[verb])}
    subject = by_dep.get("nsubj", by_dep.get("nsubj:outer"))
    if subject is not None and _is_parted(reading, subject, verb):
        return None, False
    if subject is None:
        return _passive(reading, verb, by_dep)
    relative = reading.tokens[subject].text.lower() in _RELATIVE
    if relative and reading.tokens[verb].dep.startswith("acl"):
        return (reading.tokens[verb].head, verb), True
    return (subject, None), True


def _is_parted(reading: Reading, subject: int, verb: int) -> bool:
    """Whether a genitive and a comma keep a bare participle from what the parse makes do it.

    "Doe set his record beside Roe's, saying …" is Doe's saying.
    """
    if reading.tokens[verb].tag != "VBG" or subject > verb:
        return False
    if any(reading.tokens[child].dep == "aux" for child in reading.children[verb]):
        return False
    genitive = any(reading.tokens[k].tag == "POS" for k in range(subject + 1, verb))
    return genitive and reading.tokens[verb - 1].text == ","


def _passive(
    reading: Reading, verb: int, by_dep: dict[str, int]
) -> tuple[tuple[int, int | None] | None, bool]:
    """The agent of a passive; its subject only where it is quoted ("was quoted as saying")."""
    token = reading.tokens[verb]
    if "nsubj:pass" not in by_dep and token.tag != "VBN":
        return None, False
    if "obl:agent" in by_dep:
        return (by_dep["obl:agent"], None), True
    if "nsubj:pass" in by_dep and reading.cue_lemma(verb) in _QUOTED_VERBS:
        return (by_dep["nsubj:pass"], None), True
    return None, "nsubj:pass" in by_dep or token.dep in ("acl", "amod")


def _said_aside(reading: Reading, verb: int) -> bool:
    """Whether a participle behind a comma tells of the clause, not of the noun before it.

    "Doe set his record beside Roe's, saying …": the parse hangs the participle on the noun it
    follows, but only a participle without a comma, or one at a noun of speech, is that noun's.
    """
    noun = reading.tokens[reading.tokens[verb].head]
    return (
        reading.tokens[verb].tag == "VBG"
        and verb > 0
        and reading.tokens[verb - 1].text == ","
        and not noun.dep.startswith("nsubj")
        and noun.lemma.lower() not in speech.TEXTS | speech.NOUNS
    )


def _issuer(reading: Reading, noun: int, verb: int) -> tuple[int, int | None] | None:
    if reading.tokens[noun].lemma.lower() not in speech.TEXTS | speech.NOUNS:
        return noun, verb
    for child in reading.children[noun]:
        dep = reading.tokens[child].dep
        case = {reading.tokens[c].text.lower() for c in reading.children[child]}
        if dep == "nmod:poss" or (dep == "nmod" and child < verb and case & {"by", "from"}):
            return child, None
    governor = reading.tokens[noun].head
    if reading.tokens[noun].dep in ("obj", "obl") and reading.tokens[governor].pos == "VERB":
        return subject_head(reading, governor)
    return noun, verb


def interpolated(reading: Reading, verb: int) -> bool:
    """Whether a verb of speech only stands in a relative clause: "who police said held …"."""
    at = verb - 1
    while at > 0 and reading.tokens[at].pos in ("DET", "ADJ", "NOUN", "PROPN", "PRON"):
        if reading.tokens[at].text.lower() in ("who", "which"):
            return at < verb - 1 and reading.cue_lemma(verb) in speech.SPEECH
        at -= 1
    return False

"""Antecedents: what a sentence takes for granted, and whether the page has said it.

"The group", "the two men", "another victim", "that day" stand for something that was told before.
In its report it was; on the page the sentence may stand without it. Before a sentence is written
in its place, each noun phrase that points back must have its introduction in front of it: the same
noun, a word that tells the same ("agreed" for "the deal"), or a name of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from copydesk.compose.choose.selection import content_stems, stem
from copydesk.compose.edit.edits import is_quoted
from copydesk.english.lists import phrases, words
from copydesk.model import Annotated, Sentence, Token

#: Sentences of the page in which a name introduces "the company" or "the man".
NEAR = 3
_POINTERS = frozenset({"the", "that", "this", "those", "these", "both"})
_OTHERS = frozenset({"another", "other", "others"})
#: What may stand between "the" and a noun that still only points back.
_COUNTS = frozenset({"two", "three", "four", "five", "six", "seven", "pair", "same", "latter"})
#: What hangs behind a noun and says which one is meant.
_EXPLAINS = ("nmod", "acl", "appos", "obl", "advcl", "amod", "relcl", "prep", "flat")
_DAYS = re.compile(
    r"\b(?:that|the same|the (?:next|following|previous)) "
    r"(?:day|night|morning|evening|afternoon)\b",
    re.IGNORECASE,
)
_SUCH = re.compile(
    r"\b(?:such an?|any such|no such|one such|such) ([a-z]+)\b(?! as\b)", re.IGNORECASE
)
_DOES_SO = re.compile(r"\b(?:do|does|did|doing|done) (?:this|that|so)\b(?! [a-z]+ing)")
#: A day that is told from the day of writing, in a form that no date takes the place of.
_TODAYS = re.compile(r"\b(?:today|yesterday|tomorrow|tonight)['’]s\b", re.IGNORECASE)
_SUCH_AS = re.compile(r"\bsuch (?:\w+ )?as\b|\bsuch that\b", re.IGNORECASE)


@dataclass(slots=True)
class Said:
    """What the page has said so far.

    Attributes:
        stems: of all content words.
        near: labels of the names in the last sentences, latest first.
        names_told: names that it has had in full.
    """

    stems: set[str] = field(default_factory=set)
    near: list[tuple[str, ...]] = field(default_factory=list)
    names_told: set[str] = field(default_factory=set)

    def add(self, text: str, labels: Sequence[str] = ()) -> None:
        """The page says this now.

        Args:
            text: of the sentence. labels: of the names in it.
        """
        self.stems |= content_stems(text)
        self.near = [tuple(labels), *self.near[: NEAR - 1]]

    def behind(self, text: str, labels: Sequence[str] = ()) -> Said:
        """What it would have said once it says this too; arguments as of `add`."""
        supposed = Said(set(self.stems), list(self.near), set(self.names_told))
        supposed.add(text, labels)
        return supposed

    def names(self, *labels: str) -> int:
        """How many names of these kinds its last sentences have."""
        return sum(label in labels for had in self.near for label in had)


def labels_in(report: Annotated, number: int, text: str) -> tuple[str, ...]:
    """Labels of the names of a sentence that its wording on the page has."""
    sentence = report.sentences[number]
    return tuple(
        e.label
        for e in report.entities
        if sentence.start <= e.start < sentence.end
        and report.article.text[e.start : e.end].split()[-1] in text
    )


def missing(report: Annotated, number: int, text: str, said: Said) -> str | None:
    """The first phrase of a sentence that points to what nothing before it has introduced.

    Args:
        report, number: the report and the index of the sentence.
        text: the sentence as the page will have it.
        said: what the page has said before it.

    Returns:
        the phrase; None when the sentence can stand in this place.
    """
    sentence = report.sentences[number]
    tokens = report.tokens[sentence.first : sentence.last]
    low = text.lower()
    before: set[str] = set()
    for at, token in enumerate(tokens):
        quoted = is_quoted(report, token.start)
        if not quoted and token.pos == "NOUN" and f"{token.text.lower()}" in low:
            phrase = _pointing(tokens, at, sentence.first)
            if (
                phrase is not None
                and " ".join(phrase.split()).lower() in low
                and not _is_introduced(report, sentence, tokens, at, phrase, before, said)
            ):
                return phrase
        if token.pos in ("NOUN", "PROPN", "VERB", "ADJ"):
            before.add(stem(token.text.lower()))
    return _missing_word(text, before | said.stems, said)


def _missing_word(text: str, stems: Collection[str], said: Said) -> str | None:
    """A phrase outside quotation marks that points back without a noun to be looked up."""
    plain = re.sub(r"[“\"][^”\"]*[”\"]", " ", text)
    day = _DAYS.search(plain)
    if day is not None and not said.near:
        return day.group()
    such = None if _SUCH_AS.search(plain) else _SUCH.search(plain)
    if such is not None and stem(such[1].lower()) not in said.stems:
        return such.group()
    for pattern in (_DOES_SO, _TODAYS):
        found = pattern.search(plain)
        if found is not None:
            return found.group()
    opens = re.match(r"(?:Others|Another|Other|The others?)\b(?: [a-z]+)?", plain)
    if (
        opens is not None
        and not content_stems(opens.group()) & said.stems
        and not said.names("PERSON")
    ):
        return opens.group()
    return None


def _pointing(tokens: Sequence[Token], at: int, first: int) -> str | None:
    """The phrase of a noun that points back: a bare "the", a number at most, and nothing behind
    that says which one is meant; None when it does not."""
    if tokens[at].dep in ("compound", "flat"):
        return None
    begin = at - 1
    while begin >= 0 and tokens[begin].text.lower() in _COUNTS:
        begin -= 1
    if begin < 0 or tokens[begin].text.lower() not in _POINTERS:
        return None
    if tokens[at].tag in ("NNP", "NNPS") or not tokens[at].text.islower():
        return None
    explained = any(t.head == first + at and t.dep.startswith(_EXPLAINS) for t in tokens[at + 1 :])
    behind = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
    if explained or behind in ("of", "who", "that", "which", "where"):
        return None
    return " ".join(t.text for t in tokens[begin : at + 1])


def _is_introduced(
    report: Annotated,
    sentence: Sentence,
    tokens: Sequence[Token],
    at: int,
    phrase: str,
    before: Collection[str],
    said: Said,
) -> bool:
    """Whether the page, or the sentence itself before it, has what a phrase points to."""
    word = tokens[at].text.lower()
    lemma = tokens[at].lemma.lower()
    kinds = _kinds()
    own = frozenset({stem(word), stem(lemma)})
    if own & said.stems or own & set(before):
        return True
    families = [family for family in _families() if own & family]
    people = word in kinds["people"] or lemma in kinds["people"]
    body = lemma in kinds["bodies"]
    place = lemma in kinds["places"]
    if lemma in kinds["understood"] or not (families or people or body or place):
        return True
    if any(family & (said.stems | set(before)) for family in families):
        return True
    here = [e.label for e in report.entities if sentence.start <= e.start < tokens[at].start]
    if people:
        return _has_people(word, phrase, here, before, said)
    if body:
        others = frozenset(stem(noun) for noun in kinds["bodies"])
        return "ORG" in here or said.names("ORG") > 0 or bool(others & set(before))
    return place and ("LOC" in here or said.names("LOC") > 0)


def _has_people(
    word: str, phrase: str, here: Sequence[str], before: Collection[str], said: Said
) -> bool:
    """Whether somebody was named, or told of, whom a noun can stand for; two for more than one."""
    stems = _people_stems()
    several = word in _kinds()["several"] or bool(re.search(r"\b(?:two|both|three)\b", phrase))
    named = here.count("PERSON") + said.names("PERSON")
    if several:
        return named > 1
    return named > 0 or bool(stems & set(before))


@cache
def _families() -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(stem(word) for word in line.split())
        for line in phrases("antecedents", "families")
    )


@cache
def _kinds() -> Mapping[str, frozenset[str]]:
    names = ("people", "several", "bodies", "places", "understood")
    return {name: words("antecedents", name) for name in names}


@cache
def _people_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in words("antecedents", "people"))

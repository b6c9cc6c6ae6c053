"""A toll in the desk's own words: "Nine people were killed and more than 40 injured."

Each amount must stand so, hedge and all, in a cited span, as a figure of people of whom just that
is said there, and not as part of a larger one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from copydesk.check.evidence import ready
from copydesk.check.lexicon import HEDGES
from copydesk.check.words import is_mark, read_words
from copydesk.model import Annotated, DraftSentence, Figure

_TOLD = re.compile(
    r"(?:In (?P<place>[A-Z][^,.;]*), )?"
    r"(?P<first>[^.;]+?) (?:people|person) (?:were|was) (?P<one>killed|injured|missing|arrested)"
    r"(?: and (?P<second>[^.;]+?) (?P<other>injured|missing|arrested))?\."
)
#: What is said of those counted, by the word that the desk has for it.
SAID = {
    "killed": ("killed", "dead", "died", "die", "kill", "death", "perished"),
    "injured": ("injured", "wounded", "hurt", "injure", "wound"),
    "missing": ("missing",),
    "arrested": ("arrested", "detained"),
}


def is_toll(sentence: DraftSentence) -> bool:
    """Whether a sentence has the form of a toll and nothing else."""
    return _TOLD.fullmatch(sentence.text) is not None


def wrong_toll(sentence: DraftSentence, reports: Mapping[str, Annotated]) -> str | None:
    """What is wrong with such a sentence; None when cited spans have each of its figures."""
    match = _TOLD.fullmatch(sentence.text)
    if match is None:
        return "It is no toll."
    place = match["place"]
    if place and not any(
        place in span.of(report.article.text)
        for span in sentence.evidence
        if (report := reports.get(span.article)) is not None
    ):
        return f"No cited span names {place}."
    for amount, deed in ((match["first"], match["one"]), (match["second"], match["other"])):
        if amount and not any(
            _has(report, figure, amount, deed)
            for span in sentence.evidence
            if (report := reports.get(span.article)) is not None
            for figure in ready(report).told.figures
            if span.start <= figure.start < span.end
        ):
            return f"No cited span says that {amount} were {deed}."
    return None


def _has(report: Annotated, figure: Figure, amount: str, deed: str) -> bool:
    if figure.unit != "people" or figure.predicate not in SAID[deed] or figure.scope.part_of:
        return False
    if figure.modality != "asserted" or figure.implicit:
        return False
    text = report.article.text
    number = _norms(text[figure.start : figure.end])
    told = _norms(amount)
    if not number or told[-len(number) :] != number:
        return False
    hedge = told[: -len(number)]
    sentence = report.sentences[figure.sentence]
    before = _norms(text[sentence.start : figure.start])
    if hedge:
        return before[-len(hedge) :] == hedge
    return not before or before[-1] not in HEDGES


def _norms(text: str) -> tuple[str, ...]:
    return tuple(w.norm for w in read_words(text) if not is_mark(w))

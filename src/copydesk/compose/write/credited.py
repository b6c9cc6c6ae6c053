"""Long extracts as what they are: the outlet's words, between quotation marks, with its name.

What the desk could not put in other words, by licensed edits, stands as a quotation of the outlet
that wrote it: who or what it is about in the page's words, what is said of it in the outlet's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from copydesk.english.lists import words
from copydesk.model import Annotated, Draft, DraftSentence, Part, Section, Span

#: Words in a row that a sentence may have of a report without quotation marks.
LONGEST_RUN = 12
#: Share of a story's words that may stand in longer runs; the longest are credited first.
MOST_COPIED = 0.25
#: Words that a credited quotation has at least and at most.
SHORTEST_QUOTED, LONGEST_QUOTED = 5, 34
#: Words in front of the quotation at most.
LONGEST_SUBJECT = 12
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_AUXILIARY = ("aux", "aux:pass", "auxpass", "cop", "advmod", "neg")


def credited(draft: Draft, reports: Sequence[Annotated]) -> Draft:
    """The draft with its longest extracts as quotations of their outlets, as many as it takes to
    bring what is copied under the bound; never one that several origins tell, and nothing of the
    headline, the introduction and the quick looks.

    Args:
        draft: from the writer, unchecked.
        reports: of the story.
    """
    by_id = {report.article.id: report for report in reports}
    held = {r.article.id: f" {' '.join(_words(r.article.text))} " for r in reports}
    every = draft.sentences()
    total = sum(len(s.text.split()) for s in every if s.kind != "comparison")
    runs = {s.id: copied(s.text, s.evidence, held) for s in every if s.kind != "comparison"}
    over = sum(runs.values()) - MOST_COPIED * total
    changed: dict[str, DraftSentence] = {}
    deep = [
        s
        for section in draft.sections
        if section.key != "differences"
        for paragraph in section.paragraphs
        for s in paragraph
    ]
    for sentence in sorted(deep, key=lambda s: (-runs.get(s.id, 0), s.id)):
        if over <= 0 or not runs.get(sentence.id):
            break
        told = credit(sentence, by_id)
        if told is not None:
            changed[sentence.id] = told
            over -= runs[sentence.id] - copied(told.text, told.evidence, held)
    return replace(draft, sections=tuple(_replaced(s, changed) for s in draft.sections))


def _replaced(section: Section, changed: Mapping[str, DraftSentence]) -> Section:
    return replace(
        section,
        paragraphs=tuple(tuple(changed.get(s.id, s) for s in p) for p in section.paragraphs),
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def copied(text: str, evidence: Sequence[Span], words: Mapping[str, str]) -> int:
    """How many words of a text stand in runs longer than `LONGEST_RUN` that a cited report has,
    quotations aside.

    Args:
        text: of the sentence. evidence: its spans.
        words: the words of each report, in lower case, joined and surrounded by spaces.
    """
    total = 0
    sources = [words[a] for a in dict.fromkeys(s.article for s in evidence) if a in words]
    for part in _QUOTED.sub("\n", text).split("\n"):
        own = _words(part)
        at = 0
        while at + LONGEST_RUN < len(own):
            size = LONGEST_RUN + 1
            best = 0
            while at + size <= len(own) and any(
                f" {' '.join(own[at : at + size])} " in source for source in sources
            ):
                best = size
                size += 1
            total += best
            at += best or 1
    return total


def credit(sentence: DraftSentence, reports: Mapping[str, Annotated]) -> DraftSentence | None:
    """The sentence with what it says of its subject as a quotation of the outlet; None when it is
    not one extract of an outlet that has a name, or has a quotation already."""
    span = sentence.evidence[0]
    report = reports.get(span.article)
    if report is None or not report.article.outlet or sentence.locked:
        return None
    if re.search(r"[“”\"]", sentence.text) or sentence.kind != "extract":
        return None
    rest = _predicate(report, span)
    fit = (w for w in _wordings(sentence) if rest and w.text.endswith(rest))
    plain = next((w for w in fit if not w.substitutions), None)
    if rest is None or plain is None:
        return None
    before = plain.text[: -len(rest)].rstrip()
    said = rest.rstrip(".").rstrip()
    fits = SHORTEST_QUOTED <= len(said.split()) <= LONGEST_QUOTED
    if not fits or not before or len(before.split()) > LONGEST_SUBJECT:
        return None
    text = f"{before} “{said},” {_called(report.article.outlet)} reported."
    end = len(before) + 2 + len(said)
    whole = plain.text.rstrip(".")
    part = Part(0, end, plain.evidence[:1], whole)
    return replace(
        plain, text=text, kind="desk", evidence=(span,), parts=(part,), fallback=sentence
    )


def _wordings(sentence: DraftSentence) -> Iterator[DraftSentence]:
    """Its wordings, the one wanted most first."""
    wording: DraftSentence | None = sentence
    while wording is not None:
        yield wording
        wording = wording.fallback


def _called(outlet: str) -> str:
    """An outlet's name as it stands in a sentence ("the Daily Herald")."""
    last = outlet.rsplit(maxsplit=1)[-1].lower()
    needs = " " in outlet and last in words("labels", "papers") and not outlet.startswith("The ")
    return f"the {outlet}" if needs else outlet


def _predicate(report: Annotated, span: Span) -> str | None:
    """The words of a sentence from its main verb to its end, as written; None when the parse shows
    no subject in front of it."""
    found = [s for s in report.sentences if (s.start, s.end) == (span.start, span.end)]
    if not found:
        return None
    own = found[0]
    tokens = report.tokens[own.first : own.last]
    root = next((i for i, t in enumerate(tokens, own.first) if t.head == i), None)
    if root is None:
        return None
    first = root
    for index, token in enumerate(tokens, own.first):
        if token.head == root and token.dep in _AUXILIARY and index < first and token.pos != "ADV":
            first = index
    verb = report.tokens[first]
    subject = [
        i
        for i, t in enumerate(tokens, own.first)
        if t.head == root and t.dep.startswith("nsubj") and i < first
    ]
    if not subject or verb.pos not in ("VERB", "AUX"):
        return None
    text = report.article.text[verb.start : own.end]
    return None if "\n" in text else text

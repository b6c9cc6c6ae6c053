"""Long extracts: in the desk's own order of words, else as what they are, the outlet's.

What the desk could not put in other words stands whole between quotation marks, with the name of
the outlet that wrote it; once in a paragraph at most, and in no more than two thirds of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from copydesk.compose.write.rebuilt import rebuilt
from copydesk.compose.write.reordered import reordered
from copydesk.english.lists import words
from copydesk.model import Annotated, Draft, DraftSentence, Part, Section, Span

#: Words in a row that a sentence may have of a report without quotation marks.
LONGEST_RUN = 12
#: Share of a story's words that may stand in longer runs; the longest are credited first.
MOST_COPIED = 0.28
#: Words that a credited quotation has at least and at most.
SHORTEST_QUOTED, LONGEST_QUOTED = 9, 35
#: Credited sentences of a story at least, where it has so many paragraphs.
FEWEST_CREDITED = 2
#: Words that tell the time from the day on which the outlet wrote.
_RELATIVE = re.compile(r"\b(?:yesterday|today|tonight|tomorrow|now|ago|currently)\b", re.IGNORECASE)
#: Who says so already: "“Police said …,” the Herald reported" has two.
_SPEAKS = re.compile(
    r"\b(?:said|says|told|announced|confirmed|warned|argued|claimed|noted|wrote|insisted|stated|"
    r"reported|according to)\b"
)
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")


def credited(draft: Draft, reports: Sequence[Annotated]) -> Draft:
    """The draft with its long extracts in another order of their words where that shortens what is
    copied in a row, and the longest that are left as quotations of their outlets, until what is
    copied is under the bound. Nothing of the headline and the introduction is touched.

    Args:
        draft: from the writer, unchecked.
        reports: of the story.
    """
    by_id = {report.article.id: report for report in reports}
    held = {r.article.id: f" {' '.join(_words(r.article.text))} " for r in reports}
    draft = _in_own_order(draft, by_id, held)
    every = draft.sentences()
    total = sum(len(s.text.split()) for s in every if s.kind != "comparison")
    runs = {s.id: copied(s.text, s.evidence, held) for s in every if s.kind != "comparison"}
    over = sum(runs.values()) - MOST_COPIED * total
    paragraphs = [p for s in draft.sections if s.key != "differences" for p in s.paragraphs]
    most = max(FEWEST_CREDITED, 2 * len(paragraphs) // 3)
    changed: dict[str, DraftSentence] = {}
    taken: set[int] = set()
    placed = [(s, at) for at, paragraph in enumerate(paragraphs) for s in paragraph]
    for sentence, at in sorted(placed, key=lambda p: (-runs.get(p[0].id, 0), p[0].id)):
        if over <= 0 or not runs.get(sentence.id) or len(changed) >= most:
            break
        told = None if at in taken else credit(sentence, by_id, behind=len(changed) % 2 == 0)
        if told is not None:
            taken.add(at)
            changed[sentence.id] = told
            over -= runs[sentence.id]
    return replace(draft, sections=tuple(_replaced(s, changed) for s in draft.sections))


def _in_own_order(draft: Draft, reports: Mapping[str, Annotated], held: Mapping[str, str]) -> Draft:
    """The draft with each sentence of the Deep Look in the order of words that copies least."""
    changed: dict[str, DraftSentence] = {}
    for section in draft.sections:
        for sentence in (s for paragraph in section.paragraphs for s in paragraph):
            least = copied(sentence.text, sentence.evidence, held)
            if not least or sentence.kind != "extract":
                continue
            for other in (*reordered(sentence, reports), *rebuilt(sentence, reports)):
                now = copied(other.text, other.evidence, held)
                if now < least:
                    changed[sentence.id], least = other, now
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


def credit(
    sentence: DraftSentence, reports: Mapping[str, Annotated], *, behind: bool = True
) -> DraftSentence | None:
    """The sentence whole as a quotation of the outlet; None when it is not an extract of an outlet
    that has a name, or what was put in or cut shows that it points out of itself.

    Args:
        sentence: an extract. reports: of the story, by article id.
        behind: "…,” the outlet reported"; else "…,” according to the outlet".
    """
    span = sentence.evidence[0]
    report = reports.get(span.article)
    if report is None or not report.article.outlet or sentence.locked:
        return None
    if re.search(r"[“”\"]", sentence.text) or sentence.kind not in ("extract", "desk"):
        return None
    if _SPEAKS.search(sentence.text):
        return None
    said = " ".join(span.of(report.article.text).split()).rstrip(".").rstrip()
    plain = next((w for w in _wordings(sentence) if not w.substitutions), None)
    if plain is None or plain.kind != "extract" or said not in span.of(report.article.text):
        return None
    fits = SHORTEST_QUOTED <= len(said.split()) <= LONGEST_QUOTED
    # What was cut or put in another's place at its head would stand in the quotation again.
    whole = said.split()[:2] == plain.text.split()[:2] and not re.search(r"[“”\"]|[.!?] ", said)
    broken = re.search(r"\.[A-Z]$", said)  # the splitter took "U.S." for an end
    if not fits or not whole or broken or _RELATIVE.search(said):
        return None
    outlet = _called(report.article.outlet)
    tail = f"{outlet} reported." if behind else f"according to {outlet}."
    part = Part(0, len(said) + 1, plain.evidence[:1], said)
    return replace(
        plain,
        text=f"“{said},” {tail}",
        kind="desk",
        evidence=(span,),
        parts=(part,),
        fallback=sentence,
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

"""The editor's lint: what reads wrong in a story, counted per 1,000 words, with the words.

It reads a draft, or any text, and knows nothing of how it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.compose import blemishes, wording
from copydesk.compose.selection import content_stems
from copydesk.model import Annotated, Draft, DraftSentence

#: Longest sentence and longest quick look, in words.
LONGEST_SENTENCE, LONGEST_BULLET = 40, 20
#: Two sentences repeat a fact when they share this part of the shorter one's stems.
REPEATED, LEAST_SHARED = 0.66, 4

#: The section whose sentences set reports against each other.
DIFFERENCES = "differences"

KINDS = {
    "opening": "opens on a pronoun or role noun that the page has not named",
    "quotation": "quotation marks do not pair up, or nobody is named as the speaker",
    "dateline": "a dateline was left in",
    "caption": "a caption or credit was left in",
    "outlet mark": "an agency mark was left in",
    "social": "a hashtag, handle or link was left in",
    "furniture": "matter of the page was left in",
    "connective": "opens on a word that hangs on a sentence that is not there",
    "repeated": "tells a fact that was told",
    "long sentence": f"has more than {LONGEST_SENTENCE} words",
    "long bullet": f"has more than {LONGEST_BULLET} words",
    "section": "a section has less than two sentences",
    "label": "the label is no noun phrase of 2 to 4 words, or names somebody who does not speak",
    "evaluative": "judges outside quotation marks",
    "stale": "says that something is not known which the page tells",
    "fragment": "is no whole sentence",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as it stands on the page.

    ``part`` is "headline", "standfirst", "quick look" or the key of a section; ``paragraph``
    numbers the paragraphs of the page, so that what stands before a sentence is known.
    """

    text: str
    part: str
    paragraph: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that reads wrong: its kind (a key of `KINDS`), the words, the sentence."""

    kind: str
    words: str
    sentence: str


@dataclass(frozen=True, slots=True)
class LintReport:
    """What the lint found in a story of so many words."""

    words: int
    findings: tuple[Finding, ...]

    def per_thousand(self, kind: str | None = None) -> float:
        """Findings per 1,000 words, of one kind or of all."""
        count = sum(kind is None or finding.kind == kind for finding in self.findings)
        return 1000 * count / self.words if self.words else 0.0


def lint(draft: Draft, reports: Sequence[Annotated] = ()) -> LintReport:
    """The findings in a draft.

    Args:
        draft: checked or not.
        reports: of the story; they tell which names are people and who speaks.
    """
    people = {c.name for r in reports for c in r.chains if c.label == "PERSON"}
    findings = list(_lines_findings(_lines(draft), people))
    for section in draft.sections:
        count = sum(len(paragraph) for paragraph in section.paragraphs)
        if count < 2 and section.key != "differences":
            findings.append(Finding("section", section.title, section.title))
    words = sum(len(line.text.split()) for line in _lines(draft))
    return LintReport(words, tuple(findings))


def lint_text(text: str) -> LintReport:
    """The findings in a plain text: paragraphs by line, bullets by their mark."""
    lines: list[Line] = []
    for number, line in enumerate(line for line in text.splitlines() if line.strip()):
        bullet = re.match(r"\s*[•*\-–]\s+(?:([^:.“\"]{2,40}):\s+)?(.+)", line)
        if bullet:
            lines.append(Line(bullet[2].strip(), "quick look", number, bullet[1]))
            continue
        for sentence in split(line.strip()):
            if len(sentence.split()) >= 4:
                lines.append(Line(sentence, "text", number))
    words = sum(len(line.text.split()) for line in lines)
    return LintReport(words, tuple(_lines_findings(lines, set())))


_STOP = re.compile(r"(?<=[.!?])[”\"’')\]]*(?:[\w ]{0,20}\d{1,2}\.)?\s+(?=[“\"‘'(]?[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Jr|Sr|St|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No|vs|"
    r"Prof|Rev|Capt|Inc|Co|Corp|Ltd|[A-Z]|[a-z]\.m|[A-Z]\.[A-Z])\.$"
)


def split(text: str) -> list[str]:
    """Sentences of a plain text, by punctuation."""
    sentences: list[str] = []
    start = 0
    for match in _STOP.finditer(text):
        so_far = text[start : match.end()]
        if _ABBREVIATED.search(text[start : match.start()]) or not blemishes.balanced(so_far):
            continue
        sentences.append(text[start : match.end()].strip())
        start = match.end()
    sentences.append(text[start:].strip())
    return [sentence for sentence in sentences if sentence]


def _lines(draft: Draft) -> list[Line]:
    lines = [Line(draft.headline.text, "headline", 0)]
    lines += [Line(s.text, "standfirst", 1) for s in draft.standfirst]
    number = 2
    for bullet in draft.quick_looks:
        lines.append(Line(bullet.text, "quick look", number, bullet.label or ""))
        number += 1
    for section in draft.sections:
        for paragraph in section.paragraphs:
            lines += [Line(s.text, section.key, number) for s in paragraph]
            number += 1
    return lines


def _lines_findings(lines: Sequence[Line], people: set[str]) -> Iterator[Finding]:
    for index, line in enumerate(lines):
        for kind, words in _sentence_faults(line):
            yield Finding(kind, words, line.text)
        before = lines[:index]
        for kind, words in _context_faults(line, before, lines):
            yield Finding(kind, words, line.text)
        if line.label is not None:
            fault = _label_fault(line, people)
            if fault is not None:
                yield Finding("label", fault, line.text)


def _sentence_faults(line: Line) -> Iterator[tuple[str, str]]:
    """Faults that a sentence shows by itself."""
    text = line.text
    patterns = {
        "dateline": blemishes.DATELINE,
        "caption": blemishes.CAPTION,
        "outlet mark": blemishes.OUTLET_MARK,
        "social": blemishes.SOCIAL,
        "furniture": blemishes.FURNITURE,
    }
    for kind, pattern in patterns.items():
        if line.part == "headline" and kind in ("dateline", "outlet mark"):
            continue
        match = pattern.search(text)
        if match:
            yield kind, match.group().strip()
    judged = wording.EVALUATIVE.search(blemishes.outside_quotations(text))
    if judged:
        yield "evaluative", judged.group()
    if not blemishes.balanced(text) or (line.part != "headline" and blemishes.is_speakerless(text)):
        yield "quotation", text[:40]
    # A comparison is a list: what counts is the length of its longest side.
    sides = re.split(r"[:;] ", text) if line.part == DIFFERENCES else [text]
    length = max(len(side.split()) for side in sides)
    if line.part == "quick look" and length > LONGEST_BULLET:
        yield "long bullet", f"{length} words"
    elif length > LONGEST_SENTENCE:
        yield "long sentence", f"{length} words"
    if line.part not in ("headline", "quick look", "text") and blemishes.is_fragment(text):
        yield "fragment", text[-30:]


def _context_faults(
    line: Line, before: Sequence[Line], page: Sequence[Line]
) -> Iterator[tuple[str, str]]:
    """Faults that show only against the rest of the page."""
    text = line.text
    if line.part != "headline":
        opening = dangling_opening(line, before)
        if opening:
            yield "opening", opening
        match = blemishes.CONNECTIVE.match(text)
        if match and line.part != "text":
            yield "connective", match.group().strip()
    stems = content_stems(text)
    for other in before:
        # Comparisons have their fixed words in common, and set side by side what was told.
        if other.part == "headline" or line.part == DIFFERENCES:
            continue
        shared = stems & content_stems(other.text)
        least = min(len(stems), len(content_stems(other.text)))
        if len(shared) >= LEAST_SHARED and len(shared) >= REPEATED * least:
            yield "repeated", other.text
            break
    old = wording.stale(text, [other.text for other in page if other is not line])
    if old:
        yield "stale", old


_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+|^[A-Z]\w+ [A-Z]")


def dangling_opening(line: Line, before: Sequence[Line]) -> str | None:
    """The word that a sentence opens on when the page has not said whom or what it means.

    A pronoun needs a name in the sentence before it in the same paragraph; a role noun needs
    to have been used before.
    """
    neighbour = before[-1] if before and before[-1].paragraph == line.paragraph else None
    pronoun = wording.PRONOUN_OPENING.match(line.text)
    if pronoun and not wording.EXPLETIVE.match(line.text):
        named = neighbour is not None and _NAME.search(neighbour.text)
        return None if named else pronoun.group()
    role = wording.ROLE_OPENING.match(line.text)
    if role and not wording.names_office(role.group()):
        noun = role.group(1).lower()
        said = any(re.search(rf"\b{re.escape(noun)}", o.text, re.IGNORECASE) for o in before)
        return None if said else role.group()
    return None


_NOUN_END = re.compile(r"(?:(?<!ne)(?<!spe)ed|ly|ous|ful|ive|able|ible|less|ish)$")


def _label_fault(line: Line, people: set[str]) -> str | None:
    """Why a label is none: length, form, or a name that does not speak in the sentence."""
    label = line.label or ""
    words = label.split()
    if not 2 <= len(words) <= 4:
        return label or "no label"
    if _NOUN_END.search(words[-1].lower()):
        return label
    for name in sorted(people):
        surname = name.split()[-1]
        if re.search(rf"\b{re.escape(surname)}\b", label) and not re.search(
            rf"{re.escape(surname)}.{{0,40}}\b(?:said|says|told|called|added|wrote|tweeted)\b"
            rf"|\b(?:said|says|told|according to)\b.{{0,30}}{re.escape(surname)}",
            line.text,
        ):
            return label
    return None


def faults_of(sentence: DraftSentence, part: str = "text") -> tuple[str, ...]:
    """Kinds of fault that a draft sentence shows by itself."""
    return tuple(kind for kind, _ in _sentence_faults(Line(sentence.text, part, 0, None)))

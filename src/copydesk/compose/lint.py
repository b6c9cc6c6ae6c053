"""The editor's lint: what reads wrong in a story, counted per 1,000 words, with the words.

It reads a draft, or any text, and knows nothing of how it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.compose.choose.selection import content_stems
from copydesk.compose.edit.people import surnames
from copydesk.compose.record import blemishes
from copydesk.compose.record import judging as wording
from copydesk.compose.record.opinion import is_comment
from copydesk.model import Annotated, Draft

#: Longest sentence and longest quick look, in words.
LONGEST_SENTENCE, LONGEST_BULLET = 40, 20
#: Two sentences repeat a fact when they share this part of the shorter one's stems.
REPEATED, LEAST_SHARED = 0.6, 4
#: Or a figure of two digits and so many stems, the figure's own among them.
FIGURE_SHARED = 3

#: Words of a section head of a plain text at most.
LONGEST_HEAD = 9

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
    "label": "the label is no noun phrase of at most 4 words, or names somebody who does not speak",
    "evaluative": "judges outside quotation marks",
    "comment": "is the outlet's opinion, or a question to the reader",
    "stale": "says that something is not known which the page tells",
    "fragment": "is no whole sentence",
    "capitals": "opens on words in capitals, as pages do",
    "speaker": "passes on the words of a holder of a role whom the page has not named",
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
    known = surnames(reports)
    chains = (c for r in reports for c in r.chains if c.label == "PERSON")
    people = {c.name for c in chains if c.name.split()[-1] in known}
    findings = list(_lines_findings(_lines(draft), people))
    for section in draft.sections:
        count = sum(len(paragraph) for paragraph in section.paragraphs)
        if count < 2 and section.key != "differences":
            findings.append(Finding("section", section.title, section.title))
    words = sum(len(line.text.split()) for line in _lines(draft))
    return LintReport(words, tuple(findings))


def lint_text(text: str) -> LintReport:
    """The findings in a plain text: paragraphs by line, bullets by their mark, section heads by
    the stop that they lack."""
    lines: list[Line] = []
    heads: list[tuple[str, int]] = []
    for number, line in enumerate(line for line in text.splitlines() if line.strip()):
        bullet = re.match(r"\s*[•*\-–]\s+(?:([^:.“\"]{2,40}):\s+)?(.+)", line)
        if bullet:
            lines.append(Line(bullet[2].strip(), "quick look", number, bullet[1]))
            continue
        whole = line.strip()
        if len(whole.split()) <= LONGEST_HEAD and re.search(r"\w$", whole):
            heads.append((whole, len(lines)))
        lines += [Line(s, "text", number) for s in split(whole) if len(s.split()) >= 4]
    words = sum(len(line.text.split()) for line in lines)
    findings = list(_lines_findings(lines, _speakers(text)))
    ends = [at for _, at in heads[1:]] + [len(lines)]
    for (head, at), end in zip(heads, ends, strict=False):
        sentences = [line for line in lines[at:end] if line.text != head]
        if len(sentences) == 1 and sentences[0].part == "text":
            findings.append(Finding("section", head, head))
    return LintReport(words, tuple(findings))


def _speakers(text: str) -> set[str]:
    """Names behind or in front of a verb of speech: the people that a plain text has."""
    named = re.findall(r"\b([A-Z][a-z]+)(?:,[^,.]{3,60},)? (?:said|says|told|noted|stated)\b", text)
    named += re.findall(r"\b(?:said|says|according to) (?:[A-Z][a-z]+ )*([A-Z][a-z]+)\b", text)
    return set(named)


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
    judged = wording.judging_words(blemishes.outside_quotations(text))
    if judged:
        yield "evaluative", ", ".join(judged)
    if blemishes.is_question(text) or (is_comment(text) and not _SAID.search(text)):
        yield "comment", text[:40]
    if not blemishes.balanced(text) or (line.part != "headline" and blemishes.is_speakerless(text)):
        yield "quotation", text[:40]
    capitals = _CAPITALS.match(text)
    if capitals and line.part != "headline":
        yield "capitals", capitals.group().strip()
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
        match = blemishes.CONNECTIVE.match(text) or _SECOND.match(text)
        if match:
            yield "connective", match.group().strip()
        speaker = wording.ROLE_SPEAKING.search(blemishes.outside_quotations(text))
        noun = (speaker["front"] or speaker["behind"]).lower() if speaker else ""
        if speaker and not any(noun in other.text.lower() for other in before):
            yield "speaker", speaker.group().strip()
    # Comparisons have their fixed words in common, and set side by side what was told.
    told = [o for o in before if o.part not in ("headline", DIFFERENCES)]
    if line.part != DIFFERENCES:
        again = next((o.text for o in told if tells_again(text, o.text)), None)
        if again:
            yield "repeated", again
    old = wording.stale(text, [other.text for other in page if other is not line])
    if old:
        yield "stale", old


#: Share of the words from which on a figure is no news.
ANEW = 0.8


def tells_again(text: str, other: str) -> bool:
    """Whether a sentence tells a fact of another: most of its words, or a figure and three; one
    with a figure of its own tells something new."""
    stems, others = content_stems(text), content_stems(other)
    shared = stems & others
    new = set(_FIGURE.findall(text)) - set(_FIGURE.findall(other))
    if new and len(shared) < ANEW * min(len(stems), len(others)):
        return False
    if len(shared) >= LEAST_SHARED and len(shared) >= REPEATED * min(len(stems), len(others)):
        return True
    figures = set(_FIGURE.findall(text)) & set(_FIGURE.findall(other))
    return bool(figures) and len(shared) >= FIGURE_SHARED


#: Figures of two digits or more; no year, day of a month or time of day.
_FIGURE = re.compile(
    r"(?<![\d,.:-])(?<!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) )(?<!uary )(?<!March )"
    r"(?<!April )(?<!June )(?<!July )(?<!August )(?<!ember )(?<!ober )(?<!Sept )(?<!\. )"
    r"(?!(?:19|20)\d\d\b)\d[\d,.]*\d(?![\d:-]|\s?[ap]\.?m)"
)
_SAID = re.compile(
    r"\b(?:said|says|told|according to|wrote|argued|warned|called|believes?|noted|added)\b"
)
#: Two words in capitals, or one of six letters and more.
_CAPITALS = re.compile(r"(?:[A-Z][A-Z'’]{3,} [A-Z][A-Z'’]{3,}|[A-Z]{6,})(?=[ ,'’])")
#: "Also" and "he added" hang on a sentence before; so does a subject that stands for a noun there.
_SECOND = re.compile(
    r"(?:(?:He|She|They|It|[A-Z]\w+) also\b|(?:He|She|They|[A-Z]\w+) added(?: that\b|[,.:]|$)"
    r"|(?:Both|Another|Others?|Some|Neither|The (?:two|pair|former|latter|other|others)) "
    r"(?:is|are|was|were|has|have|had|will|said|also)\b)"
)
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


_NOUN_END = re.compile(r"(?:(?<!ne)(?<!spe)ed|(?<!f)ly|ous|ful|ive|able|ible|less|ish)$")
#: Last words of labels that name no facet.
_EMPTY_LABEL = re.compile(
    r"\b(?:updates?|details?|news|more|facts?|info|information)$", re.IGNORECASE
)
_SPEAKS = (
    "said|says|told|called|added|wrote|writes|tweeted|warned|denied|urged|confirmed|announced|"
    "praised|condemned|promised|pledged|vowed|thanked|accused|blamed|recalled|described|asked|"
    "predicted|apologi[sz]ed|insisted|argued|admitted|acknowledged|claimed|demanded|proposed|"
    "suggested|joked|testified|captioned|thinks?|thought|believes?|believed|hopes?|hoped|revealed|"
    "unveiled|commented|replied|noted|explained|emphasized|estimated"
)


def _label_fault(line: Line, people: set[str]) -> str | None:
    """Why a label is none: length, form, or a name that does not speak in the sentence."""
    label = line.label or ""
    words = label.split()
    if not 1 <= len(words) <= 4:
        return label or "no label"
    bare = words[0] == "The" and len(words) == 2
    if bare or _NOUN_END.search(words[-1].lower()) or _EMPTY_LABEL.search(label):
        return label
    for name in sorted(people):
        surname = name.split()[-1]
        if re.search(rf"\b{re.escape(surname)}\b", label) and not re.search(
            rf"{re.escape(surname)}.{{0,60}}\b(?:{_SPEAKS})\b"
            rf"|\b(?:{_SPEAKS}|according to)\b.{{0,60}}{re.escape(surname)}",
            line.text,
        ):
            return label
    return None

"""Quotations told whole, with their speaker in the desk's own frame.

A quotation whose sentence cannot stand (nobody is named in it, its frame judges, it is too long)
and one whose halves stand in two sentences are told as: “…,” Brandt said. “….”
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from copydesk.compose.record import blemishes
from copydesk.model import RUNNING, Annotated, Quotation

#: Words of a quotation that is told so, at least and at most.
SHORTEST, LONGEST = 6, 48


@dataclass(frozen=True, slots=True)
class Spoken:
    """A quotation that can be told whole.

    Attributes:
        index: into the report's quotations.
        start, end: of the sentences it stands in.
        sentences: their indices.
        words: of its one or two segments, without the marks at their ends.
        text: as it is told, the speaker by the name that the report has.
        halves: whether it stands in more than one sentence.
    """

    index: int
    start: int
    end: int
    sentences: tuple[int, ...]
    words: tuple[str, ...]
    text: str
    halves: bool


def whole_quotations(report: Annotated) -> Mapping[int, Spoken]:
    """The quotations of a report that can be told whole, by the index of their first sentence."""
    found: dict[int, Spoken] = {}
    for index, quotation in enumerate(report.quotations):
        spoken = _spoken(report, index, quotation)
        if spoken is not None and spoken.sentences[0] not in found:
            found[spoken.sentences[0]] = spoken
    return found


def spoken_for(whole: Mapping[int, Spoken]) -> frozenset[int]:
    """Indices of sentences whose words a quotation of an earlier sentence takes with it."""
    return frozenset(n for s in whole.values() if s.halves for n in s.sentences[1:])


def framed(words: tuple[str, ...], who: str) -> str:
    """A quotation with its speaker."""
    first = f"“{words[0]},” {who} said."
    if words[0][-1:] in "?!":
        first = f"“{words[0]}” {who} said."
    if len(words) == 1:
        return first
    ended = words[1] if words[1][-1:] in "?!" else f"{words[1]}."
    return f"{first} “{ended}”"


def _spoken(report: Annotated, index: int, quotation: Quotation) -> Spoken | None:
    speaker = quotation.attribution
    if quotation.kind != "direct" or speaker.kind != "person" or not speaker.name:
        return None
    if len(quotation.segments) > 2 or not all(w[0].isupper() for w in speaker.name.split()[-1:]):
        return None
    text = report.article.text
    words = tuple(
        " ".join(text[s.start : s.end].split()).rstrip(",.").rstrip() for s in quotation.segments
    )
    count = sum(len(w.split()) for w in words)
    if not SHORTEST <= count <= LONGEST or any(not w or '"' in w or "“" in w for w in words):
        return None
    if not words[0][:1].isupper() or (len(words) == 2 and not words[1][:1].isupper()):
        return None
    first, last = quotation.segments[0].start, quotation.segments[-1].end
    sentences = tuple(
        i
        for i, s in enumerate(report.sentences)
        if s.start < last and first < s.end and s.role in RUNNING
    )
    if not sentences or len(sentences) > 4 or not blemishes.balanced(" ".join(words)):
        return None
    return Spoken(
        index=index,
        start=report.sentences[sentences[0]].start,
        end=report.sentences[sentences[-1]].end,
        sentences=sentences,
        words=words,
        text=framed(words, speaker.name),
        halves=len(sentences) > 1,
    )

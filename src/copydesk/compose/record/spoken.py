"""Quotations told whole, with their speaker in the desk's own frame.

A quotation whose sentence cannot stand (nobody is named in it, its frame judges, it is too long)
and one whose halves stand in two sentences are told as: “…,” Brandt said. “….”
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from copydesk.compose.record import blemishes
from copydesk.model import RUNNING, Annotated, Quotation

#: Words of a quotation that is told so, at least and at most.
SHORTEST, LONGEST = 6, 48
#: What somebody calls himself or herself.
_OF_HERSELF = re.compile(
    r"\b(?:[Aa]s|I am|I[’']m) an? (?:\w+ ){0,2}?"
    r"(?:(?P<female>mother|wife|woman|daughter|grandmother|sister)"
    r"|(?P<male>father|husband|man|son|grandfather|brother))\b"
)


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
        if spoken is None or _may_be_anothers(report, spoken):
            continue
        if spoken.sentences[0] not in found:
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


def _may_be_anothers(report: Annotated, spoken: Spoken) -> bool:
    """Whether the words may be those of somebody else than their speaker by the annotation: he
    calls himself a mother, or no verb of saying names him and the next sentence has another
    person as its subject."""
    speaker = report.quotations[spoken.index].attribution
    own = next((i for i, c in enumerate(report.chains) if c.name == speaker.name), None)
    gender = report.chains[own].gender if own is not None else None
    told = {m.lastgroup for m in _OF_HERSELF.finditer(" ".join(spoken.words))}
    if gender is not None and told and gender not in told:
        return True
    after = spoken.sentences[-1] + 1
    if speaker.cue is not None or after >= len(report.sentences):
        return False
    following = report.sentences[after]
    subjects = [
        i
        for i in range(following.first, following.last)
        if report.tokens[i].dep.startswith("nsubj")
    ]
    return any(
        e.label == "PERSON" and e.chain != own and any(e.first <= i < e.last for i in subjects)
        for e in report.entities
    )

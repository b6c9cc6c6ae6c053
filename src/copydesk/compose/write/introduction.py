"""The introduction: two or three sentences that tell what happened.

What comes behind the first sentence is short and of several reports: two such facts are joined in
one sentence, each with its own citations.
"""

from __future__ import annotations

import re

from copydesk.compose.choose.plan import Plan
from copydesk.compose.write.page import Page, sentence_id
from copydesk.model import DraftSentence, Part

#: Sentences at most, and words of a fact that may be joined with another.
MOST, JOINED_WORDS = 4, 19
#: First words that lose their capital behind "and".
_LOWERED = re.compile(
    r"(?:The|A|An|In|On|At|After|Before|During|Its|Their|His|Her|Some|Several|More|Most|Many|All|"
    r"Both|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|About|Nearly|Police|Officials|Authorities|"
    r"Investigators|Witnesses|Critics)\b"
)
_SPOKEN = re.compile(r"[“”\"();:—–]")


def write(plan: Plan, page: Page) -> tuple[DraftSentence, ...]:
    """The sentences of the introduction, in order."""
    written = [
        sentence
        for unit in plan.standfirst
        if (sentence := page.write(unit, "standfirst")) is not None
    ]
    return tuple(written[:MOST])


def join(first: DraftSentence, second: DraftSentence) -> DraftSentence | None:
    """Two facts in one sentence, each with its own citations; None where they do not fit."""
    if not (_fits(first) and _fits(second)) or first.evidence[0] == second.evidence[0]:
        return None
    opening = first.text.rstrip(".")
    behind = second.text
    if _LOWERED.match(behind):
        behind = behind[0].lower() + behind[1:]
    elif not re.match(r"[A-Z][\w’'.-]+ (?:[A-Z]|said|was|were|is|has|had|did)", behind):
        return None
    text = f"{opening}, and {behind}"
    start = len(opening) + len(", and ")
    return DraftSentence(
        id=sentence_id(first.id.split("-")[0], (first.evidence[0], second.evidence[0])),
        text=text,
        evidence=tuple(dict.fromkeys((*first.evidence, *second.evidence))),
        kind="desk",
        points=tuple(dict.fromkeys((*first.points, *second.points))),
        parts=(
            Part(0, len(opening), first.evidence),
            Part(start, len(text) - 1, second.evidence),
        ),
        fallback=first,
    )


def _fits(sentence: DraftSentence) -> bool:
    words = len(sentence.text.split())
    plain = not sentence.substitutions and sentence.kind == "extract"
    return plain and words <= JOINED_WORDS and not _SPOKEN.search(sentence.text)

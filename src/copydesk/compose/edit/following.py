"""A sentence that follows its neighbour: told as the report has it, pronouns and all.

What a pronoun or "the court" stands for was said in the sentence before. Where that sentence is
told, and this one right behind it, nothing needs to be put in.
"""

from __future__ import annotations

import re

from copydesk.compose.edit.asides import cuts
from copydesk.compose.edit.edits import apply
from copydesk.compose.edit.house_style import style_edits
from copydesk.compose.edit.mends import (
    comment_edits,
    full_stop,
    judging_edits,
    quote_edits,
    speech_edits,
)
from copydesk.compose.edit.recast import recast_edits
from copydesk.compose.edit.rewrite import Rewritten, head_length, is_clean
from copydesk.compose.edit.voice import said_edits, spacing_edits, without_also
from copydesk.compose.record.blemishes import outside_quotations
from copydesk.model import Annotated, Sentence


def follows(report: Annotated, before: int, number: int) -> bool:
    """Whether a sentence can be told right behind an earlier one of the same report.

    It must be the next one, and whoever its pronouns stand for must be named in it or in the one
    before.
    """
    if number != before + 1:
        return False
    own, last = report.sentences[number], report.sentences[before]
    for chain in report.chains:
        here = [m for m in chain.mentions if _within(own, m.start)]
        if not here or here[0].kind != "pronoun":
            continue
        if not any(_within(last, m.start) for m in chain.mentions):
            return False
    if last.block != own.block and last.block + 1 != own.block:
        return False
    linked = {m.start for c in report.chains for m in c.mentions if m.kind == "pronoun"}
    people = {"he", "she", "him", "her", "his"}
    return not any(
        t.text.lower() in people and t.start not in linked
        for t in report.tokens[own.first : own.last]
    )


def _tells_day(text: str) -> bool:
    """Whether it tells the day from the one on which it was written, outside quotation marks."""
    return (
        re.search(r"\b(?:today|tonight|yesterday|tomorrow)\b", outside_quotations(text)) is not None
    )


def _within(sentence: Sentence, offset: int) -> bool:
    return sentence.start <= offset < sentence.end


def rewrite_following(
    report: Annotated, number: int, limit: int | None = None
) -> tuple[Rewritten, ...]:
    """The wordings of a sentence that follows its neighbour, the one wanted most first.

    Args:
        report, number: the report and the index of the sentence.
        limit: words to cut it to; None leaves it whole.
    """
    sentence = report.sentences[number]
    tokens = report.tokens[sentence.first : sentence.last]
    head = head_length(report.sentence_text(number))
    if head is None:
        return ()
    start = sentence.start + head
    mended = [
        *comment_edits(report, tokens, start),
        *judging_edits(report, tokens, start),
        *speech_edits(report, tokens, start),
        *spacing_edits(report, start, sentence.end),
        *quote_edits(report, start, sentence.end),
    ]
    if limit is not None:
        mended += cuts(report, tokens, start, limit)
    voiced = [
        *without_also(report, tokens, start),
        *said_edits(report, tokens, start),
        *style_edits(report, tokens, start),
        *recast_edits(report, tokens, start),
    ]
    found: list[Rewritten] = []
    for edits in ([*mended, *voiced], mended):
        text, put_in = apply(report, start, sentence.end, edits)
        wording = Rewritten(text + full_stop(report, sentence.end, text), put_in)
        if wording not in found and is_clean(wording.text) and not _tells_day(wording.text):
            found.append(wording)
    return tuple(found)

"""A fact without a figure on which reports differ: each side in the words of its report."""

from __future__ import annotations

import re
from collections.abc import Mapping

from copydesk.compare.speech.variants import FUNCTION_WORDS
from copydesk.compose.write.wordings import two_names
from copydesk.model import Annotated, DraftSentence, Point, Role, Span, Verdict

#: Words of a side, at least and at most: fewer say nothing by themselves.
FEWEST_WORDS, MOST_WORDS = 2, 30
#: Fewer words than this are told with the rest of their clause.
_SHORT = 4
_BREAK = re.compile(r"[“”\"\n]")


def facts_apart(point: Point, reports: Mapping[str, Annotated]) -> DraftSentence | None:
    """The sentence for a point of kind "fact"; None where a side cannot be quoted."""
    slot, _, _ = point.about.partition(": ")
    for pair in point.pairs:
        if pair.verdict is not Verdict.DIFFER:
            continue
        a, b = point.claims[pair.a], point.claims[pair.b]
        one, other = reports[a.article], reports[b.article]
        names = two_names(one, other)
        sides = _side(one, a.span), _side(other, b.span)
        if names is None or None in sides:
            continue
        has = "; ".join(f"{n} has “{s[0]}”" for n, s in zip(names, sides, strict=True) if s)
        return DraftSentence(
            id=f"differ-{point.id}",
            text=f"Reports differ on {slot}: {has}.",
            evidence=tuple(s[1] for s in sides if s),
            kind="comparison",
            points=(point.id,),
        )
    return None


def _side(report: Annotated, span: Span) -> tuple[str, Span] | None:
    """The words of a side, and the sentence that has them."""
    text = report.article.text
    sentence = next((s for s in report.sentences if s.start <= span.start < s.end), None)
    if sentence is None or sentence.role is Role.HEADLINE:
        return None
    start, end = span.start, min(span.end, sentence.end)
    if len(text[start:end].split()) < _SHORT:
        start, end = _around(text, start, end, sentence.start, sentence.end)
    words = text[start:end].strip().rstrip(".,;")
    if _BREAK.search(words) or not FEWEST_WORDS <= len(words.split()) <= MOST_WORDS:
        return None
    return words, Span(report.article.id, sentence.start, sentence.end)


def _around(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """A few words more on both sides, up to a mark."""
    before = re.search(r"(?:[\w’'.-]+ ){0,5}$", text[first:start])
    after = re.match(r"(?: [\w’'-]+){0,5}", text[end:last])
    left = start - len(before.group()) if before else start
    behind = after.group().split() if after else []
    while behind and behind[-1].lower() in FUNCTION_WORDS:
        behind.pop()
    return left, end + len("".join(f" {word}" for word in behind))

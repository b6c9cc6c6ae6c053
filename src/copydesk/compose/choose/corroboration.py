"""Further citations: where other origins tell what a sentence tells, in whole or in part.

The writer cites the sentence that it took its words from. Of every other origin the sentences
that tell a point of it alike, or that have most of its words, are proposed too; the gate keeps
those that pass, and says of which words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from copydesk.compose.choose.selection import content_stems
from copydesk.model import (
    REPORTING,
    Annotated,
    Claim,
    Draft,
    DraftSentence,
    Point,
    Section,
    Span,
    Story,
    Verdict,
)

#: Share of the content stems of the sentence that a sentence without a point of it must have.
LEAST_SHARED = 0.4
#: Sentences of one origin, and of all, that are proposed at most.
MOST_OF_ORIGIN, MOST = 2, 5
_ALIKE = frozenset({Verdict.AGREE, Verdict.COMPATIBLE})
#: Two sentences of one matter may fit and still tell two things: the roof fell in, fell out of use.
_ALIKE_OF = {"fact": frozenset({Verdict.AGREE})}


class Corroboration:
    """The sentences of a story's reports, to find those that bear another one out.

    Args:
        story: the story.
        reports: of the story.
        points: of the story.
    """

    def __init__(self, story: Story, reports: Sequence[Annotated], points: Sequence[Point]) -> None:
        self._points = {point.id: point for point in points}
        self._reports = {report.article.id: report for report in reports}
        self._origins = {r.article.id: story.origin_of(r.article.id).id for r in reports}
        self._stems: Mapping[Span, frozenset[str]] = {
            Span(report.article.id, sentence.start, sentence.end): content_stems(
                report.sentence_text(index)
            )
            for report in reports
            for index, sentence in enumerate(report.sentences)
            if sentence.role in REPORTING
        }

    def of_draft(self, draft: Draft) -> Draft:
        """The draft, each extract with the further citations proposed for it."""
        return replace(
            draft,
            headline=self.of_sentence(draft.headline),
            standfirst=tuple(map(self.of_sentence, draft.standfirst)),
            quick_looks=tuple(map(self.of_sentence, draft.quick_looks)),
            sections=tuple(map(self._of_section, draft.sections)),
        )

    def _of_section(self, section: Section) -> Section:
        paragraphs = (tuple(map(self.of_sentence, p)) for p in section.paragraphs)
        return replace(section, paragraphs=tuple(paragraphs))

    def of_sentence(self, sentence: DraftSentence) -> DraftSentence:
        """The sentence, and its fallbacks, with further citations behind their own."""
        if sentence.kind != "extract" or not sentence.evidence:
            return sentence
        fallback = sentence.fallback
        return replace(
            sentence,
            evidence=(*sentence.evidence, *self._further(sentence)),
            fallback=self.of_sentence(fallback) if fallback is not None else None,
        )

    def _further(self, sentence: DraftSentence) -> list[Span]:
        stems = content_stems(sentence.text)
        alike = frozenset(self._told_alike(sentence))
        own = self._origins[sentence.evidence[0].article]
        scored = []
        for span, theirs in self._stems.items():
            if self._origins[span.article] == own or span in sentence.evidence:
                continue
            share = len(stems & theirs) / max(1, len(stems))
            if span in alike or share >= LEAST_SHARED:
                scored.append((span not in alike, -share, span))
        kept: list[Span] = []
        counts: dict[str, int] = {}
        for _, _, span in sorted(scored):
            origin = self._origins[span.article]
            if counts.get(origin, 0) < MOST_OF_ORIGIN and len(kept) < MOST:
                counts[origin] = counts.get(origin, 0) + 1
                kept.append(span)
        return kept

    def _told_alike(self, sentence: DraftSentence) -> Iterator[Span]:
        """Sentences whose claim of a point agrees with, or fits, that of the sentence's own."""
        own = sentence.evidence[0]
        for point in (self._points[p] for p in sentence.points if p in self._points):
            ours = {i for i, claim in enumerate(point.claims) if own.contains(claim.span)}
            for pair in point.pairs:
                for mine, other in ((pair.a, pair.b), (pair.b, pair.a)):
                    if mine in ours and pair.verdict in _ALIKE_OF.get(point.kind, _ALIKE):
                        yield from self._sentences_of(point.claims[other])

    def _sentences_of(self, claim: Claim) -> Iterator[Span]:
        """The sentences of a claim; those of a quotation that goes over several."""
        sentences = self._reports[claim.article].sentences
        for found in sentences[claim.sentence :]:
            if found.start >= claim.span.end:
                return
            yield Span(claim.article, found.start, found.end)

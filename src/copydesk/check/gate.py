"""The gate: every sentence of a draft against the spans it cites, each citation by itself.

Nothing passes because a check could not run: an error inside a check is a sentence that does
not pass, with the error as its reason.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from copydesk.annotate import Language
from copydesk.check.claim_reading import Reading, reading_of
from copydesk.check.comparison import judge_comparison
from copydesk.check.evidence import Evidence, ready
from copydesk.check.joined import judge_joined
from copydesk.check.parts import widest_part
from copydesk.check.sentence import judge
from copydesk.check.substitutions import introduced_by, undone, wrong_substitution
from copydesk.check.support.stronger import SupportJudge
from copydesk.check.union import judge_union
from copydesk.errors import CopydeskError
from copydesk.model import (
    Annotated,
    CitationVerdict,
    Claims,
    Draft,
    DraftSentence,
    Outcome,
    Reason,
    Section,
    SentenceVerdict,
    Span,
)
from copydesk.model.draft import BROKEN

_LOG = logging.getLogger(__name__)
#: Citations that a sentence carries at most.
MOST_CITATIONS = 4
#: Sentences of the desk's own making, held to the edit licence citation by citation.
_OWN = frozenset({"extract", "comparison", "desk"})
#: From best to worst.
_RANK = (
    Outcome.SUPPORTED,
    Outcome.CAVEAT,
    Outcome.CONTRADICTED,
    Outcome.NOT_FOUND,
    Outcome.UNAVAILABLE,
)


def check_draft(
    draft: Draft,
    reports: Sequence[Annotated],
    language: Language,
    judge: SupportJudge | None = None,
    claims: Sequence[Claims] = (),
) -> Draft:
    """Check every sentence of a draft.

    A sentence keeps the citations that pass by themselves. One that has none gives way to its
    fallback when that passes, else it is moved to ``refused``. Paragraphs and sections left
    empty disappear; a locked sentence that fails is refused like any other, its lock kept.

    Args:
        draft: from compose, or edited.
        reports: the annotated reports of the story.
        language: from `copydesk.annotate.load`.
        judge: of support, for free prose; None for the shipped model.
        claims: of the reports, where the story has them; those of others are read when needed.

    Returns:
        the draft, every sentence with its verdict. A headline without any passing version gives
        way to the shortest sentence of the introduction that passes, else of what follows; an
        editor's stays, and so does one where nothing passes, with its failing verdict, and is also
        in ``refused``: a page needs a title, and whoever publishes must look at its outcome.
    """
    by_id = {r.article.id: r for r in reports}
    checker = Checker(by_id, language, judge=judge, claims={c.article: c for c in claims})
    headline = checker.passing(draft.headline)
    standfirst = checker.all(draft.standfirst)
    looks = checker.all(draft.quick_looks)
    sections = [checker.section(s) for s in draft.sections]
    if headline is None and not draft.headline.locked:
        passed = (standfirst, looks, *(p for s in sections for p in s.paragraphs))
        headline = next((h for own in passed if (h := _as_headline(own, draft.headline))), None)
    return replace(
        draft,
        headline=headline or checker.refused[0],
        standfirst=standfirst,
        quick_looks=looks,
        sections=tuple(s for s in sections if s.paragraphs),
        refused=(*draft.refused, *checker.refused),
    )


def _as_headline(
    sentences: Sequence[DraftSentence], refused: DraftSentence
) -> DraftSentence | None:
    """The shortest of some sentences in place of a headline that does not stand; None when none is
    a sentence of a report as it stands there."""
    plain = [s for s in sentences if s.kind == "extract" and s.verdict is not None]
    if not plain:
        return None
    shortest = min(plain, key=lambda s: (len(s.text.split()), s.id))
    # "U.S." keeps its stop.
    text = re.sub(r"(?<!\b[A-Z])\.$", "", shortest.text)
    return replace(shortest, id=refused.id, text=text, label=None, fallback=None)


@dataclass
class Checker:
    """Checks the sentences of one story, and keeps what it refused.

    Attributes:
        reports: of the story, by article id.
        language: from `copydesk.annotate.load`.
        refused: sentences without a version that passes, with their verdicts.
        judge: of support, for free prose; None for the shipped model.
        claims: of the reports, by article id, where the story has them.
    """

    reports: Mapping[str, Annotated]
    language: Language
    refused: list[DraftSentence] = field(default_factory=list)
    judge: SupportJudge | None = None
    claims: Mapping[str, Claims] = field(default_factory=dict)

    def all(self, sentences: Sequence[DraftSentence]) -> tuple[DraftSentence, ...]:
        """Those that pass, or their fallbacks."""
        checked = (self.passing(s) for s in sentences)
        return tuple(s for s in checked if s is not None)

    def section(self, section: Section) -> Section:
        """The section with what passes."""
        paragraphs = (self.all(p) for p in section.paragraphs)
        return replace(section, paragraphs=tuple(p for p in paragraphs if p))

    def passing(self, sentence: DraftSentence) -> DraftSentence | None:
        """The sentence, or its fallback, with a verdict that passes; None, and refused, when
        neither does."""
        first = checked = self.checked(sentence)
        while not _passes(checked) and checked.fallback is not None:
            checked = self.checked(checked.fallback)
        if _passes(checked):
            return checked
        self.refused.append(first)
        return None

    def checked(self, sentence: DraftSentence) -> DraftSentence:
        """The sentence with its verdict, and only the citations that pass when any does."""
        if sentence.kind == "desk" and sentence.parts:
            return self._joined(sentence)
        if sentence.kind not in _OWN:
            return self._free(sentence)
        citations = tuple(self.citation(sentence, span) for span in sentence.evidence)
        if sentence.kind == "comparison":
            verdict = self._comparison(sentence, citations)
        else:
            verdict = _of_citations(citations)
            if verdict.outcome.passes:
                verdict = replace(verdict, citations=self._in_part(sentence, citations))
        kept = tuple(c.span for c in verdict.citations if c.outcome.passes)
        evidence = kept if verdict.outcome.passes else sentence.evidence
        return replace(sentence, verdict=verdict, evidence=evidence)

    def _free(self, sentence: DraftSentence) -> DraftSentence:
        """Free prose with its verdict by all citations together; those that bear out a part of
        it are kept, each with that part."""
        for span in sentence.evidence:
            report = self.reports.get(span.article)
            wrong = report and wrong_substitution(sentence, span, report, self.reports)
            if wrong:
                return replace(sentence, verdict=SentenceVerdict(Outcome.NOT_FOUND, (wrong,)))
        claim = reading_of(undone(sentence), self.language)
        verdict = closed(
            lambda: judge_union(
                claim,
                sentence.evidence,
                self.reports,
                lambda article, spans: self._whole(self.reports[article]).within(spans),
                self.judge,
            )
        )
        kept = tuple(dict.fromkeys(c.span for c in verdict.citations if c.outcome.passes))
        evidence = kept if verdict.outcome.passes and kept else sentence.evidence
        return replace(sentence, verdict=verdict, evidence=evidence)

    def _joined(self, sentence: DraftSentence) -> DraftSentence:
        """A sentence of the desk's own with its verdict; its parts keep the spans that pass."""
        verdict = closed(
            lambda: judge_joined(
                sentence, self.reports, self.evidence, lambda text: reading_of(text, self.language)
            )
        )
        if not verdict.outcome.passes:
            return replace(sentence, verdict=verdict)
        kept = [c for c in verdict.citations if c.outcome.passes]
        parts = tuple(
            replace(
                part,
                evidence=tuple(c.span for c in kept if c.words == (part.start, part.end)),
            )
            for part in sentence.parts
        )
        evidence = tuple(dict.fromkeys(c.span for c in kept))
        return replace(sentence, verdict=verdict, parts=parts, evidence=evidence)

    def _in_part(
        self, sentence: DraftSentence, citations: tuple[CitationVerdict, ...]
    ) -> tuple[CitationVerdict, ...]:
        """The citations, whole ones first, of each report one; those that failed for the
        whole sentence set behind the words of it that they bear out."""
        whole = [c for c in citations if c.outcome is Outcome.SUPPORTED]
        if not whole:
            # Nobody chose to cite what was only proposed: of several that have most of the words
            # the first will do. Whoever wrote the sentence chose all that it cites.
            passing = [c for c in citations if c.outcome.passes]
            whole = passing[: 1 if sentence.kind == "extract" else None]
        rest = [c for c in citations if c not in whole]
        own = whole[0].span.article
        introducing = [i for c in rest if (i := _introducing(sentence, c, own)) is not None]
        known = {c.span.article for c in whole}
        claim = reading_of(sentence.text, self.language)
        parts: dict[str, tuple[int, CitationVerdict]] = {}
        failed = []
        for citation in rest:
            if any(c.span == citation.span for c in introducing):
                continue
            found = None
            if citation.span.article not in known and citation.span.article in self.reports:
                found = self._part(claim, citation.span)
            length = found.words[1] - found.words[0] if found and found.words else len(claim.text)
            if found is None or parts.get(citation.span.article, (0, citation))[0] >= length:
                failed.append(_stopped(citation))
            else:
                parts[citation.span.article] = (length, found)
        widest = sorted(parts.values(), key=lambda entry: -entry[0])
        kept = (*whole[:1], *introducing, *whole[1:], *(c for _, c in widest))
        return (*kept[: max(MOST_CITATIONS, 1 + len(introducing))], *failed)

    def _part(self, claim: Reading, span: Span) -> CitationVerdict | None:
        part = widest_part(claim, self.evidence(span, self.reports[span.article]))
        if part is None:
            return None
        words = claim.text[part.start : part.end]
        message = "The source has these words of the sentence."
        if part.outcome is Outcome.CAVEAT:
            message = "The source has this number from somebody, or hedged in another way."
        told = None if part.whole else (part.start, part.end)
        return CitationVerdict(span, part.outcome, (Reason("content", message, words, span),), told)

    def citation(self, sentence: DraftSentence, span: Span) -> CitationVerdict:
        """The verdict on one citation alone."""
        report = self.reports.get(span.article)
        if report is None:
            reason = Reason("source", f"Report {span.article!r} is not of this story.")
            return CitationVerdict(span, Outcome.UNAVAILABLE, (reason,))
        if sentence.kind == "comparison":
            return CitationVerdict(span, Outcome.SUPPORTED)
        verdict = closed(lambda: self._judge(sentence, span, report))
        return CitationVerdict(span, verdict.outcome, verdict.reasons)

    def _judge(self, sentence: DraftSentence, span: Span, report: Annotated) -> SentenceVerdict:
        wrong = wrong_substitution(sentence, span, report, self.reports)
        if wrong:
            return SentenceVerdict(Outcome.NOT_FOUND, (wrong,))
        claim = reading_of(undone(sentence), self.language)
        verdict = judge(claim, (self.evidence(span, report),), thorough=False)
        unmarked = [r for r in verdict.reasons if r.check == "attribution"]
        if verdict.outcome is Outcome.CAVEAT and unmarked:
            # Somebody's speech would stand on the page as the page's own.
            return SentenceVerdict(Outcome.NOT_FOUND, tuple(unmarked))
        return verdict

    def _comparison(
        self, sentence: DraftSentence, citations: tuple[CitationVerdict, ...]
    ) -> SentenceVerdict:
        missing = tuple(c for c in citations if not c.outcome.passes)
        if missing:
            return SentenceVerdict(missing[0].outcome, missing[0].reasons, citations)
        cited = [(s, self.reports[s.article]) for s in sentence.evidence]
        return closed(lambda: judge_comparison(sentence.text, cited))

    def evidence(self, span: Span, report: Annotated) -> Evidence:
        """The report as evidence, nothing but the sentences of the span."""
        return self._whole(report).within(span)

    def _whole(self, report: Annotated) -> Evidence:
        return ready(report, self.claims.get(report.article.id))


def closed(check: Callable[[], SentenceVerdict]) -> SentenceVerdict:
    """What a check says; an error inside it is a verdict that does not pass."""
    try:
        return check()
    except CopydeskError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever goes wrong must stop the sentence
        _LOG.exception("a check stopped")
        message = f"A check stopped with {type(error).__name__}: {error}"
        return SentenceVerdict(Outcome.UNAVAILABLE, (Reason(BROKEN, message),))


def is_broken(verdict: SentenceVerdict | None) -> bool:
    """Whether a verdict only says that a check stopped: no judgement, and to be shown apart."""
    return verdict is not None and verdict.is_broken


def _passes(sentence: DraftSentence) -> bool:
    return sentence.verdict is not None and sentence.verdict.outcome.passes


def _introducing(
    sentence: DraftSentence, citation: CitationVerdict, own: str
) -> CitationVerdict | None:
    """A citation for who somebody is as one of just these words, in which the check of
    substitutions has found them; None for any other citation."""
    words = introduced_by(sentence, citation.span, own)
    if words is None:
        return None
    reason = Reason("names", "The source says who this is.", sentence.text[slice(*words)])
    return CitationVerdict(citation.span, Outcome.SUPPORTED, (reason,), words)


def _stopped(citation: CitationVerdict) -> CitationVerdict:
    """A citation that is dropped, whatever it was worth."""
    if not citation.outcome.passes:
        return citation
    return replace(citation, outcome=Outcome.NOT_FOUND)


def _of_citations(citations: tuple[CitationVerdict, ...]) -> SentenceVerdict:
    if not citations:
        reason = Reason("source", "The sentence cites nothing.")
        return SentenceVerdict(Outcome.NOT_FOUND, (reason,))
    best = min(citations, key=lambda c: _RANK.index(c.outcome))
    return SentenceVerdict(best.outcome, best.reasons, citations)

"""Hold a cited article against reports: a verdict a sentence, with the span that shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.annotate import Language, annotate
from copydesk.check.evidence import Evidence
from copydesk.check.gate import Checker, closed
from copydesk.check.reading import Reading
from copydesk.check.sentence import judge
from copydesk.extract import extract
from copydesk.model import (
    REPORTING,
    Annotated,
    Article,
    Document,
    Draft,
    Outcome,
    Reason,
    Role,
    Sentence,
    SentenceVerdict,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What the audit says of one sentence.

    Attributes:
        id: of the sentence: a draft's own, or ``s1``, ``s2`` … in order of text.
        text: the sentence without citation markers.
        cited: the sources it cites, as named.
        verdict: with reasons; when a cited source was not supplied, that is a reason too.
    """

    id: str
    text: str
    cited: tuple[str, ...]
    verdict: SentenceVerdict


def audit(
    article: Draft | str, sources: Sequence[Annotated], language: Language
) -> tuple[Finding, ...]:
    """Check every sentence of an article against the sources at hand.

    A sentence is held against all sources supplied: what it says may stand in another than the
    one it cites. What no source has is `not_found`, not false; it is `unavailable` only when no
    source could be read.

    Args:
        article: a copydesk draft, or any text, with citation markers or without.
        sources: annotated reports.
        language: from `copydesk.annotate.load`.

    Returns:
        a finding for each sentence that states something, in order of text.

    Raises:
        InputRefused: when the text is empty.
    """
    if isinstance(article, Draft):
        return tuple(_of_draft(article, sources, language))
    read = extract(Document("the audited text", article.encode(), "text/plain", "utf-8"))[0]
    evidence = [Evidence(source) for source in sources]
    names = [_name(source.article) for source in sources]
    found = []
    for number, (text, cited) in enumerate(_sentences(annotate(read, language)), start=1):
        verdict = _verdict(text, evidence, language)
        absent = [c for c in cited if not any(_same_outlet(c, name) for name in names)]
        found.append(Finding(f"s{number}", text, cited, _with_absent(verdict, absent)))
    return tuple(found)


def _verdict(text: str, evidence: Sequence[Evidence], language: Language) -> SentenceVerdict:
    readable = [e for e in evidence if e.passages]
    if not readable:
        reason = Reason("source", "No source could be read.", text)
        return SentenceVerdict(Outcome.UNAVAILABLE, (reason,))
    return closed(lambda: judge(Reading(text, language), readable))


def _with_absent(verdict: SentenceVerdict, absent: Sequence[str]) -> SentenceVerdict:
    reasons = tuple(
        Reason("source", f"The cited source {name!r} is not among those supplied.", name)
        for name in absent
    )
    return SentenceVerdict(verdict.outcome, (*verdict.reasons, *reasons), verdict.citations)


def _of_draft(draft: Draft, sources: Sequence[Annotated], language: Language) -> Iterator[Finding]:
    """Each sentence by its own citations where they are at hand, else by all sources."""
    by_id = {s.article.id: s for s in sources}
    checker = Checker(by_id, language)
    evidence = [Evidence(source) for source in sources]
    for sentence in draft.sentences():
        cited = tuple(
            _name(by_id[span.article].article) if span.article in by_id else span.article
            for span in sentence.evidence
        )
        absent = sorted({s.article for s in sentence.evidence if s.article not in by_id})
        if sentence.evidence and not absent:
            verdict = checker.checked(sentence).verdict
        else:
            verdict = _with_absent(_verdict(sentence.text, evidence, language), absent)
        if verdict is not None:
            yield Finding(sentence.id, sentence.text, cited, verdict)


def _sentences(read: Annotated) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Sentences that state something, each with the sources cited for it.

    A marker stands behind the last of the sentences that it covers: it counts for the
    sentence it follows and for those before it in the paragraph that carry none.
    """
    seen: set[str] = set()
    for index, sentence in enumerate(read.sentences):
        if sentence.role not in REPORTING or sentence.role is Role.CAPTION:
            continue
        text = " ".join(read.sentence_text(index).split())
        if sentence.role is Role.HEADLINE and text in seen:
            continue
        seen.add(text)
        yield text, _cited(read, index, sentence)


def _cited(read: Annotated, index: int, sentence: Sentence) -> tuple[str, ...]:
    block = read.article.blocks[sentence.block]
    for later in [sentence, *read.sentences[index + 1 :]]:
        if later.block != sentence.block:
            break
        following = next(
            (s.start for s in read.sentences if s.start > later.start and s.block == later.block),
            block.end,
        )
        names = [
            m.name or m.marker
            for m in read.article.cited_outlets
            if later.start <= m.start < max(following, later.end)
        ]
        if names:
            return tuple(dict.fromkeys(names))
    return ()


def _name(article: Article) -> str:
    return article.outlet or article.id


def _same_outlet(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    words = [w for w in name.casefold().split() if w != "the"]
    return "".join(c for c in " ".join(words) if c.isalnum())

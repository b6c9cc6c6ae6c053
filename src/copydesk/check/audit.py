"""Hold a cited article against reports: a verdict a sentence, with the span that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from copydesk.annotate import Language, annotate
from copydesk.check.cited_text import MARK, CitedText, read_cited
from copydesk.check.claim_reading import Reading, plain_article
from copydesk.check.evidence import Evidence, ready
from copydesk.check.gate import Checker, closed
from copydesk.check.sentence import judge
from copydesk.check.support.stronger import SupportJudge
from copydesk.extract import extract
from copydesk.model import (
    REPORTING,
    Annotated,
    Article,
    Document,
    Draft,
    Finding,
    Outcome,
    Reason,
    Role,
    Sentence,
    SentenceVerdict,
)

#: Words from which on a line without a stop may state something.
_STATES = 6


def audit(
    article: Draft | str,
    sources: Sequence[Annotated],
    language: Language,
    support: SupportJudge | None = None,
) -> tuple[Finding, ...]:
    """Check every sentence of an article against the sources at hand.

    A sentence with links or notes to sources that were supplied is held against these; where only
    another source bears it out, that is a reason, and it does not pass. Any other sentence is held
    against all sources. What no source has is `not_found`, not false; it is `unavailable` only when
    no source could be read.

    Args:
        article: a copydesk draft, or any text: a page (HTML), Markdown or plain, with links, notes,
            outlet markers, or nothing.
        sources: annotated reports.
        language: from `copydesk.annotate.load`.
        support: a stronger judge of support; None for the shipped model.

    Returns:
        a finding for each sentence that states something, in order of text.

    Raises:
        InputRefused: when the text is empty.
    """
    if isinstance(article, Draft):
        return tuple(_of_draft(article, sources, language, support))
    marked = read_cited(article)
    if marked is not None:
        return tuple(_of_cited(marked, sources, language, support))
    read = extract(Document("the audited text", article.encode(), "text/plain", "utf-8"))[0]
    evidence = [ready(source) for source in sources]
    names = [_name(source.article) for source in sources]
    found = []
    for number, (text, cited, line) in enumerate(_sentences(annotate(read, language)), start=1):
        verdict = _verdict(text, evidence, language, support)
        absent = [c for c in cited if not any(_same_outlet(c, name) for name in names)]
        found.append(Finding(f"s{number}", text, cited, _with_absent(verdict, absent), line))
    return tuple(found)


def _of_cited(
    given: CitedText,
    sources: Sequence[Annotated],
    language: Language,
    support: SupportJudge | None,
) -> Iterator[Finding]:
    """Each sentence by the sources that its links and notes point to."""
    evidence = [ready(source) for source in sources]
    number = 0
    for paragraph, lines in zip(given.paragraphs, given.lines, strict=True):
        for text, marks, start in _marked_sentences(paragraph, language):
            if not marks and _is_heading(text):
                continue
            number += 1
            targets = [given.targets[m] for m in marks]
            own = [e for e in evidence if any(_is_target(e.report.article, t) for t in targets)]
            absent = [
                t for t in targets if not any(_is_target(e.report.article, t) for e in evidence)
            ]
            names = (*(_name(e.report.article) for e in own), *absent)
            verdict = _verdict(text, own or evidence, language, support)
            if own and not verdict.outcome.passes:
                verdict = _with_others(verdict, text, own, evidence, language, support)
            if targets and not own:
                verdict = _nothing_cited(verdict)
            line = max(n for offset, n in lines if offset <= start)
            yield Finding(f"s{number}", text, names, _with_absent(verdict, absent), line)


def _with_others(
    verdict: SentenceVerdict,
    text: str,
    own: Sequence[Evidence],
    evidence: Sequence[Evidence],
    language: Language,
    support: SupportJudge | None,
) -> SentenceVerdict:
    """The verdict, with the source that bears the sentence out and is not cited for it."""
    for other in evidence:
        if other in own or not _verdict(text, [other], language, support).outcome.passes:
            continue
        name = _name(other.report.article)
        reason = Reason("source", f"{name} bears it out, which is not cited for it.", name)
        return SentenceVerdict(verdict.outcome, (reason, *verdict.reasons), verdict.citations)
    return verdict


def _nothing_cited(verdict: SentenceVerdict) -> SentenceVerdict:
    """What a sentence is worth of which no cited source is at hand: not verified by these."""
    if not verdict.outcome.passes:
        return verdict
    reason = Reason("source", "Another source bears it out; what it cites is not at hand.")
    return SentenceVerdict(Outcome.CAVEAT, (reason, *verdict.reasons), verdict.citations)


def _marked_sentences(
    paragraph: str, language: Language
) -> Iterator[tuple[str, tuple[int, ...], int]]:
    """The sentences of a paragraph that state something, each with its marks and its place in it.

    A mark counts for the sentence it stands in or right behind, and for those before that have
    none.
    """
    plain, places = "", list[tuple[int, int]]()
    at = 0
    for m in MARK.finditer(paragraph):
        plain += paragraph[at : m.start()]
        places.append((len(plain), int(m[1])))
        at = m.end()
    marks = list(zip(MARK.finditer(paragraph), places, strict=True))
    plain += paragraph[at:]
    if not plain.strip():
        return
    read = annotate(plain_article(plain), language)
    found: list[tuple[str, tuple[int, ...], int]] = []
    for index, sentence in enumerate(read.sentences):
        following = read.sentences[index + 1 :]
        end = following[0].start if following else len(plain) + 1
        own = [n for place, n in places if sentence.start < place <= max(end - 1, sentence.end)]
        # Its place in the paragraph is behind the marks before it.
        before = sum(m.end() - m.start() for m, (at, _) in marks if at <= sentence.start)
        text = " ".join(read.sentence_text(index).split())
        found.append((text, tuple(dict.fromkeys(own)), sentence.start + before))
    behind: tuple[int, ...] = ()
    for index in range(len(found) - 1, -1, -1):
        text, own_marks, start = found[index]
        behind = own_marks or behind
        found[index] = (text, behind, start)
    yield from found


def _is_heading(text: str) -> bool:
    """Whether a line without a stop is too short to state anything."""
    return len(text.split()) < _STATES and not text.rstrip().endswith((".", "!", "?", "”", '"'))


def _is_target(article: Article, target: str) -> bool:
    """Whether a link or note points to a source: its address or id, or it names outlet or title."""
    if article.url and _address(article.url) == _address(target):
        return True
    if article.id == target or _address(article.id) == _address(target):
        return True
    if target.startswith(("http://", "https://")):
        return False
    plain = _plain(target)
    return any(
        name and len(name) > 3 and _plain(name) in plain for name in (article.outlet, article.title)
    )


def _address(url: str) -> str:
    """An address without scheme, "www.", query and the last stroke."""
    bare = re.sub(r"^https?://(?:www\.)?", "", url.strip().casefold())
    return re.split(r"[?#]", bare)[0].rstrip("/")


def _verdict(
    text: str,
    evidence: Sequence[Evidence],
    language: Language,
    support: SupportJudge | None = None,
) -> SentenceVerdict:
    readable = [e for e in evidence if e.passages]
    if not readable:
        reason = Reason("source", "No source could be read.", text)
        return SentenceVerdict(Outcome.UNAVAILABLE, (reason,))
    return closed(lambda: judge(Reading(text, language), readable, judge_of_support=support))


def _with_absent(verdict: SentenceVerdict, absent: Sequence[str]) -> SentenceVerdict:
    reasons = tuple(Reason("source", _absence(name), name) for name in absent)
    told = (*verdict.reasons, *reasons)
    if not verdict.is_broken:  # a note that is nowhere is the writer's own slip, and comes first
        told = tuple(sorted(told, key=lambda r: r not in reasons or not _is_note(r.words)))
    return SentenceVerdict(verdict.outcome, told, verdict.citations)


def _is_note(name: str) -> bool:
    return name.startswith(("[", "【"))


def _absence(name: str) -> str:
    if _is_note(name):
        return f"The text has no note {name}, which the sentence cites."
    return f"The cited source {name!r} is not among those supplied."


def _of_draft(
    draft: Draft,
    sources: Sequence[Annotated],
    language: Language,
    support: SupportJudge | None,
) -> Iterator[Finding]:
    """Each sentence by its own citations where they are at hand, else by all sources."""
    by_id = {s.article.id: s for s in sources}
    checker = Checker(by_id, language, judge=support)
    evidence = [ready(source) for source in sources]
    for sentence in draft.sentences():
        cited = tuple(
            _name(by_id[span.article].article) if span.article in by_id else span.article
            for span in sentence.evidence
        )
        absent = sorted({s.article for s in sentence.evidence if s.article not in by_id})
        if sentence.evidence and not absent:
            verdict = checker.checked(sentence).verdict
        else:
            verdict = _verdict(sentence.text, evidence, language, support)
            verdict = _with_absent(verdict, absent)
        if verdict is not None:
            yield Finding(sentence.id, sentence.text, cited, verdict)


def _sentences(read: Annotated) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """Sentences that state something, each with the sources cited for it and its line, from 1.

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
        line = read.article.text.count("\n", 0, sentence.start) + 1
        yield text, _cited(read, index, sentence), line


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

"""Sentences of the desk's own: clauses of several reports, joined by words that claim nothing.

Each part of such a sentence is judged as a clause of its own against its own spans; what stands
between the parts must be of a closed list: marks, "and", "while", and who reports it. Words that
are put between quotation marks with an outlet behind them must stand so, and in nobody's mouth,
in that outlet's report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from copydesk.check.claim_reading import Reading
from copydesk.check.counted import is_toll, wrong_toll
from copydesk.check.evidence import Evidence
from copydesk.check.moved_adjunct import moves_adjunct
from copydesk.check.moved_attribution import moves_attribution
from copydesk.check.sentence import judge
from copydesk.check.told_whole import is_utterance, wrong_utterance
from copydesk.check.words import is_mark, read_words
from copydesk.model import (
    Annotated,
    CitationVerdict,
    DraftSentence,
    Outcome,
    Part,
    Reason,
    SentenceVerdict,
    Span,
)

_GLUE = re.compile(r"[\s,;.]*(?:(?:and|while)\s)?[\s,;.]*")
_REPORTED = re.compile(r"[\s,.”]*(?:according to (?P<by>[^,;]+)|(?P<outlet>[^,;]+) reported)[.\s]*")
_RANK = (Outcome.CONTRADICTED, Outcome.UNAVAILABLE, Outcome.NOT_FOUND)
Cited = Callable[[Span, Annotated], Evidence]
Read = Callable[[str], Reading]


def judge_joined(
    sentence: DraftSentence,
    reports: Mapping[str, Annotated],
    cited: Cited,
    read: Read,
) -> SentenceVerdict:
    """The verdict on a sentence with parts: it stands when each part does, and the glue is known.

    Args:
        sentence: with parts that do not overlap, in order of its text.
        reports: of the story, by article id.
        cited: the evidence that a span of a report gives.
        read: reads a clause.
    """
    if is_utterance(sentence):
        return _typed(sentence, wrong_utterance(sentence, reports), "quotations")
    if is_toll(sentence):
        return _typed(sentence, wrong_toll(sentence, reports), "numbers")
    citations: list[CitationVerdict] = []
    worst: SentenceVerdict | None = None
    caveat = False
    at = 0
    for index, part in enumerate(sentence.parts):
        glue = sentence.text[at : part.start]
        if part.start < at or (index == 0 and glue.strip("“")) or not _joins(glue, index):
            return _refused("content", "Words join its parts that the desk does not use.", glue)
        verdict = _part(sentence, part, reports, cited, read)
        citations += verdict.citations
        caveat |= verdict.outcome is Outcome.CAVEAT
        if not verdict.outcome.passes and (
            worst is None or _RANK.index(verdict.outcome) < _RANK.index(worst.outcome)
        ):
            worst = verdict
        at = part.end
    tail = sentence.text[at:]
    wrong = _wrong_tail(sentence, tail, reports)
    if wrong:
        return _refused("attribution", wrong, tail)
    if worst is not None:
        return SentenceVerdict(worst.outcome, worst.reasons, tuple(citations))
    message = "Each part of the sentence is borne out by what it cites."
    outcome = Outcome.CAVEAT if caveat else Outcome.SUPPORTED
    return SentenceVerdict(outcome, (Reason("content", message),), tuple(citations))


def _typed(sentence: DraftSentence, wrong: str | None, check: str) -> SentenceVerdict:
    """The verdict on a sentence of a form that a check of its own has read."""
    if wrong:
        return _refused(check, wrong, sentence.text)
    reason = Reason(check, "The source has just this.")
    citations = tuple(
        CitationVerdict(span, Outcome.SUPPORTED, (reason,), (part.start, part.end))
        for part in sentence.parts
        for span in part.evidence
    )
    return SentenceVerdict(Outcome.SUPPORTED, (reason,), citations)


def _joins(glue: str, index: int) -> bool:
    return index == 0 or _GLUE.fullmatch(glue) is not None


def _part(
    sentence: DraftSentence,
    part: Part,
    reports: Mapping[str, Annotated],
    cited: Cited,
    read: Read,
) -> SentenceVerdict:
    """The verdict on one part, with that on each of its citations."""
    words = sentence.text[part.start : part.end]
    told = (same_words, moves_attribution, moves_adjunct)
    if part.said and not any(tells(words, part.said) for tells in told):
        return _refused("content", "It does not say what it was made from.", words)
    claim = read(_sentence(part.said or words))
    place = (part.start, part.end)
    found: list[CitationVerdict] = []
    for span in part.evidence:
        report = reports.get(span.article)
        if report is None:
            reason = Reason("source", f"Report {span.article!r} is not of this story.")
            found.append(CitationVerdict(span, Outcome.UNAVAILABLE, (reason,), place))
            continue
        verdict = judge(claim, (cited(span, report),), thorough=False)
        outcome = verdict.outcome
        if any(r.check == "attribution" for r in verdict.reasons) and outcome is Outcome.CAVEAT:
            outcome = Outcome.NOT_FOUND
        found.append(CitationVerdict(span, outcome, verdict.reasons, place))
    if not found:
        return _refused("source", "A part of the sentence cites nothing.", words)
    ranks = (Outcome.SUPPORTED, Outcome.CAVEAT, *_RANK)
    best = min(found, key=lambda c: ranks.index(c.outcome))
    return SentenceVerdict(best.outcome, best.reasons, tuple(found))


def same_words(text: str, said: str) -> bool:
    """Whether a text has the words of another, in order but for one adjunct that went from one end
    to the other."""
    ours, theirs = (
        [w.norm for w in read_words(t) if not is_mark(w)] for t in (text.rstrip("."), said)
    )
    if len(ours) != len(theirs):
        return False
    return ours == theirs or any(theirs[i:] + theirs[:i] == ours for i in range(1, len(theirs)))


def _sentence(clause: str) -> str:
    """A clause written as a sentence."""
    clause = clause.strip().rstrip(",;")
    ended = clause if clause[-1:] in '.!?”"' else f"{clause}."
    return ended[:1].upper() + ended[1:]


def _wrong_tail(sentence: DraftSentence, tail: str, reports: Mapping[str, Annotated]) -> str | None:
    """What is wrong with what follows the last part; None when nothing is."""
    if re.fullmatch(r"[.”\"]*", tail):
        return None
    told = _REPORTED.fullmatch(tail)
    if told is None:
        return "Words follow its parts that the desk does not use."
    name = (told["by"] or told["outlet"]).strip().rstrip(".")
    for part in sentence.parts:
        outlets = {reports[s.article].article.outlet for s in part.evidence if s.article in reports}
        if not any(o and name.lower() in (o.lower(), f"the {o.lower()}") for o in outlets):
            return "It names an outlet that does not report it."
        wrong = _wrong_quotation(sentence, part, reports)
        if wrong:
            return wrong
    return None


def _wrong_quotation(
    sentence: DraftSentence, part: Part, reports: Mapping[str, Annotated]
) -> str | None:
    """What is wrong with the outlet's words between quotation marks."""
    opened = sentence.text.find("“")
    if opened < 0:
        return None
    closed = sentence.text.find("”", opened)
    words = sentence.text[opened + 1 : closed].rstrip(",.")
    for span in part.evidence:
        report = reports.get(span.article)
        if report is None:
            continue
        at = report.article.text.find(words, span.start, span.end)
        if at >= 0 and not any(
            s.start < at + len(words) and at < s.end for q in report.quotations for s in q.segments
        ):
            return None
    return "No report that is cited has the quoted words as its own."


def _refused(check: str, message: str, words: str = "") -> SentenceVerdict:
    return SentenceVerdict(Outcome.NOT_FOUND, (Reason(check, message, words),))

"""A quotation whole, with its speaker: “…,” Brandt said. “….”

Each pair of marks must hold words of one utterance that a cited report gives to that speaker, from
a segment's beginning to its end but for the mark at the end, and in the order of the report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from copydesk.check.normalise import fold
from copydesk.model import Annotated, DraftSentence, Quotation, Span

_FRAMED = re.compile(
    r"“(?P<first>[^“”]+?)[,?!]?” (?P<who>[^“”;:]+?) said\.(?: “(?P<second>[^“”]+?)[.?!]”)?"
)


def is_utterance(sentence: DraftSentence) -> bool:
    """Whether a sentence has the form of a quotation with its speaker and nothing else."""
    return _FRAMED.fullmatch(sentence.text) is not None


def wrong_utterance(sentence: DraftSentence, reports: Mapping[str, Annotated]) -> str | None:
    """What is wrong with such a sentence; None when a cited report gives the speaker its words."""
    match = _FRAMED.fullmatch(sentence.text)
    if match is None:
        return "It is no quotation with its speaker."
    words = [w for w in (match["first"], match["second"]) if w]
    cited = [
        s.of(reports[s.article].article.text) for s in sentence.evidence if s.article in reports
    ]
    for span in sentence.evidence:
        report = reports.get(span.article)
        if report is None:
            continue
        for quotation in report.quotations:
            if not _is_it(report, quotation, words, sentence.evidence):
                continue
            if _is_named(report, quotation, match["who"]):
                return None
            name = quotation.attribution.name
            if name and " " in name and _is_introduced(match["who"], (name,), cited):
                return None
    return "No cited report gives these words to this speaker."


def _is_it(
    report: Annotated, quotation: Quotation, words: Sequence[str], cited: Sequence[Span]
) -> bool:
    """Whether the words are those of the quotation's segments, which the cited spans hold."""
    if len(words) != len(quotation.segments):
        return False
    text = report.article.text
    spans = [s for s in cited if s.article == report.article.id]
    return all(
        _plain(text[segment.start : segment.end]) == _plain(said)
        and any(s.start <= segment.start < s.end for s in spans)
        for segment, said in zip(quotation.segments, words, strict=True)
    )


def _plain(words: str) -> str:
    return " ".join(fold(words).text.split()).strip().rstrip(".,;?!").rstrip()


def _is_named(report: Annotated, quotation: Quotation, who: str) -> bool:
    """Whether a name is the speaker's: the surname, or the full name with at most a title that
    the report gives."""
    name = quotation.attribution.name
    if quotation.attribution.kind != "person" or not name:
        return False
    if who in (name, name.split()[-1]) or (name[0].islower() and who == f"a {name}"):
        return True
    chains = [c for c in report.chains if c.name == name and c.title]
    return any(who in (f"{c.title} {name}", f"{name}, {c.title},") for c in chains)


def _is_introduced(who: str, names: Sequence[str], cited: Sequence[str]) -> bool:
    """Whether a report has the name with just these words about who it is."""
    phrase = " ".join(fold(who.rstrip(",")).text.split())
    has_name = any(phrase.startswith(f"{n}, ") or phrase.endswith(f" {n}") for n in names)
    return has_name and any(phrase in " ".join(fold(text).text.split()) for text in cited)

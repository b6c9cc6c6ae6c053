"""The headline: the report title that stands nearest to all others and to the leads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk.compose.selection import content_stems
from copydesk.compose.sentences import sentence_id
from copydesk.compose.units import Unit
from copydesk.model import Annotated, DraftSentence, Role, Span

#: Section marks that outlets set before a title ("WATCH:", "Live updates -"), and their own
#: name behind it (" | The Example", " - Example News").
_BEFORE = re.compile(
    r"^(?:(?:watch|video|photos?|pictures|live(?: updates?)?|breaking(?: news)?|exclusive|update|"
    r"opinion|analysis|explainer|fact check|report|just in|developing|in pictures|latest)"
    r"\s*[:|–—-]\s+)+",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s+[|»]\s+[^|»]{2,40}$|\s+[–—-]{1,2}\s+(?:[A-Z][\w.&']*\s?){1,4}$")
_MARKS = re.compile(r"\s*\[?\((?:video|photos?|updated?|pictures|watch)\)\]?\s*$", re.IGNORECASE)


def clean(title: str, outlet: str | None = None) -> str:
    """A title without section marks, the outlet's name and a closing full stop.

    Args:
        title: as the report has it.
        outlet: the outlet's name; a tail that is its name goes even when it is not spelt as
            names are.
    """
    text = " ".join(title.split())
    text = _BEFORE.sub("", text)
    text = _MARKS.sub("", text)
    if outlet:
        text = re.sub(rf"\s+[|»–—-]+\s+{re.escape(outlet)}\s*$", "", text, flags=re.IGNORECASE)
    cut = _BEHIND.sub("", text)
    if len(cut.split()) >= 4:
        text = cut
    return re.sub(r"(?<!\.)(?<!\b[A-Z])\.$", "", text).strip()


#: Of each lead so many words count.
LEAD_WORDS = 50
#: Length in words that titles are measured by, and what a title loses for each word it is off,
#: for a quotation and for a question. Tuned, all three, on the AllSides dev set
#: of ``benchmarks/selection.py``.
USUAL_LENGTH, OFF_LENGTH = 10, 0.02
QUOTATION, QUESTION = 0.05, 0.1
#: Share of a title's stems that a sentence must have to be its evidence.
SUPPORTED = 0.6


def rank(titles: Sequence[str], leads: Sequence[str]) -> tuple[int, ...]:
    """Indices of the titles, best first: those nearest to the other titles and to the leads.

    Args:
        titles: one a report, cleaned; empty titles are left out of the answer.
        leads: opening words of each report.
    """
    stems = [content_stems(title) for title in titles]
    around = [content_stems(" ".join(lead.split()[:LEAD_WORDS])) for lead in leads]
    scores: list[tuple[float, int]] = []
    for i, own in enumerate(stems):
        if not own:
            continue
        others = [_overlap(own, stem) for j, stem in enumerate(stems) if j != i]
        near = [len(own & lead) / len(own) for lead in around]
        score = sum(others) / max(len(others), 1) + sum(near) / max(len(near), 1)
        scores.append((_against(titles[i]) - score, i))
    return tuple(i for _, i in sorted(scores))


def _against(title: str) -> float:
    """What speaks against a title by its form."""
    against = OFF_LENGTH * abs(len(title.split()) - USUAL_LENGTH)
    against += QUOTATION * bool(re.search(r"[“\"‘]|(?<!\w)'", title))
    return against + QUESTION * title.endswith("?")


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """F1 of two sets of stems."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def write(reports: Sequence[Annotated], units: Sequence[Unit]) -> DraftSentence:
    """The headline with its evidence: the headline's own block where the report's text has it,
    else the units that say what it says.

    Args:
        reports: of the story.
        units: of the story; at least one.
    """
    titles = [clean(r.article.title or "", r.article.outlet) for r in reports]
    leads = [" ".join(u.text for u in units if u.report == i)[:500] for i in range(len(reports))]
    carried = {u.report for u in units}
    for index in rank(titles, leads):
        if index not in carried:
            continue
        evidence = _evidence(titles[index], reports[index], index, units)
        if evidence:
            return DraftSentence(
                id=sentence_id("headline", evidence[:1]),
                text=titles[index],
                evidence=evidence,
                fallback=_from_lead(units),
            )
    return _from_lead(units)


def _evidence(title: str, report: Annotated, index: int, units: Sequence[Unit]) -> tuple[Span, ...]:
    spans = [
        Span(report.article.id, s.start, s.end)
        for i, s in enumerate(report.sentences)
        if s.role is Role.HEADLINE
        and clean(report.sentence_text(i), report.article.outlet) == title
    ][:1]
    stems = content_stems(title)
    near = sorted((-len(stems & u.stems) / len(stems), u.report != index, u.key, u) for u in units)
    if near and -near[0][0] >= SUPPORTED:
        spans.append(near[0][3].span)
    return tuple(spans)


def _from_lead(units: Sequence[Unit]) -> DraftSentence:
    """The shortest of the opening sentences, when no title can be shown to be true."""
    opening = [u for u in units if u.position <= 1] or list(units)
    unit = min(opening, key=lambda u: (len(u.text.split()), u.key))
    text = re.sub(r"(?<!\b[A-Z])\.$", "", unit.text)
    return DraftSentence(id=sentence_id("headline", (unit.span,)), text=text, evidence=(unit.span,))

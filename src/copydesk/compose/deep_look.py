"""The Deep Look: sections in the design's order, each only when there is evidence."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.compose.differences import differences
from copydesk.compose.plan import Plan, has_expert
from copydesk.compose.sentences import Page
from copydesk.compose.units import Unit
from copydesk.model import DraftSentence, Point, Section

#: Sections in the order of the page.
TITLES = {
    "developments": "Key Developments",
    "differences": "Where Reports Differ",
    "reactions": "Reactions",
    "background": "Background",
    "next": "What Comes Next",
}
EXPERT_TITLE = "Background and Expert Insight"
#: Sentences a paragraph has at most.
PARAGRAPH = 3


def write(plan: Plan, page: Page, points: Sequence[Point]) -> tuple[Section, ...]:
    """The sections, each with its paragraphs."""
    sections: list[Section] = []
    for key, title in TITLES.items():
        if key == "differences":
            told = differences(points, page.reports)
            if told:
                sections.append(Section(key, title, tuple((s,) for s in told)))
            continue
        chosen = plan.sections.get(key, ())
        if key == "background" and has_expert(chosen):
            title = EXPERT_TITLE
        paragraphs = _paragraphs(_in_reading_order(chosen), key, page)
        if paragraphs:
            sections.append(Section(key, title, paragraphs))
    return tuple(sections)


def _in_reading_order(units: Sequence[Unit]) -> list[Unit]:
    """As the reports tell it: by place in the report, reports kept together by place."""
    return sorted(units, key=lambda u: (u.position // 4, u.report, u.position))


def _paragraphs(
    units: Sequence[Unit], key: str, page: Page
) -> tuple[tuple[DraftSentence, ...], ...]:
    """Sentences in paragraphs: neighbours of one report together, at most three."""
    paragraphs: list[list[DraftSentence]] = []
    before: Unit | None = None
    for unit in units:
        sentence = page.write(unit, key)
        if sentence is None:
            continue
        if before is None or len(paragraphs[-1]) >= PARAGRAPH or unit.report != before.report:
            paragraphs.append([])
        paragraphs[-1].append(sentence)
        before = unit
    return tuple(tuple(paragraph) for paragraph in paragraphs)

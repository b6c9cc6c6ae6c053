"""The Deep Look: sections in the design's order, each only when there is evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from copydesk.compose.choose.plan import Plan, Writing, has_expert
from copydesk.compose.choose.selection import content_stems
from copydesk.compose.choose.themes import grouped, themes
from copydesk.compose.record.candidates import Unit
from copydesk.compose.write.disagreements import differences
from copydesk.compose.write.page import Page
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


def write(plan: Plan, page: Page, points: Sequence[Point], naming: Writing) -> tuple[Section, ...]:
    """The sections, each with its paragraphs; developments by theme, under heads that name it."""
    sections: list[Section] = []
    taken: set[str] = set()
    for key, title in TITLES.items():
        if key == "differences":
            apart = differences(points, page.reports)
            if apart:
                sections.append(Section(key, title, tuple((s,) for s in apart)))
            continue
        chosen = plan.sections.get(key, ())
        if key == "background" and has_expert(chosen):
            title = EXPERT_TITLE
        told = themes(chosen) if key == "developments" else [grouped(chosen)]
        for groups in told:
            units = [unit for group in groups for unit in group]
            head = naming.head(units, taken) if key == "developments" else title
            paragraphs = _paragraphs(groups, key, page, plan.followers)
            if paragraphs:
                taken |= content_stems(head)
                sections.append(Section(key, head or title, paragraphs))
    return tuple(sections)


def _paragraphs(
    groups: Sequence[Sequence[Unit]],
    key: str,
    page: Page,
    followers: Mapping[tuple[int, int], tuple[Unit, ...]],
) -> tuple[tuple[DraftSentence, ...], ...]:
    """Sentences in paragraphs, those that matter most first."""
    paragraphs: list[tuple[DraftSentence, ...]] = []
    for group in groups:
        paragraph: list[DraftSentence] = []
        for unit in group:
            written = page.write(unit, key)
            if written is None:
                continue
            paragraph.append(written)
            for behind in followers.get(unit.key, ()):
                following = page.write_following(behind, key)
                if following is None:
                    break
                paragraph.append(following)
        if paragraph:
            paragraphs.append(tuple(paragraph))
    return tuple(paragraphs)

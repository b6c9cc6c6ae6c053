"""The Deep Look: sections in the design's order, each only when there is evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from copydesk.compose.choose.facet_of import facet, has_expert
from copydesk.compose.choose.plan import Plan, Writing
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
_THINGS = re.compile(r"(?:They|It|These|This|That|Those|Their|Its|Such)\b")
#: Heads of developments that have no name of their own, in front and behind those that have, and
#: sentences from which on there is one behind.
FIRST_TITLE, LAST_TITLE, FEWEST_OTHERS = "What happened", "Other developments", 3
EXPERT_TITLE = "Background and Expert Insight"


def write(plan: Plan, page: Page, points: Sequence[Point], naming: Writing) -> tuple[Section, ...]:
    """The sections, each with its paragraphs; developments by theme, under heads that name it."""
    sections: list[Section] = []
    page.told |= plan.told()
    for key, title in TITLES.items():
        if key == "differences":
            apart = differences(points, page.reports, page.units, page.histories)
            if apart:
                sections.append(Section(key, title, tuple((s,) for s in apart)))
            continue
        chosen = plan.sections.get(key, ())
        if key == "background" and has_expert(chosen):
            title = EXPERT_TITLE
        if key == "developments":
            for head, told in _headed(themes(chosen), naming):
                paragraphs = _paragraphs(told, key, page, plan.followers)
                if paragraphs:
                    sections.append(Section(key, head, paragraphs))
            continue
        paragraphs = _paragraphs(grouped(chosen), key, page, plan.followers)
        if paragraphs:
            sections.append(Section(key, title, paragraphs))
    return _without_single(sections)


def _without_single(sections: list[Section]) -> tuple[Section, ...]:
    """Sections, a sentence that is alone in one told at the end of the last developments instead:
    others of its section had no introduction on the page."""
    kept: list[Section] = []
    for section in sections:
        alone = sum(map(len, section.paragraphs)) == 1 and section.key != "differences"
        last = next((i for i in reversed(range(len(kept))) if kept[i].key == "developments"), None)
        if alone and last is not None:
            paragraphs = (*kept[last].paragraphs, *section.paragraphs)
            kept[last] = replace(kept[last], paragraphs=paragraphs)
        else:
            kept.append(section)
    return tuple(kept)


def _headed(
    told: Sequence[Sequence[Sequence[Unit]]], naming: Writing
) -> list[tuple[str, list[Sequence[Unit]]]]:
    """Themes with their heads. Those without a name of their own stand together: in front where the
    weightiest is among them, else at the end."""
    taken: set[str] = set()
    named: list[tuple[str, list[Sequence[Unit]]]] = []
    unnamed: list[Sequence[Unit]] = []
    opens = False
    for at, groups in enumerate(told):
        head = naming.head([unit for group in groups for unit in group], taken)
        taken |= content_stems(head)
        if head:
            named.append((head, list(groups)))
        else:
            opens |= at == 0
            unnamed += groups
    if not unnamed:
        return named
    if not opens and named and sum(map(len, unnamed)) < FEWEST_OTHERS:
        named[-1][1].extend(unnamed)
        return named
    return [(FIRST_TITLE, unnamed), *named] if opens else [*named, (LAST_TITLE, unnamed)]


def _taken(waiting: list[Unit], key: str) -> list[Unit]:
    """The sentences that wait for their introduction and belong in a section; they wait no more."""
    found = [unit for unit in waiting if facet(unit) == key]
    waiting[:] = [unit for unit in waiting if unit not in found]
    return found


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
                # What "they" behind a quotation are, the quotation's frame may not have said.
                if following is None or (
                    unit.quotation is not None and _THINGS.match(following.text)
                ):
                    break
                paragraph.append(following)
        if paragraph:
            paragraphs.append(tuple(paragraph))
    for unit in _taken(page.waiting, key):
        introduced = page.write_introduced(unit, key)
        if introduced:
            paragraphs.append(introduced)
    return tuple(paragraphs)

"""The Deep Look: sections in the design's order, each only when there is evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from copydesk.compose.choose.facet_of import has_expert, section_of
from copydesk.compose.choose.plan import Plan, Writing
from copydesk.compose.choose.selection import content_stems
from copydesk.compose.choose.themes import grouped, themes
from copydesk.compose.record.candidates import Unit
from copydesk.compose.write.disagreements import differences
from copydesk.compose.write.page import Page
from copydesk.model import Draft, DraftSentence, Point, Section

#: Sections in the order of the page.
TITLES = {
    "developments": "Key Developments",
    "differences": "Where Reports Differ",
    "reactions": "Reactions",
    "background": "Background",
    "next": "What Comes Next",
}
_THINGS = re.compile(r"(?:They|It|These|This|That|Those|Their|Its|Such)\b")
#: What has no head that names it opens the Deep Look without one, as a report does.
NO_TITLE = ""
#: Sentences that a head of its own stands over at least.
FEWEST_HEADED = 2
#: Share of the sentences of a paragraph that its head must be of.
ALL_OF = 0.6
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
            in_order = [p for theme in themes(chosen) for p in theme]
            for head, told in _headed(in_order, naming) if in_order else ():
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
    paragraphs: Sequence[Sequence[Unit]], naming: Writing
) -> list[tuple[str, list[Sequence[Unit]]]]:
    """Paragraphs under heads that name what all of them tell; the rest stands in front, without a
    head: one that says nothing ("Other developments") is worse than none.

    The first paragraph, the weightiest, opens the Deep Look. Of the others those that could stand
    under the same head do, the head first that most sentences share.
    """
    first, *rest = paragraphs
    carried = {id(p): Counter(h for u in p for h in naming.heads(u)) for p in rest}
    worth = {h: w for p in rest for u in p for h, w in naming.heads(u).items()}
    taken: set[str] = set()
    named: list[tuple[str, list[Sequence[Unit]]]] = []
    while True:
        fit = {
            h: own
            for h in sorted(worth)
            if not content_stems(h) & taken
            and (own := [p for p in rest if carried[id(p)][h] >= ALL_OF * len(p)])
            and sum(map(len, own)) >= FEWEST_HEADED
        }
        if not fit:
            break
        head = max(fit, key=lambda h: (worth[h] * sum(map(len, fit[h])), h))
        named.append((head, fit[head]))
        taken |= content_stems(head)
        rest = [p for p in rest if p not in fit[head]]
    place = {id(p): at for at, p in enumerate(paragraphs)}
    named.sort(key=lambda section: min(place[id(p)] for p in section[1]))
    return [(NO_TITLE, [first, *rest]), *named]


def _taken(waiting: list[Unit], key: str) -> list[Unit]:
    """The sentences that wait for their introduction and belong in a section; they wait no more."""
    found = [unit for unit in waiting if section_of(unit) == key]
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
                if key == "reactions" and behind.speaker is None:
                    break  # what the report tells next is no reaction
                following = page.write_following(behind, key)
                # What "they" or "its" stands for is told by the sentence before as a rule only.
                if following is None or _THINGS.match(following.text):
                    break
                paragraph.append(following)
        if paragraph:
            paragraphs.append(tuple(paragraph))
    for unit in _taken(page.waiting, key):
        introduced = page.write_introduced(unit, key)
        if introduced:
            paragraphs.append(introduced)
    return tuple(paragraphs)


def in_paragraphs(draft: Draft) -> Draft:
    """The draft with single sentences of a section joined to paragraphs; what reports differ on
    stands a difference a line."""
    return replace(
        draft,
        sections=tuple(
            s if s.key == "differences" else replace(s, paragraphs=joined(s.paragraphs))
            for s in draft.sections
        ),
    )


#: Sentences of a paragraph that was joined of single ones, at most.
MOST_JOINED = 3


def joined(
    paragraphs: Sequence[tuple[DraftSentence, ...]],
) -> tuple[tuple[DraftSentence, ...], ...]:
    """Paragraphs, single sentences that stand behind each other put together: a page of paragraphs
    of one sentence each reads as a list."""
    found: list[tuple[DraftSentence, ...]] = []
    open_still = False
    for paragraph in paragraphs:
        single = len(paragraph) == 1
        if single and open_still and len(found[-1]) < MOST_JOINED:
            found[-1] = (*found[-1], *paragraph)
        else:
            found.append(paragraph)
            open_still = single
    return tuple(found)

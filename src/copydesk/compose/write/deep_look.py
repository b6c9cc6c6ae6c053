"""The Deep Look: sections in the design's order, each only when there is evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from copydesk.compose.choose.bearers import likeness
from copydesk.compose.choose.plan import Plan, Writing, has_expert
from copydesk.compose.choose.selection import content_stems
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
#: Sentences a paragraph has at most, and how much two must belong together to share one. Set by
#: reading dev stories.
PARAGRAPH, TIED = 3, 0.3


def write(plan: Plan, page: Page, points: Sequence[Point], naming: Writing) -> tuple[Section, ...]:
    """The sections, each with its paragraphs; developments by theme, under heads that name it."""
    sections: list[Section] = []
    taken: set[str] = set()
    for key, title in TITLES.items():
        if key == "differences":
            told = differences(points, page.reports)
            if told:
                sections.append(Section(key, title, tuple((s,) for s in told)))
            continue
        chosen = plan.sections.get(key, ())
        if key == "background" and has_expert(chosen):
            title = EXPERT_TITLE
        themes = _themes(chosen) if key == "developments" else [grouped(chosen)]
        for groups in themes:
            units = [unit for group in groups for unit in group]
            head = naming.head(units, taken) if key == "developments" else title
            paragraphs = _paragraphs(groups, key, page, plan.followers)
            if paragraphs:
                taken |= content_stems(head)
                sections.append(Section(key, head or title, paragraphs))
    return tuple(sections)


#: Sentences of a theme, in groups that belong together, from which on it is full.
THEME, SMALLEST_THEME = 6, 4


def _themes(units: Sequence[Unit]) -> list[list[list[Unit]]]:
    """Groups of sentences put together by what they have in common, the weightiest first; a theme
    too small for a head of its own goes to the one before."""
    rest = grouped(units)
    themes: list[list[list[Unit]]] = []
    while rest:
        theme = [rest.pop(0)]
        while rest and sum(map(len, theme)) < THEME:
            ties = [_kinship(theme, group) for group in rest]
            best = max(ties)
            if best < AKIN and sum(map(len, theme)) >= SMALLEST_THEME:
                break
            theme.append(rest.pop(ties.index(best)))
        themes.append(theme)
    if len(themes) > 1 and sum(map(len, themes[-1])) < SMALLEST_THEME:
        last = themes.pop()
        themes[-1] += last
    return themes


#: Share of common stems from which on two groups are of one theme.
AKIN = 0.2


def _kinship(theme: Sequence[Sequence[Unit]], group: Sequence[Unit]) -> float:
    """How much a group has in common with a theme."""
    own = frozenset(item for unit in group for item in unit.stems)
    told = frozenset(item for other in theme for unit in other for item in unit.stems)
    return likeness(own, told)


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


def grouped(units: Sequence[Unit]) -> list[list[Unit]]:
    """Units that belong in one paragraph, at most three, in the order in which they read.

    The unit that matters most opens; with it go what the same person says, then what the same
    report tells close to it, then what tells of the same things, best first. Within a paragraph
    sentences of one report keep their order.

    Args:
        units: of one section, in order of importance.
    """
    rest = list(units)
    groups: list[list[Unit]] = []
    while rest:
        group = [rest.pop(0)]
        while len(group) < PARAGRAPH:
            ties = [(max(_tie(unit, other) for other in group), unit) for unit in rest]
            best = max((tie for tie, _ in ties), default=0.0)
            if best < TIED:
                break
            unit = next(unit for tie, unit in ties if tie == best)
            rest.remove(unit)
            group.append(unit)
        place = {unit.report: index for index, unit in reversed(list(enumerate(group)))}
        groups.append(sorted(group, key=lambda u: (place[u.report], u.sentence)))
    return groups


def _tie(unit: Unit, other: Unit) -> float:
    """How much two sentences belong together, 0 to 2."""
    tie = likeness(unit.stems, other.stems)
    if unit.report == other.report:
        tie += 0.5 / max(1, abs(unit.position - other.position))
    if unit.speaker and other.speaker and unit.speaker.name and other.speaker.name:
        tie += unit.speaker.name.split()[-1] == other.speaker.name.split()[-1]
    return tie

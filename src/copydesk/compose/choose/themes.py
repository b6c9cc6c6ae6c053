"""Themes: which of the chosen sentences stand together, and in which order.

A paragraph is of one report, told as it goes on, or of one person's words: sentences of several
reports side by side each need an introduction that the next one repeats. A theme is made of
paragraphs that speak of the same things; within it those of one report keep their order.
"""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.compose.choose.bearers import likeness
from copydesk.compose.record.candidates import Unit

#: Sentences a paragraph has at most; how much two of one report must belong together to share one,
#: and two of two reports. Set by reading dev stories.
PARAGRAPH, TIED, TIED_ACROSS = 3, 0.25, 0.45
#: Sentences of a theme, in groups that belong together, from which on it is full.
THEME, SMALLEST_THEME = 6, 4


def themes(units: Sequence[Unit]) -> list[list[list[Unit]]]:
    """Groups of sentences put together by what they have in common, the weightiest first; a theme
    too small for a head of its own goes to the one before."""
    rest = grouped(units)
    found: list[list[list[Unit]]] = []
    while rest:
        theme = [rest.pop(0)]
        while rest and sum(map(len, theme)) < THEME:
            ties = [_kinship(theme, group) for group in rest]
            best = max(ties)
            if best < AKIN and sum(map(len, theme)) >= SMALLEST_THEME:
                break
            theme.append(rest.pop(ties.index(best)))
        found.append(theme)
    if len(found) > 1 and sum(map(len, found[-1])) < SMALLEST_THEME:
        last = found.pop()
        found[-1] += last
    return [_in_course(theme) for theme in found]


def _in_course(theme: Sequence[list[Unit]]) -> list[list[Unit]]:
    """The groups of a theme, those of one report in its order, the weightiest report first."""
    first: dict[int, int] = {}
    for at, group in enumerate(theme):
        first.setdefault(group[0].report, at)
    return sorted(theme, key=lambda g: (first[g[0].report], g[0].sentence))


#: Share of common stems from which on two groups are of one theme.
AKIN = 0.2


def _kinship(theme: Sequence[Sequence[Unit]], group: Sequence[Unit]) -> float:
    """How much a group has in common with a theme."""
    own = frozenset(item for unit in group for item in unit.stems)
    told = frozenset(item for other in theme for unit in other for item in unit.stems)
    return likeness(own, told)


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
    """How much two sentences belong together, 0 to 2; words that two reports share tie less."""
    tie = likeness(unit.stems, other.stems)
    if unit.report == other.report:
        tie += 0.5 / max(1, abs(unit.position - other.position))
    else:
        tie *= TIED / TIED_ACROSS
    if unit.speaker and other.speaker and unit.speaker.name and other.speaker.name:
        tie += unit.speaker.name.split()[-1] == other.speaker.name.split()[-1]
    return tie

"""The other side of the news: who answers, who doubts, what became of it.

An introduction that tells only what was done or claimed is half of it; a wire's lead has the
denial, the doubt or the outcome as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from copydesk.compose.choose.selection import content_stems, stem
from copydesk.compose.record.candidates import Unit
from copydesk.compose.record.scenes import Scene
from copydesk.compose.record.statement_form import deed, subject
from copydesk.english.lists import words
from copydesk.model import Annotated

#: Running sentences of a report among which an answer is looked for.
REACH = 12
#: Stems that it has in common with what it answers.
SHARED = 2


def answers(
    units: Sequence[Unit], told: Sequence[Unit], reports: Sequence[Annotated]
) -> list[Unit]:
    """Sentences that tell the other side of what an introduction tells, best ranked first; none
    where it tells one already.

    Args:
        units: to choose from, best first. told: the introduction so far.
        reports: of the story.
    """
    if any(is_answer(u, reports[u.report]) for u in told):
        return []
    said = frozenset[str]().union(*(u.stems for u in told))
    titled = content_stems(" ".join(r.article.title or "" for r in reports))
    found = [
        u
        for u in units
        if u.position <= REACH
        and u.scene is Scene.EVENT
        and u.text[:1] not in '“"'
        and is_answer(u, reports[u.report])
        and (len(u.stems & (said | titled)) >= SHARED or _subject_is_told(u, reports, said))
    ]
    return sorted(found, key=lambda u: _rank(u, titled))


def is_answer(unit: Unit, report: Annotated) -> bool:
    """Whether a sentence answers, doubts or tells the outcome, outside quotation marks."""
    if deed(report, unit.sentence) & _verbs():
        return True
    bare = re.sub(r"[“\"][^”\"]*[”\"]", " ", unit.text)
    return bool(set(re.findall(r"[a-z]+", bare.lower())) & words("answers", "doubts"))


def _subject_is_told(unit: Unit, reports: Sequence[Annotated], said: Collection[str]) -> bool:
    """Whether the introduction has who does it."""
    return bool(subject(reports[unit.report], unit.sentence) & frozenset(said))


def _rank(unit: Unit, titled: Collection[str]) -> tuple[int, int, tuple[int, int]]:
    """What the titles say of it counts first, then its place in its report."""
    return (-len(unit.stems & frozenset(titled)), unit.position, unit.key)


@cache
def _verbs() -> frozenset[str]:
    return frozenset(stem(word) for word in words("answers", "verbs"))

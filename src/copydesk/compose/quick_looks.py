"""Quick looks: five to eight labelled bullets of at most twenty words."""

from __future__ import annotations

from copydesk.compose.labels import label_for
from copydesk.compose.plan import Plan, facet
from copydesk.compose.selection import content_stems
from copydesk.compose.sentences import Page
from copydesk.model import DraftSentence


def write(plan: Plan, page: Page) -> tuple[DraftSentence, ...]:
    """The bullets, in order of importance."""
    weight = _weights(page)
    taken: set[str] = set()
    bullets: list[DraftSentence] = []
    for unit in plan.quick_looks:
        label = label_for(unit, page.reports[unit.report], weight, taken, facet(unit))
        bullet = page.write(unit, "quick", short=True, label=label)
        if bullet is not None:
            taken |= content_stems(label)
            bullets.append(bullet)
    return tuple(bullets)


def _weights(page: Page) -> dict[str, float]:
    """Share of the origins that carry each stem."""
    carriers: dict[str, set[str]] = {}
    for unit in page.units:
        for item in sorted(unit.stems):
            carriers.setdefault(item, set()).add(unit.origin)
    count = max(len({unit.origin for unit in page.units}), 1)
    return {item: len(had) / count for item, had in carriers.items()}

"""Quick looks: five to eight labelled bullets of at most twenty words."""

from __future__ import annotations

from copydesk.compose.labels import label_for
from copydesk.compose.plan import BULLET_WORDS, Plan, facet
from copydesk.compose.selection import content_stems
from copydesk.compose.sentences import Page
from copydesk.model import DraftSentence


def write(plan: Plan, page: Page) -> tuple[DraftSentence, ...]:
    """The bullets, in order of importance."""
    weight = _weights(page)
    taken: set[str] = set()
    names = {
        word
        for report in page.reports
        for chain in report.chains
        if chain.label == "PERSON"
        for word in chain.name.split()
    }
    bullets: list[DraftSentence] = []
    for unit in plan.quick_looks:
        wordings = page.wordings(unit, BULLET_WORDS)
        if not wordings:
            continue
        label = label_for(
            unit, page.reports[unit.report], weight, taken, facet(unit), wordings[0].text, names
        )
        bullet = page.write(unit, "quick", words=BULLET_WORDS, label=label or None)
        if bullet is not None:
            taken |= content_stems(label)
            bullets.append(bullet)
    return tuple(bullets)


def _weights(page: Page) -> dict[str, float]:
    """Share of the origins that carry each stem; half for what the titles say, which names the
    story and not a facet of it."""
    carriers: dict[str, set[str]] = {}
    for unit in page.units:
        for item in sorted(unit.stems):
            carriers.setdefault(item, set()).add(unit.origin)
    count = max(len({unit.origin for unit in page.units}), 1)
    titles = [content_stems(report.article.title or "") for report in page.reports]
    usual = {s for stems in titles for s in stems if sum(s in t for t in titles) > len(titles) / 2}
    return {
        item: len(had) / count * (0.5 if item in usual else 1.0) for item, had in carriers.items()
    }

"""Quick looks: five to eight labelled bullets of at most twenty words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from copydesk.compose.choose.plan import BULLET_WORDS, Plan
from copydesk.compose.choose.selection import content_stems
from copydesk.compose.choose.telling import tells_toll
from copydesk.compose.edit.rewrite import Rewritten
from copydesk.compose.record.candidates import Unit
from copydesk.compose.write import phrases
from copydesk.compose.write.labels import label_for
from copydesk.compose.write.page import Page
from copydesk.model import DraftSentence


@dataclass(slots=True)
class Bullets:
    """Units as bullets of a page that is planned: how long they are, what labels they can have."""

    page: Page
    _weights: dict[str, float] = field(init=False)
    _names: frozenset[str] = field(init=False)
    # While the story is planned nobody has been named yet, so a unit's wordings do not change.
    _cut: dict[tuple[int, int], tuple[Rewritten, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._weights = _weights(self.page)
        self._names = phrases.surnames(self.page.reports)

    def shortest(self, unit: Unit) -> int:
        """Words that the sentence can be cut down to; a death toll that it tells is not cut."""
        wordings = [wording.text for wording in self._wordings(unit)]
        whole = [text for text in wordings if tells_toll(text) or not tells_toll(unit.text)]
        return len((*whole, unit.text)[0].split())

    def label(self, unit: Unit, taken: Collection[str], *, weak: bool) -> str:
        """Its label, a weak one if need be; empty when the sentence gives none that uses no stem
        taken."""
        wordings = self._wordings(unit)
        if not wordings:
            return ""
        report = self.page.reports[unit.report]
        text = wordings[0].text
        return label_for(unit, report, self._weights, taken, text, self._names, weak=weak)

    def _wordings(self, unit: Unit) -> tuple[Rewritten, ...]:
        if unit.key not in self._cut:
            self._cut[unit.key] = self.page.wordings(unit, BULLET_WORDS)
        return self._cut[unit.key]


def write(plan: Plan, page: Page) -> tuple[DraftSentence, ...]:
    """The bullets, in order of importance."""
    written = (
        page.write(unit, "quick", words=BULLET_WORDS, label=plan.labels[unit.key])
        for unit in plan.quick_looks
    )
    return tuple(bullet for bullet in written if bullet is not None)


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

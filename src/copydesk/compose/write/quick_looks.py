"""Quick looks: five to eight labelled bullets of at most twenty words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from copydesk.compose.choose.plan import BULLET_WORDS, FEWEST_LOOKS, Plan
from copydesk.compose.choose.telling import tells_toll
from copydesk.compose.edit import people
from copydesk.compose.edit.rewrite import Rewritten
from copydesk.compose.record.candidates import Unit
from copydesk.compose.write.heads import head_for, heads_of
from copydesk.compose.write.labels import Naming, label_for, naming_of
from copydesk.compose.write.page import Page
from copydesk.model import DraftSentence


@dataclass(slots=True)
class Bullets:
    """Units as bullets of a page that is planned: how long they are, what labels they can have."""

    page: Page
    _naming: Naming = field(init=False)
    # While the story is planned nobody has been named yet, so a unit's wordings do not change.
    _cut: dict[tuple[int, int], tuple[Rewritten, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        reports = self.page.reports
        titles = [report.article.title or "" for report in reports]
        self._naming = naming_of(self.page.units, people.surnames(reports), titles)

    def shortest(self, unit: Unit) -> int:
        """Words that the sentence can be cut down to; a death toll that it tells is not cut."""
        wordings = [wording.text for wording in self._wordings(unit)]
        whole = [text for text in wordings if tells_toll(text) or not tells_toll(unit.text)]
        return len((*whole, unit.text)[0].split())

    def stands_behind(self, unit: Unit, before: Sequence[Unit]) -> bool:
        """Whether it can be told behind these: what it points back to stands in them."""
        return self.page.stands_behind(unit, before)

    def label(self, unit: Unit, taken: Collection[str], *, general: bool = False) -> str:
        """Its label; empty when the sentence gives none that uses no stem taken. A general one may
        be any phrase of its own."""
        wordings = self._wordings(unit)
        if not wordings:
            return ""
        report = self.page.reports[unit.report]
        return label_for(unit, report, self._naming, taken, wordings[0].text, general=general)

    def head(self, units: Sequence[Unit], taken: Collection[str]) -> str:
        """A head for sentences that stand together; empty when they give none."""
        reports = self.page.reports
        return head_for([(unit, reports[unit.report]) for unit in units], self._naming, taken)

    def heads(self, unit: Unit) -> Mapping[str, float]:
        """What a sentence could stand under, each with its worth."""
        return heads_of(unit, self.page.reports[unit.report], self._naming)

    def _wordings(self, unit: Unit) -> tuple[Rewritten, ...]:
        if unit.key not in self._cut:
            self._cut[unit.key] = self.page.wordings(unit, BULLET_WORDS)
        return self._cut[unit.key]


def write(plan: Plan, page: Page) -> tuple[DraftSentence, ...]:
    """The bullets, in order of importance."""
    written: list[DraftSentence] = []
    spare = len(plan.quick_looks) - FEWEST_LOOKS
    for unit in plan.quick_looks:
        wordings = page.wordings(unit, BULLET_WORDS)
        long = min((len(w.text.split()) for w in wordings), default=0) > BULLET_WORDS
        if long and spare > 0:
            spare -= 1
            continue
        bullet = page.write(unit, "quick", words=BULLET_WORDS, label=plan.labels[unit.key])
        if bullet is not None:
            written.append(bullet)
    return tuple(written)

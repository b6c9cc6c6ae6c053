"""Draft sentences made from units, in the order of the page."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from copydesk.compose.evidence import evidence_for
from copydesk.compose.rewrite import Named, Rewritten, rewrite
from copydesk.compose.units import Unit
from copydesk.model import Annotated, DraftSentence, Span


@dataclass(slots=True)
class Page:
    """What the page has said so far, while it is written.

    Attributes:
        reports, units: of the story.
        days: whether relative days are made absolute.
        named: who has been named.
    """

    reports: Sequence[Annotated]
    units: Sequence[Unit]
    days: bool
    named: Named = field(default_factory=Named)

    def write(
        self, unit: Unit, slot: str, *, short: bool = False, label: str | None = None
    ) -> DraftSentence | None:
        """The unit as a sentence of the page; None when it cannot stand by itself."""
        report = self.reports[unit.report]
        written = rewrite(report, unit.sentence, self.named, days=self.days, short=short)
        if written is None:
            return None
        self._name(unit)
        return self._sentence(unit, written, slot, label)

    def _name(self, unit: Unit) -> None:
        """Note the people that the sentence names in full."""
        report = self.reports[unit.report]
        for chain in report.chains:
            if chain.label == "PERSON" and any(
                unit.span.start <= m.start < unit.span.end for m in chain.mentions
            ):
                self.named.add(chain.name)

    def _sentence(
        self, unit: Unit, written: Rewritten, slot: str, label: str | None
    ) -> DraftSentence:
        identity = sentence_id(slot, (unit.span,))
        fallback = None
        if written.edited and not written.dangling:
            fallback = DraftSentence(
                id=identity,
                text=_one_line(unit.text),
                evidence=(unit.span,),
                label=label,
                points=unit.points,
            )
        return DraftSentence(
            id=identity,
            text=written.text,
            evidence=evidence_for(written.text, unit, self.units),
            label=label,
            substitutions=written.substitutions,
            points=unit.points,
            fallback=fallback,
        )


def sentence_id(slot: str, evidence: Sequence[Span]) -> str:
    """Id of a sentence: where it stands and what it rests on, so that it is the same in every
    version of the story that tells it."""
    key = "|".join(f"{span.article}:{span.start}:{span.end}" for span in evidence)
    return f"{slot}-{hashlib.blake2s(key.encode(), digest_size=4).hexdigest()}"


def _one_line(text: str) -> str:
    return " ".join(text.split())

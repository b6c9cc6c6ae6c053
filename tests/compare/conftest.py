"""Reports written for the tests, annotated, and a story of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from copydesk import annotate
from copydesk.annotate.lookup import Reading
from copydesk.compare.deeds import commitments, event_claims
from copydesk.compare.speech import quotation_claims, statement_claims
from copydesk.model import (
    Annotated,
    Article,
    Block,
    Claims,
    Origin,
    Role,
    Story,
)

Told = tuple[Story, list[Claims], list[Annotated]]


@pytest.fixture
def tell(language: annotate.Language) -> Callable[..., Told]:
    """A story of reports given as texts; the first line of each is its headline."""

    def told(*texts: str, outlets: Sequence[str] = ("North", "South", "East")) -> Told:
        reports = [
            annotate.annotate(_article(f"r{n}", outlets[n % len(outlets)], text), language)
            for n, text in enumerate(texts)
        ]
        claims = [
            Claims(
                r.article.id,
                quotations=quotation_claims.read(r),
                statements=statement_claims.read(r),
                commitments=commitments.read(r, Reading.of(r)),
                events=event_claims.read(r, Reading.of(r)),
            )
            for r in reports
        ]
        ids = tuple(r.article.id for r in reports)
        origins = tuple(Origin(f"o-{i}", i, "outlet", (i,)) for i in ids)
        return Story("s", ids, origins), claims, reports

    return told


def _article(name: str, outlet: str, text: str) -> Article:
    blocks: list[Block] = []
    at = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        end = at + len(line.rstrip("\n"))
        if end > at:
            blocks.append(Block(at, end, Role.BODY if number else Role.HEADLINE))
        at += len(line)
    return Article(id=name, text=text, blocks=tuple(blocks), outlet=outlet, language="en")

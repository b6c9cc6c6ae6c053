"""Quotations as claims: what stands in marks, in the parts of a report that report."""

from __future__ import annotations

from copydesk.model import REPORTING, Annotated, QuotedClaim


def read(report: Annotated) -> tuple[QuotedClaim, ...]:
    """The quotations of a report in order of text, without those in furniture.

    Titles and terms (kind "name") are kept: they are words in marks that a draft may cite,
    though no utterance.
    """
    found: list[QuotedClaim] = []
    article = report.article
    for quotation in report.quotations:
        role = article.role_at(quotation.start)
        if role not in REPORTING:
            continue
        words = " ".join(article.text[s.start : s.end] for s in quotation.segments)
        found.append(
            QuotedClaim(
                f"{article.id}:q{len(found)}",
                article.id,
                quotation.segments,
                quotation.kind,
                quotation.sentence,
                role,
                words,
                quotation.attribution,
            )
        )
    return tuple(found)

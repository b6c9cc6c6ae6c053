"""Statements as claims: what is said without marks, in the parts of a report that report."""

from __future__ import annotations

from copydesk.model import REPORTING, Annotated, StatedClaim


def read(report: Annotated) -> tuple[StatedClaim, ...]:
    """The statements of a report in order of text, without those in furniture."""
    found: list[StatedClaim] = []
    article = report.article
    for statement in report.statements:
        role = article.role_at(statement.start)
        if role not in REPORTING:
            continue
        found.append(
            StatedClaim(
                f"{article.id}:s{len(found)}",
                article.id,
                statement.start,
                statement.end,
                statement.sentence,
                role,
                statement.attribution,
            )
        )
    return tuple(found)

"""Recasting and house style: other words or another build, the same said; the gate agrees."""

from __future__ import annotations

import pytest

from copydesk import check
from copydesk.compose.edit.following import follows, rewrite_following
from copydesk.compose.edit.introductions import Named
from copydesk.compose.edit.rewrite import rewrite
from copydesk.model import DraftSentence, Span

SAME = (
    (
        "A ferry that was built in the old yard burned off the coast on Tuesday.",
        "A ferry built in the old yard burned off the coast on Tuesday.",
    ),
    (
        "The storm hit the port early on Tuesday, killing four people.",
        "The storm hit the port early on Tuesday and killed four people.",
    ),
    (
        "The old dam burst above the town of Lind on Monday night.",
        "The old dam burst above Lind on Monday night.",
    ),
    (
        "The ferry was able to leave port prior to the storm.",
        "The ferry could leave port before the storm.",
    ),
    (
        "The line purchased three ferries and didn't name a price.",
        "The line bought three ferries and did not name a price.",
    ),
    (
        "The harbour lost a spectacular lighthouse in the storm.",
        "The harbour lost a lighthouse in the storm.",
    ),
)
QUOTED = "“Prior to the storm they didn't sail,” Mary Brandt said on Tuesday."


def best(annotated, text: str) -> tuple[str, object]:
    report = annotated(text)
    return rewrite(report, 0, Named())[0].text, report


@pytest.mark.parametrize(("text", "wanted"), SAME)
def test_it_is_recast_and_the_gate_lets_it_through(annotated, language, text, wanted):
    made, report = best(annotated, text)
    assert made == wanted
    span = Span(report.article.id, 0, len(text))
    checker = check.Checker({report.article.id: report}, language)
    verdict = checker.checked(DraftSentence("x", made, (span,))).verdict
    assert verdict.outcome.passes, verdict.reasons


def test_a_feast_keeps_its_name(annotated):
    told = "Missiles struck the city of Lind on Palm Sunday."
    assert "on Palm Sunday" in best(annotated, told)[0]


def test_no_quoted_word_is_touched(annotated):
    assert best(annotated, QUOTED)[0] == QUOTED


PASSAGE = (
    "Harbour master Mary Brandt ordered the pier closed on Tuesday.\n"
    "She said the light had gone out.\n"
    "The storm passed over the islands.\n"
    "He told nobody.\n"
)


def test_a_sentence_follows_the_one_that_names_whom_it_means(annotated):
    report = annotated(PASSAGE)
    assert follows(report, 0, 1)
    assert not follows(report, 0, 2)
    assert rewrite_following(report, 1)[0].text == "She said the light had gone out."


def test_nobody_is_he_whom_no_sentence_names(annotated):
    report = annotated(PASSAGE)
    assert not follows(report, 2, 3)

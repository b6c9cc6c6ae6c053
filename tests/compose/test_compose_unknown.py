"""A story is told even where its one report is all the words of somebody unknown."""

from __future__ import annotations

from copydesk import compose
from copydesk.compare import claims, compare
from copydesk.model import Origin, Story


def test_a_report_of_nothing_but_an_unknowns_words_is_told_in_them(annotated):
    report = annotated(
        "“I have never seen such a storm in all my years,” Brandt said on the pier.\n"
        "“The boats were lifted over the wall, and we lost four of them,” Brandt said."
    )
    own = claims(report)
    story = Story("s2", (report.article.id,), (Origin("o", "o", "outlet", (report.article.id,)),))
    draft = compose.compose(story, (report,), (own,), compare(story, (own,), (report,)))
    assert any("storm" in sentence.text for sentence in draft.sentences())

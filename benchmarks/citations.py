"""What the citations of published stories are worth.

    python -m benchmarks citations [STORIES] [--list]

Composes and checks the first STORIES (default 12) stories of three or more reports of
../shared/data/stories/dev/gw1h.jsonl, by its event labels. A fact is a sentence that tells a point
(a figure, a quotation, a statement, a commitment) which a report of another origin has too,
agreeing or compatible with what the sentence has; figures and quotations must stand in the words
of the sentence, and compatible figures be one number ("at least two" is not "at least four").
With ``--list`` every citation beside a sentence's first is printed with the words that it stands
behind, to be read by a fact checker.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table

from benchmarks.lint import events
from copydesk import annotate, check, compare, compose, group
from copydesk.model import (
    Annotated,
    CitationVerdict,
    Claim,
    Draft,
    DraftSentence,
    Figure,
    Point,
    QuotedClaim,
    Story,
    Verdict,
)

_WORD = re.compile(r"\w+")
ALIKE = (Verdict.AGREE, Verdict.COMPATIBLE)


def main(arguments: Sequence[str] = ()) -> None:
    """Print the table."""
    numbers = [a for a in arguments if a.isdigit()]
    language = annotate.load()
    counts: Counter[str] = Counter()
    for key, articles in events(int(numbers[0]) if numbers else 12):
        story = max(group.group(articles), key=lambda s: len(s.articles))
        by_id = {article.id: article for article in articles}
        reports = {k: annotate.annotate(by_id[k], language) for k in story.articles}
        told = list(reports.values())
        claims = [compare.claims(report) for report in told]
        points = compare.compare(story, claims, told)
        draft = compose.compose(story, told, claims, points)
        draft = check.check_draft(draft, told, language)
        counts.update(_counted(draft, story, points, reports))
        if "--list" in arguments:
            for sentence in draft.sentences():
                for line in _listed(sentence, reports):
                    print(f"{key} {line}")
    table = Table("citations of published stories", "")
    for name in NAMES:
        table.add_row(name, str(counts[name]))
    Console().print(table)


NAMES = (
    "sentences", "with a citation that bears out all of it", "refused",
    "citations of a whole sentence", "citations of a part", "citations dropped",
    "facts of two origins", "with passing citations of two origins",
)  # fmt: skip


def _counted(
    draft: Draft, story: Story, points: Sequence[Point], reports: dict[str, Annotated]
) -> Iterator[str]:
    yield from ["refused"] * len(draft.refused)
    known = {point.id: point for point in points}
    for sentence in draft.sentences():
        passing = list(_passing(sentence))
        yield "sentences"
        if any(c.words is None for c in passing):
            yield "with a citation that bears out all of it"
        for citation in sentence.verdict.citations if sentence.verdict else ():
            if not citation.outcome.passes:
                yield "citations dropped"
            elif citation.words is None:
                yield "citations of a whole sentence"
            else:
                yield "citations of a part"
        if sentence.kind == "extract" and _is_held(sentence, story, known, reports):
            yield "facts of two origins"
            if len({story.origin_of(c.span.article).id for c in passing}) > 1:
                yield "with passing citations of two origins"


def _passing(sentence: DraftSentence) -> Iterator[CitationVerdict]:
    for citation in sentence.verdict.citations if sentence.verdict else ():
        if citation.outcome.passes:
            yield citation


def _is_held(
    sentence: DraftSentence,
    story: Story,
    points: dict[str, Point],
    reports: dict[str, Annotated],
) -> bool:
    """Whether another origin has what the sentence's own claim of some point says."""
    own = sentence.evidence[0]
    origin = story.origin_of(own.article).id
    for point in (points[p] for p in sentence.points if p in points):
        if point.kind == "event":
            continue
        ours = {
            i
            for i, claim in enumerate(point.claims)
            if own.contains(claim.span) and _stands_in(claim, sentence, reports)
        }
        for pair in point.pairs:
            for mine, other in ((pair.a, pair.b), (pair.b, pair.a)):
                alike = mine in ours and pair.verdict in ALIKE
                alike = alike and _is_one(point.claims[mine], point.claims[other])
                if alike and story.origin_of(point.claims[other].article).id != origin:
                    return True
    return False


def _stands_in(claim: Claim, sentence: DraftSentence, reports: dict[str, Annotated]) -> bool:
    """Whether the sentence still has the figure or the quoted words: a clause may be cut."""
    if not isinstance(claim, Figure | QuotedClaim):
        return True
    words = claim.span.of(reports[claim.article].article.text)
    return bool(set(_WORD.findall(words)) & set(_WORD.findall(sentence.text)))


def _is_one(mine: Claim, other: Claim) -> bool:
    """Whether two figures are one number; other claims are what compare says of them."""
    if isinstance(mine, Figure) and isinstance(other, Figure):
        return mine.point is not None and mine.point == other.point
    return True


def _listed(sentence: DraftSentence, reports: dict[str, Annotated]) -> Iterator[str]:
    for citation in list(_passing(sentence))[1:]:
        start, end = citation.words or (0, len(sentence.text))
        words = citation.span.of(reports[citation.span.article].article.text)
        yield f"[{sentence.text[start:end]}] {sentence.text}\n    <- {' '.join(words.split())}"


if __name__ == "__main__":
    main(sys.argv[1:])

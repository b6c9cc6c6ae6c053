"""Points of each verdict from given reports, with their exact words, as text for a reader to judge.

    python -m benchmarks verdicts STORIES.jsonl... [--each 20] [--seed 1]

The reports (JSON lines, as `copydesk run` takes them) are grouped, and of the points of all
stories ``--each`` are drawn of every verdict, figures, quotations and facts by turns. Nothing here
says which are right: whoever reads them did not write the rules.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence

import copydesk
from copydesk import annotate, compare
from copydesk.model import Annotated, Claim, Point

#: Code points of a report's text around a claim.
_AROUND = 120


def main(arguments: Sequence[str]) -> None:
    """Draw and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks verdicts", description=__doc__)
    parser.add_argument("stories", nargs="*")
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(list(arguments))
    if not asked.stories:
        print("no reports given: nothing to draw from")
        return
    drawn: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    language = annotate.load()
    for path in asked.stories:
        read = copydesk.read(path).articles
        articles = {article.id: article for article in read}
        for story in copydesk.group(read):
            if len(story.articles) < 2:
                continue
            reports = [annotate.annotate(articles[a], language) for a in story.articles]
            claims = [compare.claims(report) for report in reports]
            by_id = {report.article.id: report for report in reports}
            for point in compare.compare(story, claims, reports):
                drawn[point.verdict.value][point.kind].append("\n".join(_told(point, by_id)))
    for verdict in sorted(drawn):
        print(f"# {verdict}\n")
        for number, text in enumerate(_by_turns(drawn[verdict], asked.each, asked.seed), 1):
            print(f"{number}. {text}\n")


def _by_turns(kinds: dict[str, list[str]], most: int, seed: int) -> list[str]:
    """So many texts, one of each kind in turn."""
    shuffled = {kind: sorted(texts) for kind, texts in sorted(kinds.items())}
    for texts in shuffled.values():
        random.Random(seed).shuffle(texts)
    found: list[str] = []
    while len(found) < most and any(shuffled.values()):
        found += [texts.pop() for texts in shuffled.values() if texts]
    return found[:most]


def _told(point: Point, reports: dict[str, Annotated]) -> Iterator[str]:
    """What is said of the point, and the words of two reports that it is said of."""
    yield f"[{point.kind}] {point.about}\n   {point.verdict.value}: {point.reason}"
    pair = next((p for p in point.pairs if p.verdict is point.verdict), None)
    shown = [point.claims[i] for i in ((pair.a, pair.b) if pair else point.representatives[:2])]
    for claim in shown:
        report = reports[claim.article]
        published = report.article.published
        when = f"{published:%Y-%m-%d}" if published else "no date"
        yield f"   {report.article.called} ({when}): {_words(claim, report)}"
        yield "   true / not true:" if claim is shown[-1] else ""


def _words(claim: Claim, report: Annotated) -> str:
    """The claim between brackets, with the words around it."""
    text, span = report.article.text, claim.span
    before = text[max(0, span.start - _AROUND) : span.start]
    after = text[span.end : span.end + _AROUND]
    return " ".join(f"… {before}[[{text[span.start : span.end]}]]{after} …".split())

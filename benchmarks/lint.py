"""The editor's lint over stories of real events.

    python -m benchmarks lint [STORIES]

Composes and checks the first STORIES (default 10) stories of three or more reports of
../shared/data/stories/dev/gw1h.jsonl, by its event labels, and counts per 1,000 words what an
editor would strike; the two seeds beside it. Takes about ten seconds a story.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from copydesk import annotate, check, compare, compose, extract, gather, group
from copydesk.compose.lint import LintReport, lint, lint_text
from copydesk.errors import InputRefused
from copydesk.model import Article, Draft

SHARED = Path(__file__).resolve().parents[2] / "shared"
LEAST_REPORTS = 3


def events(most: int) -> Iterator[tuple[str, list[Article]]]:
    """The reports of each of the first events."""
    rows: dict[str, list[dict[str, str]]] = {}
    for line in (SHARED / "data/stories/dev/gw1h.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        rows.setdefault(row["event"], []).append(row)
    chosen = [key for key in sorted(rows) if len(rows[key]) >= LEAST_REPORTS][:most]
    with TemporaryDirectory() as folder:
        for key in chosen:
            path = Path(folder) / f"{key}.jsonl"
            path.write_text("\n".join(json.dumps(row) for row in rows[key]), "utf-8")
            yield key, list(_articles(path))


def _articles(path: Path) -> Iterator[Article]:
    for document in gather.gather([str(path)]):
        if isinstance(document, InputRefused):
            continue
        try:
            yield from extract.extract(document)
        except InputRefused:
            continue


def story(articles: Sequence[Article], language: annotate.Language) -> Draft:
    """The checked draft of the largest story among the articles."""
    largest = max(group.group(articles), key=lambda s: len(s.articles))
    by_id = {article.id: article for article in articles}
    reports = [annotate.annotate(by_id[key], language) for key in largest.articles]
    claims = [compare.claims(report) for report in reports]
    points = compare.compare(largest, claims, reports)
    draft = compose.compose(largest, reports, claims, points)
    return check.check_draft(draft, reports, language)


def main(arguments: Sequence[str] = ()) -> None:
    """Print the tables."""
    most = int(arguments[0]) if arguments else 10
    language = annotate.load()
    console = Console()
    kinds: Counter[str] = Counter()
    words = sentences = refused = short = bullets = 0
    for key, articles in events(most):
        draft = story(articles, language)
        report = lint(draft)
        words += report.words
        kinds.update(finding.kind for finding in report.findings)
        sentences += len(draft.sentences())
        refused += len(draft.refused)
        bullets += len(draft.quick_looks)
        short += sum(len(s.text.split()) <= 20 for s in draft.quick_looks)
        print(f"{key}: {report.words} words, {len(report.findings)} findings", file=sys.stderr)
    table = Table("text", "words", "findings per 1,000 words", "kinds")
    table.add_row(f"{most} stories", str(words), _rate(sum(kinds.values()), words), _listed(kinds))
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        seed: LintReport = lint_text(path.read_text("utf-8"))
        found = Counter(finding.kind for finding in seed.findings)
        table.add_row(
            path.stem[:3], str(seed.words), _rate(len(seed.findings), seed.words), _listed(found)
        )
    console.print(table)
    console.print(
        f"{sentences} sentences, {refused} refused by the gate; {short} of {bullets} quick looks "
        "within 20 words"
    )


def _rate(count: int, words: int) -> str:
    return f"{1000 * count / max(words, 1):.1f}"


def _listed(kinds: Counter[str]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())


if __name__ == "__main__":
    main(sys.argv[1:])

"""Commands that check what is written: pairs, whole articles, and how a story reads.

Only click is imported here; see `copydesk.cli.stages`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import click

from copydesk.cli.options import settings_from, settings_options

if TYPE_CHECKING:
    from copydesk.cli.contracts import Record

#: Kinds that are listed at the end of a lint, most first.
MOST = 20


@click.command()
@click.argument("pairs", metavar="PAIRS.jsonl")
@settings_options
def check(pairs: str, workers: int | None, model: str | None) -> None:
    """Say of each {id, claim, source_text} whether the text supports the claim.

    The verdict is supported, caveat, contradicted, not_found or unavailable, with reasons.
    Exit status 1 when a pair could not be read or checked at all.

    \b
    copydesk check pairs.jsonl
    """
    from copydesk import annotate
    from copydesk import check as gate
    from copydesk.cli.contracts import pair_from, verdict_record
    from copydesk.cli.inputs import emit, json_lines
    from copydesk.cli.progress import finish
    from copydesk.errors import InputRefused
    from copydesk.model import Outcome

    settings = settings_from(workers, model)
    given = json_lines(pairs)
    language = annotate.load(settings.language.model)
    refused: list[InputRefused] = []

    def verdicts() -> Iterator[Record]:
        for where, record in given:
            if isinstance(record, InputRefused):
                refused.append(record)
                continue
            try:
                pair = pair_from(record, where)
            except InputRefused as error:
                refused.append(error)
                continue
            verdict = gate.check_pair(pair.claim, pair.source_text, language)
            if verdict.outcome is Outcome.UNAVAILABLE:
                refused.append(InputRefused(where, "could not be checked: no source text"))
            yield verdict_record(str(pair.id), verdict)

    emit(verdicts())
    finish(refused)


@click.command()
@click.argument("draft", metavar="DRAFT")
@click.option(
    "--sources",
    multiple=True,
    required=True,
    metavar="INPUT",
    help="Reports to hold it against: anything that extract reads. May be given again.",
)
@settings_options
def audit(draft: str, sources: tuple[str, ...], workers: int | None, model: str | None) -> None:
    """Hold a cited article against its sources, a verdict a sentence.

    DRAFT is a copydesk story (JSON) or any text, with citation markers or without. Exit
    status 1 when a sentence is not supported: could not verify is not verified.

    \b
    copydesk audit synthesis.txt --sources reports/
    """
    from copydesk import annotate, pipeline
    from copydesk import check as gate
    from copydesk.cli.contracts import verdict_record
    from copydesk.cli.inputs import emit, read_articles
    from copydesk.cli.progress import finish, shown
    from copydesk.cli.stories import story_or_text

    settings = settings_from(workers, model)
    reading = read_articles(sources, settings)
    with shown() as show:
        reports = list(pipeline.annotated(reading.articles, settings, show))
    language = annotate.load(settings.language.model)
    findings = gate.audit(story_or_text(draft), reports, language)
    emit(
        {
            "id": finding.id,
            "text": finding.text,
            "cited": finding.cited,
            **{k: v for k, v in verdict_record(finding.id, finding.verdict).items() if k != "id"},
        }
        for finding in findings
    )
    finish(reading.refused)
    if any(not finding.verdict.outcome.passes for finding in findings):
        raise SystemExit(1)


@click.command()
@click.argument("story", metavar="STORY")
@click.option("--per-thousand", "summary", is_flag=True, help="Only the counts per 1,000 words.")
def lint(story: str, summary: bool) -> None:
    """Name what an editor would strike out: one finding a line.

    STORY is a copydesk story (JSON) or any text.

    \b
    copydesk lint story.txt
    """
    from copydesk.cli.inputs import emit
    from copydesk.cli.stories import story_or_text
    from copydesk.compose import lint as editor

    given = story_or_text(story)
    report = editor.lint_text(given) if isinstance(given, str) else editor.lint(given)
    if not summary:
        emit(
            {
                "kind": finding.kind,
                "why": editor.KINDS[finding.kind],
                "words": finding.words,
                "sentence": finding.sentence,
            }
            for finding in report.findings
        )
    kinds = sorted({f.kind for f in report.findings}, key=lambda k: (-report.per_thousand(k), k))
    rates = {kind: round(report.per_thousand(kind), 1) for kind in islice(kinds, MOST)}
    emit([{"words": report.words, "per_thousand": round(report.per_thousand(), 1), "kinds": rates}])

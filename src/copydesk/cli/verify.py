"""Commands that check what is written: pairs, whole articles, and how a story reads."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import click
from pydantic import BaseModel, ValidationError

from copydesk import annotate, pipeline
from copydesk import check as gate
from copydesk.cli.contracts import Record, verdict_record
from copydesk.cli.inputs import emit, finish, json_lines, read_articles
from copydesk.cli.options import settings_from, settings_options
from copydesk.cli.progress import shown
from copydesk.cli.stories import story_or_text
from copydesk.compose import lint as editor
from copydesk.errors import InputRefused
from copydesk.model import Outcome

#: Kinds that are listed at the end of a lint, most first.
MOST = 20


class _Pair(BaseModel):
    id: str | int
    claim: str
    source_text: str


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
    settings = settings_from(workers, model)
    language = annotate.load(settings.language.model)
    refused: list[InputRefused] = []

    def verdicts() -> Iterator[Record]:
        for where, record in json_lines(pairs):
            if isinstance(record, InputRefused):
                refused.append(record)
                continue
            try:
                pair = _Pair.model_validate(record)
            except ValidationError as error:
                first = error.errors()[0]
                reason = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
                refused.append(InputRefused(where, reason))
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

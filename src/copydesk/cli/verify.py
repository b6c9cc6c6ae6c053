"""Commands that check what is written: pairs, whole articles, and how a story reads.

Only click is imported here; see `copydesk.cli.single_stages`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from copydesk.cli.options import settings_from, settings_options

if TYPE_CHECKING:
    from copydesk.contracts.shapes import Record
    from copydesk.contracts.verdict_json import VerdictRecord

#: Kinds that are listed at the end of a lint, most first.
MOST = 20


_judge_option = click.option(
    "--judge",
    metavar="WHERE",
    help="A stronger judge: a checkpoint's folder or an address. Default: the shipped model.",
)


@click.command()
@click.argument("pairs", metavar="CLAIMS.jsonl")
@click.option(
    "--sources",
    multiple=True,
    metavar="INPUT",
    help="Articles that the claims cite by id: anything that extract reads. May be given again.",
)
@_judge_option
@settings_options
def check(
    pairs: str,
    sources: tuple[str, ...],
    judge: str | None,
    workers: int | None,
    model: str | None,
) -> None:
    """Say of each claim whether what it cites supports it.

    A line is {id, claim, source_text}, or with --sources {id, claim, citations: [{article, start,
    end}]}: spans of the articles in code points, which are read as context; without start and end
    all of an article is cited. The verdict is supported, caveat, contradicted, not_found or
    unavailable, with reasons, and for citations the words of the claim that each bears out. Exit
    status 1 when a line could not be read or checked at all, or there was none.

    \b
    copydesk check pairs.jsonl
    copydesk check claims.jsonl --sources articles.jsonl
    """
    from copydesk import pipeline
    from copydesk.annotate import load
    from copydesk.check import check_claim, check_pair, is_broken, stronger_judge
    from copydesk.cli.inputs import emit, json_lines, read_articles
    from copydesk.cli.progress import finish, shown
    from copydesk.contracts.verdict_json import claim_from, pair_from, verdict_record
    from copydesk.errors import InputRefused
    from copydesk.gather.characters import label
    from copydesk.model import Annotated, Outcome, SentenceVerdict

    settings = settings_from(workers, model, **_judged_by(judge))
    given = json_lines(pairs)
    support = stronger_judge(settings.check.judge) if settings.check.judge else None
    refused: list[InputRefused] = []
    reports: dict[str, Annotated] = {}
    if sources:
        reading = read_articles(sources, settings)
        refused.extend(reading.refused)
        with shown() as show:
            reports = {
                r.article.id: r for r in pipeline.annotated(reading.articles, settings, show)
            }
    language = load(settings.language.model)

    def judged(record: Record, where: str) -> tuple[str, SentenceVerdict]:
        if "citations" in record:
            claim = claim_from(record, where, reports)
            spans = claim.spans(reports)
            return str(claim.id), check_claim(claim.claim, spans, reports, language, support)
        pair = pair_from(record, where)
        return str(pair.id), check_pair(pair.claim, pair.source_text, language, support)

    def verdicts() -> Iterator[VerdictRecord]:
        for where, record in given:
            try:
                if isinstance(record, InputRefused):
                    raise record
                key, verdict = judged(record, where)
            except InputRefused as error:
                refused.append(error)
                continue
            if is_broken(verdict):
                refused.append(InputRefused(where, verdict.reasons[0].message))
            elif verdict.outcome is Outcome.UNAVAILABLE:
                refused.append(InputRefused(where, "could not be checked: no source text"))
            yield verdict_record(key, verdict)

    judged_any = emit(verdicts())
    if not judged_any and not refused:
        refused.append(InputRefused(label(pairs), "no claim in it, so nothing was checked"))
    finish(refused)


def _judged_by(judge: str | None) -> dict[str, object]:
    return {"check": {"judge": judge}} if judge else {}


@click.command()
@click.argument("draft", metavar="DRAFT")
@click.option(
    "--sources",
    multiple=True,
    required=True,
    metavar="INPUT",
    help="Reports to hold it against: anything that extract reads. May be given again.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "markdown", "html", "github"]),
    default="json",
    help="A line a sentence, a table, a page, or annotations beside the text for a code host.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    default=1.0,
    metavar="SHARE",
    help="Share of the sentences that must pass for exit status 0. Default: 1, all of them.",
)
@_judge_option
@settings_options
def audit(
    draft: str,
    sources: tuple[str, ...],
    form: str,
    threshold: float,
    judge: str | None,
    workers: int | None,
    model: str | None,
) -> None:
    """Hold a cited article against its sources, a verdict a sentence.

    DRAFT is a copydesk story (JSON), a page (HTML), Markdown or plain text: with links, numbered
    notes, outlet markers, or nothing. A sentence that links to a source is held against it. Exit
    status 1 when fewer sentences pass than the threshold asks, or when a sentence or source could
    not be checked, or there was none: could not verify is not verified.

    \b
    copydesk audit synthesis.txt --sources reports/
    copydesk audit brief.md --sources articles.jsonl --format github --threshold 0.9
    """
    from copydesk import pipeline
    from copydesk.annotate import load
    from copydesk.check import audit as held_against
    from copydesk.check import findings as forms
    from copydesk.check import is_broken, stronger_judge
    from copydesk.cli.inputs import emit, read_articles
    from copydesk.cli.progress import finish, shown
    from copydesk.cli.story_input import story_or_text
    from copydesk.contracts.verdict_json import finding_record
    from copydesk.errors import InputRefused
    from copydesk.gather.characters import label

    settings = settings_from(workers, model, **_judged_by(judge))
    support = stronger_judge(settings.check.judge) if settings.check.judge else None
    reading = read_articles(sources, settings)
    with shown() as show:
        reports = list(pipeline.annotated(reading.articles, settings, show))
    language = load(settings.language.model)
    found = held_against(story_or_text(draft), reports, language, support)
    if form == "json":
        emit(map(finding_record, found))
    elif form == "html":
        texts = [r.article for r in reports]
        click.echo(forms.as_html(found, Path(draft).name, texts), nl=False)
    elif form == "markdown":
        click.echo(forms.as_markdown(found, Path(draft).name), nl=False)
    else:
        click.echo(forms.as_annotations(found, draft), nl=False)
    broken = [
        InputRefused(f.id, f.verdict.reasons[0].message) for f in found if is_broken(f.verdict)
    ]
    if not found:
        broken.append(
            InputRefused(label(draft), "no sentence states anything: nothing was checked")
        )
    finish((*reading.refused, *broken))
    if forms.share_passing(found) < threshold:
        raise SystemExit(1)


@click.command()
@settings_options
def mcp(workers: int | None, model: str | None) -> None:
    """Serve audit, check, compare and differences to assistants over MCP, on standard input.

    Needs the extra: pip install 'copydesk[mcp]'.

    \b
    copydesk mcp
    """
    from copydesk.cli.assistant import serve

    serve(settings_from(workers, model))


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
    from copydesk.cli.story_input import story_or_text
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

"""Commands of single stages. Each reads reports or articles and writes JSON Lines.

Only click is imported here: help and a wrong argument must not wait for a language model. Each
command imports what it works with when it is called.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from copydesk.cli.options import inputs_argument, settings_from, settings_options, writer_option

if TYPE_CHECKING:
    from copydesk import pipeline
    from copydesk.model import Annotated, Article, Dossier
    from copydesk.settings import Settings


@click.command()
@inputs_argument
@settings_options
def extract(inputs: tuple[str, ...], workers: int | None, model: str | None) -> None:
    """Print one structured article a line.

    INPUT is a page (.html), a text (.txt), an archive (.warc, .warc.gz), a folder of these, a
    URL, or JSON Lines or a table (.csv, .tsv) of {id, url, outlet, title, published,
    text | html}, whose ids and texts are kept as given. Roles over the text tell headline, body,
    captions and furniture apart; nothing is cut away.

    \b
    copydesk extract page.html | jq .title
    copydesk extract reports/ > articles.jsonl
    """
    from copydesk.cli.inputs import emit, read_articles
    from copydesk.cli.progress import finish
    from copydesk.contracts.article_json import article_record

    reading = read_articles(inputs, settings_from(workers, model))
    emit(article_record(article) for article in reading.articles)
    finish(reading.refused)


@click.command()
@inputs_argument
@click.option(
    "--explain", is_flag=True, help="Say of each report why it is in its story and of its origin."
)
@settings_options
def group(inputs: tuple[str, ...], explain: bool, workers: int | None, model: str | None) -> None:
    """Print the story and the origin of each report, in order of publication.

    An origin is one voice: reports that are one copy, carry one wire, or belong to one house.

    \b
    copydesk group articles.jsonl
    copydesk group articles.jsonl --explain | jq -r .why_story
    """
    from copydesk import pipeline
    from copydesk.cli.inputs import emit, read_articles
    from copydesk.cli.progress import finish
    from copydesk.contracts.article_json import group_records
    from copydesk.group import reasons
    from copydesk.group.order import in_order

    settings = settings_from(workers, model)
    reading = read_articles(inputs, settings)
    stories = pipeline.grouped(reading.articles, settings)
    rank = {article.id: number for number, article in enumerate(in_order(reading.articles))}
    lines = [line for story in stories for line in group_records(story)]
    if explain:
        by_id = {article.id: article for article in reading.articles}
        why = {
            reason.article: reason
            for story in stories
            for reason in reasons(story, [by_id[key] for key in story.articles])
        }
        for line in lines:
            reason = why[line["article"]]
            line["why_story"], line["why_origin"] = reason.story, reason.origin
    emit(sorted(lines, key=lambda line: rank[line["article"]]))
    finish(reading.refused)


@click.command()
@inputs_argument
@settings_options
def copies(inputs: tuple[str, ...], workers: int | None, model: str | None) -> None:
    """Print pairs of reports that carry each other's text, with a score and the passages.

    A score of .5 or more is a copy; .2 to .5 shares passages. Words in quotation marks and
    what an outlet repeats in its own reports do not count.

    \b
    copydesk copies articles.jsonl
    """
    from copydesk.cli.inputs import emit, read_articles
    from copydesk.cli.progress import finish
    from copydesk.contracts.article_json import copy_record
    from copydesk.group import copies as copies_of

    reading = read_articles(inputs, settings_from(workers, model))
    emit(copy_record(c.a, c.b, c.score, c.passages) for c in copies_of(reading.articles))
    finish(reading.refused)


@click.command()
@inputs_argument
@settings_options
def claims(inputs: tuple[str, ...], workers: int | None, model: str | None) -> None:
    """Print what each report says: figures, quotations, statements, commitments, events.

    Figures are intervals with unit, hedge and scope; every claim has the span that says it and
    whom it is attributed to.

    \b
    copydesk claims articles.jsonl | jq '.figures[] | {start, end, point, hedge}'
    """
    from copydesk import pipeline
    from copydesk.cli.inputs import emit, read_articles
    from copydesk.cli.progress import finish, shown
    from copydesk.compare import claims as claims_of
    from copydesk.contracts.claim_json import claims_record

    settings = settings_from(workers, model)
    reading = read_articles(inputs, settings)
    with shown() as show:
        emit(
            claims_record(claims_of(report))
            for report in pipeline.annotated(reading.articles, settings, show)
        )
    finish(reading.refused)


@click.command()
@inputs_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "table", "csv", "xlsx"]),
    default="json",
    show_default=True,
    help="json prints one story a line; csv and xlsx one row a claim; table is for reading.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where csv and xlsx are written to. Default: standard output.",
)
@settings_options
def compare(
    inputs: tuple[str, ...],
    form: str,
    output: Path | None,
    workers: int | None,
    model: str | None,
) -> None:
    """Print what the reports of each story agree and differ on, and who alone says it.

    Verdicts are agree, compatible, differ, updated and single, each with its reason in words.

    \b
    copydesk compare reports/ | jq '.points[] | select(.verdict == "differ") | .reason'
    copydesk compare reports/ --format table
    copydesk compare reports/ --format xlsx --output claims.xlsx
    """
    from copydesk.cli.comparison_output import told
    from copydesk.cli.inputs import read_articles
    from copydesk.cli.progress import finish, shown

    settings = settings_from(workers, model)
    reading = read_articles(inputs, settings)
    with shown() as show:
        told(_compared(reading.articles, settings, show), form, output)
    finish(reading.refused)


def _compared(
    articles: Sequence[Article], settings: Settings, show: pipeline.Progress
) -> Iterator[Dossier]:
    from copydesk import pipeline

    stories = pipeline.grouped(articles, settings)
    reports: dict[str, Annotated] = {
        report.article.id: report for report in pipeline.annotated(articles, settings, show)
    }
    for story in stories:
        yield pipeline.unwritten(story, [reports[key] for key in story.articles])


@click.command()
@inputs_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "markdown", "html", "ninjs"]),
    default="json",
    show_default=True,
    help="json and ninjs print one story a line.",
)
@click.option(
    "--explain", is_flag=True, help="Say on standard error what each story leaves out, and why."
)
@writer_option
@settings_options
def compose(
    inputs: tuple[str, ...],
    form: str,
    explain: bool,
    writer: str | None,
    workers: int | None,
    model: str | None,
) -> None:
    """Print checked stories: every sentence with the spans it rests on and its verdict.

    \b
    copydesk compose reports/ --format markdown
    """
    from copydesk import pipeline
    from copydesk.cli.inputs import emit, read_articles
    from copydesk.cli.progress import explained, finish, shown
    from copydesk.model.serial import to_record
    from copydesk.publish import markdown, ninjs, story_html, story_record

    settings = settings_from(workers, model, writer={"use": writer} if writer else None)
    reading = read_articles(inputs, settings)
    site = pipeline.site_of(settings)
    with shown() as show:
        for dossier in pipeline.dossiers(reading.articles, settings, show):
            if explain:
                explained(dossier.draft)
            if form == "json":
                emit([{**story_record(dossier), "draft": to_record(dossier.draft)}])
            elif form == "ninjs":
                emit([ninjs(dossier, site)])
            elif form == "markdown":
                click.echo(markdown(dossier))
            else:
                click.echo(story_html(dossier, site))
    finish(reading.refused)

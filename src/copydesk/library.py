"""The public API: the stages of the line as functions over plain values, keeping nothing.

Reports are given as they come from `read`; a function that needs their sentences annotates them
first, and remembers the last few hundred. A function that takes ``settings`` reads
``copydesk.toml`` and the environment where none are given, as the commands do.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from copydesk.annotate import Language, load
from copydesk.annotate import annotate as annotated
from copydesk.check import audit as held_against
from copydesk.check import check_claim, check_pair, stronger_judge
from copydesk.check.support.stronger import SupportJudge
from copydesk.compare import claims as claims_of
from copydesk.errors import CopydeskError
from copydesk.gather.characters import encodable
from copydesk.model import (
    Annotated,
    Article,
    Claims,
    Dossier,
    Draft,
    Finding,
    Point,
    SentenceVerdict,
    Span,
    Story,
)
from copydesk.pipeline.chain import build, compared, grouped
from copydesk.pipeline.reading import Reading
from copydesk.pipeline.reading import read as read_inputs
from copydesk.pipeline.site_settings import outlets_of, site_of, under_their_names
from copydesk.pipeline.writing import writer_of
from copydesk.publish import Published, publish_site, slug
from copydesk.settings import Settings
from copydesk.settings import load as load_settings

__all__ = [
    "Published",
    "Reading",
    "annotate",
    "audit",
    "check",
    "claims",
    "compare",
    "compose",
    "group",
    "publish",
    "read",
]

#: A report as `read` gives it, or annotated already.
Report = Article | Annotated
#: Annotated reports that are remembered: a day's worth of one story's reports, some megabytes each.
_REMEMBERED = 256


def read(
    *inputs: str | os.PathLike[str] | Mapping[str, object], settings: Settings | None = None
) -> Reading:
    """Read reports: files, folders, feeds, archives and addresses; or reports that are at hand.

    >>> reading = copydesk.read("examples/ferry-fire")
    >>> [article.outlet for article in reading.articles]

    Args:
        inputs: paths or addresses, as ``copydesk extract`` takes them; or mappings with the
            fields of JSON Lines (id, url, outlet, title, published, text or html), which are
            read after the paths.
        settings: None for those in force.

    Returns:
        the articles in order of input, each report once, and what was refused with its reason:
        an input that cannot be read honestly is set aside, and the rest goes on.

    Raises:
        TypeError: an input is neither.
    """
    for given in inputs:
        if isinstance(given, list | tuple):
            raise TypeError("read takes inputs one by one: write read(*inputs) for a list of them")
    records = [given for given in inputs if isinstance(given, Mapping)]
    paths = [os.fspath(given) for given in inputs if not isinstance(given, Mapping)]
    return read_inputs(paths, _in_force(settings), records=records)


def annotate(report: Report, settings: Settings | None = None) -> Annotated:
    """A report with its sentences, names, numbers, times and quotations.

    The other functions do this themselves; it is the slow step (a tenth of a second a report), so
    who keeps reports keeps them annotated.

    Args:
        report: an article; an annotated report is given back.
        settings: None for those in force.

    Raises:
        LanguageModelError: when the language pipeline cannot be loaded.
    """
    if isinstance(report, Annotated):
        return report
    return _annotated(report, _in_force(settings).language.model)


def group(reports: Iterable[Report], settings: Settings | None = None) -> tuple[Story, ...]:
    """Reports into stories, and the reports of each story into independent origins.

    >>> for story in copydesk.group(reading.articles):
    ...     print(len(story.articles), "reports,", len(story.origins), "origins")

    Args:
        reports: of any events, in any order.
        settings: None for those in force.

    Returns:
        the stories; an origin is one voice: reports that are one copy, carry one wire, or belong
        to one house. The same for the same reports in any order.
    """
    return grouped([_article(report) for report in reports], _in_force(settings))


def claims(report: Report, settings: Settings | None = None) -> Claims:
    """What a report says, typed: figures, quotations, statements, commitments and events.

    Every claim has the span that says it, in code points of the report's text, and whom it is
    attributed to. A figure is an interval: "at least 35" is [35, ∞).

    >>> for figure in copydesk.claims(reading.articles[0]).figures:
    ...     print(figure.interval.lo, figure.interval.hi, figure.unit, figure.predicate)

    Raises:
        LanguageModelError: when the language pipeline cannot be loaded.
    """
    return claims_of(annotate(report, settings))


def compare(
    story: Story, reports: Iterable[Report], settings: Settings | None = None
) -> tuple[Point, ...]:
    """What the reports of a story agree and differ on, and who alone says it.

    >>> for point in copydesk.compare(story, reading.articles):
    ...     print(point.verdict, point.about, point.reason)

    Args:
        story: from `group`.
        reports: those it was grouped from; others are passed over.
        settings: None for those in force.

    Returns:
        the claims of one thing in all reports, with a verdict (agree, compatible, differ, updated
        or single) and its reason in words.

    Raises:
        CopydeskError: when a report of the story is not among those given.
    """
    return compared(story, _of(story, reports, _in_force(settings)))[1]


def compose(story: Story, reports: Iterable[Report], settings: Settings | None = None) -> Dossier:
    """Write a story from its reports, and check it: no sentence is in it that was not proved.

    >>> dossier = copydesk.compose(story, reading.articles)
    >>> for sentence in dossier.draft.sentences():
    ...     print(sentence.text, [span.article for span in sentence.evidence])

    Args:
        story: from `group`.
        reports: those it was grouped from; others are passed over.
        settings: which writer, which outlets; None for those in force.

    Returns:
        the story with its reports, claims, points and draft, ready to `publish`.

    Raises:
        CopydeskError: when a report of the story is not among those given.
        WriterError: when no sentence of the reports can be taken.
    """
    given = _in_force(settings)
    own = under_their_names(_of(story, reports, given), outlets_of(given))
    return build(story, own, _language(given), None, (), writer=writer_of(given))


def check(
    claim: str,
    source: str | Report | Iterable[Report],
    spans: Sequence[Span] | None = None,
    settings: Settings | None = None,
) -> SentenceVerdict:
    """Whether what a sentence cites bears it out.

    >>> copydesk.check("Forty were hurt.", "At least 40 people were hurt, police said.").outcome

    Args:
        claim: a sentence, or a few.
        source: the cited text; or the reports that it cites, which are read as context: who "he"
            is in a cited sentence, which day "Tuesday" was.
        spans: where in the reports it cites them; None for all of them.
        settings: the language pipeline, a stronger judge; None for those in force.

    Returns:
        the verdict with its reasons: supported, caveat, contradicted, not_found, or unavailable
        where there was nothing to hold it against. Could not verify is not verified.

    Raises:
        JudgeError: when the settings name a stronger judge that cannot be asked.
    """
    given = _in_force(settings)
    language, support = _language(given), _judge(given)
    claim = encodable(claim)
    if isinstance(source, str):
        return check_pair(claim, encodable(source), language, support)
    cited = [source] if isinstance(source, Article | Annotated) else source
    reports = {r.article.id: r for r in (annotate(report, given) for report in cited)}
    whole = [Span(key, 0, len(r.article.text)) for key, r in reports.items() if r.article.text]
    return check_claim(claim, whole if spans is None else spans, reports, language, support)


def audit(
    text: str | Draft | Dossier, reports: Iterable[Report], settings: Settings | None = None
) -> tuple[Finding, ...]:
    """Whether a cited article is true to its sources, a finding a sentence.

    >>> for finding in copydesk.audit(Path("brief.md").read_text(), reading.articles):
    ...     print(finding.verdict.outcome, finding.text)

    Args:
        text: a page (HTML), Markdown or plain text, with links, notes, outlet markers or nothing;
            or a story of copydesk.
        reports: the sources to hold it against.
        settings: None for those in force.

    Returns:
        a finding for each sentence that states something, in order of text.

    Raises:
        InputRefused: when the text is empty.
    """
    given = _in_force(settings)
    sources = [annotate(report, given) for report in reports]
    article = text.draft if isinstance(text, Dossier) else text
    if isinstance(article, str):
        article = encodable(article)
    return held_against(article, sources, _language(given), _judge(given))


def publish(
    dossiers: Iterable[Dossier],
    folder: str | os.PathLike[str],
    settings: Settings | None = None,
) -> Published:
    """Write stories as a static site that can be opened from a disk or served under any path.

    >>> copydesk.publish([dossier], "site").written

    Args:
        dossiers: from `compose`.
        folder: of the site; one that holds another site's pages is refused.
        settings: name, address and looks of the site; None for those in force.

    Returns:
        how many files were written, found unchanged, and removed.

    Raises:
        PublishError: when the folder cannot be written.
    """
    slugs: set[str] = set()
    own = []
    for dossier in dossiers:
        if dossier.slug in slugs:  # each was composed for itself
            dossier = replace(dossier, slug=slug(dossier.draft.headline.text, slugs))
        slugs.add(dossier.slug)
        own.append(dossier)
    return publish_site(own, Path(folder), site_of(_in_force(settings)))


def _in_force(settings: Settings | None) -> Settings:
    return load_settings() if settings is None else settings


def _language(settings: Settings) -> Language:
    return load(settings.language.model)


def _judge(settings: Settings) -> SupportJudge | None:
    return stronger_judge(settings.check.judge) if settings.check.judge else None


def _article(report: Report) -> Article:
    return report.article if isinstance(report, Annotated) else report


@lru_cache(maxsize=_REMEMBERED)
def _annotated(article: Article, model: str | None) -> Annotated:
    return annotated(article, load(model))


def _of(story: Story, reports: Iterable[Report], settings: Settings) -> tuple[Annotated, ...]:
    """The reports of a story, annotated, in its order."""
    given = {_article(report).id: report for report in reports}
    absent = [key for key in story.articles if key not in given]
    if absent:
        raise CopydeskError(
            f"story {story.id}: its report {absent[0]!r} is not among those given: "
            "give the reports that it was grouped from"
        )
    return tuple(annotate(given[key], settings) for key in story.articles)

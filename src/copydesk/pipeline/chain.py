"""Stages over values: what the commands of single stages run on articles. Nothing is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from copydesk import remembered
from copydesk.annotate import Language, load, unparsed
from copydesk.check import Checker, check_draft
from copydesk.compare import claims as claims_of
from copydesk.compare import compare
from copydesk.compose import compose
from copydesk.compose.recompose import recompose
from copydesk.compose.version_notes import history
from copydesk.compose.writers import Writer
from copydesk.errors import InputRefused, LanguageModelError
from copydesk.group import group
from copydesk.model import (
    Annotated,
    Article,
    Change,
    Claims,
    Dossier,
    Draft,
    DraftSentence,
    Outcome,
    Point,
    SentenceVerdict,
    State,
    Story,
)
from copydesk.pipeline.reading import Progress, silent
from copydesk.pipeline.site_settings import outlets_of, under_their_names
from copydesk.pipeline.writing import writer_of
from copydesk.processes import FEW, Failed, Work, mapped
from copydesk.publish import slug
from copydesk.settings import Settings
from copydesk.store import Version


def annotated(
    articles: Sequence[Article],
    settings: Settings,
    show: Progress = silent,
    aside: list[InputRefused] | None = None,
) -> Iterator[Annotated]:
    """Annotate reports, in the order given, over ``settings.workers`` processes.

    A report that breaks its reader, or whose process dies twice, comes back unparsed, and its
    reason is put in ``aside``.

    Raises:
        LanguageModelError: such a report, when no ``aside`` is given.
    """
    total = len(articles)
    work = Work("copydesk.annotate:annotator", (settings.language.model,), tries=2)
    workers = settings.workers if total >= FEW else 1
    found = mapped(work, articles, workers)
    for done, (article, report) in enumerate(zip(articles, found, strict=True), start=1):
        if isinstance(report, Failed):
            reason = f"could not be annotated, so nothing is taken from it: {report.reason}"
            if aside is None:
                raise LanguageModelError(f"{article.source}: {reason}")
            aside.append(InputRefused(article.source, reason))
            yield unparsed(article)
        else:
            yield report
        show("annotate", done, total)


def grouped(articles: Sequence[Article], settings: Settings) -> tuple[Story, ...]:
    """Stories and origins, with the user's outlets where the settings name a file of them."""
    return group(articles, outlets_of(settings))


def compared(
    story: Story, reports: Sequence[Annotated]
) -> tuple[tuple[Claims, ...], tuple[Point, ...]]:
    """The claims of each report of a story, and its points."""
    claims = tuple(claims_of(report) for report in reports)
    return claims, compare(story, claims, reports)


def unwritten(story: Story, reports: Sequence[Annotated]) -> Dossier:
    """A story that is compared and not written: its draft is empty."""
    claims, points = compared(story, reports)
    first, last = _times(reports)
    return Dossier(
        story=story,
        reports=tuple(reports),
        claims=claims,
        points=points,
        draft=Draft(story.id, DraftSentence("headline", "", ()), kicker=""),
        slug="",
        published=first,
        updated=last,
        state=State.DRAFT,
    )


def _times(reports: Sequence[Annotated]) -> tuple[datetime | None, datetime | None]:
    """When a story was first published and last changed, as far as its reports tell."""
    published = [r.article.published for r in reports if r.article.published]
    changed = [t for r in reports if (t := r.article.modified or r.article.published)]
    return min(published, default=None), max(changed, default=None)


def drafted(
    story: Story,
    reports: Sequence[Annotated],
    claims: Sequence[Claims],
    points: Sequence[Point],
    language: Language,
    previous: Draft | None = None,
    writer: Writer | None = None,
) -> Draft:
    """Compose and check: a draft whose every sentence has a verdict that passes.

    Sentences of ``previous`` that an editor locked are kept. ``writer`` is who writes; None for
    the default one.
    """
    known = {c.article: c for c in claims}
    checker = Checker({r.article.id: r for r in reports}, language, claims=known)

    def judge(sentence: DraftSentence) -> SentenceVerdict:
        return checker.checked(sentence).verdict or SentenceVerdict(Outcome.UNAVAILABLE)

    draft = compose(story, reports, claims, points, writer, judge)
    if previous is not None:
        draft = recompose(previous, draft)
    return check_draft(draft, reports, language, claims=claims)


def dossiers(
    articles: Sequence[Article], settings: Settings, show: Progress = silent
) -> Iterator[Dossier]:
    """The whole line over given reports, keeping nothing: one dossier a story."""
    stories = grouped(articles, settings)
    by_id = {article.id: article for article in articles}
    language = load(settings.language.model)
    ordered = [by_id[key] for story in stories for key in story.articles]
    reports = {r.article.id: r for r in annotated(ordered, settings, show)}
    slugs: set[str] = set()
    outlets = outlets_of(settings)
    writer = writer_of(settings)
    for done, story in enumerate(stories, start=1):
        told = under_their_names((reports[key] for key in story.articles), outlets)
        dossier = build(story, told, language, None, slugs, writer=writer)
        slugs.add(dossier.slug)
        remembered.forget()
        yield dossier
        show("compose", done, len(stories))


def build(
    story: Story,
    reports: Sequence[Annotated],
    language: Language,
    previous: Version | None,
    taken: Collection[str] | None,
    earlier: tuple[Article, ...] = (),
    writer: Writer | None = None,
) -> Dossier:
    """Compare, compose and check one story; the next version when there is a previous one.

    A new story gets an address that is none of those ``taken``; none yet where that is None.
    """
    claims, points = compared(story, reports)
    before = previous.draft if previous else None
    draft = drafted(story, reports, claims, points, language, before, writer)
    first, last = _times(reports)
    new = "" if taken is None else slug(draft.headline.text, taken)
    dossier = Dossier(
        story=story,
        reports=tuple(reports),
        claims=claims,
        points=points,
        draft=draft,
        slug=previous.slug if previous else new,
        published=first,
        updated=last,
        earlier=earlier,
    )
    return _next_version(dossier, previous) if previous else dossier


def _next_version(dossier: Dossier, previous: Version) -> Dossier:
    """The dossier as the version after ``previous``, with what changed in words."""
    articles = [report.article for report in dossier.reports]
    texts, correction = history(
        previous.story, previous.draft, dossier.story, dossier.draft, articles, dossier.earlier
    )
    at = dossier.updated or dossier.published or previous.updated or previous.published
    made = tuple(Change(previous.version + 1, at, text, correction) for text in texts if at)
    return replace(
        dossier,
        published=previous.published or dossier.published,
        version=previous.version + 1,
        state=State.CORRECTED if correction else State.PUBLISHED,
        changes=made + previous.changes,
    )

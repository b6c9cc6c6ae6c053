"""Stages over values: what the commands of single stages run. Nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import BinaryIO

from copydesk import annotate, check, compare, compose, extract, gather, group, publish
from copydesk.compose.recompose import recompose
from copydesk.compose.version_notes import history
from copydesk.errors import InputRefused
from copydesk.group.outlets import shipped
from copydesk.model import (
    Annotated,
    Article,
    Change,
    Claims,
    Document,
    Dossier,
    Draft,
    Point,
    State,
    Story,
)
from copydesk.settings import Settings
from copydesk.store import Version, of_article, revision_order

#: Called as ``progress(stage, done, total)``; total is None while it is not known.
Progress = Callable[[str, int, int | None], None]

#: Reports annotated in one transaction: small enough to lose little work to a crash.
BATCH = 16


def silent(stage: str, done: int, total: int | None) -> None:
    """A progress that shows nothing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from the inputs, in order, and what was set aside with its reason."""

    articles: tuple[Article, ...]
    refused: tuple[InputRefused, ...]


# Stages over values: what the commands of single stages run


def read(
    inputs: Sequence[str],
    settings: Settings,
    stdin: BinaryIO | None = None,
    show: Progress = silent,
) -> Reading:
    """Gather and extract, keeping nothing.

    A report of a URL that was read before is a revision: the one changed last stands. Another
    report with an id that is taken is refused.
    """
    articles: dict[str, Article] = {}
    refused: list[InputRefused] = []
    documents = sort_out(gather.gather(inputs, stdin=stdin), refused)
    for done, (document, result) in enumerate(extracted(documents, settings), start=1):
        show("extract", done, None)
        if isinstance(result, InputRefused):
            refused.append(result)
            continue
        for article in result:
            other = articles.setdefault(article.id, article)
            if of_article(other) == of_article(article):
                continue
            if other.url and other.url == article.url:
                articles[article.id] = max(other, article, key=revision_order)
            else:
                reason = f"the id {article.id!r} was already given to {other.source}"
                refused.append(InputRefused(document.source, reason))
    return Reading(extract.without_repeats(tuple(articles.values())), tuple(refused))


def sort_out(
    found: Iterable[Document | InputRefused], refused: list[InputRefused]
) -> Iterator[Document]:
    """Let documents through and put refusals aside."""
    for item in found:
        if isinstance(item, InputRefused):
            refused.append(item)
        else:
            yield item


def extracted(
    documents: Iterable[Document], settings: Settings
) -> Iterator[tuple[Document, tuple[Article, ...] | InputRefused]]:
    """The articles of each document, in order, or why it was refused."""
    return extract.extract_many(
        documents,
        workers=settings.workers,
        limit_seconds=settings.extract.limit_seconds,
        fast=settings.extract.fast,
    )


def annotated(
    articles: Sequence[Article], settings: Settings, show: Progress = silent
) -> Iterator[Annotated]:
    """Annotate reports, in the order given, over ``settings.workers`` processes."""
    total = len(articles)
    if settings.workers == 1 or total < 2 * BATCH:
        language = annotate.load(settings.language.model)
        for done, article in enumerate(articles, start=1):
            yield annotate.annotate(article, language)
            show("annotate", done, total)
        return
    # Spawned, not forked: a fork of a process with threads can hang.
    with ProcessPoolExecutor(
        min(settings.workers, total // BATCH),
        mp_context=get_context("spawn"),
        initializer=_load_language,
        initargs=(settings.language.model,),
    ) as pool:
        for done, report in enumerate(pool.map(_annotate_one, articles, chunksize=4), start=1):
            yield report
            show("annotate", done, total)


def _load_language(name: str | None) -> None:
    annotate.load(name)
    _WORKER["model"] = name


_WORKER: dict[str, str | None] = {}


def _annotate_one(article: Article) -> Annotated:
    return annotate.annotate(article, annotate.load(_WORKER["model"]))


def grouped(articles: Sequence[Article], settings: Settings) -> tuple[Story, ...]:
    """Stories and origins, with the user's outlets where the settings name a file of them."""
    return group.group(articles, outlets_of(settings))


def outlets_of(settings: Settings) -> group.Outlets:
    """The table of outlets in force: the shipped one, with the user's own on top.

    Raises:
        SettingsError: when the user's file is no table of outlets.
    """
    own = settings.group.outlets
    return group.extended(own) if own else shipped()


def under_their_names(
    reports: Iterable[Annotated], outlets: group.Outlets
) -> tuple[Annotated, ...]:
    """The reports with their outlets named as the table prints them.

    An outlet that was given by its domain ("example.com") is shown by its name.
    """
    named = []
    for report in reports:
        found = outlets.of(report.article.outlet, report.article.url)
        if found is not None and found.known:
            report = replace(report, article=replace(report.article, outlet=found.name))
        named.append(report)
    return tuple(named)


def compared(
    story: Story, reports: Sequence[Annotated]
) -> tuple[tuple[Claims, ...], tuple[Point, ...]]:
    """The claims of each report of a story, and its points."""
    claims = tuple(compare.claims(report) for report in reports)
    return claims, compare.compare(story, claims, reports)


def drafted(
    story: Story,
    reports: Sequence[Annotated],
    claims: Sequence[Claims],
    points: Sequence[Point],
    language: annotate.Language,
    previous: Draft | None = None,
) -> Draft:
    """Compose and check: a draft whose every sentence has a verdict that passes.

    Sentences of ``previous`` that an editor locked are kept.
    """
    draft = compose.compose(story, reports, claims, points)
    if previous is not None:
        draft = recompose(previous, draft)
    return check.check_draft(draft, reports, language)


def dossiers(
    articles: Sequence[Article], settings: Settings, show: Progress = silent
) -> Iterator[Dossier]:
    """The whole line over given reports, keeping nothing: one dossier a story."""
    stories = grouped(articles, settings)
    by_id = {article.id: article for article in articles}
    language = annotate.load(settings.language.model)
    ordered = [by_id[key] for story in stories for key in story.articles]
    reports = {r.article.id: r for r in annotated(ordered, settings, show)}
    slugs: set[str] = set()
    outlets = outlets_of(settings)
    for done, story in enumerate(stories, start=1):
        told = under_their_names((reports[key] for key in story.articles), outlets)
        dossier = build(story, told, language, None, slugs)
        slugs.add(dossier.slug)
        yield dossier
        show("compose", done, len(stories))


def build(
    story: Story,
    reports: Sequence[Annotated],
    language: annotate.Language,
    previous: Version | None,
    taken: Collection[str],
    earlier: tuple[Article, ...] = (),
) -> Dossier:
    """Compare, compose and check one story; the next version when there is a previous one."""
    claims, points = compared(story, reports)
    draft = drafted(story, reports, claims, points, language, previous.draft if previous else None)
    published = [r.article.published for r in reports if r.article.published]
    changed = [t for r in reports if (t := r.article.modified or r.article.published)]
    dossier = Dossier(
        story=story,
        reports=tuple(reports),
        claims=claims,
        points=points,
        draft=draft,
        slug=previous.slug if previous else publish.slug(draft.headline.text, taken),
        published=min(published, default=None),
        updated=max(changed, default=None),
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

"""Keeping a store's stories up to date: what a whole run and a watcher both do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from copydesk.annotate import load
from copydesk.errors import InputRefused, WriterError
from copydesk.group import Outlets
from copydesk.model import Annotated, Article, Dossier, Story
from copydesk.pipeline.chain import BATCH, annotated, build
from copydesk.pipeline.reading import Progress
from copydesk.pipeline.site_settings import outlets_of, under_their_names
from copydesk.pipeline.versions import as_written, dossier_of
from copydesk.pipeline.writing import writer_name, writer_of
from copydesk.settings import Settings
from copydesk.store import Store, of_article, of_evidence
from copydesk.version import VERSION


def addresses(store: Store) -> dict[str, str]:
    """Former addresses of stories, and the story that each leads to now."""
    now = store.redirects()
    return {slug: now[story] for slug, story in store.slugs().items() if story in now}


def pipeline_id_of(settings: Settings) -> str:
    """Names what reads and writes: annotations and versions of another are made anew."""
    language = load(settings.language.model)
    return f"{language.name} {language.version} copydesk {VERSION} {writer_name(settings)}"


def annotate_new(
    articles: Sequence[Article], store: Store, settings: Settings, pipeline_id: str, show: Progress
) -> tuple[InputRefused, ...]:
    """Annotate what is not annotated yet; those that broke their reader, with the reason."""
    done_before = store.annotated_keys(pipeline_id)
    keys = {of_article(article): article for article in articles}
    todo = {key: article for key, article in keys.items() if key not in done_before}
    batch: list[tuple[str, Annotated]] = []
    aside: list[InputRefused] = []
    reports = annotated(list(todo.values()), settings, show, aside)
    for key, report in zip(todo, reports, strict=True):
        batch.append((key, report))
        if len(batch) == BATCH:
            store.keep_annotated(batch, pipeline_id)
            batch = []
    store.keep_annotated(batch, pipeline_id)
    return tuple(aside)


def _evidence(story: Story, articles: dict[str, Article], pipeline_id: str) -> str:
    origins = [f"{o.name} {' '.join(o.articles)}" for o in story.origins]
    return of_evidence(
        [*(of_article(articles[key]) for key in story.articles), *origins, pipeline_id]
    )


def _reports(
    story: Story, articles: dict[str, Article], store: Store, pipeline_id: str
) -> tuple[Annotated, ...]:
    found = []
    for key in story.articles:
        report = store.annotated(of_article(articles[key]), pipeline_id)
        if report is None:
            raise LookupError(f"report {key} was not annotated")
        found.append(report)
    return tuple(found)


def bring_up_to_date(
    stories: Sequence[Story],
    articles: Sequence[Article],
    store: Store,
    settings: Settings,
    pipeline_id: str,
    show: Progress,
) -> tuple[int, tuple[InputRefused, ...]]:
    """Compare, compose and check the stories whose evidence changed.

    Returns:
        how many were written anew, and those that could not be, with the reason.
    """
    by_id = {article.id: article for article in articles}
    standing = store.evidence()
    taken = store.slugs()
    language = load(settings.language.model)
    outlets = outlets_of(settings)
    changed = 0
    writer = writer_of(settings)
    unwritten: list[InputRefused] = []
    for done, story in enumerate(stories, start=1):
        evidence = _evidence(story, by_id, pipeline_id)
        if standing.get(story.id) != evidence:
            reports = under_their_names(_reports(story, by_id, store, pipeline_id), outlets)
            earlier = _earlier(story, store)
            try:
                before = store.latest(story.id)
                dossier = build(story, reports, language, before, taken, earlier, writer)
            except WriterError as error:
                unwritten.append(
                    InputRefused(", ".join(r.article.source for r in reports), str(error))
                )
            else:
                store.keep_dossier(dossier, evidence)
                taken[dossier.slug] = story.id
                changed += 1
        show("compose", done, len(stories))
    return changed, tuple(unwritten)


def _earlier(story: Story, store: Store) -> tuple[Article, ...]:
    return tuple(r for key in story.articles for r in store.revisions(key)[:-1])


def as_it_stands(
    story: Story,
    articles: dict[str, Article],
    store: Store,
    pipeline_id: str,
    outlets: Outlets,
) -> Dossier | None:
    """The dossier of a story as its latest version stands, without tokens: pages need none; None
    for a story that was never written."""
    latest = store.latest(story.id)
    if latest is None:
        return None
    desk = store.desk.get(story.id)
    if desk is not None and desk.base >= latest.version:
        # What the desk has taken in is shown as the desk has decided.
        shown = store.version(story.id, desk.shown) if desk.shown else None
        if shown is not None and shown.evidence != latest.evidence:
            return as_written(shown, store, outlets, desk.state)
        latest = replace(shown or latest, state=desk.state)
    reports = under_their_names(_reports(story, articles, store, pipeline_id), outlets)
    return dossier_of(latest, reports, _earlier(story, store))

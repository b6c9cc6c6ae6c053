"""The whole line over a store: inputs in, stories brought up to date, a site out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from babel import Locale

from copydesk import __version__, annotate, gather, group, publish
from copydesk.errors import InputRefused, WriterError
from copydesk.model import Annotated, Article, Document, Dossier, Story, Verdict
from copydesk.pipeline.pictures import copies_of
from copydesk.pipeline.reading import Progress, extracted, silent, sort_out
from copydesk.pipeline.sections import in_sections
from copydesk.pipeline.summary import Summary
from copydesk.pipeline.values import (
    BATCH,
    annotated,
    build,
    grouped,
    outlets_of,
    under_their_names,
)
from copydesk.pipeline.writing import writer_name, writer_of
from copydesk.settings import Settings
from copydesk.store import Store, of_article, of_document, of_evidence


def run(
    inputs: Sequence[str],
    site_folder: Path,
    store: Store,
    settings: Settings,
    stdin: BinaryIO | None = None,
    show: Progress = silent,
) -> Summary:
    """All of it: inputs into the store, stories brought up to date, the site written.

    Every step commits what it did, so an interrupted run goes on where it stopped and a
    second run on the same input does no work twice. A story that cannot be written is set aside
    with its reason, and its former version, where it has one, stays.

    Raises:
        StoreError: when the store fails.
        PublishError: when the site cannot be written.
    """
    new, refused = _take_in(inputs, store, settings, stdin, show)
    articles = store.articles()
    pipeline_id = _pipeline_id(settings)
    unread = _annotate_new(articles, store, settings, pipeline_id, show)
    before = store.stories()
    show("group", 0, len(articles))
    stories = _same_ids(before, grouped(articles, settings))
    show("group", len(articles), len(articles))
    recomposed, unwritten = _bring_up_to_date(stories, articles, store, settings, pipeline_id, show)
    store.withdraw({s.id for s in before} - {s.id for s in stories})
    outlets = outlets_of(settings)
    by_id = {article.id: article for article in articles}
    kept = (_kept(story, by_id, store, pipeline_id, outlets) for story in stories)
    rules = settings.site.sections
    finished = [in_sections(dossier, rules) for dossier in kept if dossier is not None]
    show("publish", 0, len(finished))
    site = publish.publish_site(
        finished,
        site_folder,
        site_of(settings, _pictures(finished, site_folder, settings)),
        _addresses(store),
        store.identity(),
    )
    show("publish", len(finished), len(finished))
    return _summary(finished, articles, new, (*refused, *unread, *unwritten), recomposed, site)


def _same_ids(before: Sequence[Story], now: Sequence[Story]) -> tuple[Story, ...]:
    """Stories under the ids they had, and with the former ids that lead to them."""
    ids, redirects = group.keep_ids(
        {story.id: story.articles for story in before},
        [story.articles for story in now],
        [story.id for story in now],
    )
    former = {story.id: story.redirects for story in before}
    return tuple(
        replace(
            story,
            id=key,
            redirects=tuple(
                sorted(
                    {*former.get(key, ()), *(old for old, new in redirects.items() if new == key)}
                )
            ),
        )
        for story, key in zip(now, ids, strict=True)
    )


def _addresses(store: Store) -> dict[str, str]:
    """Former addresses of stories, and the story that each leads to now."""
    now = store.redirects()
    return {slug: now[story] for slug, story in store.slugs().items() if story in now}


def _pictures(
    finished: Sequence[Dossier], site_folder: Path, settings: Settings
) -> dict[str, Path]:
    """Copies of the lead pictures in a folder beside the site, where the settings want them."""
    if not settings.site.copy_images:
        return {}
    return copies_of(finished, site_folder.resolve().with_name(f"{site_folder.name}.pictures"))


def site_of(settings: Settings, pictures: Mapping[str, Path] | None = None) -> publish.Site:
    """The site's own facts as publish wants them.

    Args:
        settings: the settings in force.
        pictures: local copy of a picture by its address.

    Raises:
        SettingsError: when one of them cannot be used.
    """
    given = settings.site
    outlets = outlets_of(settings).entries
    return publish.Site(
        title=given.title,
        description=given.description,
        base_url=given.base_url,
        rating_action=str(given.rating_action) if given.rating_action else None,
        copy_images=given.copy_images,
        pictures=pictures or {},
        owners={e.name: e.family for e in outlets if e.family not in ("", e.name)},
        seats={e.name: _seat(e) for e in outlets if e.country or e.kind != "outlet"},
        contact=given.contact,
        templates=given.templates,
        logo=given.logo,
        theme=given.theme,
    )


_KINDS = {"agency": "news agency", "official": "official body", "aggregator": "aggregator"}


def _seat(outlet: group.Outlet) -> str:
    """Kind and country of an outlet in words: "news agency, France"."""
    country = Locale("en").territories.get(outlet.country, outlet.country)
    return ", ".join(part for part in (_KINDS.get(outlet.kind, ""), country) if part)


def _pipeline_id(settings: Settings) -> str:
    language = annotate.load(settings.language.model)
    return f"{language.name} {language.version} copydesk {__version__} {writer_name(settings)}"


def _take_in(
    inputs: Sequence[str], store: Store, settings: Settings, stdin: BinaryIO | None, show: Progress
) -> tuple[int, tuple[InputRefused, ...]]:
    """Gather and extract what is not known yet; how many reports are new, what was refused."""
    known = store.known_inputs()
    refused: list[InputRefused] = []
    seen_before: set[str] = set()
    before = store.count()

    def unknown() -> Iterator[Document]:
        for document in sort_out(gather.gather(inputs, stdin=stdin), refused):
            key = of_document(document)
            if key in known:
                seen_before.add(key)
            else:
                yield document

    for done, (document, result) in enumerate(extracted(unknown(), settings), start=1):
        if isinstance(result, InputRefused):
            store.keep_refusal(result, document)
            refused.append(result)
        else:
            refused.extend(store.keep_articles(document, result))
        show("extract", done, None)
    refused.extend(store.refusals(seen_before).values())
    return store.count() - before, tuple(sorted(refused, key=lambda r: (r.source, r.reason)))


def _annotate_new(
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


def _bring_up_to_date(
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
    language = annotate.load(settings.language.model)
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


def _kept(
    story: Story,
    articles: dict[str, Article],
    store: Store,
    pipeline_id: str,
    outlets: group.Outlets,
) -> Dossier | None:
    """The dossier of a story as its latest version stands, without tokens: pages need none; None
    for a story that was never written."""
    latest = store.latest(story.id)
    if latest is None:
        return None
    reports = under_their_names(_reports(story, articles, store, pipeline_id), outlets)
    return Dossier(
        story=latest.story,
        reports=tuple(replace(report, tokens=()) for report in reports),
        claims=(),
        points=latest.points,
        draft=latest.draft,
        slug=latest.slug,
        published=latest.published,
        updated=latest.updated,
        version=latest.version,
        state=latest.state,
        changes=latest.changes,
        earlier=_earlier(story, store),
    )


def _summary(
    finished: Sequence[Dossier],
    articles: Sequence[Article],
    new: int,
    refused: tuple[InputRefused, ...],
    recomposed: int,
    site: publish.Published,
) -> Summary:
    points = dict.fromkeys(Verdict, 0)
    for dossier in finished:
        for point in dossier.points:
            points[point.verdict] += 1
    sentences = [s for d in finished for s in d.draft.sentences()]
    unchecked = [s for s in sentences if s.verdict is None or not s.verdict.outcome.passes]
    if unchecked:
        raise AssertionError(f"{len(unchecked)} sentences reached a page without a verdict")
    return Summary(
        read=len(articles),
        new=new,
        refused=refused,
        stories=len(finished),
        recomposed=recomposed,
        origins=sum(len(d.story.origins) for d in finished),
        points=points,
        sentences=len(sentences),
        refused_sentences=sum(len(d.draft.refused) for d in finished),
        site=site,
    )

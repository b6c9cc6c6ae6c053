"""The one module that chains the stages: reports in, checked dossiers and a site out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import BinaryIO

from copydesk import __version__, annotate, check, compare, compose, extract, gather, group, publish
from copydesk.errors import InputRefused
from copydesk.model import (
    Annotated,
    Article,
    Change,
    Claims,
    Document,
    Dossier,
    Draft,
    Outcome,
    Point,
    State,
    Story,
    Verdict,
)
from copydesk.settings import Settings
from copydesk.store import (
    Store,
    Version,
    of_article,
    of_document,
    of_evidence,
    revision_order,
)

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


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, for the table at its end.

    Attributes:
        read, new: reports in the store, and those that this run added.
        refused: inputs that were set aside, with reasons.
        stories, recomposed: stories on the site, and those written anew by this run.
        origins: independent origins over all stories.
        points: points by verdict.
        sentences, refused_sentences: on the pages, and those that the gate took out.
        site: what publishing did.
    """

    read: int
    new: int
    refused: tuple[InputRefused, ...]
    stories: int
    recomposed: int
    origins: int
    points: dict[Verdict, int]
    sentences: int
    refused_sentences: int
    site: publish.Published


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
    documents = _sorting_out(gather.gather(inputs, stdin=stdin), refused)
    for done, (document, result) in enumerate(_extracted(documents, settings), start=1):
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
    return Reading(tuple(articles.values()), tuple(refused))


def _sorting_out(
    found: Iterable[Document | InputRefused], refused: list[InputRefused]
) -> Iterator[Document]:
    for item in found:
        if isinstance(item, InputRefused):
            refused.append(item)
        else:
            yield item


def _extracted(
    documents: Iterable[Document], settings: Settings
) -> Iterator[tuple[Document, tuple[Article, ...] | InputRefused]]:
    return extract.extract_many(
        documents, workers=settings.workers, limit_seconds=settings.extract.limit_seconds
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
        draft = compose.keep_locked(previous, draft)
    return check.check_draft(draft, reports, language)


def dossiers(
    articles: Sequence[Article], settings: Settings, show: Progress = silent
) -> Iterator[Dossier]:
    """The whole line over given reports, keeping nothing: one dossier a story."""
    stories = group.group(articles)
    by_id = {article.id: article for article in articles}
    language = annotate.load(settings.language.model)
    ordered = [by_id[key] for story in stories for key in story.articles]
    reports = {r.article.id: r for r in annotated(ordered, settings, show)}
    slugs: set[str] = set()
    for done, story in enumerate(stories, start=1):
        dossier = _dossier(story, [reports[key] for key in story.articles], language, None, slugs)
        slugs.add(dossier.slug)
        yield dossier
        show("compose", done, len(stories))


def _dossier(
    story: Story,
    reports: Sequence[Annotated],
    language: annotate.Language,
    previous: Version | None,
    taken: Iterable[str],
) -> Dossier:
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
    )
    return _next_version(dossier, previous) if previous else dossier


def _next_version(dossier: Dossier, previous: Version) -> Dossier:
    """The dossier as the version after ``previous``, with what changed in words."""
    texts, correction = compose.changes(
        previous.story,
        previous.draft,
        previous.points,
        dossier.story,
        dossier.draft,
        dossier.points,
        [report.article for report in dossier.reports],
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


# The whole line over a store


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
    second run on the same input does no work twice.

    Raises:
        StoreError: when the store fails.
        PublishError: when the site cannot be written.
    """
    new, refused = _take_in(inputs, store, settings, stdin, show)
    articles = store.articles()
    pipeline_id = _pipeline_id(settings)
    _annotate_new(articles, store, settings, pipeline_id, show)
    before = store.stories()
    show("group", 0, len(articles))
    stories = group.keep_ids(before, group.group(articles))
    show("group", len(articles), len(articles))
    recomposed = _bring_up_to_date(stories, articles, store, settings, pipeline_id, show)
    store.withdraw({s.id for s in before} - {s.id for s in stories})
    finished = [_kept(story, articles, store, pipeline_id) for story in stories]
    show("publish", 0, len(finished))
    site = publish.publish_site(finished, site_folder, site_of(settings), store.redirects())
    show("publish", len(finished), len(finished))
    return _summary(finished, articles, new, refused, recomposed, site)


def site_of(settings: Settings) -> publish.Site:
    """The site's own facts as publish wants them."""
    given = settings.site
    return publish.Site(
        title=given.title,
        description=given.description,
        base_url=given.base_url,
        rating_action=str(given.rating_action) if given.rating_action else None,
        copy_images=given.copy_images,
    )


def _pipeline_id(settings: Settings) -> str:
    return f"{annotate.load(settings.language.model).name} copydesk-{__version__}"


def _take_in(
    inputs: Sequence[str], store: Store, settings: Settings, stdin: BinaryIO | None, show: Progress
) -> tuple[int, tuple[InputRefused, ...]]:
    """Gather and extract what is not known yet; how many reports are new, what was refused."""
    known = store.known_inputs()
    refused: list[InputRefused] = []
    seen_before: set[str] = set()
    before = len(store.articles())

    def unknown() -> Iterator[Document]:
        for document in _sorting_out(gather.gather(inputs, stdin=stdin), refused):
            key = of_document(document)
            if key in known:
                seen_before.add(key)
            else:
                yield document

    for done, (document, result) in enumerate(_extracted(unknown(), settings), start=1):
        if isinstance(result, InputRefused):
            store.keep_refusal(result, document)
            refused.append(result)
        else:
            refused.extend(store.keep_articles(document, result))
        show("extract", done, None)
    refused.extend(store.refusals(seen_before).values())
    return len(store.articles()) - before, tuple(
        sorted(refused, key=lambda r: (r.source, r.reason))
    )


def _annotate_new(
    articles: Sequence[Article], store: Store, settings: Settings, pipeline_id: str, show: Progress
) -> None:
    done_before = store.annotated_keys(pipeline_id)
    keys = {of_article(article): article for article in articles}
    todo = {key: article for key, article in keys.items() if key not in done_before}
    batch: list[tuple[str, Annotated]] = []
    for key, report in zip(todo, annotated(list(todo.values()), settings, show), strict=True):
        batch.append((key, report))
        if len(batch) == BATCH:
            store.keep_annotated(batch, pipeline_id)
            batch = []
    store.keep_annotated(batch, pipeline_id)


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
) -> int:
    """Compare, compose and check the stories whose evidence changed; how many those were."""
    by_id = {article.id: article for article in articles}
    standing = store.evidence()
    taken = store.slugs()
    language = annotate.load(settings.language.model)
    changed = 0
    for done, story in enumerate(stories, start=1):
        evidence = _evidence(story, by_id, pipeline_id)
        if standing.get(story.id) != evidence:
            reports = _reports(story, by_id, store, pipeline_id)
            dossier = _dossier(story, reports, language, store.latest(story.id), taken)
            store.keep_dossier(dossier, evidence)
            taken[dossier.slug] = story.id
            changed += 1
        show("compose", done, len(stories))
    return changed


def _kept(story: Story, articles: Sequence[Article], store: Store, pipeline_id: str) -> Dossier:
    """The dossier of a story as its latest version stands, without tokens: pages need none."""
    latest = store.latest(story.id)
    if latest is None:
        raise LookupError(f"story {story.id} has no version")
    by_id = {article.id: article for article in articles}
    reports = _reports(story, by_id, store, pipeline_id)
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
        earlier=tuple(r for key in story.articles for r in store.revisions(key)[:-1]),
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


__all__ = [
    "Outcome",
    "Progress",
    "Reading",
    "Summary",
    "annotated",
    "compared",
    "dossiers",
    "drafted",
    "read",
    "run",
    "site_of",
]

"""Keeping a store's stories up to date: what a whole run and a watcher both do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from copydesk import language as shipped
from copydesk.errors import InputRefused
from copydesk.group import Outlets
from copydesk.model import Annotated, Article, Dossier, Story
from copydesk.pipeline.assignments import READ, READ_LEAD, WRITE, Assignment
from copydesk.pipeline.brief import is_brief
from copydesk.pipeline.reading import Progress
from copydesk.pipeline.site_settings import outlets_of, printed_name, under_their_names
from copydesk.pipeline.versions import as_written, dossier_of
from copydesk.pipeline.writing import writer_name
from copydesk.processes import Executor, Failed, Work
from copydesk.publish import slug
from copydesk.settings import Settings
from copydesk.store import Store, of_article, of_evidence, unpack
from copydesk.store.reports import LEAD_ALONE
from copydesk.version import VERSION

#: Reports kept in one transaction: small enough to lose little work to a crash.
BATCH = 16
#: Stories that processes share at once, the largest first: what a crash loses at most.
_TOGETHER = 128


def addresses(store: Store) -> dict[str, str]:
    """Former addresses of stories, and the story that each leads to now."""
    now = store.redirects()
    return {slug: now[story] for slug, story in store.slugs().items() if story in now}


def pipeline_id_of(settings: Settings) -> str:
    """Names what reads and writes: annotations and versions of another are made anew."""
    name, version = shipped.NAME, shipped.version()
    if settings.language.model not in (None, shipped.NAME):
        from copydesk.annotate import load  # noqa: PLC0415  what it is only its loading tells

        language = load(settings.language.model)
        name, version = language.name, language.version
    return f"{name} {version} copydesk {VERSION} {writer_name(settings)}"


class _Taken:
    """The slugs in use, asked of the store one by one: of many stories few are new."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __contains__(self, slug: object) -> bool:
        return isinstance(slug, str) and self._store.is_taken(slug)


@dataclass(slots=True)
class Upkeep:
    """What brings a store's stories up to date.

    Attributes:
        store: where reports and stories are.
        settings: in force.
        executor: where reports are read and stories written.
        show: told how far the work is.
        pipeline: what reads and writes, as `pipeline_id_of` names it.
    """

    store: Store
    settings: Settings
    executor: Executor
    show: Progress
    pipeline: str = ""

    def __post_init__(self) -> None:
        self.pipeline = self.pipeline or pipeline_id_of(self.settings)

    def bring_up_to_date(
        self, stories: Sequence[Story], articles: Sequence[Article]
    ) -> tuple[dict[str, Dossier], tuple[InputRefused, ...]]:
        """Read what is not read yet, and compare, compose and check the stories whose evidence
        changed.

        Returns:
            those that were written anew, by id, without tokens and claims; and the reports that
            could not be read and the stories that could not be written, with the reason.
        """
        by_id = {article.id: article for article in articles}
        standing = self.store.evidence(story.id for story in stories)
        todo = [
            (story, evidence)
            for story in stories
            if standing.get(story.id) != (evidence := evidence_of(story, by_id, self.pipeline))
        ]
        unread = self._read([story for story, _ in todo], by_id)
        written, unwritten = self._write(todo, by_id)
        return written, (*unread, *unwritten)

    def _read(
        self, stories: Sequence[Story], articles: Mapping[str, Article]
    ) -> tuple[InputRefused, ...]:
        """Annotate the reports that are not annotated yet; those that broke their reader."""
        aside: list[InputRefused] = []
        for brief in (True, False):
            pipeline = self._reads(brief)
            inside = [
                articles[key]
                for story in stories
                if self.is_brief(story) is brief
                for key in story.articles
            ]
            keys = {of_article(article): article for article in inside}
            known = self.store.annotated_keys(pipeline, keys)
            todo = {key: article for key, article in keys.items() if key not in known}
            work = Work(READ_LEAD if brief else READ, (self.settings.language.model,), tries=2)
            read = self.executor.map(work, list(todo.values()), len(todo))
            batch: list[tuple[str, Annotated | bytes]] = []
            for done, ((key, article), report) in enumerate(
                zip(todo.items(), read, strict=True), start=1
            ):
                batch.append((key, self._or_unread(article, report, aside)))
                if len(batch) == BATCH:
                    self.store.keep_annotated(batch, pipeline)
                    batch = []
                self.show("annotate", done, len(todo))
            self.store.keep_annotated(batch, pipeline)
        return tuple(aside)

    def _or_unread(
        self, article: Article, report: bytes | Failed, aside: list[InputRefused]
    ) -> Annotated | bytes:
        """The report; where it broke its reader, without anything found in it."""
        if not isinstance(report, Failed):
            return report
        from copydesk.annotate import unparsed  # noqa: PLC0415  needed once in a blue moon

        reason = f"could not be annotated, so nothing is taken from it: {report.reason}"
        aside.append(InputRefused(article.source, reason))
        return unparsed(article)

    def _write(
        self, todo: Sequence[tuple[Story, str]], articles: Mapping[str, Article]
    ) -> tuple[dict[str, Dossier], list[InputRefused]]:
        taken = _Taken(self.store)
        outlets = outlets_of(self.settings)
        found = self._made([story for story, _ in todo], articles, outlets)
        written: dict[str, Dossier] = {}
        unwritten: list[InputRefused] = []
        for done, ((story, evidence), made) in enumerate(zip(todo, found, strict=True), start=1):
            if isinstance(made, Dossier):
                if not made.slug:
                    made = replace(made, slug=slug(made.draft.headline.text, taken))
                self.store.keep_dossier(made, evidence)
                written[story.id] = made
            else:
                reason = made.reason if isinstance(made, Failed) else str(made)
                sources = ", ".join(articles[key].source for key in story.articles)
                unwritten.append(InputRefused(sources, reason))
            self.show("compose", done, len(todo))
        return written, unwritten

    def _made(
        self, stories: Sequence[Story], articles: Mapping[str, Article], outlets: Outlets
    ) -> Iterator[Any]:
        """What is made of each story, in their order.

        Where several processes share the work the largest of some dozens come first, so that none
        of them is left with a large one while the others have nothing to do any more.
        """
        work = Work(WRITE, (self.settings.model_dump_json(),), tries=2)
        shared = self.executor.side_by_side > 1
        together = _TOGETHER if shared else max(1, len(stories))
        for start in range(0, len(stories), together):
            part = stories[start : start + together]
            order = list(range(len(part)))
            if shared:
                order.sort(key=lambda at: (self.is_brief(part[at]), -len(part[at].articles)))
            tasks = (self._assignment(part[at], articles, outlets) for at in order)
            found = self.executor.map(work, tasks, len(stories))
            if shared:
                made = dict(zip(order, found, strict=True))
                found = (made[at] for at in range(len(part)))
            yield from found

    def _assignment(
        self, story: Story, articles: Mapping[str, Article], outlets: Outlets
    ) -> Assignment:
        brief = self.is_brief(story)
        inside = [articles[key] for key in story.articles]
        marks = [of_article(article) for article in inside]
        kept = self.store.packed(marks, self._reads(brief))
        names = {article.id: printed_name(article, outlets) for article in inside}
        return Assignment(
            story,
            tuple(kept[mark] for mark in marks),
            {key: name for key, name in names.items() if name},
            brief,
            self.store.latest(story.id),
            _earlier(story, self.store),
        )

    def is_brief(self, story: Story) -> bool:
        """Whether the story gets a page from its lead alone."""
        writer = self.settings.writer
        return writer.brief and writer.use == "own" and is_brief(story)

    def _reads(self, brief: bool) -> str:
        """The name under which annotations are kept."""
        return LEAD_ALONE if brief else self.pipeline

    def as_it_stands(
        self, story: Story, articles: Mapping[str, Article], outlets: Outlets
    ) -> Dossier | None:
        """The dossier of a story as its latest version stands, without tokens: pages need none;
        None for a story that was never written."""
        latest = self.store.latest(story.id)
        if latest is None:
            return None
        desk = self.store.desk.get(story.id)
        if desk is not None and desk.base >= latest.version:
            # What the desk has taken in is shown as the desk has decided.
            shown = self.store.version(story.id, desk.shown) if desk.shown else None
            if shown is not None and shown.evidence != latest.evidence:
                return as_written(shown, self.store, outlets, desk.state)
            latest = replace(shown or latest, state=desk.state)
        marks = [of_article(articles[key]) for key in story.articles]
        kept = self.store.packed(marks, self._reads(self.is_brief(story)))
        reports = under_their_names((unpack(kept[mark]) for mark in marks), outlets)
        return dossier_of(latest, reports, _earlier(story, self.store))


def evidence_of(story: Story, articles: Mapping[str, Article], pipeline_id: str) -> str:
    """Fingerprint of what a version of a story rests on: reports, origins, who reads and writes."""
    origins = [f"{o.name} {' '.join(o.articles)}" for o in story.origins]
    return of_evidence(
        [*(of_article(articles[key]) for key in story.articles), *origins, pipeline_id]
    )


def _earlier(story: Story, store: Store) -> tuple[Article, ...]:
    return tuple(r for key in story.articles for r in store.revisions(key)[:-1])

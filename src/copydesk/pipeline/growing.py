"""The line over a store that keeps growing: only stories whose reports changed are touched.

What `pipeline.run` does over everything, this does over what came since it last looked. The stream
of grouping and the dossiers stay in memory between two looks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from copydesk.errors import InputRefused
from copydesk.group import State as StreamState
from copydesk.group import Stream, copies
from copydesk.group.order import in_order
from copydesk.group.stories import story_of
from copydesk.model import Article, Dossier, State, Story
from copydesk.model.newsroom import Placement
from copydesk.pipeline.assignments import LOADED
from copydesk.pipeline.placing import heirs, placed_groups
from copydesk.pipeline.reading import Progress, silent
from copydesk.pipeline.sections import in_sections
from copydesk.pipeline.site_settings import outlets_of, site_of
from copydesk.pipeline.store_run import pictures_of
from copydesk.pipeline.upkeep import Upkeep, addresses, pipeline_id_of
from copydesk.processes import Crew, Executor, Here
from copydesk.publish import Published, Rendered, publish_site
from copydesk.settings import Settings
from copydesk.store import Store

#: How long after its last report a story takes no more.
FADE = timedelta(days=90)
#: Other reports of an outlet that tell what it repeats in each of them.
_OTHERS_OF_OUTLET = 12

Alive = Callable[[], None]


def _nothing() -> None:
    """Nobody wants to know that the work goes on."""


@dataclass(frozen=True, slots=True)
class Grown:
    """What a look at the store came to.

    Attributes:
        reports: new or changed since the last look.
        stories: slugs of the stories that were written anew.
        refused: reports and stories that were set aside, with the reason.
        site: what publishing did; None when nothing had changed.
    """

    reports: int = 0
    stories: tuple[str, ...] = ()
    refused: tuple[InputRefused, ...] = ()
    site: Published | None = None


class Growing:
    """Brings stories and the site up to date as reports come into a store.

    One process at a time may do this for one store; `Sources.lease` sees to it.

    Args:
        store: where reports come in.
        settings: in force.
        site_folder: where the site is written; None where pages are served from the store. No
            dossier is then kept in memory.
        written: called when stories were written, before the site is: the desk decides what of
            them is shown.
    """

    def __init__(
        self,
        store: Store,
        settings: Settings,
        site_folder: Path | None,
        written: Callable[[], object] = _nothing,
    ) -> None:
        self._store = store
        self._settings = settings
        self._folder = site_folder
        self._written = written
        self._looked = False
        self._outlets = outlets_of(settings)
        self._pipeline = ""
        self._stream: Stream | None = None
        self._known: dict[str, str] = {}
        self._articles: dict[str, Article] = {}
        self._stories: dict[str, Story] = {}
        self._dossiers: dict[str, Dossier] = {}
        self._placements: tuple[Placement, ...] = ()
        self._standing: dict[str, tuple[int, State]] = {}
        self._rendered = Rendered()

    def update(self, now: datetime, alive: Alive = _nothing) -> Grown:
        """Look at the store once, and bring up to date what changed since.

        Args:
            now: aware UTC; stories fade by it.
            alive: called as the work goes on, so that a lease can be renewed.

        Raises:
            StoreError: when the store fails, or another process does the same work.
            PublishError: when the site cannot be written; the next look tries again.
        """
        first = self._stream is None
        stream = self._restored(now)
        current = self._store.fingerprints()
        fresh = [key for key, mark in current.items() if self._known.get(key) != mark]
        refused: list[InputRefused] = []
        if fresh or first or self._placements != self._store.desk.placements():
            refused += self._regroup(stream, fresh, now, alive)
        self._known = current
        self._looked = True
        self._written()
        changed = self._refresh()
        site = None
        if self._folder is not None and (changed or first):
            site = self._publish(self._folder)
        slugs = self._slugs_of(changed) if fresh or not first else ()
        return Grown(len(fresh), slugs, tuple(refused), site)

    def _slugs_of(self, stories: Sequence[str]) -> tuple[str, ...]:
        """The slugs of those that stand."""
        slugs = self._store.slugs_of(key for key in stories if key in self._stories)
        return tuple(sorted(slugs.values()))

    def _restored(self, now: datetime) -> Stream:
        """The stream as the stories of the store say that it stood."""
        if self._stream is not None:
            return self._stream
        self._pipeline = pipeline_id_of(self._settings)
        articles = {article.id: article for article in self._store.articles()}
        stories = {story.id: story for story in self._store.stories()}
        marks = self._store.fingerprints()
        grouped = {key for story in stories.values() for key in story.articles}
        self._known = {key: mark for key, mark in marks.items() if key in grouped}
        live = {
            key: story
            for key, story in stories.items()
            if _lives([articles[name] for name in story.articles if name in articles], now)
        }
        self._articles = {
            name: articles[name]
            for story in live.values()
            for name in story.articles
            if name in articles
        }
        faded = sorted(self._store.standing().keys() - live.keys())
        known = live.keys() | set(faded)
        redirects = {a: b for a, b in self._store.redirects().items() if b in known and a != b}
        state: StreamState = {
            "stories": {key: list(story.articles) for key, story in live.items()},
            "redirects": {a: b for a, b in redirects.items() if a not in live},
            "faded": [key for key in faded if key not in redirects],
        }
        self._stream = Stream.restore(state, self._articles.values(), FADE)
        self._stories = live
        return self._stream

    def _regroup(
        self, stream: Stream, fresh: Sequence[str], now: datetime, alive: Alive
    ) -> tuple[InputRefused, ...]:
        """Group what came, and write the stories anew whose reports changed."""
        came = self._store.articles_of(fresh)
        self._articles |= {article.id: article for article in came}
        stream.extend(in_order(list(came)))
        streamed = stream.tick(now)
        self._placements = self._store.desk.placements()
        groups = placed_groups(streamed, self._placements, list(self._articles))
        redirects = {**stream.redirects(), **heirs(streamed, groups)}
        former = defaultdict(list)
        for old, new in redirects.items():
            former[new].append(old)
        changed = set(fresh)
        stories = {
            key: self._story(key, members, tuple(former[key]), changed)
            for key, members in groups.items()
        }
        # After a start all are looked at: a story may have been left unwritten by a crash.
        touched = [
            story
            for key, story in stories.items()
            if not self._looked or self._stories.get(key) is not story
        ]
        inside = {name for story in touched for name in story.articles}
        with Crew(self._settings.workers, LOADED) as crew:
            upkeep = self._upkeep(crew, _showing(alive))
            _, unwritten = upkeep.bring_up_to_date(
                touched, [self._articles[name] for name in sorted(inside)]
            )
        self._store.withdraw(old for old in redirects if old in self._stories)
        self._stories = stories
        living = {name for members in groups.values() for name in members}
        self._articles = {key: a for key, a in self._articles.items() if key in living}
        return unwritten

    def _upkeep(self, executor: Executor, show: Progress = silent) -> Upkeep:
        return Upkeep(self._store, self._settings, executor, show, self._pipeline)

    def _story(
        self, key: str, members: Sequence[str], redirects: tuple[str, ...], fresh: set[str]
    ) -> Story:
        """The story of a group: as it stood where its reports are the same."""
        before = self._stories.get(key)
        if before is not None and before.articles == tuple(members) and fresh.isdisjoint(members):
            return before
        inside = [self._articles[name] for name in members]
        shared = defaultdict(list)
        for copy in copies([*inside, *self._others(inside)]):
            shared[copy.a].append(copy)
        return story_of(key, inside, shared, redirects, self._outlets)

    def _others(self, members: Iterable[Article]) -> list[Article]:
        """Other reports of the same outlets: what an outlet repeats in all of them is no copy."""
        inside = {article.id for article in members}
        outlets = {article.outlet for article in members if article.outlet}
        found: dict[str, list[Article]] = defaultdict(list)
        for article in reversed(self._articles.values()):
            name = article.outlet
            wanted = name in outlets and article.id not in inside
            if name and wanted and len(found[name]) < _OTHERS_OF_OUTLET:
                found[name].append(article)
        return [article for name in sorted(found) for article in found[name]]

    def _refresh(self) -> list[str]:
        """Read anew the dossiers whose version or state changed, whoever changed it; which."""
        standing = self._store.standing()
        changed = [key for key, at in standing.items() if self._standing.get(key) != at]
        wanted = changed if self._folder is not None else ()
        redirects = self._store.redirects() if wanted else {}
        for key in wanted:
            merged = standing[key][1] is State.WITHDRAWN and key in redirects
            dossier = None if merged else self._read(key)
            if dossier is None:
                self._dossiers.pop(key, None)
            else:
                self._dossiers[key] = dossier
        self._standing = standing
        return sorted(changed)

    def _read(self, key: str) -> Dossier | None:
        latest = self._store.latest(key)
        if latest is None:
            return None
        reports = self._store.articles_of(latest.story.articles)
        articles = {article.id: article for article in reports}
        found = self._upkeep(Here()).as_it_stands(latest.story, articles, self._outlets)
        return None if found is None else in_sections(found, self._settings.site.sections)

    def _publish(self, folder: Path) -> Published:
        dossiers = [self._dossiers[key] for key in sorted(self._dossiers)]
        pictures = pictures_of(dossiers, folder, self._settings)
        return publish_site(
            dossiers,
            folder,
            site_of(self._settings, pictures),
            addresses(self._store),
            self._store.identity(),
            self._rendered,
        )


def _showing(alive: Alive) -> Progress:
    def show(stage: str, done: int, total: int | None) -> None:
        alive()

    return show


def _lives(articles: Sequence[Article], now: datetime) -> bool:
    """Whether a story may take more reports: one is undated, or recent enough."""
    return not articles or any(a.published is None or a.published >= now - FADE for a in articles)

"""The watch: sources are asked, reports read, stories brought up to date, until told to stop.

Sources are asked in threads, each another host. Stories are composed and the site is written in
the calling thread, by one watcher of a store at a time. All that must outlive a crash lies in the
store; a watcher that is killed at any moment is replaced by starting another.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from copydesk.errors import CopydeskError, InputRefused, StoreError
from copydesk.extract.worker import Extractor
from copydesk.gather.web import Fetcher
from copydesk.model import DraftSentence, Source
from copydesk.newsroom import holders, retention, schedule
from copydesk.newsroom.clock import Clock
from copydesk.newsroom.desk.acting import Judge
from copydesk.newsroom.desk.verdicts import judge_of
from copydesk.newsroom.hosts import Gate
from copydesk.newsroom.intake import Intake
from copydesk.newsroom.polling import Poller
from copydesk.newsroom.rounds import Rounds
from copydesk.newsroom.schedule import Failed, Trouble
from copydesk.newsroom.websub import Subscriber
from copydesk.pipeline.growing import Growing
from copydesk.settings import Settings
from copydesk.store import Store

#: A source is held for so long by a watcher that died over it: five reports at a minute each.
_SOURCE_HELD = timedelta(minutes=10)
_DESK_HELD = timedelta(minutes=2)
#: The list of sources is looked at this often at least: another process may add to it.
_LOOK = timedelta(seconds=15)
#: Where a hub is to call, what it tells is looked for this often.
_HUB_LOOK = timedelta(seconds=1)
#: After the store or the disk failed, up to this.
_PAUSE, _LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=1)
#: A story waits so many times ``settle_seconds`` at most.
_MOST_SETTLING = 3
#: A round of ``once`` waits for hosts that are free again within this.
_ONCE = timedelta(minutes=1)
_RETENTION_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Found:
    """What one turn with a source came to.

    Attributes:
        source: its address.
        new: reports that it announced for the first time.
        read: reports that were kept.
        refused: reports that were set aside, with the reason.
        told: a plain sentence for the log; None when nothing is worth it.
    """

    source: str
    new: int = 0
    read: int = 0
    refused: tuple[InputRefused, ...] = ()
    told: str | None = None


@dataclass(slots=True)
class _Arrivals:
    """Reports that came since stories were last brought up to date."""

    first: datetime | None = None
    last: datetime | None = None

    def came(self, now: datetime) -> None:
        self.first = self.first or now
        self.last = now

    def due(self, settle: timedelta) -> datetime | None:
        """When to compose: a moment after the last, not too long after the first."""
        if self.first is None or self.last is None:
            return None
        return min(self.last + settle, self.first + settle * _MOST_SETTLING)


@dataclass(slots=True)
class Watch:
    """Watches the sources of a store.

    Attributes:
        store: keeps everything.
        settings: in force.
        site: folder that the site is written to; None where it is served from the store alone.
        fetcher: sends requests.
        clock: tells the time and waits.
        tell: takes plain sentences for whoever looks on.
    """

    store: Store
    settings: Settings
    site: Path | None
    fetcher: Fetcher
    clock: Clock
    tell: Callable[[str], None]
    _holder: str = field(default_factory=holders.name)
    _arrivals: _Arrivals = field(default_factory=_Arrivals)
    _growing: Growing | None = None
    _rounds: Rounds | None = None
    _looked: datetime | None = None
    _retained: datetime | None = None

    def run(self, stop: threading.Event, *, once: bool = False) -> None:
        """Watch until told to stop; work in hand is finished first.

        Args:
            stop: set it to stop.
            once: one round over what is due, then return.

        Raises:
            CopydeskError: only with ``once``, when the store or the site fails.
        """
        holders.let_go_of_the_dead(self.store.sources)
        pause = _PAUSE
        with (
            Extractor(
                self.settings.extract.limit_seconds, fast=self.settings.extract.fast
            ) as extractor,
            ThreadPoolExecutor(self.settings.watch.fetchers, "fetch") as pool,
        ):
            team = self._team(extractor)
            while not stop.is_set():
                try:
                    if self._round(team, pool, stop, once=once):
                        break
                    pause = _PAUSE
                except CopydeskError as error:
                    if once:
                        raise
                    self._growing = self._looked = None
                    self.tell(f"{error} (going on in {pause.total_seconds():g} s)")
                    self.clock.wait(self.clock.now() + pause, stop)
                    pause = min(pause * 2, _LONGEST_PAUSE)
        self.store.sources.let_go(self._holder)

    def _team(self, extractor: Extractor) -> _Team:
        watch = self.settings.watch
        gate = Gate(
            self.store.sources, self.fetcher, self.clock, timedelta(seconds=watch.host_seconds)
        )
        return _Team(
            Poller(self.store.sources, gate, self.clock, watch),
            Intake(self.store.sources, gate, self.clock, watch, extractor.read),
            self._subscriber(),
            self.store,
            self.clock,
            self._holder,
        )

    def _subscriber(self) -> Subscriber:
        return Subscriber(self.store, self.fetcher, self.clock, self.settings.watch)

    def _round(
        self, team: _Team, pool: ThreadPoolExecutor, stop: threading.Event, *, once: bool
    ) -> bool:
        """Ask until nothing is due; then wait. True when a single round is over."""
        jobs: set[Future[Found]] = set()
        try:
            while not stop.is_set():
                self._fill(team, pool, jobs)
                if jobs:
                    done, jobs = wait(jobs, timeout=1.0, return_when=FIRST_COMPLETED)
                    for job in done:
                        self._note(job.result())
                self._compose_when_due(finishing=False)
                if not jobs and self._rest(stop, once=once):
                    return True
        finally:
            # Work in hand is finished, whatever happened: its results lie in the store.
            for job in wait(jobs).done:
                if job.exception() is None:
                    self._note(job.result())
        self._compose_when_due(finishing=True)
        return True

    def _fill(self, team: _Team, pool: ThreadPoolExecutor, jobs: set[Future[Found]]) -> None:
        while len(jobs) < self.settings.watch.fetchers:
            now = self.clock.now()
            source = self.store.sources.claim(self._holder, now, now + _SOURCE_HELD)
            if source is None:
                return
            jobs.add(pool.submit(team.work, source))

    def _note(self, found: Found) -> None:
        if found.told:
            self.tell(f"{found.source}: {found.told}")
        for refused in found.refused:
            self.tell(f"refused {refused.source}: {refused.reason}")
        if found.read:
            self._arrivals.came(self.clock.now())

    def _rest(self, stop: threading.Event, *, once: bool) -> bool:
        """Wait for what comes next; True when a single round is over."""
        now = self.clock.now()
        due = self.store.sources.next_due(now)
        settled = self._arrivals.due(self._settle)
        if once and settled is None and (due is None or due > now + _ONCE):
            return True
        times = [time for time in (due, settled) if time is not None]
        told = self.settings.watch.callback is not None and self.store.hubs.expected()
        self.clock.wait(min([*times, now + (_HUB_LOOK if told else _LOOK)]), stop)
        return False

    @property
    def _settle(self) -> timedelta:
        return timedelta(seconds=self.settings.watch.settle_seconds)

    def _compose_when_due(self, *, finishing: bool) -> None:
        """Bring stories up to date, where it is time and this watcher has the desk.

        Another watcher may have read reports, so the store is looked at now and then.
        """
        now = self.clock.now()
        due = self._arrivals.due(self._settle)
        came = due is not None and (finishing or due <= now)
        if not came and (finishing or (self._looked is not None and now < self._looked + _LOOK)):
            return
        self._looked = now
        if not self.store.sources.lease(holders.DESK, self._holder, now, now + _DESK_HELD):
            self._growing, self._arrivals = None, _Arrivals()  # who has the desk will find them
            return
        rounds = self._rounds = self._rounds or self._rounds_of_the_desk()
        if self._growing is None:
            self._growing = Growing(
                self.store, self.settings, self.site, lambda: rounds.take_in(self.clock.now())
            )
        grown = self._growing.update(now, self._renew)
        rounds.shelve()
        self._arrivals = _Arrivals()
        for refused in grown.refused:
            self.tell(f"refused {refused.source}: {refused.reason}")
        for slug in grown.stories:
            self.tell(f"written: {slug}")
        self._retain(now)

    def _rounds_of_the_desk(self) -> Rounds:
        """What puts stories before readers. The gate shares this process's language model."""
        judge: list[Judge] = []

        def gate(story: str, sentences: Sequence[DraftSentence]) -> tuple[DraftSentence, ...]:
            if not judge:
                judge.append(judge_of(self.store, self.settings.language.model))
            return tuple(judge[0](story, sentences))

        return Rounds(self.store, self.settings, gate)

    def _renew(self) -> None:
        now = self.clock.now()
        if not self.store.sources.lease(holders.DESK, self._holder, now, now + _DESK_HELD):
            raise StoreError("another watcher took over the stories of this store: it goes on")

    def _retain(self, now: datetime) -> None:
        if self._retained is not None and now - self._retained < _RETENTION_EVERY:
            return
        self._retained = now
        self._subscriber().leave()
        let_go = retention.retain(self.store, self.settings.watch, now)
        if let_go:
            self.tell(f"{let_go} raw pages that no story cites were let go")


@dataclass(frozen=True, slots=True)
class _Team:
    """What a thread needs to work on a source."""

    poller: Poller
    intake: Intake
    subscriber: Subscriber
    store: Store
    clock: Clock
    holder: str

    def work(self, source: Source) -> Found:
        """One turn with a source: its listing where that is due, then a slice of its reports."""
        try:
            found, source = self._turn(source)
        except CopydeskError:
            raise
        except Exception as error:  # noqa: BLE001  one odd source must not end the watch
            reason = f"broke its reader: {type(error).__name__}: {error}"
            failed = Failed(Trouble.SOFT, reason)
            source = replace(schedule.after(source, failed, self.clock.now()), next_read=None)
            found = Found(source.address, told=reason)
        self.store.sources.finish(source, self.holder)
        return found

    def _turn(self, source: Source) -> tuple[Found, Source]:
        now = self.clock.now()
        pushed = self.subscriber.read(source)
        source, new, told = pushed.source, pushed.new, pushed.told
        polled_new: int | None = None
        if source.next_fetch is None or source.next_fetch <= now:
            polled = self.poller.poll(source)
            source, polled_new = polled.source, polled.new
            new, told = new + polled.new, polled.told or told
        if source.hub is not None:
            hub = self.subscriber.tend(source, polled_new)
            source, told = hub.source, told or hub.told
        taken = self.intake.take_in(source)
        if new and told is None:
            told = f"{new} new"
        return Found(source.address, new, taken.read, taken.refused, told), taken.source

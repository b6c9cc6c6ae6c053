"""What all parts of the service share: the store, the lists, and what goes on behind them."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from copydesk.errors import CopydeskError
from copydesk.model import Rating
from copydesk.model.serial import from_json
from copydesk.newsroom import mailing, notices_out
from copydesk.newsroom.desk import regrouping
from copydesk.newsroom.desk.acting import Acting, Judge
from copydesk.newsroom.desk.openid import Provider
from copydesk.newsroom.desk.verdicts import Gate
from copydesk.newsroom.rounds import Rounds, served_site
from copydesk.processes import Failed, Pool, Work
from copydesk.publish import Site
from copydesk.publish.served import Entry, Paper
from copydesk.settings import Settings
from copydesk.store import Store
from copydesk.store.shelves import Shelved

_LOG = logging.getLogger(__name__)
_KEY = "signing key"


def clock() -> datetime:
    """Now, aware UTC: the service's one clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Edition:
    """The lists of the site as of one change of the shelf."""

    serial: int
    paper: Paper
    stories: dict[str, str]
    """Story id by slug."""


class Service:
    """The store and what is made from it, shared by all requests.

    Args:
        url: of the store.
        settings: the settings in force.
        secure: whether browsers reach the service over HTTPS: cookies are then for HTTPS only.
        gate: in the place of the gate in a process of its own.
    """

    def __init__(
        self, url: str, settings: Settings, *, secure: bool, gate: Judge | None = None
    ) -> None:
        self.store = Store(url)
        self.settings = settings
        self._url = url
        self._holder = secrets.token_hex(8)
        self.secure = secure
        self.site: Site = served_site(settings)
        self._own_gate = Gate(url, settings.language.model)
        self.gate: Judge = gate or self._own_gate
        self.acting = Acting(self.store, self.gate)
        self._rounds = Rounds(self.store, settings, self.gate)
        self.provider = Provider(settings) if settings.openid.issuer else None
        self._teller = notices_out.Teller(self.store, settings)
        self.send = mailing.sender_of(settings)
        self._key = bytes.fromhex(self._signing_key())
        self._entries: dict[str, Entry] = {}
        self._slugs: dict[str, str] = {}
        self._turn = threading.Lock()
        self._shelving = threading.Lock()
        self._telling = threading.Lock()
        self.edition = Edition(0, Paper({}, self.site), {})
        self.changed: list[Callable[[Shelved], None]] = []
        self.refresh()

    def close(self) -> None:
        """Stop what runs beside the requests."""
        self._own_gate.close()
        self._teller.close()
        if self.provider is not None:
            self.provider.close()
        self.store.close()

    def _signing_key(self) -> str:
        """A key of this store, made once; what cookies are signed with."""
        while True:
            kept = self.store.mark(_KEY)
            if kept is not None:
                return kept
            self.store.keep_mark_once(_KEY, secrets.token_hex(32))

    def signed(self, text: str) -> str:
        """The text with a signature that only this newsroom can give."""
        return f"{text}.{self._signature(text)}"

    def unsigned(self, text: str) -> str | None:
        """The text that was signed; None when the signature is not ours."""
        plain, _, signature = text.rpartition(".")
        good = hmac.compare_digest(signature.encode(), self._signature(plain).encode())
        return plain if plain and good else None

    def _signature(self, text: str) -> str:
        return hmac.new(self._key, text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    # What readers see

    def refresh(self) -> Edition:
        """The lists as the shelf has them now; cheap when nothing has changed."""
        if self.store.shelf.serial() == self.edition.serial:
            return self.edition
        with self._turn:
            news: list[Shelved] = []
            serial = self.edition.serial
            while found := self.store.shelf.after(serial):
                news += found
                serial = found[-1].serial
            for shelved in news:
                self._entries[shelved.story] = from_json(Entry, shelved.record)
                self._slugs[shelved.slug] = shelved.story
            if news:
                paper = Paper(self._entries, self.site)
                self.edition = Edition(serial, paper, dict(self._slugs))
                for shelved in news:
                    for tell in tuple(self.changed):  # nobody listens while the service starts
                        tell(shelved)
            return self.edition

    def latest(self, most: int) -> list[tuple[Entry, int]]:
        """The stories that changed last, with their versions, the latest last."""
        rows = self.store.shelf.after(max(0, self.edition.serial - most))
        return [(from_json(Entry, row.record), row.version) for row in rows]

    def rating(self, slug: str) -> Rating:
        """The votes on a story."""
        story = self.edition.stories.get(slug)
        return self.store.accounts.rating(story) if story else Rating()

    # What goes on behind the requests

    def tend(self) -> int:
        """One round: take in what the line wrote, publish what is due, shelve what is published.

        What fails is told in the log and tried again in the next round.
        """
        now = clock()
        try:
            self._regroup(now)
            self._rounds.take_in(now)
            changed = self.shelve()
            if self.send is not None:
                mailing.send_due(self.store, self.site, self.signed, self.send, now)
            return changed
        except CopydeskError as error:
            _LOG.error("%s; the next round of the desk tries again", error)
            return 0

    def tell(self) -> int:
        """Tell webhooks what changed, and tell again what did not arrive; how many were told.

        In rounds of its own: who answers slowly holds up nobody at the desk. One round at a time:
        when this returns, what was due before it has been tried.
        """
        with self._telling:
            now = clock()
            notices_out.note(self.store, self.site, now)
            return self._teller.tell(now)

    def _regroup(self, now: datetime) -> None:
        """Write anew what editors regrouped, where no watcher does."""
        leases = self.store.sources
        if not regrouping.is_pending(self.store):
            return
        if leases.lease(regrouping.DESK, self._holder, now, now + REGROUPING):
            try:
                work = Work(f"{regrouping.__name__}:rewriting", (self._url, self.settings))
                with Pool[str, int](work, 1) as pool:
                    done = pool.answer(pool.submit(""))
                if isinstance(done, Failed):
                    _LOG.error("regrouped stories were not written anew: %s", done.reason)
            finally:
                leases.release(regrouping.DESK, self._holder)

    def shelve(self) -> int:
        """Make the pages of what has been published; how many stories changed."""
        with self._shelving:
            changed = self._rounds.shelve()
        self.refresh()
        return changed


#: How long writing regrouped stories anew may hold the desk.
REGROUPING = timedelta(minutes=15)
#: How often it is seen whether another process has put something before readers.
LOOK = timedelta(seconds=0.5)
#: How often the desk looks for what the line has written.
ROUND = timedelta(seconds=3)

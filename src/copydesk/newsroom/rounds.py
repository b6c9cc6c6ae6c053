"""One round of the desk, which the service and the watch both make: what the line wrote is taken
in, what is due is published, and what is published is put before readers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from copydesk.newsroom.desk.acting import Acting, Judge
from copydesk.newsroom.desk.arrivals import Autopublish, Rule, bring_in
from copydesk.newsroom.shelving import shelve
from copydesk.pipeline import site_of
from copydesk.publish import Site
from copydesk.settings import Settings
from copydesk.store import Store


def served_site(settings: Settings) -> Site:
    """The site as the service shows it."""
    return replace(site_of(settings), served=True, rating_action=None)


class Rounds:
    """Makes rounds. Called again, or in two processes at once, a round does nothing twice.

    Args:
        store: of the newsroom.
        settings: in force.
        gate: judges what editors wrote, when new reports come in.
    """

    def __init__(self, store: Store, settings: Settings, gate: Judge) -> None:
        self._store = store
        self._settings = settings
        self._gate = gate
        self._acting = Acting(store, gate)
        self._site = served_site(settings)
        given = settings.serve
        self._rule = Rule(
            Autopublish(given.autopublish),
            given.autopublish_origins,
            given.autopublish_differences,
        )

    def take_in(self, now: datetime) -> int:
        """Take in what the line wrote, and publish what is due; how many stories came.

        Raises:
            StoreError: the store fails.
        """
        taken = bring_in(self._store, self._rule, self._gate, now)
        self._acting.publish_due(now)
        return taken

    def shelve(self) -> int:
        """Put before readers what is published; how many stories changed.

        Raises:
            StoreError: the store fails.
        """
        return shelve(self._store, self._site, self._settings)

"""What is let go with time, and what a story keeps: all that it cites."""

from __future__ import annotations

from datetime import datetime, timedelta

from copydesk.settings import WatchSettings
from copydesk.store import Store

#: Addresses of handled reports are remembered so long after a listing last named them.
_REMEMBERED = timedelta(days=60)


def retain(store: Store, settings: WatchSettings, now: datetime) -> int:
    """Let go what the settings say; how many raw pages went.

    Raw pages go; reports and their text stay, since every version of a story points into them. A
    page that a story cites stays whatever its age.
    """
    store.sources.forget_pages(now - _REMEMBERED)
    before = None if settings.keep_days is None else now - timedelta(days=settings.keep_days)
    if before is None and settings.keep_bytes is None:
        return 0
    return store.let_raw_go(before, settings.keep_bytes)

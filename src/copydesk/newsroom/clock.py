"""Time as the newsroom sees it: handed in, so that an hour can pass in a second."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits."""

    def now(self) -> datetime:
        """The time, aware UTC."""
        ...

    def wait(self, until: datetime, stop: threading.Event) -> None:
        """Return when it is that time, or when ``stop`` is set."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The time, aware UTC."""
        return datetime.now(UTC)

    def wait(self, until: datetime, stop: threading.Event) -> None:
        """Return when it is that time, or when ``stop`` is set."""
        stop.wait(max(0.0, (until - self.now()).total_seconds()))

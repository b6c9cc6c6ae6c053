"""Who holds a source or the desk: a name that tells whether its process still lives."""

from __future__ import annotations

import hashlib
import os
import socket
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from copydesk.errors import StoreError
from copydesk.store.watchlist import Sources

#: The writing of stories, which one process of a store does at a time.
DESK = "desk"


def _machine() -> str:
    """Tells machines, and containers of one machine, apart: process numbers mean nothing else."""
    try:
        space = str(Path("/proc/self/ns/pid").readlink())
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii")
    except OSError:  # not Linux: the name of the machine must do
        space = boot = ""
    return hashlib.sha256(f"{socket.gethostname()} {space} {boot}".encode()).hexdigest()[:16]


def name() -> str:
    """A name for this process that no other has."""
    return f"{_machine()}:{os.getpid()}:{uuid4().hex[:12]}"


def let_go_of_the_dead(sources: Sources) -> None:
    """Free what processes of this machine held that are no more, without waiting for its time."""
    here = _machine()
    for holder in sorted(sources.holders()):
        machine, _, rest = holder.partition(":")
        number = rest.partition(":")[0]
        if machine == here and number.isdigit() and not _lives(int(number)):
            sources.let_go(holder)


def _lives(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def refuse_while_watched(sources: Sources, now: datetime) -> None:
    """See that nobody else is writing the stories of a store.

    Raises:
        StoreError: a watcher is.
    """
    let_go_of_the_dead(sources)
    if sources.leased(DESK, now) is not None:
        raise StoreError(
            "a watcher is writing the stories of this store: stop it first, or give another --store"
        )

"""``copydesk watch`` in pretend time: ``python pretend_watch.py PORT KILL ARGUMENTS...``.

KILL is "-", or "before 7" or "after 7": kill the process, as the kernel would, just before or just
after that commit of the store.
"""

from __future__ import annotations

import os
import signal
import sys

from pretend import RemoteClock

from copydesk.newsroom import clock


def main() -> None:
    """Run it."""
    port, kill = int(sys.argv[1]), sys.argv[2]
    del sys.argv[1:3]
    clock.SystemClock = lambda: RemoteClock(port)  # type: ignore[assignment, misc]
    if kill != "-":
        _kill_at(*kill.split())
    from copydesk.cli import main as copydesk

    copydesk()


def _kill_at(when: str, number: str) -> None:
    from sqlalchemy.engine.base import Connection

    import copydesk.store.desk  # noqa: F401  the tables of an empty store are not what is counted

    left = int(number)
    commit = Connection._commit_impl

    def counted(self: Connection) -> None:
        nonlocal left
        left -= 1
        if left == 0 and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        commit(self)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    Connection._commit_impl = counted  # type: ignore[method-assign]


if __name__ == "__main__":
    main()

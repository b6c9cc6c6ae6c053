"""``copydesk serve`` that kills itself: ``python killed_service.py WHEN COMMIT ARGUMENTS...``.

As the kernel would, just before or just after that commit of the store, counted from its start.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys

from sqlalchemy.engine.base import Connection

when, left = sys.argv[1], int(sys.argv[2])
del sys.argv[1:3]
commits = itertools.count(1)
commit = Connection._commit_impl


def counted(self: Connection) -> None:
    seen = next(commits)
    if seen == left and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    commit(self)
    if seen == left:
        os.kill(os.getpid(), signal.SIGKILL)


Connection._commit_impl = counted  # type: ignore[method-assign]

from copydesk.cli import main  # noqa: E402  the store is to be counted from the beginning

main()

"""A real cluster on this machine: a scheduler and two worker processes, each under its keeper."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SCRIPT = """
import dask, sys
from distributed import LocalCluster
# Of workers that a task kills, two are enough.
dask.config.set({"distributed.scheduler.allowed-failures": 1})
if __name__ == "__main__":
    with LocalCluster(n_workers=int(sys.argv[1]), threads_per_worker=1, processes=True,
                      dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@contextmanager
def local_cluster(workers: int = 2) -> Iterator[str]:
    """Gives the address of its scheduler. The workers find the modules beside this one."""
    with subprocess.Popen(
        [sys.executable, "-c", _SCRIPT, str(workers)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()
            process.wait()

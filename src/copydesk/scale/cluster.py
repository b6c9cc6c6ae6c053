"""Work on a cluster: Dask carries it, and does again what a lost worker had in hand.

Only plain values travel, each task comes with all that it needs, and its answer is the same
wherever it is worked out, so that machines may come and go. `distributed` is the extra
``copydesk[cluster]``.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import copydesk
from copydesk.errors import ClusterError
from copydesk.processes import Failed, Work, attempt

if TYPE_CHECKING:
    from distributed import Future

_LOG = logging.getLogger(__name__)
#: Values of one task at most: small enough to be done again when a worker is lost.
_TASK = 16
#: Tasks that wait or are under way, for each worker's thread: the next is there when one is done.
_AHEAD = 3
#: How long a cluster may be without any worker, and how long it is waited for at first.
PATIENCE_SECONDS = 120.0
#: How long its scheduler may take to answer at first.
_REACH_SECONDS = 10.0
#: How often it is looked whether there are workers.
_LOOK_SECONDS = 5.0
_DIED = "the process of its worker died each time, probably for want of memory"


class Cluster:
    """Does work on the workers of a Dask cluster; use it in a ``with`` statement.

    Args:
        address: of the scheduler ("tcp://10.0.0.5:8786", "tls://...").

    Raises:
        ClusterError: when `distributed` is not installed, or the cluster cannot be reached.
    """

    remote = True
    side_by_side = 1

    def __init__(self, address: str) -> None:
        try:
            import distributed  # noqa: PLC0415  an extra
        except ImportError as error:
            raise ClusterError(
                "a cluster needs the extra: pip install 'copydesk[cluster]'"
            ) from error
        self.address = address
        self._flying: set[Future[Any]] = set()
        self._workers = -1
        client: Any = distributed.Client  # its own types stop at its methods
        try:
            self._client = client(address, timeout=_REACH_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterError(
                f"the cluster {address}: its scheduler cannot be reached ({error}); start it, or "
                "give its address as `dask scheduler` prints it"
            ) from error

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        """Take back what is under way, and leave the cluster as it is."""
        self._client.cancel(list(self._flying), force=True)
        self._flying.clear()
        self._client.close()

    def start(self) -> None:
        """Nothing: its workers are up."""

    def map(self, work: Work, values: Iterable[Any], count: int | None = None) -> Iterator[Any]:
        """As `processes.Executor.map`.

        Raises:
            ClusterError: when the scheduler is lost, no worker is left, or one runs other code.
        """
        threads = self._threads()
        size = max(1, min(_TASK, (count or _TASK * threads * 2) // (threads * 2)))
        waiting: deque[tuple[Future[Any], tuple[Any, ...]]] = deque()
        left = iter(values)
        while task := tuple(islice(left, size)):
            waiting.append((self._submitted(work, task), task))
            if len(waiting) >= _AHEAD * threads:
                yield from self._answers(work, *waiting.popleft())
                threads = self._threads()
        while waiting:
            yield from self._answers(work, *waiting.popleft())

    def _submitted(self, work: Work, values: Sequence[Any]) -> Future[Any]:
        future: Future[Any] = self._client.submit(_done, work, tuple(values), _mark(), pure=False)
        self._flying.add(future)
        return future

    def _answers(self, work: Work, future: Future[Any], values: Sequence[Any]) -> Iterable[Any]:
        """What came of a task; of one that killed every worker that had it, value by value."""
        found = self._answer(future)
        if not isinstance(found, Failed):
            return found
        if len(values) == 1:
            return [found]
        _LOG.info("a task of %d was lost with its workers; one by one now", len(values))
        return chain.from_iterable(
            self._answers(work, self._submitted(work, [value]), [value]) for value in values
        )

    def _answer(self, future: Future[Any]) -> list[Any] | Failed:
        from distributed import CancelledError, KilledWorker  # noqa: PLC0415  an extra

        started = time.monotonic()
        while True:
            try:
                found: list[Any] = future.result(timeout=_LOOK_SECONDS)
            except KilledWorker:
                return Failed(_DIED)
            except CancelledError as error:
                raise self._lost(error) from error
            except TimeoutError:
                if self._threads(wait=False):
                    started = time.monotonic()
                elif time.monotonic() - started > PATIENCE_SECONDS:
                    raise ClusterError(
                        f"the cluster {self.address} has had no workers for "
                        f"{PATIENCE_SECONDS:.0f} s: start some and run again, what was kept stands"
                    ) from None
            except OSError as error:
                raise self._lost(error) from error
            except ImportError as error:
                raise ClusterError(
                    f"a worker of {self.address} lacks what the work needs ({error}): install the "
                    "same copydesk, with the extra `cluster`, on every machine"
                ) from error
            else:
                return found
            finally:
                if future.status != "pending":
                    self._flying.discard(future)

    def _lost(self, error: BaseException) -> ClusterError:
        return ClusterError(
            f"the cluster {self.address}: its scheduler was lost ({type(error).__name__}); start "
            "it and run again, what was kept stands"
        )

    def _threads(self, *, wait: bool = True) -> int:
        """How many tasks the workers can do at once; says so when it changes.

        Raises:
            ClusterError: when there are none, and none comes while it is waited.
        """
        try:
            if wait:
                self._client.wait_for_workers(1, timeout=PATIENCE_SECONDS)
            workers = self._client.nthreads()
        except TimeoutError:
            raise ClusterError(
                f"the cluster {self.address} has no workers: start some with "
                f"`dask worker {self.address} --nthreads 1`"
            ) from None
        except OSError as error:
            raise self._lost(error) from error
        if len(workers) != self._workers:
            self._workers = len(workers)
            _LOG.info("the cluster %s has %d workers", self.address, self._workers)
        return sum(workers.values())


# What follows runs on the workers.

_made: dict[Work, Callable[[Any], Any]] = {}
#: One task at a time in a process: what a work loads is not made for threads.
_turn = Lock()


def _done(work: Work, values: tuple[Any, ...], mark: str) -> list[Any]:
    if mark != _mark():
        raise ClusterError(
            f"a worker runs another copydesk ({copydesk.__version__}, code {_mark()[:8]}, not "
            f"{mark[:8]}): install the same one everywhere, or the stories would not be the same"
        )
    with _turn:
        if work not in _made:
            _made[work] = work.function()
        return [attempt(_made[work], value) for value in values]


@cache
def _mark() -> str:
    """A hash of the code and the lists that come with it; large files by their size alone."""
    root = Path(copydesk.__file__).parent
    found = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            size = path.stat().st_size
            body = path.read_bytes() if size < 1_000_000 else str(size).encode()
            found.update(f"{path.relative_to(root).as_posix()} {len(body)} ".encode() + body)
    return found.hexdigest()

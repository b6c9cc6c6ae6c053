"""One pool of processes for all stages: for work that may hang, take the memory, or use both cores.

A worker is a fresh Python that is told what to import. Nothing of the calling script is run again
in it, so a script that calls the library needs no ``if __name__ == "__main__"``, which
`multiprocessing` would ask for. A worker that overruns its time or dies is replaced; what it had
in hand comes back as `Failed`, with the reason.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any, Generic, Protocol, TypeVar

Given = TypeVar("Given")
Found = TypeVar("Found")

#: A worker that has not loaded its stage by then never will; a loaded machine may take a minute.
START_SECONDS = 120.0
#: Values that wait for an earlier one, for each worker: order costs memory.
_AHEAD = 8
_DIED = "its process died, probably for want of memory"
#: Fewer values than that are not worth the seconds in which processes come up.
FEW = 32


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a value could not be worked on, one plain sentence."""

    reason: str


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker does.

    Attributes:
        maker: ``"package.module:function"``. Called once in each worker with ``given``, it returns
            the function that is then called with each value.
        given: arguments of the maker.
        limit_seconds: for one value, after which its process is killed; None for no limit.
        memory_bytes: address space of a process, where the system can limit it.
        tries: how often a value is worked on when its process dies; a value that overran its time
            is not tried again.
    """

    maker: str
    given: tuple[object, ...] = ()
    limit_seconds: float | None = None
    memory_bytes: int | None = None
    tries: int = 1

    def function(self) -> Callable[[Any], Any]:
        """The function itself, loaded here."""
        module, _, name = self.maker.partition(":")
        made: Callable[[Any], Any] = getattr(import_module(module), name)(*self.given)
        return made


@dataclass(slots=True)
class Task(Generic[Given, Found]):
    """A value on its way through; ``answer`` is there when ``done``."""

    value: Given
    tries: int
    done: bool = False
    answer: Found | Failed | None = None

    def finish(self, answer: Any) -> None:
        """Keep the answer."""
        self.answer, self.done = answer, True


class _Worker:
    """A process and the task it has in hand."""

    def __init__(self, work: Work) -> None:
        self.connection, theirs = Pipe()
        start = (
            f"import sys; sys.path[:] = {sys.path!r}; "
            f"from copydesk.processes import serve; serve({theirs.fileno()})"
        )
        self._process = subprocess.Popen(
            [sys.executable, "-c", start], pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL
        )
        theirs.close()
        self.connection.send(work)
        self.task: Task[Any, Any] | None = None
        self.deadline: float | None = None
        self._ready = False

    def give(self, task: Task[Any, Any], limit_seconds: float | None) -> None:
        """Hand over a task; the clock starts when the process is up.

        Raises:
            EOFError, OSError: the process died before it took the task.
        """
        if not self._ready:
            if not self.connection.poll(START_SECONDS):
                raise EOFError("no worker process could be started")
            self.connection.recv()
            self._ready = True
        self.connection.send(task.value)
        self.task = task
        self.deadline = None if limit_seconds is None else time.monotonic() + limit_seconds

    def take(self) -> None:
        """Receive the answer to the task in hand.

        Raises:
            EOFError, OSError: the process died.
        """
        answer = self.connection.recv()
        if self.task is not None:
            self.task.finish(answer)
        self.task = None

    def stop(self) -> None:
        """Kill the process."""
        self.connection.close()
        self._process.kill()
        self._process.wait()


@dataclass(slots=True)
class Pool(Generic[Given, Found]):
    """Worker processes that stay up between batches; use it in a ``with`` statement.

    Attributes:
        work: what they do.
        count: how many processes at most; they start when the first value comes.
    """

    work: Work
    count: int = 1
    _workers: list[_Worker] = field(default_factory=list)

    def __enter__(self) -> Pool[Given, Found]:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop all processes."""
        for worker in self._workers:
            worker.stop()
        self._workers = []

    def start(self) -> None:
        """Start all processes at once, so that they load side by side."""
        while len(self._workers) < max(1, self.count):
            self._workers.append(_Worker(self.work))

    def map(self, values: Iterable[Given]) -> Iterator[Found | Failed]:
        """What the work makes of each value, in the order of the values, read ahead by a few."""
        waiting: deque[Task[Given, Found]] = deque()
        for value in values:
            waiting.append(self.submit(value))
            while waiting and (waiting[0].done or len(waiting) > _AHEAD * self.count):
                yield self.answer(waiting.popleft())
        while waiting:
            yield self.answer(waiting.popleft())

    def submit(self, value: Given) -> Task[Given, Found]:
        """Give a value to an idle worker, waiting for one where all are busy."""
        task: Task[Given, Found] = Task(value, self.work.tries)
        self._assign(task)
        return task

    def answer(self, task: Task[Given, Found]) -> Found | Failed:
        """The answer to a task, waiting for it."""
        while not task.done:
            self._settle()
        return task.answer  # type: ignore[return-value]  # done: the answer is there

    def _assign(self, task: Task[Given, Found]) -> None:
        while not task.done:
            idle = next((worker for worker in self._workers if worker.task is None), None)
            if idle is None and len(self._workers) < max(1, self.count):
                idle = _Worker(self.work)
                self._workers.append(idle)
            if idle is None:
                self._settle()
                continue
            try:
                idle.give(task, self.work.limit_seconds)
            except (EOFError, OSError):  # it died while idle, or never came up
                self._lost(idle, task)
                continue
            return

    def _settle(self) -> None:
        """Wait until a busy worker answers, dies or overruns its time."""
        busy = [worker for worker in self._workers if worker.task is not None]
        deadlines = [worker.deadline for worker in busy if worker.deadline is not None]
        left = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
        ready = wait([worker.connection for worker in busy], timeout=left)
        for worker in busy:
            if worker.connection in ready:
                try:
                    worker.take()
                except (EOFError, OSError):
                    self._died(worker)
            elif worker.deadline is not None and time.monotonic() >= worker.deadline:
                self._overran(worker)

    def _overran(self, worker: _Worker) -> None:
        if worker.task is not None:
            worker.task.finish(Failed(f"not read within {self.work.limit_seconds:g} s"))
        self._drop(worker)

    def _died(self, worker: _Worker) -> None:
        task = worker.task
        if task is not None:
            self._lost(worker, task)
            self._assign(task)

    def _lost(self, worker: _Worker, task: Task[Given, Found]) -> None:
        """A worker died over a task: one try fewer is left to it."""
        self._drop(worker)
        task.tries -= 1
        if task.tries < 1:
            task.finish(Failed(_DIED))

    def _drop(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.stop()


def mapped(work: Work, values: Iterable[Given], workers: int = 1) -> Iterator[Any]:
    """What some work makes of each value, in their order: here with one worker, else in processes.

    A value that fails comes back as `Failed`. Here nothing bounds its time and memory.

    Raises:
        ValueError: when ``workers`` is less than one.
    """
    if workers < 1:
        raise ValueError(f"{workers} workers: at least one is needed")
    if workers == 1:
        function = work.function()
        yield from (attempt(function, value) for value in values)
        return
    with Pool[Given, Any](work, workers) as pool:
        yield from pool.map(values)


class Executor(Protocol):
    """Where work is done: in this process, in several of this machine, or on a cluster.

    What is loaded for a work stays loaded for the next values, so an executor is made once and
    lent to one stage after the other.

    Attributes:
        remote: whether work is done on other machines, where whatever bounds its time and memory
            must be.
        side_by_side: for how many processes of this machine it is worth while to hand out what
            takes longest first; 1 where values are taken as they come.
    """

    @property
    def remote(self) -> bool: ...  # noqa: D102  as above

    @property
    def side_by_side(self) -> int: ...  # noqa: D102  as above

    def start(self) -> None:
        """Say that there will be work, so that whoever does it gets ready meanwhile."""

    def map(self, work: Work, values: Iterable[Any], count: int | None = None) -> Iterator[Any]:
        """What the work makes of each value, in the order of the values; `Failed` where it fails.

        Args:
            work: what to do; it is loaded where it is done.
            values: taken as they are needed, a few ahead of the answers.
            count: how many there will be, where that is known.
        """


class Here:
    """Does all work in this process. Nothing bounds its time and memory."""

    remote = False
    side_by_side = 1

    def start(self) -> None:
        """Nothing is to be got ready."""

    def __init__(self) -> None:
        self._made: dict[Work, Callable[[Any], Any]] = {}

    def map(self, work: Work, values: Iterable[Any], count: int | None = None) -> Iterator[Any]:
        """As `Executor.map`; a work that cannot be loaded raises its own error."""
        if work not in self._made:
            self._made[work] = work.function()
        function = self._made[work]
        for value in values:
            yield attempt(function, value)


class Crew:
    """Worker processes for whatever work there is, up until the crew is closed; use it in a
    ``with`` statement. A few values are worked on in this process, unless the others are up.

    Args:
        count: how many processes at most; with one, all work is done in this process.
        load: modules that the processes load before there is work.
    """

    remote = False

    def __init__(self, count: int, load: tuple[str, ...] = ()) -> None:
        self.side_by_side = count
        self._here = Here()
        work = Work(f"{__name__}:any_work", load, tries=2)
        self._pool: Pool[tuple[Work, Any], Any] = Pool(work, count)
        self._up = False

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()
        self._up = False

    def start(self) -> None:
        """Start the processes, which load what they need while this one goes on."""
        if self._pool.count > 1:
            self._up = True
            self._pool.start()

    def map(self, work: Work, values: Iterable[Any], count: int | None = None) -> Iterator[Any]:
        """As `Executor.map`."""
        few = count is not None and count < FEW and not (self._up and count > 1)
        if few or self._pool.count < 2:
            return self._here.map(work, values)
        self.start()
        return self._pool.map((work, value) for value in values)


def any_work(*load: str) -> Callable[[tuple[Work, Any]], Any]:
    """What a worker of a crew does: whatever comes with the value. It loads some modules first."""
    for module in load:
        import_module(module)
    made: dict[Work, Callable[[Any], Any]] = {}

    def do(asked: tuple[Work, Any]) -> Any:
        work, value = asked
        if work not in made:
            made[work] = work.function()
        return made[work](value)

    return do


def serve(descriptor: int) -> None:
    """The life of a worker: a value in, an answer out, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection = Connection(descriptor)
    work: Work = connection.recv()
    if work.memory_bytes is not None:
        _limit_memory(work.memory_bytes)
    function = work.function()
    connection.send("ready")
    while True:
        try:
            value = connection.recv()
        except (EOFError, OSError):
            os._exit(0)
        connection.send(attempt(function, value))


def attempt(function: Callable[[Any], Any], value: object) -> object:
    """What the function makes of the value; `Failed` with the reason where it raises."""
    try:
        return function(value)
    except MemoryError:
        return Failed("needs more memory than it may take")
    except Exception as error:  # noqa: BLE001  one odd value must not end the batch
        return Failed(f"{type(error).__name__}: {error}")


def _limit_memory(wanted: int) -> None:
    try:
        import resource  # noqa: PLC0415  not on every platform
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))

"""Extraction of many documents in processes that can be killed.

One page in a hundred thousand makes a parser run for minutes or take the whole memory. Pages
are therefore read in worker processes that live on from page to page; one that overruns its
time is killed and replaced. Plain text needs no parser and is read in this process.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext
from typing import Any

from copydesk.errors import InputRefused
from copydesk.model import Article, Document

Read = tuple[Article, ...] | InputRefused
#: What goes over a pipe: the articles, or why there are none.
_Answer = tuple[Article, ...] | str

#: Address space of a worker. A 40 MB page needs about 1.5 GB in lxml.
MEMORY_BYTES = 4_000_000_000
#: Documents that wait for an earlier one, for each worker: order costs memory.
_AHEAD = 8
_START_SECONDS = 120.0


def attempt(document: Document, *, fast: bool = False) -> Read:
    """The articles of a document, or why it is refused; no error of a page gets out."""
    answer = _attempt(document, fast)
    return InputRefused(document.source, answer) if isinstance(answer, str) else answer


def _attempt(document: Document, fast: bool) -> _Answer:
    from copydesk.extract import extract  # noqa: PLC0415  the package imports this module

    try:
        return extract(document, fast=fast)
    except InputRefused as refused:
        return refused.reason
    except MemoryError:
        return "needs more memory than a page may take"
    except Exception as error:  # noqa: BLE001  one odd page must not end the batch
        return f"the page broke its reader: {type(error).__name__}: {error}"


def _serve(connection: Connection, fast: bool) -> None:
    """The life of a worker: a document in, an answer out, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    import copydesk.extract.page.reading  # noqa: F401, PLC0415  load the parsers before the clock runs

    connection.send("ready")
    while True:
        try:
            document = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(_attempt(document, fast))


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415  not on every platform
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


@dataclass
class _Task:
    """A document on its way through; ``result`` is None until it is read."""

    document: Document
    result: Read | None = None


class _Worker:
    """A process and the task it has in hand."""

    def __init__(self, context: SpawnContext, fast: bool) -> None:
        self.connection, theirs = context.Pipe()
        self._process: Any = context.Process(target=_serve, args=(theirs, fast), daemon=True)
        self._process.start()
        theirs.close()
        self.task: _Task | None = None
        self.deadline = 0.0
        self._ready = False

    def give(self, task: _Task, limit_seconds: float) -> None:
        """Hand over a task; the clock starts when the process is up."""
        if not self._ready:
            if not self.connection.poll(_START_SECONDS):
                raise InputRefused(task.document.source, "no worker process could be started")
            self.connection.recv()
            self._ready = True
        self.task = task
        self.deadline = time.monotonic() + limit_seconds
        self.connection.send(task.document)

    def take(self) -> None:
        """Receive the answer to the task in hand.

        Raises:
            EOFError: the process died.
        """
        task = self.task
        answer: _Answer = self.connection.recv()
        if task is not None:
            refused = isinstance(answer, str)
            source = task.document.source
            task.result = InputRefused(source, str(answer)) if refused else answer  # type: ignore[assignment]
        self.task = None

    def stop(self) -> None:
        """Kill the process."""
        self.connection.close()
        self._process.kill()
        self._process.join()


class Pool:
    """Worker processes that stay up between batches.

    Args:
        workers: how many processes at most; they start when the first page comes.
        limit_seconds: for one page.
        fast: as for `extract`.
    """

    def __init__(
        self, workers: int = 1, limit_seconds: float = 10.0, *, fast: bool = False
    ) -> None:
        self._fast = fast
        self._count = max(1, workers)
        self._limit_seconds = limit_seconds
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop all processes."""
        for worker in self._workers:
            worker.stop()
        self._workers = []

    def read(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Read]]:
        """Read documents; results come in the order of the documents."""
        waiting: deque[_Task] = deque()
        for document in documents:
            task = _Task(document)
            waiting.append(task)
            if document.media_type == "text/plain":
                task.result = attempt(document)
            else:
                self._assign(task)
            while len(waiting) > _AHEAD * self._count:
                self._settle()
                yield from _finished(waiting)
            yield from _finished(waiting)
        while waiting:
            if waiting[0].result is None:
                self._settle()
            yield from _finished(waiting)

    def _assign(self, task: _Task) -> None:
        """Give the task to an idle worker, waiting for one where all are busy."""
        while True:
            idle = next((worker for worker in self._workers if worker.task is None), None)
            if idle is None and len(self._workers) < self._count:
                idle = _Worker(self._context, self._fast)
                self._workers.append(idle)
            if idle is not None:
                try:
                    idle.give(task, self._limit_seconds)
                except (BrokenPipeError, EOFError):  # it died while idle
                    self._drop(idle)
                    continue
                return
            self._settle()

    def _settle(self) -> None:
        """Wait until a busy worker answers, dies or overruns its time."""
        busy = [worker for worker in self._workers if worker.task is not None]
        if not busy:
            return
        left = min(worker.deadline for worker in busy) - time.monotonic()
        ready = wait([worker.connection for worker in busy], timeout=max(0.0, left))
        for worker in busy:
            if worker.connection in ready:
                self._receive(worker)
            elif time.monotonic() >= worker.deadline:
                self._fail(worker, f"not read within {self._limit_seconds:g} s")

    def _receive(self, worker: _Worker) -> None:
        try:
            worker.take()
        except (EOFError, OSError):
            self._fail(worker, "its reader process died, probably for want of memory")

    def _fail(self, worker: _Worker, reason: str) -> None:
        if worker.task is not None:
            worker.task.result = InputRefused(worker.task.document.source, reason)
        self._drop(worker)

    def _drop(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.stop()


def _finished(waiting: deque[_Task]) -> Iterator[tuple[Document, Read]]:
    while waiting and waiting[0].result is not None:
        task = waiting.popleft()
        if task.result is not None:
            yield task.document, task.result


def extract_many(
    documents: Iterable[Document],
    workers: int = 1,
    limit_seconds: float = 10.0,
    *,
    fast: bool = False,
) -> Iterator[tuple[Document, Read]]:
    """Extract documents one after the other; no document can stop the others.

    Args:
        documents: as they come; read ahead by a few only.
        workers: processes for pages.
        limit_seconds: after which a page's process is killed.
        fast: as for `extract`.

    Yields:
        Each document with its articles, or with why it was refused, in input order.
    """
    with Pool(workers, limit_seconds, fast=fast) as pool:
        yield from pool.read(documents)

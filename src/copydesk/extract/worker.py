"""Extraction of many documents in processes that can be killed.

One page in a hundred thousand makes a parser run for minutes or take the whole memory. Pages
are therefore read in worker processes that live on from page to page; one that overruns its
time is killed and replaced. A short plain text needs no parser and is read in this process.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from threading import Lock

from copydesk.errors import InputRefused
from copydesk.gather.limits import PAGE_SECONDS, QUICK_TEXT_CHARACTERS, WORKER_BYTES
from copydesk.model import Article, Document
from copydesk.processes import Failed, Pool, Task, Work

Read = tuple[Article, ...] | InputRefused
#: What goes over a pipe: the articles, or why there are none.
_Answer = tuple[Article, ...] | str

#: Documents that wait for an earlier one, for each worker: order costs memory.
_AHEAD = 8


def attempt(document: Document, *, fast: bool = False) -> Read:
    """The articles of a document, or why it is refused; no error of a page gets out."""
    return _read(document, reader(fast)(document))


def reader(fast: bool) -> Callable[[Document], _Answer]:
    """The function that reads one document; it loads the parsers, before any clock runs."""
    from copydesk.extract.documents import extract  # noqa: PLC0415  only where pages are read

    def read(document: Document) -> _Answer:
        try:
            return extract(document, fast=fast)
        except InputRefused as refused:
            return refused.reason
        except MemoryError:
            return "needs more memory than a page may take"
        except Exception as error:  # noqa: BLE001  one odd page must not end the batch
            return f"the page broke its reader: {type(error).__name__}: {error}"

    return read


def _read(document: Document, answer: _Answer | Failed) -> Read:
    if isinstance(answer, Failed):
        return InputRefused(document.source, answer.reason)
    return InputRefused(document.source, answer) if isinstance(answer, str) else answer


def extract_many(
    documents: Iterable[Document],
    workers: int = 1,
    limit_seconds: float = PAGE_SECONDS,
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
    work = Work("copydesk.extract.worker:reader", (fast,), limit_seconds, WORKER_BYTES)
    waiting: deque[tuple[Document, Task[Document, _Answer] | Read]] = deque()
    with Pool[Document, _Answer](work, workers) as pool:

        def first() -> tuple[Document, Read]:
            document, found = waiting.popleft()
            if isinstance(found, Task):
                return document, _read(document, pool.answer(found))
            return document, found

        for document in documents:
            if _is_quick(document):
                waiting.append((document, attempt(document)))
            else:
                waiting.append((document, pool.submit(document)))
            while waiting and (len(waiting) > _AHEAD * workers or _settled(waiting[0][1])):
                yield first()
        while waiting:
            yield first()


class Extractor:
    """One worker that stays up, for pages that come one by one; threads take turns.

    Use it in a ``with`` statement. Arguments are those of `extract_many`.
    """

    def __init__(self, limit_seconds: float = PAGE_SECONDS, *, fast: bool = False) -> None:
        work = Work("copydesk.extract.worker:reader", (fast,), limit_seconds, WORKER_BYTES)
        self._pool: Pool[Document, _Answer] = Pool(work)
        self._turn = Lock()

    def __enter__(self) -> Extractor:
        return self

    def __exit__(self, *_: object) -> None:
        with self._turn:
            self._pool.close()

    def read(self, document: Document) -> Read:
        """The articles of a document, or why it was refused."""
        with self._turn:
            return _read(document, self._pool.answer(self._pool.submit(document)))


def bounded_reader(fast: bool, limit_seconds: float) -> Callable[[Document], Read]:
    """The function that reads one document as `extract_many` does, on a machine of a cluster: its
    pages are read in a process beside it, which can be killed."""
    extractor = Extractor(limit_seconds, fast=fast)

    def read(document: Document) -> Read:
        return attempt(document, fast=fast) if _is_quick(document) else extractor.read(document)

    return read


def _is_quick(document: Document) -> bool:
    """Whether a document is a text so short that it is read in this process."""
    return document.media_type == "text/plain" and len(document.content) <= QUICK_TEXT_CHARACTERS


def _settled(found: Task[Document, _Answer] | Read) -> bool:
    return not isinstance(found, Task) or found.done

"""The gate for single sentences, in a process of its own: the model's memory stays there."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from copydesk.errors import NotFit
from copydesk.model import (
    Annotated,
    Article,
    Draft,
    DraftSentence,
    Outcome,
    Reason,
    SentenceVerdict,
)
from copydesk.newsroom.desk.acting import Judge
from copydesk.processes import Failed, Pool, Work
from copydesk.store import Store, of_article

#: Stories whose reports a judge keeps at hand: an editor goes to and fro between a few.
_AT_HAND = 4
#: A verdict that takes longer is none.
LIMIT_SECONDS = 60.0

_Asked = tuple[str, tuple[DraftSentence, ...]]


def judge_of(store: Store, model: str | None = None) -> Judge:
    """The gate in this process, over a store's reports.

    Args:
        store: where the stories' reports are.
        model: a spaCy pipeline; None for the shipped one.
    """
    from copydesk.annotate import annotate, load  # noqa: PLC0415  loads the language model
    from copydesk.check import check_draft  # noqa: PLC0415  loads the language model

    language = load(model)
    at_hand: dict[tuple[str, ...], tuple[Annotated, ...]] = {}

    def read(article: Article) -> Annotated:
        """As it was read, and the whole of it: a sentence of somebody's own may rest on any."""
        found = store.read_report(of_article(article), whole=True)
        return found or annotate(article, language)

    def judge(story: str, sentences: Sequence[DraftSentence]) -> tuple[DraftSentence, ...]:
        reports = _reports(store, story, at_hand, read)
        return tuple(
            check_draft(Draft(story, sentence, ""), reports, language).headline
            for sentence in sentences
        )

    return judge


def _reports(
    store: Store,
    story: str,
    at_hand: dict[tuple[str, ...], tuple[Annotated, ...]],
    read: Callable[[Article], Annotated],
) -> tuple[Annotated, ...]:
    latest = store.latest(story)
    if latest is None:
        raise NotFit(f"there is no story {story!r}")
    articles = [a for key in latest.story.articles if (a := store.article(key)) is not None]
    marks = tuple(of_article(article) for article in articles)
    if marks not in at_hand:
        while len(at_hand) >= _AT_HAND:
            at_hand.pop(next(iter(at_hand)))
        at_hand[marks] = tuple(read(article) for article in articles)
    return at_hand[marks]


def answering(url: str, model: str | None) -> Callable[[_Asked], tuple[DraftSentence, ...]]:
    """What the gate's process does: a story and sentences in, the sentences with verdicts out."""
    judge = judge_of(Store(url), model)
    return lambda asked: tuple(judge(*asked))


class Gate:
    """The gate, asked from many threads, answering from one process that starts when first asked.

    A verdict that cannot be had is one that does not pass, with its reason.

    Args:
        url: of the store.
        model: a spaCy pipeline; None for the shipped one.
    """

    def __init__(self, url: str, model: str | None = None) -> None:
        work = Work(f"{__name__}:answering", (url, model), limit_seconds=LIMIT_SECONDS, tries=2)
        self._pool: Pool[_Asked, Any] = Pool(work, 1)
        self._turn = threading.Lock()

    def __call__(self, story: str, sentences: Sequence[DraftSentence]) -> tuple[DraftSentence, ...]:
        """The sentences with their verdicts."""
        given = tuple(sentences)
        if not given:
            return ()
        with self._turn:
            found = self._pool.answer(self._pool.submit((story, given)))
        if isinstance(found, Failed):
            return tuple(unjudged(sentence, found.reason) for sentence in given)
        checked: tuple[DraftSentence, ...] = found
        return checked

    def close(self) -> None:
        """Stop the process."""
        with self._turn:
            self._pool.close()


def unjudged(sentence: DraftSentence, reason: str) -> DraftSentence:
    """The sentence with a verdict that says why there is none."""
    verdict = SentenceVerdict(
        Outcome.UNAVAILABLE, (Reason("source", f"It could not be checked: {reason}."),)
    )
    return replace(sentence, verdict=verdict)

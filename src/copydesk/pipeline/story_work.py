"""What is done for one report or one story, wherever it is done: here, in a process, on a cluster.

Everything a task needs comes with it and everything it made goes back, so that a worker needs no
store, and a task that was lost with its worker is simply done again.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from copydesk import remembered
from copydesk.annotate import Language, annotate, load
from copydesk.check import evidence
from copydesk.errors import WriterError
from copydesk.model import Annotated, Article, Dossier
from copydesk.pipeline.assignments import Assignment
from copydesk.pipeline.brief import lead_of
from copydesk.pipeline.chain import build
from copydesk.pipeline.writing import writer_of
from copydesk.settings import Settings
from copydesk.store import pack, unpack


def _loaded(model: str | None) -> Language:
    """The language pipeline, for work that goes on for long.

    The collector of garbage would look through all that was loaded, again and again, and find
    nothing: a tenth of the time of comparing, composing and checking.
    """
    language = load(model)
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)
    return language


def reader(model: str | None) -> Callable[[Article], bytes]:
    """The function that annotates a report, as the store keeps it."""
    language = _loaded(model)
    return lambda article: pack(annotate(article, language))


def lead_reader(model: str | None) -> Callable[[Article], bytes]:
    """The function that annotates the lead of a report, as the store keeps it."""
    language = _loaded(model)

    def read(article: Article) -> bytes:
        return pack(replace(annotate(lead_of(article), language), article=article))

    return read


def story_writer(settings: str) -> Callable[[Assignment], Dossier | WriterError]:
    """The function that writes one story: a dossier without tokens and claims, and without an
    address where it is new; or why it cannot be written.

    Args:
        settings: in force, as JSON.
    """
    chosen = Settings.model_validate_json(settings)
    language = _loaded(chosen.language.model)
    writer = writer_of(chosen)

    def build_from(task: Assignment, reports: Sequence[Annotated]) -> Dossier | WriterError:
        try:
            return build(task.story, reports, language, task.previous, None, task.earlier, writer)
        except WriterError as error:
            return error
        finally:
            evidence.forget()
            remembered.forget()

    def write(task: Assignment) -> Dossier | WriterError:
        reports = tuple(_named(unpack(kept), task.outlets) for kept in task.reports)
        locked = task.previous and any(s.locked for s in task.previous.draft.sentences())
        dossier: Dossier | WriterError | None = None
        if not (task.brief and locked):
            dossier = build_from(task, reports)
        if task.brief and not isinstance(dossier, Dossier):
            # No sentence of the lead stands by itself, or an editor's words rest on the rest.
            whole = [annotate(report.article, language) for report in reports]
            dossier = build_from(task, whole)
        if not isinstance(dossier, Dossier):
            return dossier or WriterError(f"story {task.story.id} was not written")
        for sentence in dossier.draft.sentences():
            if sentence.verdict is None or not sentence.verdict.outcome.passes:
                # A headline of which no version passed: one story less, and not the whole run.
                return WriterError(
                    f"story {task.story.id}: the gate let no version of a sentence through that "
                    f"its page needs (“{sentence.text}”), so it is not published"
                )
        return replace(
            dossier, reports=tuple(replace(report, tokens=()) for report in reports), claims=()
        )

    return write


def _named(report: Annotated, outlets: Mapping[str, str]) -> Annotated:
    name = outlets.get(report.article.id)
    return replace(report, article=replace(report.article, outlet=name)) if name else report

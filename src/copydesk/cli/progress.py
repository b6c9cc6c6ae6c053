"""What a person sees while work goes on: on standard error, and only on a terminal."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

import click
from rich.console import Console

from copydesk.cli import QUIET
from copydesk.errors import InputRefused

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from copydesk.model import Draft
    from copydesk.pipeline import Progress

#: What each stage is called while it runs.
VERBS = {
    "extract": "Reading reports",
    "annotate": "Annotating",
    "group": "Grouping into stories",
    "compose": "Comparing, composing, checking",
    "publish": "Publishing",
}

_LOG = logging.getLogger(__name__)

screen = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


def explained(draft: Draft) -> None:
    """What a story leaves out of its reports, and why, on standard error; what a model cost."""
    errors.print(f"{draft.headline.text}", style="bold", markup=False)
    refused = f"refused by the gate: {len(draft.refused)}"
    lines = [f"{left.count:5d}  {left.reason}" for left in draft.left_out]
    for line in (*lines, f"       {refused}"):
        errors.print(line, markup=False)
    if draft.replies:
        into = sum(r.tokens_in for r in draft.replies)
        out = sum(r.tokens_out for r in draft.replies)
        cost = sum(r.cost for r in draft.replies)
        answers = len(draft.replies)
        errors.print(f"{answers} answers, {into} tokens in, {out} out, cost {cost:.4f}")


def quiet() -> bool:
    """Whether the user wants neither progress nor tables."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(QUIET))


@contextmanager
def shown() -> Iterator[Progress]:
    """A progress with a bar a stage; without bars where nobody is there to see or wants them."""
    bar = _bars() if errors.is_terminal and not quiet() else None
    with bar or nullcontext():
        begun: set[str] = set()
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int | None) -> None:
            if stage not in begun:
                begun.add(stage)
                _LOG.info("%s", VERBS.get(stage, stage).lower())
            if bar is None:
                return
            if stage not in tasks:
                tasks[stage] = bar.add_task(VERBS.get(stage, stage), total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield show


def _bars() -> Bars:
    """The bars, loaded where a terminal shows them."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=errors)


def finish(refused: Sequence[InputRefused]) -> None:
    """Name each refused input with its reason; exit 1 when there are any."""
    for refusal in refused:
        errors.print(f"refused {refusal.source}: {refusal.reason}", markup=False, soft_wrap=True)
    if refused:
        raise SystemExit(1)

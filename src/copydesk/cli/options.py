"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from copydesk.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])

inputs_argument = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")


def settings_options(function: F) -> F:
    """``--workers`` and ``--model``."""
    workers = click.option(
        "--workers",
        type=click.IntRange(min=1),
        metavar="N",
        help="Processes for extracting and annotating. Default: the machine's cores.",
    )
    model = click.option(
        "--model",
        metavar="NAME",
        help="Another spaCy pipeline, by name or folder. Default: the shipped English one.",
    )
    decorated: F = workers(model(function))
    return decorated


def settings_from(workers: int | None, model: str | None, **parts: object) -> Settings:
    """Settings in force, with what the command line gave on top.

    Raises:
        SettingsError: when a setting makes no sense.
    """
    from copydesk import settings

    given: dict[str, object] = {key: value for key, value in parts.items() if value}
    if workers:
        given["workers"] = workers
    if model:
        given["language"] = {"model": model}
    return settings.load(**given)

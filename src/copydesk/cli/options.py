"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from copydesk.settings import Settings
    from copydesk.store import Store

F = TypeVar("F", bound=Callable[..., Any])

_CONFIG = "copydesk.config"

inputs_argument = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")


def settings_options(function: F) -> F:
    """``--workers``, ``--model`` and ``--config``."""
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
    config = click.option(
        "--config",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        expose_value=False,
        callback=_remember,
        help="Settings file. Default: copydesk.toml in the working folder, where there is one.",
    )
    decorated: F = workers(model(config(function)))
    return decorated


writer_option = click.option(
    "--writer",
    type=click.Choice(["own", "model"]),
    help="Who writes: the desk itself, or a language model as the settings name it.",
)


def _remember(context: click.Context, _: click.Parameter, value: Path | None) -> None:
    """Keep the settings file for `settings_from`: every command takes it, none works with it."""
    context.meta[_CONFIG] = value


def settings_from(
    workers: int | None = None, model: str | None = None, **parts: object
) -> Settings:
    """Settings in force, with what the command line gave on top.

    Raises:
        SettingsError: when a setting makes no sense.
    """
    from copydesk import settings

    given: dict[str, Any] = {key: value for key, value in parts.items() if value}
    if workers:
        given["workers"] = workers
    if model:
        given["language"] = {"model": model}
    return settings.load(click.get_current_context().meta.get(_CONFIG), **given)


def store_in_force(given: str | None) -> Store:
    """The store that the command line names, or the settings.

    Raises:
        SettingsError: neither does.
    """
    from copydesk.errors import SettingsError
    from copydesk.store import Store

    url = given or settings_from().store.url
    if not url:
        raise SettingsError("no store is named: give --store URL, or store.url in copydesk.toml")
    return Store(url)

"""Who writes the stories, by the settings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from copydesk.errors import SettingsError
from copydesk.settings import Settings

if TYPE_CHECKING:
    from copydesk.compose.writers import Writer


def writer_of(settings: Settings) -> Writer | None:
    """The writer in force; None for the default one.

    Raises:
        SettingsError: when a model is to write and none is named.
    """
    asked = settings.writer
    if asked.use == "own":
        return None
    if not asked.model:
        raise SettingsError(
            "writer.model is not set: name the model that the endpoint at "
            f"{asked.url} is to write with, or set writer.use to own"
        )
    from copydesk.compose.writers.chat import ModelWriter  # noqa: PLC0415  a stage is loaded
    from copydesk.compose.writers.endpoint import Endpoint  # noqa: PLC0415

    return ModelWriter(
        Endpoint(
            url=asked.url,
            model=asked.model,
            key=os.environ.get(asked.key_variable) or None,
            timeout=asked.timeout_seconds,
            retries=asked.retries,
            schema=asked.response_schema,
            price_in=asked.price_in,
            price_out=asked.price_out,
        )
    )


def writer_name(settings: Settings) -> str:
    """What the writer in force is called: a story is written anew when it changes."""
    return "own" if settings.writer.use == "own" else f"{settings.writer.model}"

"""Settings, from ``copydesk.toml`` in the working folder and from ``COPYDESK_…`` variables."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from pydantic import AnyHttpUrl, BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from copydesk.errors import SettingsError

FILE_NAME = "copydesk.toml"

Positive = Annotated[int, Field(ge=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LanguageSettings(_Part):
    """``language.model``: name or path of a spaCy pipeline; None for the shipped one."""

    model: str | None = None


class ExtractSettings(_Part):
    """``extract.limit_seconds``: a page that takes longer is refused.

    ``extract.fast``: read the body of a page with one extractor, not four.
    """

    limit_seconds: Annotated[float, Field(gt=0)] = 10.0
    fast: bool = False


class GroupSettings(_Part):
    """``group.outlets``: JSON file with outlets of your own; its entries win."""

    outlets: Path | None = None


class StoreSettings(_Part):
    """``store.url``: SQLAlchemy URL; None for a SQLite file beside the site."""

    url: str | None = None


class SiteSettings(_Part):
    """How the site is called and where it will stand."""

    title: str = "Copydesk"
    description: str = "What many outlets reported, as one story that is cited and checked."
    base_url: str | None = None
    rating_action: AnyHttpUrl | None = None
    copy_images: bool = False


class Settings(BaseSettings):
    """All settings. Later wins: defaults, ``copydesk.toml``, environment, command line.

    In the environment, parts are joined by two underscores: ``COPYDESK_SITE__TITLE``.
    """

    model_config = SettingsConfigDict(
        env_prefix="COPYDESK_",
        env_nested_delimiter="__",
        toml_file=FILE_NAME,
        extra="forbid",
        frozen=True,
    )

    language: LanguageSettings = LanguageSettings()
    extract: ExtractSettings = ExtractSettings()
    group: GroupSettings = GroupSettings()
    store: StoreSettings = StoreSettings()
    site: SiteSettings = SiteSettings()
    workers: Positive = max(1, os.cpu_count() or 1)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment before file; no dotenv and no secrets folder."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load(**given: object) -> Settings:
    """The settings in force.

    Args:
        given: top-level settings from the command line; they win.

    Raises:
        SettingsError: when a value makes no sense, naming the setting and where it may stand.
    """
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except (ValidationError, ValueError) as error:
        where = f" (in {FILE_NAME} or the environment)" if Path(FILE_NAME).exists() else ""
        raise SettingsError(f"a setting{where} cannot be used: {error}") from error

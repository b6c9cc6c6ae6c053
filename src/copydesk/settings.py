"""Settings, from ``copydesk.toml`` in the working folder and from ``COPYDESK_…`` variables."""

from __future__ import annotations

import logging
import os
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AnyHttpUrl, BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from copydesk.errors import SettingsError

FILE_NAME = "copydesk.toml"
_LOG = logging.getLogger(__name__)

Positive = Annotated[int, Field(ge=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


def _networks(value: tuple[str, ...]) -> tuple[str, ...]:
    for network in value:
        ip_network(network)
    return value


class LanguageSettings(_Part):
    """The pipeline that reads English."""

    model: str | None = None
    """Name or folder of a spaCy pipeline; without it the shipped one."""


class ExtractSettings(_Part):
    """How pages become articles."""

    limit_seconds: Annotated[float, Field(gt=0)] = 8.0
    """A page that takes longer is refused."""
    fast: bool = False
    """Read the body of a page with one extractor and not four."""


class GroupSettings(_Part):
    """How reports become stories and origins."""

    outlets: Path | None = None
    """JSON file with outlets of your own; its entries win over the shipped table's."""


class StoreSettings(_Part):
    """Where reports and stories are kept."""

    url: str | None = None
    """SQLAlchemy URL; without it a SQLite file beside the site."""


class WatchSettings(_Part):
    """How sources are watched."""

    contact: str | None = None
    """Web or mail address in the User-Agent, for owners of sites who want to turn to somebody."""
    host_seconds: Annotated[float, Field(ge=0)] = 5.0
    """Between the end of one request to a host and the next; a longer Crawl-delay is kept."""
    callback: str | None = None
    """Address under which ``serve`` is reached from outside. Feeds that name a WebSub hub are
    then told of by it; without it they are polled only."""
    settle_seconds: Annotated[float, Field(ge=0)] = 2.0
    """A story waits so long for the next report, and three times as long at most."""
    fetchers: Positive = 8
    """Requests at once, each to another host."""
    first_days: Annotated[float, Field(gt=0)] = 3.0
    """Reports published so many days before a source was first, or last, asked are not read."""
    items_per_hour: Positive = 120
    """Reports of one source that are read in an hour, unless it has a limit of its own."""
    pages_per_hour: Positive = 240
    """Requests for pages of one source in an hour, unless it has a limit of its own."""
    bytes_per_hour: Positive = 100_000_000
    """Bytes that one source may bring in an hour, unless it has a limit of its own."""
    keep_days: Annotated[float, Field(gt=0)] | None = None
    """Raw pages that no story cites are let go after so many days; without it all are kept."""
    keep_bytes: Positive | None = None
    """Raw pages that no story cites are let go, oldest first, when all together take more."""
    private_networks: tuple[str, ...] = ()
    """Networks of your own ("10.1.0.0/16") that may be asked though they are not public."""

    @field_validator("contact")
    @classmethod
    def _one_line(cls, value: str | None) -> str | None:
        if value is not None and not (value.isascii() and value.isprintable()):
            raise ValueError("it becomes part of a header: give plain letters only")
        return value

    _are_networks = field_validator("private_networks")(_networks)


class SiteSettings(_Part):
    """How the site is called and where it will stand."""

    title: str = "Copydesk"
    """Name in the masthead."""
    description: str = "What many outlets reported, as one story that is cited and checked."
    """One line under the name."""
    base_url: str | None = None
    """Address that the site will have, with its path. Feeds, site maps, embedded cards and the
    data for machines need it; pages work without."""
    rating_action: AnyHttpUrl | None = None
    """Address that readers' ratings are sent to; without it there is no rating."""
    contact: str | None = None
    """Mail or web address for readers who found an error; without it there is no such link."""
    copy_images: bool = False
    """Fetch the lead pictures and show copies of them. Only for who may: a picture has a rights
    holder. Without it a picture is linked where its outlet shows it."""
    templates: Path | None = None
    """Folder with page templates of your own (Jinja2); a file there takes the place of the shipped
    one of its name."""
    logo: Path | None = None
    """Picture (SVG, PNG, JPEG, WebP) that stands in the masthead in the place of the name."""
    sections: dict[str, list[str]] = {}
    """Sections of your own: a story whose headline or standfirst has one of the words stands in
    the section, the first that fits: ``"War in Ukraine" = ["Ukraine", "Kyiv"]``."""
    theme: dict[str, str] = {}
    """Colours and typefaces by the names of the style sheet's variables, without their dashes:
    ``accent = "#004b87"``; ``dark-accent`` for dark screens."""


class WriterSettings(_Part):
    """Who writes the stories."""

    use: Literal["own", "model"] = "own"
    """``own`` writes without a model and without a network; ``model`` asks a language model, and
    checks each of its sentences like any other."""
    url: str = "http://localhost:11434/v1"
    """Base address of an endpoint for chat completions: Ollama, llama.cpp, vLLM, a hosted one."""
    model: str | None = None
    """Name of the model at the endpoint; needed where ``use`` is ``model``."""
    key_variable: str = "COPYDESK_WRITER_KEY"
    """Variable of the environment that holds the endpoint's key; a key stands in no file."""
    timeout_seconds: Annotated[float, Field(gt=0)] = 300.0
    """How long to wait for one answer."""
    retries: Annotated[int, Field(ge=0, le=10)] = 3
    """Tries after the first, where the endpoint is busy or the network fails."""
    response_schema: Literal["auto", "off"] = "auto"
    """``auto`` asks for a JSON schema and gives it up where the endpoint refuses it."""
    price_in: Annotated[float, Field(ge=0)] = 0.0
    """Price of a million tokens of the question, for the cost that is shown."""
    price_out: Annotated[float, Field(ge=0)] = 0.0
    """Price of a million tokens of the answer."""
    brief: bool = True
    """A story that one source alone tells gets a brief page from the lead of its reports, which are
    then not parsed: most of a stream costs a fraction of it. ``false`` writes such stories in full.
    A model always does."""


class CheckSettings(_Part):
    """How the gate judges free prose."""

    judge: str | None = None
    """A stronger judge of support, asked once no veto stands: the folder of a checkpoint that
    classifies pairs of texts (the extra ``judge``), or the address of an endpoint that answers
    ``{"claim", "text"}`` with ``{"probability"}``; its key is read from ``COPYDESK_JUDGE_KEY``.
    Without it the shipped model."""


class ServeSettings(_Part):
    """How a newsroom that keeps running publishes, and who may ask how it is."""

    autopublish: Literal["always", "rule", "never"] = "always"
    """When a story that the line wrote goes out without an editor: ``rule`` asks for enough
    origins, no caveat, and no difference between reports; ``never`` is review first."""
    autopublish_origins: Positive = 2
    """Independent origins that a story needs under ``rule``."""
    autopublish_differences: bool = False
    """Under ``rule``, let a story go out, too, in which reports differ."""
    metrics: bool = False
    """Let other machines read ``/metrics``; this machine always may."""
    webhook_networks: tuple[str, ...] = ()
    """Networks of your own ("10.1.0.0/16") that webhooks may be in though they are not public."""

    _are_networks = field_validator("webhook_networks")(_networks)


class DigestSettings(_Part):
    """The digest by mail."""

    smtp: str | None = None
    """Mail server that takes the digest, as ``mail.example:587``; without it there is none."""
    sender: str | None = None
    """Mail address that the digest comes from."""
    encryption: Literal["starttls", "tls", "none"] = "starttls"
    """How the connection to the mail server is kept secret."""
    user: str | None = None
    """Name to sign in with at the mail server; without it nobody signs in."""
    password_variable: str = "COPYDESK_SMTP_PASSWORD"
    """Variable of the environment that holds the password; a password stands in no file."""


class OpenIdSettings(_Part):
    """Signing in at the desk through an OpenID provider (the extra ``openid``)."""

    issuer: str | None = None
    """Address of the provider, exactly as it names itself; without it there is none."""
    client_id: str | None = None
    """What the provider calls this newsroom. Its address to come back to is
    ``site.base_url`` with ``desk/openid/callback``."""
    secret_variable: str = "COPYDESK_OPENID_SECRET"
    """Variable of the environment that holds the secret shared with the provider; a secret stands
    in no file."""
    title: str = "your organisation"
    """How the provider is called on the page of sign-in."""
    scopes: str = "openid profile email"
    """What is asked of the provider."""
    name_claim: str = "preferred_username"
    """Claim that names somebody at the desk."""
    role_claim: str = "groups"
    """Claim that tells what somebody may: a word or a list of words."""
    administrators: tuple[str, ...] = ()
    """Words of that claim that make an administrator."""
    editors: tuple[str, ...] = ()
    """Words of that claim that make an editor."""
    readers: tuple[str, ...] = ()
    """Words of that claim that make a reader."""
    only: bool = False
    """Let nobody in by password."""
    networks: tuple[str, ...] = ()
    """Networks of your own ("10.1.0.0/16") that the provider may be in though they are not
    public."""

    _are_networks = field_validator("networks")(_networks)


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
        use_attribute_docstrings=True,
    )

    language: LanguageSettings = LanguageSettings()
    extract: ExtractSettings = ExtractSettings()
    group: GroupSettings = GroupSettings()
    store: StoreSettings = StoreSettings()
    watch: WatchSettings = WatchSettings()
    site: SiteSettings = SiteSettings()
    writer: WriterSettings = WriterSettings()
    check: CheckSettings = CheckSettings()
    serve: ServeSettings = ServeSettings()
    digest: DigestSettings = DigestSettings()
    openid: OpenIdSettings = OpenIdSettings()
    workers: Positive = max(1, os.cpu_count() or 1)
    """Processes for extracting and annotating. Without it the machine's cores."""

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


def load(file: Path | None = None, **given: Any) -> Settings:
    """The settings in force.

    Args:
        file: a settings file in the place of ``copydesk.toml`` in the working folder.
        given: top-level settings from the command line; they win.

    Raises:
        SettingsError: when a value makes no sense, naming the setting and where it may stand, or
            when ``file`` is not there.
    """
    if file is not None and not file.is_file():
        raise SettingsError(f"{file}: there is no such settings file")
    path = file or Path(FILE_NAME)

    class InForce(Settings):
        model_config = SettingsConfigDict(toml_file=path)

    from copydesk.setting_list import unknown_variables  # noqa: PLC0415  it lists these settings

    for name in unknown_variables():
        _LOG.warning("the variable %s names no setting", name)
    try:
        read = InForce(**given)
    except (ValidationError, ValueError) as error:
        where = f" (in {path} or the environment)" if path.exists() else ""
        raise SettingsError(f"a setting{where} cannot be used: {_told(error)}") from error
    return read


def _told(error: ValueError) -> str:
    """What is wrong, setting by setting, in one line."""
    if not isinstance(error, ValidationError):
        return str(error)
    return "; ".join(
        f"{'.'.join(map(str, item['loc']))} "
        + (
            "names no setting"
            if item["type"] == "extra_forbidden"
            else f"is {item['input']!r}: {item['msg']}"
        )
        for item in error.errors()
    )

"""What an editor decides about a site, and what came of writing it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from copydesk.errors import SettingsError
from copydesk.publish.text import printable, web_address

#: Kinds of picture for a masthead.
LOGOS = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp"})
#: Names and values of variables that a style sheet can hold and that cannot end their rule.
_VARIABLE = re.compile(r"(?:dark-)?[a-z]+(?:-[a-z]+)*")
_VALUE = re.compile(r"[\w #(),.%/\"'-]{1,200}")
#: A plain mail address; what else RFC 5322 allows nobody reads errors at.
_MAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
#: Where ``python -m http.server`` shows a folder.
PREVIEW = "http://localhost:8000/"


@dataclass(frozen=True, slots=True)
class Site:
    """The settings of a site.

    Attributes:
        title: in the masthead.
        base_url: address that the site will have, with its path. Pages link to each other
            relatively and work from anywhere; feeds, the site map and the data for machines
            need full addresses. Without it they name the address of a local preview.
        description: one line under the title.
        language: BCP 47 tag of the stories.
        rating_action: address that the rating form posts to; None leaves the form out.
        copy_images: whether pages show local copies of pictures. Publishing fetches nothing:
            the copies are those in ``pictures``. Any other picture is linked and not embedded,
            so that no page calls another host.
        pictures: local copy of a picture by its address.
        owners: who owns an outlet, by outlet name as printed.
        seats: country of an outlet's seat and its kind in words ("agency, France"), likewise.
        templates: folder of page templates that take the place of shipped ones; None for none.
        logo: picture in the masthead in the place of the title; None for none.
        theme: values of the style sheet's variables by name, ``dark-`` before those for dark
            screens.
        served: whether a server sends the pages: what changes with other stories (menu, neighbours,
            votes) is then left open in them, for the server to fill in.
        contact: mail address or web address for readers who found an error; None leaves it out.

    Raises:
        SettingsError: when an address is not http or https.
    """

    title: str = "copydesk"
    base_url: str | None = None
    description: str = "News from many outlets, compared. Every sentence cited and checked."
    language: str = "en"
    rating_action: str | None = None
    copy_images: bool = False
    pictures: Mapping[str, Path] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    seats: Mapping[str, str] = field(default_factory=dict)
    contact: str | None = None
    templates: Path | None = None
    logo: Path | None = None
    theme: Mapping[str, str] = field(default_factory=dict)
    served: bool = False

    def __post_init__(self) -> None:
        for name, value in (("base_url", self.base_url), ("rating_action", self.rating_action)):
            if value is not None and web_address(value) is None:
                raise SettingsError(f"{name} {value!r} is not an http or https address")
        if self.contact is not None and not _reachable(self.contact):
            raise SettingsError(f"contact {self.contact!r} is neither a mail nor a web address")
        if self.templates is not None and not self.templates.is_dir():
            raise SettingsError(f"templates: there is no folder {self.templates}")
        if self.logo is not None and self.logo.suffix.lower() not in LOGOS:
            raise SettingsError(f"logo {self.logo}: give one of {', '.join(sorted(LOGOS))}")
        for name, value in self.theme.items():
            if not _VARIABLE.fullmatch(name) or not _VALUE.fullmatch(value):
                raise SettingsError(
                    f"theme: {name} = {value!r} is no variable of the style sheet with a plain "
                    "value; the reference of the site lists them"
                )
        # The origin becomes part of the page's content policy, where these would end a rule.
        if any(c in (self.rating_origin or "") for c in ";,'\""):
            raise SettingsError(f"rating_action {self.rating_action!r} has no plain host name")

    @property
    def root(self) -> str:
        """Full address of the site, with a slash at its end."""
        base = self.base_url or PREVIEW
        return base if base.endswith("/") else f"{base}/"

    def address(self, path: str) -> str:
        """Full address of a page of the site."""
        return self.root + path

    def theme_css(self) -> str:
        """The theme as a style sheet; "" for none."""

        def rule(names: dict[str, str]) -> str:
            inner = " ".join(f"--{name}: {value};" for name, value in sorted(names.items()))
            return f":root {{ {inner} }}"

        light = {n: v for n, v in self.theme.items() if not n.startswith("dark-")}
        dark = {n.removeprefix("dark-"): v for n, v in self.theme.items() if n.startswith("dark-")}
        parts = [rule(light)] if light else []
        if dark:
            parts.append(f"@media (prefers-color-scheme: dark) {{ {rule(dark)} }}")
        return "\n".join(parts)

    @property
    def logo_file(self) -> str | None:
        """Path of the logo from the site's root; None without one."""
        return f"static/logo{self.logo.suffix.lower()}" if self.logo is not None else None

    def report_error(self, url: str, title: str) -> str:
        """Where a reader tells of an error in a story: a mail with its address, or a page."""
        if self.contact is None or web_address(self.contact) is not None:
            return self.contact or ""
        subject = quote(printable(f"Error in: {title}"), safe="")
        return f"mailto:{self.contact}?subject={subject}&body={quote(url, safe='')}"

    @property
    def rating_origin(self) -> str | None:
        """Scheme and host that the content policy must let the rating form post to."""
        if self.rating_action is None:
            return None
        parts = urlsplit(self.rating_action)
        return f"{parts.scheme}://{parts.netloc}"


def _reachable(contact: str) -> bool:
    return web_address(contact) is not None or bool(_MAIL.fullmatch(contact))


@dataclass(frozen=True, slots=True)
class Published:
    """What a run did: files written, found unchanged, and removed since no page needs them."""

    written: int
    unchanged: int
    removed: int

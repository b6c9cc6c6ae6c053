"""The site's own facts and the outlets' names, as the settings give them: no stage is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from babel import Locale

from copydesk.group import Outlet, Outlets, extended
from copydesk.group.outlets import shipped
from copydesk.model import Annotated, Article
from copydesk.publish import Site
from copydesk.settings import Settings


def outlets_of(settings: Settings) -> Outlets:
    """The table of outlets in force: the shipped one, with the user's own on top.

    Raises:
        SettingsError: when the user's file is no table of outlets.
    """
    own = settings.group.outlets
    return extended(own) if own else shipped()


def printed_name(article: Article, outlets: Outlets) -> str | None:
    """The name of a report's outlet as the table prints it; None for one that is not in it."""
    found = outlets.of(article.outlet, article.url)
    return found.name if found is not None and found.known else None


def under_their_names(reports: Iterable[Annotated], outlets: Outlets) -> tuple[Annotated, ...]:
    """The reports with their outlets named as the table prints them.

    An outlet that was given by its domain ("example.com") is shown by its name.
    """
    named = []
    for report in reports:
        name = printed_name(report.article, outlets)
        if name is not None:
            report = replace(report, article=replace(report.article, outlet=name))
        named.append(report)
    return tuple(named)


def site_of(settings: Settings, pictures: Mapping[str, Path] | None = None) -> Site:
    """The site's own facts as publish wants them.

    Args:
        settings: the settings in force.
        pictures: local copy of a picture by its address.

    Raises:
        SettingsError: when one of them cannot be used.
    """
    given = settings.site
    outlets = outlets_of(settings).entries
    return Site(
        title=given.title,
        description=given.description,
        base_url=given.base_url,
        rating_action=str(given.rating_action) if given.rating_action else None,
        copy_images=given.copy_images,
        pictures=pictures or {},
        owners={e.name: e.family for e in outlets if e.family not in ("", e.name)},
        seats={e.name: _seat(e) for e in outlets if e.country or e.kind != "outlet"},
        contact=given.contact,
        templates=given.templates,
        logo=given.logo,
        theme=given.theme,
    )


_KINDS = {"agency": "news agency", "official": "official body", "aggregator": "aggregator"}


def _seat(outlet: Outlet) -> str:
    """Kind and country of an outlet in words: "news agency, France"."""
    country = Locale("en").territories.get(outlet.country, outlet.country)
    return ", ".join(part for part in (_KINDS.get(outlet.kind, ""), country) if part)

"""The templates' environment: everything escaped, nothing undefined, no inline style or script."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
)

from copydesk.errors import SettingsError
from copydesk.publish import dates
from copydesk.publish.text import clipped, counted, listed, printable


def _finalised(value: object) -> object:
    # Exactly str: markup that a macro already escaped is of a subclass and passes.
    return printable(value) if type(value) is str else value


@cache
def environment(templates: Path | None = None) -> Environment:
    """The environment of all pages.

    Args:
        templates: folder whose templates take the place of shipped ones of their names.
    """
    shipped: BaseLoader = PackageLoader("copydesk.publish")
    own = [FileSystemLoader(templates)] if templates is not None else []
    # A template of one's own may extend the shipped one as "shipped/story.html".
    made = Environment(
        loader=ChoiceLoader([*own, shipped, PrefixLoader({"shipped": shipped})]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalised,
        auto_reload=False,
    )
    made.filters |= {
        "moment": dates.moment,
        "day": dates.day,
        "machine": dates.stated,
        "clipped": clipped,
        "listed": listed,
        "counted": counted,
    }
    made.globals["asset"] = asset_mark
    return made


def render(template: str, templates: Path | None = None, **context: object) -> str:
    """A page from its template; white space at line ends does not matter and is left out.

    Raises:
        SettingsError: when a template of one's own has a fault.
    """
    try:
        return environment(templates).get_template(template).render(**context)
    except TemplateError as error:
        if templates is None:
            raise
        raise SettingsError(f"templates: {templates / template}: {error}") from error


@cache
def asset(name: str) -> bytes:
    """A file of ``static/`` as it is served."""
    return files("copydesk.publish").joinpath("static", name).read_bytes()


@cache
def asset_mark(name: str) -> str:
    """Hex digits that change with the file, so that browsers fetch a new version."""
    return sha256(asset(name)).hexdigest()[:8]

"""The templates' environment: everything escaped, nothing undefined, no inline style or script."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from copydesk.publish import dates
from copydesk.publish.text import clipped, counted, listed, printable


def _finalised(value: object) -> object:
    # Exactly str: markup that a macro already escaped is of a subclass and passes.
    return printable(value) if type(value) is str else value


@cache
def environment() -> Environment:
    """The one environment of all pages."""
    made = Environment(
        loader=PackageLoader("copydesk.publish"),
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


def render(template: str, **context: object) -> str:
    """A page from its template; white space at line ends does not matter and is left out."""
    return environment().get_template(template).render(**context)


@cache
def asset(name: str) -> bytes:
    """A file of ``static/`` as it is served."""
    return files("copydesk.publish").joinpath("static", name).read_bytes()


@cache
def asset_mark(name: str) -> str:
    """Hex digits that change with the file, so that browsers fetch a new version."""
    return sha256(asset(name)).hexdigest()[:8]

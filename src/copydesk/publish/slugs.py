"""Slugs: the part of an address that names a story, a section or an outlet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from hashlib import sha256
from itertools import count

from copydesk.errors import PublishError

_LENGTH = 60
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slug(text: str, taken: Container[str] = ()) -> str:
    """A readable slug of ASCII letters, digits and hyphens, cut between words.

    Args:
        text: a headline or name.
        taken: slugs that are in use; a number is appended to be none of them.

    Returns:
        At most 60 characters and the number. A text without a letter or digit of ASCII gives
        eight hex digits of its SHA-256.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    kept = ""
    for word in re.findall(r"[a-z0-9]+", plain.replace("'", "")):
        longer = f"{kept}-{word}" if kept else word[:_LENGTH]
        if len(longer) > _LENGTH:
            break
        kept = longer
    name = kept or sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    if name not in taken:
        return name
    return next(s for n in count(2) if (s := f"{name}-{n}") not in taken)


def fits(name: str) -> bool:
    """Whether the name can be part of a file name and an address as it stands."""
    return len(name) <= 120 and _SLUG.fullmatch(name) is not None


def checked(name: str, story: str) -> str:
    """The slug itself, when it can be part of a file name.

    Raises:
        PublishError: when it cannot.
    """
    if not fits(name):
        raise PublishError(
            f"story {story!r} has the slug {name!r}, which is no file name; "
            "make one with copydesk.publish.slug"
        )
    return name


def distinct(names: Iterable[str]) -> dict[str, str]:
    """A slug for each name, no two alike, in order of the names."""
    slugs: dict[str, str] = {}
    for name in sorted(set(names)):
        slugs[name] = slug(name, set(slugs.values()))
    return slugs

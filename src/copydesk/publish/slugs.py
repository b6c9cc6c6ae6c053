"""Slugs: the part of an address that names a story, a section or an outlet."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from copydesk.errors import PublishError

_LENGTH = 60
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slug(text: str, key: str | None = None) -> str:
    """A readable slug of ASCII letters, digits and hyphens.

    Args:
        text: a headline or name.
        key: what makes it unique (a story's id); six hex digits of its SHA-256 are appended.
            Without it they are appended only when the text leaves nothing to read.

    Returns:
        At most 67 characters, cut between words.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    kept = ""
    for word in words:
        longer = f"{kept}-{word}" if kept else word[:_LENGTH]
        if len(longer) > _LENGTH:
            break
        kept = longer
    if kept and key is None:
        return kept
    source = text if key is None else key
    mark = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{kept}-{mark}" if kept else mark


def checked(name: str, story: str) -> str:
    """The slug itself, when it can be part of a file name.

    Raises:
        PublishError: when it cannot.
    """
    if len(name) > 120 or not _SLUG.fullmatch(name):
        raise PublishError(
            f"story {story!r} has the slug {name!r}, which is no file name; "
            "make one with copydesk.publish.slug"
        )
    return name


def distinct(names: list[str]) -> dict[str, str]:
    """A slug for each name, no two alike; names that read the same get a mark of their own."""
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(set(names)):
        candidate = slug(name)
        if candidate in taken:
            candidate = slug(name, key=name)
        taken.add(candidate)
        slugs[name] = candidate
    return slugs

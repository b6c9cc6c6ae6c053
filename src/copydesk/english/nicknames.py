"""Short forms of given names."""

from __future__ import annotations

from functools import cache

from copydesk.english.lists import table


@cache
def _full() -> dict[str, str]:
    return table("nicknames", "nicknames")


def full_form(given: str) -> str:
    """The given name that a short form stands for, in lower case; the name itself otherwise."""
    low = given.lower()
    return _full().get(low, low)

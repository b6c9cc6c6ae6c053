"""Datelines: the place, and the agency's mark, before a report's first sentence."""

from __future__ import annotations

import re

_DATELINE = re.compile(
    r"(?:\((?P<agency>[A-Z][\w .&/-]{1,28})\)\s*[–—-]{1,2}\s+"
    r"|(?P<place>[^\W\d_a-z][\w.’'-]*(?:[ ,/]{1,2}[\w.’'-]+){0,6}?)"
    r"(?:,?\s+(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?))?"
    r"\s*(?:\((?P<wire>[A-Z][^()]{1,40})\)\s*)?(?P<dash>[–—]|--|-(?=\s)|:(?=\s))\s*)"
)


def dateline_of(text: str) -> tuple[str | None, int] | None:
    """Place of a paragraph's dateline and the length of the whole dateline; None without.

    A place in capitals ("PORTVILLE, Exampleland – "), or any place with an agency's mark
    ("Portville (Wire) - "), or the mark alone ("(Wire) - ", place None).
    """
    match = _DATELINE.match(text)
    if match is None or match.end() > 70 or match.end() >= len(text):
        return None
    place, wire = match["place"], match["wire"]
    if match["agency"]:
        return None, match.end()
    place = place.strip(" ,")
    if match["dash"] == ":" and not wire:
        return None
    first = re.split(r"[ ,/]", place)[0]
    capitals = len(first) > 1 and first.isupper()
    if not (capitals or wire) or len(place.split()) > 6:
        return None
    if wire and not capitals and len(place.split()) > 4:
        return None
    return place, match.end()

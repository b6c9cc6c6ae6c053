"""Clock times at which something happened, as minutes of the day."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Minutes that a zone is ahead of UTC; only zones whose letters mean one thing in news.
_AHEAD = {
    "GMT": 0, "UTC": 0, "BST": 60, "CET": 60, "CEST": 120, "EST": -300, "EDT": -240,
    "CST": -360, "CDT": -300, "PST": -480, "PDT": -420, "AEST": 600,
}  # fmt: skip
_CLOCK = (
    r"(?P<{0}h>[01]?\d|2[0-3])(?:\s?[:.]\s?(?P<{0}m>[0-5]\d)|(?P<{0}n>[0-5]\d)(?=\s?(?:GMT|UTC|\(|hours|local)))?"
    r"(?P<{0}half>\s?(?P<{0}p>[ap])\.?\s?m\b\.?)?(?:\s+(?:local\s+time|hours|hrs))?(?:\s?\(?(?P<{0}z>GMT|UTC|BST|CET|CEST|"
    r"EST|EDT|CST|CDT|PST|PDT|AEST)\b\)?)?"
)
_HAPPENED = (
    r"(?:struck|hit|happened|occurred|took\s+place|crashed|exploded|derailed|collapsed|erupted|"
    r"overturned|detonated|began|broke\s+out|took\s+off|landed)"
)
_AT = re.compile(
    rf"\b{_HAPPENED}\b(?P<between>[^.;]{{0,40}}?)\b(?:at|shortly\s+after|just\s+after|just\s+before|shortly\s+before)"
    rf"\s+(?P<hedge>about\s+|around\s+|approximately\s+|some\s+)?{_CLOCK.format('a')}"
    rf"(?:\s?\(\s?{_CLOCK.format('b')}\s?\))?",
    re.IGNORECASE,
)

_DIGIT = re.compile(r"\d")
#: Minutes either way of an "about", copydesk-gold/1.
SLACK = 15


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time; ``minute`` of the day, in UTC where the text gives a zone."""

    start: int
    end: int
    minute: int
    slack: int


def clocks(text: str) -> tuple[Clock, ...]:
    """The times of day at which the sentence says that something happened, in order.

    A time given twice ("at 1353 (1023 GMT)") is two clocks of one minute.
    """
    found: list[Clock] = []
    if _DIGIT.search(text) is None:
        return ()
    for match in _AT.finditer(text):
        local, zoned = _minute(match, "a"), _minute(match, "b")
        if local is None:
            continue
        slack = SLACK if match["hedge"] else 0
        both = zoned if zoned is not None and match["bz"] else local
        found.append(Clock(match.start("ah"), _end(match, "a"), both, slack))
        if zoned is not None:
            found.append(Clock(match.start("bh"), _end(match, "b"), both, slack))
    return tuple(found)


def _end(match: re.Match[str], name: str) -> int:
    return max(match.end(f"{name}{part}") for part in ("h", "m", "n", "half"))


def _minute(match: re.Match[str], name: str) -> int | None:
    hour, minute = match[f"{name}h"], match[f"{name}m"] or match[f"{name}n"]
    half, zone = match[f"{name}p"], match[f"{name}z"]
    if hour is None or not (minute or half):
        return None
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half.lower() == "p" else 0)
    ahead = _AHEAD.get(zone.upper(), 0) if zone else 0
    return (hours * 60 + int(minute or 0) - ahead) % 1440

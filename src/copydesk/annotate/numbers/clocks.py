"""Clock times at which something happened or will, as minutes of the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

#: Minutes that a zone is ahead of UTC; only zones whose letters mean one thing in news.
_AHEAD: Final = {
    "GMT": 0, "UTC": 0, "BST": 60, "CET": 60, "CEST": 120, "EST": -300, "EDT": -240,
    "CST": -360, "CDT": -300, "PST": -480, "PDT": -420, "AEST": 600,
}  # fmt: skip
_HALF: Final = r"(?P<noon>\s?(?P<half>[ap])\.?\s?m\b\.?)"
_ZONE: Final = (
    r"(?:,?\s?\(?(?:(?P<local>local|hours|hrs)\b(?:\s+time)?|(?P<zone>"
    + "|".join(_AHEAD)
    + r")\b))"
)
#: 7.15 p.m., 19:15, 7 pm, 1915 GMT, 1915 hours.
_CLOCK: Final = re.compile(
    r"(?P<hour>[01]?\d|2[0-3])"
    rf"(?:(?P<mark>\s?[:.]\s?)(?P<minute>[0-5]\d)(?!\d){_HALF}?"
    r"|(?P<joined>[0-5]\d)(?=,?\s?\(?(?:(?:local|hours|hrs|GMT|UTC|BST|CES?T)\b|\d{4}\s))"
    rf"|{_HALF.replace('noon', 'only').replace('half', 'bare')})"
    rf"{_ZONE}?",
    re.IGNORECASE,
)
#: What stands before the time of something told; a time that opens a line is when it was written.
_BEFORE: Final = re.compile(
    r"\b(?:at|by|until|till|since|from|before|after|around|about|between|approximately|some|nearly|"
    r"(?P<hedge>about|around|approximately|roughly))\s+$",
    re.IGNORECASE,
)
_HEDGE: Final = re.compile(r"\b(?:about|around|approximately|roughly|some)\s+$", re.IGNORECASE)
#: A time in brackets behind another, and the second of two.
_AGAIN: Final = re.compile(r"[ap]?\.?m?\.?\s*\(\s*$|\s*(?:to|and|or|[-–])\s+$", re.IGNORECASE)
#: The day and year that a post was sent.
_SENT: Final = re.compile(r"\b(?:19|20)\d\d\s+at\s+$")
#: What goes on behind a time with a dot and no "p.m."; behind a measure something is counted.
_GOES_ON: Final = re.compile(
    r"\s+(?:this|on|local|and|in|the|when|yesterday|today|that|to|until)\b|[,;]|\.(?:\s|$)|\s*$"
)
_DIGIT: Final = re.compile(r"\d")
#: Minutes either way of an "about", copydesk-gold/1.
SLACK: Final = 15


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time; ``minute`` of the day, in UTC where the text gives a zone."""

    start: int
    end: int
    minute: int
    slack: int


def clocks(text: str) -> tuple[Clock, ...]:
    """The times of day at which the sentence says that something happened or will, in order.

    A time given twice ("at 1353 (1023 GMT)") is two clocks of one minute. Without "a.m." or
    "p.m." the half of the day is that of the time it is joined to ("between 1:30 and 4 p.m.").
    """
    if _DIGIT.search(text) is None:
        return ()
    found: list[Clock] = []
    told = list(_told(text))
    for number, (match, slack, bracketed) in enumerate(told):
        following = told[number + 1][0] if number + 1 < len(told) else None
        joined = following is not None and _AGAIN.fullmatch(text, match.end(), following.start())
        half = match["half"] or match["bare"]
        if half is None and following is not None and joined:
            half = following["half"] or following["bare"]
        minute = _minute(match, half)
        if bracketed and found and match["zone"]:
            last = found[-1]
            found[-1] = Clock(last.start, last.end, minute, last.slack)
        found.append(Clock(match.start(), _end(match), minute, slack))
    return tuple(found)


def _told(text: str) -> Iterator[tuple[re.Match[str], int, bool]]:
    """Times of something told, with the minutes they may be off; whether one is in brackets."""
    last, position = -1, 0
    while match := _CLOCK.search(text, position):
        start = match.start()
        position = match.end()
        if start and (text[start - 1].isalnum() or text[start - 1] in ".,:/-–$€£"):
            continue
        before = text[:start]
        again = last >= 0 and _AGAIN.fullmatch(text[last:start]) is not None
        named = match["half"] or match["bare"] or match["zone"] or match["local"]
        led = _BEFORE.search(before) is not None and not _SENT.search(before)
        plain = match["mark"] is not None and (":" in match["mark"] or named)
        at = re.search(r"\b(?:at|by|until|till|from|since|after|before)\s+$", before, re.I)
        if not (again or (led and (named or plain or at))):
            continue
        dotted = not named and match["mark"] and "." in match["mark"]
        if dotted and not _GOES_ON.match(text, match.end()):
            continue
        yield match, SLACK if _HEDGE.search(before) else 0, before.rstrip().endswith("(")
        last = match.end()


def _end(match: re.Match[str]) -> int:
    return max(match.end(part) for part in ("hour", "minute", "joined", "noon", "only"))


def _minute(match: re.Match[str], half: str | None) -> int:
    hours, minutes = int(match["hour"]), int(match["minute"] or match["joined"] or 0)
    if half and hours <= 12:
        hours = hours % 12 + (12 if half.lower() == "p" else 0)
    ahead = _AHEAD[match["zone"].upper()] if match["zone"] else 0
    return (hours * 60 + minutes - ahead) % 1440

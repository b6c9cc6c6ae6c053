"""Reports into stories, and the reports of a story into independent origins."""

from __future__ import annotations

from copydesk.group.copies import COPY, SHARES, Copy, copies
from copydesk.group.explanations import Reason, reasons
from copydesk.group.lasting_ids import keep_ids
from copydesk.group.origins import origins
from copydesk.group.outlets import Outlet, Outlets, extended
from copydesk.group.stories import group, told
from copydesk.group.stream import State, Stream
from copydesk.lazy import also_a_function

__all__ = [
    "COPY",
    "SHARES",
    "Copy",
    "Outlet",
    "Outlets",
    "Reason",
    "State",
    "Stream",
    "copies",
    "extended",
    "group",
    "keep_ids",
    "origins",
    "reasons",
    "told",
]

also_a_function(__name__)

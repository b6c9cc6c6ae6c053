"""Reports into stories, and the reports of a story into independent origins."""

from __future__ import annotations

from copydesk.group.copies import COPY, SHARES, Copy, copies
from copydesk.group.origins import origins
from copydesk.group.outlets import Outlet, Outlets
from copydesk.group.stories import group
from copydesk.group.stream import Stream

__all__ = ["COPY", "SHARES", "Copy", "Outlet", "Outlets", "Stream", "copies", "group", "origins"]

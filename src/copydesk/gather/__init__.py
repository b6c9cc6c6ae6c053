"""Gather: paths, folders, archives, feeds and addresses in, documents out.

What cannot be read honestly comes out as `InputRefused` with its reason, in its place; the
rest goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.lazy import names_of

if TYPE_CHECKING:
    from copydesk.gather.feeds import Entry, read_feed
    from copydesk.gather.gathering import gather
    from copydesk.gather.jsonl import at_hand
    from copydesk.gather.opml import read_opml
    from copydesk.gather.web import Fetcher, Response

__all__ = ["Entry", "Fetcher", "Response", "at_hand", "gather", "read_feed", "read_opml"]

# A process that reads pages needs no HTTP client.
__getattr__ = names_of(
    __name__,
    {
        **dict.fromkeys(("Entry", "read_feed"), "feeds"),
        "read_opml": "opml",
        "at_hand": "jsonl",
        "gather": "gathering",
        **dict.fromkeys(("Fetcher", "Response"), "web"),
    },
)

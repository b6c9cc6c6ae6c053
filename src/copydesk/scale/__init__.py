"""The stages over many processes: what is worked on where, and no rule of the trade."""

from __future__ import annotations

from copydesk.scale.grouping import group, partition
from copydesk.scale.workers import mapped

__all__ = ["group", "mapped", "partition"]

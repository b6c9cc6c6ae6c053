"""Check: whether what a page says is what its sources say."""

from __future__ import annotations

from copydesk.check.gate import check_draft
from copydesk.check.pairs import check_pair

__all__ = ["check_draft", "check_pair"]

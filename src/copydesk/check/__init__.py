"""Check: whether what a page says is what its sources say."""

from __future__ import annotations

from copydesk.check.audit import Finding, audit
from copydesk.check.gate import Checker, check_draft
from copydesk.check.pairs import check_pair

__all__ = ["Checker", "Finding", "audit", "check_draft", "check_pair"]

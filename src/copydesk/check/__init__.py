"""Check: whether what a page says is what its sources say."""

from __future__ import annotations

from copydesk.check.audit import audit
from copydesk.check.gate import Checker, check_draft, is_broken
from copydesk.check.pairs import check_claim, check_pair
from copydesk.check.support.stronger import JudgeError, SupportJudge, stronger_judge
from copydesk.lazy import also_a_function
from copydesk.model import Finding

__all__ = [
    "Checker",
    "Finding",
    "JudgeError",
    "SupportJudge",
    "audit",
    "check_claim",
    "check_draft",
    "check_pair",
    "is_broken",
    "stronger_judge",
]

also_a_function(__name__)

"""JSON from strangers: values within bounds, or an error that says what is wrong."""

from __future__ import annotations

import json
from typing import Any

from copydesk.gather.limits import MAX_JSON_DEPTH

#: Longer integers are not counted out: no field of a report is one.
_MAX_DIGITS = 40


class JsonError(ValueError):
    """The text is no JSON, or JSON beyond the limits."""


def loads(text: str | bytes) -> Any:
    """The value of a JSON text.

    Raises:
        JsonError: it is not JSON, or nested too deeply.
    """
    try:
        value = json.loads(text, parse_int=_integer)
    except json.JSONDecodeError as error:
        raise JsonError(f"broken JSON at column {error.colno}: {error.msg}") from error
    except UnicodeDecodeError as error:
        raise JsonError("not UTF-8") from error
    except RecursionError as error:
        raise JsonError("JSON nested too deeply") from error
    if _is_deep(value):
        raise JsonError("JSON nested too deeply")
    return value


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MAX_DIGITS else float(digits)


def _is_deep(value: Any) -> bool:
    """Whether values stand within one another beyond the limit; without recursion."""
    level = [value]
    for _ in range(MAX_JSON_DEPTH):
        level = (
            [
                inner
                for outer in level
                for inner in (outer.values() if isinstance(outer, dict) else outer)
                if isinstance(inner, dict | list)
            ]
            if level and isinstance(level[0], dict | list)
            else []
        )
        if not level:
            return False
    return True

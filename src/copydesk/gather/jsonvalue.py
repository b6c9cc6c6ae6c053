"""JSON from strangers: values within bounds, or an error that says what is wrong."""

from __future__ import annotations

import json
from typing import Any

from copydesk.gather.characters import encodable
from copydesk.gather.limits import MAX_JSON_DEPTH

#: Longer integers are not counted out: no field of a report is one.
_MAX_DIGITS = 40


class JsonError(ValueError):
    """The text is no JSON, or JSON beyond the limits."""


def loads(text: str | bytes) -> Any:
    """The value of a JSON text; a lone half of a surrogate pair in it is replaced by U+FFFD.

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
    return _writable(value) if _escapes_surrogate(text) else value


def _escapes_surrogate(text: str | bytes) -> bool:
    """Whether a text may hold halves of surrogate pairs, which no store or terminal takes."""
    if isinstance(text, bytes):
        return b"\\ud" in text or b"\\uD" in text
    return "\\ud" in text or "\\uD" in text or encodable(text) != text


def _writable(value: Any) -> Any:
    """The value with each lone half of a surrogate pair replaced, in names and in strings."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, list):
        return [_writable(inner) for inner in value]
    if isinstance(value, dict):
        return {_writable(name): _writable(inner) for name, inner in value.items()}
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

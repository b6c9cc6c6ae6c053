"""Holds a record to its contract as strictly as it can be: no field that the schema has not."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from copydesk.contracts.schema_files import schema


def strict(name: str) -> Draft202012Validator:
    """A validator that refuses unknown fields, which a reader of the contract has to bear."""
    return Draft202012Validator(_closed(schema(name)), format_checker=FormatChecker())


def hold(name: str, record: Any) -> None:
    """Fail where a record is not what the contract says."""
    errors = [f"{e.json_path}: {e.message[:200]}" for e in strict(name).iter_errors(record)]
    assert errors == [], f"{name}: {errors[:5]}"


def _closed(part: Any) -> Any:
    if isinstance(part, list):
        return [_closed(item) for item in part]
    if not isinstance(part, dict):
        return part
    closed = {key: _closed(value) for key, value in part.items()}
    if part.get("type") == "object" and isinstance(part.get("properties"), dict):
        closed["additionalProperties"] = False
    return closed

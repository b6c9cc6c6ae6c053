"""Every setting by its name: its kind, default and meaning, and how a file writes its value."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from copydesk.settings import Settings

#: Variables that are ours and no settings: the test suite reads them.
_OTHERS = frozenset(
    {
        "COPYDESK_NO_SKIP",
        "COPYDESK_MUTANTS",
        "COPYDESK_WRITER_KEY",
        "COPYDESK_JUDGE_KEY",
        "COPYDESK_SMTP_PASSWORD",
        "COPYDESK_OPENID_SECRET",
        "COPYDESK_KILLS",
    }
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, for who looks one up.

    Attributes:
        key: as in a settings file ("site.title").
        kind: what it takes, in words.
        default: as a settings file would have it; "" for none.
        meaning: what it does, one or two sentences.
    """

    key: str
    kind: str
    default: str
    meaning: str

    @property
    def variable(self) -> str:
        """Its name in the environment."""
        return "COPYDESK_" + self.key.upper().replace(".", "__")


def all_settings() -> tuple[Setting, ...]:
    """Every setting there is, in the order of a settings file."""
    found: list[Setting] = []
    for name, field in Settings.model_fields.items():
        part = field.annotation
        if isinstance(part, type) and issubclass(part, BaseModel):
            found += [_setting(f"{name}.{key}", inner) for key, inner in part.model_fields.items()]
        else:
            found.append(_setting(name, field))
    return tuple(found)


_KINDS = {
    "str": "text",
    "int": "number",
    "float": "number",
    "bool": "true or false",
    "Path": "path",
    "AnyHttpUrl": "address",
    "dict": "table",
    "tuple": "list",
}


def _setting(key: str, field: FieldInfo) -> Setting:
    words = [w for w in re.findall(r"\w+", str(field.annotation)) if w in _KINDS]
    name = getattr(field.annotation, "__name__", "")
    kind = _KINDS.get(words[0] if words else name, "text")
    none = field.default in (None, {}, ()) or key == "workers"
    default = "" if none else json.dumps(field.default)
    return Setting(key, kind, default, " ".join((field.description or "").split()))


def written(settings: Settings, setting: Setting) -> str:
    """The value of a setting as a settings file writes it; "" for none."""
    value: Any = settings
    for name in setting.key.split("."):
        value = getattr(value, name)
    if value is None or value in ({}, ()):
        return ""
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        inner = ", ".join(f"{json.dumps(k)} = {json.dumps(v)}" for k, v in sorted(value.items()))
        return f"{{ {inner} }}"
    plain = value if isinstance(value, bool | int | float | str) else str(value)
    return json.dumps(plain, ensure_ascii=False)


def unknown_variables() -> tuple[str, ...]:
    """Variables of the environment that begin as ours do and name no setting."""
    known = {setting.variable for setting in all_settings()}
    parts = {name.partition("__")[0] for name in known}
    return tuple(
        sorted(
            name
            for name in os.environ
            if name.startswith("COPYDESK_")
            and name.upper() not in known | parts
            and name not in _OTHERS
        )
    )

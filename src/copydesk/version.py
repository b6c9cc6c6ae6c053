"""The version of copydesk, where modules inside find it without loading the public API."""

from __future__ import annotations

from typing import Final

VERSION: Final = "0.2.0"

"""Annotated reports as the store keeps them. Who packs one elsewhere needs no database."""

from __future__ import annotations

import zlib

from copydesk.model import Annotated
from copydesk.model.serial import from_json, to_json


def pack(report: Annotated) -> bytes:
    """An annotated report as the store keeps it."""
    return zlib.compress(to_json(report).encode("utf-8", "surrogatepass"), 6)


def unpack(kept: bytes) -> Annotated:
    """What was packed."""
    return from_json(Annotated, zlib.decompress(kept))

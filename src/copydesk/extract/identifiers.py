"""What names a report: its id, and the hash of its raw bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from copydesk.model import Document


@dataclass(frozen=True, slots=True)
class Identity:
    """What names a report: its id and the hash of its raw bytes (SHA-256, hex)."""

    id: str
    content_hash: str


def identity_of(document: Document, stated_url: str | None = None) -> Identity:
    """The given id, else a hash of the given address, of the stated one, of the content.

    Two versions of a page share an id by its address, so that the later is a revision. A page
    read from a file has no other address than the one it states.

    Args:
        document: the input.
        stated_url: the canonical address that the page states of itself; None without.
    """
    content_hash = hashlib.sha256(document.content).hexdigest()
    if document.id is not None:
        return Identity(document.id, content_hash)
    address = document.url or stated_url
    seed = address.encode("utf-8", "replace") if address else document.content
    return Identity(hashlib.sha256(seed).hexdigest()[:16], content_hash)

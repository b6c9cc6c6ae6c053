"""Extract: documents in, structured articles out."""

from __future__ import annotations

import hashlib

from copydesk.errors import InputRefused
from copydesk.extract.citations import Cleaned, clean
from copydesk.extract.decode import decode
from copydesk.extract.html import article_of_page
from copydesk.extract.text import Identity, article_of_text
from copydesk.model import Article, Document

__all__ = ["Cleaned", "clean", "extract"]


def extract(document: Document) -> tuple[Article, ...]:
    """The articles of a document: one, or one for each update of a live blog.

    Raises:
        InputRefused: there is nothing to read in it.
    """
    markup = document.media_type in ("text/html", "application/xhtml+xml")
    decoded = decode(document.content, document.charset, markup=markup)
    identity = _identity(document)
    if not decoded.text.strip() and document.title is None:
        raise InputRefused(document.source, "empty")
    if markup:
        return (article_of_page(document, decoded.text, identity),)
    return (article_of_text(document, decoded.text, identity),)


def _identity(document: Document) -> Identity:
    content_hash = hashlib.sha256(document.content).hexdigest()
    if document.id is not None:
        return Identity(document.id, content_hash)
    seed = document.url.encode() if document.url else document.content
    return Identity(hashlib.sha256(seed).hexdigest()[:16], content_hash)

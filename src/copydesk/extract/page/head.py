"""The head of a page: its meta elements by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from copydesk.extract.page import statements


class Head:
    """The meta elements of a page by name, lower case, in order."""

    def __init__(self, tree: Any) -> None:
        self._values: dict[str, list[str]] = {}
        for meta in tree.iter("meta"):
            name = meta.get("property") or meta.get("name") or meta.get("itemprop")
            content = meta.get("content")
            if name and content and content.strip():
                self._values.setdefault(name.strip().lower(), []).append(content.strip())

    def first(self, *names: str) -> str | None:
        """The first value under the first name that has one, on one line."""
        return next(self.all(*names), None)

    def all(self, *names: str) -> Iterator[str]:
        """All values under the names, in their order."""
        for name in names:
            for value in self._values.get(name, ()):
                found = statements.text(value)
                if found:
                    yield found

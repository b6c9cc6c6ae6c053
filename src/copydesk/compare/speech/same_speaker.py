"""Whether two reports name the same speaker."""

from __future__ import annotations

import re
from functools import lru_cache

_SMALL = frozenset(["the", "of", "and", "for", "in", "on", "de", "a", "an"])
_ACRONYM = re.compile(r"\s*\(([A-Z][A-Za-z.]+)\)$")
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])


@lru_cache(maxsize=8192)
def same(a: str, b: str) -> bool:
    """Whether two names may be one speaker: a surname and a full name, or an acronym.

    "Smith" is "Jane Smith" and "Mayor Jane Smith"; "Jane Smith" is not "John Smith".
    """
    return any(_same(x, y) for x in _forms(a) for y in _forms(b))


def _forms(name: str) -> list[str]:
    """The name, and the acronym that stands in brackets after it."""
    match = _ACRONYM.search(name)
    return [name] if match is None else [name[: match.start()].strip(), match.group(1)]


def _same(a: str, b: str) -> bool:
    x, y = _parts(a), _parts(b)
    if not x or not y:
        return False
    if x == y or _initials(a) == _letters(b) or _initials(b) == _letters(a):
        return True
    if x[-1] != y[-1]:
        return False
    if set(x) <= set(y) or set(y) <= set(x):
        return True
    return x[0][0] == y[0][0] and min(len(x[0]), len(y[0])) == 1


def _parts(name: str) -> list[str]:
    words = [w.lower() for w in re.findall(r"[^\W_]+", name)]
    return [w for w in words if w not in _SMALL and w not in _SUFFIXES]


def _initials(name: str) -> str | None:
    words = [w for w in re.findall(r"[^\W_]+", name) if w.lower() not in _SMALL]
    return "".join(w[0].lower() for w in words) if len(words) > 1 else None


def _letters(name: str) -> str:
    compact = name.replace(".", "").strip()
    return compact.lower() if compact.isupper() and " " not in compact else ""

"""Word lists as data: sections of plain text files beside this package.

A file ``data/SUBJECT.txt`` is made of sections. ``[name]`` opens one; what follows ``#`` on a
line is a comment. `words` reads a section as single words, `phrases` as one phrase a line,
`table` as lines ``key: value``.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent / "data"
_HEAD: Final = re.compile(r"\[([a-z0-9 -]+)\]")
_COMMENT: Final = re.compile(r"(?:^|\s)#.*")


@cache
def sections(subject: str) -> dict[str, tuple[str, ...]]:
    """The lines of each section of a file, without comments and empty lines."""
    found = dict[str, list[str]]()
    lines = list[str]()
    for written in (_FOLDER / f"{subject}.txt").read_text("utf-8").splitlines():
        line = _COMMENT.sub("", written).strip()
        head = _HEAD.fullmatch(line)
        if head is not None:
            if head[1] in found:
                raise ValueError(f"data/{subject}.txt: section [{head[1]}] stands twice")
            lines = found.setdefault(head[1], [])
        elif line:
            lines.append(line)
    return {name: tuple(lines) for name, lines in found.items()}


def phrases(subject: str, section: str) -> tuple[str, ...]:
    """The lines of a section, in order.

    Args:
        subject: name of the file, without ending.
        section: name in brackets.

    Raises:
        KeyError: when the file has no such section.
    """
    found = sections(subject)
    if section not in found:
        raise KeyError(f"data/{subject}.txt has no section [{section}]")
    return found[section]


@cache
def words(subject: str, *sections: str) -> frozenset[str]:
    """All words of one or more sections; arguments and errors as of `phrases`."""
    return frozenset(
        word for section in sections for line in phrases(subject, section) for word in line.split()
    )


@cache
def in_order(subject: str, section: str) -> tuple[str, ...]:
    """The words of a section in their order; arguments and errors as of `phrases`."""
    return tuple(word for line in phrases(subject, section) for word in line.split())


def table(subject: str, section: str) -> dict[str, str]:
    """Lines ``key: value`` of a section, in order; arguments and errors as of `phrases`.

    Raises:
        ValueError: for a line without a colon.
    """
    found = dict[str, str]()
    for line in phrases(subject, section):
        key, colon, value = line.partition(": ")
        if not colon:
            raise ValueError(f"data/{subject}.txt [{section}]: no colon in {line!r}")
        found[key.strip()] = value.strip()
    return found


def alternatives(members: frozenset[str] | tuple[str, ...]) -> str:
    """A regular expression for any of the members, the longest first, so that none hides one.

    White space within a phrase matches any run of it.
    """
    ordered = sorted(members, key=lambda member: (-len(member), member))
    return "|".join(r"\s+".join(re.escape(word) for word in m.split()) for m in ordered)

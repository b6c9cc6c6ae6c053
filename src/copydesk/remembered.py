"""What was read off a report, or a sentence, remembered while its story is written.

A report is asked the same things many times while a story is planned, written and checked. Its
parts never change, so what is asked of the same objects has the same answer. Whoever is done with
a story calls `forget`: nothing here lets go of a report by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

#: Of what kinds arguments are told apart by value; all others by which object it is.
_BY_VALUE = (str, int, bool, type(None))
_ALL: list[Callable[[], None]] = []


def remembered(most: int = 4096) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """A decorator for a pure function of a report, its parts, and plain values.

    Args:
        most: answers that are kept; they are all let go when there are more.
    """

    def decorate(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        kept: dict[tuple[object, ...], tuple[object, Answer]] = {}
        _ALL.append(kept.clear)

        @wraps(function)
        def ask(*args: Asked.args, **named: Asked.kwargs) -> Answer:
            values = (*args, *named.values())
            key = (*named, *(v if isinstance(v, _BY_VALUE) else (id(v),) for v in values))
            found = kept.get(key)
            if found is None:
                if len(kept) >= most:
                    kept.clear()
                # The arguments are kept too, so that no other object gets the id of one of them.
                found = kept[key] = (values, function(*args, **named))
            return found[1]

        return ask

    return decorate


def forget() -> None:
    """Let go of all that is remembered, and of the reports it was read off."""
    for clear in _ALL:
        clear()

"""One function over many values, wherever an executor does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from copydesk.errors import CopydeskError
from copydesk.processes import Executor, Failed, Work

Given = TypeVar("Given")
Found = TypeVar("Found")


def mapped(
    function: Callable[[Given], Found], values: Sequence[Given], executor: Executor
) -> list[Found]:
    """What a function makes of each value, in order of the values.

    Args:
        function: of a module's top level, so that another process finds it.
        values: that can be sent to another process.
        executor: where it is done.

    Raises:
        CopydeskError: when a value could not be worked on: a group without it would be another.
    """
    work = Work("copydesk.scale.workers:itself", (function,), tries=2)
    found = list(executor.map(work, values))
    for result in found:
        if isinstance(result, Failed):
            raise CopydeskError(f"{function.__name__} over several processes: {result.reason}")
    return found


def itself(function: Callable[[Given], Found]) -> Callable[[Given], Found]:
    """The function, as a worker asks for it."""
    return function

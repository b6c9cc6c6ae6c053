"""One function over many values, in one process or several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from copydesk.errors import CopydeskError
from copydesk.processes import Failed, Work
from copydesk.processes import mapped as in_processes

Given = TypeVar("Given")
Found = TypeVar("Found")


def mapped(
    function: Callable[[Given], Found], values: Sequence[Given], workers: int = 1
) -> list[Found]:
    """What a function makes of each value, in order of the values.

    Args:
        function: of a module's top level, so that another process finds it.
        workers: processes; with one, or one value, the work is done here.

    Raises:
        ValueError: when ``workers`` is less than one.
        CopydeskError: when a value could not be worked on: a group without it would be another.
    """
    if workers < 1:
        raise ValueError(f"{workers} workers: at least one is needed")
    if workers == 1 or len(values) < 2:
        return [function(value) for value in values]
    work = Work("copydesk.scale.workers:itself", (function,), tries=2)
    found = list(in_processes(work, values, min(workers, len(values))))
    for result in found:
        if isinstance(result, Failed):
            raise CopydeskError(f"{function.__name__} over several processes: {result.reason}")
    return found


def itself(function: Callable[[Given], Found]) -> Callable[[Given], Found]:
    """The function, as a worker asks for it."""
    return function

"""One function over many values, in one process or several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

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
    """
    if workers < 1:
        raise ValueError(f"{workers} workers: at least one is needed")
    if workers == 1 or len(values) < 2:
        return [function(value) for value in values]
    processes = min(workers, len(values))
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return list(pool.map(function, values))

"""The pool of processes: order is kept, nothing hangs, a lost process costs nobody else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from copydesk.processes import Failed, Pool, Work, mapped


def doubler(times: int = 2) -> Callable[[int], int]:
    return lambda value: value * times


def breaker() -> Callable[[int], int]:
    def work(value: int) -> int:
        if value == 1:
            raise ValueError("one is too odd")
        return value

    return work


def sleeper() -> Callable[[int], int]:
    def work(value: int) -> int:
        while value == 1:
            time.monotonic()
        return value

    return work


def killer(marks: str) -> Callable[[int], int]:
    """Dies over 1 as often as there are marks left, and over 2 always."""

    def work(value: int) -> int:
        left = sorted(Path(marks).iterdir())
        if value == 2 or (value == 1 and left):
            for mark in left[:1]:
                mark.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        return value

    return work


def eater() -> Callable[[int], int]:
    return lambda value: len(bytearray(value))


def work(maker: Callable[..., object], *given: object, **limits: object) -> Work:
    return Work(f"test_processes:{maker.__name__}", given, **limits)  # type: ignore[arg-type]


@pytest.mark.parametrize("workers", [1, 3])
def test_answers_come_in_the_order_of_the_values(workers: int) -> None:
    assert list(mapped(work(doubler, 3), range(50), workers)) == [3 * n for n in range(50)]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_value_that_fails_says_why_and_the_rest_goes_on(workers: int) -> None:
    found = list(mapped(work(breaker), range(4), workers))
    assert found == [0, Failed("ValueError: one is too odd"), 2, 3]


def test_a_value_that_overruns_its_time_is_given_up_and_the_rest_goes_on() -> None:
    with Pool[int, int](work(sleeper, limit_seconds=1.0), 2) as pool:
        assert list(pool.map(range(4))) == [0, Failed("not read within 1 s"), 2, 3]


def test_a_process_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "once").touch()
    with Pool[int, int](work(killer, str(tmp_path), tries=2), 1) as pool:
        found = list(pool.map(range(4)))
    assert found[:2] == [0, 1]
    assert isinstance(found[2], Failed)
    assert found[3] == 3


def test_a_value_that_wants_too_much_memory_is_refused() -> None:
    with Pool[int, int](work(eater, memory_bytes=1_000_000_000), 1) as pool:
        found = list(pool.map([4_000_000_000, 5]))
    refused, done = found
    assert isinstance(refused, Failed)
    assert "memory" in refused.reason
    assert done == 5


def test_no_worker_is_left_when_the_pool_is_closed() -> None:
    with Pool[int, int](work(doubler), 2) as pool:
        list(pool.map(range(8)))
        started = [worker._process for worker in pool._workers]
    assert started
    assert all(process.poll() is not None for process in started)


def test_fewer_than_one_worker_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        list(mapped(work(doubler), [1], 0))


def test_a_script_needs_no_main_guard(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from copydesk.extract import extract_many\n"
        "from copydesk.model import Document\n"
        "page = '<h1>Bridge closed</h1>' + '<p>The old bridge at Orrin is closed.</p>' * 9\n"
        "pages = [Document(str(n), page.encode(), media_type='text/html') for n in range(3)]\n"
        "print([len(found) for _, found in extract_many(pages, workers=2)])\n"
    )
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=False, timeout=300
    )
    assert (done.stdout, done.returncode) == ("[1, 1, 1]\n", 0), done.stderr

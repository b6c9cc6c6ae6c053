"""The meter of the benchmarks: a run that crashed is no figure, one that set inputs aside is."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from benchmarks._metered import metered, metered_tree

_REFUSED = {"broken_checks": 0, "refused": [{"source": "a.txt", "reason": "empty"}]}


def _ends(code: int, *lines: str) -> list[str]:
    told = "; ".join(f"print({line!r})" for line in lines)
    return [sys.executable, "-c", f"{told or 'pass'}; raise SystemExit({code})"]


def test_a_run_that_set_inputs_aside_is_measured(tmp_path: Path) -> None:
    cost = metered(_ends(1, "refused a.txt: empty", json.dumps(_REFUSED)), tmp_path / "log")
    assert cost.seconds > 0
    assert metered_tree(_ends(1, json.dumps(_REFUSED)), tmp_path / "log") >= 0


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("Traceback (most recent call last):", "ValueError: no"),
        (json.dumps({**_REFUSED, "refused": []}),),
        (json.dumps({**_REFUSED, "broken_checks": 2}),),
        ("{not json",),
    ],
)
def test_a_crash_is_no_figure(tmp_path: Path, lines: tuple[str, ...]) -> None:
    for meter in (metered, metered_tree):
        with pytest.raises(SystemExit, match="ended with 1"):
            meter(_ends(1, *lines), tmp_path / "log")


def test_another_status_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="ended with 2"):
        metered(_ends(2, json.dumps(_REFUSED)), tmp_path / "log")

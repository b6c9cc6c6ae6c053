"""Processor seconds and memory of a command in a fresh process, its workers included."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_LOOK_SECONDS = 0.2
#: Exit status of a run that set inputs aside, and of one that crashed.
_SOME_REFUSED = 1


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took.

    Attributes:
        seconds: of processor, user and system, over all its processes.
        own: of its first process alone.
        busiest: of the busiest process that the first one started.
        megabytes: resident, of the largest of its processes at its peak.
        output: what it printed.
    """

    seconds: float
    own: float
    busiest: float
    megabytes: float
    output: str

    @property
    def path(self) -> float:
        """Processor seconds that nothing can shorten by more cores: the first process and the
        busiest of its workers, one after the other, which is the worst that can be."""
        return self.own + self.busiest


def metered(command: Sequence[str], log: Path) -> Cost:
    """Run a command and say what it cost.

    Processes are looked at five times a second; the whole is the kernel's own count.

    Args:
        command: program and arguments.
        log: file that its output goes to.

    Raises:
        SystemExit: when it fails.
    """
    with log.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        used: dict[int, float] = {}
        while True:
            for pid in _tree(process.pid):
                seconds = _seconds(pid)
                if seconds is not None:
                    used[pid] = max(used.get(pid, 0.0), seconds)
            found, status, usage = os.wait4(process.pid, os.WNOHANG)
            if found:
                break
            time.sleep(_LOOK_SECONDS)
    output = log.read_text(errors="replace")
    code = process.returncode = os.waitstatus_to_exitcode(status)
    if not is_done(code, output):
        raise SystemExit(f"{' '.join(command)} ended with {code}:\n{output[-2000:]}")
    own = used.pop(process.pid, 0.0)
    per_megabyte = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Cost(
        seconds=usage.ru_utime + usage.ru_stime,
        own=own,
        busiest=max(used.values(), default=0.0),
        megabytes=usage.ru_maxrss / per_megabyte,
        output=output,
    )


def metered_tree(command: Sequence[str], log: Path, kills: int = 0) -> float:
    """Processor seconds of a command and of all other processes that this one has started.

    Args:
        command: program and arguments.
        log: file that its output goes to.
        kills: how many of the others' workers are killed on the way: the busiest at each time,
            whenever the whole has taken five more seconds.

    Raises:
        SystemExit: when it fails.
    """
    used = {pid: _seconds(pid) or 0.0 for pid in _tree(os.getpid())}
    before = sum(used.values())
    with log.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        next_kill = before + 15.0
        while process.poll() is None:
            own = set(_tree(process.pid))
            for pid in _tree(os.getpid()):
                used[pid] = max(used.get(pid, 0.0), _seconds(pid) or 0.0)
            if kills and sum(used.values()) > next_kill:
                workers = [p for p in _tree(os.getpid()) if p not in own and _is_worker(p)]
                if workers:
                    os.kill(max(workers, key=lambda p: used.get(p, 0.0)), signal.SIGKILL)
                    kills, next_kill = kills - 1, sum(used.values()) + 5.0
            time.sleep(_LOOK_SECONDS)
    output = log.read_text(errors="replace")
    if not is_done(process.returncode, output):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{output[-2000:]}")
    if kills:
        print(f"{kills} workers were not killed: the run was over", flush=True)
    return sum(used.values()) - before


def is_done(code: int, output: str) -> bool:
    """Whether a command came to its end: without an error, or as `copydesk run --json` with inputs
    set aside, which exits with 1 as a crash does, but tells what it did before."""
    return code == 0 or (code == _SOME_REFUSED and any(map(_is_summary, output.splitlines())))


def _is_summary(line: str) -> bool:
    """Whether a line is the record that ends a run of which no check broke."""
    if not line.startswith("{"):
        return False
    try:
        record = json.loads(line)
    except ValueError:
        return False
    return record.get("broken_checks") == 0 and bool(record.get("refused"))


def _is_worker(pid: int) -> bool:
    """Whether a process is a worker of a local cluster: its keeper spawned it."""
    try:
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _tree(root: int) -> list[int]:
    """A process and all that it and its children started."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (fields := _fields(int(folder.name))):
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    found, todo = [], [root]
    while todo:
        found.append(todo.pop())
        todo += children.get(found[-1], [])
    return found


def _fields(pid: int) -> list[str]:
    """Of the kernel's line about a process, what follows its name; empty where it has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _seconds(pid: int) -> float | None:
    """Processor seconds of one process so far; None where it has ended."""
    fields = _fields(pid)
    return (int(fields[11]) + int(fields[12])) / _TICKS if fields else None

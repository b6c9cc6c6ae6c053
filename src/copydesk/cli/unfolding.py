"""A newsroom to look at: the service, while the example reports come in one after another.

Only click is imported at the top; see `copydesk.cli.single_stages`.
"""

from __future__ import annotations

import json
import secrets
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from copydesk.settings import Settings

#: Who signs in at the desk of the demonstration.
EDITOR = "editor"


def unfold(reports: Path, folder: Path, port: int, seconds: float, settings: Settings) -> None:
    """Serve a new store, and let the reports come in over so many seconds, by their own times.

    Args:
        reports: folder with reports as JSON Lines, as in ``examples``.
        folder: where store and site are put; what an earlier demonstration left there is removed.
        port: of the service, on this machine.
        seconds: from the first report to the last.
        settings: in force.
    """
    from copydesk import pipeline
    from copydesk.model.newsroom import DeskRole
    from copydesk.newsroom.desk import credentials
    from copydesk.store import Store

    found = _in_order(reports)
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("newsroom.sqlite*"):
        left.unlink()
    url = f"sqlite:///{folder.resolve() / 'newsroom.sqlite'}"
    with Store(url) as store:
        password = secrets.token_urlsafe(12)
        credentials.add(store, EDITOR, DeskRole.ADMINISTRATOR, password, datetime.now(UTC), "demo")
        command = [sys.executable, "-m", "copydesk", "serve", "--store", url, "--port", str(port)]
        service = subprocess.Popen([*command, "--no-log-requests"])
        click.echo(
            f"Readers: http://127.0.0.1:{port}/   Desk: http://127.0.0.1:{port}/desk "
            f"(name {EDITOR}, password {password})\n"
            f"{len(found)} reports come in over {seconds:g} s; leave a page open. Ctrl-C stops.",
            err=True,
        )
        try:
            pause = seconds / max(1, len(found) - 1)
            for number, line in enumerate(found, 1):
                due = time.monotonic() + pause
                came = folder / "reports.jsonl"
                came.write_text("".join(found[:number]), "utf-8")
                pipeline.run((str(came),), folder / "site", store, settings)
                report = json.loads(line)
                click.echo(
                    f"{number} of {len(found)}: {report['outlet']}: {report['title']}", err=True
                )
                time.sleep(max(0.0, due - time.monotonic()))
            click.echo("All reports are in. Ctrl-C stops.", err=True)
            service.wait()
        except KeyboardInterrupt:
            return
        finally:
            service.send_signal(signal.SIGINT)
            service.wait(30)


def _in_order(reports: Path) -> list[str]:
    """The reports as lines of JSON, by the time of their publication."""
    lines = [
        f"{line}\n"
        for path in sorted(reports.rglob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ]
    if not lines:
        raise click.UsageError(f"{reports} has no reports as JSON Lines")
    return sorted(lines, key=lambda line: json.loads(line).get("published") or "")

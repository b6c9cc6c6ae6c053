"""A newsroom to look at: a service and a watcher, while outlets on this machine report, one by one.

Only click is imported at the top; see `copydesk.cli.single_stages`.
"""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from copydesk.model import Article
    from copydesk.newsroom.pretend_outlets import PretendOutlets
    from copydesk.settings import Settings

#: Who signs in at the desk of the demonstration.
EDITOR = "editor"
#: The watcher loads the language model before it first asks.
_PATIENCE_SECONDS = 300.0
#: How often is looked whether service and watcher still run.
_LOOK_SECONDS = 1.0


def unfold(reports: Path, folder: Path, port: int, seconds: float, settings: Settings) -> None:
    """Serve a new store and watch pretend outlets, whose reports come out over so many seconds.

    Args:
        reports: folder with reports, as in ``examples``.
        folder: where the store is put; what an earlier demonstration left there is removed.
        port: of the service, on this machine.
        seconds: from the first report to the last.
        settings: in force.
    """
    from copydesk.model.newsroom import DeskRole
    from copydesk.newsroom.desk import credentials
    from copydesk.newsroom.pretend_outlets import PretendOutlets
    from copydesk.store import Store

    found = _near(reports, settings)
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("newsroom.sqlite*"):
        left.unlink()
    url = f"sqlite:///{folder.resolve() / 'newsroom.sqlite'}"
    password = secrets.token_urlsafe(12)
    with Store(url) as store:
        credentials.add(store, EDITOR, DeskRole.ADMINISTRATOR, password, datetime.now(UTC), "demo")
    service = f"http://127.0.0.1:{port}"
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    outlets = PretendOutlets(found)
    watching = {
        "COPYDESK_WATCH__PRIVATE_NETWORKS": '["127.0.0.0/8"]',
        "COPYDESK_WATCH__CALLBACK": service,
        "COPYDESK_WATCH__HOST_SECONDS": "0.2",
        "COPYDESK_WATCH__SETTLE_SECONDS": "0.5",
    }
    serve = ["serve", "--port", str(port), "--no-log-requests", "--store", url]
    try:
        watch = ["watch", *outlets.feeds, "--store", url]
        with _running(serve) as serving, _running(watch, watching) as watcher:
            click.echo(
                f"Readers: {service}/   Desk: {service}/desk (name {EDITOR}, password {password})\n"
                f"{len(outlets.feeds)} outlets at {outlets.address} will publish "
                f"{len(found)} reports over {seconds:g} s; leave a page open. Ctrl-C stops.",
                err=True,
            )
            end = time.monotonic() + _PATIENCE_SECONDS
            while not outlets.wait_for_subscribers(_LOOK_SECONDS):
                for process in (serving, watcher):
                    if process.poll() is not None:  # it has said why
                        raise SystemExit(process.returncode or 1)
                if time.monotonic() > end:
                    click.echo("The watcher has not subscribed to all feeds; going on.", err=True)
                    break
            _publish(outlets, found, seconds)
            signal.pause()
    except KeyboardInterrupt:
        return
    finally:
        outlets.close()


def publish_alone(
    reports: Path, listing: Path, port: int, seconds: float, settings: Settings
) -> None:
    """Publish the reports as pretend outlets, for a newsroom that one sets up oneself.

    Args:
        reports, seconds, settings: as for `unfold`.
        listing: file that the list of their feeds is written to.
        port: of the outlets, on this machine.
    """
    from copydesk.newsroom.pretend_outlets import PretendOutlets

    found = _near(reports, settings)
    outlets = PretendOutlets(found, port)
    listing.write_text(outlets.listing, "utf-8")
    click.echo(
        f"{len(outlets.feeds)} outlets at {outlets.address}, listed in {listing}. Ctrl-C stops.",
        err=True,
    )
    try:
        _publish(outlets, found, seconds)
        signal.pause()
    except KeyboardInterrupt:
        return
    finally:
        outlets.close()


def _near(reports: Path, settings: Settings) -> tuple[Article, ...]:
    from copydesk.newsroom.pretend_outlets import brought_near
    from copydesk.pipeline.reading import read

    found = brought_near(read((str(reports),), settings).articles, datetime.now(UTC))
    if not found:
        raise click.UsageError(f"{reports} has no reports")
    return found


def _publish(outlets: PretendOutlets, found: Sequence[Article], seconds: float) -> None:
    pause = seconds / max(1, len(found) - 1)
    for number, report in enumerate(found, 1):
        due = time.monotonic() + pause
        outlets.let_out(report)
        told = f"{report.outlet or 'A paper'}: {report.title}"
        click.echo(f"{number} of {len(found)} is out: {told}", err=True)
        time.sleep(max(0.0, due - time.monotonic()))
    click.echo("All reports are out. Ctrl-C stops.", err=True)


@contextmanager
def _running(
    words: Sequence[str], settings: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Another copydesk beside this one, which is stopped when this one is."""
    process = subprocess.Popen(
        [sys.executable, "-m", "copydesk", *words], env={**os.environ, **(settings or {})}
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)

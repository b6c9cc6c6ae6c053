"""A real Chromium, and the hand-made site served to it."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from copydesk.publish import Site, publish_site
from dossiers import edition_of_all


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium; skips where none is installed."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no chromium on the path")
    with sync_playwright() as playwright:
        # In a container there is often no user namespace for Chromium's own sandbox.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def serve() -> Iterator[object]:
    """Serves a folder on a free port of this machine: ``serve(folder)`` gives its address."""
    servers = []

    def start(folder: Path) -> str:
        handler = functools.partial(_Quiet, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-made site on disk."""
    out = tmp_path_factory.mktemp("site")
    site = Site(title="The Ledger", rating_action="https://votes.example/rate")
    publish_site(edition_of_all(), out, site)
    return out


@pytest.fixture(scope="session")
def address(serve: object, folder: Path) -> str:
    """Where the hand-made site is served."""
    found: str = serve(folder)  # type: ignore[operator]
    return found

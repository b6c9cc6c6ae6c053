"""How fast a story page stands on a phone, and whether it moves: LCP and CLS in Chromium.

Run: ``python -m benchmarks reading [SITE]``. Without a folder the site of the tests' stories is
written and read. The phone is Chromium at 390 by 844 pixels with a processor four times slower and
a line of 1.6 Mbit/s with 150 ms of delay (Lighthouse's "slow 4G"); the host compresses, as hosts of
static files do. LCP (largest contentful paint)
and CLS (cumulative layout shift) are read from the browser's own entries.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from playwright.sync_api import Browser, sync_playwright

from copydesk.publish import Site, publish_site
from dossiers import edition_of_all

#: Lighthouse's throttling of a phone on a slow fourth-generation line.
_LINE = {"latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
_SLOWER = 4
#: Loads of each page; the median is printed.
_LOADS = 5
_ENTRIES = """() => new Promise(resolve => {
  const seen = {lcp: 0, cls: 0};
  new PerformanceObserver(list => {
    for (const e of list.getEntries()) seen.lcp = e.startTime;
  }).observe({type: 'largest-contentful-paint', buffered: true});
  new PerformanceObserver(list => {
    for (const e of list.getEntries()) if (!e.hadRecentInput) seen.cls += e.value;
  }).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => resolve(seen), 500);
})"""


class _Host(SimpleHTTPRequestHandler):
    """A host of static files that compresses text, as they do."""

    def do_GET(self) -> None:
        """Send a file of the site."""
        path = Path(self.translate_path(self.path))
        content = gzip.compress(path.read_bytes()) if path.is_file() else b""
        self.send_response(200 if content else 404)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def main(arguments: Sequence[str] = ()) -> None:
    """Read every story page of a site on a slow phone; print a table."""
    if arguments:
        _measure(Path(arguments[0]))
        return
    with tempfile.TemporaryDirectory() as folder:
        publish_site(edition_of_all(), Path(folder), Site())
        _measure(Path(folder))


def _measure(site: Path) -> None:
    pages = sorted((site / "stories").glob("*.html"), key=lambda p: -p.stat().st_size)[:10]
    handler = partial(_Host, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as play:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        print("| page | bytes of HTML | LCP, s | CLS |")
        print("|---|---|---|---|")
        for page in pages:
            address = f"http://127.0.0.1:{server.server_port}/stories/{page.name}"
            found = [_load(browser, address) for _ in range(_LOADS)]
            lcp = statistics.median(paint for paint, _ in found) / 1000
            cls = max(shift for _, shift in found)
            print(f"| {page.stem[:40]} | {page.stat().st_size:,} | {lcp:.2f} | {cls:.3f} |")
        browser.close()
        server.shutdown()


def _load(browser: Browser, address: str) -> tuple[float, float]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True)
    page = context.new_page()
    client = context.new_cdp_session(page)
    client.send("Network.emulateNetworkConditions", {"offline": False, **_LINE})
    client.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    page.goto(address)
    seen = page.evaluate(_ENTRIES)
    context.close()
    return seen["lcp"], seen["cls"]


if __name__ == "__main__":
    main(sys.argv[1:])

"""Time to write a site, and what a second run writes.

Run: ``python -m benchmarks publishing [--stories 1000]``. The stories are copies of the one that
the tests of publish make by hand (5 reports, 6 points, a chart, a timeline), each under an address,
time and section of its own.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from copydesk.model import Dossier
from copydesk.publish import Published, Site, publish_site
from dossiers import another

SECTIONS = ("World", "Business", "Science", "Sport", "Health", "Culture")


def main(arguments: list[str] | None = None) -> None:
    """Write the site twice, then once more after one story changed; print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=1000)
    stories = parser.parse_args(arguments).stories
    dossiers = [another(n, SECTIONS[n % len(SECTIONS)]) for n in range(stories)]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        print("| run | seconds | of processor | written | unchanged | removed |")
        print("|---|---|---|---|---|---|")
        _timed("first", dossiers, out)
        _timed("second", dossiers, out)
        dossiers[-1] = replace(dossiers[-1], version=2)
        _timed("one story changed", dossiers, out)
        pages = [p.stat().st_size for p in out.glob("stories/*.html")]
        assets = sum(p.stat().st_size for p in out.glob("static/*"))
        print(f"\nLargest story page with style and script: {max(pages) + assets:,} bytes")


def _timed(name: str, dossiers: list[Dossier], out: Path) -> Published:
    start, busy = time.perf_counter(), time.process_time()
    done = publish_site(dossiers, out, Site())
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    counts = f"{done.written} | {done.unchanged} | {done.removed}"
    print(f"| {name} | {seconds:.1f} | {busy:.1f} | {counts} |")
    return done


if __name__ == "__main__":
    main()

"""How quick a newsroom is: readers' pages under load, and how long a new entry takes to its page.

    python -m benchmarks newsroom readers [--stories 20000] [--seconds 20] [--store URL]
    python -m benchmarks newsroom arrivals [--stories 1000] [--entries 40] [--store URL]
    python -m benchmarks newsroom rounds [--stories 1000] [--entries 40] [--store URL]

`readers`: a store with so many stories of five reports each (copies of sixty that are made
from the one that the tests of publish have, each under an address and time of its own), served by
one real `copydesk serve`; a load generator keeps some connections busy with front, section,
story, source and search pages and feeds, and then asks for the same again with their ETag.
Both share the machine, so the service's own processor time is told beside the clock's. Memory is
the service's resident set, at the start, and after each 2,500 requests.

`arrivals`: a store in which the line has written so many stories of invented events, a real
`copydesk watch` and a real `copydesk serve` over it, and a pretend web with a WebSub hub. Entries
are pushed one after another, half of them second reports of stories that stand; from the push to
the moment at which the public page of the service has it, by the clock, is told in percentiles.
`rounds`: the same in one process and without a network: from a report that was kept to its page on
the shelf, by the clock and by the processor, which a busy machine does not lengthen.

With ``--store`` the store is kept there, and used again when it is there already.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import resource
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "newsroom"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from hub import Hub, Subscribed
from pretend import Outlet, PretendWeb, Report

from copydesk.model import Document
from copydesk.newsroom.rounds import Rounds, served_site
from copydesk.newsroom.shelving import made_ready
from copydesk.pipeline import run
from copydesk.pipeline.growing import Growing
from copydesk.pipeline.reading import read
from copydesk.settings import Settings
from copydesk.store import Store
from copydesk.store.shelves import Contents, Shelved
from dossiers import another

SECTIONS = ("World", "Business", "Science", "Sport", "Health", "Culture")
#: Stories whose pages are made; the others are copies of these.
MADE = 60
#: Connections that the load generator keeps busy.
CONNECTIONS = 16
#: From one entry to the next: longer than a story settles.
APART_SECONDS = 3.0
PATIENCE_SECONDS = 60.0


def main(arguments: list[str] | None = None) -> None:
    """Measure what was asked for, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "what", nargs="?", default="readers", choices=("readers", "arrivals", "rounds")
    )
    parser.add_argument("--stories", type=int)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--entries", type=int, default=40)
    parser.add_argument("--store")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        url = given.store or f"sqlite:///{Path(folder) / 'desk.sqlite'}"
        if given.what == "readers":
            readers(url, given.stories or 20_000, given.seconds)
        elif given.what == "arrivals":
            arrivals(url, given.stories or 1000, given.entries)
        else:
            rounds(url, given.stories or 1000, given.entries)


@contextmanager
def serving(url: str, **settings: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A real service over a store: its address and process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    line = [sys.executable, "-m", "copydesk", "serve", "--store", url, "--port", str(port)]
    began = time.perf_counter()
    service = subprocess.Popen(
        [*line, "--no-log-requests"], env={**os.environ, **settings}, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        until(lambda: urlopen(f"{address}/healthz", timeout=5).status == 200, 600)
        print(f"the service answers {time.perf_counter() - began:.1f} s after its start")
        yield address, service
    finally:
        service.send_signal(signal.SIGINT)
        service.wait(60)


def until(holds: Callable[[], bool], seconds: float) -> float:
    """Ask again and again until it holds; the seconds it took.

    Raises:
        TimeoutError: it does not.
    """
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        try:
            if holds():
                return time.perf_counter() - began
        except OSError:
            pass
        time.sleep(0.05)
    raise TimeoutError(f"not within {seconds:g} s")


# Readers


def readers(url: str, stories: int, seconds: float) -> None:
    """Fill a store, serve it, and ask for pages as fast as they come."""
    with Store(url) as store:
        there = len(store.shelf.standing())
        if there < stories:
            _fill(store, there, stories)
        shelved = store.shelf.after(0, stories)
    paths = _paths([row.slug for row in shelved])
    with serving(url) as (address, service):
        print(f"memory at the start: {_resident(service.pid):.0f} MB")
        host, port = address.removeprefix("http://").split(":")
        print("\n| asked | requests/s | of a core-second | p50 ms | p99 ms | statuses |")
        print("|---|---|---|---|---|---|")
        marks: dict[str, str] = {}
        for name, known in (("pages", None), ("the same with their ETag", marks)):
            before = _cpu(service.pid)
            load = asyncio.run(_load(host, int(port), paths, seconds, known, marks))
            busy = _cpu(service.pid) - before
            times = sorted(load.times)
            rate = len(times) / load.took
            print(
                f"| {name} | {rate:,.0f} | {len(times) / busy:,.0f} | "
                f"{1000 * statistics.median(times):.1f} | "
                f"{1000 * times[int(len(times) * 0.99)]:.1f} | {load.statuses} |"
            )
        told = [f"{_resident(service.pid):.0f}"]
        for _ in range(4):
            asyncio.run(_load(host, int(port), paths, 3600, None, marks, most=2500))
            told.append(f"{_resident(service.pid):.0f}")
        print(f"\nmemory after each further 2,500 requests: {', '.join(told)} MB")


def _fill(store: Store, there: int, stories: int) -> None:
    site = served_site(Settings())
    began = time.perf_counter()
    made = [
        made_ready(another(number + 1, SECTIONS[number % len(SECTIONS)]), site)
        for number in range(MADE)
    ]
    for number in range(there, stories):
        store.shelf.put(*_copied(*made[number % MADE], number))
        if number % 2000 == 1999:
            print(f"{number + 1} stories, {time.perf_counter() - began:.0f} s", file=sys.stderr)


def _copied(shelved: Shelved, contents: Contents, number: int) -> tuple[Shelved, Contents]:
    """The same story under an address, an id and a time of its own."""
    slug = f"{shelved.slug}-{number}"
    pages = {
        path.replace(shelved.slug, slug): body.replace(shelved.slug.encode(), slug.encode())
        for path, body in contents.pages.items()
    }
    record = shelved.record.replace(shelved.slug, slug)
    coverage = {name: told.replace(shelved.slug, slug) for name, told in contents.coverage.items()}
    moved = (shelved.updated or datetime.now(UTC)) + timedelta(seconds=number)
    return (
        replace(shelved, story=slug, slug=slug, record=record, updated=moved),
        replace(contents, pages=pages, coverage=coverage),
    )


def _paths(slugs: Sequence[str]) -> list[str]:
    """What readers ask for: mostly stories, some of them often."""
    chance = random.Random(11)
    popular = chance.sample(slugs, min(200, len(slugs)))
    asked = []
    for _ in range(4000):
        turn = chance.random()
        if turn < 0.35:
            asked.append(f"/stories/{chance.choice(popular)}.html")
        elif turn < 0.70:
            asked.append(f"/stories/{chance.choice(slugs)}.html")
        elif turn < 0.80:
            asked.append("/")
        elif turn < 0.87:
            asked.append(f"/sections/{chance.choice(SECTIONS).lower()}.html")
        elif turn < 0.90:
            asked.append(f"/compare/{chance.choice(slugs)}.html")
        elif turn < 0.93:
            asked.append("/rss.xml")
        elif turn < 0.97:
            asked.append("/sources.html")
        else:
            asked.append(f"/search.html?q={chance.choice(('ferry', 'fire', 'injured+crew'))}")
    return asked


class _Load:
    def __init__(self) -> None:
        self.times: list[float] = []
        self.statuses: dict[int, int] = {}
        self.took = 0.0


async def _load(
    host: str,
    port: int,
    paths: Sequence[str],
    seconds: float,
    known: dict[str, str] | None,
    marks: dict[str, str],
    most: int = 10**9,
) -> _Load:
    """Keep some connections busy; ``known`` are ETags to ask with, ``marks`` those that came."""
    load, began = _Load(), time.perf_counter()
    turn = iter(range(most))

    async def one() -> None:
        streams = None
        for number in turn:
            if time.perf_counter() - began > seconds:
                break
            path = paths[number % len(paths)]
            mark = known.get(path) if known is not None else None
            condition = f"if-none-match: {mark}\r\n" if mark else ""
            sent = time.perf_counter()
            streams = streams or await asyncio.open_connection(host, port)
            reader, writer = streams
            try:
                writer.write(f"GET {path} HTTP/1.1\r\nhost: {host}\r\n{condition}\r\n".encode())
                head = await reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, ConnectionError):
                streams = None  # it was idle for too long: the next request opens another
                continue
            lines = head.decode("latin-1").lower().split("\r\n")
            fields = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
            await reader.readexactly(int(fields.get("content-length", "0")))
            load.times.append(time.perf_counter() - sent)
            status = int(lines[0].split()[1])
            load.statuses[status] = load.statuses.get(status, 0) + 1
            if "etag" in fields:
                marks[path] = fields["etag"]

    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))
    load.took = time.perf_counter() - began
    return load


def _cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident(process: int) -> float:
    pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


# Arrivals


def _words(text: str) -> list[str]:
    return text.split()


_FIRST = _words("Bar Cor Del Fen Gar Hol Ish Jor Kel Lun Mar Nor Ost Pel Quin Ros Sel Tor Ulm Ver")
_LAST = _words("bury dale ford gate ham holm kirk leigh mere ness port ridge stead ton vale wick")
_NAMES = _words("Abbas Brandt Castell Dunmore Eklund Farrow Greaves Hollis Ivers Jansen Kovac Lind")
_GIVEN = _words("Ada Bram Clara Dov Edda Farid Greta Hugo Iris Jonas Kaja Leo Mira Nils Olga Piet")
_THINGS = _words("library brewery foundry arcade granary bathhouse tannery armoury creamery depot")
_KINDS = (
    ("warehouse fire", "a fire at a {thing} in {place}", "fire officer"),
    ("bus crash", "a bus overturned near the {thing} of {place}", "police inspector"),
    ("gas leak", "gas leaked from a main under the {thing} in {place}", "works manager"),
    ("bridge strike", "a barge struck a pier beside the {thing} in {place}", "harbour master"),
    ("roof collapse", "part of the roof of a {thing} in {place} came down", "borough engineer"),
)


def event(number: int, voice: int, at: datetime) -> Report:
    """How one outlet tells of one invented event; no two share place, people and figures."""
    chance = random.Random(f"event {number}")
    place = chance.choice(_FIRST) + chance.choice(_LAST) + chance.choice(("", " Cross", " Green"))
    kind, told, post = chance.choice(_KINDS)
    thing = chance.choice(_THINGS)
    name = f"{chance.choice(_GIVEN)} {chance.choice(_NAMES)}"
    hurt, homes, minutes = 2 + number % 37, 11 + number % 89, 15 + number % 71
    what = told.format(thing=thing, place=place)
    day = f"{at:%A}"
    lead = (
        f"{hurt} people were hurt when {what} on {day}, the authorities said.",
        f"On {day}, {what}; {hurt} people were hurt, officials said.",
    )[voice % 2]
    return Report(
        at,
        f"event-{number}-{voice}",
        (f"{hurt} hurt in {place} {kind}", f"{kind.capitalize()} in {place} injures {hurt}")[
            voice % 2
        ],
        (
            lead,
            f"{post.capitalize()} {name} said that {homes} homes around the {thing} were emptied "
            f"and that the street was open again after {minutes} minutes.",
            f'"Nobody in {place} had seen the like," {name} told reporters at the {thing}.',
            f"The council of {place} will hear {name} on the {kind} next week.",
        ),
    )


def _page(report: Report, outlet: str) -> str:
    record = {
        "url": f"https://{outlet.lower().replace(' ', '-')}.example/{report.slug}.html",
        "outlet": outlet,
        "title": report.title,
        "published": report.at.isoformat(),
        "text": "\n\n".join(report.paragraphs),
    }
    return json.dumps(record)


def _written(url: str, stories: int) -> None:
    """Have the line write stories of invented events, unless it has."""
    start = datetime.now(UTC) - timedelta(days=2)
    with Store(url) as store, tempfile.TemporaryDirectory() as folder:
        if store.count() < stories:
            lines = [
                _page(event(n, 0, start + timedelta(minutes=n % 1400)), f"Outlet {n % 40}")
                for n in range(stories)
            ]
            given = Path(folder) / "reports.jsonl"
            given.write_text("\n".join(lines), "utf-8")
            began = time.perf_counter()
            run((str(given),), Path(folder) / "site", store, Settings())
            print(f"the store was filled in {time.perf_counter() - began:.0f} s", file=sys.stderr)
        print(f"{store.count()} reports, {len(store.stories())} stories in the store")


def rounds(url: str, stories: int, entries: int) -> None:
    """Keep reports one by one, and make a round of the watch and the desk after each."""
    _written(url, stories)
    settings = Settings(workers=1)
    with Store(url) as store, tempfile.TemporaryDirectory() as folder:
        desk = Rounds(store, settings, lambda _, sentences: tuple(sentences))
        growing = Growing(store, settings, None, lambda: desk.take_in(datetime.now(UTC)))
        spent = []
        for number in range(entries + 1):
            if number:  # the first round takes in what stands
                told = stories + number if number % 2 else number * 7
                report = event(told, 1, datetime.now(UTC))
                line = _page(report, f"Paper {number % 8}")
                given = Path(folder) / f"{number}.jsonl"
                given.write_text(line, "utf-8")
                (article,) = read((str(given),), settings).articles
                store.keep_articles(Document(article.source, line.encode()), [article])
            clock, busy = time.perf_counter(), time.process_time()
            grown = growing.update(datetime.now(UTC))
            shelved = desk.shelve()
            spent.append((time.perf_counter() - clock, time.process_time() - busy))
            if number and (not grown.stories or not shelved):
                print(f"entry {number} changed nothing", file=sys.stderr)
    print(f"the first round: {spent[0][0]:.0f} s, {spent[0][1]:.0f} s of a processor")
    print("| from a kept report to its page | p50 | p95 | most |\n|---|---|---|---|")
    for name, place in (("clock", 0), ("processor", 1)):
        ordered = sorted(one[place] for one in spent[1:])
        at = [ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.5, 0.95)]
        print(f"| {name} | {at[0]:.2f} s | {at[1]:.2f} s | {ordered[-1]:.2f} s |")


def arrivals(url: str, stories: int, entries: int) -> None:
    """Push entries one by one, and wait for each on its public page."""

    class Now:
        def now(self) -> datetime:
            return datetime.now(UTC)

    _written(url, stories)
    hub = Hub()
    outlets = [Outlet(number, f"Paper {number}", hub=hub.address) for number in range(8)]
    web = PretendWeb(outlets, Now())
    local = '["127.0.0.0/8"]'
    with serving(url) as (address, _):
        environment = {
            **os.environ,
            "COPYDESK_WATCH__PRIVATE_NETWORKS": local,
            "COPYDESK_WATCH__CALLBACK": address,
        }
        feeds = [web.feed(outlet) for outlet in outlets]
        line = [sys.executable, "-m", "copydesk", "watch", *feeds, "--store", url]
        watcher = subprocess.Popen(line, env=environment, stderr=subprocess.PIPE, text=True)
        said: list[str] = []
        threading.Thread(target=lambda: said.extend(watcher.stderr or ()), daemon=True).start()
        try:
            asked = {found.topic: found for found in hub.wait(len(outlets))}
            took = [
                _arrival(number, stories, outlets[number % len(outlets)], web, hub, asked, address)
                for number in range(entries)
            ]
        finally:
            watcher.send_signal(signal.SIGTERM)
            watcher.wait(60)
            web.close()
            hub.close()
            print("".join(said[-5:]), file=sys.stderr)
    for name, times in (
        ("a story of its own", took[::2]),
        ("second report of a story", took[1::2]),
        ("all", took),
    ):
        ordered = sorted(times)
        at = [ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.5, 0.95)]
        print(f"| {name} | {len(times)} | {at[0]:.1f} | {at[1]:.1f} | {ordered[-1]:.1f} |")


def _arrival(
    number: int,
    stories: int,
    outlet: Outlet,
    web: PretendWeb,
    hub: Hub,
    asked: dict[str, Subscribed],
    address: str,
) -> float:
    told = stories + number if number % 2 == 0 else number * 7
    report = event(told, 1, datetime.now(UTC))
    outlet.reports.append(report)
    began = time.perf_counter()
    status = hub.tell(asked[web.feed(outlet)], web.content(outlet))
    if status != 202:
        raise RuntimeError(f"the service answered its hub with {status}")
    name = f"{outlet.name}</".encode()

    def there() -> bool:
        with urlopen(f"{address}/sources.html", timeout=30) as answer:
            if name not in answer.read():
                return False
        place = f"{address}/sources/{outlet.name.lower().replace(' ', '-')}.html"
        with urlopen(place, timeout=30) as answer:
            return web.page(outlet, report).encode() in answer.read()

    until(there, PATIENCE_SECONDS)
    took = time.perf_counter() - began
    time.sleep(max(0.0, APART_SECONDS - took))
    return took

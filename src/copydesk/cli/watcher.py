"""Watching sources: the list of them, and the watch itself.

Only click is imported here; see `copydesk.cli.single_stages`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from copydesk.cli.line import store_url
from copydesk.cli.options import settings_from, settings_options, store_in_force

if TYPE_CHECKING:
    from copydesk.errors import InputRefused
    from copydesk.gather import Fetcher
    from copydesk.model import Source
    from copydesk.settings import Settings
    from copydesk.store import Store

_STORE = click.option(
    "--store", metavar="URL", help="Database that keeps sources, reports and stories."
)
_KINDS = ["auto", "feed", "sitemap", "section"]


@click.command()
@click.argument("given", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder that the site is written to; not needed where `serve` shows it from the store.",
)
@click.option(
    "--store",
    metavar="URL",
    help="Database that keeps sources, reports and stories. Default: that of the settings, or "
    "DIR.sqlite beside the site.",
)
@click.option("--once", is_flag=True, help="One round over what is due, for cron.")
@settings_options
def watch(
    given: tuple[str, ...],
    site: Path | None,
    store: str | None,
    once: bool,
    workers: int | None,
    model: str | None,
) -> None:
    """Watch sources, and bring stories and pages up to date as reports come in.

    SOURCE is an OPML or TOML file of sources, or the address of a feed, sitemap or section page; it
    is added to those of the store. Without any, those of the store are watched. Runs until it is
    told to stop (Ctrl-C, SIGTERM) and finishes what it has in hand; a second Ctrl-C ends it at
    once. What was killed goes on where it stopped. Several watchers of one store share the work.

    \b
    copydesk watch feeds.opml --store sqlite:///desk.sqlite
    copydesk watch feeds.opml --site out
    copydesk watch --site out --store postgresql+psycopg://desk@host/news
    """
    import signal
    import threading

    from copydesk.cli.progress import errors, finish
    from copydesk.newsroom.clock import SystemClock
    from copydesk.newsroom.watching import Watch
    from copydesk.store import Store

    settings = settings_from(workers, model)
    if site is not None:
        url = store_url(site, store, settings)
    elif not (url := store or settings.store.url or ""):
        raise click.UsageError("give --store URL for `serve` to show, --site DIR, or both")
    stop = threading.Event()

    def on_signal(number: int, _frame: object) -> None:
        if stop.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, on_signal)

    def tell(line: str) -> None:
        errors.print(line, markup=False, soft_wrap=True)

    with Store(url) as opened, _fetcher(settings) as fetcher:
        refused = _add(opened, given, None)
        for refusal in refused:
            tell(f"refused {refusal.source}: {refusal.reason}")
        if not opened.sources.all():
            raise click.UsageError("no source to watch: give one, or add it by: sources add")
        Watch(opened, settings, site, fetcher, SystemClock(), tell).run(stop, once=once)
    finish(refused)


def _fetcher(settings: Settings) -> Fetcher:
    from ipaddress import ip_network

    from copydesk.gather import Fetcher

    watch = settings.watch
    private = [ip_network(network) for network in watch.private_networks]
    return Fetcher(obey_robots=False, contact=watch.contact, private=private)


def _add(store: Store, given: tuple[str, ...], extra: Source | None) -> tuple[InputRefused, ...]:
    """Add files of sources and addresses to the store; what was refused."""
    from dataclasses import replace

    from copydesk.errors import InputRefused
    from copydesk.newsroom.subscriptions import from_address, read_list

    refused: list[InputRefused] = []
    for name in given:
        try:
            if "://" in name:
                plain = from_address(name, name)
                found: tuple[Source | InputRefused, ...] = (
                    replace(extra, address=plain.address) if extra else plain,
                )
            else:
                found = read_list(Path(name).read_bytes(), name)
                if not found:
                    raise InputRefused(name, "lists no source")
        except IsADirectoryError:
            told = "is a folder: watch takes feeds and lists of them, `copydesk run` reads folders"
            refused.append(InputRefused(name, told))
            continue
        except OSError as error:
            refused.append(InputRefused(name, f"cannot be read: {error.strerror}"))
            continue
        except InputRefused as refusal:
            refused.append(refusal)
            continue
        for item in found:
            if isinstance(item, InputRefused):
                refused.append(item)
            else:
                store.sources.add(item)
    return tuple(refused)


@click.group()
def sources() -> None:
    """The sources that `watch` watches.

    \b
    copydesk sources add https://outlet.example/feed --store sqlite:///out.sqlite
    """


@sources.command("add")
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS...")
@click.option("--kind", type=click.Choice(_KINDS), default="auto", help="What stands there.")
@click.option("--title", metavar="TEXT", help="Its name in lists.")
@click.option("--outlet", metavar="NAME", help="Outlet of its reports.")
@click.option("--section", metavar="NAME", help="Section that it belongs to.")
@click.option("--items-per-hour", type=click.IntRange(min=1), metavar="N")
@click.option("--bytes-per-hour", type=click.IntRange(min=1), metavar="N")
@click.option("--pages-per-hour", type=click.IntRange(min=1), metavar="N")
@_STORE
def add(
    addresses: tuple[str, ...],
    kind: str,
    title: str | None,
    outlet: str | None,
    section: str | None,
    items_per_hour: int | None,
    bytes_per_hour: int | None,
    pages_per_hour: int | None,
    store: str | None,
) -> None:
    """Watch more sources, by their addresses. Limits are those of each one for itself."""
    from copydesk.cli.progress import finish
    from copydesk.model import Limits, Source, SourceKind

    limits = Limits(items_per_hour, bytes_per_hour, pages_per_hour)
    extra = Source("", SourceKind(kind), None, title, outlet, section, limits=limits)
    with store_in_force(store) as opened:
        finish(_add(opened, addresses, extra))


@sources.command("remove")
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS...")
@_STORE
def remove(addresses: tuple[str, ...], store: str | None) -> None:
    """Watch sources no more. What was read from them stays."""
    from copydesk.cli.progress import finish
    from copydesk.errors import InputRefused

    refused = []
    with store_in_force(store) as opened:
        for address in addresses:
            if not opened.sources.remove(address):
                refused.append(InputRefused(address, "is not watched; see: copydesk sources list"))
    finish(refused)


@sources.command("list")
@click.option("--json", "as_json", is_flag=True, help="One source a line, with all that is known.")
@_STORE
def list_(as_json: bool, store: str | None) -> None:
    """Print the sources, how they are doing, and when each is asked again."""
    from copydesk.cli.progress import screen
    from copydesk.model import PageState
    from copydesk.model.serial import to_record

    with store_in_force(store) as opened:
        rows = [(source, opened.sources.counts(source.address)) for source in opened.sources.all()]
    if as_json:
        for source, counts in rows:
            record = {**to_record(source), "reports": counts}
            click.echo(json.dumps(record, ensure_ascii=False))
        return
    from rich.table import Table

    table = Table()
    table.add_column("source", min_width=30, overflow="fold")
    for name in ("kind", "health", "every", "next", "read", "waiting", "refused"):
        table.add_column(name, overflow="fold")
    table.add_column("last", overflow="fold")
    for source, counts in rows:
        table.add_row(
            source.title or source.address,
            source.kind.value,
            source.health.value,
            f"{source.interval.total_seconds() / 60:.0f} min",
            f"{source.next_fetch:%H:%M}" if source.next_fetch else "",
            *(str(counts[PageState(state)]) for state in ("read", "waiting", "refused")),
            source.last_error or "",
        )
    screen.print(table)


@sources.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@_STORE
def import_(files: tuple[str, ...], store: str | None) -> None:
    """Watch all sources of OPML or TOML files."""
    from copydesk.cli.progress import finish

    with store_in_force(store) as opened:
        finish(_add(opened, files, None))


@sources.command("export")
@click.option("--format", "form", type=click.Choice(["opml", "toml"]), default="opml")
@_STORE
def export(form: str, store: str | None) -> None:
    """Print all sources as OPML, which every reader takes, or TOML, which has the limits too."""
    from copydesk.newsroom.subscriptions import as_opml, as_toml

    with store_in_force(store) as opened:
        known = opened.sources.all()
    click.echo(as_opml(known) if form == "opml" else as_toml(known), nl=False)


@sources.command("test")
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS...")
def test(addresses: tuple[str, ...]) -> None:
    """Ask addresses once and say what stands there; nothing is kept."""
    from copydesk.cli.progress import finish
    from copydesk.errors import InputRefused
    from copydesk.newsroom.trial import tried

    refused = []
    with _fetcher(settings_from()) as fetcher:
        for address in addresses:
            try:
                click.echo(tried(address, fetcher))
            except InputRefused as refusal:
                refused.append(refusal)
    sys.stdout.flush()
    finish(refused)

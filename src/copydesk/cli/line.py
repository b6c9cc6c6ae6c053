"""The whole line as one command, and the demonstration.

Only click is imported here; see `copydesk.cli.single_stages`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from copydesk.cli.options import (
    inputs_argument,
    settings_from,
    settings_options,
    writer_option,
)

if TYPE_CHECKING:
    from copydesk import pipeline
    from copydesk.settings import Settings


def store_url(site: Path, given: str | None, settings: Settings) -> str:
    """The store in force: the command line's, the settings', or a file beside the site."""
    if given or settings.store.url:
        return given or settings.store.url or ""
    beside = site.resolve().with_name(f"{site.resolve().name}.sqlite")
    beside.parent.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{beside}"


@click.command()
@inputs_argument
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="Folder that the site is written to.",
)
@click.option(
    "--store",
    metavar="URL",
    help="Database that keeps reports and stories. Default: DIR.sqlite beside the site.",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Work on the Dask cluster of that scheduler (tcp://HOST:8786), not on this machine.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
@writer_option
@settings_options
def run(
    inputs: tuple[str, ...],
    site: Path,
    store: str | None,
    cluster: str | None,
    as_json: bool,
    writer: str | None,
    workers: int | None,
    model: str | None,
) -> None:
    """Read reports, group, compare, compose and check them, and write a finished site.

    Resumes: what an earlier run on the same store has done is not done again, so an
    interrupted run goes on where it stopped.

    \b
    copydesk run reports/ more.jsonl --site out
    """
    from copydesk.cli.progress import finish, quiet

    settings = settings_from(workers, model, writer={"use": writer} if writer else None)
    summary = run_line(inputs, site, store_url(site, store, settings), settings, cluster)
    if as_json:
        from copydesk.cli.inputs import emit
        from copydesk.pipeline.summary import summary_record

        emit([summary_record(summary, site)])
    elif not quiet():
        show_summary(summary, site)
        if not settings.site.base_url:
            from copydesk.cli.progress import screen
            from copydesk.publish.site import PREVIEW

            screen.print(
                f"Feeds and site maps name {PREVIEW}: before you publish them, set site.base_url",
                soft_wrap=True,
            )
    finish(summary.refused)
    if summary.broken_checks:
        raise SystemExit(1)


def run_line(
    inputs: tuple[str, ...],
    site: Path,
    url: str,
    settings: Settings,
    cluster: str | None = None,
) -> pipeline.Summary:
    """The whole line over a store, with progress; on a cluster where one is named."""
    from contextlib import ExitStack
    from datetime import UTC, datetime

    from copydesk import pipeline
    from copydesk.cli.progress import shown
    from copydesk.newsroom.holders import refuse_while_watched
    from copydesk.store import Store

    with Store(url) as store, shown() as show, ExitStack() as held:
        refuse_while_watched(store.sources, datetime.now(UTC))
        executor = None
        if cluster is not None:
            from copydesk.scale.cluster import Cluster

            executor = held.enter_context(Cluster(cluster))
        return pipeline.run_unless_done(
            inputs, site, store, settings, sys.stdin.buffer, show, executor
        )


def show_summary(summary: pipeline.Summary, site: Path) -> None:
    """The table at the end of a run."""
    from rich.table import Table

    from copydesk.cli.progress import screen

    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_column(style="dim")
    table.add_row("Reports", str(summary.read), f"{summary.new} new")
    table.add_row("Refused", str(len(summary.refused)), "named below" if summary.refused else "")
    table.add_row("Stories", str(summary.stories), f"{summary.recomposed} written anew")
    table.add_row("Independent origins", str(summary.origins), "")
    for verdict, count in summary.points.items():
        table.add_row(f"Points: {verdict.value}", str(count), "")
    table.add_row("Sentences published", str(summary.sentences), "each cited and checked")
    table.add_row("Sentences refused", str(summary.refused_sentences), "by the gate")
    if summary.broken_checks:
        table.add_row(
            "Checks that broke", str(summary.broken_checks), "these sentences too are out"
        )
    changed = summary.site
    note = f"{changed.unchanged} unchanged, {changed.removed} removed"
    table.add_row("Files written", str(changed.written), note)
    screen.print(table)
    screen.print(f"Site: {site / 'index.html'}", soft_wrap=True)


def examples() -> Path:
    """The example reports: of the installed package, or of the checkout it was installed from.

    Raises:
        InputRefused: when neither has them.
    """
    from copydesk.errors import InputRefused

    package = Path(__file__).resolve().parents[1]
    places = (package / "examples", package.parents[1] / "examples")
    found = next((place for place in places if place.is_dir()), None)
    if found is None:
        raise InputRefused("examples", "they are not installed: give a folder of reports")
    return found


@click.command()
@click.argument("reports", type=click.Path(exists=True, path_type=Path), required=False)
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("out/demo"),
    show_default=True,
    metavar="DIR",
)
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True)
@click.option("--serve/--no-serve", default=True, help="Serve the site when it is written.")
@click.option(
    "--live",
    is_flag=True,
    help="Run a newsroom with a desk and a watcher, while outlets on this machine report.",
)
@click.option(
    "--sources",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Only let outlets on this machine report, and list their feeds in FILE, for a newsroom "
    "that you set up yourself.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0),
    default=120.0,
    show_default=True,
    help="With --live and --sources: from the first report to the last.",
)
@settings_options
def demo(
    reports: Path | None,
    site: Path,
    port: int,
    serve: bool,
    live: bool,
    sources: Path | None,
    seconds: float,
    workers: int | None,
    model: str | None,
) -> None:
    """Run the whole line over the example reports and serve the site on loopback.

    REPORTS are the examples that come with copydesk when none are given.

    \b
    copydesk demo
    copydesk demo --live
    """
    if sources is not None:
        from copydesk.cli.unfolding import publish_alone

        settings = settings_from(workers, model)
        publish_alone(reports or examples(), sources, port, seconds, settings)
        return
    if live:
        from copydesk.cli.unfolding import unfold

        unfold(reports or examples(), site, port, seconds, settings_from(workers, model))
        return
    from copydesk.cli.loopback import serve_folder
    from copydesk.cli.progress import screen

    settings = settings_from(workers, model)
    summary = run_line(
        (str(reports or examples()),), site, store_url(site, None, settings), settings
    )
    show_summary(summary, site)
    for refusal in summary.refused:
        screen.print(f"refused {refusal.source}: {refusal.reason}", markup=False, soft_wrap=True)
    if serve:
        serve_folder(site, port, lambda address: screen.print(f"Open {address}  (Ctrl-C stops)"))

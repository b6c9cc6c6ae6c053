"""What ``copydesk compare`` prints: JSON Lines, a table to read, or a table to take away."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from copydesk.cli.inputs import emit
from copydesk.contracts.claim_json import comparison_record
from copydesk.model import Dossier, Verdict

if TYPE_CHECKING:
    from rich.table import Table

#: Verdicts in the order in which a reader wants them, and their colours on a terminal.
_ORDER = (Verdict.DIFFER, Verdict.UPDATED, Verdict.AGREE, Verdict.COMPATIBLE, Verdict.SINGLE)
_COLOURS = {Verdict.DIFFER: "red", Verdict.UPDATED: "yellow", Verdict.AGREE: "green"}


def told(dossiers: Iterable[Dossier], form: str, output: Path | None) -> None:
    """Print or write the comparisons.

    Args:
        dossiers: compared stories.
        form: "json", "table", "csv" or "xlsx".
        output: file for csv and xlsx; standard output when None.
    """
    if form == "json":
        emit(map(comparison_record, dossiers))
    elif form == "table":
        for dossier in dossiers:
            _show(dossier)
    else:
        _write(tuple(dossiers), form, output)


def _write(dossiers: tuple[Dossier, ...], form: str, output: Path | None) -> None:
    from copydesk.publish.downloads import as_csv, as_xlsx, claims_table

    rows = tuple(row for dossier in dossiers for row in claims_table(dossier))
    newest = max((d.updated for d in dossiers if d.updated is not None), default=None)
    content = as_csv(rows) if form == "csv" else as_xlsx(rows, newest)
    if output is None:
        sys.stdout.buffer.write(content)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise click.FileError(str(output), error.strerror or "cannot be written") from error


def _show(dossier: Dossier) -> None:
    """One story as a table: what differs first, what one origin alone says only counted."""
    from rich.markup import escape

    from copydesk.cli.progress import screen

    reports = len(dossier.reports)
    title = next((r.article.title for r in dossier.reports if r.article.title), dossier.story.id)
    screen.print(f"\n[bold]{escape(_plain(title))}[/bold]", soft_wrap=True)
    origins = len(dossier.story.origins)
    screen.print(f"{_counted(reports, 'report')}, {_counted(origins, 'independent origin')}")
    table, alone = _table(dossier)
    if table.row_count:
        screen.print(table)
    if alone:
        are = "is" if alone == 1 else "are"
        screen.print(f"{_counted(alone, 'point')} {are} made by one origin only.")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _table(dossier: Dossier) -> tuple[Table, int]:
    from rich.markup import escape
    from rich.table import Table

    from copydesk.publish import wording
    from copydesk.publish.source_list import origin_names

    names = origin_names(dossier)
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for column in ("Verdict", "Point", "Who says what", "Why"):
        table.add_column(column, overflow="fold")
    alone = 0
    for point in sorted(dossier.points, key=lambda p: (_ORDER.index(p.verdict), -len(p.origins))):
        if len(point.origins) < 2:
            alone += 1
            continue
        said: dict[str, dict[str, None]] = {}
        for index in point.representatives or range(len(point.claims)):
            claim = point.claims[index]
            words = wording.value(claim, dossier.report(claim.article))
            who = names[dossier.story.origin_of(claim.article).id]
            said.setdefault(words, {})[who] = None
        lines = [f"{_plain(words)}: {_plain(', '.join(who))}" for words, who in said.items()]
        colour = _COLOURS.get(point.verdict, "default")
        table.add_row(
            f"[{colour}]{point.verdict.value}[/{colour}]",
            escape(_plain(point.about)),
            escape("\n".join(lines)),
            escape(_plain(point.reason)),
        )
    return table, alone


def _plain(text: str) -> str:
    """The text without what could steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)

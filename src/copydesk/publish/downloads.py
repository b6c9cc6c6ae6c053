"""The comparison as a table to take away: one row a claim, in CSV and XLSX."""

from __future__ import annotations

import csv
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from io import BytesIO, StringIO
from operator import attrgetter

from copydesk.model import Dossier, Figure
from copydesk.publish import dates, wording
from copydesk.publish.citations import words_of
from copydesk.publish.source_list import origin_names, outlet_of
from copydesk.publish.text import printable, web_address

#: Spreadsheet programs read a cell that begins so as a formula (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: A cell of an XLSX file holds no more characters (ECMA-376, and Excel's own limit).
_CELL = 32_767
_WIDTHS = {"about": 34, "reason": 44, "value": 24, "words": 70, "outlet": 24, "origin": 24}
#: Digits of a number: a mile is 1.609344 km, and more are the computer's own.
_DIGITS = 10
_NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim of one report, with the point it belongs to.

    ``point`` is numbered within its ``story``: a table may hold several.
    ``lowest`` and ``highest`` are the ends of a figure's interval, empty where it is open.
    ``start`` and ``end`` are code points of the report's text.
    """

    story: str
    point: str
    kind: str
    about: str
    verdict: str
    reason: str
    origin: str
    outlet: str
    published: str
    value: str
    number: float | str
    lowest: float | str
    highest: float | str
    unit: str
    hedge: str
    as_of: str
    according_to: str
    words: str
    address: str
    report: str
    start: int
    end: int


_NAMES = tuple(field.name for field in fields(ClaimRow))
_cells = attrgetter(*_NAMES)


def claims_table(dossier: Dossier) -> tuple[ClaimRow, ...]:
    """All claims of a story, point by point in the order of the points, then of publication."""
    names = origin_names(dossier)
    rows = []
    for number, point in enumerate(dossier.points, 1):
        for claim in point.claims:
            report = dossier.report(claim.article)
            article = report.article
            figure = claim if isinstance(claim, Figure) else None
            rows.append(
                ClaimRow(
                    story=dossier.story.id,
                    point=f"p{number}",
                    kind=point.kind,
                    about=point.about,
                    verdict=point.verdict.value,
                    reason=point.reason,
                    origin=names[dossier.story.origin_of(article.id).id],
                    outlet=outlet_of(article),
                    published=dates.stated(article.published) if article.published else "",
                    value=wording.value(claim, report),
                    number=_number(figure.point if figure else None),
                    lowest=_number(figure.interval.lo if figure else None),
                    highest=_number(figure.interval.hi if figure else None),
                    unit=figure.unit if figure else "",
                    hedge=figure.hedge.value if figure and figure.hedge else "",
                    as_of=wording.as_of(claim) or "",
                    according_to=wording.speaker(claim) or "",
                    words=words_of(report, claim.span).marked,
                    address=web_address(article.url) or "",
                    report=article.id,
                    start=claim.span.start,
                    end=claim.span.end,
                )
            )
    return tuple(rows)


def _number(value: float | None) -> float | str:
    """Whole numbers without a point, nothing as an empty cell; no noise of a converted unit."""
    if value is None:
        return ""
    return int(value) if float(value).is_integer() else float(f"{value:.{_DIGITS}g}")


def as_csv(rows: tuple[ClaimRow, ...]) -> bytes:
    """The table as CSV (RFC 4180) in UTF-8 with a mark, so that spreadsheet programs read it.

    Text that a spreadsheet program would take for a formula gets an apostrophe before it.
    """
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_NAMES)
    for row in rows:
        writer.writerow([_plain(value) for value in _cells(row)])
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8", "replace")


def _plain(value: str | float) -> str | float:
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_xlsx(rows: tuple[ClaimRow, ...], created: datetime | None) -> bytes:
    """The table as an XLSX workbook; text is text there, and no cell is a formula.

    Args:
        rows: the table.
        created: time that the file names, the story's own, so that the bytes do not change.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415  only where a workbook is wanted

    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(stream, options) as book:
        when = (created or _NO_DATE).astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"title": "Claims of a story", "created": when})
        sheet = book.add_worksheet("Claims")
        bold = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for column, name in enumerate(_NAMES):
            sheet.write_string(0, column, name.replace("_", " "), bold)
            sheet.set_column(column, column, _WIDTHS.get(name, 12))
        for index, row in enumerate(rows, 1):
            for column, value in enumerate(_cells(row)):
                if isinstance(value, str):
                    sheet.write_string(index, column, printable(value)[:_CELL], wrapped)
                else:
                    sheet.write_number(index, column, value, wrapped)
        sheet.freeze_panes(1, 3)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(_NAMES) - 1)
    return stream.getvalue()

"""When a report was published, with its zone, to the minute where the page says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from htmldate import find_date
from lxml import etree

from copydesk.extract.page import statements
from copydesk.extract.page.elements import Named, text_of
from copydesk.extract.page.head import Head
from copydesk.gather.times import read_time

_PUBLISHED = (
    "article:published_time", "article:published:time", "og:article:published_time",
    "datepublished", "article:published",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "pubdate", "publishdate",
    "publish-date", "publish_date", "publication_date", "article_date_original",
    "originalpublicationdate", "bt:pubdate", "date", "dc.date.created", "og:published_time",
    "article.published", "iso-8601-publish-date", "og:pubdate", "rnews:datepublished",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "article:modified:time", "og:updated_time",
    "datemodified", "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod", "revised", "article.updated",
    "og:article:modified_time",
)  # fmt: skip
_FIRST_YEAR = 1990
_MAX_OFFSET = timedelta(hours=14)
#: What precedes or names a time that is not the first publication's.
_CHANGED = re.compile(
    r"updat|modif|edited|aktualisiert|mis à jour|mise à jour|actualiz|aggiorna|bijgewerkt|uppdat|"
    r"oppdat|opdat|atualiz|zaktual|revis|last change",
    re.I,
)
_ISSUED = re.compile(r"publi|posted|issued|created|erschien|veröffentl|dateline|veröff|gepub", re.I)
#: Elements whose times are of other reports, of comments, or of things to come.
_FOREIGN = re.compile(
    r"comment|related|recommend|most-?read|popular|trending|ticker|sidebar|teaser|widget-?area|latest|"
    r"breaking|newsletter|event|calendar|footer|copyright|carousel|promo",
    re.I,
)
_FOREIGN_TAGS = frozenset(("nav", "aside", "footer", "li", "form"))
_HINT = re.compile(r"date|time|publi|posted|byline|meta\b|stamp|datum|fecha|data\b", re.I)
_VALUES = (
    "datetime",
    "content",
    "title",
    "data-datetime",
    "data-timestamp",
    "data-time",
    "data-date",
)
#: An element that shows a time has few words; more are running text.
_MAX_CHARACTERS, _RUNNING = 140, 12
_MAX_LOOKED = 400
_URL_DAY = re.compile(r"/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_-])")


@dataclass(frozen=True, slots=True)
class Times:
    """Times of publication and of the last change, aware; None when unknown."""

    published: datetime | None
    modified: datetime | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Shown:
    """A time that the page shows: how surely it is the report's own, the surest lowest."""

    rank: int
    order: int
    time: datetime
    changed: bool


def times_of(
    tree: Any, head: Head, node: statements.Node, markup: str, url: str | None, language: str | None
) -> Times:
    """Times of publication and of the last change, with notes.

    They keep the offset that the page states, since only with it the day of publication is the
    day at the outlet's place; a time in UTC takes the offset of another statement of the same
    instant. A time without zone takes the zone of another statement of the same minute; failing
    that it is read as UTC, and noted. A day takes the time of another statement of that day.
    Where neither JSON-LD nor meta elements state a time, the one that is shown with the
    headline counts, then the day in the address, then what htmldate (Barbaresi 2020) finds.

    Args:
        tree: the page.
        head: its meta elements.
        node: what its JSON-LD states of the report.
        markup: its source.
        url: its address; None when unknown.
        language: that it declares ("en-US"), for days in figures.
    """
    stated = _read(_stated(tree, head, node), language)
    changed = _read((node.get("dateModified"), *head.all(*_MODIFIED)), language)
    notes: tuple[str, ...] = ()
    first = stated[0] if stated else None
    if first is None or _is_day(first) or not changed or not first.utcoffset():
        shown = _shown(tree, language)
        own = [item.time for item in shown if not item.changed]
        if first is None:
            stated = own[:1]
        else:
            stated += own
        changed = changed or [item.time for item in shown if item.changed][:1]
        first = stated[0] if stated else None
    if first is None:
        first = _searched(markup, url)
        notes = ("publication day found in the text of the page",) if first else ()
    if first is not None and _is_day(first):
        first = next(
            (time for time in stated if not _is_day(time) and _same_day(time, first)), first
        )
    published = _placed(_zoned(first, (*stated, *changed)), (*stated, *changed)) if first else None
    if published is not None and published.tzinfo is None:
        notes = (*notes, "published without a zone, read as UTC")
    modified = _placed(_zoned(changed[0], stated), stated) if changed else None
    return Times(_aware(published), _aware(modified), notes)


def parse(value: object, language: str | None = None) -> datetime | None:
    """A time in one of the forms that pages use, aware when a zone is given; None otherwise."""
    time = read_time(value, language)
    known = time is not None and time.year >= _FIRST_YEAR
    return time.replace(microsecond=0) if time is not None and known else None


def _read(values: Iterable[object], language: str | None) -> list[datetime]:
    return [time for value in values if (time := parse(value, language)) is not None]


def _is_day(time: datetime) -> bool:
    """Whether a statement gives no more than a day."""
    return not (time.hour or time.minute or time.second)


def _same_day(time: datetime, day: datetime) -> bool:
    return time.date() == day.date() or (
        time.tzinfo is not None and time.astimezone(UTC).date() == day.date()
    )


def _stated(tree: Any, head: Head, node: statements.Node) -> Iterator[object]:
    for name in ("datePublished", "dateCreated", "uploadDate"):
        yield node.get(name)
    yield from head.all(*_PUBLISHED)
    for element in tree.xpath("//*[@pubdate or contains(@itemprop, 'datePublished')]")[:20]:
        if element.tag != "meta" and not _is_foreign(element):
            yield from _values(element)


def _values(element: Any) -> list[str]:
    values = [element.get(name) for name in _VALUES if element.get(name)]
    return values or [text_of(element)[:_MAX_CHARACTERS]]


def _is_foreign(element: Any) -> bool:
    for depth, ancestor in enumerate(element.iterancestors()):
        if ancestor.tag in ("body", "html") or depth > 8:
            return False
        if ancestor.tag in _FOREIGN_TAGS or (ancestor.tag == "a" and ancestor.get("href")):
            return True
        if _FOREIGN.search(f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}"):
            return True
    return False


def _shown(tree: Any, language: str | None) -> list[_Shown]:
    """Times that the page shows of the report, the surest first.

    Those below the headline come before those above it, and one in an element of its own
    before one in a byline.
    """
    found: list[_Shown] = []
    below = seen = 0
    hinted = set(Named(tree).matching(_HINT, "class", "id"))
    for order, element in enumerate(tree.iter("h1", "time", "abbr", "span", "p", "div", "header")):
        if element.tag == "h1":
            below = 1
            continue
        marked = element.tag == "time" or (
            element.tag == "abbr" and element.get("title") and element in hinted
        )
        if not marked and element not in hinted:
            continue
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        seen += 1
        if seen > _MAX_LOOKED:
            break
        item = _of_element(element, names, language, order, marked=bool(marked), below=below)
        if item is not None:
            found.append(item)
    return sorted(found, key=lambda item: (item.rank, item.order))


def _of_element(
    element: Any, names: str, language: str | None, order: int, *, marked: bool, below: int
) -> _Shown | None:
    text = text_of(element)
    if len(text) > _MAX_CHARACTERS or _FOREIGN.search(names) or _is_foreign(element):
        return None
    attributes = [element.get(name) for name in _VALUES if element.get(name)]
    times = _read((*attributes, text), language)
    if not times:
        return None
    label = f"{_before(element)} {names} {text}" if marked else f"{names} {text}"
    if marked and _is_running(element):
        return None
    changed = _CHANGED.search(label) is not None and not (
        marked and _ISSUED.search(_before(element))
    )
    if not marked and _CHANGED.search(text) and _ISSUED.search(text):
        return None  # two times in one line; the elements within tell them apart
    issued = _ISSUED.search(label) is not None
    return _Shown(2 * (1 - below) + (not (marked or issued)), order, times[0], changed)


def _before(element: Any) -> str:
    """The words right before an element, on its own line."""
    for _ in range(2):
        previous = element.getprevious()
        text = previous.tail if previous is not None else None
        parent = element.getparent()
        if previous is None and parent is not None:
            text = parent.text
        if text and text.strip():
            return " ".join(text.split())[-40:]
        if (
            previous is not None
            and len(text_of(previous)) < 30
            and previous.tag not in ("p", "div")
        ):
            return text_of(previous)
        if parent is None or previous is not None:
            return ""
        element = parent
    return ""


def _is_running(element: Any) -> bool:
    """Whether a time stands within a sentence of the text."""
    parent = element.getparent()
    while parent is not None and parent.tag in ("b", "i", "em", "strong", "span", "a"):
        parent = parent.getparent()
    return (
        parent is not None
        and parent.tag in ("p", "td", "dd", "blockquote")
        and len(text_of(parent).split()) > _RUNNING
        and not _HINT.search(parent.get("class") or "")
    )


def _zoned(time: datetime, others: Sequence[datetime]) -> datetime:
    """The time with the zone of another statement of the same instant, when it has none."""
    if time.tzinfo is not None:
        return time
    for other in others:
        if other.tzinfo is None:
            continue
        difference = other.astimezone(UTC).replace(tzinfo=None) - time
        quarter = difference % timedelta(minutes=15)
        if (
            abs(difference) <= _MAX_OFFSET
            and quarter < timedelta(minutes=1)
            and time.hour + time.minute
        ):
            return other
    return time


def _placed(time: datetime, others: Sequence[datetime]) -> datetime:
    """A time in UTC with the offset of another statement of the same instant."""
    if time.tzinfo is None or time.utcoffset():
        return time
    aware = (other for other in others if other.tzinfo is not None and other.utcoffset())
    return next((other for other in aware if other == time), time)


def _aware(time: datetime | None) -> datetime | None:
    return time.replace(tzinfo=UTC) if time is not None and time.tzinfo is None else time


def _searched(markup: str, url: str | None) -> datetime | None:
    """The day in the address, or one that htmldate finds and the page writes out.

    From a year or a month alone htmldate makes a day: the first. Such a day is not one.
    """
    if match := _URL_DAY.search(url or ""):
        return parse(f"{match[1]}-{match[2]}-{match[3]}")
    try:
        found = parse(find_date(markup, original_date=True, url=url))
    except (ValueError, TypeError, AttributeError, OverflowError, etree.LxmlError):
        return None  # htmldate lets the errors of odd markup through
    return found if found is not None and (found.day != 1 or _is_written(markup, found)) else None


def _is_written(markup: str, day: datetime) -> bool:
    """Whether the first day of a month is written in the page, not only its month."""
    year, month = str(day.year), f"0?{day.month}"
    figures = rf"{year}[-/.]{month}[-/.]0?1(?!\d)|(?<!\d)0?1[-/.]{month}[-/.]{year}|"
    figures += rf"(?<!\d){month}[-/.]0?1[-/.]{year}|{year}{day.month:02d}01"
    if re.search(figures, markup):
        return True
    names = rf"(?<!\d)0?1(?:st|er|\.|º)?(?:\s+de)?\s+[^\W\d_]{{3,12}}\.?,?(?:\s+de)?\s+{year}|"
    names += rf"[^\W\d_]{{3,12}}\.?\s+0?1(?:st)?,?\s+{year}"
    return any(parse(match[0]) == day for match in re.finditer(names, markup))

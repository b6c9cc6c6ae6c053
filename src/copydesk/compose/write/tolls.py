"""The toll in the desk's own words: the newest values, each with the reports that have it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from copydesk.compose.record.histories import History, Value, span_of
from copydesk.compose.write.disagreements import figure_as_written
from copydesk.compose.write.page import sentence_id
from copydesk.english.number_words import in_words
from copydesk.model import Annotated, DraftSentence, Figure, Part, Span

_TOLD = ("killed", "injured")
_ONE = re.compile(r"(?:1|one|a|an)", re.IGNORECASE)
#: Spans that a part cites at most.
MOST_CITED = 4


def toll(
    made: Sequence[History],
    reports: Sequence[Annotated],
    slot: str,
    label: str | None = None,
    around: str = "",
) -> DraftSentence | None:
    """A sentence with the newest number of killed and of injured; None when no report has any.

    Args:
        made: the histories of the event's tolls.
        reports: of the story.
        slot: where it will stand, for its id.
        label: of a quick look.
        around: what the page has said before it. A place that this does not name is put in front:
            "In Osk, nine people were killed".
    """
    by_id = {report.article.id: report for report in reports}
    chosen = [h for deed in _TOLD for h in made if h.deed == deed]
    if not chosen:
        return None
    text = ""
    parts: list[Part] = []
    for at, history in enumerate(chosen):
        said, spans = _clause(history.deed, history.newest, by_id, short=at > 0)
        start = len(text) + (len(" and ") if at else 0)
        text += f"{' and ' if at else ''}{said}"
        parts.append(Part(start, len(text), spans))
    where = _place(chosen, around)
    if where:
        text = f"{where}, {text}"
        parts = [
            replace(p, start=p.start + len(where) + 2, end=p.end + len(where) + 2) for p in parts
        ]
        parts[0] = replace(parts[0], start=0)
    # A sentence does not begin with digits.
    opens = re.match(r"\d{1,2}(?= )", text)
    if opens:
        spelt = in_words(int(opens.group()))
        longer = len(spelt) - opens.end()
        text = spelt + text[opens.end() :]
        parts = [
            replace(p, start=p.start + longer * (p.start > 0), end=p.end + longer) for p in parts
        ]
    text = text[0].upper() + text[1:] + "."
    evidence = tuple(dict.fromkeys(span for part in parts for span in part.evidence))
    return DraftSentence(
        id=sentence_id(slot, evidence[:1]),
        text=text,
        evidence=evidence,
        kind="desk",
        label=label,
        parts=tuple(parts),
    )


def _place(chosen: Sequence[History], around: str) -> str:
    """Where it happened, if the first count's reports name one place and the page has not."""
    places = Counter(f.scope.place for f in chosen[0].newest.figures if f.scope.place)
    if not places:
        return ""
    place = min(places, key=lambda p: (-places[p], p))
    return "" if place in around or not place[:1].isupper() else f"In {place}"


def _clause(
    deed: str, value: Value, reports: Mapping[str, Annotated], *, short: bool
) -> tuple[str, tuple[Span, ...]]:
    """The clause for one count, and the sentences that have it, one of each report."""
    figure = _plainest(value.figures)
    amount = figure_as_written(figure, reports[figure.article])
    one = _ONE.fullmatch(amount) is not None
    spans: dict[str, Span] = {}
    for held in value.figures:
        spans.setdefault(held.article, span_of(held, reports[held.article]))
    noun, verb = ("person", "was") if one else ("people", "were")
    words = f"{amount} {deed}" if short else f"{amount} {noun} {verb} {deed}"
    return words, tuple(spans.values())[:MOST_CITED]


def _plainest(figures: Sequence[Figure]) -> Figure:
    """The claim whose wording the others share: the most used hedge, then the latest."""
    hedges = [f.hedge for f in figures]
    return max(enumerate(figures), key=lambda e: (hedges.count(e[1].hedge), e[0]))[1]


def tells(text: str, history: History, reports: Sequence[Annotated]) -> bool:
    """Whether a text has the newest value of a history."""
    by_id = {report.article.id: report for report in reports}
    forms = {f"{history.newest.point:,.0f}", f"{history.newest.point:.0f}"} | {
        by_id[f.article].article.text[f.start : f.end].lower() for f in history.newest.figures
    }
    low = text.lower()
    return any(re.search(rf"(?<![\w,.]){re.escape(form)}(?![\w]|[.,]\d)", low) for form in forms)

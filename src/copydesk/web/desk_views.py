"""What the desk's pages show: the working copy sentence by sentence, beside the reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from copydesk.errors import NotFit
from copydesk.model import Annotated, Draft, DraftSentence, Image, Span
from copydesk.model.newsroom import Desk
from copydesk.publish.citations import Words, words_of
from copydesk.publish.source_list import outlet_of
from copydesk.publish.text import clipped, web_address

#: Sentences of a report that are shown, and code points of one.
_SENTENCES, _LONGEST = 300, 400
_SPAN = re.compile(r"(.{1,200})\|(\d{1,9})\|(\d{1,9})", re.S)
_PLACE = re.compile(r"(\d{1,4})\.(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Cited:
    """A passage that a sentence cites; ``value`` is what a form sends of it."""

    value: str
    outlet: str
    words: Words


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence of the working copy."""

    id: str
    place: str
    text: str
    label: str | None
    kind: str
    locked: bool
    outcome: str
    passes: bool
    reasons: tuple[str, ...]
    cited: tuple[Cited, ...]
    headline: bool
    refused: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A report beside the story; ``lines`` are its sentences with the number that cites each."""

    number: int
    id: str
    outlet: str
    title: str
    link: str | None
    published: datetime | None
    lines: tuple[tuple[str, str], ...]
    pictures: tuple[tuple[int, Image], ...]


def rows(desk: Desk, reports: Mapping[str, Annotated]) -> tuple[Row, ...]:
    """The sentences of the working copy in order of the page, refused ones last."""
    draft = desk.draft
    found = [
        _row(sentence, place, reports, headline=sentence is draft.headline)
        for place, sentence in _places(draft)
    ]
    known = {row.id for row in found}
    refused = [s for s in draft.refused if s.id not in known]
    return (*found, *(_row(s, "Refused by the gate", reports, refused=True) for s in refused))


def _places(draft: Draft) -> Iterator[tuple[str, DraftSentence]]:
    yield "Headline", draft.headline
    yield from (("Introduction", s) for s in draft.standfirst)
    yield from (("Quick Looks", s) for s in draft.quick_looks)
    for section in draft.sections:
        yield from ((section.title, s) for p in section.paragraphs for s in p)


def _row(
    sentence: DraftSentence,
    place: str,
    reports: Mapping[str, Annotated],
    *,
    headline: bool = False,
    refused: bool = False,
) -> Row:
    verdict = sentence.verdict
    return Row(
        id=sentence.id,
        place=place,
        text=sentence.text,
        label=sentence.label,
        kind=sentence.kind,
        locked=sentence.locked,
        outcome=verdict.outcome.value.replace("_", " ") if verdict else "not checked",
        passes=verdict is not None and verdict.outcome.passes,
        reasons=tuple(r.message for r in verdict.reasons) if verdict else (),
        cited=tuple(_cited(s, reports) for s in sentence.evidence if s.article in reports),
        headline=headline,
        refused=refused,
    )


def _cited(span: Span, reports: Mapping[str, Annotated]) -> Cited:
    report = reports[span.article]
    value = f"{span.article}|{span.start}|{span.end}"
    return Cited(value, outlet_of(report.article), words_of(report, span))


def sources(reports: Sequence[Annotated]) -> tuple[Source, ...]:
    """The reports with the numbers under which their sentences can be cited."""
    found = []
    for number, report in enumerate(reports, 1):
        article = report.article
        lines = tuple(
            (f"{number}.{index}", clipped(article.text[s.start : s.end], _LONGEST))
            for index, s in enumerate(report.sentences[:_SENTENCES], 1)
        )
        found.append(
            Source(
                number=number,
                id=article.id,
                outlet=outlet_of(article),
                title=clipped(article.title or "", 200) or "Untitled report",
                link=web_address(article.url),
                published=article.published,
                lines=lines,
                pictures=tuple(enumerate(article.images[:12])),
            )
        )
    return tuple(found)


def evidence(kept: Sequence[str], more: str, reports: Sequence[Annotated]) -> tuple[Span, ...]:
    """The spans that a form names: passages kept, and sentences by their numbers.

    Args:
        kept: values of `Cited` whose box is ticked.
        more: numbers as they stand beside the reports' sentences ("2.14, 3.1").
        reports: of the story, in the order they are shown.

    Raises:
        NotFit: one of them is not of this story.
    """
    by_id = {report.article.id: report for report in reports}
    spans = []
    for value in kept[:20]:
        match = _SPAN.fullmatch(value)
        report = by_id.get(match[1]) if match else None
        if match is None or report is None:
            raise NotFit("a passage that was cited is not of this story any more")
        start, end = int(match[2]), int(match[3])
        if not 0 <= start < end <= len(report.article.text):
            raise NotFit("a passage that was cited is not in its report any more")
        spans.append(Span(report.article.id, start, end))
    for part in re.split(r"[\s,;]+", more.strip())[:20]:
        if not part:
            continue
        place = _PLACE.fullmatch(part)
        number, index = (int(place[1]), int(place[2])) if place else (0, 0)
        if not 1 <= number <= len(reports) or not 1 <= index <= len(reports[number - 1].sentences):
            raise NotFit(f"no sentence of the reports has the number {clipped(part, 20)}")
        sentence = reports[number - 1].sentences[index - 1]
        spans.append(Span(reports[number - 1].article.id, sentence.start, sentence.end))
    return tuple(dict.fromkeys(spans))


def picture(value: str, reports: Sequence[Annotated]) -> tuple[str | None, Image | None]:
    """The report and the picture that a form names; "" for none.

    Raises:
        NotFit: there is no such picture.
    """
    if not value:
        return None, None
    number, _, index = value.partition(".")
    if number.isdecimal() and index.isdecimal() and 1 <= int(number) <= len(reports):
        images = reports[int(number) - 1].article.images
        if int(index) < len(images):
            return reports[int(number) - 1].article.id, images[int(index)]
    raise NotFit("that picture is of no report of this story")

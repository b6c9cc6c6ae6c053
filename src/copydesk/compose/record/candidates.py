"""Units: sentences of the reports that may stand in the story, with what they tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copydesk.compose.choose.selection import content_stems
from copydesk.compose.edit.rewrite import preview
from copydesk.compose.record import blemishes
from copydesk.compose.record import judging as wording
from copydesk.compose.record import statement_form as parsed
from copydesk.compose.record.opinion import is_comment, is_own_voice
from copydesk.compose.record.page_parts import author_box, begins_at
from copydesk.compose.record.scenes import Scene, Scenes, scenes
from copydesk.compose.record.spoken import spoken_for, whole_quotations
from copydesk.model import (
    RUNNING,
    Annotated,
    Attribution,
    Point,
    Sentence,
    Span,
    Story,
)

#: Sentences outside this range of words are not taken.
SHORTEST, LONGEST = 5, 40
#: One with a quotation, which is told whole, may have more, and so may a report's lead, which tells
#: most of what happened.
LONGEST_QUOTED = LONGEST_LEAD = 46
#: Words of a lead that no licensed cut shortens: better told at length than lost.
LONGEST_WHOLE = 55
#: Words that a sentence which judges is cut to, so that what judges goes.
TIGHT = 22
#: Share of the words that a report's text must have in common with the other reports, against
#: the median of all reports; below it the report tells something else.
OUTLIER_SHARE = 0.35
#: Stems of a sentence that another origin must have, where so many origins tell the story in so
#: many sentences. Set by reading what dev stories lose.
SHARED_STEMS, MANY_ORIGINS, MANY_UNITS = 2, 3, 60
#: Sentences of a report of which the first that is taken may judge mildly, as openings do.
OPENING = 3
#: Stems that any two reports share.
_EVERYWHERE = content_stems(
    "monday tuesday wednesday thursday friday saturday sunday week month year day time people "
    "person one two first last new report"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence that may stand in the story.

    Attributes:
        report: index of the report; sentence: index into its sentences.
        position: which running sentence of the report it is, from 0.
        span: where it stands. text: as written.
        origin: id of the independent origin of the report.
        stems: content stems. points: ids of the points whose claims stand in it.
        speaker: whose words it passes on; None for the outlet's own voice.
        scene: which event it tells.
        limit: words that it must be cut to before it may stand; None when it stands whole.
        quotation: index into the report's quotations when the unit is that quotation, told with
            its speaker in the desk's own frame; None else.
        to_come: whether its main clause, or what is said in it, is about what is to come.
    """

    report: int
    sentence: int
    position: int
    span: Span
    text: str
    origin: str
    stems: frozenset[str]
    points: tuple[str, ...]
    speaker: Attribution | None
    scene: Scene = Scene.EVENT
    limit: int | None = None
    quotation: int | None = None
    to_come: bool = False

    @property
    def key(self) -> tuple[int, int]:
        """Order of the reports and of the text."""
        return (self.report, self.sentence)


def units_of(
    story: Story,
    reports: Sequence[Annotated],
    points: Sequence[Point],
    told_of: Scenes | None = None,
) -> tuple[Unit, ...]:
    """All units of a story, in order of report and text; outlier reports give none.

    ``told_of`` is which event each sentence tells; None finds it out.
    """
    told = _points_by_sentence(reports, points)
    outliers = outlier_reports(reports)
    found: list[Unit] = []
    if told_of is None:
        told_of = scenes(reports, [story.origin_of(r.article.id).id for r in reports])
    for index, report in enumerate(reports):
        if index in outliers or not _is_readable(report):
            continue
        origin = story.origin_of(report.article.id).id
        position, opened = 0, False
        whole = whole_quotations(report)
        boxes = author_box(report)
        begins = begins_at(report)
        for number, sentence in enumerate(report.sentences):
            if sentence.role not in RUNNING or number < begins:
                continue
            text = report.sentence_text(number)
            speaker = _speaker(report, number)
            opening = position == 0 or (
                not opened and position < OPENING and not wording.COLOURED.search(text)
            )
            mended = _mended(report, number, opening=opening)
            spoken = whole.get(number)
            if spoken is not None and (mended is None or spoken.halves):
                opened = True
                found.append(
                    Unit(
                        report=index,
                        sentence=number,
                        position=position,
                        span=Span(report.article.id, spoken.start, spoken.end),
                        text=spoken.text,
                        origin=origin,
                        stems=content_stems(spoken.text),
                        points=told.get((index, number), ()),
                        speaker=report.quotations[spoken.index].attribution,
                        scene=told_of.scene(index, number),
                        quotation=spoken.index,
                    )
                )
                position += 1
                continue
            if number in spoken_for(whole):
                position += 1
                continue
            if (
                mended is not None
                and number not in boxes
                and parsed.is_statement(report, sentence)
                and not (
                    is_own_voice(text, sentence, speaker)
                    and _is_comment(report, sentence, text, mended[0])
                )
                and not _is_nobodys(text, speaker)
            ):
                opened = True
                text, limit = mended
                found.append(
                    Unit(
                        report=index,
                        sentence=number,
                        position=position,
                        span=Span(report.article.id, sentence.start, sentence.end),
                        text=text,
                        origin=origin,
                        stems=content_stems(text),
                        points=told.get((index, number), ()),
                        speaker=speaker,
                        scene=told_of.scene(index, number),
                        limit=limit,
                        to_come=parsed.is_to_come(report, sentence),
                    )
                )
            position += 1
    return _on_topic(_without_repeats(found))


def _mended(report: Annotated, number: int, *, opening: bool) -> tuple[str, int | None] | None:
    """A sentence with what must go gone, and the length it was cut to; None when no mend makes
    it fit to stand."""
    if _GRAPHIC.match(report.sentence_text(number)):
        return None
    for limit in (None, LONGEST, TIGHT):
        text = preview(report, number, limit)
        if text is None:
            return None
        if is_eligible(text, opening=opening):
            return text, limit
    whole = preview(report, number) if opening and _tells_title(report, number) else None
    if (
        whole is not None
        and is_eligible(whole, opening=True, longest_lead=LONGEST_WHOLE)
        and not wording.judges(blemishes.outside_quotations(whole), opening=False)
    ):
        return whole, None
    return None


def _tells_title(report: Annotated, number: int) -> bool:
    """Whether a sentence has so much of its report's title that it is the lead of it."""
    stems = content_stems(report.sentence_text(number))
    return len(stems & content_stems(report.article.title or "")) >= SHARED_STEMS


#: Words of a graphic in capitals that ran into a sentence.
_GRAPHIC = re.compile(
    r"(?:\w+\s+)?(?:[A-Z][A-Z'’.-]+\s+){2,}(?:[A-Z][a-z]+\s+)?(?:The|An?|In|It)\b"
    # A cross-head in capitals.
    r"|(?:[A-Z][A-Z'’]+\s+){3,}(?=[A-Z][a-z])"
)


def _is_comment(report: Annotated, sentence: Sentence, text: str, mended: str) -> bool:
    """Whether the outlet comments, or says how things are in general."""
    return is_comment(text) or is_comment(mended) or parsed.is_generic(report, sentence)


def _is_nobodys(text: str, speaker: Attribution | None) -> bool:
    """Whether it passes on what nobody in particular thinks ("analysts point to")."""
    if speaker is not None and speaker.kind == "person" and speaker.name:
        return False
    return _NOBODY.match(text) is not None


_NOBODY = re.compile(
    r"(?:Many|Some|Most|Several|A number of|Few)?\s*(?:\w+ )?(?:analysts?|experts?|observers?|"
    r"critics?|commentators?|pundits?|fans?|viewers?|supporters?) (?:say|said|see|saw|point|"
    r"highlight|believe|think|note|argue|view|consider|wonder|speculate)\w*\b",
    re.IGNORECASE,
)


def is_eligible(text: str, *, opening: bool = False, longest_lead: int = LONGEST_LEAD) -> bool:
    """Whether a sentence reads as news prose: whole, of fair length, not page matter, not
    addressed to the reader, no question."""
    words = len(text.split())
    longest = LONGEST_QUOTED if re.search(r"[“\"]", text) else LONGEST
    longest = longest_lead if opening else longest
    if not SHORTEST <= words <= longest or "\n\n" in text:
        return False
    return not (
        blemishes.is_page_matter(text)
        or not blemishes.balanced(text)
        or blemishes.addresses_reader(text)
        or blemishes.is_question(text)
        or blemishes.CONTINUED.search(blemishes.outside_quotations(text))
        or blemishes.is_speakerless(text)
        or blemishes.points_to_unsaid(text)
        or wording.judges(blemishes.outside_quotations(text), opening=opening)
    )


def left_out(reports: Sequence[Annotated], units: Sequence[Unit]) -> tuple[tuple[str, int], ...]:
    """Why running sentences of the reports are no units, with how many there are of each reason,
    most first."""
    taken = {unit.key for unit in units}
    counts: Counter[str] = Counter()
    for index, report in enumerate(reports):
        for number, sentence in enumerate(report.sentences):
            if sentence.role in RUNNING and (index, number) not in taken:
                counts[_why(report, number, sentence)] += 1
    return tuple(sorted(counts.items(), key=lambda c: (-c[1], c[0])))


def _why(report: Annotated, number: int, sentence: Sentence) -> str:
    """Why a sentence is no unit, in words."""
    text = preview(report, number)
    if text is None:
        return "hangs on the sentence before"
    words = len(text.split())
    bare = blemishes.outside_quotations(text)
    reasons = (
        (words < SHORTEST, "too short"),
        (blemishes.is_page_matter(text), "page matter or fragment"),
        (not blemishes.balanced(text), "a quotation that goes on elsewhere"),
        (blemishes.addresses_reader(text), "speaks to the reader"),
        (blemishes.is_question(text), "a question"),
        (blemishes.is_speakerless(text), "nobody is named who says it"),
        (blemishes.points_to_unsaid(text), "points to what is not there"),
        (words > LONGEST, "too long, and no cut shortens it"),
        (wording.judges(bare, opening=False), "judges"),
        (is_comment(text), "comment of the outlet"),
        (_is_nobodys(text, _speaker(report, number)), "what nobody in particular thinks"),
        (not parsed.is_statement(report, sentence), "no statement of its own"),
    )
    return next((why for found, why in reasons if found), "told by another sentence, or off topic")


def outlier_reports(reports: Sequence[Annotated]) -> frozenset[int]:
    """Indices of reports that have little in common with the others.

    The likeness of a report is the share of its 60 most used content stems that other reports
    use too; with fewer than three reports none is an outlier.
    """
    if len(reports) < 3:
        return frozenset()
    stems = [content_stems(_opening(report, 4000)) for report in reports]
    carriers: dict[str, int] = {}
    for own in stems:
        for item in sorted(own):
            carriers[item] = carriers.get(item, 0) + 1
    likeness = [
        sum((carriers[item] - 1) / (len(reports) - 1) for item in sorted(own)) / max(len(own), 1)
        for own in stems
    ]
    median = sorted(likeness)[len(likeness) // 2]
    names = [_names(report) for report in reports]
    spread = Counter(name for own in names for name in own)
    core = {name for name, count in spread.items() if 2 * count > len(reports)}
    return frozenset(
        i
        for i, value in enumerate(likeness)
        # A short report may have other words; it tells of the same people and places.
        if value < OUTLIER_SHARE * median and len(names[i] & core) < CORE_NAMES
    )


#: Names that most reports have, of which a report with so many is no outlier.
CORE_NAMES = 2


def _names(report: Annotated) -> frozenset[str]:
    text = report.article.text
    return frozenset(
        text[e.start : e.end].split()[-1].lower()
        for e in report.entities
        if e.label in ("PERSON", "ORG", "LOC")
    )


def _opening(report: Annotated, length: int) -> str:
    return " ".join(
        report.sentence_text(i)
        for i, sentence in enumerate(report.sentences)
        if sentence.role in RUNNING
    )[:length]


def _is_readable(report: Annotated) -> bool:
    return report.article.language in ("en", "und") and report.article.status == "read"


def _points_by_sentence(
    reports: Sequence[Annotated], points: Sequence[Point]
) -> Mapping[tuple[int, int], tuple[str, ...]]:
    by_article = {report.article.id: index for index, report in enumerate(reports)}
    told: dict[tuple[int, int], list[str]] = {}
    for point in points:
        for claim in point.claims:
            if claim.article in by_article:
                ids = told.setdefault((by_article[claim.article], claim.sentence), [])
                if point.id not in ids:
                    ids.append(point.id)
    return {key: tuple(ids) for key, ids in told.items()}


def _speaker(report: Annotated, number: int) -> Attribution | None:
    for quotation in report.quotations:
        if quotation.sentence == number and quotation.kind in ("direct", "fragment"):
            return quotation.attribution if quotation.attribution.kind != "narrator" else None
    for statement in report.statements:
        if statement.sentence == number and statement.attribution.kind != "narrator":
            return statement.attribution
    return None


def _without_repeats(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Without sentences that a report, or a copy of it, has twice in the same words."""
    seen: set[tuple[str, str]] = set()
    kept: list[Unit] = []
    for unit in units:
        key = (unit.origin, re.sub(r"\W+", " ", unit.text.lower()).strip())
        if key not in seen:
            seen.add(key)
            kept.append(unit)
    return tuple(kept)


def _on_topic(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Without sentences of which no other origin has a word or two; of a story that few origins
    tell, or in few sentences, all.

    Such sentences tell another event that a report mentions, or are chat.
    """
    carriers: dict[str, set[str]] = {}
    for unit in units:
        for item in sorted(unit.stems - _EVERYWHERE):
            carriers.setdefault(item, set()).add(unit.origin)
    if len({unit.origin for unit in units}) < MANY_ORIGINS or len(units) < MANY_UNITS:
        return units

    def shared(unit: Unit) -> int:
        return sum(len(carriers.get(item, ())) > 1 for item in sorted(unit.stems))

    return tuple(u for u in units if u.position == 0 or shared(u) >= SHARED_STEMS)

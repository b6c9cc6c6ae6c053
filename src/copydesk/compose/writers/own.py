"""The default writer: sentences of the reports, made to stand by themselves. No model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from copydesk.compose.choose import hero, topics
from copydesk.compose.choose.corroboration import Corroboration
from copydesk.compose.choose.facet_of import opens_back
from copydesk.compose.choose.plan import Plan, plan
from copydesk.compose.choose.selection import content_stems
from copydesk.compose.edit.absolute_days import calendar_of
from copydesk.compose.edit.antecedents import hangs
from copydesk.compose.record.candidates import Unit
from copydesk.compose.record.event_record import EventRecord, event_record
from copydesk.compose.record.histories import History
from copydesk.compose.record.scenes import Scene
from copydesk.compose.record.spoken import whole_quotations
from copydesk.compose.write import deep_look, headline, introduction, quick_looks, tolls
from copydesk.compose.write.credited import credited
from copydesk.compose.write.page import Page
from copydesk.compose.writers import Judge
from copydesk.errors import WriterError
from copydesk.model import RUNNING, Annotated, Claims, Draft, DraftSentence, LeftOut, Point, Story


@dataclass(frozen=True, slots=True)
class OwnWriter:
    """Writes from the reports' own sentences; the same story twice for the same input."""

    def write(
        self,
        story: Story,
        reports: Sequence[Annotated],
        claims: Sequence[Claims],
        points: Sequence[Point],
        judge: Judge | None = None,
    ) -> Draft:
        """A draft from the reports.

        Raises:
            WriterError: when no sentence of the reports can be taken.
        """
        record = event_record(story, reports, claims, points)
        units = record.units
        page = Page(reports, units, calendar_of(reports), record.histories)
        # A report that is all one unknown's words is told in them, rather than not at all.
        told = (quoted_instead(unit, page) for unit in units)
        usable = tuple(unit for unit in told if can_stand(unit, page)) or tuple(
            unit for unit in units if page.wordings(unit)
        )
        if not usable:
            raise WriterError(
                f"story {story.id}: no report of it has a sentence that can be "
                "taken; check that they are in English and have running text"
            )
        naming = quick_looks.Bullets(page)
        chosen = plan(usable, record, reports, points, naming)
        title = headline.write(page, usable, points, chosen, record.state)
        opening = with_toll(introduction.write(chosen, page), record, reports)
        bullets = quick_looks.write(chosen, page)
        sections = deep_look.write(chosen, page, points, naming)
        carried = {unit.report for unit in units}
        topic = topics.topic_of(
            [
                f"{report.article.title or ''} {report.article.text[:2000]}"
                for index, report in enumerate(reports)
                if index in carried
            ]
        )
        image, carrier = hero.hero(reports)
        draft = Draft(
            story=story.id,
            headline=title,
            kicker=topic.kicker if topic else topics.DEFAULT_KICKER,
            standfirst=opening,
            quick_looks=bullets,
            dateline=dateline_of(reports, chosen.standfirst),
            sections=sections,
            hero=image,
            hero_article=carrier,
            topic=topic.code if topic else None,
            left_out=_left_out(record, usable, chosen, page),
        )
        supported = Corroboration(story, reports, points).of_draft(draft)
        return deep_look.in_paragraphs(credited(supported, reports))


#: Dead from which on their number is told in a sentence of its own: of fewer their names are.
COUNTED = 3


def with_toll(
    opening: tuple[DraftSentence, ...], record: EventRecord, reports: Sequence[Annotated]
) -> tuple[DraftSentence, ...]:
    """The introduction, with the toll behind its first sentence where it has not the newest.

    Only a toll that several origins tell: what one report says of dead in passing may be of
    another event, however it was read.
    """
    missing = [
        h
        for h in record.histories
        if h.deed in ("killed", "injured")
        and (
            len(frozenset[str]().union(*(v.origins for v in h.values))) > 1
            or _beside_the_dead(h, record)
        )
        and not any(tolls.tells(s.text, h, reports) for s in opening)
        and h.deed not in _counted(opening, record, reports)
    ]
    if not any(h.deed == "killed" and h.newest.point >= COUNTED for h in missing):
        return opening
    told = tolls.toll(missing, reports, "standfirst", around=opening[0].text if opening else "")
    if told is None:
        return opening
    # Three sentences at most: what follows the toll is joined where it is short enough.
    rest = opening[1:3]
    both = introduction.join(*rest) if len(rest) == 2 else None
    return (*opening[:1], told, *((both,) if both else rest[:1]))


def _beside_the_dead(history: History, record: EventRecord) -> bool:
    """Whether its newest value stands in, or next to, a sentence with the newest number of dead."""
    dead = next((h for h in record.histories if h.deed == "killed"), None)
    if dead is None or history is dead:
        return False
    places = {(f.article, f.sentence) for f in dead.newest.figures}
    return any(
        (f.article, f.sentence + step) in places
        for f in history.newest.figures
        for step in (-1, 0, 1)
    )


def _counted(
    opening: Sequence[DraftSentence], record: EventRecord, reports: Sequence[Annotated]
) -> set[str]:
    """Deeds of which the introduction has a toll already: a second one would stand against it."""
    cited = [span for sentence in opening for span in sentence.evidence]
    return {
        deed
        for at, number in record.tolls
        for deed in record.tolls[at, number]
        if any(
            span.article == reports[at].article.id
            and span.start < reports[at].sentences[number].end
            and reports[at].sentences[number].start < span.end
            for span in cited
        )
    }


def _left_out(
    record: EventRecord, usable: Sequence[Unit], chosen: Plan, page: Page
) -> tuple[LeftOut, ...]:
    """Why sentences of the reports are not in the story, most first."""
    counts = Counter(dict(record.left_out)) + page.left_out
    told, fit = chosen.told(), {unit.key for unit in usable}
    for unit in record.units:
        if unit.key in told:
            continue
        if unit.scene is not Scene.EVENT:
            counts[_SCENES[unit.scene]] += 1
        elif unit.key in record.stale:
            counts["overtaken by a newer value or by the day"] += 1
        elif unit.key not in fit:
            counts["points to a sentence that is not told"] += 1
        else:
            counts["told by another sentence, or no room"] += 1
    found = [LeftOut(reason, count) for reason, count in counts.items()]
    return tuple(sorted(found, key=lambda o: (-o.count, o.reason)))


_SCENES = {
    Scene.OTHER: "of another event",
    Scene.PAST: "of the past, and no room under background",
    Scene.NONE: "opinion, aside or page matter",
}


def quoted_instead(unit: Unit, page: Page) -> Unit:
    """The unit; where its sentence cannot stand but holds a whole quotation of somebody whom a
    title names, that quotation: others' words, in such a sentence, are mostly of other things."""
    if unit.quotation is not None or page.wordings(unit):
        return unit
    spoken = whole_quotations(page.reports[unit.report]).get(unit.sentence)
    if spoken is None:
        return unit
    speaker = page.reports[unit.report].quotations[spoken.index].attribution
    titles = " ".join(report.article.title or "" for report in page.reports).lower()
    if not re.search(rf"\b{re.escape((speaker.name or '?').split()[-1].lower())}\b", titles):
        return unit
    stems = unit.stems & content_stems(spoken.text)
    return replace(
        unit, text=spoken.text, stems=stems, speaker=speaker, quotation=spoken.index, limit=None
    )


def can_stand(unit: Unit, page: Page) -> bool:
    """Whether the sentence can be made to stand by itself, and passes on nobody's words whom the
    reader cannot know."""
    wordings = page.wordings(unit)
    if _is_unknown(unit, page) or not wordings:
        return False
    if opens_back(unit.text):
        return False
    return unit.quotation is not None or hangs(wordings[0].text) is None


def _is_unknown(unit: Unit, page: Page) -> bool:
    """Whether a person speaks whose report has but one word for a name, and no other report."""
    name = unit.speaker.name if unit.speaker and unit.speaker.kind == "person" else None
    if name is None or " " in name.strip():
        return False
    others = {
        chain.name
        for report in page.reports
        if report.article.id != unit.span.article
        for chain in report.chains
        if chain.label == "PERSON" and name in chain.name.split()
    }
    return name not in others


#: A place in capitals, with or without what it is part of.
_DATELINE = re.compile(r"[A-Z][A-Z.'’ /-]{2,}(?:, [A-Z][A-Za-z.'’ -]+){0,2}")


#: Words in capitals that stand where a dateline does, under a picture or over a bulletin.
_NO_PLACE = frozenset(
    "FILE PHOTO VIDEO UPDATE UPDATED BREAKING EXCLUSIVE WATCH LIVE CLOSE OPINION ANALYSIS".split()  # noqa: SIM905
)


#: First sentences of a report in which the place of the event is named.
OPENING = 5


def dateline_of(reports: Sequence[Annotated], lead: Sequence[Unit]) -> str | None:
    """The dateline of the report that opens the story, else the most used one; only what is
    written as datelines are."""
    by_report = [r.article.dateline or "" for r in reports]
    printed = [
        line for line in by_report if _DATELINE.fullmatch(line) and line.split()[0] not in _NO_PLACE
    ]
    heads = " ".join(
        f"{r.article.title or ''} "
        + " ".join(
            r.sentence_text(i) for i, s in enumerate(r.sentences[:OPENING]) if s.role in RUNNING
        )
        for r in reports
    ).lower()
    # Where a reporter sat is not where it happened: "KUNDUZ" over an attack on another city.
    there = [d for d in printed if d.split(",")[0].strip().lower() in heads]
    for unit in lead:
        if by_report[unit.report] in there:
            return by_report[unit.report]
    chosen = there or ([] if len(set(printed)) > 1 else printed)
    return min(chosen, key=lambda d: (-chosen.count(d), d)) if chosen else None

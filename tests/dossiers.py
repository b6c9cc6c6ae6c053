"""Stories made by hand for the tests of publish: our own fiction, with all that a page can show."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from copydesk.model import (
    Annotated,
    Article,
    Attribution,
    Block,
    Change,
    CitationVerdict,
    Claims,
    Dossier,
    Draft,
    DraftSentence,
    Event,
    Figure,
    Hedge,
    Image,
    Interval,
    Join,
    Origin,
    Outcome,
    Pair,
    Point,
    Quantity,
    QuotedClaim,
    Rating,
    Reason,
    Role,
    Section,
    Segment,
    Sentence,
    SentenceVerdict,
    Span,
    State,
    Story,
    Substitution,
    Verdict,
)
from copydesk.publish import slug

MORNING = datetime(2031, 3, 4, 6, 40, tzinfo=UTC)

_COURIER = """Ferry catches fire off Port Maren

At least nine people were injured when a fire broke out on the ferry Silver Tern off Port Maren \
on Tuesday morning, the coast guard said.

The ship carried 212 passengers. "We heard a bang and then the lights went out," said Ida Lorne, \
who was on the car deck.

She was taken off by a lifeboat after two hours.
"""
_WIRE = """Fire on ferry injures fourteen, coast guard says

PORT MAREN (NPA) - Fourteen people were hurt in a fire on the ferry Silver Tern on Tuesday, the \
coast guard said. The ship was carrying 212 passengers and 19 crew.

Transport minister Tomas Reeve promised an inquiry. "We will know why this happened, and we will \
say so in public," he said.
"""
_POST = """Seventeen hurt as fire sweeps ferry; owner knew of fault

Seventeen people were injured in the fire on the Silver Tern, the hospital in Port Maren said on \
Tuesday evening. Nearly 230 people were on board.

"We'll know why it happened and say so publicly," Mr Reeve told reporters.

The owner, Tern Line, had reported a fault in the engine room on 27 February, according to papers \
seen by the Evening Post.
"""
_ARABIC = """حريق في عبارة قبالة بورت مارين

أصيب عشرات الأشخاص في حريق على متن العبارة يوم الثلاثاء.
"""


def report(
    article_id: str,
    outlet: str | None,
    text: str,
    published: datetime | None,
    **fields: object,
) -> Annotated:
    """A report whose first line is the headline, split into sentences at full stops."""
    blocks, sentences = [], []
    for found in re.finditer(r"[^\n]+", text):
        role = Role.BODY if blocks else Role.HEADLINE
        blocks.append(Block(found.start(), found.end(), role))
        for part in re.finditer(r"\S.*?(?:[.!?][\"”]?(?=\s|$)|$)", found.group()):
            start = found.start() + part.start()
            end = found.start() + part.end()
            sentences.append(Sentence(start, end, role, len(blocks) - 1, 0, 0))
    title = text.partition("\n")[0]
    given = {"title": title, "language": "en", "url": f"https://news.example/{article_id}"}
    article = Article(
        id=article_id,
        text=text,
        blocks=tuple(blocks),
        outlet=outlet,
        published=published,
        **(given | fields),  # type: ignore[arg-type]
    )
    return Annotated(article, tuple(sentences), quantities=())


class Desk:
    """Finds spans by their words, so that the stories below can be read."""

    def __init__(self, *reports: Annotated) -> None:
        self.reports = {r.article.id: r for r in reports}

    def span(self, article: str, words: str) -> Span:
        start = self.reports[article].article.text.index(words)
        return Span(article, start, start + len(words))

    def sentence_index(self, span: Span) -> int:
        held = self.reports[span.article].sentences
        return next(i for i, s in enumerate(held) if s.start <= span.start < s.end)

    def sentence(
        self,
        sentence_id: str,
        text: str,
        *evidence: tuple[str, str],
        outcome: Outcome = Outcome.SUPPORTED,
        reason: str = "",
        **fields: object,
    ) -> DraftSentence:
        spans = tuple(self.span(article, words) for article, words in evidence)
        reasons = (Reason("attribution", reason),) if reason else ()
        verdict = SentenceVerdict(
            outcome, reasons, tuple(CitationVerdict(s, Outcome.SUPPORTED) for s in spans)
        )
        return DraftSentence(sentence_id, text, spans, verdict=verdict, **fields)  # type: ignore[arg-type]

    def figure(
        self,
        article: str,
        words: str,
        point: float,
        interval: Interval | None = None,
        hedge: Hedge | None = None,
        number: int = 1,
    ) -> Figure:
        span = self.span(article, words)
        return Figure(
            id=f"{article}:f{number}",
            article=article,
            start=span.start,
            end=span.end,
            sentence=self.sentence_index(span),
            role=Role.BODY,
            point=point,
            interval=interval or Interval(point, point),
            unit="people",
            predicate="injured",
            counted="person",
            hedge=hedge,
            attribution=Attribution("organisation", "coast guard"),
        )

    def quotation(self, article: str, words: str, speaker: str) -> QuotedClaim:
        span = self.span(article, words)
        return QuotedClaim(
            id=f"{article}:q1",
            article=article,
            segments=(Segment(span.start, span.end),),
            kind="direct",
            sentence=self.sentence_index(span),
            role=Role.BODY,
            text=words,
            attribution=Attribution("person", speaker, "said", span.start, span.end),
        )

    def event(self, article: str, words: str, when: str | None) -> Event:
        span = self.span(article, words)
        return Event(
            id=f"{article}:e1",
            article=article,
            start=span.start,
            end=span.end,
            sentence=self.sentence_index(span),
            role=Role.BODY,
            type="accident",
            participants=(),
            when=when,
        )


def _with_hedge(found: Annotated, words: str, hedge: str) -> Annotated:
    """The report with a quantity whose hedge words stand before it."""
    text = found.article.text
    start = text.index(words)
    hedge_start = text.index(hedge)
    quantity = Quantity(
        start=start,
        end=start + len(words),
        point=9,
        interval=Interval(9, None),
        unit="count",
        kind="count",
        sentence=1,
        hedge=Hedge.AT_LEAST,
        hedge_start=hedge_start,
        hedge_end=hedge_start + len(hedge),
    )
    return replace(found, quantities=(quantity,))


def reports() -> tuple[Annotated, ...]:
    hero = Image(
        "https://pictures.example/tern.jpg",
        "Smoke over the Silver Tern on Tuesday",
        "R. Vane / NPA",
    )
    hour = timedelta(hours=1)
    return (
        _with_hedge(
            report(
                "r1", "The Maren Courier", _COURIER, MORNING, images=(hero,), authors=("Jo Pell",)
            ),
            "nine",
            "At least",
        ),
        report("r2", "Daily Ledger", _WIRE, MORNING + 3 * hour),
        report("r3", "Harbour Times", _WIRE, MORNING + 3 * hour + timedelta(minutes=20)),
        report("r4", "Evening Post", _POST, MORNING + 11 * hour, modified=MORNING + 12 * hour),
        report(
            "r5",
            "صحيفة الميناء",
            _ARABIC,
            datetime(2031, 3, 4, tzinfo=UTC),
            language="ar",
            notes=("read without a language model",),
        ),
    )


def ferry() -> Dossier:
    """A story with differing figures, an update, variants of a quotation, wire copies, a
    correction, a picture, a report in Arabic."""
    held = reports()
    desk = Desk(*held)
    story = Story(
        id="story-ferry",
        articles=("r5", "r1", "r2", "r3", "r4"),
        origins=(
            Origin("o1", "The Maren Courier", "outlet", ("r1",)),
            Origin(
                "o2",
                "NPA via two outlets",
                "agency",
                ("r2", "r3"),
                (Join("r2", "r3", "wire mark", "both carry (NPA)"),),
            ),
            Origin("o3", "Evening Post", "outlet", ("r4",)),
            Origin("o4", "صحيفة الميناء", "outlet", ("r5",)),
        ),
    )
    return Dossier(
        story=story,
        reports=held,
        claims=tuple(Claims(r.article.id) for r in held),
        points=_points(desk),
        draft=_draft(desk),
        slug=slug("Fire on ferry off Port Maren injures seventeen"),
        published=MORNING,
        updated=MORNING + timedelta(hours=12),
        version=3,
        state=State.CORRECTED,
        changes=(
            Change(3, MORNING + timedelta(hours=12), "The hospital’s figure was added."),
            Change(
                2,
                MORNING + timedelta(hours=4),
                "The ship’s name was misspelt in the first version.",
                correction=True,
            ),
        ),
        rating=Rating(4.2, 17),
    )


def _points(desk: Desk) -> tuple[Point, ...]:
    injured = (
        desk.figure("r1", "nine", 9, Interval(9, None), Hedge.AT_LEAST),
        desk.figure("r2", "Fourteen", 14),
        desk.figure("r3", "Fourteen", 14),
        desk.figure("r4", "Seventeen people", 17),
    )
    aboard = (
        desk.figure("r1", "212", 212, number=2),
        desk.figure("r2", "212", 212, number=2),
        desk.figure("r4", "230", 230, Interval(218, 230), Hedge.NEARLY, number=2),
    )
    inquiry = (
        desk.quotation(
            "r2", "We will know why this happened, and we will say so in public,", "Tomas Reeve"
        ),
        desk.quotation(
            "r3", "We will know why this happened, and we will say so in public,", "Tomas Reeve"
        ),
        desk.quotation("r4", "We'll know why it happened and say so publicly,", "Reeve"),
    )
    bang = (desk.quotation("r1", "We heard a bang and then the lights went out,", "Ida Lorne"),)
    fault = (desk.event("r4", "had reported a fault in the engine room", "2031-02-27"),)
    fire = (desk.event("r1", "a fire broke out on the ferry Silver Tern", "2031-03-04"),)
    return (
        Point(
            "pt1",
            "figure",
            "injured in the fire",
            Verdict.UPDATED,
            "The later reports give a higher figure.",
            injured,
            (
                Pair(0, 1, Verdict.COMPATIBLE, "14 is at least 9"),
                Pair(1, 3, Verdict.UPDATED, "17 is later"),
            ),
            ("o1", "o2", "o3"),
            (0, 1, 2, 3),
        ),
        Point(
            "pt2",
            "figure",
            "people on board",
            Verdict.DIFFER,
            "212 is not nearly 230.",
            aboard,
            (
                Pair(0, 1, Verdict.AGREE, "the same number"),
                Pair(0, 2, Verdict.DIFFER, "no number fits both"),
                Pair(1, 2, Verdict.DIFFER, "no number fits both"),
            ),
            ("o1", "o2", "o3"),
            (0, 1, 2),
        ),
        Point(
            "pt3",
            "quotation",
            "Reeve on the inquiry",
            Verdict.DIFFER,
            "Two wordings of one remark.",
            inquiry,
            (Pair(0, 2, Verdict.DIFFER, "other words"),),
            ("o2", "o3"),
            (0, 1, 2),
        ),
        Point(
            "pt4",
            "quotation",
            "Lorne on the fire",
            Verdict.SINGLE,
            "Only one origin has it.",
            bang,
            (),
            ("o1",),
            (0,),
        ),
        Point(
            "pt5",
            "event",
            "fault reported in the engine room",
            Verdict.SINGLE,
            "Only one origin has it.",
            fault,
            (),
            ("o3",),
            (0,),
        ),
        Point(
            "pt6",
            "event",
            "fire on the ferry",
            Verdict.AGREE,
            "All say so.",
            fire,
            (),
            ("o1", "o2", "o3"),
            (0,),
        ),
    )


_INJURED = (
    "At least nine people were injured when a fire broke out on the ferry Silver Tern off Port "
    "Maren on Tuesday morning, the coast guard said."
)
_HOSPITAL = (
    "Seventeen people were injured in the fire on the Silver Tern, the hospital in Port Maren "
    "said on Tuesday evening."
)


def _draft(desk: Desk) -> Draft:
    lifted = "Ida Lorne was taken off by a lifeboat after two hours."
    original = "She was taken off by a lifeboat after two hours."
    lorne = Substitution(0, 9, "She", desk.span("r1", "Ida Lorne"))
    looks = (
        desk.sentence("q1", _HOSPITAL, ("r4", _HOSPITAL), label="Injured"),
        desk.sentence(
            "q2",
            "Reports differ on how many were on board: 212 or nearly 230.",
            ("r1", "212 passengers"),
            ("r4", "Nearly 230 people were on board."),
            label="On board",
            kind="comparison",
        ),
        desk.sentence(
            "q3",
            "The owner knew of the fault for weeks.",
            ("r4", "had reported a fault in the engine room on 27 February"),
            outcome=Outcome.CONTRADICTED,
            reason="The source says days.",
            label="Refused",
        ),
    )
    fault = (
        "The owner, Tern Line, had reported a fault in the engine room on 27 February, according "
        "to papers seen by the Evening Post."
    )
    developments = Section(
        "developments",
        "Key Developments",
        (
            (
                desk.sentence("d1", _INJURED, ("r1", _INJURED)),
                desk.sentence(
                    "d2",
                    "The ship carried 212 passengers.",
                    ("r1", "The ship carried 212 passengers."),
                    ("r2", "The ship was carrying 212 passengers and 19 crew."),
                ),
            ),
            (desk.sentence("d3", lifted, ("r1", original), substitutions=(lorne,)),),
        ),
    )
    reactions = Section(
        "reactions",
        "Reactions",
        (
            (
                desk.sentence(
                    "d4",
                    "Transport minister Tomas Reeve promised an inquiry.",
                    ("r2", "Transport minister Tomas Reeve promised an inquiry."),
                ),
                desk.sentence(
                    "d5",
                    fault,
                    ("r4", fault),
                    outcome=Outcome.CAVEAT,
                    reason="Only one report has this.",
                ),
            ),
        ),
    )
    unchecked = replace(desk.sentence("d6", _HOSPITAL, ("r4", _HOSPITAL)), verdict=None)
    return Draft(
        story="story-ferry",
        headline=desk.sentence(
            "h",
            "Seventeen hurt as fire sweeps ferry off Port Maren",
            ("r4", "Seventeen hurt as fire sweeps ferry"),
        ),
        kicker="Disasters",
        standfirst=(
            desk.sentence("s1", _HOSPITAL, ("r4", _HOSPITAL)),
            desk.sentence("s2", _INJURED, ("r1", _INJURED)),
        ),
        quick_looks=looks,
        dateline="PORT MAREN",
        sections=(
            developments,
            reactions,
            Section("background", "Background and Expert Insight", ((unchecked,),)),
        ),
        hero=desk.reports["r1"].article.images[0],
        hero_article="r1",
        topic="medtop:03000000",
        refused=(looks[2],),
    )


def bare(number: int = 1) -> Dossier:
    """A story with as little as a story can have: one undated report, no title, no points."""
    text = f"Bridge number {number} closes\n\nThe bridge will close for repairs.\n"
    only = report(f"b{number}", None, text, None, title=None, url=None, language="und")
    desk = Desk(only)
    story_id = f"story-bare-{number}"
    headline = f"Bridge number {number} closes"
    return Dossier(
        story=Story(
            story_id,
            (f"b{number}",),
            (Origin("o1", "Unknown outlet", "outlet", (f"b{number}",)),),
        ),
        reports=(only,),
        claims=(Claims(f"b{number}"),),
        points=(),
        draft=Draft(story_id, desk.sentence("h", headline, (f"b{number}", headline)), "Local"),
        slug=slug(headline),
    )


def withdrawn() -> Dossier:
    """A story that was taken back."""
    base = ferry()
    return replace(
        base,
        story=replace(base.story, id="story-withdrawn"),
        draft=replace(base.draft, story="story-withdrawn", kicker="World"),
        slug="a-story-that-was-withdrawn",
        published=MORNING - timedelta(days=2),
        updated=MORNING - timedelta(days=1),
        state=State.WITHDRAWN,
    )


def another(number: int, kicker: str = "World") -> Dossier:
    """A copy of the ferry story under an id, address, time and section of its own."""
    base = ferry()
    story_id = f"story-{number}"
    at = MORNING - timedelta(hours=number)
    return replace(
        base,
        story=replace(base.story, id=story_id),
        draft=replace(base.draft, story=story_id, kicker=kicker),
        slug=f"ferry-{number}",
        published=at,
        updated=at,
        version=1,
        state=State.PUBLISHED,
        changes=(),
        rating=Rating(),
    )


def edition_of_all() -> list[Dossier]:
    """A small site with every kind of page."""
    return [ferry(), bare(), withdrawn(), another(1), another(2, "Business")]


def mapped_text(value: object, change: Callable[[str], str]) -> object:
    """The value with every text in it changed, through dataclasses and tuples."""
    from dataclasses import fields, is_dataclass

    if isinstance(value, str) and type(value) is str:
        return change(value)
    if isinstance(value, tuple):
        return tuple(mapped_text(v, change) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{f.name: mapped_text(getattr(value, f.name), change) for f in fields(value)},
        )
    return value

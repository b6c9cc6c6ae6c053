"""The headline: the report title that stands nearest to all others and to the leads."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from copydesk.compose.choose.facet_of import quoted_words
from copydesk.compose.choose.plan import Plan
from copydesk.compose.choose.selection import content_stems, stem
from copydesk.compose.record import blemishes
from copydesk.compose.record import judging as wording
from copydesk.compose.record.candidates import Unit
from copydesk.compose.record.opinion import is_comment
from copydesk.compose.record.scenes import Scene
from copydesk.compose.record.stages import State
from copydesk.compose.record.statement_form import deed as deed_of
from copydesk.compose.write.cleaned_titles import casing, clean
from copydesk.compose.write.core_clause import titles_with_cores, with_core
from copydesk.compose.write.counted_dead import dead
from copydesk.compose.write.facets import called, deed_verbs
from copydesk.compose.write.nominals import NOMINALS
from copydesk.compose.write.page import Page, sentence_id
from copydesk.errors import WriterError
from copydesk.model import RUNNING, Annotated, DraftSentence, Figure, Point, Role, Span, Verdict

#: Of each lead so many words count.
LEAD_WORDS = 50
#: Length in words that titles are measured by, and what a title loses for each word it is off,
#: for a quotation and for a question. Tuned, all three, on the AllSides dev set
#: of ``benchmarks/selection.py``.
USUAL_LENGTH, OFF_LENGTH = 10, 0.02
QUOTATION, QUESTION = 0.05, 0.3
#: What a title loses that the page cut short. By judgement: AllSides has none.
CUT_SHORT = 0.5
#: What a title loses that calls on the reader or only promises to tell, and for words that judge.
#: By reading; AllSides is indifferent.
CALLING, JUDGING = 0.4, 0.15
#: What a title loses that is too short to tell what happened, and from how many words on it is not.
BARE, LEAST_WORDS = 0.4, 4
#: What a title loses in a story of several days that tells the time from the day it was written.
#: By reading; a set of titles of one day each cannot tell.
RELATIVE = 0.3
#: Stems of nouns for deeds: a title with one tells what happened without a verb.
_DEEDS = frozenset(
    stem(word) for word in (*NOMINALS.values(), *deed_verbs(), "dead", "talks", "blast")
)
_RELATIVE = re.compile(
    r"\b(?:today|tonight|tomorrow|yesterday|(?:this|next|last) (?:morning|afternoon|evening|night|"
    r"week|weekend|month|year|summer|winter|spring|autumn|fall)|\w+ago)\b",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"^(?:watch|see|read|meet|how|why|what|when|where|who)\b|\bhere['’]s\b|\bhere are\b|"
    r"\b(?:you|your|we|our)\b|\bwhat (?:we|you|to) know\b|\b(?:everything|every) .* explained\b|"
    r"\bin (?:pictures|photos)\b|^\d+ (?:things|ways|reasons)\b|\breact(?:s|ions?)?(?: to)?\b",
    re.IGNORECASE,
)
#: Share of a title's stems that a sentence must have to be its evidence.
SUPPORTED = 0.6
#: Evidence sentences of a title, and opening sentences kept as fallbacks, at most.
MOST_EVIDENCE, MOST_OPENINGS = 3, 3
#: The age of a title with a count that another title or report puts higher.
OVERTAKEN = 2
#: Sentences at the head of a report that together may bear its title out.
OPENING = 3
#: Words from which on a sentence is no headline where another can be found.
TOO_LONG = 30
#: What it gains whose main verb all titles have, and loses that passes on what somebody said.
DEED = 0.3
#: Words from which on an opening sentence is hardly one, and what speaks of a part of what no
#: headline has named.
LONG = 24
_PART_OF = re.compile(r"(?:Some|Many|Most|All|Several|One|Two|Three) of (?:the|these|those)\b")
#: Words that an opening sentence may have as a headline without loss, and what it loses when the
#: story tells it, once more when it opens the story.
LONGEST, TOLD = 14, 0.2
#: Quoted words that may be a title or a name.
NAMED_WORDS = 4
#: What the sentence that the story opens on loses: the page would tell it twice in the same words.
OPENS = 0.2


def rank(titles: Sequence[str], leads: Sequence[str], *, days: bool = False) -> tuple[int, ...]:
    """Indices of the titles, best first: those nearest to the other titles and to the leads.

    Args:
        titles: one a report, cleaned; empty titles are left out of the answer.
        leads: opening words of each report.
        days: whether the reports are of several days.
    """
    stems = [content_stems(title) for title in titles]
    around = [content_stems(" ".join(lead.split()[:LEAD_WORDS])) for lead in leads]
    scores: list[tuple[float, int]] = []
    for i, own in enumerate(stems):
        if not own:
            continue
        others = [_overlap(own, stem) for j, stem in enumerate(stems) if j != i]
        near = [len(own & lead) / len(own) for lead in around]
        score = sum(others) / max(len(others), 1) + sum(near) / max(len(near), 1)
        against = _against(titles[i])
        against += RELATIVE * (days and _RELATIVE.search(titles[i]) is not None)
        scores.append((against - score, i))
    return tuple(i for _, i in sorted(scores))


def tells(title: str, verbs: Collection[str]) -> bool:
    """Whether a title has a verb or a deed, and does not only name something.

    Args:
        title: cleaned.
        verbs: stems of the verbs of the reports.
    """
    words = {stem(word) for word in re.findall(r"[^\W\d_]+", title.lower())}
    return bool(words & (_DEEDS | set(verbs)))


#: Titles of each sort that are tried. Each stands within the one before, so that a story of
#: hundreds of reports would be nested too deeply to be read back.
MOST_CHOICES = 20


def verb_stems(reports: Sequence[Annotated]) -> frozenset[str]:
    """Stems of what the reports use as verbs, auxiliaries too, oftener than as nouns."""
    counts: Counter[str] = Counter()
    for report in reports:
        for token in report.tokens:
            if token.pos in ("VERB", "AUX", "NOUN", "PROPN", "ADJ"):
                counts[stem(token.text.lower())] += 1 if token.pos in ("VERB", "AUX") else -1
    return frozenset(item for item, count in counts.items() if count > 0)


def _against(title: str) -> float:
    """What speaks against a title by its form."""
    against = OFF_LENGTH * abs(len(title.split()) - USUAL_LENGTH)
    against += BARE * (len(title.split()) < LEAST_WORDS)
    against += CUT_SHORT * bool(re.search(r"(?:\.\.+|…)$", title))
    against += CALLING * bool(_CALLS.search(title))
    against += JUDGING * bool(wording.judging_words(blemishes.outside_quotations(title)))
    against += QUOTATION * bool(re.search(r"[“\"‘]|(?<!\w)'", title))
    return against + QUESTION * title.endswith("?")


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """F1 of two sets of stems."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def write(
    page: Page,
    usable: Sequence[Unit],
    points: Sequence[Point],
    chosen: Plan,
    state: State | None = None,
) -> DraftSentence:
    """The headline with its evidence, and behind it, as fallbacks, all that could stand instead.

    The titles in order of `rank`, each with its own block of the report's text where that has
    it and the sentences that say what it says; then opening sentences, without their full stop,
    those first that the story does not tell. A title with the newest of a count that rose comes
    first, one with a figure that another value has taken the place of after all others.

    Args:
        page: nothing of which is written yet.
        usable: units that can stand by themselves, at least one.
        points: of the story.
        chosen: the plan of the story.
        state: the stages that the event has reached; a title that stops at an earlier one comes
            behind those that tell the last.
    """
    reports, units = page.reports, page.units
    titles = [clean(r.article.title or "", r.article.outlet) for r in reports]
    leads = [" ".join(u.text for u in units if u.report == i)[:500] for i in range(len(reports))]
    carried = {u.report for u in units}
    style = casing(reports)
    order = rank(titles, leads, days=page.calendar is not None)
    ages = [_age(titles[i], i, titles, points, reports) for i in range(len(reports))]
    verbs = verb_stems(reports)
    written = {
        i: DraftSentence(
            id=sentence_id("headline", evidence[:1]),
            text=style.of_sentence(titles[i]),
            evidence=evidence,
        )
        for i in sorted(order, key=lambda i: (ages[i], _stage(titles[i], state)))
        if (evidence := _evidence(titles[i], reports[i], i, units, own=i in carried))
    }
    stages = {i: _stage(titles[i], state) for i in written}
    first = [
        i
        for i in written
        if ages[i] < OVERTAKEN
        and stages[i] < SHORT
        and (tells(titles[i], verbs) or (stages[i] == 0 and state is not None and state.reached))
    ]
    near = {i: _nearness(i, titles) for i in written}
    least = SIDE * max(near.values(), default=0.0)
    saying = sum(bool(_SAYS.search(title)) for title in titles) >= SIDE * len(titles)
    first = [
        i
        for i in first
        if near[i] >= least
        and not titles[i].endswith("?")
        and (saying or not _SAYS.search(titles[i]) or near[i] >= max(near.values()))
    ]
    others = [i for i in written if i not in first]
    choices = [
        *titles_with_cores([written[i] for i in first[:MOST_CHOICES]], lambda t: tells(t, verbs)),
        *_opening_headlines(page, usable, titles, chosen)[:MOST_CHOICES],
        *(written[i] for i in others[:MOST_CHOICES]),
    ]
    headline: DraftSentence | None = None
    for choice in reversed(choices):
        headline = replace(choice, fallback=headline)
    if headline is None:
        raise WriterError("a headline needs at least one usable sentence")
    return headline


#: What somebody believes, where other titles tell a deed.
_SAYS = re.compile(r"\b(?:believes?|thinks?|hopes?|expects?)\b")
#: Share of the nearness of the best title below which a title is of a side of the event.
SIDE = 0.5


def _nearness(index: int, titles: Sequence[str]) -> float:
    """How much of the other titles a title has, on average; 1 for the only one."""
    own = content_stems(titles[index])
    others = [stems for j, t in enumerate(titles) if j != index and (stems := content_stems(t))]
    return sum(_overlap(own, stems) for stems in others) / len(others) if others else 1.0


#: What `_stage` gives a title that stops short of the last stage.
SHORT = 2


def _stage(title: str, state: State | None) -> int:
    """0 for a title that tells the last stage reached, 1 for one that tells none, 2 for one that
    stops short of it; where no process goes on, 0."""
    if state is None:
        return 0
    reached, short = state.stage(title)
    if not any(state.reached.values()):
        return 2 if short else 0
    return 2 if short else int(not reached)


def _opening_headlines(
    page: Page, usable: Sequence[Unit], titles: Sequence[str], chosen: Plan
) -> list[DraftSentence]:
    """Opening sentences as headlines, each in its wordings."""
    return [
        DraftSentence(
            id=sentence_id("headline", (unit.span,)),
            text=re.sub(r"(?<!\b[A-Z])\.$", "", rewritten.text),
            evidence=(unit.span,),
            substitutions=rewritten.substitutions,
        )
        for unit in openings(page, usable, titles, chosen)
        for rewritten in with_core(page.wordings(unit, LONGEST), page.reports[unit.report], unit)
    ]


def _evidence(
    title: str, report: Annotated, index: int, units: Sequence[Unit], *, own: bool
) -> tuple[Span, ...]:
    """The title's own block, then the sentences that have most of its stems, then the opening
    sentences of its report together; of a report that is not one's own only the second."""
    spans = [
        Span(report.article.id, s.start, s.end)
        for i, s in enumerate(report.sentences)
        if own
        and s.role is Role.HEADLINE
        and clean(report.sentence_text(i), report.article.outlet) == title
    ][:1]
    stems = content_stems(title)
    near = heapq.nsmallest(
        MOST_EVIDENCE,
        ((-len(stems & u.stems) / max(len(stems), 1), u.report != index, u.key, u) for u in units),
    )
    borne = [u.span for share, _, _, u in near if -share >= SUPPORTED]
    opening = [(i, s) for i, s in enumerate(report.sentences) if s.role in RUNNING][:OPENING]
    telling = [s for i, s in opening if content_stems(report.sentence_text(i)) & stems]
    if own and len(telling) > 1:
        # What only stands before or behind them is no part of what bears the title out.
        spans.append(Span(report.article.id, telling[0].start, telling[-1].end))
    return tuple(dict.fromkeys((*borne, *spans)))


def openings(page: Page, units: Sequence[Unit], titles: Sequence[str], chosen: Plan) -> list[Unit]:
    """Opening sentences that have half as much of the titles as the best: those that the story does
    not tell, if they are nearly as good, then short ones."""
    wanted = [stems for title in titles if (stems := content_stems(title))]
    opening = [u for u in units if u.position <= 1 and quoted_words(u.text) <= NAMED_WORDS]
    opening = opening or list(units)
    told = chosen.told()
    first = {u.key for u in chosen.standfirst}
    opens = chosen.standfirst[0].key if chosen.standfirst else None
    near = {u.key: sum(len(u.stems & stems) / len(stems) for stems in wanted) for u in opening}
    least = max(near.values()) / 2
    central = [u for u in opening if near[u.key] >= least]
    if all(len(u.text.split()) > TOO_LONG for u in central):
        short = [
            u
            for u in units
            if len(u.text.split()) <= TOO_LONG
            and quoted_words(u.text) <= NAMED_WORDS
            and u.scene is Scene.EVENT
        ]
        near |= {u.key: sum(len(u.stems & s) / len(s) for s in wanted) for u in short}
        central = [u for u in short if near[u.key] >= least / 2] or central

    def merit(unit: Unit) -> float:
        length = len(page.wordings(unit, LONGEST)[0].text.split())
        worth = near[unit.key] / max(len(wanted), 1) - OFF_LENGTH * max(0, length - LONGEST)
        worth -= 4 * OFF_LENGTH * max(0, length - LONG)
        worth -= QUESTION * bool(_PART_OF.match(unit.text) or is_comment(unit.text))
        deed = deed_of(page.reports[unit.report], unit.sentence)
        told_by = sum(bool(deed & t or called(deed) & called(t)) for t in wanted)
        shared = told_by / max(len(wanted), 1)
        worth += 2 * DEED * shared - DEED * (unit.speaker is not None and shared < SIDE)
        return worth - OPENS * (unit.key == opens) - TOLD * (unit.key in told - first)

    central = [u for u in central if page.wordings(u, LONGEST)]
    return sorted(central, key=lambda u: (-merit(u), u.key))[:MOST_OPENINGS]


def _age(
    title: str,
    index: int,
    titles: Sequence[str],
    points: Sequence[Point],
    reports: Sequence[Annotated],
) -> int:
    """0 for a title with the newest of a count of people that changed, `OVERTAKEN` for one with an
    older one."""
    toll, published = dead(title), reports[index].article.published
    newest = False
    if toll is not None and published is not None:
        tolls = [
            (when >= published, other)
            for text, report in zip(titles, reports, strict=True)
            if (other := dead(text)) is not None and (when := report.article.published)
        ]
        if any(later and other > toll for later, other in tolls):
            return OVERTAKEN
        newest = any(other < toll for _, other in tolls)
    if is_overtaken(title, points, reports):
        return OVERTAKEN
    return 0 if newest or is_newest(title, points, reports) else 1


def is_newest(title: str, points: Sequence[Point], reports: Sequence[Annotated]) -> bool:
    """Whether a title has the number of people that the latest report gives, where it changed."""
    words = {word.lower() for word in re.findall(r"[\w,]+", title)}
    published = {r.article.id: r.article.published for r in reports}
    text = {r.article.id: r.article.text for r in reports}
    for point in points:
        if point.kind != "figure" or point.verdict is not Verdict.UPDATED:
            continue
        dated = [
            (when, c)
            for c in point.claims
            if isinstance(c, Figure) and c.unit == "people" and (when := published[c.article])
        ]
        last = max((when for when, _ in dated), default=None)
        if any(
            when == last
            and (text[c.article][c.start : c.end].lower() in words or f"{c.point or 0:g}" in words)
            for when, c in dated
        ):
            return True
    return False


def is_overtaken(title: str, points: Sequence[Point], reports: Sequence[Annotated]) -> bool:
    """Whether a title has a number of people that two origins, or a later report, put higher."""
    figures = {word.lower() for word in re.findall(r"[\w,]+", title)}
    published = {r.article.id: r.article.published for r in reports}
    text = {r.article.id: r.article.text for r in reports}
    for point in points:
        counts = [c for c in point.claims if isinstance(c, Figure) and c.unit == "people"]
        named = [
            c
            for c in counts
            if text[c.article][c.start : c.end].lower() in figures
            or (c.point is not None and f"{c.point:g}" in figures)
        ]
        if not named:
            continue
        value = max(c.point or 0 for c in named)
        higher = [c for c in counts if c.interval.lo is not None and c.interval.lo > value]
        times = [t for c in named if (t := published[c.article]) is not None]
        later = any((t := published[c.article]) and times and t > max(times) for c in higher)
        if later or len({c.article for c in higher}) > 1:
            return True
    return False

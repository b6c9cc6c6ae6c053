"""The sentence that a story opens on: what happened, not how somebody felt about it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from copydesk.compose.choose.selection import Passage, content_stems, stem, weights, word_set
from copydesk.compose.record import blemishes
from copydesk.compose.record import judging as wording
from copydesk.compose.record import statement_form as parsed
from copydesk.compose.record.candidates import Unit
from copydesk.compose.record.overtaken import is_of_the_moment
from copydesk.compose.record.stages import State
from copydesk.model import Annotated

#: Best ranked opening sentences that the story may begin with.
OPENINGS = 8
#: What it is worth that the verb of the main clause stands in the titles, that the reports carry
#: the sentence's words widely, and that a report opens on it. Set by reading dev stories.
MAIN_CLAUSE, CARRIED, FIRST = 0.3, 0.8, 0.15
#: That it has a figure which most origins carry, and what it loses when it passes on what one
#: person said, and when it judges. By the same reading.
KEY, SPOKEN = 0.3, 0.2
#: What it gains whose subject all titles name: the story opens on whom it is about.
ABOUT = 0.5
#: What it gains that says on which day it happened.
DATED = 0.15
#: What it gains that tells the last stage reached, and loses that stops at an earlier one.
REACHED = 0.4
#: What the sentence that is worth most as news gains.
VALUED = 0.6
#: Part of what no sentence before has named; it loses what speech does.
_PART = re.compile(r"(?:Some|Many|Most|All|Several|None|One|Two|Three) of (?:the|these|those)\b")
#: A plain noun with "the" that nothing behind it explains: the page has not had it.
_DEFINITE = re.compile(r"(?:The|These|Those|That) [a-z-]+(?: [a-z-]+)? (?!of|who|that|which|in)")
#: How deep an opening may stand when none of those in front has so many stems of a title.
DEEPER, SHARED = 3, 2
#: Verbs by which a contest is decided, and words by which a title says that one was.
_DECIDED = word_set(
    """win beat defeat edge clinch thrash rout overcome upset crush triumph prevail conquer outlast
    claim capture secure seal earn cruise romp"""
)
_OUTCOME = frozenset(
    stem(word)
    for word in """win wins won beat beats defeat defeats victory victorious champion champions
    championship triumph clinch clinches edge thrash rout upset crush winner""".split()  # noqa: SIM905
)
_SCORE = re.compile(r"\b\d{1,3}\s?[-–]\s?\d{1,3}\b")


def lead(
    fitting: Sequence[Unit],
    units: Sequence[Unit],
    reports: Sequence[Annotated],
    key_points: Collection[str] = (),
    state: State | None = None,
    value: Mapping[tuple[int, int], float] | None = None,
) -> Unit:
    """The unit to open on.

    Args:
        fitting: units that are short enough, best ranked first; at least one.
        key_points: ids of the figures that most origins carry.
        units: all units of the story.
        reports: of the story.
        state: the stages that the event has reached; the opening tells the last.
        value: what each unit is worth as news, by key.
    """
    titles = [stems for r in reports if (stems := content_stems(r.article.title or ""))]
    # What held at the moment of writing is no news to open on.
    fitting = [u for u in fitting if not is_of_the_moment(u.text)] or fitting
    candidates = _openings(fitting, titles)[:OPENINGS]
    if is_contest(titles):
        deciding = [u for u in fitting if decides(u, reports)]
        deciding = [u for u in deciding if _is_about(u, reports, titles)] or deciding
        candidates = deciding[:OPENINGS] or candidates
    elif state is not None and any(state.reached.values()):
        last = _at_last_stage(fitting, reports, state)
        named = [u for u in last if _is_about(u, reports, titles)]
        # Where none of them is about whom the titles are, it is another's stage that they tell.
        decided = [u for u in last if decides(u, reports)]
        candidates = named[:OPENINGS] or decided or [*last[:OPENINGS], *candidates]
    weight = weights([Passage(u.text, u.report, u.position, u.origin) for u in units])
    carried = [
        sum(weight.get(c, 0.0) for c in sorted(Passage(u.text, 0, 0, "").concepts))
        for u in candidates
    ]
    most = max(carried) or 1.0
    dearest = max((value[u.key] for u in candidates), default=1.0) if value is not None else 1.0

    def merit(entry: tuple[int, Unit]) -> tuple[float, int]:
        at, unit = entry
        has = sum(len(unit.stems & stems) / len(stems) for stems in titles)
        deed = parsed.deed(reports[unit.report], unit.sentence)
        tells = sum(bool(deed & stems) for stems in titles)
        opener = unit.text.split()[0]
        shouts = opener.isupper() and len(opener) > 4
        worth = (has + MAIN_CLAUSE * tells) / max(len(titles), 1) + CARRIED * carried[at] / most
        if value is not None:
            worth += VALUED * value[unit.key] / dearest
        about = parsed.subject(reports[unit.report], unit.sentence)
        worth += ABOUT * sum(bool(about & stems) for stems in titles) / max(len(titles), 1)
        worth += DATED * _is_dated(unit, reports[unit.report])
        worth += KEY * any(p in key_points for p in unit.points)
        worth -= SPOKEN * (unit.speaker is not None and unit.speaker.kind == "person")
        worth -= 2 * SPOKEN * (unit.text[:1] in '“"')
        worth -= SPOKEN * bool(_PART.match(unit.text))
        worth -= SPOKEN * bool(_DEFINITE.match(unit.text))
        worth -= SPOKEN * bool(wording.judging_words(blemishes.outside_quotations(unit.text)))
        if state is not None:
            reached, short = state.stage_of(reports[unit.report], unit.sentence)
            worth += REACHED * (reached > 0 and short == 0) - REACHED * (short > 0)
        return worth + FIRST * (unit.position == 0) - 0.5 * shouts, -at

    return max(enumerate(candidates), key=merit)[1]


#: Share of the titles that name whom the event is about.
TITLED = 0.3


def _is_about(unit: Unit, reports: Sequence[Annotated], titles: Sequence[frozenset[str]]) -> bool:
    """Whether the subject of a sentence stands in the titles."""
    about = parsed.subject(reports[unit.report], unit.sentence)
    return sum(bool(about & stems) for stems in titles) >= TITLED * len(titles)


def _is_dated(unit: Unit, report: Annotated) -> bool:
    """Whether a sentence names one day that its report knows."""
    return any(
        unit.span.start <= time.start < unit.span.end and time.first and time.first == time.last
        for time in report.times
    )


def _at_last_stage(
    fitting: Sequence[Unit], reports: Sequence[Annotated], state: State
) -> list[Unit]:
    """Sentences near the head of a report that tell the last stage reached; of a contest that is
    over, from wherever the end is told where no head tells it."""
    near: list[Unit] = []
    deep: list[Unit] = []
    for unit in fitting:
        reached, short = state.stage_of(reports[unit.report], unit.sentence)
        if reached and short <= 0:
            (near if unit.position <= DEEPER else deep).append(unit)
    over = [u for u in deep if decides(u, reports)] if "contest" in state.reached else []
    return near or over


def _openings(fitting: Sequence[Unit], titles: Sequence[frozenset[str]]) -> Sequence[Unit]:
    """Sentences that reports open on and that tell of what the titles tell; without such those
    from a little deeper."""
    for deepest in (1, DEEPER):
        near = [u for u in fitting if u.position <= deepest]
        told = [u for u in near if any(len(u.stems & stems) >= SHARED for stems in titles)]
        if told:
            return told
    return [u for u in fitting if u.position <= 1] or fitting


def is_contest(titles: Sequence[frozenset[str]]) -> bool:
    """Whether a quarter of the titles say how a contest ended."""
    return bool(titles) and 4 * sum(bool(t & _OUTCOME) for t in titles) >= len(titles)


def decides(unit: Unit, reports: Sequence[Annotated]) -> bool:
    """Whether a sentence says in its main clause how a contest ended, or gives the score with
    it."""
    if parsed.deed(reports[unit.report], unit.sentence) & {stem(v) for v in _DECIDED}:
        return bool(unit.stems & _OUTCOME) or bool(_SCORE.search(unit.text))
    return bool(unit.stems & _OUTCOME and _SCORE.search(unit.text))

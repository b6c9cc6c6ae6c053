"""The introduction: what happened, what is new, what most origins tell, and the other side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from copydesk.compose.choose.facet_of import QUOTED, facet, quoted_words, section_of
from copydesk.compose.choose.newest import is_remark, latest
from copydesk.compose.choose.other_side import answers
from copydesk.compose.choose.selection import content_stems
from copydesk.compose.choose.telling import SHARED_STEMS, Told, tells_toll
from copydesk.compose.choose.worth import by_worth, worth
from copydesk.compose.record.candidates import LONGEST_LEAD, Unit
from copydesk.compose.record.event_record import EventRecord
from copydesk.compose.record.overtaken import is_of_the_moment
from copydesk.compose.record.scenes import Scene
from copydesk.model import Annotated

if TYPE_CHECKING:
    from copydesk.compose.choose.plan import Writing

#: Sentences of the introduction, without the one that tells the other side, and words of one.
STANDFIRST, STANDFIRST_WORDS = 3, LONGEST_LEAD


def fitting(units: Sequence[Unit]) -> list[Unit]:
    """Those short enough for the standfirst; all when none of them stands at the head of its
    report, so that a long lead is told where no other one can be."""
    fit = [u for u in units if len(u.text.split()) <= STANDFIRST_WORDS]
    heads = any(u.position <= 1 and not is_remark(u) for u in fit)
    return fit if heads else list(units)


def standfirst_of(
    order: Sequence[Unit],
    long: Sequence[Unit],
    record: EventRecord,
    reports: Sequence[Annotated],
    writing: Writing,
) -> tuple[Unit, ...]:
    """The opening, what the latest report has new, then what most origins tell early.

    What leans on a sentence that the introduction has not gives its place to the next best. Where
    fewer than three are worth it, what somebody made known, and no opinion, fills it up.
    """
    first, *rest = order
    others = [
        u
        for u in fitting(rest)
        if u.scene is Scene.EVENT
        and facet(u) != "background"
        # What an outlet expects, with no time and no name, is its opinion.
        and (not u.to_come or u.speaker is not None or section_of(u) == "next")
        and u.text[:1] not in '“"'
        and not record.state.stage_of(reports[u.report], u.sentence)[1]
        and not is_of_the_moment(u.text)
    ]
    told = [first]
    told += [u for u in latest(others, first, reports) if u not in told][:1]
    titled = [report.article.title or "" for report in reports]
    titles = content_stems(" ".join(titled))
    owed = [u for u in long if u in others and not is_remark(u) and len(u.stems & titles) > 1]
    heads = [u for u in (first, *others) if u.position <= NEAR_HEAD or u in owed]
    value = worth(heads, titled, record.units)
    best = by_worth([u for u in heads if not is_remark(u) and u not in told], value, told)
    said = [*owed, *best]
    least = LEAST_WORTH * value.get(first.key, 0.0)
    tolls = [] if tells_toll(first.text) else _tolls_of_several(others, record.units)[:1]
    worthy = [u for u in said if value.get(u.key, 0.0) >= least]
    made_known = [
        u
        for u in others
        if u.position <= NEAR_HEAD and is_remark(u) and _passes_on_news(u) and u not in told
    ]
    known = worth([first, *made_known], titled, record.units)
    also = [u for u in by_worth(made_known, known, told) if known[u.key] >= least]
    telling = Told(record.units, {})
    chosen: list[Unit] = []
    for unit in dict.fromkeys((*told, *tolls, *worthy, *also)):
        again = unit not in tolls and any(
            telling.again(unit, other) and telling.plainly(unit, other) for other in chosen
        )
        fits = len(chosen) < STANDFIRST and not again
        if fits and (not chosen or writing.stands_behind(unit, chosen)):
            chosen.append(unit)
    for unit in answers(others, chosen, reports):
        if not any(telling.again(unit, o) for o in chosen) and writing.stands_behind(unit, chosen):
            chosen.append(unit)
            break
    return tuple(chosen)


def _passes_on_news(unit: Unit) -> bool:
    """Whether what somebody said is told in the report's words, and is no reaction."""
    return quoted_words(unit.text) < QUOTED and facet(unit) not in ("reactions", "background")


def _tolls_of_several(units: Sequence[Unit], others: Sequence[Unit]) -> list[Unit]:
    """Sentences that give a number of dead, of which another origin gives one, too."""
    return [
        u
        for u in units
        if tells_toll(u.text)
        and not is_remark(u)
        and any(
            o.origin != u.origin and tells_toll(o.text) and len(o.stems & u.stems) > SHARED_STEMS
            for o in others
        )
    ]


#: What a sentence of the introduction is worth at least, of what its first is worth.
LEAST_WORTH = 0.33
#: Running sentences at the head of a report that the standfirst may take from.
NEAR_HEAD = 5

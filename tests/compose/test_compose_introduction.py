"""What the introduction takes: a long lead only where there is no other, what came late in full."""

from __future__ import annotations

from copydesk.compose.choose.plan import fitting, fuller
from copydesk.compose.choose.selection import content_stems
from copydesk.compose.choose.telling import Told
from copydesk.compose.record.candidates import LONGEST_LEAD, Unit, is_eligible
from copydesk.model import Span

SHORT = "The port of Maren closed its ferry terminal on Tuesday."
LATE = "The port of Maren closed its ferry terminal on Tuesday because inspectors found rust."
LONG = " ".join(["The port of Maren closed its ferry terminal"] + ["again"] * LONGEST_LEAD)


def unit(text, report, position=0):
    return Unit(
        report=report,
        sentence=position,
        position=position,
        span=Span(f"a{report}", position * 100, position * 100 + len(text)),
        text=text,
        origin=f"o{report}",
        stems=content_stems(text),
        points=(),
        speaker=None,
    )


def test_a_long_lead_gives_way_to_a_short_one():
    assert fitting([unit(LONG, 0), unit(SHORT, 1)]) == [unit(SHORT, 1)]


def test_a_long_lead_is_taken_where_short_sentences_stand_deep():
    assert unit(LONG, 0) in fitting([unit(LONG, 0), unit(SHORT, 1, 5)])


def test_a_late_report_that_tells_the_same_and_more_opens():
    units = [unit(SHORT, 0), unit(LATE, 1)]
    told = Told(units, {}, {1})
    assert fuller(units[0], units, {1}, told) == units[1]


def test_a_late_report_that_tells_no_more_does_not_open():
    units = [unit(SHORT, 0), unit(SHORT, 1)]
    assert fuller(units[0], units, {1}, Told(units, {}, {1})) == units[0]


def test_a_report_that_was_not_late_does_not_open_for_its_length():
    units = [unit(SHORT, 0), unit(LATE, 1)]
    assert fuller(units[0], units, (), Told(units, {})) == units[0]


def test_only_a_lead_may_be_long():
    text = "The port closed " + "again and again " * 16 + "on Tuesday."
    assert is_eligible(text, opening=True, longest_lead=55)
    assert not is_eligible(text, longest_lead=55)

"""The last stage reached leads, and nothing that was done is told as still to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from copydesk import annotate
from copydesk.compose.record.stages import overtaken_by_state, state_of
from copydesk.model import Article, Block, Role

CHARGED = (
    "A former harbour pilot, Jan Olsen, was charged with fraud in Port Maren.",
    "Olsen faces up to nine years in prison.",
    "If convicted, he could lose his licence.",
    "The city council will ban night sailings in the inner harbour.",
)
CONVICTED = (
    "A jury in Port Maren found the former pilot Jan Olsen guilty of fraud.",
    "Olsen was charged two years ago.",
)
SENTENCED = ("A judge in Port Maren sentenced Jan Olsen to six years in prison for fraud.",)


@pytest.fixture
def report(language):
    def make(name, day, *sentences, title=None):
        text = "\n".join(sentences)
        blocks, at = [], 0
        for sentence in sentences:
            blocks.append(Block(at, at + len(sentence), Role.BODY))
            at += len(sentence) + 1
        when = None if day is None else datetime(2031, 3, day, 9, tzinfo=UTC)
        article = Article(name, text, tuple(blocks), title=title, language="en", published=when)
        return annotate.annotate(article, language)

    return make


def pending(*reports):
    return {reports[i].sentence_text(n) for i, n in overtaken_by_state(reports, state_of(reports))}


def test_what_was_pending_is_told_until_it_came_to_pass(report):
    charged = report("a", 3, *CHARGED)
    assert pending(charged) == set()
    assert CHARGED[2] in pending(charged, report("b", 9, *CONVICTED))
    assert CHARGED[1] not in pending(charged, report("b", 9, *CONVICTED))
    assert CHARGED[1] in pending(charged, report("b", 9, *CONVICTED), report("c", 20, *SENTENCED))


def test_what_is_told_as_past_stays(report):
    assert CONVICTED[1] not in pending(report("a", 3, *CONVICTED), report("b", 9, *SENTENCED))


def test_another_mans_case_is_not_overtaken(report):
    other = report("a", 3, "Tomas Reed, a second pilot, faces up to nine years in prison.")
    assert pending(other, report("b", 9, *SENTENCED)) == set()


@pytest.mark.parametrize("day", [None, 9])
def test_a_plan_gives_way_to_its_deed(report, day):
    plan = "The city council of Port Maren will ban night sailings in the inner harbour."
    done = "The city council of Port Maren banned night sailings in the inner harbour."
    assert pending(report("a", 3, plan), report("b", day, done)) == {plan}
    assert pending(report("a", 12, plan), report("b", 9, done)) == set()


def test_what_has_not_been_done_gives_way_too(report):
    yet = "The city council of Port Maren has not banned night sailings in the inner harbour."
    done = "The city council of Port Maren banned night sailings in the inner harbour."
    assert pending(report("a", 3, yet), report("b", 9, done)) == {yet}


def test_a_title_that_stops_short_is_known(report):
    reports = (report("a", 3, *CHARGED), report("b", 20, *SENTENCED))
    state = state_of(reports)
    assert state.stage("Pilot sentenced to six years")[1] == 0
    assert state.stage("Pilot charged with fraud")[1] > 0


def test_a_past_conviction_in_one_report_is_no_stage_of_the_event(report):
    escape = "An inmate, Jan Olsen, escaped from a prison van near Port Maren."
    reports = [report(f"r{i}", 3, escape) for i in range(4)]
    reports.append(report("x", 3, "Jan Olsen was convicted of fraud.", escape))
    assert "legal" not in state_of(reports).reached
    caught = report("y", 9, "Jan Olsen was captured in a barn near Port Maren.")
    assert state_of([*reports, caught]).reached["escape"] == 1


def test_no_stage_without_reports():
    assert state_of(()).reached == {}


def test_a_name_is_no_future(report):
    text = "Will Artino scored 14 points for the harbour team in Port Maren."
    done = "Artino scored 14 points for the harbour team in Port Maren."
    assert pending(report("a", 3, text), report("b", 9, done)) == set()


def test_the_order_of_reports_changes_nothing(report):
    first, second = report("a", 3, *CHARGED), report("b", 9, *CONVICTED)
    assert pending(first, second) == pending(second, replace(first))

"""The introduction tells the other side of the news."""

from __future__ import annotations

from dataclasses import replace

from copydesk.compose.choose.other_side import answers, is_answer
from copydesk.compose.choose.selection import content_stems
from copydesk.compose.record.candidates import Unit
from copydesk.compose.record.scenes import Scene
from copydesk.model import Span

TEXT = (
    "The port company closed the ferry line after the fire.\n"
    "The company runs eleven ships between the islands.\n"
    "The crew denied that the company had warned them of the fire.\n"
)


def units(report):
    found = []
    for number, sentence in enumerate(report.sentences):
        text = report.sentence_text(number)
        found.append(
            Unit(
                report=0,
                sentence=number,
                position=number,
                span=Span(report.article.id, sentence.start, sentence.end),
                text=text,
                origin="o",
                stems=content_stems(text),
                points=(),
                speaker=None,
            )
        )
    return found


def test_who_denies_what_is_told_answers_it(annotated):
    report = annotated(TEXT)
    first, second, third = units(report)
    assert [is_answer(u, report) for u in (first, second, third)] == [False, False, True]
    assert answers([second, third], [first], [report]) == [third]


def test_an_introduction_with_an_answer_needs_no_other(annotated):
    report = annotated(TEXT)
    first, second, third = units(report)
    assert answers([second], [first, third], [report]) == []


def test_what_is_of_another_event_answers_nothing(annotated):
    report = annotated(TEXT)
    first, _, third = units(report)
    assert answers([replace(third, scene=Scene.OTHER)], [first], [report]) == []

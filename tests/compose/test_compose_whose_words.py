"""Words are told as somebody's only where the report does not point to another speaker."""

from __future__ import annotations

from dataclasses import replace

from copydesk.compose.record.spoken import whole_quotations
from copydesk.model import Attribution

WORDS = "“As a mother, a wife and a nurse, I am ashamed of what was written.”"


def _told(report, name, cue=None):
    quotation = replace(report.quotations[0], attribution=Attribution("person", name, cue, 0, 1))
    return whole_quotations(replace(report, quotations=(quotation,)))


def test_nobody_of_the_other_gender_calls_herself_a_mother(annotated):
    report = annotated(f"John Keller attacked Elena Holt on Monday.\n{WORDS}\nIt rained.")
    assert not _told(report, "John Keller")
    assert _told(report, "Elena Holt")


def test_words_whose_speaker_the_next_sentence_may_name_are_not_given_to_another(annotated):
    words = "“The harbour wall was never safe, and the town knew it for years.”"
    report = annotated(
        f"John Keller visited the town on Monday.\n{words}\nMara Lind wrote this in a letter."
    )
    assert not _told(report, "John Keller")
    assert _told(report, "Mara Lind")
    assert _told(report, "John Keller", cue="said")

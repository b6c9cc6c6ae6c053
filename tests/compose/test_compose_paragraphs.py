"""Paragraphs: what matters opens, and what belongs together stands together."""

from __future__ import annotations

from copydesk.compose.choose.selection import content_stems
from copydesk.compose.choose.themes import PARAGRAPH, grouped
from copydesk.compose.record.candidates import Unit
from copydesk.model import Attribution, Span


def unit(report: int, number: int, text: str, speaker: str | None = None) -> Unit:
    attribution = Attribution("person", speaker, "said", 0, 1) if speaker else None
    span = Span(f"a{report}", 100 * number, 100 * number + len(text))
    stems = content_stems(text)
    return Unit(report, number, number, span, text, f"o{report}", stems, (), attribution)


CRANE = unit(0, 0, "A crane fell on a cargo ship in the harbour.")
STEEL = unit(1, 9, "The cargo ship had been loaded with steel when the crane fell.")
BREAD = unit(2, 5, "Bakers raised the price of bread.")
FALK = unit(0, 20, "Ines Falk said repairs would take a month.", "Ines Falk")
AGAIN = unit(1, 2, "Falk thanked everybody who helped.", "Falk")


def test_the_unit_that_matters_most_opens_and_its_like_follow():
    assert grouped([CRANE, BREAD, STEEL]) == [[CRANE, STEEL], [BREAD]]


def test_what_one_person_says_stands_together():
    assert grouped([FALK, BREAD, AGAIN]) == [[FALK, AGAIN], [BREAD]]


def test_sentences_of_one_report_keep_their_order():
    later = unit(0, 1, "The deck of the cargo ship gave way under the crane.")
    assert grouped([later, CRANE]) == [[CRANE, later]]


def test_no_paragraph_is_longer_than_three():
    many = [unit(0, n, f"The crane fell on the cargo ship at pier {n}.") for n in range(7)]
    groups = grouped(many)
    assert sum(map(len, groups)) == len(many)
    assert all(len(group) <= PARAGRAPH for group in groups)

"""What a text says of whom, and the vetoes that ask for it."""

import pytest

from copydesk.check import check_pair
from copydesk.check.claim_reading import Reading

REPORT = """The plan for a ferry at Larn was dropped on Thursday after a vote of the town.
Larn council said the firm Northline had not shown that it could pay for the ships.
The council had spent 280,000 crowns on dredging the harbour.
Professor Ada Holm, who proved that the eels cross the strait to breed, has died at 91.
She shared the Larn Prize of 1983 with Tor Vik.
Coach Mina Dahl warned that the team might be too tired, and says she may go back to Oslo.
Wheat fell 2 percent in Larn on Friday; corn was little changed.
The bones were found in 1978 by a shepherd, and the paper appeared on Wednesday.
It was the third derailment on the line since March.
The reward goes from 500,000 crowns to two million.
Police speak of one letter; the prosecutor has three letters.
"""


@pytest.mark.parametrize(
    ("claim", "check"),
    [
        ("To dredge the harbour Northline had spent 280,000 crowns before.", "roles"),
        ("Tor Vik, who shared a prize with her, proved that eels cross the strait.", "roles"),
        ("In Larn it was corn that fell by 2 percent on Friday.", "roles"),
        ("The team is too tired, coach Mina Dahl warned.", "modality"),
        ("Coach Mina Dahl will go back to Oslo.", "modality"),
        ("The bones were found on Wednesday by a shepherd.", "dates"),
        ("Since March the derailment is the first on that line.", "numbers"),
        ("Ada Holm won the Larn Prize of 1983 alone.", "dates"),
        ("To two million crowns the reward has been doubled.", "comparison"),
    ],
)
def test_what_is_said_of_another_does_not_pass(claim, check, language):
    verdict = check_pair(claim, REPORT, language)
    assert not verdict.outcome.passes
    assert check in {r.check for r in verdict.reasons}


@pytest.mark.parametrize(
    "claim",
    [
        "To dredge the harbour, the council of Larn had spent 280,000 crowns.",
        "Professor Ada Holm proved that to breed the eels cross the strait.",
        "Wheat fell by 2 percent in Larn on Friday.",
        "Coach Mina Dahl cautioned that the team may perhaps be too tired.",
        "It was a shepherd who found the bones in 1978.",
        "The derailment was the third on the line since March.",
    ],
)
def test_what_is_said_of_the_same_passes(claim, language):
    verdict = check_pair(claim, REPORT, language)
    assert verdict.outcome.passes, verdict.reasons


def test_a_relative_pronoun_is_whom_it_refers_to(language):
    said = Reading("Ada Holm, who wrote the book, died on Friday.", language).predications.all
    wrote = next(p for p in said if p.deed is not None and p.deed.low == "wrote")
    assert {"ada", "holm"} <= wrote.subject.names


def test_a_passive_subject_suffers(language):
    said = Reading("The bridge was closed by the mayor.", language).predications.all
    assert [(sorted(p.subject.names), p.passive) for p in said] == [(["bridg"], True)]

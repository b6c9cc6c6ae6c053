"""The gate attacked as if paid to: every hole that was found is a row here."""

import pytest

from copydesk.check import check_pair
from copydesk.model import Outcome

SOURCE = """The harbour fire killed 35 people and injured 119 more on Monday, the coast guard said.
Mayor Ida Stone pledged 20 million dollars for the port, about 12 percent of its budget.
Inspector Carl Brook arrested Dan Reed after a chase of 14 kilometers.
"I do not think we should close the port, unless the inspectors tell us to," Stone said.
"The crane was old. Nobody checked it," Brook told reporters.
The company, which owns nine ferries, denied that its crew had been warned.
Officials said they may reopen the north quay on Friday.
The blaze began in Warehouse 7, according to the coast guard.
"""


@pytest.mark.parametrize(
    "claim",
    [
        # A figure of the sentence is not in it.
        "The harbour fire killed 36 people and injured 119 more on Monday, the coast guard said.",
        # Digits stitched from two numbers.
        "The harbour fire killed 35119 people on Monday, the coast guard said.",
        "The harbour fire killed 3,511 people and injured 9 more on Monday, the coast guard said.",
        # Two figures change places.
        "The harbour fire killed 119 people and injured 35 more on Monday, the coast guard said.",
        # The unit of another number.
        "Mayor Ida Stone pledged 12 million dollars for the port, about 20 percent of its budget.",
        "Mayor Ida Stone pledged 20 percent for the port, about 12 percent of its budget.",
        "Inspector Carl Brook arrested Dan Reed after a chase of 14 miles.",
        # A hedge lost or put in.
        "Mayor Ida Stone pledged 20 million dollars for the port, 12 percent of its budget.",
        "The harbour fire killed at least 35 people on Monday, the coast guard said.",
        # A name that the source has, in another role.
        "Dan Reed arrested Inspector Carl Brook after a chase of 14 kilometers.",
        "Inspector Carl Brook pledged 20 million dollars for the port, about 12 percent of its "
        "budget.",
        "“The crane was old. Nobody checked it,” Stone told reporters.",
        # A quotation cut so that its sense turns.
        '"I think we should close the port, unless the inspectors tell us to," Stone said.',
        '"We should close the port," Stone said.',
        '"I do not think we should close the port," Stone said.',
        # Words put between quotation marks.
        'The blaze "began in Warehouse 7", according to the coast guard.',
        # An attribution, a modal or a negation lost.
        "They may reopen the north quay on Friday.",
        "Officials said they will reopen the north quay on Friday.",
        "The company, which owns nine ferries, said that its crew had been warned.",
        "The company's crew had been warned.",
        # A number spelled so that a machine reads another one than a reader.
        "The harbour fire killed 3\u200b6 people and injured 119 more on Monday, the coast guard "
        "said.",
        "The harbour fire killed \u202e53\u202c people and injured 119 more on Monday, the coast "
        "guard said.",
        "The harbour fire killed ３６ people and injured 119 more on Monday, the coast guard said.",
        # A homoglyph in a name.
        "Inspector Carl Br\u043e\u043ek arrested Dan Reed after a chase of 14 kilometers.",
        # Another day.
        "Officials said they may reopen the north quay on Sunday.",
        # Nothing at all.
        "",
        "...",
    ],
)
def test_an_attack_does_not_pass(claim, language):
    assert not check_pair(claim, SOURCE, language).outcome.passes


@pytest.mark.parametrize("claim", SOURCE.splitlines())
def test_the_source_s_own_sentences_pass(claim, language):
    assert check_pair(claim, SOURCE, language).outcome.passes


@pytest.mark.parametrize(
    "claim",
    [
        "The coast guard said the harbour fire killed 35 people and injured 119 more on Monday.",
        "The company denied that its crew had been warned.",
        "Inspector Carl Brook arrested Dan Reed after a chase of 14 kilometres.",
        "According to the coast guard, the blaze began in Warehouse 7.",
    ],
)
def test_licensed_edits_pass(claim, language):
    assert check_pair(claim, SOURCE, language).outcome.passes


def test_an_empty_source_is_unavailable_not_wrong(language):
    assert check_pair("The fire killed 35.", " \n", language).outcome is Outcome.UNAVAILABLE


def test_every_verdict_that_does_not_pass_says_why(language):
    verdict = check_pair(
        "The harbour fire killed 36 people and injured 119 more on Monday, the coast guard said.",
        SOURCE,
        language,
    )
    (reason,) = verdict.reasons
    assert verdict.outcome is Outcome.CONTRADICTED
    assert (reason.check, reason.words) == ("numbers", "36")
    assert reason.evidence is not None
    assert reason.evidence.of(SOURCE) == "35"

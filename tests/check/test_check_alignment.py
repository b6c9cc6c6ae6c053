"""The edit licence: what an extract may change, and all that it may not."""

import pytest

from copydesk.check.alignment import align
from copydesk.check.evidence import mark_quoted
from copydesk.check.licence import violations
from copydesk.check.words import read_words


def broken(claim: str, evidence: str) -> list[str]:
    ours, theirs = mark_quoted(read_words(claim)), mark_quoted(read_words(evidence))
    return [v.check for v in violations(align(ours, theirs), theirs)]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The ferry did not sink.", "The ferry didn't sink."),
        ("The ferry sank.", "But the ferry sank."),
        ("The ferry sank.", "The ferry, however, sank."),
        ("It carried 12 people.", "It carried twelve people."),
        ("Over 40 people swam.", "More than 40 people swam."),
        ("Some 30% were hurt.", "About 30 percent were hurt."),
        ("The U.S. sent a team.", "The United States sent a team."),
        ("The mayor wept.", "The mayor (a former nurse) wept."),
        ("The mayor wept.", "The mayor, who was once a nurse, wept."),
        ("The bridge fell.", "PORTVILLE, Norland (Wire) - The bridge fell."),
        ("The mayor said that it fell.", "The mayor said it fell."),
        ("“36” — naïve", '"36" - naive'),
    ],
)
def test_listed_edits_pass(claim, evidence):
    assert broken(claim, evidence) == []


@pytest.mark.parametrize(
    ("claim", "evidence", "check"),
    [
        ("It carried 13 people.", "It carried 12 people.", "numbers"),
        ("It cost 12 million.", "It cost 12 billion.", "numbers"),
        ("It took 12 weeks.", "It took 12 days.", "numbers"),
        ("It carried 40 people.", "It carried more than 40 people.", "numbers"),
        ("At most 40 people swam.", "At least 40 people swam.", "numbers"),
        ("Mayor Ada Brook wept.", "Mayor Ida Stone wept.", "names"),
        ("Brook hit Stone.", "Stone hit Brook.", "names"),
        ("The ferry sank.", "The ferry did not sink.", "negation"),
        ("The ferry did not call.", "The ferry did call.", "negation"),
        ("The ferry will sail.", "The ferry may sail.", "modality"),
        ("The attacker fled.", "The alleged attacker fled.", "modality"),
        ("It fell on Friday.", "It fell on Monday.", "dates"),
        ("The bridge fell.", "Officials said the bridge fell.", "attribution"),
        ("The bridge fell.", "The bridge fell, unless the pictures lie.", "modality"),
        ("The crew were saved.", "The crew were lost.", "content"),
        ('He said "we lost".', 'He said "we won".', "quotations"),
        ('He said "we lost it".', 'He said "we never lost it".', "quotations"),
        ('The mayor said, "It was dark."', "The mayor said it was dark.", "quotations"),
    ],
)
def test_other_edits_do_not_pass(claim, evidence, check):
    assert check in broken(claim, evidence)

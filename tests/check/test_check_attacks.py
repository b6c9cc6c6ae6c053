"""The gate attacked as if paid to: every hole that was found is a row here."""

import pytest

from copydesk.annotate import annotate
from copydesk.check import check_pair
from copydesk.check.claim_reading import Reading, plain_article
from copydesk.check.evidence import Evidence
from copydesk.check.vetoes.attached import timed_by_another
from copydesk.check.vetoes.counting import numbers
from copydesk.check.vetoes.scene import Scene
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
        "The crew had been warned, the company said.",
        # Somebody's words told as the page's own.
        "Nobody checked the crane.",
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


WIDER = """Mayor Ida Stone pledged $20 million for the port, about 12 percent of its budget.
Inspector Carl Brook arrested Dan Reed after a chase of 14 kilometers.
"I do not think we should close the port, unless the inspectors tell us to," Stone said.
Temperatures fell to -5 degrees overnight, and waves reached 3.5 meters.
The first call came at 10:30 p.m., eight minutes before the explosion.
Most of the injured were dock workers; only two passengers were hurt.
Exports rose 4.2 percent in March before falling 1.1 percentage points in April.
The strike was called off after the union accepted the offer of 300 euros a month.
Reed allegedly stole the fuel and sold it to Marco Vell, prosecutors say.
Vell, 41, was acquitted of fraud in 2019 but convicted of smuggling in 2021.
The ferry line plans to buy three ships from a yard in Norway by 2030.
Stone met union leader Petra Hahn in Oslo on 3 March, two days after the fire.
"We will rebuild the quay, and we will do it together," Hahn said, "if the money comes."
The ministry has not decided whether to pay for the repairs.
At least 14 of the 35 dead were sailors from the Aurora.
Brook said Hahn had told him that the alarm did not work.
"""


@pytest.mark.parametrize(
    "claim",
    [
        # A sign, a currency, a decimal point, a scale, a unit of time.
        "Temperatures fell to 5 degrees overnight, and waves reached 3.5 meters.",
        "Temperatures fell to -5 degrees overnight, and waves reached 35 meters.",
        "Mayor Ida Stone pledged €20 million for the port, about 12 percent of its budget.",
        "Mayor Ida Stone pledged 20 million for the port, about 12 percent of its budget.",
        "Mayor Ida Stone pledged $20 billion for the port, about 12 percent of its budget.",
        "The strike was called off after the union accepted the offer of 300 euros a week.",
        "Dan Reed was arrested by Inspector Carl Brook after a chase of 14 miles.",
        # Percent and percentage points; March and April.
        "Exports rose 4.2 percentage points in March before falling 1.1 percentage points in "
        "April.",
        "Exports rose 4.2 percent in April before falling 1.1 percentage points in March.",
        # A clock, and an order in time.
        "The first call came at 10:03 p.m., eight minutes before the explosion.",
        "The first call came at 10:30 p.m., eight minutes after the explosion.",
        "The union called off the strike before it accepted the offer.",
        "Stone met union leader Petra Hahn in Oslo on 3 March, two days before the fire.",
        "Stone met union leader Petra Hahn in Oslo on 3 May, two days after the fire.",
        # Quantifiers, "only", a part for the whole.
        "All of the injured were dock workers; only two passengers were hurt.",
        "Most of the injured were dock workers; two passengers were hurt.",
        "14 of the 35 dead were sailors from the Aurora.",
        "At least 14 of the 35 injured were sailors from the Aurora.",
        # Opposites.
        "The strike was called off after the union rejected the offer of 300 euros a month.",
        "The ferry line plans to sell three ships to a yard in Norway by 2030.",
        "Vell, 41, was convicted of fraud in 2019 but acquitted of smuggling in 2021.",
        "Vell was acquitted of smuggling.",
        # What is alleged, planned, undecided or denied, told as so.
        "Reed stole the fuel and sold it to Marco Vell, prosecutors say.",
        "Reed allegedly stole the fuel and sold it to Marco Vell.",
        "The ferry line bought three ships from a yard in Norway.",
        "The ministry has decided to pay for the repairs.",
        "The ministry has decided whether to pay for the repairs.",
        # Who did it, and whose words they are.
        "Carl Brook was arrested by Dan Reed after a chase of 14 kilometers.",
        "Marco Vell allegedly stole the fuel and sold it to Reed, prosecutors say.",
        "Hahn said Brook had told him that the alarm did not work.",
        "Brook said the alarm did not work.",
        "The alarm did not work.",
        "Deputy Mayor Ida Stone pledged $20 million for the port, about 12 percent of its budget.",
        # A title moved to another name, the date of another event, a name from nowhere.
        "Union leader Ida Stone met Petra Hahn in Oslo on 3 March.",
        "The fire happened on 3 March.",
        "Stone met the union leader Petra Hahn and Ambassador Quill in Oslo on 3 March.",
        # A quotation in another order, without its condition, or stitched.
        '"We will do it together, and we will rebuild the quay," Hahn said.',
        '"We will rebuild the quay, and we will do it together," Hahn said.',
        '"We will rebuild the quay together," Hahn said.',
        "Stone wants to close the port.",
        "Stone said the port should close unless inspectors object.",
        # Digits of another script, behind a superscript, split by what cannot be seen.
        "At least ١٤ of the 36 dead were sailors from the Aurora.",
        "At least 14 of the 35¹ dead were sailors from the Aurora.",
        "At least 1‍4 of the 35 dead were sailors from the Aurora.",
    ],
)
def test_a_finer_attack_does_not_pass(claim, language):
    assert not check_pair(claim, WIDER, language).outcome.passes


@pytest.mark.parametrize("claim", WIDER.splitlines())
def test_the_wider_source_s_own_sentences_pass(claim, language):
    assert check_pair(claim, WIDER, language).outcome.passes


@pytest.mark.parametrize(
    "claim",
    [
        "Mayor Ida Stone pledged 20 million dollars for the port, about 12 percent of its budget.",
        "In 2021 Vell was convicted of smuggling.",
    ],
)
def test_fair_prose_passes(claim, language):
    assert check_pair(claim, WIDER, language).outcome.passes


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


BOUNDED = """A fire on the ferry Aurora killed at least nine people off Oss, and two members of \
the crew are missing."""
PLAIN = (
    """A storm on the coast killed nine people in Oss, and two members of the club are missing."""
)
SHARE = """The Greens hold five of the 12 seats of the council."""


@pytest.mark.parametrize(
    ("claim", "source", "stopped"),
    [
        # Reckoned from a bound, and from two numbers that no word of the sentence compares.
        ("The fire killed seven people.", BOUNDED, True),
        ("The fire killed 11 people in all.", BOUNDED, True),
        ("The storm killed seven people.", PLAIN, True),
        # What is left of a whole.
        ("The other seven seats of the council are not held by the Greens.", SHARE, False),
    ],
)
def test_a_number_is_reckoned_only_from_exact_ones_that_are_compared(
    language, claim, source, stopped
):
    scene = Scene(Reading(claim, language), [Evidence(annotate(plain_article(source), language))])
    assert bool(list(numbers(scene))) is stopped


DATED = """Mayor Ida Stone opened the bridge on Friday, and thousands walked over it.
The tram depot burned on Monday.
In 1994 came a debut, on a small label from Oss.
"""


@pytest.mark.parametrize(
    ("claim", "stopped"),
    [
        # The source has another time with this; with the singer it has none.
        ("Stone opened the bridge on Monday.", True),
        ("Singer Petra Hahn released an album in 1994.", False),
    ],
)
def test_a_time_is_of_something_else_where_the_source_gives_this_another(language, claim, stopped):
    scene = Scene(Reading(claim, language), [Evidence(annotate(plain_article(DATED), language))])
    assert bool(list(timed_by_another(scene))) is stopped

"""Near-extracts in fair other words pass, with a caveat where due; near misses do not."""

from __future__ import annotations

import pytest

from copydesk.annotate import Language
from copydesk.check import check_pair
from copydesk.model import Outcome

REPORT = (
    "The depot in Lennick burnt down early on Monday, a few miles off the port, the "
    "fire brigade said.\n"
    "Tor Ilves, born 14 May 1961, insisted the choice of Port Sarn was his alone.\n"
    "The hull will be raised for study and possibly for display in the town hall.\n"
    "The shock was felt as far away as Halden and Lennick, local media say. There "
    "were no reports of damage.\n"
    "The brigade has caused no delay in the harbour, officials said.\n"
    "The depot was set on fire by its owner, Ada Munn claimed.\n"
    "The port paid two and a half million dollars for the tug.\n"
)


@pytest.mark.parametrize(
    "claim",
    [
        "The depot in Lennick burnt down early on Monday.",
        "Tor Ilves, born on May 14, 1961, insisted the choice of Port Sarn was his alone.",
        "Tor Ilves, born 14 May 1961, stated that the choice of Port Sarn was his alone.",
        "The hull will be raised for study and potential display in the town hall.",
        "The shock was felt as far away as Halden and Lennick, with no reports of damage.",
        "The port paid $2.5 million for the tug.",
        "The port paid two-and-a-half million dollars for the tug.",
    ],
)
def test_a_near_extract_in_fair_other_words_passes(claim: str, language: Language) -> None:
    assert check_pair(claim, REPORT, language).outcome.passes


@pytest.mark.parametrize(
    "claim",
    [
        "Tor Ilves, born on May 15, 1961, insisted the choice of Port Sarn was his alone.",
        "Tor Ilves, born on June 14, 1961, insisted the choice of Port Sarn was his alone.",
        "Tor Ilves, born 14 May 1961, admitted the choice of Port Sarn was his alone.",
        "The hull will be raised for study and for display in the town hall.",
        "The shock was felt as far away as Halden and Lennick, with nine reports of damage.",
        "The brigade has caused no delay in the harbour.",
        "The depot was set on fire by its owner.",
        "The port paid $3.5 million for the tug.",
    ],
)
def test_its_near_miss_is_stopped(claim: str, language: Language) -> None:
    assert not check_pair(claim, REPORT, language).outcome.passes


def test_a_source_that_is_left_out_is_a_caveat(language: Language) -> None:
    verdict = check_pair("The depot in Lennick burnt down early on Monday.", REPORT, language)
    assert verdict.outcome is Outcome.CAVEAT
    assert "attribution" in {r.check for r in verdict.reasons}
    assert "numbers" not in {r.check for r in verdict.reasons}


COURT = """Prosecutors charged Tor Ilves, a clerk in Lennick, with fraud on Monday.
Police suspect that Ilves sent the letters to the widows of the port.
The court will hear the case against him in May.
Ada Munn, his neighbour, is under investigation over the missing boat.
"""


@pytest.mark.parametrize(
    "claim",
    [
        "Tor Ilves, a clerk in Lennick, pleaded guilty to fraud on Monday.",
        "Tor Ilves was convicted of fraud on Monday.",
        "Ilves was found to have sent the letters to the widows of the port.",
        "The case against Tor Ilves has been closed by the court.",
        "The court has dropped the case against Tor Ilves.",
        "Ada Munn was cleared over the missing boat.",
    ],
)
def test_no_stage_of_a_case_is_told_that_it_has_not_reached(claim: str, language: Language) -> None:
    assert not check_pair(claim, COURT, language).outcome.passes


@pytest.mark.parametrize(
    "claim",
    [
        "Tor Ilves was charged with fraud on Monday.",
        "Ilves is suspected of having sent the letters to the port's widows.",
        "The case against Ilves will be heard in May.",
        "Ada Munn is being investigated over the missing boat.",
    ],
)
def test_the_stage_that_a_case_has_reached_passes(claim: str, language: Language) -> None:
    assert check_pair(claim, COURT, language).outcome.passes

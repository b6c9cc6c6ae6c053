"""The audit of anybody's cited article: what differs, what fits, what cannot be told."""

from dataclasses import replace

import pytest

from copydesk import annotate
from copydesk.check import audit
from copydesk.check.agents import wrong_agent
from copydesk.check.claim_reading import Reading, plain_article
from copydesk.check.evidence import Evidence
from copydesk.check.quotations import same_speaker
from copydesk.model import Outcome

SOURCE = (
    "A fire in Portville killed 35 dock workers on Monday, wounding 119 more.\n"
    "Member states have pledged €20 billion for new harbours.\n"
    '"It is not about money, unfortunately. It is about what comes after the fire," Mayor Ida '
    "Stone said.\n"
)
ARTICLE = (
    "Mayor Ida Stone pledges €20 billion for harbours\n\n"
    "The fire in Portville killed 36 dock workers and wounded nearly 120 more The Lantern1.\n\n"
    '"This is not about money, unfortunately," Stone said The Lantern1.\n\n'
    "The opera house will show a new play in spring The Lantern1.\n"
)


@pytest.fixture(scope="module")
def findings(language):
    article = replace(plain_article(SOURCE, "source"), outlet="The Example")
    return audit(ARTICLE, [annotate.annotate(article, language)], language)


def find(findings, words):
    return next(f for f in findings if words in f.text)


def checks(finding):
    return {r.check for r in finding.verdict.reasons}


def test_a_figure_of_the_same_thing_with_another_value_contradicts(findings):
    found = find(findings, "36 dock")
    assert found.verdict.outcome is Outcome.CONTRADICTED
    assert any(r.words == "36" and "35" in r.message for r in found.verdict.reasons)


def test_what_fits_is_told_beside_it(findings):
    reasons = find(findings, "36 dock").verdict.reasons
    fits = next(r for r in reasons if r.words == "120")
    assert fits.evidence is not None
    assert fits.evidence.of(SOURCE) == "119"


def test_a_reworded_quotation_is_altered(findings):
    found = find(findings, "This is not about")
    assert found.verdict.outcome is Outcome.CONTRADICTED
    assert "quotations" in checks(found)


def test_the_agent_of_a_pledge_is_checked(findings):
    found = find(findings, "pledges")
    # Somebody may pledge what others pledge too: it is not borne out, and not called false.
    assert found.verdict.outcome is Outcome.NOT_FOUND
    assert "agent" in checks(found)


def test_what_the_source_cannot_support_is_not_found_and_not_false(findings):
    assert find(findings, "opera").verdict.outcome is Outcome.NOT_FOUND


def test_a_cited_source_that_was_not_supplied_is_named(findings):
    found = find(findings, "opera")
    assert found.cited == ("The Lantern",)
    assert "source" in checks(found)


def test_without_a_readable_source_nothing_is_verified(language):
    (first, *_) = audit(ARTICLE, [], language)
    assert first.verdict.outcome is Outcome.UNAVAILABLE


def test_another_magnitude_of_the_same_earthquake_does_not_pass(language):
    source = (
        "An earthquake shook the south coast on Monday. The observatory said it had a magnitude of "
        "5.9, and a tremor of Zelin in February had a magnitude of 6.4.\n"
    )
    article = (
        "Tremors from an earthquake registering 6.1 on the Richter scale south west of Corran were "
        "felt in Dorn.\n"
    )
    report = annotate.annotate(plain_article(source, "source"), language)
    (found,) = audit(article, [report], language)
    assert "6.1" in {r.words for r in found.verdict.reasons if r.check == "numbers"}
    assert not found.verdict.outcome.passes


def test_an_amount_never_pledges_itself(language):
    source = (
        "Some $5 million pledged to the port, the coast guard said.\n"
        "Stone said that member states had pledged $5 million to the port.\n"
    )
    report = Evidence(annotate.annotate(plain_article(source, "source"), language))
    found = wrong_agent(Reading("Mayor Stone pledged $5 million to the port.", language), report)
    assert found is not None
    assert "member states" in found.message


def test_an_office_and_its_holder_are_one_speaker(language):
    source = (
        "Secretary-General Ida Stone visited the port on Monday.\n"
        '"The talks about the quay are not easy and will take time," Stone said.\n'
    )
    report = Evidence(annotate.annotate(plain_article(source, "source"), language))
    assert same_speaker("the Secretary General", "Ida Stone", report)
    assert not same_speaker("the Harbour Master", "Ida Stone", report)
    assert not same_speaker("Carl Brook", "Ida Stone", report)


def test_a_page_shows_what_the_source_says_and_what_broke(findings):
    from dataclasses import replace

    from copydesk.check.findings import as_html, as_markdown
    from copydesk.model import Reason, SentenceVerdict

    broken = SentenceVerdict(Outcome.UNAVAILABLE, (Reason("broken", "A check stopped."),))
    found = [*findings, replace(findings[0], id="s99", verdict=broken)]
    page = as_html(found, "brief.txt", [plain_article("Nothing of it.", "source")])
    assert "1 where a check stopped with an error" in page
    assert "1 where a check stopped with an error" in as_markdown(found, "brief.txt")
    assert "/" not in page.split("<title>")[1].split("</title>")[0]

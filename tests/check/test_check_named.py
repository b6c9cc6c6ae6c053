"""Names that no report has, and what is no such name."""

import pytest

from copydesk.check import check_pair
from copydesk.check.claim_reading import Reading, plain_article
from copydesk.check.evidence import Evidence
from copydesk.check.named import absent_names
from copydesk.model import Annotated

SOURCE = "The envoy of Norway met the Harbour Workers Union in Oslo on Tuesday."


@pytest.mark.parametrize(
    ("claim", "absent"),
    [
        ("The envoy met the union in Oslo.", ()),
        ("The envoy met the union in Bergen.", ("Bergen",)),
        ("The Norwegian envoy met the HWU in Oslo.", ()),
        ("The envoy met the HWU in Oslo.", ()),
        ("The envoy met the Harbor Workers in Oslo.", ()),
        ("The envoy met Mr Harbour in May.", ()),
        ("Norwegian Envoy Meets Harbour Union Amid Growing Tension In Oslo", ()),
        ("Norwegian Envoy Meets Harbour Union Amid Growing Tension In Bergen", ("Bergen",)),
        ("Bergen saw the envoy meet the union.", ()),
    ],
)
def test_names_that_no_report_has(claim, absent, language):
    report = Annotated(plain_article(SOURCE))
    found = absent_names(Reading(claim, language), (Evidence(report),))
    assert tuple(w.text for w in found) == absent


def test_a_hyphenated_never_denies_nothing(language):
    source = "The probe has seen the far side of the moon and sent images of craters."
    claim = "The probe sent never-before-seen images of craters on the far side of the moon."
    reasons = check_pair(claim, source, language).reasons
    assert "negation" not in {r.check for r in reasons}

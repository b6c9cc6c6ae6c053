"""Fitting the content model: the same pairs give the same weights, and these ship."""

import json

from training.support import OURS, SETS, TARGET, Row, fit

from copydesk import annotate
from copydesk.check.content import features
from copydesk.check.evidence import Evidence
from copydesk.check.reading import Reading, plain_article


def rows() -> list[Row]:
    made = []
    for corpus in SETS:
        for index in range(40):
            supported = index % 2 == 0
            share = 0.9 - 0.01 * (index % 7) if supported else 0.3 + 0.01 * (index % 5)
            found = {"one": share, "absent_names": float(not supported)}
            made.append(Row(corpus, f"{corpus}{index // 2}", supported, found))
    return made


def test_the_same_pairs_give_the_same_weights():
    forwards, again = fit(rows()), fit(rows())
    assert forwards == again
    assert forwards["weights"]["one"] > 0 > forwards["weights"]["absent_names"]
    assert forwards["sets"][OURS]["balanced accuracy"] == 1.0


def test_the_weights_that_ship_are_of_the_features_that_are_computed(language):
    claim = Reading("The harbour fire killed 35 people.", language)
    source = "The harbour fire killed 35 people on Monday."
    found = features(claim, Evidence(annotate.annotate(plain_article(source), language)))[0]
    shipped = json.loads(TARGET.read_text("utf-8"))
    assert set(shipped["weights"]) == {"intercept", *found}
    assert set(shipped["sets"]) == set(SETS)

"""The model of support: what can only count against a sentence does, and the weights that ship
are of the flaws that are computed."""

import json
from importlib import resources

import numpy as np
from training.support.fitting import Set, fit, probabilities, reliability

from copydesk import annotate
from copydesk.check.claim_reading import Reading, plain_article
from copydesk.check.evidence import Evidence
from copydesk.check.support import score
from copydesk.check.support.kin import BROADER, OPPOSITE, SYNONYM, kin
from copydesk.check.support.score import FLAWS
from copydesk.check.vetoes.scene import Scene


def made(name: str, turned: bool) -> Set:
    generator = np.random.default_rng(7)
    borne_out = np.arange(200) % 2 == 0
    rows = generator.random((200, len(FLAWS)))
    rows[:, 0] = np.where(borne_out, 0.1, 0.6) + generator.random(200) / 10
    if turned:
        rows[:, 1] = np.where(borne_out, 0.9, 0.1)
    return Set(name, rows, borne_out)


def test_the_same_pairs_give_the_same_weights_and_no_flaw_speaks_for_a_sentence():
    sets = [made("defacto", True), made("bump", True)]
    first, again = fit(sets), fit(sets)
    assert first.tolist() == again.tolist()
    assert (first[1:] <= 0).all()
    assert first[1 + FLAWS.index("lacking")] < 0
    # What would speak for the sentence, by a habit of these sets, is not learned.
    assert first[1 + FLAWS.index("lacking in the best sentence")] == 0


def test_reliability_counts_every_item_once():
    sets = [made("defacto", False)]
    found = probabilities(sets[0].rows, fit(sets))
    assert sum(r["items"] for r in reliability([(found, sets[0].borne_out)])) == 200


def test_the_weights_that_ship_are_of_the_flaws_that_are_computed():
    path = resources.files("copydesk.check.support").joinpath("score.json")
    shipped = json.loads(path.read_text("utf-8"))["weights"]
    assert set(shipped) == {"intercept", "passes from", *FLAWS}
    assert all(shipped[name] <= 0 for name in FLAWS)


def test_a_rewording_is_better_borne_out_than_an_addition(language):
    source = "The quake struck inland. Officials deployed a helicopter to evacuate the injured."
    evidence = [Evidence(annotate.annotate(plain_article(source), language))]

    def probability(text: str) -> float:
        scene = Scene(Reading(text, language), evidence)
        return score.probability(scene.sheet, scene.sheets, scene.matching)

    reworded = probability("Officials sent a helicopter to evacuate the wounded.")
    added = probability("Officials sent a helicopter and tents, and the harbour was closed.")
    assert reworded > added


def test_kin_of_words():
    table = kin()
    number = table.number
    assert table.relation(number("earthquake"), number("quake")) == SYNONYM
    assert table.relation(number("rise"), number("fall")) == OPPOSITE
    assert table.relation(number("move"), number("evacuate")) == BROADER

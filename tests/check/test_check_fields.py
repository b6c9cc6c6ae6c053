"""The gate attacked in many fields, from sport to politics.

``fields.json`` holds, for each, a source, sentences written to get past the gate (each behind what
is wrong with it) and fair ones.
"""

import json
from pathlib import Path

import pytest

from copydesk.check import check_pair

FIELDS = json.loads(Path(__file__).with_name("fields.json").read_text("utf-8"))
SOURCES = {name: "\n".join(field["source"]) + "\n" for name, field in FIELDS.items()}
ATTACKS = [(n, claim) for n, field in FIELDS.items() for _, claim in field["attacks"]]
FAIR = [(n, claim) for n, field in FIELDS.items() for claim in field["fair"]]


#: Known errors, told in docs/reference/check.md; whoever mends one takes it from this list.
OPEN = {
    "Rovers have lost five of their last six finals.",
    "A jury convicted Peter Hask of murder.",
    "Doctors in Brunnel treated 31 children for measles in April.",
    "A poll gave Munn's Civic Party 29 percent.",
    'Ilves called the protest "noisy but lawful".',
    "Nadia Frost scored two goals before half-time.",
    "Kemi Adu scored the third goal in the 71st minute.",
}


def known(rows):
    open_ = pytest.mark.xfail(reason="a known error", strict=True)
    return [pytest.param(n, c, marks=[open_] if c in OPEN else []) for n, c in rows]


@pytest.mark.parametrize(("field", "claim"), known(ATTACKS))
def test_an_attack_of_another_field_does_not_pass(field, claim, language):
    assert not check_pair(claim, SOURCES[field], language).outcome.passes


@pytest.mark.parametrize(("field", "claim"), known(FAIR))
def test_a_fair_sentence_of_another_field_passes(field, claim, language):
    assert check_pair(claim, SOURCES[field], language).outcome.passes


@pytest.mark.parametrize("field", FIELDS)
def test_every_sentence_of_these_sources_passes(field, language):
    source = SOURCES[field]
    stopped = [s for s in source.splitlines() if not check_pair(s, source, language).outcome.passes]
    assert not stopped


@pytest.mark.parametrize(
    ("field", "claim", "check"),
    [
        ("sport", "Harlow United beat Castle Rovers 1-3 on Saturday.", "numbers"),
        ("sport", "Rovers lost because Jo Lindqvist was sent off.", "connection"),
        ("sport", "The owner of Rovers plans to replace coach Ben Okoro.", "modality"),
        ("sport", "Frost said they had been lucky in the first half.", "speaker"),
        ("sport", "Nadia Frost was sent off for a foul on Jo Lindqvist.", "roles"),
        ("science", "The study followed 28 mice for 340 months.", "numbers"),
        ("business", "Tarn Motors said revenue fell 8 percent to 41 billion euros.", "numbers"),
        ("business", "The central bank raised its main rate in April.", "dates"),
        ("courts", "Hask was sentenced to 14 years in prison on 9 October.", "dates"),
        (
            "health",
            "Managers had warned staff twice before the operation, Ashby told parliament.",
            "roles",
        ),
        ("politics", "Carla Munn met ambassador Rhea Kato in Tallis on Friday.", "roles"),
        (
            "politics",
            "A poll gave Ilves's Union 34 percent and Munn's Civic Party 29 percent.",
            "numbers",
        ),
        ("courts", "Victor Hask was convicted of manslaughter on Friday.", "names"),
    ],
)
def test_the_reason_names_what_is_wrong(field, claim, check, language):
    reasons = check_pair(claim, SOURCES[field], language).reasons
    assert check in {r.check for r in reasons}


def test_a_false_sentence_does_not_hide_behind_a_true_one(language):
    true = "The line carries 40 trains a day and is the busiest in the county."
    false = "Skylark will fly from Perrin to Rome twice a week from June."
    both = f"{true} {false}"
    verdict = check_pair(both, SOURCES["travel"], language)
    assert not verdict.outcome.passes
    fair = f"{true} Nobody was killed, but three pupils are in a serious condition, said police "
    fair += "chief Dana Orr."
    assert check_pair(fair, SOURCES["travel"], language).outcome.passes


@pytest.mark.parametrize("met", ["met", "met with"])
def test_who_meets_somebody_is_met_by_them(met, language):
    source = f"Harbour master Mary Brandt {met} captain Tomas Reed in Lind on Monday.\n"
    source += "She thanked Reed for his help after the fire.\n"
    claim = "Captain Reed {} harbour master Brandt in Lind on Monday after the fire."
    assert check_pair(claim.format("met"), source, language).outcome.passes
    assert not check_pair(claim.format("thanked"), source, language).outcome.passes


def test_the_least_is_not_the_most(language):
    source = "The harbour of Lind had the most rain of all towns in the county last year.\n"
    claim = "Last year it was the harbour of Lind that had the {} rain in the county."
    least, most = (check_pair(claim.format(w), source, language) for w in ("least", "most"))
    assert not least.outcome.passes
    assert "least" in {r.words for r in least.reasons}
    assert most.outcome.passes

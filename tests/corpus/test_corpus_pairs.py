"""Pairs of claims keep their form, and nothing but the cited words tells true from false.

Sealed pairs are read here for their form and for what they must not give away.
"""

from __future__ import annotations

import dataclasses

import pytest
from corpus.pairs import check

CLAIMS = check.read()
TEXTS = check.told_texts()


def test_every_pair_keeps_the_form() -> None:
    assert check.errors(CLAIMS, TEXTS) == []


@pytest.mark.parametrize("measure", ["length", "cites", "words"])
def test_true_and_false_claims_look_alike(measure: str) -> None:
    found, most = check.areas(CLAIMS)[measure]
    assert 1 - most <= found <= most


ONE = check.Claim(
    id="x-t",
    pair="x",
    text="Something fell.",
    true=True,
    kind="voice",
    citations=(check.Citation("fall", "r1", "A thing fell."),),
    why="said so",
    sealed=False,
)
OTHER = dataclasses.replace(ONE, id="x-f", text="Nothing fell.", true=False)
ELSEWHERE = (check.Citation("fall", "r2", "A thing fell."),)


@pytest.mark.parametrize(
    ("other", "fault"),
    [
        (OTHER, None),
        (dataclasses.replace(OTHER, true=True), "one true and one false"),
        (dataclasses.replace(OTHER, id="x-t"), "stands 2 times"),
        (dataclasses.replace(OTHER, sealed=True), "open and sealed"),
        (dataclasses.replace(OTHER, citations=()), "cites nothing"),
        (dataclasses.replace(OTHER, citations=ELSEWHERE), "no told report"),
        (dataclasses.replace(OTHER, text="A thing fell."), "mere copy"),
        (dataclasses.replace(OTHER, why=""), "lacks its kind or why"),
    ],
)
def test_a_fault_is_found(other: check.Claim, fault: str | None) -> None:
    found = check.errors([ONE, other], {("fall", "r1"): "A thing fell. It was big."})
    assert found == [] if fault is None else any(fault in each for each in found)


def test_words_that_give_the_label_away_are_found() -> None:
    given_away = [
        dataclasses.replace(
            claim,
            id=f"{claim.id}-{number}",
            citations=(check.Citation(f"event-{number}", "r1", "A thing fell."),),
        )
        for number in range(20)
        for claim in (ONE, OTHER)
    ]
    found, most = check.areas(given_away)["words"]
    assert found > most


@pytest.mark.parametrize(
    ("true", "false", "found"),
    [([1, 2], [1, 2], 0.5), ([2, 3], [0, 1], 1.0), ([0], [1], 0.0), ([], [1], 0.5)],
)
def test_area(true: list[float], false: list[float], found: float) -> None:
    assert check.area(true, false) == found

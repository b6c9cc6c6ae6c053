"""Told events keep their form, and their claims do not give themselves away.

Sealed events are read here for their form alone.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "corpus" / "told"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("told_check", FOLDER / "check.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


check = _load()
FILES = check.files(FOLDER)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_keeps_the_form(path: Path) -> None:
    assert check.read(path).errors == []


def test_no_event_stands_twice() -> None:
    assert len({path.stem for path in FILES}) == len(FILES)


@pytest.mark.parametrize(
    "measure",
    [lambda claim: len(claim.text.split()), lambda claim: len(claim.cites)],
    ids=["length", "cites"],
)
def test_true_and_false_claims_look_alike(measure: object) -> None:
    claims = [claim for path in FILES for claim in check.read(path).claims]
    assert callable(measure)
    found = check.area(
        [measure(claim) for claim in claims if claim.true],
        [measure(claim) for claim in claims if not claim.true],
    )
    assert 0.4 <= found <= 0.6


BROKEN = """event: broken
type: accident
what: A thing fell.
place: Nowhere
day: 2024-01-01
key dead: people who died | people
body rail: the railway
state dead: update 2 > 3
fact fell: a thing fell | must

=== r1
outlet: One
published: 2024-01-01T10:00:00Z
title: A thing fell
---
<s e="main" t="lead"><x f="fell">A thing fell</x> and <n k="dead">{words}</n> people died.</s>
<s e="main" t="reaction">“<q by="{speaker}">We are sorry,</q>” it said.</s>

=== r2
outlet: Two
published: 2024-01-01T11:00:00Z
title: Three dead
---
<s e="main" t="toll">By noon the toll had gone up to <n k="dead">three</n>.</s>

=== claims
"""
CLAIMS = "+ r1.1 | Something fell and killed people.\n" * 8 + (
    "- r1.1 | Something fell and hurt people. | {kind}\n" * 8
)


@pytest.mark.parametrize(
    ("words", "speaker", "kind", "cite", "fault"),
    [
        ("two", "rail", "added", "r1.1", None),
        ("four", "rail", "added", "r1.1", "no report gives 2"),
        ("a pair of", "rail", "added", "r1.1", "needs v="),
        ("two", "road", "added", "r1.1", "by='road'"),
        ("two", "rail", "odd", "r1.1", "kind 'odd'"),
        ("two", "rail", "added", "r2.2", "no such sentence"),
    ],
)
def test_a_fault_is_found(
    tmp_path: Path, words: str, speaker: str, kind: str, cite: str, fault: str | None
) -> None:
    path = tmp_path / "broken.txt"
    text = BROKEN + CLAIMS.replace("r1.1", cite)
    path.write_text(text.format(words=words, speaker=speaker, kind=kind), "utf-8")
    errors = check.read(path).errors
    assert errors == [] if fault is None else any(fault in error for error in errors)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("1,850", 1850),
        ("sixty-four", 64),
        ("1.9 billion", 1.9e9),
        ("a hundred and sixty", 160),
        ("eleven thousand", 11_000),
        ("2.5 lakh", 250_000),
        ("dozens", None),
        ("a", None),
    ],
)
def test_plain_numbers_are_read(words: str, number: float | None) -> None:
    assert check.value(words) == number

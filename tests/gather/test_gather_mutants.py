"""Broken inputs of every kind end in a report or a refusal, within a limit of time and memory."""

from __future__ import annotations

import os

import pytest
from mutants import mutants

from copydesk.gather.limits import WORKER_BYTES
from copydesk.processes import Failed, Pool, Work

#: Continuous integration sets 5,000.
MUTANTS = int(os.environ.get("COPYDESK_MUTANTS", "200"))
PARTS = 2
#: For one mutant, which takes milliseconds; a machine at work on other things may take its time.
LIMIT_SECONDS = 60.0


@pytest.mark.parametrize("part", range(PARTS))
def test_mutants_of_every_kind_are_read_or_refused(part: int) -> None:
    work = Work("mutants:reader", (), LIMIT_SECONDS, WORKER_BYTES)
    wrong = []
    with Pool[tuple[str, bytes], str | None](work) as pool:
        for number, mutant in enumerate(mutants(part, MUTANTS // PARTS)):
            answer = pool.answer(pool.submit(mutant))
            if answer is not None:
                told = answer.reason if isinstance(answer, Failed) else answer
                wrong.append(f"{part}/{number} {mutant[0]}: {told}")
    assert not wrong

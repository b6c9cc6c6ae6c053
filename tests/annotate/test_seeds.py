"""The two seed reports, read as they come: sentence boundaries, people, days."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from copydesk.annotate.parsing import load, parse
from copydesk.extract import extract
from copydesk.model import Annotated, Document, Role

pytestmark = pytest.mark.shared

#: Units whose beginning depends on how extract divides a line, and blocks that are not read.
UNMEASURED = {"furniture", "credit", "slug", "kicker", "byline", "dateline", "foreign"}


@pytest.fixture(scope="module")
def gold(shared_data: Path) -> dict[str, list[dict[str, object]]]:
    return json.loads((shared_data / "claims" / "seeds_gold.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def seeds(shared: Path, gold: dict[str, list[dict[str, object]]]) -> dict[str, Annotated]:
    found = {}
    for entry in gold["documents"]:
        path = shared / str(entry["path"])
        (article,) = extract(Document(path.name, path.read_bytes(), media_type="text/plain"))
        found[str(entry["id"])] = parse(article, load())
    return found


def test_sentence_boundaries(
    seeds: dict[str, Annotated], gold: dict[str, list[dict[str, object]]]
) -> None:
    right = found = true = 0
    for name, read in seeds.items():
        text = read.article.text
        starts = {s.start for s in read.sentences if s.role.value not in UNMEASURED}
        wanted = set()
        for unit in gold["units"]:
            if str(unit["id"]).startswith(name) and unit["role"] not in UNMEASURED:
                start = unit["span"][0]  # type: ignore[index]
                while text[start] in " •":
                    start += 1
                wanted.add(start)
        right += len(starts & wanted)
        found += len(starts)
        true += len(wanted)
    assert 2 * right / (found + true) >= 0.95


def test_people_are_one_chain_each(seeds: dict[str, Annotated]) -> None:
    for read in seeds.values():
        people = {c.name: c for c in read.chains if c.label == "PERSON"}
        for name in ("Mark Rutte", "Volodymyr Zelenskyy"):
            texts = [read.article.text[m.start : m.end] for m in people[name].mentions]
            assert texts.count(name.split()[1]) >= 5
            assert people[name].gender == "male"
        assert "Rutte" not in people


def test_the_chief_is_the_secretary_general(seeds: dict[str, Annotated]) -> None:
    for read in seeds.values():
        chain = next(c for c in read.chains if c.name == "Mark Rutte")
        texts = {read.article.text[m.start : m.end] for m in chain.mentions if m.kind == "noun"}
        assert "The NATO chief" in texts


def test_days_without_a_published_time_stand_on_the_caption(seeds: dict[str, Annotated]) -> None:
    read = seeds["A"]
    days = {read.article.text[t.start : t.end]: t.first for t in read.times}
    assert days["Tuesday, April 15, 2025"] == date(2025, 4, 15)
    assert days["Palm Sunday"] == date(2025, 4, 13)
    assert any(s.role is Role.CAPTION for s in read.sentences)

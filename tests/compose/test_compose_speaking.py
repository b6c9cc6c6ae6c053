"""A difference is told by the claims that do differ, not by two that can both hold."""

from __future__ import annotations

from copydesk.compose.write.disagreements import differences
from copydesk.model import (
    Annotated,
    Article,
    Block,
    Figure,
    Hedge,
    Interval,
    Pair,
    Point,
    Quantity,
    Role,
    Sentence,
    Verdict,
)

SUMMARY, BODY = "The flood killed 35 people.", "It killed at least 35 people, officials said."
OTHER = "The flood killed 36 people."


def report(key: str, outlet: str, text: str) -> Annotated:
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Sentence(at, at + len(line), Role.BODY, 0, 0, 0))
        at += len(line) + 1
    article = Article(key, text, (Block(0, len(text), Role.BODY),), outlet=outlet)
    return Annotated(article, sentences=tuple(lines))


def figure(key: str, start: int, sentence: int, value: float, hedge: Hedge | None = None) -> Figure:
    interval = Interval(value, None if hedge else value)
    number = f"{key}:f{start}"
    return Figure(
        number, key, start, start + 2, sentence, Role.BODY, value, interval, "people", "killed",
        "people", hedge,
    )  # fmt: skip


def test_the_bare_number_that_differs_is_set_against_the_other() -> None:
    text = f"{SUMMARY}\n{BODY}"
    start = text.index("at least 35") + len("at least ")
    bare, hedged = figure("a", 17, 0, 35), figure("a", start, 1, 35, Hedge.AT_LEAST)
    quantity = Quantity(
        start, start + 2, 35, hedged.interval, "people", "count", 1, Hedge.AT_LEAST,
        start - 9, start - 1,
    )  # fmt: skip
    a = report("a", "The Courier", text)
    a = Annotated(a.article, a.sentences, quantities=(quantity,))
    point = Point(
        "p", "figure", "people killed", Verdict.DIFFER, "35 against 36.",
        (bare, hedged, figure("b", 17, 0, 36)),
        (Pair(0, 2, Verdict.DIFFER, ""), Pair(1, 2, Verdict.COMPATIBLE, "")),
        ("o1", "o2"), representatives=(1, 2),
    )  # fmt: skip
    (told,) = differences([point], [a, report("b", "The Herald", OTHER)])
    assert "The Courier reported 35 people" in told.text
    assert "at least" not in told.text
    assert "The Herald put the number at 36" in told.text

"""Verdicts of two figures of one thing: first scope and time, then the intervals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from copydesk.compare import intervals
from copydesk.compare.words import lexicon
from copydesk.model import RUNNING, Figure, Hedge, Pair, Verdict

#: Counts that go on changing while an event is under way.
EVOLVING = lexicon(
    "killed injured missing trapped rescued damaged displaced evacuated arrested "
    "casualties exposed captive rose fell"
)
#: Of these a later, larger number replaces an earlier one.
_RISING = EVOLVING - {"missing", "trapped", "captive"}
#: Reports nearer in time than this are not an earlier and a later state.
_LATER = timedelta(minutes=30)


def verdict(
    a: Figure,
    b: Figure,
    words: tuple[str, str],
    published: tuple[datetime | None, datetime | None],
) -> tuple[Verdict, str]:
    """How two figures of one thing stand to each other, with the reason in one sentence.

    Args:
        a, b: linked figures of two reports (or of one).
        words: both as an editor prints them.
        published: when their reports were published.

    Returns:
        the verdict, the same for (a, b) and (b, a), and the reason.
    """
    first, second = words
    if intervals.same_value(a, b):
        return Verdict.AGREE, f"Both say {first}."
    if _same_number(a, b) or intervals.meets(a.interval, b.interval):
        return Verdict.COMPATIBLE, _compatible(a, b, words)
    if _supersedes(a, b, published):
        return Verdict.UPDATED, f"An earlier report says {first}, a later one {second}."
    if _supersedes(b, a, (published[1], published[0])):
        return Verdict.UPDATED, f"An earlier report says {second}, a later one {first}."
    return Verdict.DIFFER, f"One says {first}, the other {second}; both cannot hold."


def _same_number(a: Figure, b: Figure) -> bool:
    """Whether both name one number, however hedged: a dropped hedge is no contradiction."""
    return a.point is not None and intervals.close(a.point, b.point)


def _compatible(a: Figure, b: Figure, words: tuple[str, str]) -> str:
    if _same_number(a, b):
        return f"Both name the same number, one as {words[0]}, the other as {words[1]}."
    if Hedge.VAGUE in (a.hedge, b.hedge):
        return f"{_capital(words[0])} and {words[1]} can both hold; one is vague."
    return f"{_capital(words[0])} and {words[1]} can both hold."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _supersedes(
    earlier: Figure, later: Figure, published: tuple[datetime | None, datetime | None]
) -> bool:
    """Whether the second figure is a later, higher count of something that goes on rising."""
    then, now = published
    if then is None or now is None or now - then < _LATER:
        return False
    if earlier.predicate not in _RISING or earlier.scope.event is not None:
        return False
    return earlier.interval.below(later.interval)


def representative(figures: Sequence[Figure]) -> int:
    """Index of the figure that speaks for a report.

    The first that is not vague in the running text, else the first in the running text, else
    the first that is not vague: a headline never speaks for a report whose body does.
    """

    def rank(index: int) -> tuple[bool, bool, int]:
        figure = figures[index]
        return (figure.role not in RUNNING, figure.hedge is Hedge.VAGUE, index)

    return min(range(len(figures)), key=rank)


_SEVERITY = (Verdict.DIFFER, Verdict.UPDATED, Verdict.COMPATIBLE, Verdict.AGREE)


def gravest(pairs: Sequence[Pair]) -> tuple[Verdict, Pair | None]:
    """Verdict of a point, and the pair that gives it: of what speaks for each report.

    The gravest pair decides: differ, then updated, then compatible, then agree; without a
    pair the point is single.
    """
    for grave in _SEVERITY:
        for pair in pairs:
            if pair.verdict is grave:
                return grave, pair
    return Verdict.SINGLE, None


def told(verdict: Verdict, names: tuple[str, str], words: tuple[str, str]) -> str:
    """Who says what, in one sentence: "A says 35, B says 36; both cannot hold."

    Args:
        verdict: DIFFER or UPDATED.
        names: of the two outlets, that of the earlier report first.
        words: the two figures as an editor prints them.
    """
    (a, b), (first, second) = names, words
    if verdict is Verdict.UPDATED:
        later = "later" if a == b else f"{b} later"
        return f"{a} first said {first}, {later} {second}."
    if a == b:
        return f"{a} says {first} in one report, {second} in another; both cannot hold."
    return f"{a} says {first}, {b} says {second}; both cannot hold."

"""Verdicts of two figures of one thing: scope, then time, then the intervals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from copydesk.compare.figures import course, intervals
from copydesk.compare.same import measures
from copydesk.english import lists
from copydesk.model import RUNNING, Figure, Hedge, Pair, Verdict

#: How sure it must be that two figures are one thing before two values that cannot both hold are
#: called a difference; below it they stand side by side. Chosen by leaving events out.
DIFFER_FROM: Final = 0.5
#: The same for a later, higher value of a count that rises.
UPDATED_FROM: Final = 0.5
#: Hedges under which a number a little off is no contradiction.
_ROUGH: Final = frozenset({Hedge.ABOUT, Hedge.NEARLY})
#: How many times the lower number the higher one is at least when a rough one is contradicted.
_ROUGHLY: Final = 1.25
#: Days after which one person may be a year older.
_BIRTHDAY: Final = timedelta(days=14)
#: Things counted in contests, versions and repetitions.
_CONTESTS: Final = lists.words("comparing", "contests")
#: Relative difference that a change of units may leave.
_CONVERTED: Final = 0.04
#: States of what is told that are not set against one another.
_NOT_YET: Final = frozenset({"planned", "possible", "conditional"})


def verdict(  # noqa: PLR0911  one return a verdict reads best
    a: Figure,
    b: Figure,
    words: tuple[str, str],
    published: tuple[datetime | None, datetime | None],
    sure: float = 1.0,
) -> tuple[Verdict, str]:
    """How two figures of one thing stand to each other, with the reason in one sentence.

    Scope is looked at first, then time, then the intervals; a difference is told last, where
    nothing else explains two values.

    Args:
        a, b: linked figures of two reports (or of one).
        words: both as an editor prints them.
        published: when their reports were published.
        sure: how sure it is that both are one thing, 0 to 1.

    Returns:
        the verdict, the same for (a, b) and (b, a), and the reason.
    """
    first, second = words
    if intervals.same_value(a, b) and _one_unit(a, b):
        return Verdict.AGREE, f"Both say {first}."
    if a.hedge == b.hedge and _converted(a, b):
        return Verdict.AGREE, f"{_capital(first)} and {second} are the same but for the unit."
    if _same_number(a, b) or _meet(a, b):
        return Verdict.COMPATIBLE, _compatible(a, b, words)
    apart = other_scope(a, b)
    if apart is not None:
        return Verdict.COMPATIBLE, f"{_capital(first)} and {second} are not of the same: {apart}."
    if _two_places(a, b):
        return Verdict.COMPATIBLE, _beside(first, second)
    for earlier, later, said, times in (
        (a, b, words, published),
        (b, a, words[::-1], published[::-1]),
    ):
        if sure >= UPDATED_FROM and _supersedes(earlier, later, times):
            return Verdict.UPDATED, f"An earlier report says {said[0]}, a later one {said[1]}."
    if _loose(a, b):
        return (
            Verdict.COMPATIBLE,
            f"{_capital(first)} and {second}: one of them is no exact number.",
        )
    if sure < DIFFER_FROM or not _comparable(a, b):
        return Verdict.COMPATIBLE, _beside(first, second)
    if _grown_older(a, b, published):
        return Verdict.COMPATIBLE, f"{_capital(first)} and {second}: a birthday may lie between."
    return Verdict.DIFFER, f"One says {first}, the other {second}; both cannot hold."


def _loose(a: Figure, b: Figure) -> bool:
    """Whether one of two numbers claims too little for the other to contradict it.

    "Dozens" is contradicted by no number; "about 60" dead are by "about 150", not by 70. Of what a
    rough length is one ("reached about 550 km"), the words around seldom say.
    """
    if a.point is None or b.point is None or Hedge.VAGUE in (a.hedge, b.hedge):
        return Hedge.VAGUE in (a.hedge, b.hedge)
    if not _ROUGH & {a.hedge, b.hedge}:
        return False
    if measures.kind(a.unit) == "length":
        return True
    low, high = sorted(abs(measures.size(f.point or 0.0, f.unit)) for f in (a, b))
    return high < _ROUGHLY * low


def _beside(first: str, second: str) -> str:
    """The reason for two values that stand side by side."""
    return f"One says {first}, the other {second}; whether both count the same is not clear."


def other_scope(a: Figure, b: Figure) -> str | None:
    """What tells two figures apart besides their values; None when nothing does."""
    x, y = a.scope, b.scope
    if x.part_of != y.part_of and a.unit == b.unit:
        return "one is a part"
    if x.population and y.population and not _one_name(x.population, y.population):
        return f"{x.population} and {y.population}"
    alone = (a, b) if x.population and not y.population else (b, a)
    if bool(x.population) != bool(y.population) and _below(alone[0], alone[1]):
        return f"one counts {alone[0].scope.population} alone"
    if x.time and y.time and x.time != y.time:
        return f"{_when(x.time)} and {_when(y.time)}"
    if (a.modality in _NOT_YET) != (b.modality in _NOT_YET):
        return "one has not happened yet"
    return None


def _two_places(a: Figure, b: Figure) -> bool:
    """Whether each is told of a place of its own; one may still lie in the other."""
    x, y = a.scope.place, b.scope.place
    return bool(x and y) and not _one_name(x or "", y or "")


def _comparable(a: Figure, b: Figure) -> bool:
    """Whether two values of one thing would be at odds: one unit, one verb, one number an event.

    Of sums and shares, of which a report gives many, one in three that were called different was;
    times of day lack their zone.
    """
    many = measures.is_money(a.unit) or measures.kind(a.unit) in ("percent", "clock")
    verbs = a.predicate == b.predicate or not a.predicate or not b.predicate
    return a.unit == b.unit and verbs and not many and _countable(a) and _countable(b)


def _grown_older(a: Figure, b: Figure, published: tuple[datetime | None, datetime | None]) -> bool:
    """Whether a birthday may lie between two ages: always where it is not known when."""
    if a.predicate != "age" or a.point is None or b.point is None:
        return False
    then, now = published
    if then is None or now is None:
        return True
    gap = (now - then) if b.point > a.point else (then - now)
    return gap >= _BIRTHDAY and abs(b.point - a.point) <= gap.days / 365 + 1


def _countable(figure: Figure) -> bool:
    """Whether a count is of whole things of which an event has one number.

    "The 5.50 update" counts nothing, and of what is counted in contests there are many.
    """
    if figure.unit in _CONTESTS or figure.counted.lower() in _CONTESTS:
        return False
    counts = measures.kind(figure.unit) is None and figure.unit in ("count", figure.counted)
    return not counts or figure.point is None or figure.point == int(figure.point)


def _below(a: Figure, b: Figure) -> bool:
    return a.predicate != "age" and a.interval.below(b.interval)


def _one_name(a: str, b: str) -> bool:
    """Whether two names may be of the same people or place: one is a part of the other."""
    return bool(set(a.lower().split()) & set(b.lower().split()))


def _when(time: str) -> str:
    return "a stretch of time" if time == "period" else time.removeprefix("day ")


def _meet(a: Figure, b: Figure) -> bool:
    """Whether both can hold, rounding and changes of unit allowed for."""
    if not _one_unit(a, b):
        return _near(a, b)
    return intervals.meets(a.interval, b.interval) or _rounded(a, b)


def _one_unit(a: Figure, b: Figure) -> bool:
    """Whether both are in one unit; what is counted is one unit, whatever it is called."""
    kinds = measures.kind(a.unit), measures.kind(b.unit)
    return a.unit == b.unit or kinds == (None, None)


def _converted(a: Figure, b: Figure) -> bool:
    """Whether both are one measure given in two units ("10 km", "6.2 miles")."""
    kind = measures.kind(a.unit)
    measured = kind is not None and kind == measures.kind(b.unit)
    exact = measures.is_money(a.unit) or kind in ("percent", "clock", "years", "days")
    written = a.interval.lo != a.interval.hi or b.interval.lo != b.interval.hi or a.unit != b.unit
    return measured and not exact and written and a.point is not None and _near(a, b)


def _near(a: Figure, b: Figure) -> bool:
    if a.point is None or b.point is None:
        return True
    x, y = measures.size(a.point, a.unit), measures.size(b.point, b.unit)
    return abs(x - y) <= _CONVERTED * max(abs(x), abs(y))


def _rounded(a: Figure, b: Figure) -> bool:
    """Whether one number is the other one rounded to fewer digits, two at least."""
    if a.point is None or b.point is None or a.point <= 0 or b.point <= 0:
        return False
    few, many = sorted((a.point, b.point), key=_digits)
    digits = _digits(few)
    if digits < _LEAST_DIGITS and few < _LARGE:
        return False
    return intervals.close(float(f"{many:.{max(2, digits) - 1}e}"), few)


#: Digits that a round number has at least, unless it is in the thousands.
_LEAST_DIGITS: Final = 2
_LARGE: Final = 1000


def _digits(value: float) -> int:
    """Digits of a number without the noughts at its end."""
    return len(f"{value:.9e}".partition("e")[0].rstrip("0").replace(".", ""))


def _same_number(a: Figure, b: Figure) -> bool:
    """Whether both name one number, however hedged: a dropped hedge is no contradiction."""
    return a.point is not None and _one_unit(a, b) and intervals.close(a.point, b.point)


def _compatible(a: Figure, b: Figure, words: tuple[str, str]) -> str:
    if _same_number(a, b):
        return f"Both name the same number, one as {words[0]}, the other as {words[1]}."
    if not _one_unit(a, b):
        if a.point is not None and a.point == b.point:
            return f"Both say {words[0]}; what they count is not worded alike."
        return f"{_capital(words[0])} and {words[1]} are the same in two units."
    if Hedge.VAGUE in (a.hedge, b.hedge):
        return f"{_capital(words[0])} and {words[1]} can both hold; one is vague."
    if not intervals.meets(a.interval, b.interval):
        return f"{_capital(words[0])} and {words[1]} are the same, rounded."
    return f"{_capital(words[0])} and {words[1]} can both hold."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _supersedes(
    earlier: Figure, later: Figure, published: tuple[datetime | None, datetime | None]
) -> bool:
    """Whether the second figure is a later, higher count of something that goes on rising."""
    then, now = published
    if then is None or now is None or now - then < course.APART:
        return False
    if earlier.predicate not in course.EVOLVING - course.FALLING or earlier.scope.event:
        return False
    if later.predicate and later.predicate not in course.EVOLVING:
        return False  # "30 feared dead", "34 in a lift that is licensed for 12"
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

"""Sums that a sentence does itself: how many times, by how much, more or fewer than."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import permutations

from copydesk.check.vetoes.scene import Scene, Veto
from copydesk.english import lists
from copydesk.model import Quantity, Reason

#: How near a ratio in words must be to that of two numbers: "twice" of 100 and 190.
_NEAR_RATIO = 0.17
_FEW = 12
_MORE = lists.words("vetoes", "arithmetic more")
_LESS = lists.words("vetoes", "arithmetic less")


_COMPARING = lists.words("logic", "compares")


@cache
def _ratios() -> dict[str, float]:
    found = {}
    for line in lists.phrases("logic", "ratios"):
        word, _, value = line.partition(":")
        found[word.strip()] = float(value)
    return found


def other_ratio(scene: Scene) -> Iterator[Veto]:
    """ "Doubled" of what the source has as halved, or of two numbers of which none is twice
    another."""
    ours = [
        (t, r)
        for n, t in enumerate(scene.tokens)
        if (r := _ratio(scene, t.text.lower())) is not None and _compares(scene, n)
    ]
    if not ours:
        return
    theirs = {
        r
        for _, tokens in scene.cited_sentences()
        for t in tokens
        if (r := _ratios().get(t.text.lower())) is not None
    }
    values = [(q.point, q.unit) for q in _quantities(scene, chosen=True) if q.point]
    for token, ratio in ours:
        if ratio in theirs:
            continue
        pairs = list(permutations(values, 2))
        if any(a[1] == b[1] and abs(a[0] / b[0] - ratio) <= _NEAR_RATIO * ratio for a, b in pairs):
            continue
        if not theirs and not _same_units(scene):
            continue
        yield Veto(
            Reason(
                "comparison",
                f"Nothing in the cited text makes it “{token.text}”.",
                token.text,
            )
        )
        return


def _compares(scene: Scene, index: int) -> bool:
    """Whether a word says how many times as much, and does not only name a kind ("a double
    strike")."""
    if scene.tokens[index].pos == "VERB":
        return True
    after = scene.tokens[index + 1].text.lower() if index + 1 < len(scene.tokens) else ""
    return after in _COMPARING


def _ratio(scene: Scene, low: str) -> float | None:
    if low == "half" and not scene.lower & {"as"}:
        return None  # a share, not a comparison
    return _ratios().get(low)


def cited_values(scene: Scene) -> Sequence[float]:
    """The numbers of the cited sentences, the first few."""
    found: dict[float, None] = {}
    for q in _quantities(scene):
        if q.point is not None and q.point > 0:
            found.setdefault(q.point)
    return list(found)[:_FEW]


def _quantities(scene: Scene, *, chosen: bool = False) -> Iterator[Quantity]:
    """The quantities of the cited sentences, or only of those that bear the sentence out best."""
    for n, e in enumerate(scene.evidence):
        usable = {s for m, s in scene.matching.chosen if m == n} if chosen else set(e.usable)
        yield from (q for q in e.report.quantities if q.sentence in usable)


def _same_units(scene: Scene) -> bool:
    """Whether the cited sentences have two numbers of one unit, of which a ratio could be told."""
    units = [q.unit for q in _quantities(scene, chosen=True) if q.point is not None]
    return any(units.count(u) >= 2 for u in units)


def turned_difference(scene: Scene) -> Iterator[Veto]:
    """ "More than" of two whose numbers in the source say fewer, each found by who says or has
    it."""
    tokens = scene.tokens
    for index, token in enumerate(tokens):
        low = token.text.lower()
        if low not in _MORE | _LESS:
            continue
        than = _than(scene, index)
        if than is None:
            continue
        if than + 1 < len(tokens) and (
            tokens[than + 1].pos in ("NUM", "SYM") or tokens[than + 1].text.lower() == "a"
        ):
            continue  # a hedge: "more than 30"
        left = _owner(scene, index, before=True)
        right = _owner(scene, than, before=False)
        if left is None or right is None or left == right:
            continue
        if (left > right) != (low in _MORE):
            yield Veto(
                Reason(
                    "comparison",
                    f"The source has {left:g} and {right:g}.",
                    token.text,
                ),
                contradicts=False,
            )
            return


def _than(scene: Scene, index: int) -> int | None:
    """Where the "than" of a comparison stands, a few words on."""
    near = range(index + 1, min(index + 6, len(scene.tokens)))
    return next((i for i in near if scene.tokens[i].text.lower() == "than"), None)


def _owner(scene: Scene, at: int, *, before: bool) -> float | None:
    """The one number that the cited sentences tell of what stands on one side of a comparison."""
    items = [i for i in scene.sheet.items if not i.alias]
    side = [i for i in items if i.token != at and (i.token < at) == before]
    names = {i.key for i in side if i.pos in ("NOUN", "NAME")}
    others = {i.key for i in items} - names
    cited = set(cited_values(scene))
    told = [i.value for i in side if i.value is not None and i.value in cited]
    if len(told) == 1:
        return told[0]
    found: set[float] = set()
    for e in scene.evidence:
        usable = set(e.usable)
        for p in e.predications.all:
            values = [i.value for i in p.said if i.value is not None]
            own = p.subject.names & names and not p.subject.names & others
            if p.sentence in usable and len(values) == 1 and own:
                found |= set(values)
    return found.pop() if len(found) == 1 else None


ALL = (other_ratio, turned_difference)

"""What joins the parts of a sentence: a cause, an order in time."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.check.vetoes.scene import Scene, Veto
from copydesk.english import lists
from copydesk.model import Reason

_SAYS_CAUSE = lists.words("logic", "says cause")
_CAUSES = lists.words("logic", "causes")
_AFTER = lists.words("logic", "after")
_BEFORE = lists.words("logic", "before")
_WEAK = lists.words("vetoes", "joiners weak")
_NOT_YET = lists.words("vetoes", "joiners not yet")


def invented_cause(scene: Scene) -> Iterator[Veto]:
    """A cause outright, where no cited sentence has one, or leaves it open."""
    for index, token in enumerate(scene.tokens):
        low = token.text.lower()
        if low not in _SAYS_CAUSE or _quoted(scene, token.start) or not _joins(scene, index):
            continue
        m = scene.by_token.get(index)
        if scene.said(m) and m is not None and m.worth >= 0.9:
            continue
        strong = scene.chosen & (_CAUSES - _WEAK)
        if strong and not scene.cited & _NOT_YET:
            continue
        if _one_sentence(scene) and scene.chosen & (_CAUSES & _WEAK):
            continue
        yield Veto(Reason("connection", f"The cited text does not say “{token.text}”.", token.text))
        return


def _joins(scene: Scene, index: int) -> bool:
    """Whether a word of cause governs something or marks a clause."""
    token = scene.tokens[index]
    low = token.text.lower()
    if low in {"due", "owing", "thanks"}:
        after = scene.tokens[index + 1 : index + 2]
        return bool(after) and after[0].text.lower() == "to" and after[0].dep != "mark"
    if low in {"because", "therefore", "hence"}:
        return True
    if low in {"cause", "result"} and token.pos == "NOUN":
        return bool(scene.claim.clauses.children[index])
    return token.pos in ("VERB", "NOUN", "ADJ")


def _one_sentence(scene: Scene) -> bool:
    """Whether one cited sentence has nearly all that the sentence says."""
    first = scene.matching.chosen[:1]
    said = [m for m in scene.matching.matches if scene.said(m)]
    inside = [m for m in said if (m.sheet, scene.item(m).sentence) in first]
    return len(inside) >= 0.7 * max(1, len(scene.matching.matches))


def turned_order(scene: Scene) -> Iterator[Veto]:
    """ "After" for "before" between the same two things, or an order that nothing shows."""
    for _index, token in enumerate(scene.tokens):
        low = token.text.lower()
        if low not in _AFTER | _BEFORE or _quoted(scene, token.start):
            continue
        opposite = _BEFORE if low in _AFTER else _AFTER
        own = _AFTER if low in _AFTER else _BEFORE
        if scene.cited & own or not scene.chosen & opposite:
            continue
        governed = scene.by_token.get(token.head)
        if token.dep not in ("mark", "case") or not scene.said(governed) or governed is None:
            continue
        sheet = scene.sheets[governed.sheet]
        there = scene.item(governed).token
        marks = {sheet.text.tokens[c].text.lower() for c in sheet.clauses.children[there]}
        if marks & opposite:
            yield Veto(
                Reason(
                    "dates",
                    f"The source has “{sorted(marks & opposite)[0]}”, the sentence “{low}”.",
                    token.text,
                    scene.span(governed),
                ),
                contradicts=low in _PLAIN and bool(marks & _PLAIN),
            )
            return


_PLAIN = frozenset({"after", "before"})


def _quoted(scene: Scene, start: int) -> bool:
    return any(
        s.start <= start < s.end for q in scene.claim.annotated.quotations for s in q.segments
    )


ALL = (invented_cause, turned_order)

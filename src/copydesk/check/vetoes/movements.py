"""Numbers that move, differ, are part of another, or were overtaken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.check.vetoes.scene import Scene, Veto
from copydesk.english import lists
from copydesk.model import Annotated, Reason

_DOWN = lists.words("vetoes", "movements down")
_UP = lists.words("vetoes", "movements up")


def moved_otherwise(scene: Scene) -> Iterator[Veto]:
    """ "Fell by" for "fell to", or rose for fell, beside the same number."""
    for m in scene.matching.matches:
        if m.item.value is None or m.worth < 1:
            continue
        ours = _move(scene.claim.annotated, m.item.token)
        theirs = [
            mv
            for sheet, report in zip(scene.sheets, scene.evidence, strict=True)
            for s in report.usable
            for i in sheet.by_sentence.get(s, ())
            if sheet.items[i].value == m.item.value
            and (mv := _move(sheet.text, sheet.items[i].token)) is not None
        ]
        if ours is None or not theirs:
            continue
        if any(_agree(ours, t) for t in theirs):
            continue
        way, step = theirs[0]
        yield Veto(
            Reason(
                "numbers",
                f"In the source it moved {way}{' ' + step if step else ''} "
                f"{scene.words_of(m.item.token)}, here {' '.join(ours).strip()}.",
                scene.words_of(m.item.token),
                scene.sentence_span(m),
            ),
            contradicts=True,
        )
        return


def _agree(one: tuple[str, str], other: tuple[str, str]) -> bool:
    if one[0] and other[0] and one[0] != other[0]:
        return False
    steps = {one[1], other[1]}
    return not ({"by", "to"} <= steps or {"to", "from"} <= steps or {"by", "from"} <= steps)


def _move(text: Annotated, token: int) -> tuple[str, str] | None:
    """Up or down, and "by", "to" or "from", of a number that hangs on a verb of change."""
    tokens = text.tokens
    step = ""
    for back in range(token - 1, max(token - 5, -1), -1):
        low = tokens[back].text.lower()
        if low in ("by", "to", "from"):
            step = low
            break
        if tokens[back].pos not in ("ADV", "ADJ", "DET", "SYM", "NUM", "PUNCT") and low not in (
            "about",
            "around",
            "more",
            "less",
            "than",
            "over",
            "nearly",
            "almost",
            "some",
        ):
            break
    at = token
    for _ in range(5):
        if tokens[at].head == at:
            break
        at = tokens[at].head
        lemma = tokens[at].lemma.lower()
        if tokens[at].pos in ("VERB", "NOUN", "AUX") and lemma in _DOWN | _UP:
            return ("down" if lemma in _DOWN else "up"), step
        if tokens[at].pos == "VERB":
            break
    return None


def overtaken(scene: Scene) -> Iterator[Veto]:
    """A number of which another cited sentence gives a later value, which is left out."""
    ours = {m.item.value for m in scene.matching.matches if m.item.value is not None}
    figures = [
        (n, f)
        for n, e in enumerate(scene.evidence)
        for f in e.claims.figures
        if f.sentence in set(e.usable) and f.point is not None and f.predicate
    ]
    for n, f in figures:
        if f.point not in ours:
            continue
        for k, g in figures:
            if (
                g.point in ours
                or g.unit != f.unit
                or g.predicate != f.predicate
                or f.counted != g.counted
                or g.interval.meets(f.interval)
                or g.point is None
                or f.point is None
                or g.point < f.point
                or f.scope.part_of != g.scope.part_of
                or (g.scope.time is not None and f.scope.time != g.scope.time)
                or (f.scope.place and g.scope.place and f.scope.place != g.scope.place)
                or (k, g.sentence) == (n, f.sentence)
            ):
                continue
            if not _is_newer(scene, (n, f.sentence), (k, g.sentence)):
                continue
            words = scene.text(n).article.text[f.start : f.end]
            other = scene.text(k).article.text[g.start : g.end]
            yield Veto(
                Reason(
                    "numbers",
                    f"Another cited sentence has {other} where this has {words}.",
                    words,
                    g.span,
                )
            )
            return


def _is_newer(scene: Scene, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether the second of two cited sentences may be the later word."""
    a, b = scene.text(one[0]).article.published, scene.text(other[0]).article.published
    return one[0] == other[0] or a is None or b is None or b >= a


_DIFFERENCE = lists.words("vetoes", "movements difference")


def only_the_difference(scene: Scene) -> Iterator[Veto]:
    """A number told as the amount that in the source is by how much it differs: "40 millimetres
    below the average"."""
    if scene.lower & (_DIFFERENCE | {"under", "over", "by", "beyond"}):
        return
    for m in scene.matching.matches:
        if m.item.value is None or m.worth < 1 or m.item.value <= 2:
            continue
        found = []
        for sheet, report in zip(scene.sheets, scene.evidence, strict=True):
            for s in report.usable:
                for i in sheet.by_sentence.get(s, ()):
                    if sheet.items[i].value == m.item.value:
                        at = sheet.items[i].token
                        after = [t.text.lower() for t in sheet.text.tokens[at + 1 : at + 5]]
                        found.append(_differs(after))
        if found and all(found):
            yield Veto(
                Reason(
                    "numbers",
                    f"In the source {scene.words_of(m.item.token)} is a difference: “{found[0]}”.",
                    scene.words_of(m.item.token),
                    scene.sentence_span(m),
                )
            )
            return


def _differs(after: Sequence[str]) -> str:
    """The words that make a number a difference, right behind it and what it counts."""
    for at, word in enumerate(after[:3]):
        if word not in _DIFFERENCE:
            continue
        follows = after[at + 1 : at + 2]
        if follows and follows[0] in {"than", "the", "its", "their", "last", "average", "of"}:
            return f"{word} {follows[0]}"
    return ""


def whole_for_part(scene: Scene) -> Iterator[Veto]:
    """ "Eleven schools" where the source tells it of "three of its eleven"."""
    for m in scene.matching.matches:
        if m.item.value is None or m.worth < 1 or m.item.value <= 1:
            continue
        part = [
            _part_of(sheet.text, sheet.items[i].token)
            for sheet, report in zip(scene.sheets, scene.evidence, strict=True)
            for s in report.usable
            for i in sheet.by_sentence.get(s, ())
            if sheet.items[i].value == m.item.value
        ]
        if not part or not all(part) or part[0] in scene.lower:
            continue
        before = [t.text.lower() for t in scene.tokens[max(0, m.item.token - 3) : m.item.token]]
        if {"of", "among", "half", "some", "most"} & set(before):
            continue
        yield Veto(
            Reason(
                "numbers",
                f"In the source it is {part[0]} of {scene.words_of(m.item.token)}.",
                scene.words_of(m.item.token),
                scene.sentence_span(m),
            )
        )
        return


def _part_of(text: Annotated, token: int) -> str:
    """The number of which one is the whole: "three" before "of its eleven"."""
    before = text.tokens[max(0, token - 4) : token]
    words = [t.text.lower() for t in before]
    if "of" not in words:
        return ""
    at = words.index("of")
    return words[at - 1] if at and before[at - 1].pos == "NUM" else ""


def below_zero(scene: Scene) -> Iterator[Veto]:
    """A number that the source has below zero and the sentence above, or the reverse."""
    for m in scene.matching.matches:
        if m.item.value is None or m.other < 0:
            continue
        here = _minus(scene.claim.annotated, m.item.token)
        there = _minus(scene.text(m.sheet), scene.item(m).token)
        if here != there and "degree" in " ".join(t.lemma.lower() for t in scene.tokens):
            yield Veto(
                Reason(
                    "numbers",
                    "One has the number below zero.",
                    scene.words_of(m.item.token),
                    scene.span(m),
                ),
                contradicts=True,
            )
            return


def _minus(text: Annotated, token: int) -> bool:
    before = text.tokens[token - 1].text.lower() if token else ""
    after = " ".join(t.text.lower() for t in text.tokens[token : token + 4])
    return before in ("minus", "-", "−") or "below zero" in after or "below freezing" in after


ALL = (below_zero, only_the_difference, whole_for_part, moved_otherwise, overtaken)

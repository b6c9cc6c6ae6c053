"""Words of a sentence that what is cited bears out in another way than by a like word: a date that
a resolved time gives, a body by its letters, a place or body that only describes."""

from __future__ import annotations

from dataclasses import replace

from copydesk.check.support.matching import Match, Matching
from copydesk.check.vetoes import days, names_cited
from copydesk.check.vetoes.computed import is_computed
from copydesk.check.vetoes.scene import Scene

_SURE, _DESCRIBES = 0.9, 0.65


def credited(scene: Scene) -> Matching:
    """The matching of a scene with what these words are worth."""
    sure = days.confirmed(scene) | _worked_out(scene)
    matches = tuple(_credit(scene, m, m.item.token in sure) for m in scene.matching.matches)
    return Matching(matches, scene.matching.chosen)


def _worked_out(scene: Scene) -> frozenset[int]:
    """The tokens of numbers that follow from the cited ones."""
    missing = [m for m in scene.matching.matches if m.item.value is not None and m.worth < 1]
    if not missing:
        return frozenset()
    cited = [q for e in scene.evidence for q in e.report.quantities if q.sentence in set(e.usable)]
    found: set[int] = set()
    for quantity in scene.claim.annotated.quantities:
        inside = [
            m.item.token
            for m in missing
            if quantity.start <= scene.tokens[m.item.token].start < quantity.end
        ]
        if inside and is_computed(scene, quantity, cited):
            found |= set(inside)
    return frozenset(found)


def _credit(scene: Scene, m: Match, dated: bool) -> Match:
    if dated and m.worth < _SURE:
        return replace(m, worth=_SURE, exact=False)
    if m.item.pos != "NAME" or m.worth >= _DESCRIBES:
        return m
    text = scene.tokens[m.item.token].text
    if names_cited.is_known(scene, text):
        return replace(m, worth=_SURE)
    if m.anywhere >= _SURE - 0.1 and names_cited.only_describes(scene, m):
        return replace(m, worth=_DESCRIBES, anywhere=_DESCRIBES)
    if m.anywhere >= _SURE - 0.1 and names_cited.is_pronoun_there(scene, m):
        return replace(m, worth=_SURE - 0.05, anywhere=_SURE - 0.05)
    return m

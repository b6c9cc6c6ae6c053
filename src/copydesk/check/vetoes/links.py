"""What several vetoes ask: where a number stands, what is kin, which verb governs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.check.support import kin as kinds
from copydesk.check.support.matching import Match
from copydesk.check.support.sheet import Item
from copydesk.check.vetoes.scene import Scene
from copydesk.english import lists
from copydesk.model import Token

_NEAR = 0.6
_LIGHT = lists.words("vetoes", "links light")


def verb_above(scene: Scene, m: Match) -> Match | None:
    """The verb with which a number stands; below a verb that says little, the one it governs."""
    at = m.item.token
    for _ in range(5):
        head = scene.tokens[at].head
        if head == at:
            return None
        at = head
        if scene.tokens[at].pos in ("VERB", "AUX"):
            break
    if scene.tokens[at].pos not in ("VERB", "AUX"):
        return None
    if scene.tokens[at].lemma.lower() in _LIGHT:
        below = [
            c
            for c in scene.claim.clauses.children[at]
            if scene.tokens[c].pos == "VERB" and scene.tokens[c].dep in ("xcomp", "ccomp", "obj")
        ]
        return scene.by_token.get(below[0]) if len(below) == 1 else None
    return scene.by_token.get(at)


def sentences_with_value(scene: Scene, value: float) -> Iterator[tuple[int, int]]:
    """The cited sentences with a number: that of the report, and of the sentence."""
    for n, e in enumerate(scene.evidence):
        for s in e.usable:
            if any(e.sheet.items[i].value == value for i in e.sheet.by_sentence.get(s, ())):
                yield n, s


def sentences_with(scene: Scene, ours: Item) -> Iterator[tuple[int, int]]:
    """The cited sentences with a word like this one."""
    for n, e in enumerate(scene.evidence):
        for s in e.usable:
            if any(is_kin(ours, e.sheet.items[i]) for i in e.sheet.by_sentence.get(s, ())):
                yield n, s


def is_kin(ours: Item, theirs: Item) -> bool:
    """Whether two words may say one thing: by stem, by WordNet, or near as vectors."""
    if theirs.value is not None:
        return False
    if ours.key == theirs.key:
        return True
    if kinds.kin().relation(ours.lemma_number, theirs.lemma_number) <= kinds.NARROWER:
        return True
    if ours.number < 0 or theirs.number < 0:
        return False
    table = kinds.kin().vectors
    return float(table[ours.number] @ table[theirs.number]) >= _NEAR


def case_of(tokens: Sequence[Token], children: Sequence[Sequence[int]], index: int) -> str:
    """The preposition before a word."""
    return next((tokens[c].text.lower() for c in children[index] if tokens[c].dep == "case"), "")

"""How sure it is: possible, believed, undecided or conditional in the source, told as so here.

Asked of every predicate, a noun or adjective with its copula as well ("the figure might be too
high"). What a source leaves open in every place where it says a thing, the sentence has to leave
open too, in whatever words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.check.clauses import Clauses
from copydesk.check.support.matching import Match
from copydesk.check.vetoes.scene import Scene, Veto
from copydesk.english import lists
from copydesk.model import Reason, Token

#: From this worth on two predicates are the same.
_STRICT = 0.84
#: Kinds of openness, each with the words that give it and those that keep it in other words.
_POSSIBLE = lists.words("logic", "possible")
_BELIEVED = lists.words("logic", "believed")
_UNDECIDED = lists.words("logic", "undecided")
_EXPECTED = lists.words("logic", "expected")
_REPORTED = lists.words("logic", "speech nouns") | lists.words("logic", "according")
_UP = lists.words("vetoes", "openness up")
_HANGING = frozenset({"aux", "advmod", "mark", "cop"})
_FAR = 4


def left_open(scene: Scene) -> Iterator[Veto]:
    """Told as so, or as what will be, where the source only has it as possible, believed or not
    yet decided."""
    own = scene.lower | {t.lemma.lower() for t in scene.tokens}
    for m in scene.matching.matches:
        if m.item.pos not in ("VERB", "ADJ", "NOUN") or m.worth < _STRICT:
            continue
        if not _tells(scene.tokens, m.item.token):
            continue
        for kind, words, kept in (
            ("possible", _POSSIBLE, _POSSIBLE | _BELIEVED | _UNDECIDED | _EXPECTED),
            ("believed", _BELIEVED, _BELIEVED | _POSSIBLE | _REPORTED),
            ("not decided", _UNDECIDED, _UNDECIDED | _POSSIBLE),
        ):
            if own & kept:
                continue
            lost = _everywhere(scene, m, words)
            if lost:
                yield Veto(
                    Reason(
                        "modality",
                        f"The source has it as {kind}: “{lost}”.",
                        scene.words_of(m.item.token),
                        scene.span(m),
                    )
                )
                return


def _tells(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word is the predicate of a clause."""
    token = tokens[index]
    if token.pos == "VERB":
        return token.dep not in ("amod", "compound")
    return any(t.head == index and t.dep == "cop" for t in tokens)


def _everywhere(scene: Scene, m: Match, words: frozenset[str]) -> str:
    """A word that leaves the predicate open, where every cited place that has it is left open."""
    found = ""
    for n, e in enumerate(scene.evidence):
        sheet = scene.sheets[n]
        for s in e.usable:
            for i in sheet.by_sentence.get(s, ()):
                item = sheet.items[i]
                if item.alias or item.key != m.item.key:
                    continue
                if not _tells(sheet.text.tokens, item.token):
                    continue
                above = openers(sheet.text.tokens, sheet.clauses, item.token)
                left = next((w for w in above if w in words), "")
                if not left:
                    return ""
                found = found or left
    return found


def openers(tokens: Sequence[Token], clauses: Clauses, index: int) -> list[str]:
    """The words that hang on a predicate or on what governs it, and what governs it."""
    found: list[str] = []
    at = index
    for _ in range(_FAR):
        for child in clauses.children[at]:
            if tokens[child].dep in _HANGING:
                found += [tokens[child].text.lower(), tokens[child].lemma.lower()]
        token = tokens[at]
        if token.head == at or token.dep not in _UP:
            break
        if token.dep == "conj" and any(
            tokens[c].dep in ("nsubj", "nsubj:pass") for c in clauses.children[at]
        ):
            break
        at = token.head
        found += [tokens[at].lemma.lower(), tokens[at].text.lower()]
    return found


ALL = (left_open,)

"""Verbs that make news: who died, was charged, won, sued. Near is not enough for them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from copydesk.check.support import kin as kinds
from copydesk.check.support.matching import Match
from copydesk.check.vetoes.scene import Scene, Veto
from copydesk.english import lists
from copydesk.model import Reason


@cache
def _groups() -> dict[str, frozenset[str]]:
    """Each weighty word with the words that bear it out."""
    found: dict[str, set[str]] = {}
    for line in lists.phrases("logic", "weighty"):
        head, _, rest = line.partition(":")
        words = set(head.split()) | set(rest.split())
        for word in head.split():
            found.setdefault(word, set()).update(words)
    return {word: frozenset(words) for word, words in found.items()}


def not_told(scene: Scene) -> Iterator[Veto]:
    """A weighty verb that no cited sentence has in any of its words."""
    lemmas = {
        t.lemma.lower() for _, tokens in scene.cited_sentences() for t in tokens
    } | scene.cited
    for m in scene.matching.matches:
        if m.item.pos != "VERB":
            continue
        token = scene.tokens[m.item.token]
        if token.dep in ("amod", "acl", "compound") or _judges(scene, m.item.token):
            continue
        group = _groups().get(token.lemma.lower())
        if group is None or _quoted(scene, token.start):
            continue
        if group & lemmas:
            if not _only_open(scene, m, group):
                continue
            yield Veto(
                Reason(
                    "modality",
                    f"The source does not tell as so that they “{token.text}”.",
                    token.text,
                )
            )
            return
        if m.other >= 0 and m.relation <= kinds.SYNONYM:
            continue
        yield Veto(Reason("content", f"The cited text does not say “{token.text}”.", token.text))
        return


def _only_open(scene: Scene, m: Match, group: frozenset[str]) -> bool:
    """Whether all that bears out a verb told as done are verbs of what is planned or supposed."""
    ours = scene.sheet.state.get(m.item.token)
    if ours is None or ours.undone or ours.negated or m.relation <= kinds.DERIVED:
        return False
    if scene.tokens[m.item.token].tag not in ("VBD", "VBN", "VBZ", "VBP"):
        return False
    found = False
    for e in scene.evidence:
        state = e.sheet.state
        for s in e.usable:
            at = e.report.sentences[s]
            for index in range(at.first, at.last):
                t = e.report.tokens[index]
                if t.lemma.lower() not in group and t.text.lower() not in group:
                    continue
                clause = state.get(index)
                if clause is None or not clause.undone:
                    return False
                found = True
    return found


def proceeding_ended(scene: Scene) -> Iterator[Veto]:
    """A case, a charge or an inquiry told as over where no cited sentence says that one is."""
    ended = lists.words("logic", "ended")
    for m in scene.matching.matches:
        token = scene.tokens[m.item.token]
        if m.item.pos != "VERB" or token.lemma.lower() not in ended:
            continue
        clause = scene.sheet.state.get(m.item.token)
        if clause is not None and (clause.undone or clause.negated):
            continue
        kids = [scene.tokens[c] for c in scene.claim.clauses.children[m.item.token]]
        told = any(
            t.dep in ("obj", "nsubj", "nsubj:pass") and t.lemma.lower() in _proceedings()
            for t in kids
        )
        lemmas = {t.lemma.lower() for _, tokens in scene.cited_sentences() for t in tokens}
        if told and not ended & (lemmas | scene.cited):
            message = f"The cited text does not say that it is over: “{token.text}”."
            yield Veto(Reason("content", message, token.text))
            return


def _proceedings() -> frozenset[str]:
    return lists.words("logic", "proceedings")


def _judges(scene: Scene, index: int) -> bool:
    """Whether "find" tells a judgement: "finds it fair", "found that he was right"."""
    if scene.tokens[index].lemma.lower() != "find":
        return False
    kids = [scene.tokens[c] for c in scene.claim.clauses.children[index]]
    if any(t.dep == "nsubj:pass" for t in kids):
        return False  # "was found to have sent it" tells what a court or an inquiry settled
    return any(t.dep in ("xcomp", "ccomp") or t.pos == "ADJ" for t in kids)


def _quoted(scene: Scene, start: int) -> bool:
    return any(
        s.start <= start < s.end for q in scene.claim.annotated.quotations for s in q.segments
    )


ALL = (not_told, proceeding_ended)

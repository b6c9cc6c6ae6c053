"""Denied, planned, supposed or conditional in one, told as so in the other."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.check.clauses import Clause, Clauses
from copydesk.check.vetoes.scene import Scene, Veto
from copydesk.english import lists
from copydesk.model import Reason, Token

_NEGATIVE = lists.words("logic", "negative verbs")
_NONE = lists.words("logic", "none")
_NOT_DONE = lists.words("logic", "not done")
_FUTURE = frozenset({"will", "shall", "'ll", "’ll"})
_CONDITION = lists.words("vetoes", "senses condition")
_FINITE = frozenset({"VBD", "VBN", "VBZ", "VBP"})
_STRICT = 0.84
_LOST = lists.words("vetoes", "senses lost")


def denied_or_not(scene: Scene) -> Iterator[Veto]:
    """A verb that is negated in one and not in the other."""
    for m, ours, theirs in scene.pairs():
        if m.worth < _STRICT:
            continue
        here = _negative(scene.tokens, scene.claim.clauses.children, ours)
        text = scene.text(m.sheet)
        there = _negative(text.tokens, scene.of_report(m.sheet).children, theirs)
        if here == there or _another_way(scene, m.sheet, ours, theirs, here):
            continue
        if {t.lemma.lower() for t in scene.tokens} & _NEGATIVE & _cited_lemmas(scene):
            continue
        said = "denies" if there else "does not deny"
        yield Veto(
            Reason(
                "negation",
                f"The source {said} that they “{scene.words_of(ours.token)}”.",
                scene.words_of(ours.token),
                scene.span(m),
            ),
            contradicts=m.worth >= 0.95
            and ours.negated != theirs.negated
            and not (here and scene.cited & _NONE)
            and _same_sides(scene, m.sheet, ours, theirs),
        )
        return


def _cited_lemmas(scene: Scene) -> set[str]:
    return {t.lemma.lower() for _, tokens in scene.cited_sentences() for t in tokens}


def _negative(tokens: object, children: object, clause: Clause) -> bool:
    """Whether what a verb tells did not happen: a negation on it, on its subject or object, or a
    verb above it that lets it not happen."""
    ts: list[Token] = list(tokens)  # type: ignore[call-overload]
    kids: list[list[int]] = children  # type: ignore[assignment]
    negated = clause.negated
    token = ts[clause.token]
    for child in kids[clause.token]:
        if ts[child].tag in ("JJR", "RBR"):
            continue  # "no earlier than"
        if ts[child].dep == "obl" and any(ts[c].text.lower() == "with" for c in kids[child]):
            continue  # "felt as far as the coast, with no reports of damage"
        if ts[child].dep in ("obj", "nsubj", "nsubj:pass", "det", "advmod", "obl") and any(
            ts[c].text.lower() in ("no", "none", "neither") for c in (child, *kids[child])
        ):
            negated = not negated
            break
    at, far = clause.token, 0
    while (
        ts[at].head != at and ts[at].dep in ("xcomp", "ccomp", "obl", "advcl", "conj") and far < 2
    ):
        child_dep = ts[at].dep
        at, far = ts[at].head, far + 1
        if child_dep in ("xcomp", "ccomp") and ts[at].lemma.lower() in _NEGATIVE:
            negated = not negated
            break
    if "yet" in {ts[c].text.lower() for c in kids[token.head]} and token.dep == "xcomp":
        negated = True
    if "without" in {ts[c].text.lower() for c in kids[clause.token] if ts[c].dep == "mark"}:
        negated = True
    return negated


def _another_way(scene: Scene, sheet: int, ours: Clause, theirs: Clause, here: bool) -> bool:
    """Whether some other cited sentence has the verb the way the sentence has it, or the
    negation stands in another word."""
    text = scene.text(sheet)
    children = scene.of_report(sheet).children
    usable = set(scene.evidence[sheet].usable)
    for clause in scene.of_report(sheet).all:
        other = clause.sentence in usable and clause.verb == ours.verb and clause is not theirs
        if other and _negative(text.tokens, children, clause) == here:
            return True
    if here:
        return denies_nearby(text.tokens, theirs.token) or _denies_below(
            scene.of_report(sheet), theirs.token
        )
    return denies_nearby(scene.tokens, ours.token)


def _denies_below(clauses: Clauses, verb: int) -> bool:
    """Whether something under a verb is denied: "sang it often and never at home"."""
    stack, far = list(clauses.children[verb]), 0
    while stack and far < 40:
        at, far = stack.pop(), far + 1
        if clauses.tokens[at].text.lower() in _NONE:
            return True
        stack += clauses.children[at]
    return False


def denies_nearby(tokens: object, verb: int) -> bool:
    """Whether a word that denies stands on the way up from a verb, or hangs right on that way."""
    ts: list[Token] = list(tokens)  # type: ignore[call-overload]
    way, at = {verb}, verb
    for _ in range(3):
        at = ts[at].head
        way.add(at)
    for index, token in enumerate(ts):
        denies = token.text.lower() in _NONE | {"yet", "n't", "n’t"} or token.lemma in _NEGATIVE
        if denies and (index in way or token.head in way) and token.sentence == ts[verb].sentence:
            return True
    return False


def _same_sides(scene: Scene, sheet: int, ours: Clause, theirs: Clause) -> bool:
    """Whether something that hangs on both verbs is the same."""
    here = scene.claim.clauses.forms((*ours.agents, *ours.patients))
    there = scene.of_report(sheet).forms((*theirs.agents, *theirs.patients))
    return bool(here & there)


def told_as_so(scene: Scene) -> Iterator[Veto]:
    """Told as done what the source has planned, asked for, feared or supposed."""
    for m, ours, theirs in scene.pairs():
        token = scene.tokens[ours.token]
        if m.worth < 0.7 or ours.undone or token.tag not in _FINITE or _below_open(scene, ours):
            continue
        text = scene.text(m.sheet)
        if not theirs.undone and not _accused(text.tokens, theirs.token):
            continue
        if token.dep == "acl:relcl" or "would" in scene.lower:
            continue
        usable = set(scene.evidence[m.sheet].usable)
        others = [
            c
            for c in scene.of_report(m.sheet).all
            if c.verb == theirs.verb
            and c.sentence in usable
            and not c.undone
            and not _accused(text.tokens, c.token)
        ]
        above = _above(text.tokens, scene.of_report(m.sheet).children, theirs)
        lost = above & _LOST
        if others or not lost or lost & ({t.lemma.lower() for t in scene.tokens} | scene.lower):
            continue
        yield Veto(
            Reason(
                "modality",
                f"The source does not tell as so that they “{token.text}”.",
                token.text,
                scene.span(m),
            ),
            contradicts=False,
        )
        return


_ACCUSING = lists.words("vetoes", "senses accusing")


def _accused(tokens: object, verb: int) -> bool:
    """Whether a verb only tells what somebody is accused of."""
    ts: list[Token] = list(tokens)  # type: ignore[call-overload]
    head = ts[verb].head
    return (
        ts[verb].tag == "VBG"
        and head != verb
        and (ts[head].lemma.lower() in _ACCUSING or ts[ts[head].head].lemma.lower() in _ACCUSING)
    )


def _below_open(scene: Scene, clause: Clause) -> bool:
    """Whether the sentence itself leaves it open by a word above the verb."""
    above = _above(scene.tokens, scene.claim.clauses.children, clause)
    return bool(above & _NOT_DONE)


def _above(tokens: object, children: object, clause: Clause) -> set[str]:
    """Lemmas of what governs a verb, with its auxiliaries and marks."""
    ts: list[Token] = list(tokens)  # type: ignore[call-overload]
    kids: list[list[int]] = children  # type: ignore[assignment]
    at = clause.token
    found = {ts[c].text.lower() for c in kids[at] if ts[c].dep in ("aux", "mark", "advmod")}
    for _ in range(3):
        if ts[at].head == at or ts[at].dep not in ("xcomp", "ccomp", "conj", "acl", "advcl", "obl"):
            break
        at = ts[at].head
        found |= {ts[at].lemma.lower(), ts[at].text.lower()}
        found |= {ts[c].text.lower() for c in kids[at] if ts[c].dep in ("advmod", "aux")}
    return found


def other_time(scene: Scene) -> Iterator[Veto]:
    """ "Will" of what the source tells as past, and the reverse."""
    for m, ours, theirs in scene.pairs():
        if m.worth < _STRICT:
            continue
        text = scene.text(m.sheet)
        here = _tense(scene.tokens, scene.claim.clauses.children, ours)
        there = _tense(text.tokens, scene.of_report(m.sheet).children, theirs)
        if {here, there} != {"future", "past"}:
            continue
        usable = set(scene.evidence[m.sheet].usable)
        same = [
            c
            for c in scene.of_report(m.sheet).all
            if c.verb == theirs.verb
            and c.sentence in usable
            and _tense(text.tokens, scene.of_report(m.sheet).children, c) == here
        ]
        if same or _passed(scene, here):
            continue
        yield Veto(
            Reason(
                "dates",
                f"The sentence tells as {here} what the source tells as {there}: "
                f"“{scene.words_of(ours.token)}”.",
                scene.words_of(ours.token),
                scene.span(m),
            ),
            contradicts=m.worth >= 0.95 and _same_sides(scene, m.sheet, ours, theirs),
        )
        return


def _passed(scene: Scene, here: str) -> bool:
    """Whether a later report may tell as past what another has as to come."""
    return here == "past" and len(scene.evidence) > 1


def _tense(tokens: object, children: object, clause: Clause) -> str:
    ts: list[Token] = list(tokens)  # type: ignore[call-overload]
    kids: list[list[int]] = children  # type: ignore[assignment]
    aux = {ts[c].text.lower() for c in kids[clause.token] if ts[c].dep.startswith("aux")}
    if aux & _FUTURE:
        return "future"
    if ts[clause.token].tag == "VBD" and not aux:
        return "past"
    if aux & {"was", "were", "had", "did"} and not aux & {"to"}:
        return "past"
    return "past" if aux & {"has", "have"} and ts[clause.token].tag == "VBN" else ""


def condition_lost(scene: Scene) -> Iterator[Veto]:
    """Without the condition on which the source has it."""
    if scene.lower & _CONDITION:
        return
    for m, ours, theirs in scene.pairs():
        if m.worth >= _STRICT and theirs.conditional and not ours.conditional:
            yield Veto(
                Reason(
                    "modality",
                    f"The source sets a condition on which they “{scene.words_of(ours.token)}”.",
                    scene.words_of(ours.token),
                    scene.span(m),
                )
            )
            return


_WEAKER = lists.words("vetoes", "senses weaker")
_FIRM = lists.words("vetoes", "senses firm")


def made_certain(scene: Scene) -> Iterator[Veto]:
    """ "Will" of what the source only has as possible, asked for or threatened."""
    for m, ours, theirs in scene.pairs():
        if m.worth < _STRICT:
            continue
        here = _above(scene.tokens, scene.claim.clauses.children, ours)
        text = scene.text(m.sheet)
        there = _above(text.tokens, scene.of_report(m.sheet).children, theirs)
        if "will" not in here or not there & _WEAKER or there & _FIRM:
            continue
        if {t.lemma.lower() for t in scene.tokens} & _WEAKER or scene.lower & _WEAKER:
            continue
        yield Veto(
            Reason(
                "modality",
                f"The source only says “{sorted(there & _WEAKER)[0]}” of "
                f"“{scene.words_of(ours.token)}”.",
                scene.words_of(ours.token),
                scene.span(m),
            )
        )
        return


ALL = (denied_or_not, told_as_so, other_time, condition_lost, made_certain)

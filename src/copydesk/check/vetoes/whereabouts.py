"""Places: not the one that is cited, or with the number of another."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.check.support.matching import Match
from copydesk.check.vetoes.links import (
    sentences_with_value,
)
from copydesk.check.vetoes.scene import Scene, Veto
from copydesk.check.words import spelling, stem
from copydesk.model import Annotated, Reason


def elsewhere(scene: Scene) -> Iterator[Veto]:
    """A place of the sentence that no cited sentence has, where those name another for it."""
    claim = scene.claim.annotated
    for entity in claim.entities:
        if entity.label != "LOC":
            continue
        matches = [
            scene.by_token[i] for i in range(entity.first, entity.last) if i in scene.by_token
        ]
        if not matches or all(m.worth >= 0.6 for m in matches):
            continue
        if any(m.anywhere < 0.8 for m in matches):
            continue
        head = next(
            (
                i
                for i in range(entity.first, entity.last)
                if not entity.first <= scene.tokens[i].head < entity.last
            ),
            entity.first,
        )
        if scene.tokens[head].dep not in ("obl", "nmod", "obj", "nsubj", "nsubj:pass", "conj"):
            continue
        if _is_within(scene, {stem(m.item.low) for m in matches}):
            continue
        words = claim.article.text[entity.start : entity.end]
        rivals = [
            e.report.article.text[x.start : x.end]
            for e in scene.evidence
            for x in e.report.entities
            if x.label == "LOC" and any(_has(e.report.sentences[s], x.start) for s in e.usable)
        ]
        if rivals:
            yield Veto(Reason("names", f"What is cited has {rivals[0]}, not {words}.", words))
            return


def _has(sentence: object, at: int) -> bool:
    return sentence.start <= at < sentence.end  # type: ignore[attr-defined, no-any-return]


def _is_within(scene: Scene, words: set[str]) -> bool:
    """Whether the report sets the place beside one that is cited: "Arden, Corvale"."""
    for e in scene.evidence:
        cited = {
            stem(spelling(t.text))
            for s in e.usable
            for t in e.report.tokens[e.report.sentences[s].first : e.report.sentences[s].last]
            if t.pos == "PROPN"
        }
        tokens = e.report.tokens
        for i, t in enumerate(tokens):
            if stem(spelling(t.text)) not in words:
                continue
            near = {
                stem(spelling(x.text)) for x in tokens[max(0, i - 6) : i + 7] if x.pos == "PROPN"
            }
            if near & cited - words:
                return True
    return False


def number_of_another_place(scene: Scene) -> Iterator[Veto]:
    """A number that every cited sentence with it has of another place than the sentence."""
    claim = scene.claim.annotated
    places = [e for e in claim.entities if e.label == "LOC"]
    if not places:
        return
    own = {spelling(claim.tokens[i].text) for e in places for i in range(e.first, e.last)}
    for m in scene.matching.matches:
        if m.item.value is None or m.worth < 1 or m.item.value <= 2:
            continue
        beside = [e for e in places if _one_clause(scene, m.item.token, e.first)]
        if not beside:
            continue
        theirs = []
        for n, s in sorted(set(sentences_with_value(scene, m.item.value))):
            text = scene.text(n)
            at = text.sentences[s]
            words = {spelling(t.text) for t in text.tokens[at.first : at.last]}
            found = [e for e in text.entities if e.label == "LOC" and at.start <= e.start < at.end]
            if words & own or not found:
                break
            theirs.append(text.article.text[found[0].start : found[0].end])
        else:
            if (
                theirs
                and not {spelling(w) for w in theirs[0].split()} & own
                and _elsewhere_cited(scene, own)
                and _has_own(scene, own, m)
            ):
                yield Veto(
                    Reason(
                        "numbers",
                        f"The source has {scene.words_of(m.item.token)} of {theirs[0]}.",
                        scene.words_of(m.item.token),
                        scene.sentence_span(m),
                    )
                )
                return


def _one_clause(scene: Scene, one: int, other: int) -> bool:
    """Whether no verb stands between two words that has a subject of its own, or there is only
    one such verb."""
    if sum(t.dep in ("nsubj", "nsubj:pass") for t in scene.tokens) <= 1:
        return True
    low, high = sorted((one, other))
    return not any(
        t.dep in ("nsubj", "nsubj:pass") and scene.tokens[t.head].pos == "VERB"
        for t in scene.tokens[low + 1 : high]
    )


def _has_own(scene: Scene, words: set[str], m: Match) -> bool:
    """Whether a cited sentence with the place has another number that measures the same."""
    unit = _unit(scene.claim.annotated, m.item.token)
    for n, e in enumerate(scene.evidence):
        text = scene.text(n)
        for s in e.usable:
            at = text.sentences[s]
            names = {spelling(t.text) for t in text.tokens[at.first : at.last]}
            values = [
                e.sheet.items[i]
                for i in e.sheet.by_sentence.get(s, ())
                if e.sheet.items[i].value not in (None, m.item.value)
            ]
            if names & words and any(_unit(text, i.token) == unit for i in values):
                return True
    return False


def _unit(text: Annotated, token: int) -> str:
    at = text.tokens[token].start
    return next((q.unit for q in text.quantities if q.start <= at < q.end), "")


def _elsewhere_cited(scene: Scene, words: set[str]) -> bool:
    return bool({w for w in words if len(w) > 2} & {spelling(w) for w in scene.cited})


ALL = (elsewhere, number_of_another_place)

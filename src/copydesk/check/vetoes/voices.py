"""Who says it: speakers of speech with and without marks, and speech told as the page's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.check.support.matching import Match
from copydesk.check.vetoes.scene import Scene, Veto
from copydesk.check.vetoes.sources_called import (
    PRONOUNS,
    beside,
    by_letters,
    chains_of,
    is_person,
    is_unresolved,
    mentions,
    names_of,
)
from copydesk.check.words import spelling, stem
from copydesk.english import lists
from copydesk.model import Attribution, Reason

_COLLECTIVE = lists.words("vetoes", "voices collective")
_COMMON = _COLLECTIVE | frozenset(
    {
        stem(w)
        for w in [
            "company",
            "firm",
            "agency",
            "ministry",
            "government",
            "doctor",
            "minister",
            "police",
            "court",
            "bank",
            "group",
            "union",
            "army",
            "hospital",
            "office",
            "department",
            "spokesman",
            "spokeswoman",
            "official",
            "officials",
            "bureau",
            "organizers",
            "lawyers",
            "authorities",
            "he",
            "she",
            "they",
            "it",
            "residents",
            "relatives",
            "judge",
        ]
    }
)
_THINGS = frozenset(stem(w) for w in lists.words("vetoes", "voices things"))
_DENIAL = lists.words("vetoes", "voices denial")


def said_by_another(scene: Scene) -> Iterator[Veto]:  # noqa: PLR0912 - one question each
    """Speech without marks given to somebody who does not say it in what is cited."""
    claim = scene.claim.annotated
    for statement in claim.statements:
        if statement.attribution.kind in ("narrator", "outlet") and not statement.attribution.name:
            continue
        ours = names_of(claim, statement.attribution)
        if not ours or ours <= PRONOUNS:
            continue
        inside = [
            m
            for m in scene.matching.matches
            if statement.start <= scene.tokens[m.item.token].start < statement.end and scene.said(m)
        ]
        if not inside:
            continue
        known = _sources(scene, {(m.sheet, scene.item(m).sentence) for m in inside})
        cue = (statement.attribution.cue or "").lower()
        own = [a for _, a, words in known if ours & words]
        if own and all(_denies(a) for a in own) and not _denying(cue) and not scene.lower & _DENIAL:
            yield Veto(
                Reason(
                    "speaker",
                    f"In the source {own[0].name} denies this.",
                    str(statement.attribution.name),
                    scene.sentence_span(inside[0]),
                ),
                contradicts=True,
            )
            return
        if own or not ours - _COMMON or any(by_letters(ours, words) for _, _, words in known):
            continue
        if _is_group(scene, statement.attribution):
            continue
        if any(e.windows for e in scene.evidence) and ours & _words_at(scene, inside):
            continue
        if _acts_there(scene, inside, str(statement.attribution.name)):
            continue
        if any(is_unresolved(scene, ours, n, a) for n, a, _ in known):
            continue
        if any(
            words - _COMMON and words & _all_words(scene) for _, a, words in known if is_person(a)
        ):
            continue
        proper = any(w[:1].isupper() for w in str(statement.attribution.name).split()[-2:])
        if not proper and not ours & {stem(w) for w in scene.cited}:
            continue
        around = scene.cited | {stem(w) for w in scene.cited}
        if any(w in around for w in ours) and not any(is_person(a) for _, a, _ in known):
            continue
        aliases = {
            stem(i.low)
            for s, e in zip(scene.sheets, scene.evidence, strict=True)
            for sentence in e.usable
            for n in s.by_sentence.get(sentence, ())
            if (i := s.items[n]).alias
        }
        if ours & aliases and not any(is_person(a) for _, a, _ in known):
            continue
        named = [a for _, a, _ in known if is_person(a)]
        m = inside[0]
        if named:
            yield Veto(
                Reason(
                    "speaker",
                    f"Given to {statement.attribution.name}; in the source {named[0].name} "
                    "says it.",
                    str(statement.attribution.name),
                    scene.sentence_span(m),
                ),
                contradicts=False,
            )
            return
        if ours & _COLLECTIVE:
            continue
        yield Veto(
            Reason(
                "speaker",
                f"The cited text does not have {statement.attribution.name} say this.",
                str(statement.attribution.name),
                scene.sentence_span(m),
            )
        )
        return


def _is_group(scene: Scene, attribution: Attribution) -> bool:
    """Whether a source is many who share a trade or a view: "scientists", "campaigners"."""
    return any(
        t.tag == "NNS"
        and stem(spelling(t.text)) not in _COMMON | _THINGS
        and attribution.start is not None
        and attribution.end is not None
        and attribution.start <= t.start < attribution.end
        for t in scene.tokens
    )


def _acts_there(scene: Scene, inside: Sequence[Match], name: str) -> bool:
    """Whether what a source is called is the subject of something in the very sentences, or what
    their subject is called beside."""
    head = stem(spelling(name.rsplit(maxsplit=1)[-1]))
    if head in _THINGS:
        return False
    for m in inside:
        text = scene.text(m.sheet)
        at = text.sentences[scene.item(m).sentence]
        for t in text.tokens[at.first : at.last]:
            called = t.dep in ("nsubj", "appos", "nmod:desc") and t.pos in ("NOUN", "PROPN")
            if called and stem(spelling(t.text)) == head:
                return True
    return False


def _sources(
    scene: Scene, places: set[tuple[int, int]]
) -> list[tuple[int, Attribution, frozenset[str]]]:
    """Who speaks in these sentences, with the words by which each is called."""
    found = []
    for n, sentence in sorted(places):
        text = scene.text(n)
        at = text.sentences[sentence]
        spoken = [q.attribution for q in text.quotations if _meets(q.start, q.end, at)]
        spoken += [s.attribution for s in text.statements if _meets(s.start, s.end, at)]
        for attribution in spoken:
            words = set(names_of(text, attribution)) | beside(text, attribution)
            for chain in chains_of(text, attribution):
                words |= {stem(spelling(w)) for w in chain.name.split()}
                words |= {stem(spelling(w)) for w in (chain.title or "").split()}
            found.append((n, attribution, frozenset(words)))
    return found


def _meets(start: int, end: int, sentence: object) -> bool:
    return start < sentence.end and sentence.start < end  # type: ignore[attr-defined, no-any-return]


def _words_at(scene: Scene, inside: Sequence[Match]) -> set[str]:
    """Stems of the words of the sentences that bear these out, and of those right before."""
    found: set[str] = set()
    for m in inside:
        text = scene.text(m.sheet)
        sentence = scene.item(m).sentence
        for s in (sentence - 1, sentence):
            if s < 0 or (s != sentence and s not in scene.evidence[m.sheet].usable):
                continue
            if s != sentence and text.sentences[s].block != text.sentences[sentence].block:
                continue
            at = text.sentences[s]
            found |= {stem(spelling(t.text)) for t in text.tokens[at.first : at.last]}
    return found


def _is_person_of_name(attribution: Attribution | None) -> bool:
    name = attribution.name if attribution is not None else None
    return bool(name) and str(name)[:1].isupper() and " " in str(name)


def _denying(cue: str) -> bool:
    return bool(set(cue.split()) & _DENIAL)


def _denies(attribution: Attribution) -> bool:
    return _denying((attribution.cue or "").lower())


def _all_words(scene: Scene) -> frozenset[str]:
    return frozenset(stem(spelling(t.text)) for t in scene.tokens)


def innermost(scene: Scene) -> Iterator[Veto]:
    """What one person passes on from another, told as that person's own words."""
    claim = scene.claim.annotated
    for statement in claim.statements:
        ours = names_of(claim, statement.attribution)
        if not ours or ours <= PRONOUNS:
            continue
        inside = [
            m
            for m in scene.matching.matches
            if statement.start <= scene.tokens[m.item.token].start < statement.end and scene.said(m)
        ]
        if not inside:
            continue
        text = scene.text(inside[0].sheet)
        places = [
            text.tokens[scene.item(m).token].start for m in inside if m.sheet == inside[0].sheet
        ]
        holding = [
            s
            for s in text.statements
            if sum(s.start <= p < s.end for p in places) >= 0.8 * len(places)
        ]
        if len(holding) < 2:
            continue
        inner = min(holding, key=lambda s: s.end - s.start)
        words = names_of(text, inner.attribution) | beside(text, inner.attribution)
        if words - PRONOUNS and not words & ours and not words & _all_words(scene):
            yield Veto(
                Reason(
                    "speaker",
                    f"In the source it is from {inner.attribution.name}.",
                    str(statement.attribution.name),
                    scene.sentence_span(inside[0]),
                )
            )
            return


def told_as_own(scene: Scene) -> Iterator[Veto]:
    """What one person is quoted with, told without anybody who says it."""
    claim = scene.claim.annotated
    if any(q.attribution.name for q in claim.quotations) or claim.statements:
        return
    if scene.lower & lists.words("logic", "speech nouns"):
        return
    said = [m for m in scene.matching.matches if scene.said(m)]
    if not said:
        return
    held = 0
    who = None
    for m in said:
        text = scene.text(m.sheet)
        at = text.tokens[scene.item(m).token].start
        for q in text.quotations:
            if q.kind == "direct" and any(s.start <= at < s.end for s in q.segments):
                held += 1
                who = q.attribution
                break
    spoken = 0
    if who is None:
        for m in said:
            text = scene.text(m.sheet)
            at = text.tokens[scene.item(m).token].start
            own = [s for s in text.statements if s.start <= at < s.end]
            if own and own[0].attribution.kind == "person" and own[0].attribution.name:
                spoken += 1
                who = own[0].attribution
        held = spoken if spoken >= 0.9 * len(said) and _is_person_of_name(who) else 0
    if who is not None and held >= 0.75 * len(said) and who.kind == "person":
        if mentions(scene, said[0].sheet, who):
            return
        yield Veto(
            Reason(
                "attribution",
                f"In the source {who.name} says this; the sentence tells it as so.",
                scene.claim.text,
                scene.sentence_span(said[0]),
            )
        )


ALL = (said_by_another, innermost, told_as_own)

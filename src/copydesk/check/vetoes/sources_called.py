"""How a source is called: the words of a name, an office, a body, and whether two may be one."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.check.vetoes.scene import Scene
from copydesk.check.words import spelling, stem
from copydesk.english import lists
from copydesk.model import Annotated, Attribution, Chain

PRONOUNS = lists.words("vetoes", "sources called pronouns")
_PLAIN = lists.words("vetoes", "sources called plain")
_CALENDAR = lists.words("vetoes", "sources called calendar")


def names_of(text: Annotated, attribution: Attribution) -> frozenset[str]:
    """The words by which a source is called, with those of its chain."""
    if not attribution.name or attribution.kind == "narrator":
        return frozenset()
    words = {
        stem(spelling(w.strip(".,'’\"”“")))
        for w in attribution.name.replace("'s", "").replace("’s", "").split()
    }
    if attribution.start is not None:
        for chain in text.chains:
            if any(m.start <= attribution.start < m.end for m in chain.mentions):
                words |= {stem(spelling(w)) for w in chain.name.split()}
                words |= {stem(spelling(w)) for w in (chain.title or "").split()}
    return frozenset(w for w in words if w and w not in _PLAIN)


def may_be_one(scene: Scene, ours: frozenset[str], n: int, theirs: Attribution) -> bool:
    """Whether a source of the sentence may be a source of the report."""
    if ours <= PRONOUNS:
        return True
    words = set(names_of(scene.text(n), theirs))
    for chain in chains_of(scene.text(n), theirs):
        words |= {stem(spelling(w)) for w in chain.name.split()}
        words |= {stem(spelling(w)) for w in (chain.title or "").split()}
    words |= beside(scene.text(n), theirs)
    if not words or words <= PRONOUNS or is_unresolved(scene, ours, n, theirs):
        return True
    return bool(ours & words) or by_letters(ours, words)


def by_letters(one: frozenset[str], other: set[str] | frozenset[str]) -> bool:
    """Whether a word of one is made of the first letters of the other's."""
    for short, long in ((one, other), (other, one)):
        for word in short:
            if 2 < len(word) <= 6 and all(any(x[:1] == c for x in long) for c in word[-3:]):
                return True
    return False


def is_unresolved(scene: Scene, ours: frozenset[str], n: int, theirs: Attribution) -> bool:
    """Whether the report calls its source by a pronoun or a common noun here, and has the
    sentence's name a little before."""
    if theirs.start is None or not theirs.name or theirs.name[:1].isupper():
        return False
    before = scene.text(n).article.text[max(0, theirs.start - 1500) : theirs.start]
    return bool(
        ours & {stem(spelling(w.strip('.,"”“'))) for w in before.split() if w[:1].isupper()}
    )


def chains_of(text: Annotated, attribution: Attribution) -> Iterator[Chain]:
    """The chains of mentions to which a source belongs."""
    for chain in text.chains:
        at = attribution.start is not None and any(
            m.start <= attribution.start < m.end for m in chain.mentions
        )
        if at or chain.name == attribution.name:
            yield chain


def beside(text: Annotated, attribution: Attribution) -> set[str]:
    """What the report calls its source around the name: an office, a body, where from."""
    if attribution.start is None or attribution.end is None:
        return set()
    first, last = attribution.start - 60, attribution.end + 80
    found: set[str] = set()
    for index, token in enumerate(text.tokens):
        if not first <= token.start <= last or token.pos not in ("NOUN", "PROPN", "ADJ"):
            continue
        if any(
            t.head == index and t.dep == "appos" and first <= t.start < attribution.end
            for t in text.tokens[index : index + 6]
        ):
            found.add(stem(spelling(token.text)))
        at = index
        for _ in range(4):
            if text.tokens[at].dep == "nmod:poss":
                break
            if attribution.start <= text.tokens[at].start < attribution.end:
                found.add(stem(spelling(token.text)))
                break
            at = text.tokens[at].head
    return found


def mentions(scene: Scene, sheet: int, who: Attribution) -> bool:
    """Whether the sentence has a source of a report in it, or the body for which it speaks."""
    text = scene.text(sheet)
    called = names_of(text, who) | beside(text, who)
    for chain in chains_of(text, who):
        called |= {stem(spelling(w)) for w in (*chain.name.split(), *(chain.title or "").split())}
    return bool(called & {stem(spelling(t.text)) for t in scene.tokens if t.pos != "ADP"})


def is_person(attribution: Attribution) -> bool:
    """Whether a source is a person or body with a name of its own."""
    name = attribution.name or ""
    proper = name[:1].isupper() and name.lower() not in _CALENDAR
    return attribution.kind in ("person", "organisation") and proper

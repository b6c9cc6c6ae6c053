"""Of whom it is told: what the sentence says of one, the source says of another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from copydesk.check.predications import Entity, Predication, has, one, same_deed
from copydesk.check.vetoes.scene import Scene, Veto
from copydesk.check.words import stem
from copydesk.english import lists
from copydesk.model import Annotated, Quantity, Reason, Span

#: Share by weight of what is said that a predication of the source must have to be the same, and
#: how far behind the best another may lie to count as well.
_SAME, _BEHIND = 0.5, 0.15
#: Words in common that make it the same: one alone is in too many sentences.
_FEWEST = 2
_MUTUAL = lists.words("logic", "mutual")


def told_of_another(scene: Scene) -> Iterator[Veto]:
    """What is said of a subject that the source says of another, and never of this one, although
    it knows both."""
    for ours in scene.claim.predications.all:
        if not ours.subject.known or stem(scene.tokens[ours.verb].lemma.lower()) in _MUTUAL:
            continue
        same = _same(scene, ours)
        if not same or any(p.passive != ours.passive for _, p in same):
            continue
        if any(_may_be_one(scene, ours.subject, n, p.subject) for n, p in same):
            continue
        if not _known(scene, ours.subject, [p.subject for _, p in same]):
            continue
        n, theirs = same[0]
        text = scene.text(n)
        token = text.tokens[theirs.subject.head]
        yield Veto(
            Reason(
                "roles",
                f"The source says this of “{token.text}”, not of “{_word(scene, ours)}”.",
                _word(scene, ours),
                Span(text.article.id, token.start, token.end),
            )
        )
        return


def number_of_another(scene: Scene) -> Iterator[Veto]:
    """A number told of one subject that the source tells of another, while it tells another number
    of this one: "the police know of three letters, the prosecutor of one", exchanged."""
    for ours in scene.claim.predications.all:
        if not ours.subject.known:
            continue
        for item in ours.said:
            if item.value is None:
                continue
            same = list(_with_number(scene, item.value))
            if not same or any(_may_be_one(scene, ours.subject, n, p.subject) for n, p in same):
                continue
            own = [
                (n, p, i)
                for n, p in _of(scene, ours.subject)
                for i in p.said
                if i.value is not None
                and i.value != item.value
                and _one_unit(scene.claim.annotated, item.token, scene.text(n), i.token)
            ]
            if not own:
                continue
            n, theirs = same[0]
            text = scene.text(n)
            token = text.tokens[theirs.subject.head]
            yield Veto(
                Reason(
                    "numbers",
                    f"The source tells {scene.words_of(item.token)} of “{token.text}”, and "
                    f"{own[0][2].low} of “{_word(scene, ours)}”.",
                    scene.words_of(item.token),
                    Span(text.article.id, token.start, token.end),
                )
            )
            return


def _one_unit(ours: Annotated, here: int, theirs: Annotated, there: int) -> bool:
    """Whether two numbers measure in one unit, or both count."""
    one, other = _quantity(ours, here), _quantity(theirs, there)
    if one is None or other is None:
        return False
    return one.unit == other.unit or one.kind == other.kind == "count"


def _quantity(text: Annotated, token: int) -> Quantity | None:
    at = text.tokens[token].start
    return next((q for q in text.quantities if q.start <= at < q.end), None)


def _with_number(scene: Scene, value: float) -> Iterator[tuple[int, Predication]]:
    """The predications of the cited sentences with a number."""
    for n, e in enumerate(scene.evidence):
        usable = set(e.usable)
        for p in e.predications.all:
            if p.sentence in usable and any(i.value == value for i in p.said):
                yield n, p


def _of(scene: Scene, subject: Entity) -> Iterator[tuple[int, Predication]]:
    """The predications of the cited sentences with a subject of the same name."""
    for n, e in enumerate(scene.evidence):
        usable = set(e.usable)
        for p in e.predications.all:
            if p.sentence in usable and p.subject.known and p.subject.names & subject.names:
                yield n, p


def done_to_another(scene: Scene) -> Iterator[Veto]:
    """Done to one that in the source is done to another by the same, while it knows both."""
    for ours in scene.claim.predications.all:
        mine = scene.claim.predications.object_of(ours)
        if mine is None or ours.deed is None or not mine.known:
            continue
        same = []
        for n, e in enumerate(scene.evidence):
            usable = set(e.usable)
            for p in e.predications.all:
                if p.sentence not in usable or p.passive != ours.passive or p.deed is None:
                    continue
                theirs = e.predications.object_of(p)
                if theirs is not None and p.deed.key == ours.deed.key:
                    same.append((n, p, theirs))
        if not same or any(_may_be_one(scene, mine, n, t) for n, _, t in same):
            continue
        if not any(one(ours.subject, p.subject) for _, p, _ in same):
            continue
        if not _known(scene, mine, [t for _, _, t in same]):
            continue
        n, theirs = same[0][0], same[0][2]
        text = scene.text(n)
        token = text.tokens[theirs.head]
        yield Veto(
            Reason(
                "roles",
                f"In the source it is “{token.text}”, not “{scene.words_of(mine.head)}”, with "
                f"“{scene.words_of(ours.verb)}”.",
                scene.words_of(mine.head),
                Span(text.article.id, token.start, token.end),
            )
        )
        return


def _may_be_one(scene: Scene, ours: Entity, n: int, theirs: Entity) -> bool:
    """Whether two subjects may be one; a common noun and a name are two only where the report sets
    another name beside that noun."""
    if one(ours, theirs):
        return True
    if ours.proper == theirs.proper:
        return False
    if not ours.proper and not _is_definite(scene, ours.head):
        return True  # "a former journalist" may be anybody who is named
    common, name = (theirs, ours) if ours.proper else (ours, theirs)
    beside = scene.evidence[n].predications.named_beside(common)
    return not beside or bool(beside & name.around)


def _is_definite(scene: Scene, head: int) -> bool:
    """Whether a noun is told as the one: "the minister", "their leader"."""
    kids = [scene.tokens[c] for c in scene.claim.clauses.children[head]]
    return any(
        t.dep == "nmod:poss" or (t.dep == "det" and t.text.lower() not in ("a", "an")) for t in kids
    )


def _word(scene: Scene, ours: Predication) -> str:
    return scene.words_of(ours.subject.head)


def _same(scene: Scene, ours: Predication) -> list[tuple[int, Predication]]:
    """The predications of the cited sentences that say the same, the nearest first."""
    rated = []
    for n, e in enumerate(scene.evidence):
        usable = set(e.usable)
        for theirs in e.predications.all:
            if theirs.sentence not in usable or not same_deed(ours, theirs):
                continue
            share, _, count = has(ours.said, theirs.said)
            if share >= _SAME and count >= _FEWEST:
                rated.append((share, -n, -theirs.verb, theirs))
    rated.sort(key=lambda r: r[:3], reverse=True)
    return [(-n, p) for share, n, _, p in rated if share >= rated[0][0] - _BEHIND]


def _known(scene: Scene, subject: Entity, others: list[Entity]) -> bool:
    """Whether the reports have the subject of the sentence as somebody or something of its own."""
    word = scene.tokens[subject.head]
    keys = {i.key for i in scene.sheet.items if i.token == subject.head and not i.alias}
    taken = set(chain.from_iterable(o.around for o in others))
    if keys & taken or word.pos not in ("NOUN", "PROPN"):
        return False
    return any(k in e.predications.heads for e in scene.evidence for k in keys)


ALL = (told_of_another, number_of_another, done_to_another)

"""Who somebody is: an office or part that the report gives them otherwise, or not yet."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.check.support.matching import Match
from copydesk.check.support.sheet import Item
from copydesk.check.vetoes.links import (
    is_kin,
)
from copydesk.check.vetoes.scene import Scene, Veto
from copydesk.check.words import spelling
from copydesk.english import lists
from copydesk.model import Reason

_STRICT = 0.84
_GENERAL = lists.words("vetoes", "offices general")


def other_office(scene: Scene) -> Iterator[Veto]:
    """A person with another office or part than the report ever gives them."""
    claim = scene.claim.annotated
    for chain in claim.chains:
        if chain.label != "PERSON":
            continue
        heads = [e for e in claim.entities if e.label == "PERSON" and _in_chain(e.start, chain)]
        for entity in heads:
            office = _office(scene, entity.first, entity.last)
            if office is None:
                continue
            known = _offices(scene, claim.tokens[entity.last - 1].text)
            if not known or any(is_kin(office, k) for k in known):
                continue
            if office.low in scene.cited or _is_general(office) or _is_cited(scene, office):
                continue
            if any(
                scene.tokens[c].dep == "det" and scene.tokens[c].text.lower() == "no"
                for c in scene.claim.clauses.children[office.token]
            ):
                continue  # "no kin of"
            yield Veto(
                Reason(
                    "names",
                    f"The source calls them “{known[0].low}”, the sentence "
                    f"“{scene.words_of(office.token)}”.",
                    scene.words_of(office.token),
                )
            )
            return


def _in_chain(start: int, chain: object) -> bool:
    return any(x.start <= start < x.end for x in chain.mentions)  # type: ignore[attr-defined]


def _is_general(office: Item) -> bool:
    return office.low in _GENERAL


def _is_cited(scene: Scene, office: Item) -> bool:
    """Whether a cited sentence has the office, or one of its kind, of whomever."""
    return any(
        is_kin(office, e.sheet.items[i])
        for e in scene.evidence
        for s in e.usable
        for i in e.sheet.by_sentence.get(s, ())
        if not e.sheet.items[i].alias
    )


def _office(scene: Scene, first: int, last: int) -> Item | None:
    """The noun that the sentence sets beside a name as what its bearer is."""
    tokens = scene.tokens
    head = next((i for i in range(first, last) if not first <= tokens[i].head < last), first)
    near = [tokens[head].head] if tokens[head].dep == "appos" else []
    near += [
        c for c in scene.claim.clauses.children[head] if tokens[c].dep in ("appos", "nmod:desc")
    ]
    if tokens[head].dep in ("flat", "nmod:desc") and tokens[tokens[head].head].pos == "NOUN":
        near.append(tokens[head].head)
    for index in near:
        if tokens[index].pos == "NOUN":
            found = next((i for i in scene.sheet.items if i.token == index), None)
            if found is not None:
                return found
    return None


def _offices(scene: Scene, surname: str) -> list[Item]:
    """The nouns that the reports set beside a name."""
    found = []
    wanted = spelling(surname)
    for e in scene.evidence:
        tokens = e.report.tokens
        named = {i for i, t in enumerate(tokens) if t.pos == "PROPN" and spelling(t.text) == wanted}
        group = set(named)
        for i in named:
            at = i
            while tokens[at].dep in ("flat", "flat:name", "compound") and tokens[at].head != at:
                at = tokens[at].head
                group.add(at)
        for item in e.sheet.items:
            if item.pos != "NOUN" or item.alias:
                continue
            t = tokens[item.token]
            beside = (t.dep in ("appos", "nmod:desc", "compound") and t.head in group) or any(
                tokens[g].head == item.token and tokens[g].dep in ("appos", "flat", "nmod:desc")
                for g in group
            )
            if beside:
                found.append(item)
    return found


_NARROWING = lists.words("vetoes", "offices narrowing")


def office_narrowed(scene: Scene) -> Iterator[Veto]:
    """An office or part that the source only has as former, deputy, alleged, to come."""
    ours = " ".join(t.text.lower() for t in scene.tokens).replace("-", " ").split()
    for m in scene.matching.matches:
        if m.item.pos not in ("NOUN", "NAME", "ADJ") or m.worth < _STRICT or m.other < 0:
            continue
        if scene.item(m).alias or not _names_somebody(scene, m.item.token):
            continue
        text = scene.text(m.sheet)
        token = scene.item(m).token
        around = _qualifiers(scene, m.sheet, token)
        lost = (around & _NARROWING) - set(ours)
        if not lost or _plainly(scene, m):
            continue
        yield Veto(
            Reason(
                "names",
                f"The source has “{sorted(lost)[0]}” with “{text.tokens[token].text}”.",
                scene.words_of(m.item.token),
                scene.span(m),
            )
        )
        return


def _names_somebody(scene: Scene, token: int) -> bool:
    """Whether a noun stands for somebody: by a name, or as what is told of."""
    t = scene.tokens[token]
    beside = [scene.tokens[t.head], *(scene.tokens[c] for c in scene.claim.clauses.children[token])]
    return any(x.pos == "PROPN" for x in beside) or t.pos == "PROPN"


def _qualifiers(scene: Scene, sheet: int, token: int) -> set[str]:
    clauses = scene.of_report(sheet)
    tokens = clauses.tokens
    found = {
        tokens[c].text.lower()
        for c in clauses.children[token]
        if tokens[c].dep in ("amod", "compound", "nmod", "dep", "advmod")
    }
    for near in (token - 1, token + 1, token - 2, token + 2):
        if 0 <= near < len(tokens) and tokens[near].sentence == tokens[token].sentence:
            between = tokens[min(near, token) + 1].text if abs(near - token) == 2 else ""
            touches = abs(near - token) == 1 or between in ("-", "–")
            if touches:
                found.add(tokens[near].text.lower())
    return {w.strip("-") for w in found}


def _plainly(scene: Scene, m: Match) -> bool:
    """Whether another cited sentence has the noun without that."""
    for n, e in enumerate(scene.evidence):
        for s in e.usable:
            for i in e.sheet.by_sentence.get(s, ()):
                item = e.sheet.items[i]
                same = item.key == m.item.key and (n, i) != (m.sheet, m.other)
                narrowed = _qualifiers(scene, n, item.token) & _NARROWING
                if same and not item.alias and not narrowed:
                    return True
    return False


ALL = (other_office, office_narrowed)

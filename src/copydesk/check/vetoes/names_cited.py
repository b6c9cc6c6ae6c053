"""Names that what is cited has in some form, describes with, or has a pronoun for."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.check.support.matching import Match
from copydesk.check.vetoes.scene import Scene, Veto
from copydesk.check.words import spelling, stem
from copydesk.english import lists
from copydesk.model import Reason

_CALENDAR = lists.words("vetoes", "names cited calendar")
_TITLES = lists.words("vetoes", "names cited titles")


def names_there(scene: Scene) -> Iterator[Veto]:
    """A name that what is cited does not have, in no form."""
    for m in scene.matching.matches:
        if m.item.pos != "NAME" or m.worth >= 0.6 or m.item.low in _CALENDAR:
            continue
        token = scene.tokens[m.item.token]
        if (
            not token.text[:1].isupper()
            or any(c.isdigit() for c in token.text)
            or m.item.low.strip(".") in _TITLES
            or _opens(scene, m.item.token)
            or is_of_letters(scene, token.start)
            or is_known(scene, token.text)
        ):
            continue
        if m.anywhere >= 0.8 and (only_describes(scene, m) or is_pronoun_there(scene, m)):
            continue
        if any(
            m.item.low in {spelling(w.strip(".,:;'’")) for w in str(x).split()}
            for e in scene.evidence
            for x in (e.report.article.title or "", e.report.article.outlet or "")
        ):
            continue
        where = "The source" if m.anywhere < 0.8 else "What is cited"
        yield Veto(Reason("names", f"{where} does not have “{token.text}”.", token.text))
        return


def is_of_letters(scene: Scene, start: int) -> bool:
    """Whether the reports have a name of several words by letters, perhaps with more of them
    ("the Red Cross" for "the ICRC"), or the word belongs to a sum of money ("Swiss francs")."""
    if any(
        q.kind == "money" and q.start <= start < q.end for q in scene.claim.annotated.quantities
    ):
        return True
    index = next((i for i, t in enumerate(scene.tokens) if t.start == start), None)
    if index is None:
        return False
    first = last = index
    while first and scene.tokens[first - 1].text[:1].isupper():
        first -= 1
    while last + 1 < len(scene.tokens) and scene.tokens[last + 1].text[:1].isupper():
        last += 1
    letters = "".join(t.text[0] for t in scene.tokens[first : last + 1])
    return len(letters) > 1 and any(
        letters in w and len(letters) + 2 >= len(w)
        for e in scene.evidence
        for w in {t.text for t in e.report.tokens if t.text.isupper() and len(t.text) > 2}
    )


def _opens(scene: Scene, index: int) -> bool:
    return index == 0 and scene.tokens[index].dep not in ("nsubj", "compound", "nsubj:pass", "flat")


def is_known(scene: Scene, word: str) -> bool:
    """Whether the reports have the name by its letters, or the state by another word."""
    low = word.lower().replace(".", "")
    if word.isupper() and len(low) >= 2:
        for e in scene.evidence:
            words = [w for w in e.report.article.text.split() if w[:1].isalpha()]
            letters = "".join(w[0].lower() if w[0].isupper() else " " for w in words)
            flat = "".join(
                (w.lower() if w.isupper() and len(w) <= 4 else w[0].lower())
                if w[0].isupper()
                else " "
                for w in words
            )
            if low in letters or low in flat:
                return True
    states = {"us", "usa", "american", "americans", "america", "uk", "britain", "british", "eu"}
    return low in states and bool(
        scene.cited
        & {
            "u.s.",
            "us",
            "united",
            "american",
            "americans",
            "america",
            "uk",
            "u.k.",
            "britain",
            "british",
            "eu",
            "european",
        }
    )


def only_describes(scene: Scene, m: Match) -> bool:
    """Whether a name only says of which place, body or person another word is."""
    token = scene.tokens[m.item.token]
    deps = ("compound", "nmod:poss", "amod", "flat", "flat:name", "appos", "nmod", "nmod:desc")
    if token.dep in deps:
        return True
    return token.dep in ("nsubj", "nsubj:pass") and _is_of_chain(scene, m)


def is_pronoun_there(scene: Scene, m: Match) -> bool:
    """Whether the name is a subject or possessor, and the cited sentences have a pronoun that the
    report's own chains leave open, behind the name."""
    token = scene.tokens[m.item.token]
    if token.dep not in ("nsubj", "nsubj:pass", "nmod:poss", "flat", "flat:name"):
        return False
    for e in scene.evidence:
        known = {x.start for c in e.report.chains for x in c.mentions if x.kind == "pronoun"}
        first = [t.start for t in e.report.tokens if spelling(t.text) == m.item.low]
        for s in e.usable:
            at = e.report.sentences[s]
            for t in e.report.tokens[at.first : at.last]:
                unknown = t.pos == "PRON" and t.text.lower() in _PERSONAL and t.start not in known
                if unknown and any(0 < t.start - f < 2500 for f in first):
                    return True
    return False


_PERSONAL = lists.words("vetoes", "names cited personal")


def _is_of_chain(scene: Scene, m: Match) -> bool:
    """Whether the subject is a name of the report's chains that the cited sentences go on with."""
    for n, e in enumerate(scene.evidence):
        for chain in e.report.chains:
            words = {stem(spelling(w)) for w in chain.name.split()}
            if m.item.key not in words:
                continue
            spans = [e.report.sentences[s] for s in e.usable]
            if any(s.start <= x.start < s.end for s in spans for x in chain.mentions):
                return True
        del n
    return False


ALL = (names_there,)

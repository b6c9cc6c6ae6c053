"""A word against its opposite, and told as of now what the source has as once."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.check.opposites import OPPOSITES
from copydesk.check.support import kin as kinds
from copydesk.check.support.matching import Match
from copydesk.check.support.sheet import Item, Sheet
from copydesk.check.vetoes.scene import Scene, Veto
from copydesk.check.vetoes.senses import denies_nearby
from copydesk.english import lists
from copydesk.model import Reason, Span

_STRICT = 0.84


def opposite(scene: Scene) -> Iterator[Veto]:
    """A word against its opposite in the same place of the cited sentence."""
    for m in scene.matching.matches:
        if m.item.pos in ("NAME", "NUM") or m.worth >= _STRICT:
            continue
        around = [x for x in scene.matching.matches if scene.said(x) and _hang(scene, m, x)]
        for x in around:
            sheet = scene.sheets[x.sheet]
            for i in sheet.by_sentence[scene.item(x).sentence]:
                other = sheet.items[i]
                if other.alias or not is_opposite(m.item, other):
                    continue
                if sheet.depth_between(i, x.other) > 1 or other.low in scene.lower:
                    continue
                t = sheet.text.tokens[other.token]
                if denies_nearby(sheet.text.tokens, other.token) or denies_nearby(
                    scene.tokens, m.item.token
                ):
                    continue
                yield Veto(
                    Reason(
                        "content",
                        f"The sentence has “{scene.words_of(m.item.token)}”, the source "
                        f"“{t.text}”.",
                        scene.words_of(m.item.token),
                        Span(sheet.text.article.id, t.start, t.end),
                    ),
                    contradicts=m.item.pos in ("ADJ", "ADV"),
                )
                return


def _hang(scene: Scene, m: Match, x: Match) -> bool:
    """Whether one of two words of the sentence hangs on the other."""
    items = scene.sheet.items
    head, other = m.item.head, x.item.head
    return (head >= 0 and items[head] is x.item) or (other >= 0 and items[other] is m.item)


def is_opposite(ours: Item, theirs: Item) -> bool:
    """Whether two words are opposites, by our own list or by WordNet."""
    if theirs.key in OPPOSITES.get(ours.key, ()):
        return True
    return kinds.kin().relation(ours.lemma_number, theirs.lemma_number) == kinds.OPPOSITE


def _this_year(sheet: Sheet, verb: int) -> bool:
    """Whether the word of time is "earlier this year", which is no change."""
    tokens = sheet.text.tokens
    return any(
        tokens[c].text.lower() == "earlier"
        and tokens[min(c + 1, len(tokens) - 1)].text.lower() in ("this", "in", "on", "today")
        for c in sheet.clauses.children[verb]
    )


_ONCE = lists.words("vetoes", "opposed once")
_STILL_TOLD = lists.words("vetoes", "opposed still told")


def no_longer(scene: Scene) -> Iterator[Veto]:
    """Told as of now what the source has with "previously", "once", "initially"."""
    if scene.lower & (_STILL_TOLD - {"was", "were"}):
        return
    for m in scene.matching.matches:
        if m.item.pos not in ("NUM", "VERB") or not scene.said(m) or m.worth < _STRICT:
            continue
        sheet = scene.sheets[m.sheet]
        tokens = sheet.text.tokens
        at = scene.item(m).token
        before = [
            t.text.lower()
            for t in tokens[max(0, at - 10) : at]
            if t.sentence == tokens[at].sentence
        ]
        for word in sorted(_ONCE & set(before)):
            if not set(before[before.index(word) :]) & {"but", "now", "and", ";", "."}:
                nearby = before[before.index(word) + 1 : before.index(word) + 2]
                if word != "earlier" or not set(nearby) & {"this", "in", "on", "today"}:
                    yield Veto(
                        Reason(
                            "dates",
                            f"The source has “{word}” before this.",
                            scene.words_of(m.item.token),
                            scene.span(m),
                        )
                    )
                    return
        for _ in range(5):
            marks = {tokens[c].text.lower() for c in sheet.clauses.children[at]}
            if tokens[at].pos in ("VERB", "AUX") and marks & _ONCE and not _this_year(sheet, at):
                word = sorted(marks & _ONCE)[0]
                yield Veto(
                    Reason(
                        "dates",
                        f"The source has “{word}” with “{tokens[at].text}”.",
                        scene.words_of(m.item.token),
                        scene.span(m),
                    )
                )
                return
            if tokens[at].head == at:
                break
            at = tokens[at].head


ALL = (opposite, no_longer)
